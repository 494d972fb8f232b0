import type { HallTokens } from './bench-hall.ts';

export type PressKind = 'issue' | 'call-next' | 'start' | 'finish';
/** One press as its sender knows it. `answer` is null until the server acknowledged it. */
export interface Press { readonly kind: PressKind; readonly url: string; readonly token: string; readonly key: string; readonly body: string; answer: { readonly status: number; readonly body: string } | null }
interface TicketOf { readonly id: string; readonly number: string; readonly token?: string; readonly legs: readonly { readonly id: string }[] }
export const ticketIn = (press: Press): TicketOf | null => (press.answer === null ? null : ((JSON.parse(press.answer.body) as { readonly ticket: TicketOf | null }).ticket ?? null));

/** Sends a press with its own key, for the first time or again. Null: no answer came. */
export const sendOnce = async (press: Press): Promise<Press['answer']> => {
  try {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${press.token}`, 'Idempotency-Key': press.key };
    const response = await fetch(press.url, { method: 'POST', headers, body: press.body });
    return { status: response.status, body: await response.text() };
  } catch {
    return null;
  }
};

const after: Readonly<Record<Exclude<PressKind, 'issue'>, PressKind>> = { 'call-next': 'start', start: 'finish', finish: 'call-next' };

/** Kiosks and counters that press as fast as they are answered, until the server is gone. What they pressed is kept, answered or not. */
export class StormPeople {
  readonly presses: Press[] = [];
  private readonly steps = new Map<string, PressKind>();
  private stopped = false;
  private readonly base: string;
  private readonly tokens: HallTokens;
  private readonly kiosks: number;
  private readonly counters: number;

  constructor(port: number, tokens: HallTokens, kiosks: number, counters: number) {
    this.base = `http://127.0.0.1:${port}/api/halls/${tokens.access.hall}`;
    this.tokens = tokens;
    this.kiosks = kiosks;
    this.counters = counters;
  }

  /** Ends when every one of them ran into the dead server, or was stopped. */
  async press(): Promise<void> {
    this.stopped = false;
    const { desks } = this.tokens.access;
    const kiosks = Array.from({ length: this.kiosks }, (_, n) => this.takeNumbers(n));
    const counters = Array.from({ length: this.counters }, (_, n) => this.serve(desks[(n * 7) % desks.length]));
    await Promise.all([...kiosks, ...counters]);
  }
  stop(): void { this.stopped = true; }

  private async send(kind: PressKind, url: string, token: string, body: string): Promise<Press> {
    const press: Press = { kind, url, token, key: crypto.randomUUID(), body, answer: null };
    this.presses.push(press);
    press.answer = await sendOnce(press);
    if (press.answer === null) this.stopped = true;
    return press;
  }

  private async takeNumbers(kiosk: number): Promise<void> {
    const { access } = this.tokens;
    for (let n = kiosk; !this.stopped; n += 1) await this.send('issue', `${this.base}/tickets`, access.kiosk, JSON.stringify({ serviceId: access.services[n % access.services.length] }));
  }

  /** A counter goes on where it stopped: an unanswered press is sent again before the next storm, so its step is known. */
  private async serve(desk: HallTokens['access']['desks'][number] | undefined): Promise<void> {
    if (desk === undefined) return;
    while (!this.stopped) {
      const step = this.steps.get(desk.counter) ?? 'call-next';
      const press = await this.send(step, `${this.base}/counters/${desk.counter}/${step}`, desk.token, '{}');
      this.answered(press);
    }
  }
  /** Moves the counter on; after a call that found nobody it calls again. */
  answered(press: Press): void {
    const counter = /counters\/([^/]+)\//.exec(press.url)?.[1];
    if (press.answer === null || press.kind === 'issue' || counter === undefined) return;
    this.steps.set(counter, press.answer.status === 200 && ticketIn(press) !== null ? after[press.kind] : press.kind);
  }
}
