import type { CounterId, StaffNumber } from '../../server/domain/brands.ts';
import type { Actor, Command, CommandOf } from '../../server/domain/command.ts';
import { named } from './sim-config.ts';
import type { SimHall } from './sim-hall.ts';

export const staff = (number: string): Actor => ({ kind: 'staff', number: named(number) });
export const device = (id: string): Actor => ({ kind: 'device', id: named(id) });
export const visitor: Actor = { kind: 'visitor' };

export interface IssueWishes { readonly services?: readonly string[]; readonly classId?: string; readonly needs?: readonly string[]; readonly cases?: number; readonly by?: Actor; readonly job?: string; readonly proven?: boolean; readonly period?: CommandOf<'issue'>['period'] }
export const issueCommand = (id: string, wishes: IssueWishes = {}): CommandOf<'issue'> => ({
  type: 'issue', by: wishes.by ?? device('kiosk-1'), ticketId: named(id), seal: '', reasonSeal: null, services: (wishes.services ?? ['register']).map((s) => named(s)),
  classId: wishes.classId === undefined ? null : named(wishes.classId), cases: wishes.cases ?? 1, language: 'zh-CN', large: false, needs: wishes.needs ?? [],
  proven: wishes.proven ?? true, period: wishes.period ?? null, job: wishes.job ?? null,
});
/** Issues a ticket that must be given, and returns its printed number. */
export const issue = (sim: SimHall, id: string, wishes: IssueWishes = {}): string => {
  sim.ok(issueCommand(id, wishes));
  return sim.ticket(id).number;
};

/** Presses of the clerk who sits at a counter, as commands. */
export const atDesk = (sim: SimHall, counter: string) => {
  const counterId = named<CounterId>(counter);
  const by: Actor = { kind: 'staff', number: sim.hall.counters.get(counterId)?.clerk ?? named<StaffNumber>('nobody') };
  const base = { by, counterId };
  return {
    signIn: (clerk: string, force = false): Command => ({ type: 'sign-in', by: staff(clerk), counterId, clerk: named(clerk), force }),
    signOut: (force = false): Command => ({ ...base, type: 'sign-out', force }),
    next: { ...base, type: 'call-next' } satisfies Command,
    call: (ticket: string): Command => ({ ...base, type: 'call', ticketId: named(ticket), seal: 'why' }),
    recall: { ...base, type: 'recall' } satisfies Command,
    start: { ...base, type: 'start' } satisfies Command,
    finish: (outcome: string | null = null, missing: readonly string[] = []): Command => ({ ...base, type: 'finish', outcome, cases: null, missing, seal: null, job: null }),
    hold: (reason = 'copies'): Command => ({ ...base, type: 'hold', reason }),
    resumeHeld: (ticket: string): Command => ({ ...base, type: 'resume-held', ticketId: named(ticket) }),
    giveBack: (ticket: string): Command => ({ ...base, type: 'return', ticketId: named(ticket) }),
    transfer: (queue: string, place: 'original' | 'first' | 'last' = 'original'): Command => ({ ...base, type: 'transfer', queueId: named(queue), place }),
    addService: (service: string, here = false): Command => ({ ...base, type: 'add-service', serviceId: named(service), here }),
    absent: { ...base, type: 'absent' } satisfies Command,
    undo: { ...base, type: 'undo' } satisfies Command,
    pause: (reason = 'break', minutes: number | null = null): Command => ({ ...base, type: 'pause', reason, minutes }),
    resume: { ...base, type: 'resume' } satisfies Command,
    direct: (ticket: string, service = 'ask', hasReason = false): Command => ({ ...base, type: 'serve-direct', ticketId: named(ticket), seal: '', serviceId: named(service), reasonSeal: hasReason ? 'why' : null }),
  };
};

export const about = (type: 'wake' | 'leave' | 'away' | 'back', ticket: string): Command => ({ type, by: visitor, ticketId: named(ticket) });
export const changeClass = (ticket: string, classId: string): Command => ({ type: 'change-class', by: staff('2001'), ticketId: named(ticket), classId: named(classId), seal: null });
export const suspend = (id: string, scope: CommandOf<'suspend'>['scope'] = { kind: 'hall' }): Command => ({ type: 'suspend', by: staff('3001'), id, scope, reason: { 'zh-CN': '停电', en: 'Power cut' }, seal: `seal of ${id}`, expectedBack: null });
export const endSuspension = (id: string): Command => ({ type: 'end-suspension', by: staff('3001'), id });
export const endOfDay = (queues: readonly string[] | null = null): Command => ({ type: 'end-of-day', by: staff('3001'), queues: queues === null ? null : queues.map((q) => named(q)) });

/** Signs clerk 1001 in at counter 1, 1002 at 2, and so on. */
export const signIn = (sim: SimHall, ...counters: readonly string[]): void => {
  for (const counter of counters) sim.ok(atDesk(sim, counter).signIn(`100${counter}`));
};

/** Calls next, and says who came: ticket, rule, and reason × count of everybody passed. */
export const callNext = (sim: SimHall, counter: string): string | null => {
  const [event] = sim.ok(atDesk(sim, counter).next);
  if (event?.type !== 'leg-called') return null;
  const passed = event.why.passed.map((p) => `${p.reason} ${p.count}`).join(', ');
  return `${sim.currentOf(counter)} ${event.why.rule}${passed === '' ? '' : `: ${passed}`}`;
};
/** The whole visit at the counter in two presses, so that the next may be called. */
export const serve = (sim: SimHall, counter: string): void => {
  sim.ok(atDesk(sim, counter).start);
  sim.ok(atDesk(sim, counter).finish());
};
/** Calls and serves people one by one and lists them in order. */
export const serveAll = (sim: SimHall, counter: string, most = 100): readonly string[] => {
  const out: string[] = [];
  while (out.length < most && callNext(sim, counter) !== null) {
    out.push(sim.currentOf(counter) ?? '');
    serve(sim, counter);
  }
  return out;
};
/** The zone's voice speaks and its screen shows whatever is called there. */
export const speakAndShow = (sim: SimHall, zone: string): void => {
  const job = `voice-${sim.hall.seq}`;
  sim.ok({ type: 'announce', by: { kind: 'clock' }, zone: named(zone), job });
  const legs = sim.hall.zones.get(named(zone))?.job?.legs ?? [];
  sim.ok({ type: 'shown', by: { kind: 'clock' }, legs });
  sim.ok({ type: 'end-announcement', by: { kind: 'clock' }, zone: named(zone), job, result: 'spoken' });
};
/** Calls next there until somebody who can't come is marked absent. */
export const missCall = (sim: SimHall, counter: string, zone = 'east'): void => {
  speakAndShow(sim, zone);
  sim.ok(atDesk(sim, counter).recall);
  speakAndShow(sim, zone);
  sim.pass(1);
  sim.ok(atDesk(sim, counter).absent);
};
