import { describe, expect, it } from 'vitest';
import { Bench } from './print-bench.ts';

describe('a printer that was cut off in the middle of a picture', () => {
  it('is given the end of it, answers again and prints', async () => {
    const bench = new Bench('xprinter-80');
    bench.sim.receive(Uint8Array.of(0x1d, 0x76, 0x30, 0, 40, 0, 200, 0, 0xff));
    await bench.clock.advance(15_000);
    expect(bench.devices.at(-1)).toEqual({ device: 'p1', state: 'ok' });
    expect(await bench.print()).toEqual({ job: 'A001', state: 'printed' });
  });

  it('is not fed for ever where it is only off', async () => {
    const bench = new Bench('xprinter-80');
    bench.sim.setFault('silent', true);
    await bench.clock.advance(600_000);
    expect(bench.sent.filter((byte) => byte === 0).length).toBeLessThan(4 * 8_192);
  });
});
