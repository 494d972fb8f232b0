import type { AgentView, DeviceHealth, DeviceReport, Paper, PortSeen, PrintJob, PrintReport } from '../../contract/device-jobs.ts';
import type { Cancel, Clock } from '../device/clock.ts';
import type { Driven, PrinterEntry, SimulatedLines } from '../registry.ts';
import { drivePrinter } from '../registry.ts';
import type { Acceptance, AgentLink } from './agent-link.ts';
import type { RollBook } from './roll-file.ts';
import type { SpoolFile } from './spool-file.ts';
import { Spool } from './spool.ts';
import { StateTeller } from './tell-state.ts';
import { WiredDevices } from './wired-devices.ts';

export interface AgentOptions {
  readonly link: AgentLink;
  readonly spool: SpoolFile;
  /** Should follow the server's clock where the two may differ: jobs expire by it. */
  readonly clock: Clock;
  /** Null where `sim:` printers are not offered. */
  readonly simulators: SimulatedLines | null;
  /** What is plugged in; left out where nobody looks. */
  readonly ports?: () => Promise<readonly PortSeen[]>;
  /** Left out: forgotten with the program. */
  readonly rolls?: RollBook;
}

export interface Agent {
  /** Stops taking jobs, lets those in hand end, closes the spool. Jobs not begun stay in the spool. */
  close(): Promise<void>;
}

/** How long an unacknowledged report rests before it is sent again on a link that stays up. */
const resendMs = 10_000;
const forgetful: RollBook = { read: () => ({}), write: () => undefined };

/** Runs the devices of one agent. Rejects when the spool cannot be read or written. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const spool = new Spool(options.spool, () => options.clock.now());
  await spool.open();
  const running = new RunningAgent(options, spool);
  running.listen();
  return running;
}

interface Held { readonly entry: PrinterEntry; readonly driven: Driven; report: DeviceReport }

class RunningAgent implements Agent {
  readonly #options: AgentOptions;
  readonly #spool: Spool;
  readonly #printers = new Map<string, Held>();
  readonly #inHand = new Map<string, Promise<void>>();
  readonly #sending = new Set<string>();
  /** What was said of each device on this line. A hall of sixty devices that said everything again at every change would be cut off for talking too much. */
  readonly #told = new Map<string, string>();
  readonly #wired: WiredDevices;
  readonly #state: StateTeller;
  readonly #rolls: RollBook;
  #slips: ReadonlyMap<string, Paper> = new Map();
  #viewSeen = false;
  #closed = false;
  #cancelResend: Cancel = () => undefined;

  constructor(options: AgentOptions, spool: Spool) {
    this.#options = options;
    this.#spool = spool;
    const { link, clock, simulators } = options;
    this.#wired = new WiredDevices({
      clock, simulators,
      onDevice: (report) => this.#tell(report),
      onShown: (shown) => link.sendShown(shown),
      onKey: (device, key) => void link.press({ device, key }).then((answer) => (answer === null ? undefined : this.#wired.show(device, answer.shows))),
      onCard: (device, { number, birth }) => link.sendCard({ device, number, birth }),
      onUnread: (device) => link.sendUnread({ device }),
      onCode: (device, text) => link.sendCode({ device, text }),
    });
    this.#rolls = options.rolls ?? forgetful;
    this.#state = new StateTeller({ clock, link, health: () => this.#health(), ports: options.ports ?? (async () => []), rolls: this.#rolls });
  }

  listen(): void {
    this.#options.link.onPrint((job) => this.#take(job));
    this.#options.link.onView((view, fresh) => this.#see(view, fresh));
    this.#resendLater();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelResend();
    this.#state.close();
    await this.#wired.close();
    await Promise.all([...this.#printers.values()].map((held) => (held.driven.ok ? held.driven.loop.close() : undefined)));
    await Promise.all(this.#inHand.values());
    await this.#spool.close();
  }

  async #take(job: PrintJob): Promise<Acceptance> {
    if (this.#closed) return { ok: false, fault: 'offline' };
    if (Number.isNaN(Date.parse(job.expiresAt))) return { ok: false, fault: 'bad-job' };
    try {
      await this.#spool.accept(job);
    } catch {
      return { ok: false, fault: 'printer-error' };
    }
    const report = this.#spool.reportOf(job.id);
    if (report !== null) void this.#send(report);
    else this.#start(job);
    return { ok: true };
  }

  #see(view: AgentView, fresh: boolean): void {
    if (this.#closed) return;
    this.#viewSeen = true;
    this.#slips = new Map(view.printers.flatMap(({ id, slip }) => (slip === undefined ? [] : [[id, slip] as const])));
    this.#dropStrangers(view);
    for (const entry of view.printers) if (!this.#printers.has(entry.id)) this.#hold(entry);
    this.#wired.see(view);
    if (fresh) this.#told.clear();
    if (fresh) this.#state.again();
    if (fresh) for (const shown of this.#wired.shown) this.#options.link.sendShown(shown);
    for (const report of [...[...this.#printers.values()].map((held) => held.report), ...this.#wired.reports]) if (this.#told.get(report.device) !== JSON.stringify(report)) this.#tell(report);
    for (const job of this.#spool.waiting()) this.#start(job);
    this.#resend();
  }

  #tell(report: DeviceReport): void {
    this.#told.set(report.device, JSON.stringify(report));
    this.#options.link.sendDevice(report);
  }

  #health(): readonly DeviceHealth[] {
    return [...[...this.#printers.values()].flatMap(({ driven }) => (driven.ok ? [driven.loop.health] : [])), ...this.#wired.health];
  }

  /** A printer that left the view or is reached in another way gets a new loop; jobs waiting for it are looked at again. */
  #dropStrangers(view: AgentView): void {
    for (const [id, held] of this.#printers) {
      const entry = view.printers.find((printer) => printer.id === id);
      if (entry?.connection === held.entry.connection && entry.profile === held.entry.profile) continue;
      this.#printers.delete(id);
      if (held.driven.ok) void held.driven.loop.close();
    }
  }

  #hold(entry: PrinterEntry): void {
    const { clock, simulators } = this.#options;
    const heard = (report: DeviceReport): void => {
      if (this.#printers.get(entry.id) !== held) return;
      held.report = report;
      this.#tell(report);
    };
    const driven = drivePrinter(entry, { clock, simulators, onDevice: heard, rollMm: this.#rolls.read()[entry.id] ?? 0, slip: () => this.#slips.get(entry.id) ?? null });
    const report: DeviceReport = driven.ok ? driven.loop.report : { device: entry.id, state: 'fault', fault: driven.fault };
    const held: Held = { entry, driven, report };
    this.#printers.set(entry.id, held);
  }

  /** Before the first view nobody knows the printers, so jobs left by an earlier run wait for it. */
  #start(job: PrintJob): void {
    if (this.#closed || !this.#viewSeen || this.#inHand.has(job.id)) return;
    const work = this.#run(job).catch(() => undefined).finally(() => this.#inHand.delete(job.id));
    this.#inHand.set(job.id, work);
  }

  async #run(job: PrintJob): Promise<void> {
    const held = this.#printers.get(job.printer);
    const report = held?.driven.ok === true
      ? await held.driven.loop.print(job, () => this.#begin(job))
      : this.#unreachable(job, held);
    // A loop that was closed hands back what it did not begin; such a job stays in the spool for the next one.
    const leftover = report.state === 'not-printed' && (this.#closed || this.#printers.get(job.printer) !== held);
    if (leftover && !this.#closed) return this.#run(job);
    if (leftover) return;
    await this.#spool.finish(report);
    void this.#send(report);
  }

  #unreachable(job: PrintJob, held: Held | undefined): PrintReport {
    const expired = this.#options.clock.now() >= Date.parse(job.expiresAt);
    const fault = expired ? 'expired' : held?.driven.ok === false ? held.driven.fault : 'bad-job';
    return { job: job.id, state: 'not-printed', fault };
  }

  async #begin(job: PrintJob): Promise<void> {
    await this.#spool.begin(job.id);
    void this.#options.link.sendReport({ job: job.id, state: 'printing' }).catch(() => false);
  }

  async #send(report: PrintReport): Promise<void> {
    if (this.#closed || this.#sending.has(report.job)) return;
    this.#sending.add(report.job);
    try {
      if ((await this.#options.link.sendReport(report)) && !this.#closed) await this.#spool.acknowledged(report.job);
    } catch {
      // The report stays in the spool and goes out again with the next view or round.
    } finally {
      this.#sending.delete(report.job);
    }
  }

  #resend(): void {
    for (const report of this.#spool.unacknowledged()) void this.#send(report);
  }

  #resendLater(): void {
    this.#cancelResend = this.#options.clock.after(resendMs, () => {
      this.#resend();
      this.#resendLater();
    });
  }
}
