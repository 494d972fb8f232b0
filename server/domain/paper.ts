import type { Instant } from './brands.ts';
import { instant } from './brands.ts';
import type { CommandOf } from './command.ts';
import { isRefusal, ticketById } from './decision.ts';
import type { Decision } from './decision.ts';
import type { HallEvent } from './event.ts';
import type { Hall, TicketPrint } from './hall.ts';
import { printWithinMs } from './issue.ts';
import { refuse } from './refusal.ts';

export const printSettled = (print: TicketPrint): boolean => print.state !== 'issued' && print.state !== 'printing';

/** Paper again, because a person asked for it; never by itself. */
export const decideReprint = (hall: Hall, command: CommandOf<'reprint'>, at: Instant): Decision => {
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  const first = hall.catalogue.config.devices.find((d) => d.kind === 'printer')?.id;
  const printer = command.printer ?? ticket.print?.printer ?? first;
  if (printer === undefined) return refuse('no-printer');
  if (hall.catalogue.devices.get(printer)?.kind !== 'printer') return refuse('unknown-device', { about: printer });
  if (ticket.print !== null && !printSettled(ticket.print)) return refuse('print-settled', { about: ticket.print.state });
  return [{ type: 'print-requested', ticketId: ticket.id, print: { job: command.job, printer, kind: 'reprint', expiresAt: instant(at + printWithinMs) } }];
};

/** Reports of older jobs and repeats change nothing; a settled job stays as it was settled. */
export const decideReportPrint = (hall: Hall, command: CommandOf<'report-print'>): Decision => {
  const print = hall.tickets.get(command.ticketId)?.print;
  if (print == null || print.job !== command.job) return [];
  const lateTruth = print.state === 'not-printed' && print.fault === 'no-answer' && command.state !== 'printing';
  if ((printSettled(print) && !lateTruth) || print.state === command.state) return [];
  return [{ type: 'print-reported', ticketId: command.ticketId, job: command.job, state: command.state, fault: command.fault }];
};

/** Jobs that no agent took in time. One that was begun is unknown: paper may or may not have come out. */
export const expiredPrints = (hall: Hall, at: Instant): readonly HallEvent[] => {
  const events: HallEvent[] = [];
  for (const ticketId of [...hall.unsettledPrints].sort()) {
    const print = hall.tickets.get(ticketId)?.print;
    if (print == null || at < print.expiresAt) continue;
    if (print.state === 'issued') events.push({ type: 'print-reported', ticketId, job: print.job, state: 'not-printed', fault: 'no-answer' });
    else if (at >= print.expiresAt + printWithinMs) events.push({ type: 'print-reported', ticketId, job: print.job, state: 'unknown', fault: 'no-answer' });
  }
  return events;
};

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
