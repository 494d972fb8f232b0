import type { DeviceId, HallId, Instant } from '../domain/brands.ts';

/** A device that somebody at the page tries out. `state` of a printer as of any paper; of a board it is `shown` while the picture to look at is wanted. */
export interface DeviceTest { readonly job: string; readonly at: Instant; readonly state: 'issued' | 'printing' | 'printed' | 'sent' | 'not-printed' | 'unknown' | 'shown'; readonly fault: string | null }
/** So long a board shows its test picture. */
export const boardTestMs = 10_000;

/** Tests of devices, the last one of each. Nothing of them is stored. */
export class DeviceTests {
  private readonly last = new Map<string, DeviceTest>();
  private readonly listeners = new Set<(hall: HallId, device: DeviceId, test: DeviceTest) => void>();

  onAsk(listener: (hall: HallId, device: DeviceId, test: DeviceTest) => void): void { this.listeners.add(listener); }
  of(hall: HallId, device: DeviceId): DeviceTest | null { return this.last.get(`${hall}|${device}`) ?? null; }
  ask(hall: HallId, device: DeviceId, test: DeviceTest): void {
    this.last.set(`${hall}|${device}`, test);
    for (const listener of this.listeners) listener(hall, device, test);
  }
  /** What became of a test; of earlier ones nothing is kept. */
  report(hall: HallId, job: string, state: DeviceTest['state'], fault: string | null): void {
    for (const [key, test] of this.last) if (test.job === job && key.startsWith(`${hall}|`)) this.last.set(key, { ...test, state, fault });
  }
}
