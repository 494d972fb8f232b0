import type { Server } from 'socket.io';
import type { AnnounceJob } from '../../contract/device-jobs.ts';
import type { LegId, ZoneId } from '../domain/brands.ts';
import type { HallEvent } from '../domain/event.ts';
import type { Language } from '../domain/hall-config.ts';
import { speakCalls } from '../domain/spoken-call.ts';
import { freshId } from '../engine/fresh-values.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { Presence } from './presence.ts';

type Started = Extract<HallEvent, { readonly type: 'announcement-started' }>;
/** Joins clips; null where one is missing. */
export interface Sounds { readonly audioFor: (words: { readonly parts: readonly { readonly language: Language; readonly tokens: readonly string[] }[]; readonly times: 1 | 2; readonly chime: boolean }) => { readonly path: string; readonly durationMs: number } | null }
const answerGraceMs = 5_000;

/** Keeps each zone speaking: one announcement at a time, to one display, until it answers. */
export class AnnouncementSender {
  private readonly asking = new Set<ZoneId>();
  private readonly io: Server;
  private readonly engine: HallEngine;
  private readonly presence: Presence;
  private readonly sounds: Sounds;
  private readonly failed: (error: unknown) => void;

  constructor(io: Server, engine: HallEngine, presence: Presence, sounds: Sounds, failed: (error: unknown) => void) {
    this.io = io;
    this.engine = engine;
    this.presence = presence;
    this.sounds = sounds;
    this.failed = failed;
    engine.onCommit((entries) => {
      for (const { event } of entries) if (event.type === 'announcement-started') this.send(event);
      this.wake();
    });
    // Nobody answers any more for what was sounding when the server stopped; the calls behind it must not wait for that.
    for (const zone of engine.hall.zones.values()) if (zone.job !== null) this.end(zone.id, zone.job.id, 'failed');
  }

  private end(zone: ZoneId, job: string, result: 'spoken' | 'failed'): void {
    this.engine.run({ type: 'end-announcement', by: { kind: 'clock' }, zone, job, result }).catch(this.failed);
  }

  /** Lets every zone that has something to say and a display to say it begin. */
  wake(): void {
    for (const zone of this.engine.hall.zones.values()) {
      const pending = this.engine.hall.unspoken.get(zone.id)?.size ?? 0;
      if (pending === 0 || zone.job !== null || this.asking.has(zone.id) || this.presence.speakerOf(zone.id) === null) continue;
      this.asking.add(zone.id);
      this.engine.run({ type: 'announce', by: { kind: 'clock' }, zone: zone.id, job: freshId() }).catch(this.failed).finally(() => this.asking.delete(zone.id));
    }
  }

  private jobOf(event: Started): { readonly job: AnnounceJob; readonly waitMs: number } {
    const { hall } = this.engine;
    const calls = event.legs.map((id: LegId) => {
      const leg = hall.legs.get(id);
      const number = leg === undefined ? '' : (hall.tickets.get(leg.ticketId)?.number ?? '');
      return { number, counter: leg?.counterId == null ? '' : (hall.catalogue.counters.get(leg.counterId)?.spoken ?? leg.counterId) };
    });
    const spoken = event.languages.map((language) => ({ language, ...speakCalls(calls, language) }));
    const sound = this.sounds.audioFor({ parts: spoken.map(({ language, tokens }) => ({ language, tokens })), times: event.times === 2 ? 2 : 1, chime: true });
    const job = { id: event.job, zone: event.zone, audio: sound?.path ?? null, texts: spoken.map((s) => s.text), tickets: calls.map((c) => c.number), expiresAt: new Date(event.expiresAt).toISOString() };
    return { job, waitMs: (sound?.durationMs ?? 2_000) + answerGraceMs };
  }

  private send(event: Started): void {
    const speaker = this.presence.speakerOf(event.zone);
    const socket = speaker === null ? undefined : this.io.of('/display').sockets.get(speaker);
    if (socket === undefined) {
      this.end(event.zone, event.job, 'failed');
      return;
    }
    const { job, waitMs } = this.jobOf(event);
    // A display that goes takes its answer with it; the next one speaks what is left without waiting for that.
    const gone = (): void => this.end(event.zone, event.job, 'failed');
    socket.once('disconnect', gone);
    socket.timeout(waitMs).emit('announce', job, (error: Error | null, answer?: { ok?: unknown }) => {
      socket.off('disconnect', gone);
      this.end(event.zone, event.job, error === null && answer?.ok === true ? 'spoken' : 'failed');
    });
  }
}
