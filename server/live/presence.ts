/** Who is connected now: which display speaks for a zone, which agents are there, what screens could not show. Known only to this process. */
export class Presence {
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
