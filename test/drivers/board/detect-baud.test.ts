import { expect, test } from 'vitest';
import { codecFor } from '../../../drivers/board/family-codec.ts';
import { detectBaud } from '../../../drivers/board/detect-baud.ts';
import { BoardLoop } from '../../../drivers/board/board-loop.ts';
import { LineBus } from '../../../drivers/device/line-bus.ts';
import type { LineFrame } from '../../../drivers/device/line-frame.ts';
import { SimBoard } from '../../../drivers/sim/sim-board.ts';
import { SimBus } from '../../../drivers/sim/sim-bus.ts';
import { HandClock } from '../hand-clock.ts';
import { boardProfile, pictureWith, red } from './pictures.ts';

const profile = boardProfile('onbon-6k-64x16');
const ping = (address: number): LineFrame => codecFor(profile).ping(address) as LineFrame;

/** A line whose cards are set to one speed: at the other nobody understands a word. */
const stage = (speed: number, addresses: readonly number[] = [1]) => {
  const clock = new HandClock();
  const lines = new Map([9_600, 57_600].map((baud) => [baud, new SimBus(clock, baud)] as const));
  const boards = addresses.map((address) => new SimBoard({ profile, address, clock, seed: address }));
  for (const board of boards) lines.get(speed)?.attach(board);
  const dialled: number[] = [];
  const reach = (baud: number): SimBus => {
    dialled.push(baud);
    const line = lines.get(baud);
    if (line === undefined) throw new Error('no such speed');
    return line;
  };
  return { clock, boards, dialled, reach };
};

test.each([[9_600, [9_600]], [57_600, [9_600, 57_600]]])('cards at %i baud are found', async (speed, dialled) => {
  const { clock, boards, dialled: seen, reach } = stage(speed);
  const detection = detectBaud(reach, [ping(1)], clock);
  const bus = new LineBus({ transport: detection.transport, clock, baud: detection.baud });
  const shown: string[] = [];
  const loop = new BoardLoop({ device: 'b1', address: 1, profile, bus, clock, onDevice: () => undefined, onShown: ({ calls }) => shown.push(...calls) });
  loop.want(pictureWith({ pages: [[red('请A001号')]], number: 'A001', calls: ['leg'], newest: 1 }));
  await clock.advance(8_000);
  expect(seen).toEqual(dialled);
  expect(detection.baud()).toBe(speed);
  expect(shown).toEqual(['leg']);
  expect(boards[0]?.face.pages).toEqual([[red('请A001号')]]);
  loop.close();
  await bus.close();
});

test('a dark first board does not hide the others, and what was found is tried first after a loss', async () => {
  const { clock, boards, dialled, reach } = stage(57_600, [1, 2]);
  boards[0]?.setFault('off', true);
  const detection = detectBaud(reach, [ping(1), ping(2)], clock);
  const open = () => clock.until(detection.transport.open({ onData: () => undefined, onClose: () => undefined }));
  const first = await open();
  expect([first.ok, detection.baud()]).toEqual([true, 57_600]);
  if (first.ok) await clock.until(first.wire.close());
  expect((await open()).ok).toBe(true);
  expect(dialled).toEqual([9_600, 57_600, 57_600]);
});

test('where no board answers there is no line, and a port that is missing is said to be so at once', async () => {
  const { clock, dialled, reach } = stage(57_600, []);
  const silent = detectBaud(reach, [ping(1)], clock);
  expect(await clock.until(silent.transport.open({ onData: () => undefined, onClose: () => undefined }))).toEqual({ ok: false, fault: 'no-answer' });
  expect(dialled).toEqual([9_600, 57_600]);
  const missing = detectBaud(() => ({ open: async () => ({ ok: false, fault: 'port-missing' as const }) }), [ping(1)], clock);
  expect(await missing.transport.open({ onData: () => undefined, onClose: () => undefined })).toEqual({ ok: false, fault: 'port-missing' });
});
