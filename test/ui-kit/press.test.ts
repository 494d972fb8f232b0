import { describe, expect, it } from 'vitest';
import { createClient } from '../../contract/client.ts';
import { usePress } from '../../ui-kit/press.ts';

/** A client on a line that answers as told: a status, or null for no answer at all. */
const lineOf = (answers: readonly (number | null)[]) => {
  const keys: (string | null)[] = [];
  const waits: number[] = [];
  let made = 0;
  const client = createClient({
    base: '', language: () => 'en', newKey: () => 'unused',
    fetch: (_, request) => {
      const status = answers[keys.length];
      keys.push(new Headers(request?.headers).get('Idempotency-Key'));
      if (status === null || status === undefined) return Promise.reject(new TypeError('Failed to fetch'));
      return Promise.resolve(new Response(JSON.stringify(status < 400 ? { number: 'A001' } : { status, code: 'queue-closed', detail: 'Closed' }), { status }));
    },
  });
  const press = usePress<{ readonly number: string }>(client, {
    newKey: () => `key-${made += 1}`,
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  });
  return { press, keys, waits };
};

describe('a press', () => {
  it('is sent again with its own key until it is answered', async () => {
    const { press, keys, waits } = lineOf([null, 503, null, 502, null, null, 201]);
    expect(await press.press('/api/x')).toEqual({ number: 'A001' });
    expect(keys).toEqual(Array.from({ length: 7 }, () => 'key-1'));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
    expect([press.busy.value, press.noAnswer.value]).toEqual([false, false]);
  });
  it('keeps the refusal until the next press, which has a new key', async () => {
    const { press, keys } = lineOf([409, 200]);
    expect(await press.press('/api/x')).toBeNull();
    expect(press.refusal.value?.code).toBe('queue-closed');
    expect(await press.press('/api/x')).toEqual({ number: 'A001' });
    expect(press.refusal.value).toBeNull();
    expect(keys).toEqual(['key-1', 'key-2']);
  });
  it('while another is under way changes nothing', async () => {
    const { press, keys } = lineOf([200, 200]);
    const first = press.press('/api/x');
    expect(press.busy.value).toBe(true);
    expect(await press.press('/api/x')).toBeNull();
    expect(await first).toEqual({ number: 'A001' });
    expect(keys).toEqual(['key-1']);
  });
  it('that is given up is not sent again, and its late answer belongs to nobody', async () => {
    const { press, keys } = lineOf([200]);
    const first = press.press('/api/x');
    press.giveUp();
    expect(await first).toBeNull();
    expect(press.busy.value).toBe(false);
    expect(keys).toEqual(['key-1']);
  });
});
