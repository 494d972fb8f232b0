import type { Client } from '../contract/client.ts';
import type { SessionAnswer } from './session.ts';

/** Who is signed in in this browser, and at which counter; null when nobody is, or nobody answers. */
export const whoseSession = async (client: Client): Promise<(SessionAnswer & { readonly counter: string | null }) | null> => {
  const answer = await client.get<SessionAnswer & { readonly counter: string | null }>('/api/sessions/current');
  return answer.ok ? answer.body : null;
};

/** Ends the session of this browser. Without an answer the cookie stays until it runs out; the page forgets it all the same. */
export const endSession = async (): Promise<void> => {
  await fetch('/api/sessions/current', { method: 'DELETE', credentials: 'same-origin' }).catch(() => undefined);
};
