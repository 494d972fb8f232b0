import { sendOnce, ticketIn } from './storm-presses.ts';
import type { Press, PressKind } from './storm-presses.ts';

interface JournalEvent { readonly seq: number; readonly type: string; readonly ticketId?: string; readonly number?: string; readonly legId?: string; readonly counterId?: string; readonly day?: string }
const eventOf: Readonly<Record<PressKind, string>> = { issue: 'ticket-issued', 'call-next': 'leg-called', start: 'leg-started', finish: 'leg-finished' };
const kinds: readonly PressKind[] = ['issue', 'call-next', 'start', 'finish'];

export interface CallNow { readonly legId: string; readonly counterId: string; readonly state: 'called' | 'serving' }

/** The hall as its journal tells it: read over HTTP, event by event, and never from what anybody believes to have pressed. */
export class JournalReader {
  readonly faults: string[] = [];
  private readonly effects = new Map<string, number>();
  private readonly numbers = new Map<string, string>();
  private readonly ofType = new Map<string, number>();
  private readonly atCounters = new Map<string, CallNow>();
  private readonly url: string;
  private readonly token: string;
  private seq = 0;
  private day = '';

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  async readOn(): Promise<void> {
    for (;;) {
      const response = await fetch(`${this.url}?after=${this.seq}&limit=1000`, { headers: { Authorization: `Bearer ${this.token}` } });
      const { events } = (await response.json()) as { readonly events: readonly JournalEvent[] };
      for (const event of events) this.take(event);
      if (events.length < 1000) return;
    }
  }

  private take(event: JournalEvent): void {
    if (event.seq !== this.seq + 1) this.faults.push(`event ${event.seq} follows ${this.seq}`);
    this.seq = event.seq;
    this.ofType.set(event.type, this.count(event.type) + 1);
    const subject = event.legId ?? event.ticketId ?? '';
    const name = `${event.type} ${subject}`;
    this.effects.set(name, (this.effects.get(name) ?? 0) + 1);
    if (event.type === 'day-opened') this.day = event.day ?? '';
    if (event.type === 'ticket-issued') this.issued(event);
    if (event.type === 'leg-called' && event.counterId !== undefined) this.atCounters.set(event.counterId, { legId: subject, counterId: event.counterId, state: 'called' });
    for (const [counterId, call] of this.atCounters) {
      if (call.legId !== subject) continue;
      if (event.type === 'leg-started') this.atCounters.set(counterId, { ...call, state: 'serving' });
      if (event.type === 'leg-finished') this.atCounters.delete(counterId);
    }
  }
  private issued(event: JournalEvent): void {
    const number = `${this.day} ${event.number ?? ''}`;
    if (this.numbers.has(number)) this.faults.push(`number ${number} was given to ${this.numbers.get(number) ?? ''} and to ${event.ticketId ?? ''}`);
    this.numbers.set(number, event.ticketId ?? '');
  }

  private count(type: string): number { return this.ofType.get(type) ?? 0; }
  times(kind: PressKind, subject: string): number { return this.effects.get(`${eventOf[kind]} ${subject}`) ?? 0; }
  holds(number: string, ticketId: string): boolean { return this.numbers.get(`${this.day} ${number}`) === ticketId; }
  /** Who stands at a counter now, by counter. */
  calls(): readonly CallNow[] { return [...this.atCounters.values()]; }
  effectsOf(): number { return kinds.reduce((sum, kind) => sum + this.count(eventOf[kind]), 0); }
}

const accepted = (press: Press): boolean => press.answer !== null && press.answer.status < 300 && ticketIn(press) !== null;
export const acceptedOf = (presses: readonly Press[]): readonly Press[] => presses.filter(accepted);

/** Every acknowledged press stands in the journal once, with what the answer said. */
export const lostOrDoubled = (journal: JournalReader, presses: readonly Press[]): readonly string[] =>
  acceptedOf(presses).flatMap((press) => {
    const ticket = ticketIn(press);
    const subject = press.kind === 'issue' ? (ticket?.id ?? '') : (ticket?.legs[0]?.id ?? '');
    const times = journal.times(press.kind, subject);
    if (times !== 1) return [`${press.kind} of ${ticket?.number ?? ''} was acknowledged and stands in the journal ${times} times`];
    return press.kind !== 'issue' || journal.holds(ticket?.number ?? '', ticket?.id ?? '') ? [] : [`${ticket?.number ?? ''} was acknowledged, but the journal gave its ticket another number`];
  });

/** A press that was answered before is answered the same again. */
export const answeredOtherwise = async (presses: readonly Press[]): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const press of presses) {
    const again = await sendOnce(press);
    if (again?.status !== press.answer?.status || again?.body !== press.answer?.body) faults.push(`${press.kind} again: ${again?.status ?? 'no answer'} ${again?.body.slice(0, 120) ?? ''} instead of ${press.answer?.status ?? ''} ${press.answer?.body.slice(0, 120) ?? ''}`);
  }
  return faults;
};

/** Visitors find their ticket by the token they were given, with the number on their paper. */
export const ticketsNotFound = async (base: string, presses: readonly Press[]): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const press of presses) {
    const ticket = ticketIn(press);
    if (ticket?.token === undefined) continue;
    const response = await fetch(`${base}/api/tickets/${ticket.token}`);
    const found = response.status === 200 ? ((await response.json()) as { readonly answer: { readonly number: string } }).answer.number : `status ${response.status}`;
    if (found !== ticket.number) faults.push(`the holder of ${ticket.number} finds ${found}`);
  }
  return faults;
};
