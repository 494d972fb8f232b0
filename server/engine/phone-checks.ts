import { randomInt, timingSafeEqual } from 'node:crypto';
import type { HallId } from '../domain/brands.ts';
import { Allowance, costFor, sourceOf } from './allowance.ts';
import type { ProcessClock } from './process-clock.ts';

interface Check { readonly code: string; readonly until: number; readonly wrong: Set<string> }
const goodForMs = 15 * 60_000;
const againMs = 60_000;
const mostTries = 5;
const mostKept = 20_000;
const hourMs = 3_600_000;
/** So many codes to one number, and for one source, in an hour: a message costs money, and nobody's phone is to be flooded. */
const perPhone = 4;
const perSource = 20;

/** Codes sent to phones, to know that a number is its holder's. Never stored: after a restart people ask for another. */
export class PhoneChecks {
  private readonly checks = new Map<string, Check>();
  private readonly phones = new Allowance(perPhone, hourMs);
  private readonly sources = new Allowance(perSource, hourMs);
  private readonly clock: Pick<ProcessClock, 'mono'>;
  constructor(clock: Pick<ProcessClock, 'mono'>) { this.clock = clock; }

  /** A fresh six-digit code for a number, in place of an earlier one; null when one was sent within the last minute; or how long until one may be asked for, in ms. */
  ask(hall: HallId, phone: string, source: string): { readonly code: string | null } | { readonly waitMs: number } {
    const now = this.clock.mono();
    const before = this.checks.get(`${hall}|${phone}`);
    if (before !== undefined && before.until - goodForMs + againMs > now) return { code: null };
    const waitMs = this.sources.waitMs(sourceOf(source), now, costFor(source)) || this.phones.waitMs(`${hall}|${phone}`, now);
    if (waitMs > 0) return { waitMs };
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    this.checks.delete(`${hall}|${phone}`);
    this.checks.set(`${hall}|${phone}`, { code, until: now + goodForMs, wrong: new Set() });
    for (const [key, { until }] of this.checks) {
      if (this.checks.size <= mostKept && until > now) break;
      this.checks.delete(key);
    }
    return { code };
  }

  /** Whether this is the code that was sent to the number: five tries, fifteen minutes. A right one stays good, because a booking may be sent again; for the same reason the same wrong one counts once, which tells a guesser nothing new. */
  proves(hall: HallId, phone: string, code: string): boolean {
    const check = this.checks.get(`${hall}|${phone}`);
    if (check === undefined || check.until <= this.clock.mono() || check.wrong.size >= mostTries) return false;
    const right = /^\d{6}$/.test(code) && timingSafeEqual(Buffer.from(code), Buffer.from(check.code));
    if (!right) check.wrong.add(code.slice(0, 7));
    return right;
  }
}
