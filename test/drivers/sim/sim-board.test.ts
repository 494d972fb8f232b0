import { describe, expect, it } from 'vitest';
import { onbonArea, onbonPing, onbonPower } from '../../../drivers/board/onbon-area.ts';
import { encodeOnbon, OnbonParser } from '../../../drivers/board/onbon-frame.ts';
import { boardSvg } from '../../../drivers/sim/board-drawing.ts';
import { SimBoard } from '../../../drivers/sim/sim-board.ts';
import { SimBus } from '../../../drivers/sim/sim-bus.ts';
import { seeded } from '../../support/seeded.ts';
import { boardProfile, bytesOf, hexOf } from '../board/pictures.ts';
import { HandClock } from '../hand-clock.ts';

class Bench {
  readonly clock = new HandClock();
  readonly said: Uint8Array[] = [];
  readonly board: SimBoard;

  constructor(profile: string, address = 1) {
    this.board = new SimBoard({ profile: boardProfile(profile), address, clock: this.clock, seed: 3 });
    this.board.connect((bytes) => this.said.push(bytes));
  }

  async hear(bytes: Uint8Array): Promise<string[]> {
    this.said.length = 0;
    this.board.receive(bytes);
    await this.clock.advance(1_000);
    return this.said.map(hexOf);
  }
  onbon(data: Uint8Array, to = 1): Promise<string[]> {
    return this.hear(encodeOnbon({ to, from: 0x8000, reserved: 0, device: 0xfe, data }));
  }
  get reads(): string[] {
    return this.board.face.pages.map((page) => page.map(({ text, colour }) => `${colour} ${text}`).join(' / '));
  }
}

/** The vendor's first example, and the two answers of its document, as sent by screen 1. */
const welcome = bytesOf('a5a5a5a5a5a5a5a5feff0080000000000000fe022c00a306010000000123000000800000808020000000000a0000000002010100020a08000000bbb6d3adb9e2c1d93c495a');

describe('a font card', () => {
  it("takes the vendor's example and answers it as the vendor's document does", async () => {
    const bench = new Bench('onbon-6k-128x32');
    expect(await bench.hear(welcome)).toEqual(['a5a5a5a5a5a5a5a5a50080feff000000000000fe020500a00000000014ac5a']);
    expect(bench.reads).toEqual(['red 欢迎光临']);
  });

  it('shows colours, lines and pages', async () => {
    const bench = new Bench('onbon-6k-128x32');
    const bytes = Buffer.concat([Buffer.from('\\FO000\\FE000\\C1A1\\n\\C2B2\\n\\C3C3')]);
    await bench.onbon(onbonArea({ bytes, show: 'pages' }, { width: 128, height: 32, units: 'pixel', stayHalfSeconds: 10 }));
    expect(bench.reads).toEqual(['red A1 / green B2', 'yellow C3']);
  });

  it('refuses a font it does not hold, and a command it does not know, and hears its own address only', async () => {
    const bench = new Bench('onbon-6k-128x32');
    const dataOf = ([answer = '']: string[]): string => hexOf(new OnbonParser().push(bytesOf(answer))[0]?.data);
    expect(dataOf(await bench.onbon(onbonArea({ bytes: Buffer.from('\\FO005A'), show: 'still' }, { width: 128, height: 32, units: 'pixel', stayHalfSeconds: 10 })))).toBe('a0010c0000');
    expect(dataOf(await bench.onbon(bytesOf('a2990100 00')))).toBe('a001020000');
    expect(await bench.onbon(onbonPing(), 2)).toEqual([]);
    expect(dataOf(await bench.onbon(onbonPing()))).toBe('a000000000');
  });

  it('keeps its area in memory that the power takes with it', async () => {
    const bench = new Bench('onbon-6k-64x16');
    await bench.onbon(onbonArea({ bytes: Buffer.from('A1'), show: 'still' }, { width: 64, height: 16, units: 'pixel', stayHalfSeconds: 10 }));
    expect(bench.reads).toEqual(['red A1']);
    await bench.onbon(onbonPower(false));
    expect(bench.reads).toEqual([]);
    bench.board.setFault('off', true);
    expect(await bench.onbon(onbonPing())).toEqual([]);
    bench.board.setFault('off', false);
    expect(bench.reads).toEqual(['red 欢迎光临']);
  });
});

describe('faults', () => {
  it.each([['silent', []], ['cable', []]] as const)('%s answers nothing', async (fault, answers) => {
    const bench = new Bench('onbon-6k-64x16');
    bench.board.setFault(fault, true);
    expect(await bench.onbon(onbonPower(false))).toEqual(answers);
    expect(bench.board.face.on).toBe(fault === 'cable');
  });

  it('garbage answers something else, slow answers late', async () => {
    const bench = new Bench('onbon-6k-64x16');
    bench.board.setFault('garbage', true);
    const [noise = ''] = await bench.onbon(onbonPing());
    expect(new OnbonParser().push(bytesOf(noise))).toEqual([]);
    bench.board.setFault('garbage', false);
    bench.board.setFault('slow', true);
    bench.said.length = 0;
    bench.board.receive(encodeOnbon({ to: 1, from: 0x8000, reserved: 0, device: 0xfe, data: onbonPing() }));
    await bench.clock.advance(400);
    expect(bench.said).toEqual([]);
    await bench.clock.advance(400);
    expect(bench.said).toHaveLength(1);
  });
});

describe('boards of digits', () => {
  it('show what the worked examples say', async () => {
    const modbus = new Bench('armfly-043');
    expect(await modbus.hear(bytesOf('0110007000060c4130313200000000000000003094'))).toEqual(['01100070000641d0']);
    expect(modbus.reads).toEqual(['red A012']);
    const number = new Bench('armfly-043-number');
    expect(await number.hear(bytesOf('01060088000c09e5'))).toEqual(['01060088000c09e5']);
    expect(number.reads).toEqual(['red 12']);
    const four = new Bench('four-byte', 5);
    expect(await four.hear(bytesOf('0503e7ef'))).toEqual([]);
    expect(four.reads).toEqual(['red 999']);
    const text = new Bench('armfly-ascii');
    await text.hear(Buffer.from('$002,B007#$001,A0'));
    await text.hear(Buffer.from('12#'));
    expect(text.reads).toEqual(['red A012']);
  });

  it.each(['armfly-046', 'armfly-ascii', 'four-byte'])('%s survives a megabyte of noise (seed 5)', async (profile) => {
    const random = seeded(5);
    const bench = new Bench(profile);
    for (let n = 0; n < 20; n += 1) bench.board.receive(Uint8Array.from({ length: 50_000 }, () => random.below(256)));
    bench.board.setFault('off', true);
    bench.board.setFault('off', false);
    expect(bench.reads).toEqual(['red ']);
  });
});

describe('a drawing', () => {
  it('says what stands on the board, in its colours and proportions, and nothing when it is dark', async () => {
    const bench = new Bench('onbon-6k-128x32');
    const bytes = Buffer.from('\\FO000\\C1A<1\\n\\C2B2');
    await bench.onbon(onbonArea({ bytes, show: 'still' }, { width: 128, height: 32, units: 'pixel', stayHalfSeconds: 10 }));
    const svg = boardSvg(bench.board.face, bench.board.profile);
    expect(svg).toContain('viewBox="-4 -4 136 40"');
    expect(svg).toContain('aria-label="A&lt;1 B2"');
    expect(svg.match(/<text /g)).toHaveLength(2);
    expect(svg).toContain('#3ddc5a');
    await bench.onbon(onbonPower(false));
    expect(boardSvg(bench.board.face, bench.board.profile)).not.toContain('<text ');
  });
});

describe('a shared line', () => {
  it('takes the time its speed needs, and who speaks while another does spoils both', async () => {
    const clock = new HandClock();
    const line = new SimBus(clock, 9_600);
    const heard: string[] = [];
    const say: ((bytes: Uint8Array) => void)[] = [];
    for (let n = 0; n < 2; n += 1) line.attach({ receive: (bytes) => void heard.push(`${n} ${hexOf(bytes)}`), connect: (words) => void say.push(words) });
    const opening = await line.open({ onData: (bytes) => void heard.push(`near ${hexOf(bytes)}`), onClose: () => undefined });
    if (!opening.ok) throw new Error('not open');
    const begun = clock.now();
    expect(await clock.until(opening.wire.write(new Uint8Array(96), 1_000))).toBe('written');
    expect(clock.now() - begun).toBeCloseTo(100, 3);
    heard.length = 0;
    say[0]?.(Uint8Array.of(1, 2));
    await clock.advance(10);
    expect(heard).toEqual(['1 0102', 'near 0102']);
    say[0]?.(Uint8Array.of(1, 2));
    await clock.advance(1);
    say[1]?.(Uint8Array.of(3, 4));
    await clock.advance(10);
    expect(line.collisions).toBe(1);
    expect(heard.slice(2).join()).not.toMatch(/0102|0304/);
  });
});
