interface Spent { tokens: number; at: number }
const mostNames = 20_000;

/** So many at once for each name, refilled evenly: `most` in `overMs`. Who asks for no more than that never notices. Kept in memory; a restart begins anew. */
export class Allowance {
  private readonly spent = new Map<string, Spent>();
  private readonly most: number;
  private readonly perMs: number;
  constructor(most: number, overMs: number) {
    this.most = most;
    this.perMs = most / overMs;
  }

  /** Takes `cost` and returns 0, or takes nothing and returns the milliseconds until there is enough. `now`: milliseconds of a clock that only moves on. */
  waitMs(name: string, now: number, cost = 1): number {
    const before = this.spent.get(name) ?? { tokens: this.most, at: now };
    const tokens = Math.min(this.most, before.tokens + (now - before.at) * this.perMs);
    this.spent.delete(name);
    this.spent.set(name, { tokens: tokens >= cost ? tokens - cost : tokens, at: now });
    // The longest unseen come first and are full again by now, or there are too many.
    for (const [other, { tokens: left, at }] of this.spent) {
      if (this.spent.size <= mostNames && left + (now - at) * this.perMs < this.most) break;
      this.spent.delete(other);
    }
    return tokens >= cost ? 0 : Math.ceil((cost - tokens) / this.perMs);
  }
}

/** Free times may be looked at often, and not copied without end: in a minute a person sees a hundred. */
export const freeTimeAsks = (): Allowance => new Allowance(120, 60_000);

/** Bookings that one source may make: sixty an hour. */
export const bookingAsks = (): Allowance => new Allowance(60, 3_600_000);

/** Behind a private address may stand a proxy that nobody named, and with it the whole town. */
const isSharedSource = (source: string): boolean => /^(::ffff:)?(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^(::1$|f[cd])/.test(source);
/**
 * Who asks, as far as limits can tell: an IPv4 address, or the /64 network of an IPv6 address, because one household or phone has all of that and could
 * take another address for each try (RFC 6177).
 */
export const sourceOf = (address: string): string => {
  const [plain = ''] = address.split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined || !plain.includes(':')) return mapped ?? plain;
  const [head = '', tail] = plain.split('::');
  const parts = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const left = parts(head);
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - parts(tail).length);
  return `${[...left, ...Array<string>(missing).fill('0'), ...parts(tail ?? '')].slice(0, 4).map((part) => Number.parseInt(part, 16).toString(16)).join(':')}::/64`;
};
const townfold = 20;
/** What one ask of this source costs: one behind which many stand may ask twenty times as often. */
export const costFor = (source: string): number => (isSharedSource(source) ? 1 / townfold : 1);
