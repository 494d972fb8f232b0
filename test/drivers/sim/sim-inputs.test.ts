import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SerialKeypads } from '../../../drivers/keypad/serial-keypad.ts';
import { IdReaderLoop } from '../../../drivers/reader/id-reader-loop.ts';
import { Scanner } from '../../../drivers/reader/scanner.ts';
import { inventedCards } from '../../../drivers/sim/sim-card.ts';
import { SimKeypad } from '../../../drivers/sim/sim-keypad.ts';
import { SimReader } from '../../../drivers/sim/sim-reader.ts';
import { HandClock } from '../hand-clock.ts';
import { publishedProfile } from '../keypad/polled-profile.ts';

const golden = readFileSync(new URL('../vectors/resident-id-read-reply.bin', import.meta.url));
const seed = Date.now() & 0x7fffffff;
const hex = (bytes: Iterable<number>): string => Buffer.from([...bytes]).toString('hex');

function reader(): { sim: SimReader; ask: (body: string) => string } {
  const sim = new SimReader({ clock: new HandClock() });
  let said: number[] = [];
  sim.connect((bytes) => said.push(...bytes));
  return { sim, ask: (body) => {
    said = [];
    sim.receive(Buffer.from(`aaaaaa9669${body.replaceAll(' ', '')}`, 'hex'));
    return hex(said).replace(/^aaaaaa9669/, '');
  } };
}

describe('the simulated ID reader', () => {
  it('answers as the tables say, and sends the golden card byte for byte', () => {
    const { sim, ask } = reader();
    expect(ask('00 03 11 ff ed')).toBe('000400009094');
    expect(ask('00 03 20 01 22')).toBe('000400008084');
    expect(ask('00 03 20 02 21')).toBe('000400008185');
    expect(ask('00 03 30 01 32')).toBe('000400004145');
    sim.lay(inventedCards[' ']);
    expect(ask('00 03 20 01 22')).toBe('000800009f0000000097');
    expect(ask('00 03 20 02 21')).toBe('000c00009000000000000000009c');
    expect(`aaaaaa9669${ask('00 03 30 01 32')}`).toBe(golden.toString('hex'));
    expect(ask('00 03 20 01 22')).toBe('000400008084');
    sim.setFault('module', true);
    expect(ask('00 03 11 ff ed')).toBe('000400006064');
    expect(ask('00 03 20 00 22')).toBe('000400002125');
  });

  it(`survives any bytes, and hears the next question (seed ${seed})`, () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { sim, ask } = reader();
      sim.receive(bytes);
      expect(ask('00 03 11 ff ed')).toContain('000400009094');
    }), { seed, numRuns: 200 });
  });

  it('shows its state and tells of changes, until the listener goes', () => {
    const { sim } = reader();
    let told = 0;
    const off = sim.onChange(() => { told += 1; });
    sim.lay(inventedCards.J);
    sim.setFault('silent', true);
    sim.setFault('module', true);
    expect(sim.state).toEqual({ name: '陈小文', readings: 0, faults: ['silent', 'module'] });
    off();
    sim.takeAway();
    expect([told, sim.state.name]).toEqual([3, null]);
  });
});

describe('the simulated keypad', () => {
  it('sends published frames, and shows the published 999', () => {
    const said: string[] = [];
    const sim = new SimKeypad({ profile: publishedProfile('four-byte'), address: 5, clock: new HandClock() });
    sim.connect((bytes) => said.push(hex(bytes)));
    sim.press('next');
    sim.press('rate-1');
    expect(said).toEqual(['05000106']);
    sim.receive(Uint8Array.of(0x05, 0x03, 0xe7, 0xef));
    expect(sim.state).toEqual({ shows: '999', lastKey: 'next', faults: [] });
    sim.receive(Uint8Array.of(0x06, 0x03, 0xe7, 0xf0));
    expect(sim.state.shows).toBe('999');
  });

  it('of twenty-one keys sends the frame of the public document', () => {
    const said: string[] = [];
    const sim = new SimKeypad({ profile: publishedProfile('ff68-21-keys'), address: 5, clock: new HandClock() });
    sim.connect((bytes) => said.push(hex(bytes)));
    sim.press('next');
    expect(said).toEqual(['ff6803036805010a1016']);
  });
});
