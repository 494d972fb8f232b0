import type { Socket } from 'socket.io';
import type { CounterId, DeviceId, Instant } from '../domain/brands.ts';
import type { Surroundings } from '../domain/alarms.ts';
import type { DeviceConfig } from '../domain/hall-config.ts';
import type { Hall } from '../domain/hall.ts';
import type { Seat } from './admit.ts';
import type { Place, Presence } from './presence.ts';

const placesOf = (seat: Seat): readonly Place[] => {
  switch (seat.kind) {
    case 'desk': return [`desk ${seat.counter}`];
    case 'counter-screen': return [`counter-screen ${seat.counter}`];
    case 'zone': return [seat.screen === null ? `zone ${seat.zone}` : `screen ${seat.screen}`];
    default: return [];
  }
};

/** Notes that a page came, and when it goes. */
export const notePage = (socket: Socket, seat: Seat, presence: Presence, changed: () => void): void => {
  const places = placesOf(seat);
  for (const place of places) presence.pageCame(place);
  if (places.length === 0) return;
  changed();
  socket.on('disconnect', () => {
    for (const place of places) presence.pageWent(place, seat.engine.now());
    changed();
  });
};

type Display = Extract<DeviceConfig, { readonly kind: 'display' }>;
const placeOf = (display: Display): Place => (display.zone === undefined ? `counter-screen ${display.counter ?? ''}` : `screen ${display.id}`);

/** The screens of the hall file that are missing. One that did not say which it is stands in for one of its zone. */
const missing = (hall: Hall, presence: Presence): readonly Display[] => {
  const displays = hall.catalogue.config.devices.flatMap((device) => (device.kind === 'display' && presence.pagesAt(placeOf(device)) === 0 ? [device] : []));
  return displays.filter((display) => {
    const before = displays.slice(0, displays.indexOf(display)).filter(({ zone }) => zone !== undefined && zone === display.zone).length;
    return display.zone === undefined || before >= presence.pagesAt(`zone ${display.zone}`);
  });
};

/** Whose page is missing, and since when. */
export const pagesGone = (hall: Hall, presence: Presence): Pick<Surroundings, 'desksGone' | 'screensGone'> => {
  const desksGone = new Map<CounterId, Instant>();
  for (const id of hall.counters.keys()) if (presence.pagesAt(`desk ${id}`) === 0) desksGone.set(id, presence.goneSince(`desk ${id}`));
  return { desksGone, screensGone: new Map<DeviceId, Instant>(missing(hall, presence).map((display) => [display.id, presence.goneSince(placeOf(display))])) };
};
