import type { DeviceId } from './brands.ts';
import type { Text } from './hall-config.ts';
import type { Hall, Ticket } from './hall.ts';

const hasFault = (hall: Hall, printer: DeviceId): boolean => hall.devices.get(printer)?.state === 'fault';

/** The printer that a kiosk's tickets go to now: its own, or its fallback while its own is known to have a fault and the fallback is not. */
export const printerNow = (hall: Hall, kiosk: DeviceId): DeviceId | null => {
  const device = hall.catalogue.devices.get(kiosk);
  if (device?.kind !== 'kiosk' || device.printer === undefined) return null;
  const { printer, fallback } = device;
  return fallback !== undefined && hasFault(hall, printer) && !hasFault(hall, fallback) ? fallback : printer;
};

/** Where a printer's paper comes out, for people who stand at a kiosk; null when that is here. A kiosk beside the printer is easier to find than the printer. */
export const paperElsewhere = (hall: Hall, kiosk: DeviceId, printer: DeviceId | null): Text | null => {
  const device = hall.catalogue.devices.get(kiosk);
  if (printer === null || device?.kind !== 'kiosk' || device.printer === printer) return null;
  const beside = hall.catalogue.config.devices.find((other) => other.kind === 'kiosk' && other.printer === printer);
  return (beside ?? hall.catalogue.devices.get(printer))?.name ?? null;
};

/** Where a ticket's paper comes out, when that is not at the kiosk that gave the number. */
export const ticketElsewhere = (hall: Hall, ticket: Ticket): Text | null =>
  paperElsewhere(hall, ticket.issuedBy.replace(/^device:/, '') as DeviceId, ticket.print?.printer ?? null);
