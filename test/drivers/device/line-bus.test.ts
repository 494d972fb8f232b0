import { describe, expect, it } from 'vitest';
import type { BusOutcome } from '../../../drivers/device/line-bus.ts';
import { LineBus } from '../../../drivers/device/line-bus.ts';
import type { LineFrame } from '../../../drivers/device/line-frame.ts';
import type { BusStation } from '../../../drivers/sim/sim-bus.ts';
import { SimBus } from '../../../drivers/sim/sim-bus.ts';
import { HandClock } from '../hand-clock.ts';

/** A device that answers [address, word] with [address, 0x80 + word]; the word 0x7f is refused. */
class Station implements BusStation {
  readonly heard: number[] = [];
  thinkMs = 10;
  dead = false;
  #say: (bytes: Uint8Array) => void = () => undefined;

  readonly #clock: HandClock;
  readonly #address: number;

  constructor(clock: HandClock, address: number) {
    this.#clock = clock;
    this.#address = address;
  }

  connect(say: (bytes: Uint8Array) => void): void {
    this.#say = say;
  }
  receive([address = 0, word = 0]: Uint8Array): void {
    if (this.dead || address !== this.#address || word >= 0x80) return;
    this.heard.push(word);
    this.#clock.after(this.thinkMs, () => this.#say(Uint8Array.of(address, 0x80 + word)));
  }
}

class Bench {
  readonly clock = new HandClock();
  readonly line = new SimBus(this.clock, 9_600);
  readonly bus: LineBus;
  readonly downs: string[] = [];
  /** Addresses in the order they were asked, with the time. */
  readonly asked: { readonly address: number; readonly at: number }[] = [];

  constructor() {
    this.bus = new LineBus({ transport: this.line, clock: this.clock, baud: 9_600 });
    this.bus.watch({ onUp: () => undefined, onDown: (fault) => this.downs.push(fault) });
  }

  station(address: number): Station {
    const station = new Station(this.clock, address);
    this.line.attach(station);
    return station;
  }

  ask(address: number, word = 1, urgency = 0): Promise<BusOutcome> {
    return this.bus.ask({ address, urgency: () => urgency, frame: () => {
      this.asked.push({ address, at: this.clock.now() });
      return this.frame(address, word);
    } });
  }

  frame(address: number, word: number): LineFrame {
    return { bytes: Uint8Array.of(address, word, 0, 0, 0, 0, 0, 0), replyMs: 250, answer: () => ([from, said]) => {
      if (from !== address || said === undefined || said < 0x80) return null;
      return said === 0xff ? { kind: 'nack', code: 3 } : { kind: 'ack' };
    } };
  }

  order(): number[] {
    return this.asked.map(({ address }) => address);
  }
}

async function upBench(): Promise<Bench> {
  const bench = new Bench();
  await bench.clock.advance(1);
  return bench;
}

describe('a shared line', () => {
  it('tells what became of a frame', async () => {
    const bench = await upBench();
    bench.station(1);
    expect(await bench.clock.until(bench.ask(1))).toBe('confirmed');
    expect(await bench.clock.until(bench.ask(1, 0x7f))).toBe('refused');
    expect(await bench.clock.until(bench.ask(2))).toBe('no-answer');
    const silent = bench.bus.ask({ address: 9, urgency: () => 0, frame: () => ({ bytes: Uint8Array.of(9), answer: null, replyMs: 0 }) });
    expect(await bench.clock.until(silent)).toBe('sent');
    expect(await bench.clock.until(bench.bus.ask({ address: 1, urgency: () => 0, frame: () => null }))).toBe('nothing');
  });

  it('gives the highest urgency the next turn, among equals the oldest, and looks again before each', async () => {
    const bench = await upBench();
    for (const address of [1, 2, 3, 4, 5]) bench.station(address);
    const change = { urgency: 0 };
    const turns = [bench.ask(1), bench.ask(2, 1, 5), bench.ask(3, 1, 5), bench.ask(4, 1, 9),
      bench.bus.ask({ address: 5, urgency: () => change.urgency, frame: () => {
        bench.asked.push({ address: 5, at: bench.clock.now() });
        return null;
      } })];
    change.urgency = 7;
    await bench.clock.until(Promise.all(turns));
    expect(bench.order()).toEqual([1, 4, 5, 2, 3]);
  });

  it('keeps at least 5 ms of silence between frames, and never talks into an answer', async () => {
    const bench = await upBench();
    for (const address of [1, 2, 3]) bench.station(address);
    await bench.clock.until(Promise.all(Array.from({ length: 60 }, (_, n) => bench.ask(1 + (n % 4)))), 600_000);
    expect(bench.line.collisions).toBe(0);
    expect(bench.line.shortestSilence).toBeGreaterThanOrEqual(5);
  });

  it('keeps that silence after frames that are not answered, though the adapter takes them at once', async () => {
    const clock = new HandClock();
    const times: number[] = [];
    const transport = { open: async () => ({ ok: true as const, wire: { write: async () => (times.push(clock.now()), 'written' as const), close: async () => undefined } }) };
    const bus = new LineBus({ transport, clock, baud: 9_600 });
    await clock.advance(1);
    const turn = { address: 1, urgency: () => 0, frame: () => ({ bytes: new Uint8Array(96), answer: null, replyMs: 0 }) };
    await clock.until(Promise.all([bus.ask(turn), bus.ask(turn), bus.ask(turn)]));
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(105);
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(105);
  });
});

describe('a silent device', () => {
  it('is waited for 2 s before it was ever heard, 250 ms after', async () => {
    const bench = await upBench();
    const station = bench.station(1);
    station.thinkMs = 1_500;
    const begun = bench.clock.now();
    expect(await bench.clock.until(bench.ask(1))).toBe('confirmed');
    station.dead = true;
    expect(await bench.clock.until(bench.ask(1))).toBe('no-answer');
    expect(bench.clock.now() - begun).toBeLessThan(1_500 + 250 + 100);
  });

  it('that was never heard is not waited for that long while people wait for others', async () => {
    const bench = await upBench();
    bench.station(1);
    const slow = bench.station(2);
    slow.thinkMs = 1_500;
    await bench.clock.until(bench.ask(1));
    const [first, begun] = [bench.ask(2), bench.clock.now()];
    await bench.clock.advance(600);
    expect(await bench.clock.until(bench.ask(1, 1, 5))).toBe('confirmed');
    expect(bench.clock.now() - begun).toBeLessThan(600 + 100);
    expect(await first).toBe('no-answer');
    const [second, calls] = [bench.ask(2), bench.ask(1, 1, 5)];
    expect(await bench.clock.until(calls)).toBe('confirmed');
    await bench.clock.until(second);
    await bench.clock.advance(1_000);
    expect(await bench.clock.until(bench.ask(2)), 'it is still given its time once nobody waits').toBe('confirmed');
  });

  it('that was silent twice is asked only when nobody else waits, and is back with its first answer', async () => {
    const bench = await upBench();
    for (const address of [1, 2]) bench.station(address);
    const dead = bench.station(3);
    dead.dead = true;
    for (let n = 0; n < 2; n += 1) await bench.clock.until(bench.ask(3));
    await bench.clock.advance(1_000);
    const begun = bench.clock.now();
    await bench.clock.until(bench.ask(3));
    expect(bench.clock.now() - begun).toBeLessThan(400);
    await bench.clock.advance(1_000);
    bench.asked.length = 0;
    const all = [1, 3, 2, 1, 2, 1, 2].map((address) => bench.ask(address, 1, address));
    await bench.clock.until(Promise.all(all));
    expect(bench.order()).toEqual([1, 2, 2, 2, 1, 1, 3]);
    dead.dead = false;
    expect(await bench.clock.until(bench.ask(3))).toBe('confirmed');
    bench.asked.length = 0;
    await bench.clock.until(Promise.all([bench.ask(1), bench.ask(2), bench.ask(3, 1, 99)]));
    expect(bench.order()).toEqual([3, 1, 2]);
  });

  it('goes before what nobody waits for when somebody is called there, and after every other call', async () => {
    const bench = await upBench();
    for (const address of [1, 2]) bench.station(address);
    bench.station(3).dead = true;
    await bench.clock.until(Promise.all([bench.ask(1), bench.ask(2)]));
    for (let n = 0; n < 2; n += 1) await bench.clock.until(bench.ask(3));
    await bench.clock.advance(1_000);
    bench.asked.length = 0;
    await bench.clock.until(Promise.all([bench.ask(1), bench.ask(3, 1, 7), bench.ask(2, 1, 5), bench.ask(3), bench.ask(1)]));
    // The first was on the line before the others asked.
    expect(bench.order()).toEqual([1, 2, 3, 1, 3]);
  });

  it('whose late answer comes at last confirms nothing that was sent after', async () => {
    const bench = await upBench();
    const station = bench.station(1);
    await bench.clock.until(bench.ask(1));
    station.thinkMs = 500;
    expect(await bench.clock.until(bench.ask(1, 2))).toBe('no-answer');
    station.dead = true;
    expect(await bench.clock.until(bench.ask(1, 3))).toBe('no-answer');
  });

  it('costs the others no more than its two silences', async () => {
    const bench = await upBench();
    bench.station(1);
    await bench.clock.until(bench.ask(1));
    const begun = bench.clock.now();
    const dead = [bench.ask(2), bench.ask(2), bench.ask(2), bench.ask(2)];
    await bench.clock.until(Promise.all([bench.ask(1), ...dead.slice(0, 2)]));
    expect(bench.clock.now() - begun).toBeLessThan(6_000);
    const asked = bench.clock.now();
    await bench.clock.until(bench.ask(1));
    expect(bench.clock.now() - asked).toBeLessThan(400);
    await bench.clock.until(Promise.all(dead));
  });
});

describe('a lost line', () => {
  it('ends all turns at once and comes back by itself', async () => {
    const bench = await upBench();
    bench.station(1);
    const turns = [bench.ask(1), bench.ask(1), bench.ask(2)];
    await bench.clock.advance(9);
    bench.line.unplug();
    expect(await Promise.all(turns)).toEqual(['down', 'down', 'down']);
    expect(bench.downs).toEqual(['offline']);
    expect(await bench.ask(1)).toBe('down');
    bench.line.plug();
    await bench.clock.advance(11_000);
    expect(await bench.clock.until(bench.ask(1))).toBe('confirmed');
  });

  it('that takes no bytes is given up', async () => {
    const bench = await upBench();
    bench.line.stall(true);
    expect(await bench.clock.until(bench.ask(1))).toBe('down');
    expect(bench.downs).toEqual(['no-answer']);
  });

  it('on which nobody answers any more is dialled again', async () => {
    const bench = await upBench();
    const station = bench.station(1);
    await bench.clock.until(bench.ask(1));
    station.dead = true;
    const outcomes: BusOutcome[] = [];
    for (let n = 0; n < 6; n += 1) outcomes.push(await bench.clock.until(bench.ask(1)));
    expect(outcomes).toEqual(['no-answer', 'no-answer', 'no-answer', 'no-answer', 'no-answer', 'down']);
    expect(bench.downs).toEqual(['no-answer']);
    await bench.clock.advance(1_000);
    expect(bench.bus.isUp).toBe(true);
  });

  it('keeps a bounded number of turns', async () => {
    const bench = await upBench();
    const turns = Array.from({ length: 1_100 }, () => bench.ask(1));
    expect(await turns.at(-1)).toBe('crowded');
    await bench.bus.close();
    expect(await turns[500]).toBe('down');
  });
});
