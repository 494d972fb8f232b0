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

interface OwnTicket { readonly hall: string; readonly ticket: VisitorAnswer | null; readonly answer: TicketAnswer | null; readonly voucher: string | null }

export interface TicketLine {
  readonly ticket: ComputedRef<VisitorView | null>;
  readonly hall: Readonly<Ref<string | null>>;
  /** Minutes east of UTC in the hall. */
  readonly offset: Readonly<Ref<number>>;
  readonly unknown: Readonly<Ref<boolean>>;
  /** Neither way brings anything: what stands here may be old. */
  readonly stale: Readonly<Ref<boolean>>;
  /** Token of the voucher that was given in place of waiting. */
  readonly voucher: Readonly<Ref<string | null>>;
  /** A picture that came as the answer to a press. */
  readonly told: (ticket: VisitorAnswer | null) => void;
}

const pollEvery = 4000;
/** The server was not heard for so long by either way. */
const staleAfter = 5000;
/** Time for one answer by the other way, before a phone that only slept says that its picture is old. */
const answerWithin = 1000;

/** Follows one ticket: by socket where the network lets it through, else by asking every few seconds. */
export const useTicketLine = (client: Client, token: string): TicketLine => {
  const { view, connected, heardAt, socket } = useLiveView('/visitor', { token });
  const asked: ShallowRef<VisitorView | null> = shallowRef(null);
  const hall: Ref<string | null> = ref(null);
  const offset = ref(0);
  const voucher: Ref<string | null> = ref(null);
  const unknown = ref(false);
  const stale = ref(false);
  let unservedAsked = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let doubt: ReturnType<typeof setTimeout> | undefined;

  const heard = (): void => {
    clearTimeout(doubt);
    doubt = undefined;
    stale.value = false;
  };
  /** Nothing is known since that moment, unless something comes soon. */
  const doubtSince = (since: number): void => {
    doubt ??= setTimeout(() => { stale.value = true; }, Math.max(answerWithin, since + staleAfter - performance.now()));
  };
  const told = (ticket: VisitorAnswer | null): void => {
    asked.value = later(asked.value, ticket === null ? null : visitorViewFrom(ticket));
    heard();
  };
  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), pollEvery);
    if (!connected.value) doubtSince(performance.now());
    // Whether a ticket that ended unserved left a voucher is not told by the socket, whose picture holds no token: that is asked once.
    if (hall.value === null || !connected.value || (view.value?.state === 'unserved' && !unservedAsked)) {
      unservedAsked = view.value?.state === 'unserved';
      const answer = await client.get<OwnTicket>(`/api/tickets/${encodeURIComponent(token)}`);
      if (answer.ok) {
        hall.value = answer.body.hall;
        if (answer.body.answer !== null) offset.value = offsetOf(answer.body.answer.issuedAt);
        voucher.value = answer.body.voucher ?? null;
        unknown.value = answer.body.ticket === null;
        told(answer.body.ticket);
      } else if (answer.problem?.status === 404) unknown.value = true;
    }
  };
  /** A phone that slept has a dead line and doesn't know it yet. */
  const woke = (): void => {
    if (document.visibilityState !== 'visible') return;
    if (!socket.connected) socket.connect();
    void ask();
  };
  watch(connected, (there) => {
    if (there) return heard();
    doubtSince(heardAt());
    return void ask();
  }, { flush: 'sync' });
  document.addEventListener('visibilitychange', woke);
  onScopeDispose(() => {
    clearTimeout(timer);
    clearTimeout(doubt);
    document.removeEventListener('visibilitychange', woke);
  });
  void ask();
  return { ticket: computed(() => later(asked.value, view.value)), hall, offset, unknown, stale, voucher, told };
};
