import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { DeviceReport } from '../../../contract/device-jobs.ts';
import { IdReaderLoop } from '../../../drivers/reader/id-reader-loop.ts';
import type { ReadCard } from '../../../drivers/reader/resident-card.ts';
import { inventedCards } from '../../../drivers/sim/sim-card.ts';
import { SimReader } from '../../../drivers/sim/sim-reader.ts';
import { MemoryCable } from '../../../drivers/transport/memory.ts';
import { HandClock } from '../hand-clock.ts';
import { replyFrame } from './sam-replies.ts';

const zhang: ReadCard = { number: '11010119900307109X', birth: '1990-03-07', type: 'resident' };
const golden = new Uint8Array(readFileSync(new URL('../vectors/resident-id-read-reply.bin', import.meta.url)));

class Bench {
  readonly clock = new HandClock();
  readonly devices: DeviceReport[] = [];
  readonly cards: ReadCard[] = [];
  readonly asked: string[] = [];
  unread = 0;
  readonly sim = new SimReader({ clock: this.clock, seed: 7 });
  readonly cable = new MemoryCable(this.clock, { onBytes: (bytes) => {
    this.asked.push(Buffer.from(bytes.subarray(7, 9)).toString('hex'));
    this.sim.receive(bytes);
  } });
  readonly loop: IdReaderLoop;

  constructor() {
    this.sim.connect((bytes) => this.cable.send(bytes));
    this.loop = new IdReaderLoop({
      device: 'r1', transport: this.cable, clock: this.clock,
      onDevice: (report) => this.devices.push(report), onCard: (card) => this.cards.push(card), onUnread: () => { this.unread += 1; },
    });
  }

  get condition(): string {
    const last = this.devices.at(-1);
    return last?.fault ?? last?.state ?? 'unknown';
  }
}

describe('a resident ID reader', () => {
  it('is tried once and then asked for a card every half second', async () => {
    const bench = new Bench();
    await bench.clock.advance(2_100);
    expect(bench.asked).toEqual(['11ff', '2001', '2001', '2001', '2001']);
    expect(bench.devices).toEqual([{ device: 'r1', state: 'ok' }]);
  });

  it('says once of a card that nobody can read, and again of the next one', async () => {
    const bench = new Bench();
    bench.sim.setFault('unreadable', true);
    bench.sim.lay(inventedCards[' ']);
    await bench.clock.advance(700);
    expect(bench.unread, 'one try may have been too early').toBe(0);
    await bench.clock.advance(5_000);
    expect([bench.unread, bench.cards.length, bench.condition]).toEqual([1, 0, 'ok']);
    bench.sim.takeAway();
    await bench.clock.advance(1_000);
    bench.sim.lay(inventedCards.J);
    await bench.clock.advance(3_000);
    expect(bench.unread).toBe(2);
    bench.sim.setFault('unreadable', false);
    await bench.clock.advance(1_000);
    expect(bench.cards).toHaveLength(1);
    expect(bench.loop.health).toMatchObject({ done: 1, faults: 0, lastGood: expect.any(Number) as number });
  });

  it('takes the golden reply byte for byte', async () => {
    const bench = new Bench();
    bench.sim.setFault('silent', true);
    await bench.clock.advance(500);
    for (const frame of [replyFrame(0x90), replyFrame(0x9f, new Uint8Array(4)), replyFrame(0x90, new Uint8Array(8))]) {
      bench.cable.send(frame);
      await bench.clock.advance(0);
    }
    bench.cable.send(golden.subarray(0, 700));
    await bench.clock.advance(100);
    bench.cable.send(golden.subarray(700));
    await bench.clock.advance(0);
    expect(bench.cards).toEqual([zhang]);
  });

  it.each([' ', 'J', 'I', 'Y'] as const)('reads a card of type "%s" once while it lies there', async (letter) => {
    const bench = new Bench();
    bench.sim.lay(inventedCards[letter]);
    await bench.clock.advance(10_000);
    expect(bench.cards.map((card) => card.number)).toEqual([inventedCards[letter].number]);
  });

  it('reads it again when it was taken away and laid again', async () => {
    const bench = new Bench();
    for (let time = 0; time < 3; time += 1) {
      bench.sim.lay(inventedCards[' ']);
      await bench.clock.advance(3_000);
      bench.sim.takeAway();
      await bench.clock.advance(1_000);
    }
    expect(bench.cards).toEqual([zhang, zhang, zhang]);
  });

  it('reads it once also with a module that finds it again and again, until it left', async () => {
    const bench = new Bench();
    bench.sim.setFault('finds-again', true);
    bench.sim.lay(inventedCards[' ']);
    await bench.clock.advance(5_000);
    expect(bench.cards).toHaveLength(1);
    bench.sim.takeAway();
    await bench.clock.advance(1_000);
    bench.sim.lay(inventedCards.J);
    await bench.clock.advance(1_000);
    expect(bench.cards.map((card) => card.type)).toEqual(['resident', 'permit']);
  });

  it.each(['select', 'read'] as const)('gives nothing of a card that left before "%s", and reads the next', async (leavesAt) => {
    const bench = new Bench();
    bench.sim.lay(inventedCards.J, leavesAt);
    await bench.clock.advance(2_000);
    expect(bench.cards).toEqual([]);
    bench.sim.lay(inventedCards[' ']);
    await bench.clock.advance(2_000);
    expect(bench.cards).toEqual([zhang]);
    expect(bench.condition).toBe('ok');
  });

  it('gives nothing of a card nobody knows', async () => {
    const bench = new Bench();
    bench.sim.lay({ ...inventedCards[' '], letter: 'Q' });
    await bench.clock.advance(3_000);
    expect(bench.sim.state.readings).toBe(1);
    expect(bench.cards).toEqual([]);
    expect(bench.condition).toBe('ok');
  });

  it('lets no half card hide the answers after it', async () => {
    const bench = new Bench();
    await bench.clock.advance(600);
    bench.sim.setFault('silent', true);
    await bench.clock.advance(450);
    bench.cable.send(golden.subarray(0, 900));
    await bench.clock.advance(1_000);
    bench.sim.setFault('silent', false);
    bench.sim.lay(inventedCards[' ']);
    await bench.clock.advance(1_000);
    expect(bench.cards).toEqual([zhang]);
  });

  it('never takes a late card for an answer to another question', async () => {
    const bench = new Bench();
    bench.sim.setFault('silent', true);
    await bench.clock.advance(500);
    bench.cable.send(replyFrame(0x90));
    await bench.clock.advance(0);
    bench.cable.send(replyFrame(0x9f, new Uint8Array(4)));
    await bench.clock.advance(0);
    bench.cable.send(golden);
    await bench.clock.advance(0);
    bench.cable.send(golden);
    await bench.clock.advance(400);
    expect(bench.asked).toEqual(['11ff', '2001', '2002']);
    expect(bench.cards).toEqual([]);
  });
});

describe('its condition', () => {
  it('is a module fault while the self-test fails, and no card is asked for', async () => {
    const bench = new Bench();
    bench.sim.setFault('module', true);
    await bench.clock.advance(3_000);
    expect(bench.devices).toEqual([{ device: 'r1', state: 'fault', fault: 'module-fault' }]);
    expect(new Set(bench.asked)).toEqual(new Set(['11ff']));
    bench.sim.setFault('module', false);
    await bench.clock.advance(1_000);
    expect(bench.condition).toBe('ok');
  });

  it.each(['silent', 'garbage', 'slow'] as const)('is no answer while it is %s, and ok when that ends', async (fault) => {
    const bench = new Bench();
    await bench.clock.advance(1_000);
    bench.sim.setFault(fault, true);
    await bench.clock.advance(30_000);
    expect(bench.devices.at(-1)).toEqual({ device: 'r1', state: 'fault', fault: 'no-answer' });
    bench.sim.setFault(fault, false);
    await bench.clock.advance(20_000);
    expect(bench.condition).toBe('ok');
  });

  it('is not changed by one answer that got lost', async () => {
    const bench = new Bench();
    await bench.clock.advance(1_100);
    bench.sim.setFault('silent', true);
    await bench.clock.advance(500);
    bench.sim.setFault('silent', false);
    await bench.clock.advance(5_000);
    expect(bench.devices).toEqual([{ device: 'r1', state: 'ok' }]);
  });

  it('is a missing port when it is unplugged, and a card that still lies there is not read twice', async () => {
    const bench = new Bench();
    bench.sim.setFault('finds-again', true);
    bench.sim.lay(inventedCards[' ']);
    await bench.clock.advance(1_000);
    bench.cable.unplug();
    await bench.clock.advance(2_000);
    expect(bench.devices.map((report) => report.fault ?? report.state)).toEqual(['ok', 'offline', 'port-missing']);
    bench.cable.plug();
    await bench.clock.advance(11_000);
    expect(bench.condition).toBe('ok');
    expect(bench.cards).toHaveLength(1);
  });

  it('is no answer when the line takes no bytes', async () => {
    const bench = new Bench();
    await bench.clock.advance(1_000);
    bench.cable.stall(true);
    await bench.clock.advance(10_000);
    expect(bench.condition).toBe('no-answer');
  });

  it('does not matter any more after closing, in the middle of a reading too', async () => {
    const bench = new Bench();
    bench.sim.setFault('slow', true);
    bench.sim.lay(inventedCards[' ']);
    await bench.clock.advance(700);
    await bench.loop.close();
    await bench.clock.advance(60_000);
    expect(bench.devices).toEqual([]);
    expect(bench.cards).toEqual([]);
  });
});

describe('what is on a card', () => {
  it('stands in no log and no report, read or refused', async () => {
    const said: string[] = [];
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name).mockImplementation((...words) => void said.push(words.join(' '))));
    const streams = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0));
    const bench = new Bench();
    for (const card of [inventedCards[' '], { ...inventedCards[' '], letter: 'Q' }, { ...inventedCards[' '], number: '11010119900307109' }]) {
      bench.sim.lay(card);
      await bench.clock.advance(2_000);
      bench.sim.takeAway();
      await bench.clock.advance(1_000);
    }
    bench.cable.unplug();
    await bench.clock.advance(1_000);
    for (const spy of [...spies, ...streams]) spy.mockRestore();
    expect(bench.cards).toEqual([zhang]);
    expect(said.join('\n') + JSON.stringify(bench.devices)).not.toMatch(/张三|1990|0307/);
  });
});
