import type { HallId } from '../domain/brands.ts';
import { settledByPerson } from '../domain/messages.ts';
import type { MessageChange } from '../domain/messages.ts';
import type { OutboxStore, Taken, Unsent } from './store.ts';

interface Row extends Taken { state: 'waiting' | 'sending' | 'sent' | 'failed' | 'unknown' | 'dropped'; fault: string | null; settledAt: number | null; dueAt: number; attempts: number; body: Taken['body'] }
export interface MemoryOutbox extends OutboxStore { readonly change: (hall: HallId, messages: MessageChange) => void }

/** A message that was settled keeps no number and no code. */
const withoutNumber = (body: Taken['body']): Taken['body'] => ('to' in body ? { ...body, to: '', code: null } : body);

const seqOf = ({ body }: Row): number => ('data' in body ? Number(body.data['seq']) : 0);

/** The outbox of tests and simulated days. */
export const memoryOutbox = (): MemoryOutbox => {
  const rows = new Map<string, Row>();
  const keyOf = (hall: HallId, id: string): string => `${hall} ${id}`;
  const put = (hall: HallId, one: MessageChange['add'][number], again: boolean): void => {
    const key = keyOf(hall, one.id);
    if (rows.has(key) && !again) return;
    rows.set(key, { hall, id: one.id, channel: one.channel, about: one.about, dueAt: one.dueAt, attempts: 0, body: one.body, state: 'waiting', fault: null, settledAt: null });
  };
  const told = ({ hall, id, channel, about, dueAt, attempts, body }: Row): Taken => ({ hall, id, channel, about, dueAt, attempts, body });
  return {
    change: (hall, { add, drop }) => {
      for (const one of add) put(hall, one, false);
      for (const id of drop) {
        const row = rows.get(keyOf(hall, id));
        if (row?.state === 'waiting') rows.delete(keyOf(hall, id));
      }
    },
    add: async (hall, messages, again = false) => { for (const one of messages) put(hall, one, again); },
    take: async ({ hall, channel }, now, most) => {
      const due = [...rows.values()].filter((row) => row.hall === hall && row.channel === channel && row.state === 'waiting' && row.dueAt <= now).sort((a, b) => a.dueAt - b.dueAt).slice(0, most);
      for (const row of due) {
        row.state = 'sending';
        row.attempts += 1;
      }
      return due.map(told);
    },
    lanes: async () => [...new Map([...rows.values()].filter((row) => row.state === 'waiting').map(({ hall, channel }) => [keyOf(hall, channel), { hall, channel }])).values()],
    told: async (hall, about) => [...rows.values()].filter((row) => row.hall === hall && row.channel === 'sms' && row.about === about && (['sent', 'unknown'].includes(row.state) || row.fault === settledByPerson)).sort((a, b) => (b.settledAt ?? 0) - (a.settledAt ?? 0)).map(({ id }) => id),
    replay: async ({ hall, channel }, after, now) => {
      const kept = [...rows.values()].filter((row) => row.hall === hall && row.channel === channel);
      const again = kept.filter((row) => seqOf(row) > after);
      for (const row of again) Object.assign(row, { state: 'waiting', dueAt: now, attempts: 0, fault: null, settledAt: null });
      return { messages: again.length, from: kept.length === 0 ? null : Math.min(...kept.map(seqOf)) };
    },
    interrupted: async () => [...rows.values()].filter((row) => row.state === 'sending').map(told),
    settle: async (hall, id, became) => {
      const row = rows.get(keyOf(hall, id));
      if (row === undefined) return;
      row.state = became.state;
      row.fault = became.fault;
      if (became.state === 'waiting') {
        row.dueAt = became.dueAt;
        if (became.fault === null) row.attempts -= 1;
      }
      else {
        row.settledAt = became.at;
        row.body = withoutNumber(row.body);
      }
    },
    unsent: async (hall, most) => [...rows.values()].filter((row) => row.hall === hall && (row.state === 'failed' || row.state === 'unknown')).sort((a, b) => (b.settledAt ?? 0) - (a.settledAt ?? 0)).slice(0, most)
      .map((row): Unsent => ({ ...told(row), state: row.state as Unsent['state'], fault: row.fault, settledAt: row.settledAt ?? 0 })),
    sentSince: async (hall, abouts, since) => [...rows.values()].filter((row) => row.hall === hall && row.channel === 'sms' && row.state === 'sent' && abouts.includes(row.about) && (row.settledAt ?? 0) >= since).length,
    purge: async (before) => { for (const [key, row] of rows) if (row.settledAt !== null && row.settledAt < before) rows.delete(key); },
  };
};
