import type { Socket } from 'socket.io';
import type { DeviceReport, KeyAnswer, PrintReport } from '../../contract/device-jobs.ts';
import type { CounterId, DeviceId, LegId } from '../domain/brands.ts';
import type { DeviceConfig } from '../domain/hall-config.ts';
import { bookedToday, nobody } from '../domain/check-in.ts';
import { padKeys, padPress, padShows } from '../domain/keypad.ts';
import type { PadKey } from '../domain/keypad.ts';
import { readIdentity } from '../domain/person-number.ts';
import { classesProven } from '../domain/visitor-class.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { isBoardShown, isCardRead, isCardUnread, isCodeRead, isDeviceReport, isHealthList, isKeyPress, isPortList, isPrintReport } from './incoming.ts';
import type { PrintSender } from './send-prints.ts';

/** Where what an agent says goes. `toKiosk` reaches the pages of one kiosk. */
export interface AgentEars {
  readonly house: House;
  readonly engine: HallEngine;
  readonly prints: PrintSender;
  readonly failed: (error: unknown) => void;
  readonly toKiosk: (kiosk: DeviceId, event: 'card' | 'cardUnread' | 'code', what: unknown) => void;
}

/** Calls that stand on a screen or board now, of those made up to a moment, ms since 1970. */
export const markShown = (engine: HallEngine, legs: readonly string[], until: number, failed: (error: unknown) => void): void => {
  const fresh = (legs as readonly LegId[]).filter((id) => {
    const call = engine.hall.legs.get(id)?.call ?? null;
    return call !== null && call.shownAt === null && call.firstAt <= until;
  });
  if (fresh.length > 0) engine.run({ type: 'shown', by: { kind: 'clock' }, legs: fresh }).catch(failed);
};

const keyPress = async (engine: HallEngine, counter: CounterId, key: PadKey): Promise<KeyAnswer> => {
  const commands = padPress(engine.hall, counter, key, engine.now());
  const box = { ok: false };
  if (commands.length > 0) await engine.press({ commands, key: null, fingerprint: '', sides: [], answer: (_hall, decided) => {
    box.ok = decided.every((one) => 'entries' in one);
    return { status: 200, body: '' };
  } });
  return { ok: box.ok, shows: padShows(engine.hall, counter, engine.now()) };
};

/** Hears one agent's socket. Of devices that another agent holds nothing is believed; what is no such message ends the socket. */
export const listenToAgent = (socket: Socket, agent: DeviceId, { house, engine, prints, failed, toKiosk }: AgentEars): void => {
  const ownOf = <Kind extends DeviceConfig['kind']>(id: string, kind: Kind): Extract<DeviceConfig, { readonly kind: Kind }> | null => {
    const device = engine.hall.catalogue.devices.get(id as DeviceId);
    return device?.kind === kind && 'agent' in device && device.agent === agent ? (device as Extract<DeviceConfig, { readonly kind: Kind }>) : null;
  };
  const hear = <Said>(event: string, isSaid: (value: unknown) => value is Said, take: (said: Said, answer: (what: unknown) => void) => void): void =>
    void socket.on(event, (said: unknown, ack: unknown) => {
      if (!isSaid(said)) return void socket.disconnect(true);
      return take(said, (what) => void (typeof ack === 'function' ? (ack as (w: unknown) => void)(what) : undefined));
    });

  hear('printReport', isPrintReport, ({ job, state, fault }: PrintReport, answer) => {
    const command = prints.reported({ job, state, fault: fault ?? null }, { kind: 'device', id: agent });
    if (command === null) return answer({ ok: true });
    engine.run(command).then(() => answer({ ok: true }), (error: unknown) => {
      failed(error);
      answer({ ok: false });
    });
  });
  hear('deviceReport', isDeviceReport, ({ device, state, fault, warning }: DeviceReport) => {
    engine.run({ type: 'report-device', by: { kind: 'device', id: agent }, device: device as DeviceId, state, fault: fault ?? warning ?? null }).catch(failed);
  });
  hear('boardShown', isBoardShown, ({ device, calls, newest }) => {
    if (ownOf(device, 'board') !== null) markShown(engine, calls, newest, failed);
  });
  hear('keyPressed', isKeyPress, ({ device, key }, answer) => {
    const pad = ownOf(device, 'keypad');
    const known = padKeys.find((one) => one === key);
    if (pad === null || known === undefined) return answer({ ok: false, shows: '' });
    keyPress(engine, pad.counter, known).then(answer, (error: unknown) => {
      failed(error);
      answer({ ok: false, shows: '' });
    });
  });
  hear('cardRead', isCardRead, ({ device, number, birth }, answer) => {
    const reader = ownOf(device, 'reader');
    if (reader === null) return answer({ ok: false });
    const identity = readIdentity(number);
    // The number ends here: the kiosk is told its last four, and nothing is kept of it but who of those that booked it is.
    (identity === null ? Promise.resolve(nobody) : house.persons.holder(engine.id, identity)).then((holder) => {
      toKiosk(reader.kiosk, 'card', { reference: house.cards.add(engine.id, reader.kiosk, birth, holder), tail: number.slice(-4), classes: classesProven(engine.hall, birth, engine.now()), booked: bookedToday(engine.hall, holder).length > 0 });
      answer({ ok: true });
    }, (error: unknown) => {
      failed(error);
      answer({ ok: false });
    });
  });
  hear('cardUnread', isCardUnread, ({ device }) => {
    const reader = ownOf(device, 'reader');
    if (reader !== null) toKiosk(reader.kiosk, 'cardUnread', null);
  });
  hear('deviceHealth', isHealthList, (devices) => {
    for (const one of devices) {
      const held = engine.hall.catalogue.devices.get(one.device as DeviceId);
      if (held !== undefined && 'agent' in held && held.agent === agent) house.devicesSeen.set(engine.id, { device: one.device, lastSeen: one.lastSeen, lastGood: one.lastGood, done: one.done, faults: one.faults, rollMm: one.rollMm });
    }
  });
  hear('portsSeen', isPortList, (ports) => house.devicesSeen.setPorts(engine.id, agent, ports.map(({ kind, path }) => ({ kind, path }))));
  hear('codeRead', isCodeRead, ({ device, text }, answer) => {
    const reader = ownOf(device, 'reader');
    if (reader !== null) toKiosk(reader.kiosk, 'code', text);
    answer({ ok: reader !== null });
  });
};
