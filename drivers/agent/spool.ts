import type { PrintJob, PrintReport } from '../../contract/device-jobs.ts';
import type { SpoolFile } from './spool-file.ts';
import type { SpoolRecord } from './spool-records.ts';
import { readRecords, writeRecord } from './spool-records.ts';

interface Entry {
  readonly job: PrintJob;
  begun: boolean;
  report: PrintReport | null;
  acked: boolean;
}

/** Ids of finished jobs are remembered this long past their expiry, so that a late repeat is not taken for a new job. */
const rememberMs = 24 * 3_600_000;
const compactAbove = 4_000_000;

/** The agent's memory on disk: which jobs it took, which it began, what became of them, which reports the server has. */
export class Spool {
  readonly #file: SpoolFile;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  readonly #arriving = new Map<string, Promise<void>>();
  #pending: { readonly records: SpoolRecord[]; readonly done: Promise<void> } | null = null;
  #writing: Promise<void> = Promise.resolve();
  #written = 0;

  constructor(file: SpoolFile, now: () => number) {
    this.#file = file;
    this.#now = now;
  }

  /**
   * Reads what an earlier run left. Jobs it had begun and not finished become `unknown`: nobody can tell whether paper came out,
   * and none is printed a second time by itself.
   */
  async open(): Promise<void> {
    const { records, damaged } = readRecords(await this.#file.read());
    for (const record of records) this.#apply(record);
    for (const entry of this.#entries.values()) {
      if (entry.report === null && (entry.begun || damaged)) entry.report = { job: entry.job.id, state: 'unknown' };
    }
    await this.#compact();
  }

  /** Resolves once the job is on disk, at once for an id it has already taken; rejects when the disk refuses. */
  accept(job: PrintJob): Promise<void> {
    const arriving = this.#arriving.get(job.id);
    if (arriving !== undefined) return arriving;
    if (this.#entries.has(job.id)) return Promise.resolve();
    const written = this.#write({ t: 'job', job }).finally(() => this.#arriving.delete(job.id));
    this.#arriving.set(job.id, written);
    return written;
  }

  /** On disk when it resolves; the caller may then send the first byte. */
  begin(id: string): Promise<void> {
    return this.#write({ t: 'begun', id });
  }

  /** Never rejects: where the disk refuses, the report is still known here, so that the server hears what became of the paper. */
  async finish(report: PrintReport): Promise<void> {
    const record = { t: 'report', report } as const;
    await this.#write(record).catch(() => this.#apply(record));
  }

  /** The server has the report; it need not be sent again. */
  acknowledged(id: string): Promise<void> {
    return this.#write({ t: 'acked', id });
  }

  /** Jobs taken and not begun, oldest first. */
  waiting(): PrintJob[] {
    return [...this.#entries.values()].filter((entry) => !entry.begun && entry.report === null).map((entry) => entry.job);
  }

  /** Final reports the server has not acknowledged, oldest first. */
  unacknowledged(): PrintReport[] {
    return [...this.#entries.values()].flatMap((entry) => (entry.report !== null && !entry.acked ? [entry.report] : []));
  }

  reportOf(id: string): PrintReport | null {
    return this.#entries.get(id)?.report ?? null;
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file.close();
  }

  /** Records that come while the disk is busy share the next write. Memory changes only after the disk has. */
  #write(record: SpoolRecord): Promise<void> {
    if (this.#pending !== null) {
      this.#pending.records.push(record);
      return this.#pending.done;
    }
    const records = [record];
    const done = this.#writing.catch(() => undefined).then(() => this.#writeBatch(records));
    this.#pending = { records, done };
    this.#writing = done;
    return done;
  }

  async #writeBatch(records: readonly SpoolRecord[]): Promise<void> {
    this.#pending = null;
    if (this.#written > compactAbove) await this.#compact();
    const text = records.map(writeRecord).join('');
    await this.#file.append(text);
    this.#written += text.length;
    for (const record of records) this.#apply(record);
  }

  async #compact(): Promise<void> {
    const oldest = this.#now() - rememberMs;
    for (const [id, entry] of this.#entries) {
      if (entry.acked && !(Date.parse(entry.job.expiresAt) > oldest)) this.#entries.delete(id);
    }
    const text = [...this.#entries.values()].flatMap(recordsOf).map(writeRecord).join('');
    await this.#file.replace(text);
    this.#written = 0;
  }

  #apply(record: SpoolRecord): void {
    if (record.t === 'job') {
      if (!this.#entries.has(record.job.id)) this.#entries.set(record.job.id, { job: record.job, begun: false, report: null, acked: false });
      return;
    }
    const entry = this.#entries.get(record.t === 'report' ? record.report.job : record.id);
    if (entry === undefined) return;
    if (record.t === 'begun') entry.begun = true;
    else if (record.t === 'report') entry.report = record.report;
    else entry.acked = true;
  }
}

function recordsOf(entry: Entry): SpoolRecord[] {
  const id = entry.job.id;
  return [
    { t: 'job', job: entry.job },
    ...(entry.begun ? [{ t: 'begun', id } as const] : []),
    ...(entry.report === null ? [] : [{ t: 'report', report: entry.report } as const]),
    ...(entry.acked ? [{ t: 'acked', id } as const] : []),
  ];
}
