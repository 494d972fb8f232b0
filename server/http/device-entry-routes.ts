import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import { deviceEntryBody, deviceRemoveBody, emptyBody } from '../../contract/http-shapes.ts';
import type { DeviceEntryBody, DeviceRemoveBody } from '../../contract/http-shapes.ts';
import { instant } from '../domain/brands.ts';
import type { DeviceId, StaffNumber } from '../domain/brands.ts';
import type { DeviceConfig, HallConfig } from '../domain/hall-config.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { rollForecast } from '../domain/roll-forecast.ts';
import { freshId } from '../engine/fresh-values.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { configureHall } from '../engine/open-hall.ts';
import { knownCaller } from './caller.ts';
import { hallOf } from './press-route.ts';
import { RequestRefused } from './problem.ts';

type Role = 'manager' | 'administrator';
const admitted = async (request: FastifyRequest, house: House, roles: readonly Role[]): Promise<{ readonly engine: HallEngine; readonly number: StaffNumber; readonly edits: boolean }> => {
  const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
  const caller = await knownCaller(request, house, engine.id);
  if (caller.kind !== 'staff' || !caller.roles.some((role) => (roles as readonly string[]).includes(role))) throw new RequestRefused('not-allowed');
  return { engine, number: caller.number, edits: caller.roles.includes('administrator') };
};

type Wired = Extract<DeviceConfig, { readonly connection: string }>;
const isWired = (device: DeviceConfig): device is Wired => 'connection' in device;

const stateOf = (house: House, engine: HallEngine, device: Wired): object => {
  const state = engine.hall.devices.get(device.id);
  const seen = house.devicesSeen.of(engine.id, device.id);
  const test = house.deviceTests.of(engine.id, device.id);
  const iso = (at: number | null | undefined): string | null => (at == null ? null : isoInstant(engine.hall.catalogue.zoneTable, instant(at)));
  return {
    entry: device, state: state?.state ?? 'unknown', fault: state?.fault ?? null, since: iso(state?.at),
    lastSeen: iso(seen?.lastSeen), lastGood: iso(seen?.lastGood), done: seen?.done ?? null, faults: seen?.faults ?? null,
    roll: device.kind === 'printer' ? rollForecast(device, seen) : null,
    test: test === null ? null : { at: iso(test.at), state: test.state, fault: test.fault },
  };
};

const wiredStates = (house: House, engine: HallEngine, edits: boolean): object => {
  const { devices, models } = engine.hall.catalogue.config;
  const own = { printer: [], board: models?.boards ?? [], keypad: models?.keypads ?? [], reader: [] };
  const used = new Set(devices.flatMap((device) => (isWired(device) ? [`${device.agent} ${device.connection.replace(/^[a-z]+:/, '').replace(/\?.*$/, '')}`] : [])));
  const modelNames = (kind: keyof typeof own): readonly string[] => [...house.hallFile.models[kind], ...own[kind].map(({ id }) => String(id))];
  return {
    version: engine.hall.catalogue.version, edits, devices: devices.filter(isWired).map((device) => stateOf(house, engine, device)),
    agents: devices.flatMap(({ id, kind, name }) => (kind === 'agent' ? [{ id, name }] : [])), kiosks: devices.flatMap(({ id, kind, name }) => (kind === 'kiosk' ? [{ id, name }] : [])),
    ports: devices.flatMap((device) => (device.kind === 'agent' ? house.devicesSeen.portsOf(engine.id, device.id).map((port) => ({ agent: device.id, ...port, used: used.has(`${device.id} ${port.path}`) })) : [])),
    models: { printer: modelNames('printer'), board: modelNames('board'), keypad: modelNames('keypad'), reader: modelNames('reader') },
  };
};

/** Puts a hall with other devices into force: checked like a hall file, written into it, and told to every agent at once. */
const putDevices = async (house: House, engine: HallEngine, by: StaffNumber, devices: readonly DeviceConfig[]): Promise<void> => {
  const config: HallConfig = { ...engine.hall.catalogue.config, devices };
  const checked = house.hallFile.check(config);
  if (!checked.ok) throw new RequestRefused('bad-device', { faults: checked.faults.map(({ path, text }) => ({ path: `/${path.replace(/\[(\d+)\]/g, '.$1').split('.').join('/')}`, says: text })) });
  try {
    house.hallFile.saveDevices(checked.config.devices);
  } catch {
    // The disk is full, or the file belongs to somebody else: nothing was changed.
    throw new RequestRefused('hall-file-unwritable');
  }
  await configureHall(engine, checked.config, { kind: 'staff', number: by });
};

/** One change after the other: the second one is checked against the hall that the first one left. */
const inTurn = (): (<T>(engine: HallEngine, change: () => Promise<T>) => Promise<T>) => {
  const last = new WeakMap<HallEngine, Promise<unknown>>();
  return (engine, change) => {
    const turn = (last.get(engine) ?? Promise.resolve()).then(change, change);
    last.set(engine, turn.catch(() => undefined));
    return turn;
  };
};

const checkVersion = (engine: HallEngine, version: number): void => {
  if (engine.hall.catalogue.version !== version) throw new RequestRefused('hall-changed');
};

/** Devices on wires, as the people who look after them need them: how they are, tried out, added, replaced and taken away while the hall is open. */
export const deviceEntryRoutes = (app: FastifyInstance, house: House): void => {
  const turns = inTurn();
  app.get('/api/halls/:hall/device-entries', { config: { answer: answers.deviceEntries }, schema: { summary: 'Printers, boards, keypads and readers: how each is, and what is plugged in' } }, async (request) => {
    const { engine, edits } = await admitted(request, house, ['manager', 'administrator']);
    return wiredStates(house, engine, edits);
  });
  app.post('/api/halls/:hall/device-entries', { config: { answer: answers.deviceSaved }, schema: { body: deviceEntryBody, summary: 'Add a device, or replace the one with its id; `version` is that of the hall that was read' } }, async (request) => {
    const { engine, number } = await admitted(request, house, ['administrator']);
    const { version, device } = request.body as DeviceEntryBody;
    const entry = device as unknown as DeviceConfig;
    return turns(engine, async () => {
      const { devices } = engine.hall.catalogue.config;
      const before = devices.find(({ id }) => id === entry.id);
      // Pressed twice because the answer was lost: it stands there already.
      if (JSON.stringify(before) === JSON.stringify(entry)) return { version: engine.hall.catalogue.version };
      checkVersion(engine, version);
      await putDevices(house, engine, number, before === undefined ? [...devices, entry] : devices.map((one) => (one.id === entry.id ? entry : one)));
      return { version: engine.hall.catalogue.version };
    });
  });
  app.post('/api/halls/:hall/device-entries/:device/remove', { config: { answer: answers.deviceSaved }, schema: { body: deviceRemoveBody, summary: 'Take a device out of the hall' } }, async (request) => {
    const { engine, number } = await admitted(request, house, ['administrator']);
    const { device } = request.params as { device: string };
    const { version } = request.body as DeviceRemoveBody;
    return turns(engine, async () => {
      const { devices } = engine.hall.catalogue.config;
      if (!devices.some(({ id }) => id === device)) {
        // Gone since that version was read: the same press came twice because its answer was lost, or somebody else was quicker.
        if (version < engine.hall.catalogue.version) return { version: engine.hall.catalogue.version };
        throw new RequestRefused('unknown-device', { about: device });
      }
      checkVersion(engine, version);
      await putDevices(house, engine, number, devices.filter(({ id }) => id !== device));
      return { version: engine.hall.catalogue.version };
    });
  });
  app.post('/api/halls/:hall/device-entries/:device/test', { config: { answer: answers.deviceTested }, schema: { body: emptyBody, summary: 'A slip from a printer, ten seconds of a test picture on a board' } }, async (request) => {
    const { engine } = await admitted(request, house, ['manager', 'administrator']);
    const { device } = request.params as { device: string };
    const kind = engine.hall.catalogue.devices.get(device as DeviceId)?.kind;
    if (kind !== 'printer' && kind !== 'board') throw new RequestRefused('unknown-device', { about: device });
    house.deviceTests.ask(engine.id, device as DeviceId, { job: `test-${freshId()}`, at: engine.now(), state: kind === 'board' ? 'shown' : 'issued', fault: null });
    return { asked: true };
  });
};
