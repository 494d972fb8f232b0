import type { DeviceId, HallId } from '../domain/brands.ts';

/** What an agent said of one device since it runs; moments in ms since 1970. */
export interface DeviceSeen { readonly device: string; readonly lastSeen: number | null; readonly lastGood: number | null; readonly done: number; readonly faults: number; readonly rollMm: number | null }
export interface PluggedIn { readonly kind: 'serial' | 'printer' | 'keys'; readonly path: string }

/** How devices did and what is plugged in, by the last words of their agents. Kept in memory only: an agent that comes says it all again. */
export class DevicesSeen {
  private readonly seen = new Map<string, DeviceSeen>();
  private readonly ports = new Map<string, readonly PluggedIn[]>();

  set(hall: HallId, seen: DeviceSeen): void { this.seen.set(`${hall}|${seen.device}`, seen); }
  of(hall: HallId, device: DeviceId): DeviceSeen | null { return this.seen.get(`${hall}|${device}`) ?? null; }
  setPorts(hall: HallId, agent: DeviceId, ports: readonly PluggedIn[]): void { this.ports.set(`${hall}|${agent}`, ports); }
  portsOf(hall: HallId, agent: DeviceId): readonly PluggedIn[] { return this.ports.get(`${hall}|${agent}`) ?? []; }
}
