import { getCurrentScope, onScopeDispose, ref, shallowRef } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import { freshKey } from '../contract/client.ts';
import type { Answer, Client } from '../contract/client.ts';
import type { Problem } from '../contract/http-shapes.ts';

export interface Press<T> {
  /** A press is under way: answered neither yes nor no. */
  readonly busy: Ref<boolean>;
  /** The last attempt had no answer; the same press is being sent again. Say so. */
  readonly noAnswer: Ref<boolean>;
  /** The server's no, in the caller's language; null once a new press begins. */
  readonly refusal: ShallowRef<Problem | null>;
  /**
   * Sends one press with one key until it is answered. Resolves to the answer's body, or null when it was refused, when another
   * press is still under way (it changes nothing then), or when it was given up.
   */
  readonly press: (path: string, body?: unknown) => Promise<T | null>;
  /** Stops resending. The effect may have happened all the same: only for a page that is left, or to begin anew. */
  readonly giveUp: () => void;
}

export interface PressOptions {
  readonly newKey?: () => string;
  readonly wait?: (ms: number) => Promise<void>;
}

/** A gateway's or the store's "not now" leaves the press undone and safe to repeat by key. */
const mayRepeat = <T>(answer: Answer<T>): boolean => !answer.ok && (answer.problem === null || [502, 503, 504].includes(answer.problem.status));

/** 0.5, 1, 2, 4, 8, 8 … seconds. */
const pauseBefore = (attempt: number): number => Math.min(8000, 500 * 2 ** Math.min(attempt, 4));
/** Ends early when the network is back. */
const sleep = (ms: number): Promise<void> =>
  new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer);
      removeEventListener('online', end);
      done();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
  });

export const usePress = <T>(client: Client, { newKey = freshKey, wait = sleep }: PressOptions = {}): Press<T> => {
  const busy = ref(false);
  const noAnswer = ref(false);
  const refusal: ShallowRef<Problem | null> = shallowRef(null);
  /** Each press owns its number; an answer that comes after it was given up belongs to nobody. */
  let current = 0;

  const settle = (): void => {
    current += 1;
    busy.value = false;
    noAnswer.value = false;
  };
  const press = async (path: string, body: unknown = {}): Promise<T | null> => {
    if (busy.value) return null;
    const mine = (current += 1);
    const key = newKey();
    busy.value = true;
    refusal.value = null;
    for (let attempt = 0; ; attempt += 1) {
      const answer = await client.post<T>(path, body, key);
      if (mine !== current) return null;
      if (!mayRepeat(answer)) {
        settle();
        if (answer.ok) return answer.body;
        refusal.value = answer.problem;
        return null;
      }
      noAnswer.value = true;
      await wait(pauseBefore(attempt));
      if (mine !== current) return null;
    }
  };
  if (getCurrentScope() !== undefined) onScopeDispose(settle);
  return { busy, noAnswer, refusal, press, giveUp: settle };
};
