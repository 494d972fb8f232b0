import { onScopeDispose, watch } from 'vue';
import type { Ref } from 'vue';
import type { Socket } from 'socket.io-client';

/** Tells the server which legs stand on the screen, after they were painted: until then a call doesn't count as shown. Says it again on each reconnect. */
export const useShownReport = (socket: Socket, connected: Readonly<Ref<boolean>>, legs: Readonly<Ref<readonly string[]>>): void => {
  let frame = 0;
  watch([(): string => legs.value.join(' '), connected], () => {
    cancelAnimationFrame(frame);
    if (!connected.value) return;
    // The second frame begins only when the first was drawn.
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        if (connected.value) socket.emit('shown', legs.value);
      });
    });
  }, { immediate: true, flush: 'post' });
  onScopeDispose(() => cancelAnimationFrame(frame));
};
