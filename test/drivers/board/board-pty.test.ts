import { ServerSerial } from 'modbus-serial';
import { afterEach, describe, expect, it } from 'vitest';
import type { BoardShown, DeviceReport } from '../../../contract/device-jobs.ts';
import { BoardLoop } from '../../../drivers/board/board-loop.ts';
import { systemClock } from '../../../drivers/device/clock.ts';
import { LineBus } from '../../../drivers/device/line-bus.ts';
import { SimBoard } from '../../../drivers/sim/sim-board.ts';
import { SimBus } from '../../../drivers/sim/sim-bus.ts';
import { serialTransport } from '../../../drivers/transport/serial.ts';
import { openFarPort, plugLine } from '../../support/port-line.ts';
import type { PtyPair } from '../../support/pty-pair.ts';
import { openPtyPair } from '../../support/pty-pair.ts';
import { boardProfile, pictureWith, red } from './pictures.ts';

const clean: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function pair(): Promise<PtyPair> {
  const made = await openPtyPair();
  clean.push(() => made.close());
  return made;
}

function busAt(path: string): LineBus {
  const bus = new LineBus({ transport: serialTransport({ kind: 'serial', path, baud: 9_600, bits: 8, parity: 'none', stop: 1, flow: 'none' }, systemClock), clock: systemClock, baud: 9_600 });
  clean.push(() => bus.close());
  return bus;
}

/** A loop and what it said; `until` waits by event. */
function boardAt(bus: LineBus, profile: string, address: number): { loop: BoardLoop; shown: string[]; until: (done: () => boolean) => Promise<void>; last: () => DeviceReport } {
  const waiting = new Set<() => void>();
  const told = (): void => {
    for (const look of [...waiting]) look();
  };
  const shown: string[] = [];
  const onShown = ({ calls }: BoardShown): void => {
    shown.push(...calls);
    told();
  };
  const loop = new BoardLoop({ device: `b${address}`, address, profile: boardProfile(profile), bus, clock: systemClock, onDevice: told, onShown });
  clean.push(() => loop.close());
  const until = (done: () => boolean): Promise<void> => new Promise((resolve) => {
    const look = (): void => {
      if (!done()) return;
      waiting.delete(look);
      resolve();
    };
    waiting.add(look);
    look();
  });
  return { loop, shown, until, last: () => loop.report };
}

describe('boards on a serial line', () => {
  it('of two families share it at its speed, and the line is named when it vanishes', async () => {
    const { a, b, close } = await pair();
    const port = await openFarPort(b);
    const line = new SimBus(systemClock, 9_600);
    const [strip, digits] = [new SimBoard({ profile: boardProfile('onbon-6k-64x16'), address: 1, clock: systemClock }), new SimBoard({ profile: boardProfile('armfly-046'), address: 2, clock: systemClock })];
    line.attach(strip);
    line.attach(digits);
    await plugLine(line, port);
    const bus = busAt(a);
    const [first, second] = [boardAt(bus, 'onbon-6k-64x16', 1), boardAt(bus, 'armfly-046', 2)];
    const begun = Date.now();
    first.loop.want(pictureWith({ calls: ['one'] }));
    second.loop.want(pictureWith({ calls: ['two'] }));
    await Promise.all([first.until(() => first.shown.length > 0), second.until(() => second.shown.length > 0)]);
    expect(strip.face.pages).toEqual([[red('请A012号')]]);
    expect(digits.face.pages).toEqual([[red('A012')]]);
    expect([...first.shown, ...second.shown]).toEqual(['one', 'two']);
    expect(line.collisions).toBe(0);
    expect(Date.now() - begun).toBeGreaterThanOrEqual((line.carried * 10_000) / 9_600 - 20);
    await close();
    first.loop.want(pictureWith({ calls: ['three'], number: 'A013', pages: [[red('请A013号')]] }));
    await first.until(() => first.last().state === 'fault');
    await second.until(() => second.last().state === 'fault');
    expect(first.shown).toEqual(['one']);
  });

  it('confirm to a Modbus device that nobody here wrote', async () => {
    const { a, b } = await pair();
    const written = new Map<number, number>();
    const server = new ServerSerial({ setRegister: async (register: number, value: number) => void written.set(register, value) }, { path: b, baudRate: 9_600, unitID: 2 });
    clean.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    await new Promise<void>((resolve) => void server.on('initialized', () => resolve()));
    const bus = busAt(a);
    const [text, number] = [boardAt(bus, 'armfly-046', 2), boardAt(bus, 'armfly-046-number', 2)];
    text.loop.want(pictureWith({ number: 'B127', calls: ['leg'] }));
    await text.until(() => text.shown.length > 0);
    const letters = [0x70, 0x71, 0x72].map((register) => written.get(register) ?? 0).flatMap((word) => [word >> 8, word & 0xff]);
    expect(String.fromCharCode(...letters)).toBe('  B127');
    number.loop.want(pictureWith({ number: 'B345', calls: ['leg 2'] }));
    await number.until(() => number.shown.length > 0);
    expect(written.get(0)).toBe(345);
    expect(text.last()).toEqual({ device: 'b2', state: 'ok' });
  });
});
