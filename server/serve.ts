import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAgent } from '../drivers/agent/agent.ts';
import type { Agent } from '../drivers/agent/agent.ts';
import { pluggedPorts } from '../drivers/agent/plugged-ports.ts';
import { rollFile } from '../drivers/agent/roll-file.ts';
import { socketLink } from '../drivers/agent/socket-link.ts';
import { diskSpoolFile } from '../drivers/agent/spool-file.ts';
import { deviceModels } from '../drivers/device-models.ts';
import { systemClock } from '../drivers/device/clock.ts';
import { SimulatedHall } from '../drivers/sim/simulated-hall.ts';
import { buildApp } from './app.ts';
import type { App } from './app.ts';
import type { Config } from './config/config.ts';
import { hallFileDesk } from './config/hall-file-desk.ts';
import { faultLines } from './config/read-hall-file.ts';
import { loadHallFile } from './config/load-hall-file.ts';
import type { HallId } from './domain/brands.ts';
import type { HallConfig } from './domain/hall-config.ts';
import { Access } from './engine/access.ts';
import type { HallEngine } from './engine/hall-engine.ts';
import { BookingCodes } from './engine/booking-codes.ts';
import { CardsSeen } from './engine/cards-seen.ts';
import { DeviceTests } from './engine/device-tests.ts';
import { DevicesSeen } from './engine/devices-seen.ts';
import { Captions, ScreensShown } from './engine/house.ts';
import type { House } from './engine/house.ts';
import { MediaShelf } from './engine/media-shelf.ts';
import { openHall } from './engine/open-hall.ts';
import { gatewaySecrets } from './engine/gateway-secrets.ts';
import { Outbox, startOutbox } from './engine/outbox.ts';
import { bookingAsks, freeTimeAsks } from './engine/allowance.ts';
import { PhoneChecks } from './engine/phone-checks.ts';
import { KeptSlots } from './engine/kept-slots.ts';
import { personSecret, PersonKeys } from './engine/person-keys.ts';
import type { ProcessClock } from './engine/process-clock.ts';
import { directText, messageText } from './live/message-text.ts';
import { createAnnouncementAudio } from './live/voice/announcement-audio.ts';
import { simulatorDesk } from './simulator-desk.ts';
import { projectRoot } from './store/project-root.ts';
import { keptLogBytes } from './store/sqlite/quiet-checkpoint.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import type { Store } from './store/store.ts';

const versionOf = (): string => (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;

/** Throws for a hall file that can't be used; the message holds every fault with its line. */
const readHall = (path: string): HallConfig => {
  const read = loadHallFile(path, deviceModels);
  if (read.ok) return read.config;
  throw new Error([...faultLines(read.faults, 'zh-CN', path), ...faultLines(read.faults, 'en', path)].join('\n'));
};

/** The halls rows know, and the one of the hall file; without either the demo hall begins. */
const openHalls = async (store: Store, clock: ProcessClock, hallFile: string | null): Promise<Map<HallId, HallEngine>> => {
  const known = await store.listHalls();
  const path = hallFile ?? (known.length === 0 ? join(projectRoot, 'halls', 'demo.yaml') : null);
  const file = path === null ? null : readHall(path);
  const halls = new Map<HallId, HallEngine>();
  for (const id of new Set([...(file === null ? [] : [file.id]), ...known])) halls.set(id, await openHall(store, clock, id, file?.id === id ? file : null));
  return halls;
};

/** Agents that do not stand apart run inside the server: a hall on one computer needs no second program. */
const insideAgents = (engine: HallEngine): readonly string[] =>
  engine.hall.catalogue.config.devices.flatMap((d) => (d.kind === 'agent' && d.apart !== true ? [d.id] : []));

const startInside = async (house: House, base: string, dataDir: string, simulators: SimulatedHall): Promise<readonly (() => Promise<void>)[]> => {
  const stops: (() => Promise<void>)[] = [];
  for (const engine of house.halls.values())
    for (const id of insideAgents(engine)) {
      // Its token lived in the process before this one.
      for (const old of await house.access.pairings(engine.id)) if (old.kind === 'agent' && old.device === id) await house.access.unpair(old.tokenHash);
      const code = await house.access.newPairing({ hall: engine.id, kind: 'agent', device: id as never, counter: null });
      const paired = await house.access.pair(code, id, 'inside', true);
      if ('failure' in paired) continue;
      const folder = join(dataDir, 'spool', `${engine.id}-${id}`);
      mkdirSync(folder, { recursive: true });
      const { link, socket } = socketLink(base, paired.token, id);
      const agent: Agent = await startAgent({ link, spool: diskSpoolFile(folder), clock: { ...systemClock, now: () => engine.now() }, simulators, ports: pluggedPorts, rolls: rollFile(folder) });
      socket.connect();
      stops.push(async () => {
        await agent.close();
        socket.disconnect();
      });
    }
  return stops;
};

export interface Running { readonly house: House; readonly app: App; readonly address: string; readonly stop: () => Promise<void> }

/** Opens the store and the halls, listens, and starts what runs inside. `stop` finishes what is in hand and closes everything. */
export const serve = async (config: Config, clock: ProcessClock): Promise<Running> => {
  mkdirSync(config.dataDir, { recursive: true });
  const store = openSqliteStore({ dataDir: config.dataDir, logBytes: keptLogBytes });
  const halls = await openHalls(store, clock, config.hallFile);
  const media = new MediaShelf(join(config.dataDir, 'media'), join(projectRoot, 'halls', 'media'), clock);
  const master = personSecret(join(config.dataDir, 'person.key'));
  const outbox = new Outbox({ store, halls, clock, publicUrl: config.publicUrl, master, secrets: gatewaySecrets(join(config.dataDir, 'secrets.json')), textOf: messageText, directTextOf: directText });
  await outbox.recover();
  const house: House = { halls, records: store, persons: new PersonKeys(master, store), kept: new KeptSlots(master), codes: new BookingCodes(store), phoneChecks: new PhoneChecks(clock), asks: freeTimeAsks(), bookings: bookingAsks(), outbox, access: new Access(store.access, halls, clock), clock, captions: new Captions(), screens: new ScreensShown(), cards: new CardsSeen(clock), devicesSeen: new DevicesSeen(), deviceTests: new DeviceTests(), hallFile: hallFileDesk(config.hallFile, deviceModels), media, publicUrl: config.publicUrl, version: versionOf() };
  const simulators = new SimulatedHall(systemClock);
  const voice = join(projectRoot, 'ui-kit', 'voice');
  const audio = createAnnouncementAudio([voice, join(config.dataDir, 'voice')]);
  const app = await buildApp({ house, audio, chimeFile: join(voice, 'chime.wav'), distDir: join(projectRoot, 'dist'), simulators: simulatorDesk(simulators), logLevel: config.logLevel, trustProxy: config.trustProxy });
  for (const fault of audio.faults) app.http.log.warn({ fault }, 'a voice clip can\'t be used');
  const address = await app.http.listen({ port: config.port, host: config.host });
  const stopOutbox = startOutbox(outbox, clock, (error) => app.http.log.error({ err: error }, 'the outbox failed'));
  const stops = await startInside(house, address, config.dataDir, simulators);
  const stop = async (): Promise<void> => {
    stopOutbox();
    await Promise.all(stops.map((end) => end()));
    await app.close();
    await store.close();
  };
  return { house, app, address, stop };
};
