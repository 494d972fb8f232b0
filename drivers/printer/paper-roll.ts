import type { PrinterStatus } from './escpos-status.ts';

/** The roll of one printer: how much of it is used, and whether it was changed. */
export class PaperRoll {
  /** Paper used since the last change, mm; an estimate. */
  #mm: number;
  #worn = false;
  #opened = false;

  constructor(mm: number) {
    this.#mm = mm;
  }

  get mm(): number {
    return Math.round(this.#mm);
  }

  use(mm: number): void {
    this.#mm += mm;
  }

  /** True when this says that a new roll is in: paper was low or out, somebody opened the printer, and nothing is low any more. */
  changed({ fault, paperLow }: PrinterStatus): boolean {
    const out = fault === 'paper-out' || fault === 'paper-out-or-cover';
    this.#worn ||= paperLow || out;
    this.#opened ||= out || fault === 'cover-open';
    if (fault !== null) return false;
    const isNew = this.#worn && this.#opened && !paperLow;
    this.#opened = false;
    if (!paperLow) this.#worn = false;
    if (isNew) this.#mm = 0;
    return isNew;
  }
}
