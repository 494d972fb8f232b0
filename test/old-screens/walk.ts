import { randomUUID } from 'node:crypto';
import type { RealHouse } from '../support/running-house.ts';
import { openOldPage } from './old-page.ts';
import type { OldPage, PageWish } from './old-page.ts';
import type { OldChromium } from './old-chromium.ts';

/** A hall with its server running, one browser, and where its pictures go. */
export interface Walk { readonly house: RealHouse; readonly browser: OldChromium; readonly pictures: string }
type Steps = (page: OldPage, walk: Walk) => Promise<void>;

/** Walks one screen and comes back with everything that was wrong, a missing step included. */
export const walkScreen = async (walk: Walk, name: string, wish: Omit<PageWish, 'pictures'>, steps: Steps): Promise<readonly string[]> => {
  const page = await openOldPage(walk.browser, { ...wish, pictures: `${walk.pictures}/${name}` });
  const broken = await steps(page, walk).then(() => null, (fault: unknown) => (fault instanceof Error ? fault.message : String(fault)));
  if (broken !== null) await page.picture('where-it-stopped').catch(() => undefined);
  await page.close();
  return [...(broken === null ? [] : [broken]), ...page.faults];
};

export const screen = (name: string): string => `[data-screen="${name}"]`;
export const key = (name: string): string => `[data-test="${name}"]`;
export const part = (name: string): string => `[data-part="${name}"]`;

const post = async (house: RealHouse, path: string, body: object, token: string | null): Promise<Record<string, unknown>> => {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  const answer = await fetch(house.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const said = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(said)}`);
  return said;
};

const engineOf = (house: RealHouse) => {
  const [engine] = house.house.halls.values();
  if (engine === undefined) throw new Error('the house has no hall');
  return engine;
};

/** A number from a kiosk that nobody looks at; 领取 is served at counters 1 and 2 of zone A. */
export const takeNumber = async (house: RealHouse): Promise<{ readonly number: string; readonly token: string }> => {
  const service = engineOf(house).hall.catalogue.config.services.find((one) => one.queue === 'collect');
  const device = await post(house, '/api/devices/pair', { code: 'demo-kiosk', device: 'kiosk-2' }, null);
  const { ticket } = await post(house, '/api/halls/demo/tickets', { serviceId: service?.id }, String(device['token']));
  return ticket as { number: string; token: string };
};

type Press = (what: string, body?: object) => Promise<Record<string, unknown>>;
/** A clerk without a screen, at counter 2. */
export const clerk = async (house: RealHouse): Promise<Press> => {
  const session = await post(house, '/api/sessions', { staffNumber: '1002', pin: '246810' }, null);
  return (what, body = {}) => post(house, `/api/halls/demo/counters/2/${what}`, body, String(session['token']));
};

/** Signs in and serves whoever stands before this number, until it is called. */
export const callUntil = async (press: Press, number: string): Promise<void> => {
  await press('sign-in');
  for (;;) {
    const { ticket } = await press('call-next');
    if (ticket === null) throw new Error(`nobody is left to call before ${number}`);
    if ((ticket as { readonly number: string }).number === number) return;
    await press('finish', { outcome: 'done' });
  }
};

/** Whether a call was spoken in the zone, by what the display itself told the server. */
const voiceOf = (house: RealHouse, number: string): string | null => {
  const { hall } = engineOf(house);
  const ticket = [...hall.tickets.values()].find((one) => one.number === number);
  return hall.legs.get(ticket?.legs[0] ?? ('' as never))?.call?.voice ?? null;
};
/** Resolves with the first voice of this call that isn't a promise any more. */
export const voiceEnds = (house: RealHouse, number: string): Promise<string | null> =>
  new Promise((resolve) => {
    const look = (): void => {
      const voice = voiceOf(house, number);
      if (voice !== 'waiting' && voice !== 'speaking') resolve(voice);
    };
    engineOf(house).onCommit(look);
    look();
  });
