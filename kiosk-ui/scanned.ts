import { ref } from 'vue';
import type { Ref } from 'vue';
import type { Client } from '../contract/client.ts';
import { scanned } from './flow/flow.ts';
import type { Flow, ScanAnswer } from './flow/flow.ts';
import { useScanner } from './scanner.ts';

export type ScanNote = 'scanned.reading' | 'scanned.unknown' | 'scanned.noAnswer';
interface ScanTools {
  readonly client: Client;
  readonly hallPath: string;
  readonly speak: (path: string | null | undefined) => void;
  readonly may: () => boolean;
  readonly show: (next: Flow) => void;
}

/** Shows the ticket that was held to the scanner, and speaks its number for those who can't read it. */
export const useScanned = ({ client, hallPath, speak, may, show }: ScanTools): { readonly note: Ref<ScanNote | null> } => {
  const note: Ref<ScanNote | null> = ref(null);
  let latest = 0;
  useScanner((token) => {
    if (!may()) return;
    const mine = (latest += 1);
    note.value = 'scanned.reading';
    void client.post<ScanAnswer>(`${hallPath}/scan`, { token }).then((answer) => {
      if (mine !== latest || note.value === null || !may()) return;
      if (answer.ok) {
        show(scanned(answer.body));
        speak(answer.body.audio);
      } else note.value = answer.problem === null ? 'scanned.noAnswer' : 'scanned.unknown';
    });
  });
  return { note };
};
