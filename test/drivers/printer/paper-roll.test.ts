import { expect, test } from 'vitest';
import { PaperRoll } from '../../../drivers/printer/paper-roll.ts';
import type { PrinterStatus } from '../../../drivers/printer/escpos-status.ts';
import type { SimPrinter } from '../../../drivers/sim/sim-printer.ts';
import { textOf } from '../../../drivers/sim/sim-paper.ts';
import { SimulatedHall } from '../../../drivers/sim/simulated-hall.ts';
import { PrintLoop } from '../../../drivers/printer/print-loop.ts';
import { HandClock } from '../hand-clock.ts';
import { jobWith, paperWith, profileOf } from '../papers.ts';

const fine: PrinterStatus = { fault: null, paperLow: false };
const low: PrinterStatus = { fault: null, paperLow: true };
const open: PrinterStatus = { fault: 'cover-open', paperLow: false };
const out: PrinterStatus = { fault: 'paper-out', paperLow: true };

test.each([
  ['paper ran out and is back', [fine, low, out, open, fine], true],
  ['a model that tells paper and cover alike', [fine, { fault: 'paper-out-or-cover', paperLow: false }, fine], true],
  ['changed before it ran out', [fine, low, { fault: 'cover-open', paperLow: true }, fine], true],
  ['opened and closed with a full roll', [fine, open, fine], false],
  ['looked into while paper is low', [low, { fault: 'cover-open', paperLow: true }, low], false],
  ['a sensor that flickers', [fine, low, fine, low, fine], false],
] as const)('%s', (_, signs, isNew) => {
  const roll = new PaperRoll(40_000);
  expect(signs.map((sign) => roll.changed(sign)).includes(true)).toBe(isNew);
  roll.use(60);
  expect(roll.mm).toBe(isNew ? 60 : 40_060);
});

const stage = () => {
  const clock = new HandClock();
  const hall = new SimulatedHall(clock);
  const cable = hall.cableFor({ id: 'p1', name: '', profile: 'epson-tm-80' });
  if (cable === null) throw new Error('no cable');
  const loop = new PrintLoop({ device: 'p1', profile: profileOf('epson-tm-80'), transport: cable, clock, onDevice: () => undefined, rollMm: 1_000, slip: () => paperWith({ number: '', lines: ['new roll'], qr: null, small: [] }) });
  const sim = (): SimPrinter => hall.find('p1') as SimPrinter;
  const papers = (): readonly string[] => sim().papers.map(textOf);
  return { clock, loop, sim, papers };
};

test('a new roll is tried out with one slip, and the count of paper begins anew', async () => {
  const { clock, loop, sim, papers } = stage();
  await clock.advance(6_000);
  expect(papers()).toEqual([]);
  const job = loop.print(jobWith('A001', clock.now()), () => Promise.resolve());
  expect(await clock.until(job)).toMatchObject({ state: 'printed' });
  const used = (loop.health.rollMm ?? 0) - 1_000;
  expect(used).toBeGreaterThan(60);
  expect(used).toBeLessThan(200);
  sim().setFault('paper-out', true);
  await clock.advance(6_000);
  sim().setFault('paper-out', false);
  await clock.advance(12_000);
  expect(papers().filter((text) => text.includes('new roll'))).toHaveLength(1);
  expect(loop.health.rollMm).toBeLessThan(200);
  expect(loop.health).toMatchObject({ done: 2, faults: 1 });
});

test('characters that nobody has a font for are printed as 〓, and said of the printer until a paper without them', async () => {
  const { clock, loop } = stage();
  await clock.advance(6_000);
  await clock.until(loop.print(jobWith('A001', clock.now(), { paper: paperWith({ lines: ['\u{10FFFD}'] }) }), () => Promise.resolve()));
  expect(loop.report).toEqual({ device: 'p1', state: 'warning', warning: 'characters-replaced' });
  await clock.advance(20_000);
  expect(loop.report.warning).toBe('characters-replaced');
  await clock.until(loop.print(jobWith('A002', clock.now()), () => Promise.resolve()));
  await clock.advance(6_000);
  expect(loop.report).toEqual({ device: 'p1', state: 'ok' });
});
