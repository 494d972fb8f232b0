import { inject, provide } from 'vue';
import type { InjectionKey } from 'vue';
import { createClient, freshKey } from '../contract/client.ts';
import type { Client } from '../contract/client.ts';
import type { Language } from '../contract/live-events.ts';

const clientKey: InjectionKey<Client> = Symbol('client');

/** One client per page; the session is a cookie, so there is no token to hold. */
export const provideClient = (language: () => Language): Client => {
  const client = createClient({ base: '', language, newKey: freshKey });
  provide(clientKey, client);
  return client;
};

export const useClient = (): Client => {
  const client = inject(clientKey);
  if (client === undefined) throw new Error('a part of a staff page stands outside the page');
  return client;
};
