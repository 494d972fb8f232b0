import { watch } from 'vue';
import type { Ref } from 'vue';
import type { Socket } from 'socket.io-client';

/** Tells the server which files this screen can't show, so that somebody mends them; a new line to the server knows of none. */
export const useFailedReport = (socket: Socket, connected: Readonly<Ref<boolean>>, files: Readonly<Ref<readonly string[]>>): void => {
  let told = '';
  watch([(): string => files.value.join('\n'), connected], ([now, there]) => {
    if (!there) told = '';
    else if (now !== told) {
      told = now;
      socket.emit('filesFailed', files.value);
    }
  });
};
