import type { Instant } from './brands.ts';
import { instant } from './brands.ts';
import type { CommandOf } from './command.ts';
import { isRefusal, ticketById } from './decision.ts';
import type { Decision } from './decision.ts';
import type { HallEvent } from './event.ts';
import type { Hall, PrintStanding } from './hall.ts';
import { printWithinMs } from './issue.ts';
import { refuse } from './refusal.ts';

export const printSettled = (print: Pick<PrintStanding, 'state'>): boolean => print.state !== 'issued' && print.state !== 'printing';
/** What an agent reports. Reports of older jobs and repeats tell nothing; a settled job stays as it was settled, but the truth about one that was given up may come late. */
export const tellsNews = (print: PrintStanding, report: Pick<PrintStanding, 'job' | 'state'>): boolean => {
  if (print.job !== report.job || print.state === report.state) return false;
  return !printSettled(print) || (print.state === 'not-printed' && print.fault === 'no-answer' && report.state !== 'printing');
};
/** How a job that no agent took in time ends. One that was begun is unknown: paper may or may not have come out. */
export const overdueEnd = (print: PrintStanding, at: Instant): { readonly state: 'not-printed' | 'unknown'; readonly fault: 'no-answer' } | null => {
  if (print.state === 'issued' && at >= print.expiresAt) return { state: 'not-printed', fault: 'no-answer' };
  return print.state === 'printing' && at >= print.expiresAt + printWithinMs ? { state: 'unknown', fault: 'no-answer' } : null;
};

/** Paper again, because a person asked for it; never by itself. */
export const decideReprint = (hall: Hall, command: CommandOf<'reprint'>, at: Instant): Decision => {
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  const first = hall.catalogue.config.devices.find((d) => d.kind === 'printer')?.id;
  const printer = command.printer ?? ticket.print?.printer ?? first;
  if (printer === undefined) return refuse('no-printer');
  if (hall.catalogue.devices.get(printer)?.kind !== 'printer') return refuse('unknown-device', { about: printer });
  if (ticket.print !== null && !printSettled(ticket.print)) return refuse('print-settled', { about: ticket.print.state });
  return [{ type: 'print-requested', ticketId: ticket.id, print: { job: command.job, printer, kind: ticket.print?.kind === 'missing' ? 'missing' : 'reprint', expiresAt: instant(at + printWithinMs) } }];
};

export const decideReportPrint = (hall: Hall, command: CommandOf<'report-print'>): Decision => {
  const print = hall.tickets.get(command.ticketId)?.print;
  return print == null || !tellsNews(print, command) ? [] : [{ type: 'print-reported', ticketId: command.ticketId, job: command.job, state: command.state, fault: command.fault }];
};

export const expiredPrints = (hall: Hall, at: Instant): readonly HallEvent[] =>
  [...hall.unsettledPrints].sort().flatMap((ticketId): readonly HallEvent[] => {
    const print = hall.tickets.get(ticketId)?.print;
    const end = print == null ? null : overdueEnd(print, at);
    return print == null || end === null ? [] : [{ type: 'print-reported', ticketId, job: print.job, ...end }];
  });

export const decideReportDevice = (hall: Hall, command: CommandOf<'report-device'>): Decision => {
  if (!hall.catalogue.devices.has(command.device)) return refuse('unknown-device', { about: command.device });
  const known = hall.devices.get(command.device);
  if (known?.state === command.state && known.fault === command.fault) return [];
  return [{ type: 'device-reported', device: command.device, state: command.state, fault: command.fault }];
};

export const decideBlankPaper = (hall: Hall, command: CommandOf<'blank-paper'>): Decision => {
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  return command.by.kind === 'device' ? [{ type: 'blank-paper-pressed', ticketId: ticket.id, device: command.by.id }] : refuse('unknown-device');
};
