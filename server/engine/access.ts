import type { CounterId, DeviceId, HallId, StaffNumber } from '../domain/brands.ts';
import type { IntegrationScope } from '../domain/booking-config.ts';
import type { Role, StaffConfig } from '../domain/hall-config.ts';
import type { AccessStore, DeviceSession, PairedDevice } from '../store/store.ts';
import { sourceOf } from './allowance.ts';
import { AttemptLimit } from './attempt-limit.ts';
import { freshCode, freshToken, tokenHash } from './fresh-values.ts';
import type { HallEngine } from './hall-engine.ts';
import { pinMatches } from './pin-hash.ts';
import type { ProcessClock } from './process-clock.ts';

/** Who sends a request, as far as a token proves it. */
export type Caller =
  | { readonly kind: 'staff'; readonly hall: HallId; readonly number: StaffNumber; readonly roles: readonly Role[] }
  | { readonly kind: 'device'; readonly hall: HallId; readonly device: DeviceId | null; readonly use: 'kiosk' | 'display' | 'agent'; readonly counter: CounterId | null; readonly tokenHash: string }
  | { readonly kind: 'integration'; readonly hall: HallId; readonly id: string; readonly scopes: readonly IntegrationScope[]; readonly perMinute: number }
  | { readonly kind: 'anyone' };
/** The one counter a paired screen belongs to: by its code, else by the hall file; null when it may choose. */
export const counterOfScreen = (engine: HallEngine, caller: Caller): CounterId | null => {
  if (caller.kind !== 'device') return null;
  const device = caller.device === null ? undefined : engine.hall.catalogue.devices.get(caller.device);
  return caller.counter ?? (device?.kind === 'display' ? (device.counter ?? null) : null);
};
export type AccessFailure = { readonly failure: 'wrong-pin' | 'wrong-code' | 'demo-only-here' } | { readonly failure: 'unknown-device' | 'device-needed'; readonly about: string } | { readonly failure: 'too-many-attempts'; readonly waitMs: number };
export interface SignedIn { readonly token: string; readonly hall: HallId; readonly staff: StaffConfig }
export interface Paired { readonly token: string; readonly device: DeviceSession }

const sessionMs = 12 * 3_600_000;
const cacheMost = 5_000;
const demoCodes: Readonly<Record<string, DeviceSession['kind']>> = { 'demo-kiosk': 'kiosk', 'demo-display': 'display', 'demo-agent': 'agent' };

/** Sign-in of staff and pairing of devices. Tokens leave once and are kept as hashes only. */
export class Access {
  private readonly limit = new AttemptLimit();
  private readonly ended = new Set<(tokenHash: string) => void>();
  private readonly cache = new Map<string, { readonly caller: Caller; readonly until: number }>();
  private readonly store: AccessStore;
  private readonly halls: ReadonlyMap<HallId, HallEngine>;
  private readonly clock: ProcessClock;

  constructor(store: AccessStore, halls: ReadonlyMap<HallId, HallEngine>, clock: ProcessClock) {
    this.store = store;
    this.halls = halls;
    this.clock = clock;
    // Who was removed or lost a role by a new hall file is no longer who they were, at once.
    for (const engine of halls.values()) engine.onCommit((entries) => { if (entries.some((e) => e.event.type === 'configured')) this.cache.clear(); });
  }

  private find(number: string): { readonly engine: HallEngine; readonly staff: StaffConfig } | null {
    for (const engine of this.halls.values()) {
      const staff = engine.hall.catalogue.staff.get(number as StaffNumber);
      if (staff !== undefined) return { engine, staff };
    }
    return null;
  }

  /** `here`: peer and Host are loopback and nothing was forwarded. Demo PINs are refused elsewhere before any hashing. */
  async signIn(number: string, pin: string, source: string, here: boolean): Promise<SignedIn | AccessFailure> {
    const names = [`staff:${number}`, `source:${sourceOf(source)}`];
    const waitMs = this.limit.waitMs(names, this.clock.mono());
    if (waitMs > 0) return { failure: 'too-many-attempts', waitMs };
    const found = this.find(number);
    const demo = found?.staff.demoPin;
    if (demo !== undefined && !here) return { failure: 'demo-only-here' };
    const good = demo !== undefined ? demo === pin : await pinMatches(pin, found?.staff.pinHash ?? null);
    // Many guesses sent at once all began before the first of them failed; none of them may learn anything by that.
    const meanwhileMs = this.limit.waitMs(names, this.clock.mono());
    if (meanwhileMs > 0) return { failure: 'too-many-attempts', waitMs: meanwhileMs };
    if (!good || found === null) {
      this.limit.failed(names, this.clock.mono());
      return { failure: 'wrong-pin' };
    }
    this.limit.succeeded(names);
    const token = freshToken();
    await this.store.saveSession(tokenHash(token), { hall: found.engine.id, number: found.staff.number, expiresAt: this.clock.wall() + sessionMs });
    return { token, hall: found.engine.id, staff: found.staff };
  }

  async signOut(token: string): Promise<void> {
    await this.store.dropSession(tokenHash(token));
    this.end(tokenHash(token));
  }
  private end(hash: string): void {
    this.cache.delete(hash);
    for (const listener of this.ended) listener(hash);
  }
  /** Milliseconds until the session of this token ends by itself; 0 when there is none. */
  async sessionLeftMs(token: string): Promise<number> {
    const session = await this.store.findSession(tokenHash(token));
    return session === null ? 0 : Math.max(0, session.expiresAt - this.clock.wall());
  }
  /** Called after somebody signed out or a pairing was taken back, with the hash of the token. */
  onEnded(listener: (tokenHash: string) => void): void { this.ended.add(listener); }

  /** `device` names which kiosk or printer box this is, where the code leaves it open. */
  async pair(code: string, device: string | null, source: string, here: boolean): Promise<Paired | AccessFailure> {
    const names = [`pair:${sourceOf(source)}`];
    const waitMs = this.limit.waitMs(names, this.clock.mono());
    if (waitMs > 0) return { failure: 'too-many-attempts', waitMs };
    // Codes are typed on keypads that know capitals only.
    const typed = code.trim().toUpperCase();
    const demo = this.demoDevice(typed.toLowerCase(), device);
    if (demo !== null && !here) return { failure: 'demo-only-here' };
    const taken = demo === null ? await this.store.takePairing(tokenHash(typed), this.clock.wall()) : null;
    const pairing = demo ?? taken;
    if (pairing === null) {
      this.limit.failed(names, this.clock.mono());
      return { failure: 'wrong-code' };
    }
    this.limit.succeeded(names);
    const which = this.whichDevice(pairing, device);
    if ('failure' in which) {
      // The code was right; it stays good for whoever says which device this is.
      if (taken !== null) await this.store.savePairing(tokenHash(typed), taken);
      return which;
    }
    const token = freshToken();
    const session: DeviceSession = { hall: pairing.hall, device: which.device, kind: pairing.kind, counter: pairing.counter };
    await this.store.saveDevice(tokenHash(token), session, this.clock.wall());
    return { token, device: session };
  }

  /** A code made for one device means that one. An open code means the one named, else the only one there is; a display needs no place in the hall file. */
  private whichDevice(pairing: DeviceSession, named: string | null): { readonly device: DeviceId | null } | AccessFailure {
    if (pairing.device !== null) return { device: pairing.device };
    const ids = (this.halls.get(pairing.hall)?.hall.catalogue.config.devices ?? []).flatMap((d) => (d.kind === pairing.kind ? [d.id] : []));
    const given = ids.find((id) => id === named);
    if (given !== undefined) return { device: given };
    if (pairing.kind === 'display' && (named === null || pairing.counter !== null)) return { device: null };
    if (named !== null) return { failure: 'unknown-device', about: named };
    const [only] = ids;
    return only !== undefined && ids.length === 1 ? { device: only } : { failure: 'device-needed', about: ids.join(', ') };
  }

  private demoDevice(code: string, device: string | null): DeviceSession | null {
    const kind = demoCodes[code];
    const engine = [...this.halls.values()].find((e) => e.hall.catalogue.config.staff.some((s) => s.demoPin !== undefined));
    if (kind === undefined || engine === undefined) return null;
    const devices = engine.hall.catalogue.config.devices.filter((d) => d.kind === kind);
    const chosen = devices.find((d) => d.id === device) ?? (kind === 'display' ? undefined : devices[0]);
    return { hall: engine.id, device: chosen?.id ?? null, kind, counter: null };
  }

  /** A code for a new device: works once, for 10 min. */
  async newPairing(pairing: DeviceSession): Promise<string> {
    const code = freshCode();
    await this.store.savePairing(tokenHash(code), { ...pairing, expiresAt: this.clock.wall() + 600_000 });
    return code;
  }

  /** The paired devices of a hall, the latest first. */
  pairings(hall: HallId): Promise<readonly PairedDevice[]> { return this.store.listDevices(hall); }
  /** Takes a pairing back: its token proves nothing any more. */
  async unpair(hash: string): Promise<void> {
    await this.store.dropDevice(hash);
    this.end(hash);
  }

  async caller(token: string): Promise<Caller> {
    const hash = tokenHash(token);
    const now = this.clock.wall();
    const cached = this.cache.get(hash);
    if (cached !== undefined && cached.until > now) return cached.caller;
    const session = await this.store.findSession(hash);
    const device = session === null ? await this.store.findDevice(hash) : null;
    const staff = session === null || session.expiresAt <= now ? undefined : this.halls.get(session.hall)?.hall.catalogue.staff.get(session.number);
    const caller: Caller = staff !== undefined && session !== null ? { kind: 'staff', hall: session.hall, number: staff.number, roles: staff.roles }
      : device !== null ? { kind: 'device', hall: device.hall, device: device.device, use: device.kind, counter: device.counter, tokenHash: hash } : this.integration(hash);
    if (caller.kind === 'anyone') return caller;
    if (this.cache.size >= cacheMost) this.cache.clear();
    this.cache.set(hash, { caller, until: Math.min(now + 60_000, session?.expiresAt ?? Infinity) });
    return caller;
  }
  /** A program's key stands in the hall file as a hash. */
  private integration(hash: string): Caller {
    for (const [hall, engine] of this.halls) {
      const found = engine.hall.catalogue.config.integrations?.find((one) => one.keyHash === hash);
      if (found !== undefined) return { kind: 'integration', hall, id: found.id, scopes: found.scopes, perMinute: found.perMinute };
    }
    return { kind: 'anyone' };
  }
  private readonly spent = new Map<string, { readonly minute: number; count: number }>();
  /** Counts a request of a program; false when it has used up this minute's. */
  maySpend(caller: Extract<Caller, { readonly kind: 'integration' }>): boolean {
    const minute = Math.floor(this.clock.mono() / 60_000);
    const key = `${caller.hall}|${caller.id}`;
    const before = this.spent.get(key);
    const now = before?.minute === minute ? before : { minute, count: 0 };
    now.count += 1;
    this.spent.set(key, now);
    return now.count <= caller.perMinute;
  }

  /** Slows down guessing of ticket tokens from one source, without slowing anybody who holds a right one. */
  get guesses(): AttemptLimit { return this.limit; }
}
