import { describe, expect, it } from 'vitest';
import type { DeviceReport } from '../../../contract/device-jobs.ts';
import { Scanner } from '../../../drivers/reader/scanner.ts';
import type { SimScannerOptions } from '../../../drivers/sim/sim-scanner.ts';
import { SimScanner } from '../../../drivers/sim/sim-scanner.ts';
import { MemoryCable } from '../../../drivers/transport/memory.ts';
import { HandClock } from '../hand-clock.ts';

class Bench {
  readonly clock = new HandClock();
  readonly devices: DeviceReport[] = [];
  readonly codes: string[] = [];
  readonly sent: number[] = [];
  readonly sim: SimScanner;
  readonly cable = new MemoryCable(this.clock, { onBytes: (bytes) => this.sent.push(...bytes) });
  readonly loop: Scanner;

  constructor(setup: Partial<SimScannerOptions> = {}) {
    this.sim = new SimScanner({ clock: this.clock, seed: 7, ...setup });
    this.sim.connect((bytes) => this.cable.send(bytes));
    this.loop = new Scanner({
      device: 's1', transport: this.cable, clock: this.clock,
      onDevice: (report) => this.devices.push(report), onCode: (text) => this.codes.push(text),
    });
  }
}

describe('a scanner', () => {
  it.each([['\r', 'utf8'], ['\r\n', 'gb18030'], ['', 'utf8'], ['', 'gb18030']] as const)('with suffix %j and %s gives each code once', async (suffix, encoding) => {
    const bench = new Bench({ suffix, encoding });
    await bench.clock.advance(10);
    bench.sim.scan('张三-A012');
    await bench.clock.advance(100);
    bench.sim.scan('张三-A012', 3);
    await bench.clock.advance(100);
    expect(bench.codes).toEqual(['张三-A012', '张三-A012']);
    expect(bench.devices).toEqual([{ device: 's1', state: 'ok' }]);
  });

  it('waits 50 ms for the rest of a code, and no longer', async () => {
    const bench = new Bench();
    await bench.clock.advance(10);
    bench.cable.send(Buffer.from('A0'));
    await bench.clock.advance(40);
    bench.cable.send(Buffer.from('12'));
    await bench.clock.advance(49);
    expect(bench.codes).toEqual([]);
    await bench.clock.advance(1);
    expect(bench.codes).toEqual(['A012']);
  });

  it('is never sent a byte, and nothing but codes comes of garbage', async () => {
    const bench = new Bench();
    await bench.clock.advance(10);
    bench.sim.setFault('garbage', true);
    bench.sim.scan('A012');
    await bench.clock.advance(60_000);
    bench.sim.setFault('garbage', false);
    bench.sim.scan('A013');
    await bench.clock.advance(100);
    expect(bench.codes.at(-1)).toBe('A013');
    expect(bench.sent).toEqual([]);
  });

  it('that is unplugged is a fault; half a code goes with it, and it comes back', async () => {
    const bench = new Bench();
    await bench.clock.advance(10);
    bench.cable.send(Buffer.from('A0'));
    await bench.clock.advance(1);
    bench.cable.unplug();
    await bench.clock.advance(1_000);
    expect(bench.devices.map((report) => report.fault ?? report.state)).toEqual(['offline', 'port-missing']);
    bench.cable.plug();
    await bench.clock.advance(10_000);
    bench.sim.scan('A013');
    await bench.clock.advance(100);
    expect(bench.codes).toEqual(['A013']);
    expect(bench.devices.map((report) => report.state)).toEqual(['fault', 'fault', 'unknown', 'ok']);
  });

  it('whose line takes no bytes any more is given up', async () => {
    const bench = new Bench();
    await bench.clock.advance(10);
    bench.cable.stall(true);
    await bench.clock.advance(7_100);
    expect(bench.devices).toEqual([{ device: 's1', state: 'fault', fault: 'offline' }]);
  });

  it('that was away for long and came back to stay is soon there again after the next loss', async () => {
    const bench = new Bench();
    await bench.clock.advance(10);
    bench.cable.unplug();
    await bench.clock.advance(60_000);
    bench.cable.plug();
    await bench.clock.advance(20_000);
    bench.cable.unplug();
    bench.cable.plug();
    await bench.clock.advance(600);
    bench.sim.scan('A013');
    await bench.clock.advance(100);
    expect(bench.codes).toEqual(['A013']);
  });

  it('says nothing after closing', async () => {
    const bench = new Bench({ suffix: '' });
    await bench.clock.advance(10);
    bench.sim.scan('A012');
    await bench.clock.advance(1);
    await bench.loop.close();
    await bench.clock.advance(60_000);
    expect(bench.codes).toEqual([]);
  });
});
