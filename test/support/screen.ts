import type { Server } from 'socket.io';
import type { Socket } from 'socket.io-client';
import { openLive } from '../../contract/client.ts';
import type { AnnounceJob, PrintJob } from '../../contract/device-jobs.ts';
import type { Handshake, Namespace } from '../../contract/live-events.ts';

/** Any whole picture; a test names the fields it looks at. */
export interface Picture { readonly seq: number; readonly now: number; readonly [field: string]: unknown }
interface Hears { view: (view: Picture) => void; announce: (job: AnnounceJob, ack: (answer: { ok: boolean }) => void) => void; print: (job: PrintJob, ack: (answer: { accepted: boolean }) => void) => void; mark: (n: number) => void }
interface Says { [event: string]: (...words: unknown[]) => void }
const patienceMs = 8_000;

/** One page or device with a line to the server: keeps every picture and job it was sent. */
export class Screen {
  readonly space: Namespace;
  readonly socket: Socket<Hears, Says>;
  readonly views: Picture[] = [];
  readonly announced: AnnounceJob[] = [];
  readonly printed: PrintJob[] = [];
  readonly turnedDown: string[] = [];
  /** What a display answers when told to speak; null: it goes on speaking until `finishSpeaking`. */
  speaks: boolean | null = true;
  private readonly speaking: (() => void)[] = [];
  accepts = true;
  private readonly waiting = new Set<() => void>();
  private marks = 0;
  private seenMark = 0;

  constructor(base: string, space: Namespace, auth: Handshake) {
    this.space = space;
    this.socket = openLive(base, space, auth) as unknown as Socket<Hears, Says>;
    this.socket.on('view', (view) => this.heard(() => this.views.push(view)));
    this.socket.on('announce', (job, ack) => {
      if (this.speaks === null) this.speaking.push(() => ack({ ok: true }));
      else ack({ ok: this.speaks });
      this.heard(() => this.announced.push(job));
    });
    this.socket.on('print', (job, ack) => {
      this.heard(() => this.printed.push(job));
      ack({ accepted: this.accepts });
    });
    this.socket.on('mark', (n) => this.heard(() => { this.seenMark = n; }));
    this.socket.on('connect_error', (error) => this.heard(() => this.turnedDown.push(error.message)));
    this.socket.on('disconnect', () => this.heard(() => undefined));
  }
  private heard(note: () => void): void {
    note();
    for (const check of this.waiting) check();
  }

  get last(): Picture {
    const view = this.views[this.views.length - 1];
    if (view === undefined) throw new Error(`${this.space} was sent no picture`);
    return view;
  }

  /** Resolves once the condition holds; asked again after everything that comes down the line. */
  until(holds: (screen: this) => boolean, what: string): Promise<this> {
    return new Promise((resolve, reject) => {
      const end = setTimeout(() => {
        this.waiting.delete(check);
        reject(new Error(`${this.space}: ${what} did not come within ${patienceMs} ms; last picture ${JSON.stringify(this.views[this.views.length - 1])}, turned down ${JSON.stringify(this.turnedDown)}`));
      }, patienceMs);
      const check = (): void => {
        if (!holds(this)) return;
        clearTimeout(end);
        this.waiting.delete(check);
        resolve(this);
      };
      this.waiting.add(check);
      check();
    });
  }
  /** How many announcements sound at this moment. */
  get sounding(): number { return this.speaking.length; }
  finishSpeaking(): void { this.speaking.shift()?.(); }

  /** Connects and waits for the first picture after that. */
  async seen(): Promise<this> {
    const before = this.views.length;
    this.socket.connect();
    return this.until((s) => s.views.length > before, 'a first picture');
  }
  /** Everything the server sent before has come: a mark follows it down the same line. */
  async marked(io: Server): Promise<void> {
    this.marks += 1;
    const n = this.marks;
    const id = this.socket.id;
    if (id === undefined) return;
    io.of(this.space).sockets.get(id)?.emit('mark', n);
    await this.until((s) => s.seenMark >= n || !s.socket.connected, 'a mark');
  }
  close(): void {
    this.socket.removeAllListeners();
    this.socket.disconnect();
  }
}
