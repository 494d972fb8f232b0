import type { VisitorAnswer } from '../../contract/visitor-answer.ts';
import { instant } from '../domain/brands.ts';
import type { Instant, TicketId } from '../domain/brands.ts';
import type { JournalEntry } from '../domain/event.ts';
import type { Hall } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';
import type { ZoneTable } from '../domain/hall-time.ts';
import { visitorView } from '../domain/view-visitor.ts';
import { suspensionViews } from '../domain/view-parts.ts';
import type { SuspensionView } from '../domain/view-shapes.ts';

// Pictures on sockets and events in rows count milliseconds; over HTTP every instant is written out.

export const isoOrNull = (zone: ZoneTable, ms: number | null): string | null => (ms === null ? null : isoInstant(zone, instant(ms)));

export const writtenSuspensions = (hall: Hall, told: readonly SuspensionView[] = suspensionViews(hall)): VisitorAnswer['suspensions'] =>
  told.map((s) => ({ ...s, expectedBack: isoOrNull(hall.catalogue.zoneTable, s.expectedBack) }));

/** A visitor's own ticket for the wire; null when it is no longer part of the hall. */
export const visitorAnswer = (hall: Hall, ticketId: TicketId, at: Instant): VisitorAnswer | null => {
  const view = visitorView(hall, ticketId, at);
  if (view === null) return null;
  const iso = (ms: number): string => isoInstant(hall.catalogue.zoneTable, instant(ms));
  return {
    ...view, now: iso(view.now), issuedAt: iso(view.issuedAt), lastCallAt: isoOrNull(hall.catalogue.zoneTable, view.lastCallAt), away: view.away === null ? null : { until: iso(view.away.until) },
    suspensions: writtenSuspensions(hall, view.suspensions),
  };
};

const instantNames: ReadonlySet<string> = new Set(['at', 'until', 'expiresAt', 'expectedBack', 'waitingSince', 'firstAt', 'lastAt', 'shownAt', 'calledAt', 'startedAt', 'endedAt', 'absentAt', 'beforeTakenAt', 'freeAgain']);
/** A leg's `start` is a place on its queue's clock; that of a booked period or slot is an instant. */
const isInstant = (name: string, within: string): boolean => instantNames.has(name) || ((within === 'period' || within === 'slot') && (name === 'start' || name === 'end'));
const written = (zone: ZoneTable, value: unknown, name: string, within: string): unknown => {
  if (typeof value === 'number') return isInstant(name, within) ? isoInstant(zone, instant(value)) : value;
  if (Array.isArray(value)) return value.map((one) => written(zone, one, name, within));
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, written(zone, inner, field, name)])) : value;
};

/** One line of the journal for the wire. */
export const journalLine = (zone: ZoneTable, { seq, at, by, event }: JournalEntry): object =>
  ({ seq, at: isoInstant(zone, at), by, ...(written(zone, event, event.type === 'appointment-moved' ? 'slot' : '', '') as object) });
