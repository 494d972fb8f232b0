import { createClient } from '../../contract/client.ts';
import type { Answer, Client } from '../../contract/client.ts';
import type { DayClock } from './day-clock.ts';

/** The one way of everybody in a simulated hall to its server: real HTTP, counted. */
export class DayWire {
  readonly base: string;
  /** Requests answered with 5xx, or not at all, as `POST /path 500`. */
  readonly faults: string[] = [];
  /** How often each refusal code came back. */
  readonly refusals = new Map<string, number>();
  requests = 0;
  private readonly seed: number;
  private readonly clock: DayClock;
  private keys = 0;

  constructor(base: string, seed: number, clock: DayClock) {
    this.base = base;
    this.seed = seed;
    this.clock = clock;
  }

  private readonly counted: typeof fetch = async (input, init) => {
    this.requests += 1;
    const what = `${init?.method ?? 'GET'} ${String(input).slice(this.base.length)}`;
    try {
      const response = await fetch(input, init);
      if (response.status >= 500) this.faults.push(`${what} ${response.status}`);
      return response;
    } catch (error) {
      this.faults.push(`${what} ${error instanceof Error ? error.message : 'no answer'}`);
      throw error;
    }
  };

  client(token?: string): Client {
    const newKey = (): string => {
      this.keys += 1;
      return `day-${this.seed}-${String(this.keys).padStart(8, '0')}`;
    };
    const plain = createClient({ base: this.base, language: () => 'zh-CN', newKey, fetch: this.counted, ...(token === undefined ? {} : { token }) });
    return { get: async (path) => this.seen(await this.clock.during(() => plain.get(path))), post: async (path, body, key) => this.seen(await this.clock.during(() => plain.post(path, body, key))) };
  }

  private seen<T>(answer: Answer<T>): Answer<T> {
    if (!answer.ok && answer.problem !== null) this.refusals.set(answer.problem.code, (this.refusals.get(answer.problem.code) ?? 0) + 1);
    return answer;
  }

  /** A client of somebody who signs in or pairs. Throws when that is refused: without it there is no day. */
  private async withToken(path: string, body: object): Promise<{ readonly client: Client; readonly token: string }> {
    const answer = await this.client().post<{ token: string }>(path, body);
    if (!answer.ok) throw new Error(`${path} was refused: ${answer.problem?.detail ?? 'no answer'}`);
    return { client: this.client(answer.body.token), token: answer.body.token };
  }
  async staff(staffNumber: string, pin: string): Promise<Client> { return (await this.withToken('/api/sessions', { staffNumber, pin })).client; }
  async kiosk(device: string): Promise<Client> { return (await this.withToken('/api/devices/pair', { code: 'demo-kiosk', device })).client; }
  /** The token of a display, for its socket. */
  async display(): Promise<string> { return (await this.withToken('/api/devices/pair', { code: 'demo-display' })).token; }
}
