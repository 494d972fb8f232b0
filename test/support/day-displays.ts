import type { Socket } from 'socket.io-client';
import { openLive } from '../../contract/client.ts';
import type { AnnounceJob } from '../../contract/device-jobs.ts';
import type { DisplayLikeView } from '../../contract/live-events.ts';
import type { Seat } from '../../server/live/admit.ts';
import type { Running } from '../../server/serve.ts';
import type { DayClock } from './day-clock.ts';
import type { HallEngine } from '../../server/engine/hall-engine.ts';

/** What one call in one language takes with the clips that ship, in milliseconds. */
const spokenMs = 4_500;
/** How often it is looked whether a person opened a display; of real time, because people are real. */
const lookMs = 1_000;

/** One screen per zone that shows and "speaks" in hall time, and makes room as soon as a person opens a real one there: the first display that came is the voice. */
export class DayDisplays {
  /** Pictures each zone's screen has got. */
  readonly views = new Map<string, number>();
  /** Announcements spoken, of all zones. */
  spoken = 0;
  private readonly sockets = new Map<string, Socket>();
  private readonly clock: DayClock;
  private readonly timer: NodeJS.Timeout;

  constructor(base: string, token: string, engine: HallEngine, running: Running, clock: DayClock) {
    this.clock = clock;
    for (const { id } of engine.hall.catalogue.config.zones) this.sockets.set(id, this.open(base, token, id));
    const others = (zone: string): number => {
      const there = [...running.app.io.of('/display').sockets.values()].map((socket) => (socket.data as { seat?: Seat }).seat);
      return there.filter((seat) => seat?.kind === 'zone' && seat.zone === zone).length - (this.sockets.get(zone)?.connected === true ? 1 : 0);
    };
    this.timer = setInterval(() => {
      for (const [zone, socket] of this.sockets) {
        if (others(zone) > 0) socket.disconnect();
        else if (!socket.active) socket.connect();
      }
    }, lookMs);
  }

  private open(base: string, token: string, zone: string): Socket {
    const socket = openLive(base, '/display', { token, zone });
    this.views.set(zone, 0);
    socket.on('view', (view: DisplayLikeView) => {
      this.views.set(zone, (this.views.get(zone) ?? 0) + 1);
      if (view.kind !== 'zone') return;
      const called = view.calls.filter((call) => call.state === 'called').map((call) => call.legId);
      if (called.length > 0) socket.emit('shown', called);
    });
    socket.on('announce', (job: AnnounceJob, ack: (answer: { ok: boolean }) => void) => {
      this.clock.sleep(job.texts.length * spokenMs).then(() => {
        this.spoken += 1;
        ack({ ok: true });
      }, () => undefined);
    });
    socket.connect();
    return socket;
  }

  close(): void {
    clearInterval(this.timer);
    for (const socket of this.sockets.values()) socket.disconnect();
  }
}
