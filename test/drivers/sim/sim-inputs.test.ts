import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SerialKeypads } from '../../../drivers/keypad/serial-keypad.ts';
import { IdReaderLoop } from '../../../drivers/reader/id-reader-loop.ts';
import { Scanner } from '../../../drivers/reader/scanner.ts';
import { inventedCards } from '../../../drivers/sim/sim-card.ts';
import { SimKeypad } from '../../../drivers/sim/sim-keypad.ts';
import { SimReader } from '../../../drivers/sim/sim-reader.ts';
import { SimulatedInputs } from '../../../drivers/sim/simulated-inputs.ts';
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

describe('the simulated devices of a hall', () => {
  it('are made once for each entry, and anew when the entry changed', () => {
    const inputs = new SimulatedInputs(new HandClock());
    const card = { id: 'r1', name: '取号机读卡器', reads: 'resident-id' } as const;
    const keypad = { id: 'k1', name: '1号窗口', profile: 'four-byte', address: 1 };
    expect(inputs.readerCable(card)).toBe(inputs.readerCable(card));
    expect(inputs.readerCable({ ...card, reads: 'codes' })).not.toBe(inputs.readerCable(card));
    const cable = inputs.keypadCable(keypad);
    expect(inputs.keypadCable(keypad)).toBe(cable);
    expect(inputs.keypadCable({ ...keypad, address: 2 })).not.toBe(cable);
    expect(inputs.keypadCable({ ...keypad, profile: 'nobody-knows' })).toBeNull();
    expect(inputs.all().map(({ id, name, kind }) => [id, name, kind])).toEqual([['r1', '取号机读卡器', 'resident-id'], ['k1', '1号窗口', 'keypad']]);
  });

  it('carry a card, a code and a key from the finger to the callback', async () => {
    const clock = new HandClock();
    const inputs = new SimulatedInputs(clock);
    const heard: string[] = [];
    const onDevice = (): void => undefined;
    const transport = inputs.keypadCable({ id: 'k1', name: '1', profile: 'four-byte', address: 1 });
    if (transport === null) throw new Error('the profile is not known');
    new IdReaderLoop({ device: 'r1', transport: inputs.readerCable({ id: 'r1', name: '1', reads: 'resident-id' }), clock, onDevice, onCard: ({ number }) => heard.push(number) });
    new Scanner({ device: 's1', transport: inputs.readerCable({ id: 's1', name: '1', reads: 'codes' }), clock, onDevice, onCode: (text) => heard.push(text) });
    new SerialKeypads({ profile: publishedProfile('four-byte'), keypads: [{ device: 'k1', address: 1 }], transport, clock, onDevice, onKey: (_, key) => heard.push(key) });
    await clock.advance(100);
    for (const input of inputs.all()) {
      if (input.kind === 'resident-id') input.sim.lay(inventedCards.I);
      if (input.kind === 'codes') input.sim.scan('A012');
      if (input.kind === 'keypad') input.sim.press('start');
    }
    await clock.advance(1_000);
    expect(heard.sort()).toEqual(['A012', 'USA110088010101', 'start']);
    inputs.find('s1')?.cable.unplug();
    for (const input of inputs.all()) if (input.kind === 'codes') input.sim.scan('A013');
    await clock.advance(1_000);
    expect(heard).toHaveLength(3);
  });
});
