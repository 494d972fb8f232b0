import type { DeviceId, Instant, TicketId } from './brands.ts';
import type { ServiceConfig } from './hall-config.ts';
import type { Hall } from './hall.ts';
import { issueHours, issueRefusal } from './issue.ts';
import { paperElsewhere, printerNow, ticketElsewhere } from './kiosk-printer.ts';
import { waitingIn } from './lines.ts';
import { estimateFor, toldEstimate } from './place-in-line.ts';
import { clockOf } from './queue-clock.ts';
import { staffedFor } from './counter-profile.ts';
import { suspensionViews } from './view-parts.ts';
import type { EstimateView, KioskServiceView, KioskView } from './view-shapes.ts';

interface QueueNow { readonly counters: number; readonly waiting: number; readonly estimate: EstimateView | null }

const queueNow = (hall: Hall, id: NonNullable<ServiceConfig['queue']>, at: Instant): QueueNow => {
  const counters = staffedFor(hall, id, [], at).length;
  const walkInDue = clockOf(hall, id, at) + hall.catalogue.walkIn.target * 60_000;
  const estimate = estimateFor(hall, { queueId: id, key: { due: walkInDue, start: clockOf(hall, id, at), order: 8.64e15 }, needs: [], protected: hall.catalogue.walkIn.protected }, at);
  return { counters, waiting: waitingIn(hall.lines, id), estimate: toldEstimate(hall, { queueId: id, needs: [] }, estimate, at) };
};

/** Every service as it stands now; services of one queue share the figures of their queue. */
export const serviceViews = (hall: Hall, at: Instant): readonly KioskServiceView[] => {
  const queues = new Map<string, QueueNow>();
  for (const { id } of hall.catalogue.config.queues) queues.set(id, queueNow(hall, id, at));
  return hall.catalogue.config.services.map((service) => {
    const no = issueRefusal(hall, service, at);
    const queue = service.queue === undefined ? undefined : hall.catalogue.queues.get(service.queue);
    const now = queues.get(service.queue ?? '');
    const hours = queue === undefined ? null : issueHours(queue, hall.schedule.get(queue.id) ?? [], at);
    return {
      id: service.id, refused: no?.code ?? null, opensAt: no?.allowedAt ?? null, stopsAt: hours?.stopsAt ?? null,
      counters: now?.counters ?? 0, waiting: now?.waiting ?? 0, estimate: no === null ? (now?.estimate ?? null) : null,
    };
  });
};

/** How the kiosk's printer stands; an agent that is away makes it a fault whatever it said last. */
const printerOf = (hall: Hall, kiosk: DeviceId, agentGone: boolean): KioskView['printer'] => {
  const device = hall.catalogue.devices.get(kiosk);
  if (device?.kind !== 'kiosk' || device.printer === undefined) return null;
  const elsewhere = paperElsewhere(hall, kiosk, printerNow(hall, kiosk));
  if (agentGone) return { id: device.printer, state: 'fault', fault: 'no-answer', elsewhere };
  const state = hall.devices.get(device.printer);
  return { id: device.printer, state: state?.state ?? 'unknown', fault: state?.fault ?? null, elsewhere };
};

const listOf = (hall: Hall, kiosk: DeviceId): KioskView['list'] => {
  const last = hall.devices.get(kiosk)?.lists?.last;
  return last === undefined ? null : { job: last.job, state: last.state, fault: last.fault, elsewhere: paperElsewhere(hall, kiosk, last.printer) };
};

const helpKeptMs = 5 * 60_000;
const helpOf = (hall: Hall, kiosk: DeviceId, at: Instant): KioskView['help'] => {
  const mine = [...hall.helps.values()].filter((h) => h.device === kiosk && (h.acknowledgedAt === null || at - h.acknowledgedAt < helpKeptMs));
  const last = mine[mine.length - 1];
  return last === undefined ? null : { id: last.id, state: last.acknowledgedAt === null ? 'asked' : 'acknowledged' };
};

/** `recent`: tickets this kiosk issued lately, newest last; kept by the sender, because the hall does not care which kiosk asks. */
export interface KioskSurroundings { readonly kiosk: DeviceId; readonly recent: readonly TicketId[]; readonly agentGone: boolean; readonly publicUrl: string | null }
export const kioskView = (hall: Hall, at: Instant, around: KioskSurroundings, services: readonly KioskServiceView[]): KioskView => ({
  kind: 'kiosk', seq: hall.seq, now: at, hallName: hall.catalogue.config.name, services, suspensions: suspensionViews(hall), notices: hall.catalogue.config.notices.map((n) => n.text),
  printer: printerOf(hall, around.kiosk, around.agentGone),
  prints: around.recent.flatMap((id) => {
    const ticket = hall.tickets.get(id);
    // A slip from a counter's printer is no business of the kiosk that gave the number.
    return ticket?.print == null || ticket.print.kind === 'missing' ? [] : [{ ticketId: ticket.id, job: ticket.print.job, state: ticket.print.state, fault: ticket.print.fault, elsewhere: ticketElsewhere(hall, ticket) }];
  }),
  list: listOf(hall, around.kiosk), help: helpOf(hall, around.kiosk, at), publicUrl: around.publicUrl,
});
