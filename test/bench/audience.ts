import { io } from 'socket.io-client';
import type { HallTokens } from './bench-hall.ts';

/**
 * Everybody who looks on while a figure is taken, in a process of its own: displays of the three zones, and counters.
 * Its parent sends whom to connect; it answers `ready` when every socket has its first picture. It goes with its parent.
 */
export interface AudienceJob { readonly port: number; readonly tokens: HallTokens; readonly displays: number; readonly counters: number }

const zones = ['a', 'b', 'c'];
const watch = (url: string, auth: Readonly<Record<string, string>>): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = io(url, { autoConnect: false, forceNew: true, transports: ['websocket'], auth });
    const told = new Set<string>();
    socket.on('view', (view: { readonly calls?: readonly { readonly legId: string }[] }) => {
      resolve();
      // Displays report what stands on their screen, as the real ones do.
      const fresh = (view.calls ?? []).filter(({ legId }) => !told.has(legId));
      for (const { legId } of fresh) told.add(legId);
      if (fresh.length > 0) socket.emit('shown', fresh.map(({ legId }) => legId));
    });
    socket.on('announce', (_job: unknown, ack: (answer: { ok: boolean }) => void) => setTimeout(() => ack({ ok: true }), 4_000));
    socket.once('connect_error', reject);
    socket.connect();
  });

const connectAll = async ({ port, tokens, displays, counters }: AudienceJob): Promise<void> => {
  const base = `http://127.0.0.1:${port}`;
  const screens = Array.from({ length: displays }, (_, i) => watch(`${base}/display`, { token: tokens.display, zone: zones[i % zones.length] ?? 'a' }));
  const desks = Array.from({ length: counters }, (_, i) => {
    const desk = tokens.access.desks[i % tokens.access.desks.length];
    return watch(`${base}/counter`, { token: desk?.token ?? '', counter: desk?.counter ?? '' });
  });
  await Promise.all([...screens, ...desks]);
};

process.on('message', (job: AudienceJob) => {
  connectAll(job).then(() => process.send?.({ ready: true }), (error: unknown) => process.send?.({ failed: String(error) }));
});
process.once('disconnect', () => process.exit(0));
