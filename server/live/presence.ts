import type { Instant } from '../domain/brands.ts';

/** What may be looked at by several pages at once. */
export type Place = `desk ${string}` | `screen ${string}` | `counter-screen ${string}` | `zone ${string}`;

/** Who is connected now: which display speaks for a zone, which agents and pages are there, what screens could not show. Known only to this process. */
export class Presence {
  private readonly pages = new Map<Place, number>();
  private readonly left = new Map<Place, Instant>();
  private readonly opened: Instant;
  constructor(opened: Instant) { this.opened = opened; }

  pageCame(place: Place): void { this.pages.set(place, this.pagesAt(place) + 1); }
  pageWent(place: Place, at: Instant): void {
    this.pages.set(place, this.pagesAt(place) - 1);
    if (this.pagesAt(place) === 0) this.left.set(place, at);
  }
  pagesAt(place: Place): number { return this.pages.get(place) ?? 0; }
  /** Since when nobody is there; a place that nobody has come to yet, since this process began. */
  goneSince(place: Place): Instant { return this.left.get(place) ?? this.opened; }

  private readonly speakers = new Map<string, string[]>();
  private readonly agents = new Map<string, number>();
  private readonly failedFiles = new Map<string, readonly string[]>();

  /** Displays speak in the order they came; the first connected one is the zone's voice. */
  displayCame(zone: string, socketId: string): void {
    this.speakers.set(zone, [...(this.speakers.get(zone) ?? []), socketId]);
  }
  displayWent(zone: string, socketId: string): void {
    const left = (this.speakers.get(zone) ?? []).filter((id) => id !== socketId);
    if (left.length > 0) this.speakers.set(zone, left);
    else this.speakers.delete(zone);
  }
  speakerOf(zone: string): string | null { return this.speakers.get(zone)?.[0] ?? null; }
  zonesWithVoice(): ReadonlySet<string> { return new Set(this.speakers.keys()); }

  /** The whole list each time; an empty one, or a screen that went, ends the matter. */
  screenFailed(socketId: string, files: readonly string[]): void {
    if (files.length > 0) this.failedFiles.set(socketId, files);
    else this.failedFiles.delete(socketId);
  }
  filesFailed(): ReadonlySet<string> { return new Set([...this.failedFiles.values()].flat()); }

  agentCame(id: string): void { this.agents.set(id, (this.agents.get(id) ?? 0) + 1); }
  agentWent(id: string): void {
    const left = (this.agents.get(id) ?? 1) - 1;
    if (left > 0) this.agents.set(id, left);
    else this.agents.delete(id);
  }
  agentsHere(): ReadonlySet<string> { return new Set(this.agents.keys()); }
}
