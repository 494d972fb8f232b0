import type { Instant, LegId, OpenMs, QueueId, ServiceId } from './brands.ts';
import { instant, minutes, openMs } from './brands.ts';
import type { Actor, CommandOf } from './command.ts';
import { actorName, isRefusal } from './decision.ts';
import type { Decision } from './decision.ts';
import type { HallEvent, NewLeg, PrintRequest } from './event.ts';
import type { ClassConfig, QueueConfig, ServiceConfig, Targets } from './hall-config.ts';
import type { Hall, QueueState, Ticket } from './hall.ts';
import { businessDay, instantOf, nextDay } from './hall-time.ts';
import { printerNow } from './kiosk-printer.ts';
import { isOpenAt } from './opening-hours.ts';
import type { Interval } from './opening-hours.ts';
import { estimateFor } from './place-in-line.ts';
import { clockOf } from './queue-clock.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { suspensionOf } from './suspensions.ts';
import { nextNumber, printedNumber, seriesHolds } from './ticket-number.ts';

/** A print job that nobody began within this time is not printed any more: its visitor has gone. */
export const printWithinMs = 60_000;

export const targetsFor = (cls: ClassConfig, queueId: QueueId): Targets => cls.perQueue?.[queueId] ?? cls;

/** Whether numbers are given at an instant; `opensAt`: when they are given next, or null; `stopsAt`: when today's stop. */
export interface IssueHours { readonly open: boolean; readonly opensAt: Instant | null; readonly stopsAt: Instant | null }
export const issueHours = (queue: QueueConfig, intervals: readonly Interval[], at: Instant): IssueHours => {
  const windows = intervals.map((i) => ({ from: instant(i.from - minutes(queue.issueBefore ?? 30)), to: instant(i.to - minutes(queue.issueStops ?? 0)) }));
  const now = windows.find((w) => w.from <= at && at < w.to);
  return { open: now !== undefined, opensAt: now !== undefined ? null : (windows.find((w) => w.from > at)?.from ?? null), stopsAt: now?.to ?? null };
};

/** When numbers are given next on a later business day; null when that lies beyond the days known or the loaded calendar. */
const nextDayOfIssue = (hall: Hall, queue: QueueConfig): Instant | null => {
  const { config, zoneTable } = hall.catalogue;
  if (hall.day === null) return null;
  const change = instantOf(zoneTable, nextDay(hall.day), config.dayChange * 60);
  const hours = issueHours(queue, hall.schedule.get(queue.id) ?? [], change);
  const again = hours.open ? change : hours.opensAt;
  return again !== null && businessDay(zoneTable, 0, again) <= config.calendar.loadedUntil ? again : null;
};

/** Why a service gives no number now, or null. Who booked is let in as long as the queue is open, when walk-ins get none any more. */
export const issueRefusal = (hall: Hall, service: ServiceConfig, at: Instant, booked = false): Refusal | null => {
  const queue = service.queue === undefined ? undefined : hall.catalogue.queues.get(service.queue);
  if (service.kind !== 'queue' || queue === undefined) return refuse('service-not-by-ticket');
  const suspension = suspensionOf(hall, service.id);
  if (suspension !== null) return suspension.expectedBack === null ? refuse('suspended') : refuse('suspended', { allowedAt: suspension.expectedBack });
  const intervals = hall.schedule.get(queue.id) ?? [];
  const hours = issueHours(queue, intervals, at);
  if (booked && (hours.open || isOpenAt(intervals, at))) return null;
  if (!hours.open) return hours.opensAt === null ? refuse('queue-closed') : refuse('queue-closed', { allowedAt: hours.opensAt });
  const issued = hall.queues.get(queue.id)?.issuedToday ?? 0;
  if (queue.dailyQuota === undefined || issued < queue.dailyQuota) return null;
  const again = nextDayOfIssue(hall, queue);
  return again === null ? refuse('quota-used-up') : refuse('quota-used-up', { allowedAt: again });
};

/** Where a new leg stands: from its booked period, or as a walk-in coming now, whichever is called sooner. */
const standFor = (hall: Hall, cls: ClassConfig, queueId: QueueId, at: Instant, period: { readonly start: Instant } | null): { readonly start: OpenMs; readonly due: OpenMs } => {
  const now = clockOf(hall, queueId, at);
  const asClass = period === null ? now : clockOf(hall, queueId, instant(Math.max(at, period.start)));
  const own = { start: asClass, due: openMs(asClass + minutes(targetsFor(cls, queueId).target)) };
  const walkIn = { start: now, due: openMs(now + minutes(targetsFor(hall.catalogue.walkIn, queueId).target)) };
  return period !== null && walkIn.due < own.due ? walkIn : own;
};

const classFor = (hall: Hall, command: CommandOf<'issue'>): ClassConfig | Refusal => {
  const cls = command.classId === null ? hall.catalogue.walkIn : hall.catalogue.classes.get(command.classId);
  if (cls === undefined) return refuse('unknown-class');
  return cls.proof === 'anyone' || command.proven ? cls : refuse('class-needs-proof');
};

const servicesFor = (hall: Hall, ids: readonly ServiceId[], cases: number, at: Instant): readonly ServiceConfig[] | Refusal => {
  if (new Set(ids).size !== ids.length) return refuse('service-twice');
  const found: ServiceConfig[] = [];
  for (const id of ids) {
    const service = hall.catalogue.services.get(id);
    if (service === undefined) return refuse('unknown-service', { about: id });
    const no = issueRefusal(hall, service, at);
    if (no !== null) return { ...no, about: id };
    if (cases > (service.cases?.max ?? 1)) return refuse('too-many-cases', { about: id });
    found.push(service);
  }
  return found;
};

export const newLeg = (hall: Hall, id: LegId, service: ServiceConfig, queueId: QueueId, cls: ClassConfig, cases: number, needs: readonly string[], at: Instant, period: { readonly start: Instant } | null): NewLeg => {
  const stand = standFor(hall, cls, queueId, at, period);
  return { id, serviceId: service.id, queueId, cases, ...stand, estimate: estimateFor(hall, { queueId, key: { due: stand.due, start: stand.start, order: (hall.seq + 1) * 8 }, needs, protected: cls.protected }, at) };
};

/** On the printer that serves the kiosk now, when it has one and a job id came along. */
const printFor = (hall: Hall, by: Actor, job: string | null, at: Instant): PrintRequest | null => {
  const printer = by.kind === 'device' ? printerNow(hall, by.id) : null;
  return job === null || printer === null ? null : { job, printer, kind: 'ticket', expiresAt: instant(at + printWithinMs) };
};

/** Numbers that people still hold are skipped, and those of another queue whose numbering of today a changed hall file has given to this one. */
const numberFor = (hall: Hall, { id, series, numberDay, lastNumber }: QueueState): number | null => {
  const others = [...hall.queues.values()].filter((other) => other.id !== id && other.series.prefix === series.prefix);
  return nextNumber(series, numberDay === hall.day ? lastNumber : null, (printed, n) => hall.numbersHeld.has(printed) || others.some((other) => seriesHolds(other.series, series.prefix, n)));
};

/** One service of a new ticket; `period`: the time booked for it. */
export interface WantedLeg { readonly service: ServiceConfig; readonly cases: number; readonly period: Ticket['period'] }
/** What a ticket is issued with, whoever asks for it. */
export type IssueOrder = Pick<CommandOf<'issue'>, 'by' | 'ticketId' | 'seal' | 'reasonSeal' | 'language' | 'large' | 'needs' | 'job'>;
/** The event of a new ticket. The number comes from the first service's queue and is good for all its legs. */
export const issueEvent = (hall: Hall, command: IssueOrder, wanted: readonly WantedLeg[], cls: ClassConfig, at: Instant): HallEvent | Refusal => {
  const first = wanted[0];
  const queue = first?.service.queue === undefined ? undefined : hall.catalogue.queues.get(first.service.queue);
  if (queue === undefined) return refuse('service-not-by-ticket');
  const state = hall.queues.get(queue.id);
  if (state === undefined || hall.day === null) return refuse('day-not-open');
  const n = numberFor(hall, state);
  if (n === null) return refuse('numbers-used-up');
  const legs = wanted.map(({ service, cases, period }, i) => newLeg(hall, `${command.ticketId}.${i + 1}` as LegId, service, service.queue ?? queue.id, cls, cases, command.needs, at, period));
  return {
    type: 'ticket-issued', ticketId: command.ticketId, number: printedNumber(state.series, n), n, queueId: queue.id, classId: cls.id, language: command.language,
    large: command.large, needs: command.needs, by: actorName(command.by), legs, period: first?.period ?? null, seal: command.seal, reasonSeal: command.reasonSeal, print: printFor(hall, command.by, command.job, at),
  };
};

export const decideIssue = (hall: Hall, command: CommandOf<'issue'>, at: Instant): Decision => {
  const cls = classFor(hall, command);
  if (isRefusal(cls)) return cls;
  const unknown = command.needs.find((need) => !hall.catalogue.config.needs.some((n) => n.id === need));
  if (unknown !== undefined) return refuse('unknown-need', { about: unknown });
  const services = servicesFor(hall, command.services, command.cases, at);
  if (isRefusal(services)) return services;
  const event = issueEvent(hall, command, services.map((service) => ({ service, cases: command.cases, period: command.period })), cls, at);
  return isRefusal(event) ? event : [event];
};
