import type { houseKeeper } from './house-keeper.ts';
import type { HouseOptions, TestHouse } from './house.ts';

export interface Posted { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** A world outside that writes down what it is sent, and answers as a test says. */
class Outside {
  readonly posted: Posted[] = [];
  answer: (one: Posted) => Response | Error | Promise<Response> = () => new Response('{"code":0}');
  readonly send: typeof fetch = async (url, init) => {
    const one = { url: String(url), headers: { ...(init?.headers as Record<string, string>) }, body: String(init?.body) };
    this.posted.push(one);
    const answer = await this.answer(one);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  texts(): readonly string[] { return this.posted.filter((one) => one.url.includes('sms')).map((one) => new URLSearchParams(one.body).get('text') ?? ''); }
  hooks(): readonly { readonly type: string; readonly id: string; readonly data: Record<string, unknown> }[] {
    return this.posted.filter((one) => one.url.includes('hook')).map((one) => ({ ...(JSON.parse(one.body) as { type: string; data: Record<string, unknown> }), id: one.headers['webhook-id'] ?? '' }));
  }
}

interface Told { readonly house: TestHouse; readonly outside: Outside; readonly pass: (minutes?: number) => Promise<void> }
/** Opens houses whose messages go to such a world. */
export const houseThatTells = (open: ReturnType<typeof houseKeeper>) => async (options: HouseOptions = {}): Promise<Told> => {
  const outside = new Outside();
  const house = await open({ publicUrl: 'https://hall.example', ...options, send: outside.send });
  const pass = async (minutes = 0): Promise<void> => {
    if (minutes > 0) await house.pass(minutes * 60_000);
    await house.house.outbox.pass();
  };
  return { house, outside, pass };
};
