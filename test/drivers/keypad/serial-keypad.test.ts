import { describe, expect, it } from 'vitest';
import type { DeviceReport } from '../../../contract/device-jobs.ts';
import type { KeypadProfile } from '../../../drivers/keypad/keypad-profile.ts';
import { SerialKeypads } from '../../../drivers/keypad/serial-keypad.ts';
import { SimKeypad } from '../../../drivers/sim/sim-keypad.ts';
import { MemoryCable } from '../../../drivers/transport/memory.ts';
import { HandClock } from '../hand-clock.ts';
import { polledData, profileFrom, publishedProfile } from './polled-profile.ts';

class Bench {
  readonly clock = new HandClock();
  readonly devices: string[] = [];
  readonly keys: string[] = [];
  readonly one: SimKeypad;
  readonly two: SimKeypad;
  readonly cable: MemoryCable;
  readonly loop: SerialKeypads;

  constructor(profile: KeypadProfile) {
    this.one = new SimKeypad({ profile, address: 1, clock: this.clock, seed: 7 });
    this.two = new SimKeypad({ profile, address: 2, clock: this.clock, seed: 8 });
    this.cable = new MemoryCable(this.clock, { onBytes: (bytes) => [this.one, this.two].forEach((sim) => sim.receive(bytes)) });
    for (const sim of [this.one, this.two]) sim.connect((bytes) => this.cable.send(bytes));
    this.loop = new SerialKeypads({
      profile, transport: this.cable, clock: this.clock, keypads: [{ device: 'k1', address: 1 }, { device: 'k2', address: 2 }],
      onDevice: (report: DeviceReport) => this.devices.push(`${report.device} ${report.fault ?? report.state}`),
      onKey: (device, key) => this.keys.push(`${device} ${key}`),
    });
  }
}

describe('keypads that speak by themselves', () => {
  it.each(['ff68-21-keys', 'four-byte'])('of %s give each press once, each by its own name', async (id) => {
    const bench = new Bench(publishedProfile(id));
    await bench.clock.advance(10);
    bench.one.press('next');
    bench.two.press('recall');
    bench.one.press('next');
    await bench.clock.advance(1_000);
    expect(bench.keys).toEqual(['k1 next', 'k2 recall', 'k1 next']);
    expect(bench.devices).toEqual(['k1 ok', 'k2 ok']);
  });

  it('rate from one to five', async () => {
    const bench = new Bench(publishedProfile('four-byte-rating'));
    await bench.clock.advance(10);
    for (const key of ['rate-1', 'rate-5', 'next'] as const) bench.two.press(key);
    await bench.clock.advance(1_000);
    expect(bench.keys).toEqual(['k2 rate-1', 'k2 rate-5']);
  });

  it.each(['ff68-21-keys', 'four-byte'])('of %s show what they are told, also after they were off', async (id) => {
    const bench = new Bench(publishedProfile(id));
    bench.loop.show('k1', '12');
    bench.loop.show('k2', '7');
    await bench.clock.advance(100);
    expect([bench.one.state.shows, bench.two.state.shows]).toEqual(['12', '7']);
    bench.cable.unplug();
    bench.loop.show('k1', '13');
    bench.cable.plug();
    await bench.clock.advance(1_000);
    expect(bench.one.state.shows).toBe('13');
    bench.two.powerCycle();
    await bench.clock.advance(61_000);
    expect(bench.two.state.shows).toBe('7');
  });

  it('lose half a frame to a silence, not the frame after it', async () => {
    const bench = new Bench(publishedProfile('ff68-21-keys'));
    await bench.clock.advance(10);
    bench.cable.send(Uint8Array.of(0xff, 0x68, 0x14, 0x14, 0x68, 1, 1));
    await bench.clock.advance(100);
    bench.one.press('next');
    await bench.clock.advance(10);
    expect(bench.keys).toEqual(['k1 next']);
  });

  it('make nothing of garbage, of strangers, and of keys nobody named', async () => {
    const bench = new Bench(publishedProfile('ff68-21-keys'));
    await bench.clock.advance(10);
    bench.one.setFault('garbage', true);
    bench.one.press('next');
    const stranger = new SimKeypad({ profile: publishedProfile('ff68-21-keys'), address: 9, clock: bench.clock });
    stranger.connect((bytes) => bench.cable.send(bytes));
    stranger.press('next');
    bench.cable.send(Uint8Array.of(0xff, 0x68, 3, 3, 0x68, 1, 1, 0x7f, 0x81, 0x16));
    await bench.clock.advance(1_000);
    expect(bench.keys).toEqual([]);
  });

  it('that are unplugged are faults and come back unknown', async () => {
    const bench = new Bench(publishedProfile('four-byte'));
    await bench.clock.advance(10);
    bench.cable.unplug();
    await bench.clock.advance(600);
    bench.cable.plug();
    await bench.clock.advance(10_000);
    expect(bench.devices).toEqual(['k1 offline', 'k2 offline', 'k1 port-missing', 'k2 port-missing', 'k1 unknown', 'k2 unknown']);
    bench.one.press('next');
    await bench.clock.advance(10);
    expect(bench.keys).toEqual(['k1 next']);
  });

  it('whose line takes no bytes are given up', async () => {
    const bench = new Bench(publishedProfile('four-byte'));
    await bench.clock.advance(10);
    bench.cable.stall(true);
    bench.loop.show('k1', '12');
    await bench.clock.advance(1_200);
    expect(bench.devices).toEqual(['k1 no-answer', 'k2 no-answer']);
    bench.cable.stall(false);
    await bench.clock.advance(2_000);
    expect(bench.one.state.shows).toBe('12');
  });
});

describe('keypads that are polled', () => {
  it('give one press for a key held down, and a second for the next', async () => {
    const bench = new Bench(profileFrom(polledData));
    for (let time = 0; time < 2; time += 1) {
      bench.one.press('next');
      await bench.clock.advance(1_000);
      bench.one.release();
      await bench.clock.advance(500);
    }
    expect(bench.keys).toEqual(['k1 next', 'k1 next']);
    expect(bench.devices).toEqual(['k1 ok', 'k2 ok']);
  });

  it('are no answer one by one, and show again what they should when they are back', async () => {
    const bench = new Bench(profileFrom(polledData));
    bench.loop.show('k2', 'A012');
    await bench.clock.advance(1_000);
    bench.two.setFault('silent', true);
    await bench.clock.advance(2_000);
    expect(bench.devices).toEqual(['k1 ok', 'k2 ok', 'k2 no-answer']);
    bench.two.powerCycle();
    bench.two.setFault('silent', false);
    await bench.clock.advance(1_000);
    expect(bench.devices.at(-1)).toBe('k2 ok');
    expect(bench.two.state.shows).toBe('A012');
  });

  it('press no second time when an answer is lost while a key is held down', async () => {
    const bench = new Bench(profileFrom(polledData));
    bench.one.press('next');
    await bench.clock.advance(1_000);
    bench.one.setFault('silent', true);
    await bench.clock.advance(300);
    bench.one.setFault('silent', false);
    await bench.clock.advance(1_000);
    expect(bench.keys).toEqual(['k1 next']);
  });

  it('say nothing after closing', async () => {
    const bench = new Bench(profileFrom(polledData));
    bench.one.press('next');
    await bench.loop.close();
    await bench.clock.advance(60_000);
    expect([bench.keys, bench.devices]).toEqual([[], []]);
  });
});
