import type { Client } from '../contract/client.ts';
import type { Language } from '../contract/live-events.ts';

/** The hall a page belongs to; `timeZone` is an IANA name; `languages` are those its screens speak, the first one first. */
export interface WhichHall { readonly id: string; readonly timeZone: string; readonly languages: readonly Language[] }
interface HallAnswer { readonly timeZone: string; readonly languages?: readonly Language[] }
const both: readonly Language[] = ['zh-CN', 'en'];

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const ask = async (client: Client): Promise<WhichHall | null> => {
  const named = new URLSearchParams(location.search).get('hall');
  let id = named;
  if (id === null) {
    const status = await client.get<{ readonly halls: readonly { readonly id: string }[] }>('/api/status');
    id = status.ok ? status.body.halls[0]?.id ?? null : null;
  }
  if (id === null) return null;
  const hall = await client.get<HallAnswer>(`/api/halls/${encodeURIComponent(id)}`);
  if (!hall.ok) return null;
  const { timeZone, languages = both } = hall.body;
  return { id, timeZone: document.documentElement.dataset['timeZone'] ?? timeZone, languages };
};

/** `?hall=` or the first hall of this server, with its time zone (`<html data-time-zone>` wins). Asks every 2 s until answered: a page may be older than its server. */
export const findHall = async (client: Client, wait: (ms: number) => Promise<void> = sleep): Promise<WhichHall> => {
  for (;;) {
    const hall = await ask(client);
    if (hall !== null) return hall;
    await wait(2000);
  }
};
