import { onScopeDispose } from 'vue';
import type { Socket } from 'socket.io-client';
import type { ClientSays, ServerSays } from '../contract/live-events.ts';
import { appointmentIn, noScan, numberIn, tokenIn, typeKey } from './flow/scan.ts';

export type KioskLine = Socket<ServerSays['/kiosk'], ClientSays['/kiosk']>;

/** What a code may be: a ticket or appointment by its address, or whatever else is printed on a paper: a bare token, the number of a platform. */
export type ScannedCode = { readonly of: 'ticket' | 'appointment'; readonly token: string } | { readonly of: 'other'; readonly text: string };
/** Listens for a scanner that types like a keyboard, and for one on the agent's line. Its Enter must not press the key that has the focus. */
export const useScanner = (line: KioskLine, found: (code: ScannedCode) => void): void => {
  let buffer = noScan;
  const read = (text: string): void => {
    const appointment = appointmentIn(text);
    const ticket = tokenIn(text);
    if (appointment !== null) found({ of: 'appointment', token: appointment });
    else if (ticket !== null) found({ of: 'ticket', token: ticket });
    else if (numberIn(text) !== null) found({ of: 'other', text: text.trim() });
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
