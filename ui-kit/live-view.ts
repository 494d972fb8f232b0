import { onScopeDispose, ref, shallowRef } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { Socket } from 'socket.io-client';
import { openLive } from '../contract/client.ts';
import type { ClientSays, Handshake, Namespace, ServerSays } from '../contract/live-events.ts';
import { watchLine } from './line-watch.ts';

type ViewOf<Space extends Namespace> = Parameters<ServerSays[Space]['view']>[0];

export interface LiveView<Space extends Namespace> {
  /** The last whole view; stays after the line is gone, so ask `connected` before believing it. */
  readonly view: ShallowRef<ViewOf<Space> | null>;
  /** True from the first view after a connect until the line is lost or falls silent. */
  readonly connected: Ref<boolean>;
  /** When the server was last heard, in ms of `performance.now()`. */
  readonly heardAt: () => number;
  /** Why the server turned the handshake down (e.g. a page that isn't paired); null when it didn't. It is tried again every 5 s. */
  readonly turnedDown: Ref<string | null>;
  readonly socket: Socket<ServerSays[Space], ClientSays[Space]>;
}

const retryAfter = 5000;

/**
 * Follows one namespace for as long as the component (or effect scope) lives. Handlers that the caller attaches to `socket` in
 * the same turn are in place before the line opens, so no first view and no job is missed.
 */
export const useLiveView = <Space extends Namespace>(namespace: Space, handshake: Handshake): LiveView<Space> => {
  const socket = openLive('', namespace, handshake);
  // Every namespace has `view`, which TypeScript can't see while the namespace is open.
  const line = socket as unknown as Socket<{ view: (view: ViewOf<Space>) => void }>;
  const view: ShallowRef<ViewOf<Space> | null> = shallowRef(null);
  const connected = ref(false);
  const turnedDown: Ref<string | null> = ref(null);
  /** The picture of this connection has come; a line that was only silent needs no new one. */
  let whole = false;
  const watch = watchLine(() => { connected.value = false; });
  const knocked = (): void => {
    if (!whole) return;
    watch.knock();
    connected.value = true;
  };
  socket.io.on('ping', knocked);
  let retry: ReturnType<typeof setTimeout> | undefined;

  const connectLater = (): void => {
    clearTimeout(retry);
    retry = setTimeout(() => socket.connect(), retryAfter);
  };
  line.on('view', (next) => {
    view.value = next;
    whole = true;
    watch.sign();
    connected.value = true;
    turnedDown.value = null;
  });
  line.on('disconnect', (reason) => {
    if (whole) watch.closed();
    whole = false;
    connected.value = false;
    // Only this reason ends Socket.IO's own attempts: the server closed the line on purpose, e.g. to make us sign in again.
    if (reason === 'io server disconnect') connectLater();
  });
  line.on('connect_error', (fault) => {
    connected.value = false;
    // `active` means Socket.IO goes on trying by itself; otherwise the server answered and said no.
    if (socket.active) return;
    turnedDown.value = fault.message;
    connectLater();
  });
  void Promise.resolve().then(() => socket.connect());
  onScopeDispose(() => {
    clearTimeout(retry);
    watch.closed();
    socket.io.off('ping', knocked);
    socket.removeAllListeners();
    socket.disconnect();
  });
  return { view, connected, heardAt: watch.heardAt, turnedDown, socket };
};
