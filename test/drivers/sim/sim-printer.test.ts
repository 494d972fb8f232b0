import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticketBytes } from '../../../drivers/printer/ticket-bytes.ts';
import { EscPosLexer } from '../../../drivers/sim/escpos-lexer.ts';
import { ticketSvg, textOf } from '../../../drivers/sim/sim-paper.ts';
import { SimPrinter } from '../../../drivers/sim/sim-printer.ts';
import { HandClock } from '../hand-clock.ts';
import { paperWith, profileOf } from '../papers.ts';

function simulator(id = 'generic-80'): { sim: SimPrinter; heard: number[]; clock: HandClock } {
  const clock = new HandClock();
  const heard: number[] = [];
  const sim = new SimPrinter({ profile: profileOf(id), clock });
  sim.connect((bytes) => heard.push(...bytes));
  return { sim, heard, clock };
}

function ticket(profile = 'generic-80', change = {}): Uint8Array {
  const made = ticketBytes(paperWith(change), profileOf(profile));
  if (!made.ok) throw new Error(made.reason);
  return made.bytes;
}

describe('the simulated printer', () => {
  it('puts the real bytes on paper, with sizes, sides and QR', () => {
    const { sim } = simulator();
    sim.receive(ticket());
    expect(sim.papers).toEqual([{ cut: true, lines: [
      { kind: 'text', text: '市民服务中心', width: 1, height: 1, align: 'center' },
      { kind: 'text', text: 'A012', width: 4, height: 4, align: 'center' },
      { kind: 'text', text: '业务：不动产登记', width: 1, height: 1, align: 'left' },
      { kind: 'text', text: '前面还有 5 人等候', width: 1, height: 1, align: 'left' },
      { kind: 'qr', data: 'https://q.example.gov.cn/t/7f3a', module: 6, align: 'center' },
      { kind: 'text', text: '扫码看排队进度', width: 1, height: 1, align: 'center' },
      { kind: 'text', text: '过号请重新取号', width: 1, height: 1, align: 'left' },
      { kind: 'feed', lines: 4 },
    ] }]);
  });

  it('draws the Latin words of a line by one measure, so that none looks squeezed or bold', () => {
    const { sim } = simulator();
    sim.receive(ticket('generic-80', { lines: ['If you miss your call'] }));
    const [paper] = sim.papers;
    expect(paper && ticketSvg(paper, profileOf('generic-80'))).toContain('textLength="252" lengthAdjust="spacingAndGlyphs" xml:space="preserve">If you miss your call</text>');
  });

  it('prints the same however the stream is chopped up', () => {
    const seed = Date.now() & 0x7fffffff;
    const whole = simulator().sim;
    whole.receive(ticket());
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }), (sizes) => {
      const { sim } = simulator();
      const bytes = ticket();
      let at = 0;
      for (const size of sizes) sim.receive(bytes.slice(at, (at += size)));
      sim.receive(bytes.slice(at));
      expect(sim.papers).toEqual(whole.papers);
    }), { seed, numRuns: 50 });
  });

  it('survives any bytes', () => {
    const seed = Date.now() & 0x7fffffff;
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const { sim } = simulator();
      sim.receive(bytes);
      ticketSvg(sim.hanging, sim.profile);
    }), { seed, numRuns: 300 });
  });

  it('shows what goes wrong without FS &, and with a four-byte code', () => {
    const { sim } = simulator();
    sim.receive(Uint8Array.of(0x1b, 0x40, 0xc7, 0xeb, 0x0a));
    sim.receive(Uint8Array.of(0x1c, 0x26, 0x95, 0x34, 0xb2, 0x35, 0xba, 0xc5, 0x0a));
    expect(textOf(sim.hanging)).toBe('Çë\n□4□5号');
  });

  it('takes Chinese mode from the next line on when it is switched in the middle of one', () => {
    const { sim } = simulator();
    sim.receive(Uint8Array.of(0x1b, 0x40, 0x41, 0x1c, 0x26, 0xc7, 0xeb, 0x0a, 0xc7, 0xeb, 0x0a));
    expect(textOf(sim.hanging)).toBe('AÇë\n请');
  });

  it('answers real-time questions at once, and eats one that comes inside data', () => {
    const { sim, heard } = simulator();
    sim.receive(Uint8Array.of(0x10, 0x04, 1, 0x10, 0x04, 4));
    expect(heard).toEqual([0x12, 0x12]);
    sim.receive(Uint8Array.of(0x1d, 0x76, 0x30, 0, 3, 0, 1, 0, 0x10, 0x04, 1));
    expect(heard).toHaveLength(2);
  });

  it('keeps what it got while paper is out, and answers in line only when that is printed', () => {
    const { sim, heard } = simulator();
    sim.setFault('paper-out', true);
    sim.receive(ticket());
    sim.receive(Uint8Array.of(0x1d, 0x72, 1));
    expect(sim.cutCount).toBe(0);
    expect(heard).toEqual([]);
    sim.receive(Uint8Array.of(0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 4));
    expect(heard).toEqual([0x1a, 0x32, 0x72]);
    sim.setFault('paper-out', false);
    expect(sim.cutCount).toBe(1);
    expect(heard.at(-1)).toBe(0);
  });

  it('speaks by itself where that was asked for', () => {
    const { sim, heard } = simulator();
    sim.receive(Uint8Array.of(0x1d, 0x61, 0x0e));
    sim.setFault('cover-open', true);
    expect(heard).toEqual([0x10, 0, 0, 0, 0x38, 0, 0, 0]);
  });

  it('is as slow as its line when told so', async () => {
    const { sim, clock } = simulator();
    sim.setFault('slow', true);
    sim.receive(ticket());
    expect(sim.cutCount).toBe(0);
    await clock.advance(1_000);
    expect(sim.cutCount).toBe(1);
  });

  it('hands paper over torn where there is no cutter', () => {
    const { sim } = simulator('generic-58');
    sim.receive(ticket('generic-58'));
    expect(sim.papers).toMatchObject([{ cut: false }]);
    expect(sim.hanging.lines).toEqual([]);
  });

  it('tells its listeners of paper and faults, until they go', () => {
    const { sim } = simulator();
    let calls = 0;
    const off = sim.onChange(() => { calls += 1; });
    sim.receive(ticket());
    sim.setFault('silent', true);
    sim.setFault('silent', true);
    off();
    sim.setFault('silent', false);
    expect(calls).toBe(2);
  });
});

describe('the picture of a ticket', () => {
  it('is one SVG with every word, a QR code and nothing that could be markup', () => {
    const { sim } = simulator();
    sim.receive(ticket('generic-80', { lines: ['a<b> & "c"'] }));
    const [paper] = sim.papers;
    if (paper === undefined) throw new Error('nothing was cut');
    const svg = ticketSvg(paper, sim.profile);
    expect(svg).toContain('>A012<');
    expect(svg).toContain('a&lt;b&gt; &amp; &quot;c&quot;');
    expect(svg).not.toContain('<b>');
    expect(svg).toMatch(/<path transform="translate\(\d+ \d+\) scale\(6\)" d="M0 0h1v1h-1z/);
    expect(svg.match(/viewBox="0 0 (\d+) (\d+)"/)?.[1]).toBe('640');
  });

  it('draws raster dots where their bits are set', () => {
    const { sim } = simulator();
    sim.receive(Uint8Array.of(0x1d, 0x76, 0x30, 0, 2, 0, 2, 0, 0xff, 0xff, 0xf0, 0));
    const dots = ticketSvg(sim.hanging, sim.profile).match(/h1v1h-1z/g);
    expect(dots).toHaveLength(20);
  });
});

describe('the lexer', () => {
  it('takes a barcode and a cut with feed whole', () => {
    const commands = new EscPosLexer().push(Uint8Array.of(0x1d, 0x6b, 0x49, 4, 0x7b, 0x42, 0x41, 0x42, 0x1d, 0x56, 0x42, 0, 0x41));
    expect(commands.map((command) => (command.kind === 'command' ? command.name : command.kind))).toEqual(['GS k', 'GS V', 'text']);
  });
});
