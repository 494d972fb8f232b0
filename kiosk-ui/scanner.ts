import { onScopeDispose } from 'vue';
import { noScan, tokenIn, typeKey } from './flow/scan.ts';

/** Listens for a scanner that types like a keyboard. Its Enter must not press the key that has the focus. */
export const useScanner = (found: (token: string) => void): void => {
  let buffer = noScan;
  const typed = (event: KeyboardEvent): void => {
    const result = typeKey(buffer, event.key, event.timeStamp);
    buffer = result.buffer;
    if (result.scanned === null) return;
    event.preventDefault();
    event.stopPropagation();
    const token = tokenIn(result.scanned);
    if (token !== null) found(token);
  };
  window.addEventListener('keydown', typed, true);
  onScopeDispose(() => window.removeEventListener('keydown', typed, true));
};
