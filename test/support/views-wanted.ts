import type { CounterId, DeviceId, Instant, TicketId, ZoneId } from '../../server/domain/brands.ts';
import type { Hall } from '../../server/domain/hall.ts';
import { counterScreenView, displayView } from '../../server/domain/view-display.ts';
import { counterView } from '../../server/domain/view-counter.ts';
import { kioskView, serviceViews } from '../../server/domain/view-kiosk.ts';
import { managerView } from '../../server/domain/view-manager.ts';
import { visitorView } from '../../server/domain/view-visitor.ts';
import { hallFromRows } from '../../server/engine/open-hall.ts';
import type { TestHouse } from './house.ts';
import type { Picture, Screen } from './screen.ts';

/** The hall as nothing but its rows say. */
export const hallOfRows = async (house: TestHouse): Promise<Hall> => {
  const stored = await house.store.loadHall(house.engine.id);
  if (stored === null) throw new Error('the store knows no hall');
  return hallFromRows(stored, new Map());
};

/** A screen and how its picture is drawn from a hall. */
export interface Hung { readonly name: string; readonly screen: Screen; readonly drawn: (hall: Hall, at: Instant) => unknown }
export interface Around { readonly speakers: readonly string[]; readonly agents: readonly string[]; readonly publicUrl: string | null }

export const zoneScreen = (screen: Screen, zone: string, speaks: boolean): Hung => ({ name: `display of zone ${zone}`, screen, drawn: (hall, at) => displayView(hall, zone as ZoneId, at, { speaks, screen: null, versionOf: () => null }) });
export const counterScreen = (screen: Screen, counter: string): Hung => ({ name: `screen of counter ${counter}`, screen, drawn: (hall, at) => counterScreenView(hall, counter as CounterId, at, null, () => null) });
export const deskScreen = (screen: Screen, counter: string): Hung => ({ name: `desk of counter ${counter}`, screen, drawn: (hall, at) => counterView(hall, counter as CounterId, at) });
export const phoneScreen = (screen: Screen, ticket: string): Hung => ({ name: `phone of ticket ${ticket}`, screen, drawn: (hall, at) => visitorView(hall, ticket as TicketId, at) });
export const managerScreen = (screen: Screen, around: Around): Hung => ({ name: 'manager', screen, drawn: (hall, at) => managerView(hall, at, { speakers: new Set(around.speakers), agents: new Set(around.agents), clockApartMs: 0, unshowable: [], desksGone: new Map(), screensGone: new Map() }) });
export const kioskScreen = (screen: Screen, kiosk: string, around: Around): Hung => ({
  name: `kiosk ${kiosk}`, screen,
  drawn: (hall, at) => {
    const own = [...hall.tickets.values()].filter((t) => t.issuedBy === `device:${kiosk}`).map((t) => t.id).slice(-4);
    return kioskView(hall, at, { kiosk: kiosk as DeviceId, recent: own, agentGone: around.agents.length === 0, publicUrl: around.publicUrl }, serviceViews(hall, at));
  },
});

/** The sequence number alone differs where later events changed nothing on this screen. */
const withoutSeq = (view: Picture | unknown): unknown => ({ ...(JSON.parse(JSON.stringify(view)) as object), seq: 0 });

/** What each screen shows last, beside what the rows say it must show. Settle the house first. */
export const shownAndWanted = async (house: TestHouse, hung: readonly Hung[]): Promise<{ readonly shown: Record<string, unknown>; readonly wanted: Record<string, unknown> }> => {
  const hall = await hallOfRows(house);
  const at = house.engine.now();
  const shown: Record<string, unknown> = {};
  const wanted: Record<string, unknown> = {};
  for (const { name, screen, drawn } of hung) {
    shown[name] = withoutSeq(screen.last);
    wanted[name] = withoutSeq(drawn(hall, at));
  }
  return { shown, wanted };
};
