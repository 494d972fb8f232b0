import type { Client } from '../contract/client.ts';
import type { SessionAnswer } from './session.ts';

/** A place that the roster gives this person today; times are `HH:MM` of the hall. */
export interface Seat { readonly counter: string; readonly as: 'clerk' | 'substitute'; readonly from: string; readonly to: string }
interface WhoseSession extends SessionAnswer { readonly counter: string | null; readonly seats?: readonly Seat[] }

/** Who is signed in in this browser, and at which counter; null when nobody is, or nobody answers. */
export const whoseSession = async (client: Client): Promise<WhoseSession | null> => {
  const answer = await client.get<WhoseSession>('/api/sessions/current');
  return answer.ok ? answer.body : null;
};

/** Ends the session of this browser. Without an answer the cookie stays until it runs out; the page forgets it all the same. */
export const endSession = async (): Promise<void> => {
  await fetch('/api/sessions/current', { method: 'DELETE', credentials: 'same-origin' }).catch(() => undefined);
};
