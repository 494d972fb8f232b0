import { ref } from 'vue';
import type { Ref } from 'vue';
import type { Client } from '../contract/client.ts';
import type { FoundAppointmentsAnswer } from '../contract/http-answers.ts';
import { booked, scanned } from './flow/flow.ts';
import type { Flow, ScanAnswer, Shown } from './flow/flow.ts';
import { numberIn } from './flow/scan.ts';
import { useScanner } from './scanner.ts';
import type { KioskLine } from './scanner.ts';

/** What a reader or scanner of this kiosk brought, where it leads to no other screen. */
export type Note =
  | { readonly words: 'scanned.reading' | 'booked.reading' | 'booked.unknown' | 'scanned.unknown' | 'scanned.noAnswer' | 'card.again' | 'card.unread' }
  | { readonly words: 'card.read' | 'card.proves'; readonly tail: string; readonly classId: string | null };
interface ScanTools {
  readonly socket: KioskLine;
  readonly client: Client;
  readonly hallPath: string;
  readonly speak: (path: string | null | undefined) => void;
  readonly may: () => boolean;
  readonly show: (next: Flow) => void;
}

/** Shows the ticket or appointment that was held to the scanner, and speaks its number for those who can't read it. */
export const useScanned = ({ socket, client, hallPath, speak, may, show }: ScanTools): { readonly note: Ref<Note | null>; readonly showBooked: (shown: Shown) => void } => {
  const note: Ref<Note | null> = ref(null);
  let latest = 0;
  /** `otherwise`: what is said when it is no appointment either. */
  const showAppointment = (shown: Shown, mine: number, otherwise: 'booked.unknown' | 'scanned.unknown' = 'booked.unknown'): void => {
    void client.post<FoundAppointmentsAnswer>(`${hallPath}/check-ins/find`, shown).then((answer) => {
      if (mine !== latest || note.value === null || !may()) return;
      if (answer.ok) show(booked(shown, answer.body));
      else note.value = { words: answer.problem === null ? 'scanned.noAnswer' : otherwise };
    });
  };
  useScanner(socket, (code) => {
    if (!may()) return;
    const mine = (latest += 1);
    note.value = { words: code.of === 'ticket' ? 'scanned.reading' : 'booked.reading' };
    if (code.of === 'other') return showAppointment({ code: code.text }, mine);
    const { token } = code;
    if (code.of === 'appointment') return showAppointment({ token }, mine);
    void client.post<ScanAnswer>(`${hallPath}/scan`, { token }).then((answer) => {
      if (mine !== latest || note.value === null || !may()) return;
      if (answer.ok) {
        show(scanned(answer.body));
        speak(answer.body.audio);
      } else if (answer.problem?.status === 404 && numberIn(token) !== null) showAppointment({ code: token }, mine, 'scanned.unknown');
      else note.value = { words: answer.problem === null ? 'scanned.noAnswer' : 'scanned.unknown' };
    });
  });
  const showBooked = (shown: Shown): void => {
    note.value = { words: 'booked.reading' };
    showAppointment(shown, (latest += 1));
  };
  return { note, showBooked };
};
