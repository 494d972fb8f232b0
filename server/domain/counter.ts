import { instant, minutes } from './brands.ts';
import type { Instant } from './brands.ts';
import type { CommandOf } from './command.ts';
import { deskOf, isRefusal, legById } from './decision.ts';
import type { Decision } from './decision.ts';
import type { HallEvent } from './event.ts';
import type { Role } from './hall-config.ts';
import type { CounterState, Hall } from './hall.ts';
import { refuse } from './refusal.ts';

/** What becomes of the visitor of a counter whose clerk is signed out by force: called ones wait again with their due, served ones are held. */
const freeCounter = (hall: Hall, counter: CounterState): readonly HallEvent[] => {
  if (counter.current === null) return [];
  const leg = legById(hall, counter.current);
  return leg.state === 'called' ? [{ type: 'leg-requeued', legId: leg.id }] : [{ type: 'leg-held', legId: leg.id, reason: hall.catalogue.config.holdReasons[0]?.id ?? 'clerk-gone' }];
};

/** Who may sit at a counter: a supervisor changes nothing, so a counter with one would only be blocked. */
const sitRoles: readonly Role[] = ['clerk', 'guide', 'hotline', 'manager'];

/** One person per counter and one counter per person; `force` (manager, guide) signs the other out first. */
export const decideSignIn = (hall: Hall, command: CommandOf<'sign-in'>): Decision => {
  const counter = hall.counters.get(command.counterId);
  if (counter === undefined) return refuse('unknown-counter');
  const staff = hall.catalogue.staff.get(command.clerk);
  if (staff === undefined) return refuse('unknown-staff', { about: command.clerk });
  if (!staff.roles.some((role) => sitRoles.includes(role))) return refuse('right-missing');
  const elsewhere = [...hall.counters.values()].find((c) => c.clerk === command.clerk && c.id !== counter.id);
  if (elsewhere !== undefined && command.by.kind === 'staff' && command.by.number !== command.clerk) return refuse('staff-elsewhere', { about: command.clerk });
  if (elsewhere !== undefined) return refuse('clerk-elsewhere', { about: elsewhere.id });
  if (counter.clerk === command.clerk) return [];
  if (counter.clerk !== null && !command.force) return refuse('counter-taken', { about: counter.clerk });
  const out: readonly HallEvent[] = counter.clerk === null ? [] : [...freeCounter(hall, counter), { type: 'counter-signed-out', counterId: counter.id, forced: true }];
  return [...out, { type: 'counter-signed-in', counterId: counter.id, clerk: command.clerk }];
};

export const decideSignOut = (hall: Hall, command: CommandOf<'sign-out'>): Decision => {
  const counter = hall.counters.get(command.counterId);
  if (counter === undefined) return refuse('unknown-counter');
  if (counter.clerk === null) return refuse('not-signed-in');
  if (command.force) return [...freeCounter(hall, counter), { type: 'counter-signed-out', counterId: counter.id, forced: true }];
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  return counter.current !== null ? refuse('ticket-open') : [{ type: 'counter-signed-out', counterId: counter.id, forced: false }];
};

export const decidePause = (hall: Hall, command: CommandOf<'pause'>, at: Instant): Decision => {
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  if (!hall.catalogue.config.pauseReasons.some((r) => r.id === command.reason)) return refuse('unknown-reason', { about: command.reason });
  const back = command.minutes === null ? {} : { back: instant(at + minutes(command.minutes)) };
  return desk.counter.paused === null ? [{ type: 'counter-paused', counterId: command.counterId, reason: command.reason, ...back }] : refuse('counter-paused');
};

export const decideResume = (hall: Hall, command: CommandOf<'resume'>): Decision => {
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  return desk.counter.paused === null ? refuse('not-paused') : [{ type: 'counter-resumed', counterId: command.counterId }];
};

/** Counters that the new hall file no longer has are left first: their visitors wait again with their due, and their clerks may sit elsewhere. */
export const decideConfigure = (hall: Hall, { catalogue }: CommandOf<'configure'>): Decision => {
  const gone = [...hall.counters.values()].filter((counter) => !catalogue.counters.has(counter.id) && counter.clerk !== null);
  const left = gone.flatMap((counter): readonly HallEvent[] => [
    ...(counter.current === null ? [] : [{ type: 'leg-requeued', legId: counter.current } as const]), { type: 'counter-signed-out', counterId: counter.id, forced: true },
  ]);
  return [...left, { type: 'configured', version: catalogue.version }];
};
