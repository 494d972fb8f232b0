import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { systemClock } from '../../drivers/device/clock.ts';
import { OnbonParser } from '../../drivers/board/onbon-frame.ts';
import { boardProfiles } from '../../drivers/board/board-profiles.ts';
import { keypadProfiles } from '../../drivers/keypad/keypad-profiles.ts';
import { SimBoard } from '../../drivers/sim/sim-board.ts';
import { SimBus } from '../../drivers/sim/sim-bus.ts';
import { SimKeypad } from '../../drivers/sim/sim-keypad.ts';
import { SimReader } from '../../drivers/sim/sim-reader.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { Chance } from '../support/sim-chance.ts';
import { PtyLine } from '../support/pty-line.ts';
import { PtyPrinter } from '../support/pty-printer.ts';
import { root } from './children.ts';
import { TroubledPrinter } from './print-storm-faults.ts';

/** How many of each; of the boards `boards[n]` share bus n. */
export interface HardwareSize { readonly printers: number; readonly boards: readonly number[]; readonly keypads: number; readonly readers: number }
export const wholeHall: HardwareSize = { printers: 8, boards: [32, 13], keypads: 10, readers: 3 };

const boardProfile = 'onbon-6k-64x16';
const keypadProfile = 'ff68-21-keys';
const printerProfile = ['generic-80', 'epson-tm-80', 'snbc-80', 'xprinter-80', 'generic-58', 'sprt-80', 'epson-tm-80', 'generic-80'];
const prefixes = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** RS-485 boards in the field run at this rate. */
const busBaud = 9_600;
const printerBaud = 38_400;

/** `seen`: what stood on it from when on, ms since 1970. */
export interface BoardAtCounter { readonly counter: string; readonly bus: number; readonly sim: SimBoard; readonly seen: { readonly at: number; readonly text: string }[] }
export interface LinedUp<T> { readonly counter: string; readonly line: PtyLine; readonly sim: T }
/** Everything that was said on a line of boards, for whoever has to explain a late call. */
export interface Overheard { readonly at: number; readonly to: number; readonly from: number; readonly command: string }
const listenIn = (bus: SimBus): readonly Overheard[] => {
  const parser = new OnbonParser();
  const heard: Overheard[] = [];
  bus.attach({ connect: () => undefined, receive: (bytes) => heard.push(...parser.push(bytes).map(({ to, from, data }) => ({ at: Date.now(), to, from, command: Buffer.from(data.subarray(0, 3)).toString('hex') }))) });
  return heard;
};

export interface Hardware {
  readonly file: string;
  readonly printers: readonly TroubledPrinter[];
  readonly buses: readonly PtyLine[];
  readonly boards: readonly BoardAtCounter[];
  /** By line. */
  readonly overheard: readonly (readonly Overheard[])[];
  readonly keypads: readonly LinedUp<SimKeypad>[];
  /** `counter` is the kiosk here. */
  readonly readers: readonly LinedUp<SimReader>[];
  readonly services: readonly string[];
  readonly counters: readonly string[];
  readonly close: () => Promise<void>;
}

const linedUp = <T extends SimKeypad | SimReader>(path: string, counter: string, sim: T): LinedUp<T> => {
  const line = new PtyLine(path, (bytes) => sim.receive(bytes));
  sim.connect((bytes) => line.send(bytes));
  return { counter, line, sim };
};

/** Two directions of one RS-485 line behind a terminal, at the line's own pace. */
const busLine = async (path: string, bus: SimBus): Promise<PtyLine> => {
  const said = { after: Promise.resolve<unknown>(undefined) };
  const line = new PtyLine(path, (bytes) => { said.after = said.after.then(() => opening.ok ? opening.wire.write(bytes, 60_000) : undefined); });
  const opening = await bus.open({ onData: (bytes) => line.send(bytes), onClose: () => undefined });
  return line;
};

/** The demo hall with simulated hardware, all of it behind pseudo-terminals, on an agent of its own. */
export const buildHardware = async (folder: string, size: HardwareSize, seed: number): Promise<Hardware> => {
  const demo = parse(readFileSync(join(root, 'halls', 'demo.yaml'), 'utf8')) as HallConfig;
  const name = (words: string) => ({ 'zh-CN': words, en: words });
  const counters = demo.counters.map(({ id }) => id as string);
  const printers = Array.from({ length: size.printers }, (_, n) => new TroubledPrinter(new PtyPrinter({ path: join(folder, `printer-${n + 1}`), profile: printerProfile[n % printerProfile.length] ?? '', baud: printerBaud, seed: seed + n }), new Chance(seed * 31 + n)));
  const [board, pad] = [boardProfiles.get(boardProfile), keypadProfiles.get(keypadProfile)];
  if (board === undefined || pad === undefined) throw new Error('a profile of the hardware day is missing');
  const boards: BoardAtCounter[] = [];
  const buses: PtyLine[] = [];
  const overheard: (readonly Overheard[])[] = [];
  for (const [n, count] of size.boards.entries()) {
    const bus = new SimBus(systemClock, busBaud);
    for (let address = 1; address <= count; address += 1) {
      const sim = new SimBoard({ profile: board, address, clock: systemClock, seed: seed + boards.length });
      bus.attach(sim);
      const seen: BoardAtCounter['seen'] = [];
      sim.onChange(() => {
        const text = sim.face.pages.flatMap((page) => page.map((line) => line.text)).join('');
        if (seen.at(-1)?.text !== text) seen.push({ at: Date.now(), text });
      });
      boards.push({ counter: counters[boards.length] ?? '', bus: n, sim, seen });
    }
    overheard.push(listenIn(bus));
    buses.push(await busLine(join(folder, `bus-${n + 1}`), bus));
  }
  const keypads = Array.from({ length: size.keypads }, (_, n) => linedUp(join(folder, `keypad-${n + 1}`), counters[n] ?? '', new SimKeypad({ profile: pad, address: 1, clock: systemClock, seed: seed + n })));
  const readers = Array.from({ length: size.readers }, (_, n) => linedUp(join(folder, `reader-${n + 1}`), `kiosk-${n + 1}`, new SimReader({ clock: systemClock, seed: seed + n })));
  const devices = [
    { id: 'agent-1', kind: 'agent', name: name('agent'), apart: true },
    ...printers.flatMap(({ printer }, n) => [
      { id: `kiosk-${n + 1}`, kind: 'kiosk', name: name(`kiosk ${n + 1}`), zone: 'a', printer: `printer-${n + 1}` },
      { id: `printer-${n + 1}`, kind: 'printer', name: name(`printer ${n + 1}`), agent: 'agent-1', profile: printer.sim.profile.id, connection: `serial:${printer.path}?baud=115200` },
    ]),
    ...boards.map(({ counter, bus, sim }) => ({ id: `board-${counter}`, kind: 'board', name: name(`board ${counter}`), agent: 'agent-1', profile: boardProfile, connection: `serial:${buses[bus]?.path ?? ''}?baud=${busBaud}`, address: sim.address, counter })),
    ...keypads.map(({ counter, line }) => ({ id: `keypad-${counter}`, kind: 'keypad', name: name(`keypad ${counter}`), agent: 'agent-1', profile: keypadProfile, connection: `serial:${line.path}?baud=9600`, counter })),
    ...readers.map(({ counter, line }) => ({ id: `reader-${counter}`, kind: 'reader', name: name(`reader ${counter}`), agent: 'agent-1', profile: 'resident-id', connection: `serial:${line.path}?baud=115200`, kiosk: counter })),
  ];
  const file = join(folder, 'hardware.yaml');
  writeFileSync(file, stringify({ ...demo, queues: demo.queues.map((queue, n) => ({ ...queue, prefix: prefixes[n] ?? 'A', from: 1, to: 9999 })), devices }));
  for (const { printer } of printers) await printer.plug();
  for (const line of [...buses, ...keypads.map((one) => one.line), ...readers.map((one) => one.line)]) await line.plug();
  const close = async (): Promise<void> => {
    for (const { printer } of printers) await printer.pull();
    for (const line of [...buses, ...keypads.map((one) => one.line), ...readers.map((one) => one.line)]) await line.pull();
  };
  return { file, printers, buses, boards, overheard, keypads, readers, counters, services: demo.services.flatMap((service) => (service.kind === 'queue' ? [service.id as string] : [])), close };
};
