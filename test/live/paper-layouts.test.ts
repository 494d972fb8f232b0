import { expect, test } from 'vitest';
import { PNG } from 'pngjs';
import { ticketBytes } from '../../drivers/printer/ticket-bytes.ts';
import { drawPicture } from '../../drivers/printer/draw-picture.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { usualLayouts } from '../../server/domain/paper-layout.ts';
import { kioskView } from '../../server/domain/view-kiosk.ts';
import { listPaper } from '../../server/live/list-paper.ts';
import { missingPaper } from '../../server/live/missing-paper.ts';
import { ticketPaper } from '../../server/live/ticket-paper.ts';
import { profileOf } from '../drivers/papers.ts';
import { noLogo, paperLines, qrOf } from '../support/paper-lines.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { atDesk, callNext, issue, issueCommand, signIn } from '../support/sim-press.ts';

const ticketOn = (papers: NonNullable<HallConfig['papers']>, language: 'zh-CN' | 'en' = 'zh-CN', logo: () => string | null = noLogo) => {
  const sim = openSim(simConfig({ papers }));
  sim.ok({ ...issueCommand('a'), language });
  return { sim, paper: ticketPaper(sim.hall, sim.ticket('a'), sim.at, 'token', 'http://hall.example', logo) };
};
const picture = (width: number, height: number, black: (x: number, y: number) => boolean): string => {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) png.data.set(black(x, y) ? [0, 0, 0, 255] : [255, 255, 255, 255], (y * width + x) * 4);
  return PNG.sync.write(png).toString('base64');
};

test('a hall that lays out nothing has the papers as they ship, and writing them out changes no byte', () => {
  const plain = ticketOn({}).paper;
  expect(ticketOn({ ticket: usualLayouts.ticket }).paper).toEqual(plain);
  const bytes = ticketBytes(plain, profileOf('epson-tm-80'));
  expect(bytes).toEqual(ticketBytes(ticketOn({ ticket: usualLayouts.ticket }).paper, profileOf('epson-tm-80')));
});

test('parts stand in the order and style of the hall, its own texts with what is known at that moment', () => {
  const { sim, paper } = ticketOn({ ticket: [
    { part: 'number' }, { text: { 'zh-CN': '{service}：前面 {ahead} 人，在{floor}{zone}', en: '{service}: {ahead} ahead, {floor} {zone}' }, size: 'large', align: 'center' },
    { text: { 'zh-CN': '约 {low}–{high}', en: 'About {low}–{high}' } }, { part: 'service', language: 'second' }, { part: 'rule' }, { part: 'space' }, { part: 'bring', size: 'tall' }, { part: 'qr' },
  ] });
  expect(sim.hall.counters.size).toBeGreaterThan(0);
  const zone = sim.hall.catalogue.zones.get(named('east'));
  // Nobody sits at a counter, so there is no range, and the text about it is left out.
  expect(paper.blocks).toEqual([
    { kind: 'number', text: sim.ticket('a').number },
    { kind: 'text', text: `登记：前面 0 人，在${zone?.floor['zh-CN']}${zone?.name['zh-CN']}`, align: 'center', width: 2, height: 2 },
    { kind: 'text', text: 'Service: Register', align: 'left', width: 1, height: 1 },
    { kind: 'rule' }, { kind: 'text', text: ' ', align: 'left', width: 1, height: 1 },
    { kind: 'text', text: '□ 身份证', align: 'left', width: 1, height: 2 }, { kind: 'text', text: '□ 照片', align: 'left', width: 1, height: 2 },
    { kind: 'qr', url: 'http://hall.example/t/token', caption: '扫码看还有几人' },
  ]);
  expect(paperLines(ticketOn({ ticket: [{ part: 'service', language: 'second' }, { part: 'number' }] }, 'en').paper)).toEqual(['事项：登记']);
});

test('a logo is printed in dots, made smaller where it is too wide, and a missing or broken one spoils no ticket', () => {
  const layout = { logo: 'logo.png', ticket: [{ part: 'logo' }, { part: 'number' }] } as const;
  const square = drawPicture(picture(16, 2, (x, y) => y === 0 || x < 4), 576);
  // The worked example of GS v 0: row 0 all black, of row 1 the first four.
  expect(Buffer.from(square?.bytes() ?? []).toString('hex')).toBe('1d76300002000200fffff000');
  const wide = drawPicture(picture(1_000, 100, (x) => x < 500), 384);
  expect([wide?.width, wide?.height]).toEqual([384, 38]);
  const { paper } = ticketOn(layout, 'zh-CN', () => picture(8, 8, () => true));
  expect(paper.blocks.map(({ kind }) => kind)).toEqual(['picture', 'number']);
  expect(ticketBytes(paper, profileOf('generic-58')).ok).toBe(true);
  expect(ticketOn(layout).paper.blocks.map(({ kind }) => kind)).toEqual(['number']);
  for (const broken of ['', 'AAAA', picture(2_001, 1, () => true), `${picture(8, 8, () => true).slice(0, 80)}`]) {
    const printed = ticketBytes(ticketOn(layout, 'zh-CN', () => broken).paper, profileOf('generic-80'));
    expect(printed.ok && Buffer.from(printed.bytes).includes(Buffer.from([0x1d, 0x76]))).toBe(false);
    expect(printed.ok).toBe(true);
  }
});

const finished = (printer: string | undefined): SimHall => {
  const config = simConfig();
  const sim = openSim({ ...config, counters: config.counters.map((counter) => (counter.id === '1' && printer !== undefined ? { ...counter, printer: named(printer) } : counter)) });
  issue(sim, 'a');
  signIn(sim, '1');
  callNext(sim, '1');
  sim.ok(atDesk(sim, '1').start);
  sim.ok({ ...atDesk(sim, '1').finish('done', ['photo']), job: 'slip' } as never);
  return sim;
};

test('a visitor who lacks papers gets everything that is missing on one slip, where the counter has a printer', () => {
  const sim = finished('printer-1');
  expect(sim.ticket('a').print).toMatchObject({ job: 'slip', printer: 'printer-1', kind: 'missing', state: 'issued' });
  expect(kioskView(sim.hall, sim.at, { kiosk: named('kiosk-1'), recent: [named('a')], agentGone: false, publicUrl: null }, []).prints).toEqual([]);
  const paper = missingPaper(sim.hall, sim.ticket('a'), sim.at, 'http://hall.example', noLogo);
  if (paper === null) throw new Error('no slip');
  expect(paperLines(paper).slice(1, 4)).toEqual(['登记', '还缺这些材料：', '□ 照片']);
  expect(paperLines(paper).at(-2)).toBe('材料备齐后再来，请重新取号');
  expect(qrOf(paper)?.url).toBe('http://hall.example/s/register?hall=sim');
  // Taken back: nothing is missing any more, and the press before it can be taken back as well.
  sim.ok(atDesk(sim, '1').undo);
  expect(missingPaper(sim.hall, sim.ticket('a'), sim.at, null, noLogo)).toBeNull();
  sim.ok(atDesk(sim, '1').undo);
});

test('without a printer at the counter, or with nothing missing, no slip is asked for', () => {
  expect(finished(undefined).ticket('a').print).toBeNull();
  const sim = finished('printer-1');
  sim.ok(atDesk(sim, '1').undo);
  sim.ok({ ...atDesk(sim, '1').finish('done', []), job: 'second' } as never);
  expect(sim.ticket('a').print?.job).toBe('slip');
});

test('check lists are laid out by the hall too', () => {
  const sim = openSim(simConfig({ papers: { list: [{ part: 'hall' }, { text: { 'zh-CN': '{service}，咨询电话 {phone}', en: '{service}, {phone}' } }, { part: 'bring' }] } }));
  const lines = paperLines(listPaper(sim.hall, { serviceId: named('register'), language: 'zh-CN', large: true }, sim.at, null, noLogo));
  expect(lines.slice(0, 3)).toEqual(['试验大厅', '要带什么', '□ 身份证']);
});
