import { onScopeDispose } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { CardSeen } from '../contract/live-events.ts';
import { mayScan, withCard, withoutCard } from './flow/flow.ts';
import type { Flow } from './flow/flow.ts';
import type { Note } from './scanned.ts';
import type { KioskLine } from './scanner.ts';

/** A card proves its holder for a minute; a press shortly before the end must still find it good. */
const goodForMs = 50_000;

interface CardTools {
  readonly socket: KioskLine;
  readonly flow: ShallowRef<Flow>;
  readonly note: Ref<Note | null>;
  /** Shows what was booked with the card. */
  readonly showBooked: (shown: { readonly card: string }) => void;
}

/** Takes up the card that lies on this kiosk's reader, says so, and lets go of it before the server does. */
export const useCard = ({ socket, flow, note, showBooked }: CardTools): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const seen = (card: CardSeen): void => {
    if (!mayScan(flow.value)) return;
    clearTimeout(timer);
    if (card.booked) return showBooked({ card: card.reference });
    flow.value = withCard(flow.value, card);
    note.value = { words: card.classes.length > 0 ? 'card.proves' : 'card.read', tail: card.tail, classId: card.classes[0] ?? null };
    timer = setTimeout(() => {
      if (flow.value.draft.card !== card || flow.value.act.kind !== 'choosing') return;
      flow.value = withoutCard(flow.value);
      if (card.classes.length > 0) note.value = { words: 'card.again' };
    }, goodForMs);
  };
  const unread = (): void => {
    if (mayScan(flow.value)) note.value = { words: 'card.unread' };
  };
  socket.on('card', seen);
  socket.on('cardUnread', unread);
  onScopeDispose(() => {
    clearTimeout(timer);
    socket.off('card', seen);
    socket.off('cardUnread', unread);
  });
};
