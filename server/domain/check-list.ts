import { instant } from './brands.ts';
import type { DeviceId, Instant } from './brands.ts';
import type { CommandOf } from './command.ts';
import type { Decision } from './decision.ts';
import type { HallEvent } from './event.ts';
import type { Hall, ListPrint } from './hall.ts';
import { printWithinMs } from './issue.ts';
import { printerNow } from './kiosk-printer.ts';
import { overdueEnd, printSettled, tellsNews } from './paper.ts';
import { refuse } from './refusal.ts';

/** One kiosk prints so many check lists in so long, or a playing child would use up the roll that tickets need. */
export const mostLists = 5;
const withinMs = 10 * 60_000;

/** What to bring, on paper, without a number: where the kiosk's tickets come out, one at a time. */
export const decidePrintList = (hall: Hall, command: CommandOf<'print-list'>, at: Instant): Decision => {
  const { serviceId, language, large, job } = command;
  if (!hall.catalogue.services.has(serviceId)) return refuse('unknown-service', { about: serviceId });
  const kiosk = command.by.kind === 'device' ? hall.catalogue.devices.get(command.by.id) : undefined;
  if (kiosk?.kind !== 'kiosk') return refuse('unknown-device');
  if (kiosk.printer === undefined) return refuse('no-printer');
  const before = hall.devices.get(kiosk.id)?.lists;
  if (before !== undefined && !printSettled(before.last)) return refuse('print-settled', { about: before.last.state });
  const oldest = before?.asked[before.asked.length - mostLists];
  if (oldest !== undefined && at < oldest + withinMs) return refuse('lists-used-up', { allowedAt: oldest + withinMs });
  return [{ type: 'list-requested', device: kiosk.id, list: { job, printer: printerNow(hall, kiosk.id) ?? kiosk.printer, serviceId, language, large, expiresAt: instant(at + printWithinMs) } }];
};

export const decideReportList = (hall: Hall, command: CommandOf<'report-list'>): Decision => {
  const list = hall.devices.get(command.device)?.lists?.last;
  return list === undefined || !tellsNews(list, command) ? [] : [{ type: 'list-reported', device: command.device, job: command.job, state: command.state, fault: command.fault }];
};

interface UnderWay { readonly device: DeviceId; readonly list: ListPrint }
/** The lists of which nobody knows yet how they end, each with its kiosk. */
export const listsUnderWay = (hall: Hall): readonly UnderWay[] =>
  [...hall.devices.values()].flatMap(({ id, lists }) => (lists === undefined || printSettled(lists.last) ? [] : [{ device: id, list: lists.last }]));

export const expiredLists = (hall: Hall, at: Instant): readonly HallEvent[] =>
  listsUnderWay(hall).flatMap(({ device, list }): readonly HallEvent[] => {
    const end = overdueEnd(list, at);
    return end === null ? [] : [{ type: 'list-reported', device, job: list.job, ...end }];
  });
