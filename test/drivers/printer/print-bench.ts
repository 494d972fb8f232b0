import type { DeviceReport, PrintReport } from '../../../contract/device-jobs.ts';
import { PrintLoop } from '../../../drivers/printer/print-loop.ts';
import { SimPrinter } from '../../../drivers/sim/sim-printer.ts';
import { MemoryCable } from '../../../drivers/transport/memory.ts';
import { HandClock } from '../hand-clock.ts';
import { jobWith, profileOf } from '../papers.ts';

/** One printer at the end of a cable, and the loop that drives it. */
export class Bench {
  readonly clock = new HandClock();
  readonly devices: DeviceReport[] = [];
  readonly sent: number[] = [];
  readonly sim: SimPrinter;
  readonly cable: MemoryCable;
  readonly loop: PrintLoop;
  begun: string[] = [];

  constructor(profile = 'epson-tm-80') {
    this.sim = new SimPrinter({ profile: profileOf(profile), clock: this.clock, seed: 7 });
    this.cable = new MemoryCable(this.clock, { onBytes: (bytes) => {
      this.sent.push(...bytes);
      this.sim.receive(bytes);
    } });
    this.sim.connect((bytes) => this.cable.send(bytes));
    this.loop = new PrintLoop({ device: 'p1', profile: profileOf(profile), transport: this.cable, clock: this.clock, onDevice: (report) => this.devices.push(report) });
  }

  print(id = 'A001', change = {}): Promise<PrintReport> {
    return this.clock.until(this.start(id, change));
  }

  start(id = 'A001', change = {}): Promise<PrintReport> {
    return this.loop.print(jobWith(id, this.clock.now(), change), async () => {
      this.begun.push(id);
    });
  }

  get onPaper(): number {
    return this.sim.cutCount;
  }
}
