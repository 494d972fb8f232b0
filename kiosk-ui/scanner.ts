import { onScopeDispose } from 'vue';
import type { Socket } from 'socket.io-client';
import type { ClientSays, ServerSays } from '../contract/live-events.ts';
import { appointmentIn, noScan, tokenIn, typeKey } from './flow/scan.ts';

export type KioskLine = Socket<ServerSays['/kiosk'], ClientSays['/kiosk']>;

export interface ScannedCode { readonly of: 'ticket' | 'appointment'; readonly token: string }
/** Listens for a scanner that types like a keyboard, and for one on the agent's line. Its Enter must not press the key that has the focus. */
export const useScanner = (line: KioskLine, found: (code: ScannedCode) => void): void => {
  let buffer = noScan;
  const read = (text: string): void => {
    const appointment = appointmentIn(text);
    const ticket = tokenIn(text);
    if (appointment !== null) found({ of: 'appointment', token: appointment });
    else if (ticket !== null) found({ of: 'ticket', token: ticket });
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
