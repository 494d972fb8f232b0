import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import type { Client } from '../../contract/client.ts';
import type { TicketAnswer } from '../../contract/http-shapes.ts';
import type { VisitorView } from '../../contract/live-events.ts';
import { visitorViewFrom } from '../../contract/visitor-answer.ts';
import type { VisitorAnswer } from '../../contract/visitor-answer.ts';
import { useLiveView } from '../../ui-kit/live-view.ts';
import { offsetOf } from './offset-clock.ts';
import { later } from './ticket-face.ts';

interface OwnTicket { readonly hall: string; readonly ticket: VisitorAnswer | null; readonly answer: TicketAnswer | null }

export interface TicketLine {
  readonly ticket: ComputedRef<VisitorView | null>;
  readonly hall: Readonly<Ref<string | null>>;
  /** Minutes east of UTC in the hall. */
  readonly offset: Readonly<Ref<number>>;
  readonly unknown: Readonly<Ref<boolean>>;
  /** Neither way has brought anything for a while: what stands here may be old. */
  readonly stale: Readonly<Ref<boolean>>;
  /** A picture that came as the answer to a press. */
  readonly told: (ticket: VisitorAnswer | null) => void;
}

const pollEvery = 8000;
const staleAfter = 25_000;

/** Follows one ticket: by socket where the network lets it through, else by asking every few seconds. */
export const useTicketLine = (client: Client, token: string): TicketLine => {
  const { view, connected, socket } = useLiveView('/visitor', { token });
  const asked: ShallowRef<VisitorView | null> = shallowRef(null);
  const hall: Ref<string | null> = ref(null);
  const offset = ref(0);
  const unknown = ref(false);
  const stale = ref(false);
  let heardAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const heard = (): void => {
    heardAt = performance.now();
    stale.value = false;
  };
  const told = (ticket: VisitorAnswer | null): void => {
    asked.value = later(asked.value, ticket === null ? null : visitorViewFrom(ticket));
    heard();
  };
  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    if (hall.value === null || !connected.value) {
      const answer = await client.get<OwnTicket>(`/api/tickets/${encodeURIComponent(token)}`);
      if (answer.ok) {
        hall.value = answer.body.hall;
        if (answer.body.answer !== null) offset.value = offsetOf(answer.body.answer.issuedAt);
        unknown.value = answer.body.ticket === null;
        told(answer.body.ticket);
      } else if (answer.problem?.status === 404) unknown.value = true;
    }
    if (connected.value) heard();
    stale.value = performance.now() - heardAt > staleAfter;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), pollEvery);
  };
  /** A phone that slept has a dead line and doesn't know it yet. */
  const woke = (): void => {
    if (document.visibilityState !== 'visible') return;
    if (!socket.connected) socket.connect();
    void ask();
  };
  watch(view, heard);
  document.addEventListener('visibilitychange', woke);
  onScopeDispose(() => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', woke);
  });
  void ask();
  return { ticket: computed(() => later(asked.value, view.value)), hall, offset, unknown, stale, told };
};
