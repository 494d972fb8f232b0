import type { Socket } from 'socket.io-client';
import { openLive } from '../../contract/client.ts';
import type { CallNow } from './storm-checks.ts';

interface ZoneView { readonly calls: readonly CallNow[] }
const namesOf = (calls: readonly CallNow[]): string => calls.map((c) => `${c.counterId}:${c.legId}:${c.state}`).sort().join(' ');

/** Displays that stay switched on while the server dies and comes back. */
export class StormScreens {
  private readonly screens: readonly { readonly zone: string; readonly socket: Socket }[];
  private readonly views = new Map<string, ZoneView | null>();
  private readonly listeners = new Set<() => void>();

  constructor(port: number, token: string, zones: readonly string[]) {
    this.screens = zones.map((zone) => ({ zone, socket: openLive(`http://127.0.0.1:${port}`, '/display', { token, zone }) as unknown as Socket }));
    for (const { zone, socket } of this.screens) {
      socket.on('view', (view: ZoneView) => this.shows(zone, view));
      socket.on('disconnect', () => this.shows(zone, null));
      socket.on('announce', (_job: unknown, ack: (answer: { ok: boolean }) => void) => ack({ ok: true }));
      socket.connect();
    }
  }
  private shows(zone: string, view: ZoneView | null): void {
    this.views.set(zone, view);
    for (const listener of this.listeners) listener();
  }

  private wrong(calls: readonly CallNow[], zoneOf: (counter: string) => string): readonly string[] {
    return this.screens.flatMap(({ zone }) => {
      const wanted = namesOf(calls.filter((call) => zoneOf(call.counterId) === zone));
      const view = this.views.get(zone) ?? null;
      const shown = view === null ? 'nothing' : namesOf(view.calls);
      return shown === wanted ? [] : [`display of zone ${zone} shows "${shown}" instead of "${wanted}"`];
    });
  }
  /** What is wrong on the screens once they had `withinMs` to come back and be told. */
  async differences(calls: readonly CallNow[], zoneOf: (counter: string) => string, withinMs: number): Promise<readonly string[]> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.listeners.delete(look);
        resolve(this.wrong(calls, zoneOf));
      };
      const look = (): void => void (this.wrong(calls, zoneOf).length === 0 ? end() : undefined);
      const timer = setTimeout(end, withinMs);
      this.listeners.add(look);
      look();
    });
  }
  close(): void { for (const { socket } of this.screens) socket.disconnect(); }
}
