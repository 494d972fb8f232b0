import type { DeviceFault, DeviceHealth, DeviceReport, Paper, PrintJob, PrintReport } from '../../contract/device-jobs.ts';
import type { Cancel, Clock } from '../device/clock.ts';
import { within } from '../device/clock.ts';
import { Condition } from '../device/condition.ts';
import { LineKeeper } from '../device/line-keeper.ts';
import type { Transport, Wire } from '../transport/transport.ts';
import type { PrinterStatus } from './escpos-status.ts';
import { autoStatusRequest, inLinePaperRequest } from './escpos-status.ts';
import type { PrinterProfile } from './profiles.ts';
import type { StatusTimings } from './status-line.ts';
import { PaperRoll } from './paper-roll.ts';
import { StatusLine } from './status-line.ts';
import { ticketBytes } from './ticket-bytes.ts';

export interface PrintTimings extends StatusTimings {
  /** Granted for a whole ticket beyond what the line itself needs. */
  readonly writeMs: number;
  /** From the last byte to the answer behind the cut: heating, feeding and cutting included. */
  readonly confirmMs: number;
  /** Between two looks at an idle printer. */
  readonly pollMs: number;
}
const usualTimings: PrintTimings = { answerMs: 1_000, quietMs: 300, settleMs: 3_000, writeMs: 5_000, confirmMs: 8_000, pollMs: 5_000 };

/**
 * A picture whose end was lost swallows whatever comes, questions too, until its bytes are all there; a printer would seem dead for hours.
 * NUL ends it and prints nothing by itself. The QR code of a ticket is 2 to 8 kB.
 */
const pictureEnd = new Uint8Array(8_192);
const mostEnds = 3;
/** A slip that could not be printed by then is not missed. */
const slipMs = 60_000;

export interface PrintLoopOptions {
  readonly device: string;
  readonly profile: PrinterProfile;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Called when the printer's condition changed, never twice with the same one. */
  readonly onDevice: (report: DeviceReport) => void;
  readonly timings?: Partial<PrintTimings>;
  /** Of the roll that is in, used before this program began, mm. */
  readonly rollMm?: number;
  /** Tried out on a new roll: whether it is the right way round nobody but a person can see. */
  readonly slip?: () => Paper | null;
}

/**
 * One printer: its jobs one after the other, its condition in between. A job is begun once at most; what became of it is said as
 * far as the printer's own answers go (`printed`, `sent`, `not-printed`) and `unknown` for the rest.
 */
export class PrintLoop {
  readonly #options: PrintLoopOptions;
  readonly #timings: PrintTimings;
  readonly #keeper: LineKeeper;
  readonly #line: StatusLine;
  readonly #condition: Condition;
  readonly #roll: PaperRoll;
  /** Characters of the last paper are in no font that it or we have. */
  #replaced = false;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  /** An answer to an earlier in-line question may still come: true at first, because an earlier run may have left one. */
  #unsettled = true;
  /** How often a silent printer may still be sent the end of a picture: an earlier run, too, may have been cut short. */
  #endsLeft = mostEnds;
  #cancelPoll: Cancel = () => undefined;
  #closed = false;

  constructor(options: PrintLoopOptions) {
    this.#options = options;
    this.#timings = { ...usualTimings, ...options.timings };
    this.#condition = new Condition(options.device, options.clock, options.onDevice);
    this.#roll = new PaperRoll(options.rollMm ?? 0);
    this.#line = new StatusLine(options.clock, options.profile, this.#timings, (status) => this.#heard(status));
    this.#keeper = new LineKeeper(options.transport, options.clock, {
      onData: (bytes) => this.#line.feed(bytes),
      onUp: () => this.#up(),
      onDown: (fault) => this.#down(fault),
    });
    void this.#keeper.ensure();
    this.#pollLater();
  }

  get health(): DeviceHealth {
    return { ...this.#condition.health, rollMm: this.#roll.mm };
  }

  /** As last confirmed. */
  get report(): DeviceReport {
    return this.#condition.report;
  }

  /**
   * `begun` is awaited right before the first byte and must have written "begun" to disk when it resolves; if it rejects nothing
   * is sent. Resolves with the job's last state; never rejects.
   */
  print(job: PrintJob, begun: () => Promise<void>): Promise<PrintReport> {
    return this.#inTurn(() => this.#printOne(job, begun));
  }

  /** The job in hand is brought to its end first (seconds); jobs still waiting end `not-printed`. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#condition.close();
    this.#cancelPoll();
    await this.#turn;
    await this.#keeper.close();
  }

  async #printOne(job: PrintJob, begun: () => Promise<void>): Promise<PrintReport> {
    const notPrinted = (fault: DeviceFault): PrintReport => ({ job: job.id, state: 'not-printed', fault });
    const expiry = Date.parse(job.expiresAt);
    const ticket = ticketBytes(job.paper, this.#options.profile);
    if (Number.isNaN(expiry) || !ticket.ok) return notPrinted('bad-job');
    if (this.#options.clock.now() >= expiry) return notPrinted('expired');
    if (this.#closed) return notPrinted('offline');
    const opening = await this.#keeper.ensure();
    if (!opening.ok) return notPrinted(opening.fault);
    const fault = await this.#faultBefore(opening.wire);
    if (fault !== null) return notPrinted(fault);
    if (this.#options.clock.now() >= expiry) return notPrinted('expired');
    try {
      await begun();
    } catch {
      return notPrinted('printer-error');
    }
    const end = await this.#put(opening.wire, ticket.bytes);
    this.#roll.use(ticket.lengthMm);
    if (end.state === 'printed' || end.state === 'sent') this.#condition.good();
    this.#replaced = ticket.replaced.length > 0;
    if (this.#replaced && this.#condition.report.state === 'ok') this.#condition.set({ state: 'warning', warning: 'characters-replaced' });
    return { job: job.id, ...end };
  }

  /** What keeps the printer from beginning; a model that cannot answer is taken to be ready. */
  async #faultBefore(wire: Wire): Promise<DeviceFault | null> {
    if (!this.#options.profile.answersStatus) return null;
    const status = await this.#look(wire);
    if (status === null) return 'no-answer';
    if (status.fault !== null) return status.fault;
    if (!this.#unsettled) return null;
    if (!(await this.#line.settle(wire))) return 'no-answer';
    this.#unsettled = false;
    return null;
  }

  /** From here on bytes are on their way, so nothing but the printer's own word leads back from `unknown`. */
  async #put(wire: Wire, bytes: Uint8Array): Promise<Omit<PrintReport, 'job'>> {
    if (!this.#options.profile.answersStatus) return this.#putBlind(wire, bytes);
    const confirmed = this.#line.inLineAnswer();
    const outcome = await wire.write(Buffer.concat([bytes, inLinePaperRequest]), this.#timings.writeMs);
    if (outcome !== 'written') {
      this.#unsettled = true;
      this.#endsLeft = mostEnds;
      return this.#giveUp(wire, outcome);
    }
    const answer = await within(this.#options.clock, this.#timings.confirmMs, confirmed, null);
    this.#unsettled = answer === null;
    if (answer === null) this.#endsLeft = mostEnds;
    const status = await this.#look(wire);
    if (answer !== null && status !== null && status.fault === null) return { state: 'printed' };
    return { state: 'unknown', fault: status?.fault ?? 'no-answer' };
  }

  async #putBlind(wire: Wire, bytes: Uint8Array): Promise<Omit<PrintReport, 'job'>> {
    const outcome = await wire.write(bytes, this.#timings.writeMs);
    return outcome === 'written' ? { state: 'sent' } : this.#giveUp(wire, outcome);
  }

  async #giveUp(wire: Wire, outcome: 'stalled' | 'closed'): Promise<Omit<PrintReport, 'job'>> {
    const fault = outcome === 'stalled' ? 'no-answer' : 'offline';
    await this.#keeper.drop(wire, fault);
    return { state: 'unknown', fault };
  }

  /** Asks for the status and shows it. A printer that stays silent is given up, because a vanished port looks just like that. */
  async #look(wire: Wire): Promise<PrinterStatus | null> {
    const status = (await this.#line.status(wire)) ?? (await this.#afterPictureEnd(wire));
    if (status === null) await this.#keeper.drop(wire, 'no-answer');
    else {
      this.#keeper.steady();
      this.#show(status);
      // Not while it waits for a person: it would only pile up in the buffer of a printer that has stopped.
      if (this.#options.profile.speaksUp && status.fault === null) await wire.write(autoStatusRequest, this.#timings.answerMs);
    }
    return status;
  }

  async #afterPictureEnd(wire: Wire): Promise<PrinterStatus | null> {
    if (this.#endsLeft === 0) return null;
    this.#endsLeft -= 1;
    return (await wire.write(pictureEnd, this.#timings.writeMs)) === 'written' ? this.#line.status(wire) : null;
  }

  /** Nothing is lost with a slip, so it is in no spool. */
  #tryOut(): void {
    const paper = this.#options.slip?.() ?? null;
    if (paper === null || this.#closed) return;
    const job: PrintJob = { id: 'slip', printer: this.#options.device, kind: 'test', expiresAt: new Date(this.#options.clock.now() + slipMs).toISOString(), paper };
    void this.print(job, () => Promise.resolve());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const result = this.#turn.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #pollLater(): void {
    if (!this.#options.profile.answersStatus || this.#closed) return;
    this.#cancelPoll = this.#options.clock.after(this.#timings.pollMs, () => {
      this.#pollNow();
      this.#pollLater();
    });
  }

  #pollNow(): void {
    if (this.#waiting > 0 || this.#closed) return;
    void this.#inTurn(async () => {
      const wire = this.#closed ? null : this.#keeper.wire;
      if (wire !== null) await this.#faultBefore(wire);
    });
  }

  #up(): void {
    if (this.#options.profile.answersStatus) return this.#pollNow();
    this.#keeper.steady();
    this.#condition.set({ state: 'unknown' });
  }

  #down(fault: DeviceFault): void {
    this.#line.lost();
    this.#condition.set({ state: 'fault', fault });
  }

  /** Automatic status while a job runs only tells what the job's own questions will tell. */
  #heard(status: PrinterStatus): void {
    if (this.#waiting === 0) this.#show(status);
  }

  #show(status: PrinterStatus): void {
    if (this.#roll.changed(status)) this.#tryOut();
    if (status.fault !== null) this.#condition.set({ state: 'fault', fault: status.fault });
    else if (status.paperLow) this.#condition.set({ state: 'warning', warning: 'paper-low' });
    else if (this.#replaced) this.#condition.set({ state: 'warning', warning: 'characters-replaced' });
    else this.#condition.set({ state: 'ok' });
  }
}
