import { io } from 'socket.io-client';
import { inventedCards } from '../../drivers/sim/sim-card.ts';
import type { CardSeen } from '../../contract/live-events.ts';
import type { Chance } from '../support/sim-chance.ts';
import type { Hardware } from './hardware-hall.ts';

/** What people did and when, ms since 1970. */
export interface Diary {
  readonly taken: Map<string, { readonly number: string; readonly at: number }>;
  readonly keys: { readonly counter: string; readonly at: number }[];
  readonly cards: { readonly kiosk: string; readonly laid: number; seen: number; readonly proofs: Set<string> }[];
  over: boolean;
}
export interface Stage { readonly base: string; readonly hall: string; readonly hardware: Hardware; readonly diary: Diary; readonly chance: Chance }
type Answer = { readonly token?: string; readonly code?: string; readonly leg?: unknown; readonly ticket?: { readonly id: string; readonly number: string } | null };

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

/** One press, sent again with the same key until somebody answers: servers die on this day. */
export const press = async (base: string, path: string, body: object, token: string | null = null): Promise<{ readonly status: number; readonly body: Answer }> => {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...(token === null ? {} : { Authorization: `Bearer ${token}` }) };
  for (;;) {
    const answer = await fetch(`${base}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(8_000) }).catch(() => null);
    if (answer !== null && answer.status < 500) return { status: answer.status, body: (await answer.json()) as Answer };
    await pause(200);
  }
};

const letters = Object.values(inventedCards);

/** Visitors at one kiosk, one after another; where it has a reader, every second lays a card. */
export const visitors = async ({ base, hall, hardware, diary, chance }: Stage, kiosk: string): Promise<void> => {
  const token = (await press(base, '/devices/pair', { code: 'demo-kiosk', device: kiosk })).body.token ?? '';
  const socket = io(`${base}/kiosk`, { transports: ['websocket'], forceNew: true, auth: { token, device: kiosk } });
  const heard: { card: ((seen: CardSeen) => void) | null } = { card: null };
  socket.on('card', (seen: CardSeen) => heard.card?.(seen));
  const reader = hardware.readers.find(({ counter }) => counter === kiosk);
  while (!diary.over) {
    const card = reader !== undefined && chance.is(0.5) ? await layCard() : null;
    const proof = card === null ? {} : { identity: { reference: card.reference }, ...(card.classes[0] === undefined ? {} : { class: card.classes[0] }) };
    const { status, body } = await press(base, `/halls/${hall}/tickets`, { serviceId: chance.oneOf(hardware.services), ...proof }, token);
    if (status === 201 && body.ticket != null) diary.taken.set(body.ticket.id, { number: body.ticket.number, at: Date.now() });
    await pause(chance.between(2_000, 5_500));
  }
  socket.disconnect();

  async function layCard(): Promise<CardSeen | null> {
    const entry: Diary['cards'][number] = { kiosk, laid: Date.now(), seen: 0, proofs: new Set() };
    diary.cards.push(entry);
    const seen = await new Promise<CardSeen | null>((resolve) => {
      heard.card = (one) => {
        entry.seen ||= Date.now();
        entry.proofs.add(one.reference);
        resolve(one);
      };
      const face = chance.oneOf(letters);
      if (face !== undefined) reader?.sim.lay(face);
      setTimeout(() => resolve(null), 4_000);
    });
    reader?.sim.takeAway();
    return seen;
  }
};

/** A clerk at the counter's page. */
export const clerkAtPage = async ({ base, hall, diary, chance }: Stage, counter: string, token: string): Promise<void> => {
  const at = (what: string, body: object = {}) => press(base, `/halls/${hall}/counters/${counter}/${what}`, body, token);
  await pause(chance.between(0, 12_000));
  while (!diary.over) {
    const called = await at('call-next');
    if (called.status !== 200 || called.body.ticket == null) await pause(4_000);
    else {
      await pause(chance.between(3_000, 7_000));
      await at('start');
      await pause(chance.between(5_000, 14_000));
      await at('finish');
      await pause(chance.between(500, 3_000));
    }
  }
};

/** A clerk who presses the keypad and never looks at a screen. */
export const clerkAtKeypad = async ({ hardware, diary, chance }: Stage, counter: string): Promise<void> => {
  const pad = hardware.keypads.find((one) => one.counter === counter);
  await pause(chance.between(0, 12_000));
  while (!diary.over) {
    diary.keys.push({ counter, at: Date.now() });
    pad?.sim.press('next');
    await pause(chance.between(3_000, 7_000));
    pad?.sim.press('start');
    await pause(chance.between(6_000, 16_000));
  }
};
