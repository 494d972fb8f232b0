import { onScopeDispose } from 'vue';
import type { Socket } from 'socket.io-client';
import type { ClientSays, ServerSays } from '../contract/live-events.ts';
import { noScan, tokenIn, typeKey } from './flow/scan.ts';

export type KioskLine = Socket<ServerSays['/kiosk'], ClientSays['/kiosk']>;

/** Listens for a scanner that types like a keyboard, and for one on the agent's line. Its Enter must not press the key that has the focus. */
export const useScanner = (line: KioskLine, found: (token: string) => void): void => {
  let buffer = noScan;
  const read = (text: string): void => {
    const token = tokenIn(text);
    if (token !== null) found(token);
  };
  const typed = (event: KeyboardEvent): void => {
    const result = typeKey(buffer, event.key, event.timeStamp);
    buffer = result.buffer;
    if (result.scanned === null) return;
    event.preventDefault();
    event.stopPropagation();
    read(result.scanned);
  };
  window.addEventListener('keydown', typed, true);
  line.on('code', read);
  onScopeDispose(() => {
    window.removeEventListener('keydown', typed, true);
    line.off('code', read);
  });
};
