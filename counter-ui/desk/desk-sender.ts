import { ref, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { Problem } from '../../contract/http-shapes.ts';
import type { CounterView } from '../../contract/live-events.ts';
import { usePress } from '../../ui-kit/press.ts';
import { useClient } from '../hall-client.ts';
import type { Remembered } from '../session.ts';
import { deskPost } from './desk-act.ts';
import type { DeskAct } from './desk-act.ts';
import { mainMeaning } from './main-step.ts';

export interface DeskSender {
  readonly pending: Ref<DeskAct['act'] | null>;
  readonly noAnswer: Ref<boolean>;
  readonly refusal: ShallowRef<Problem | null>;
  /** What an accepted press came to, where the picture alone doesn't say it. */
  readonly note: Ref<'nobody-to-call' | 'caption-shown' | null>;
  /** The clerk turned to something else: what was said of the last press stands beside another key now. */
  readonly forget: () => void;
  readonly act: (asked: DeskAct) => Promise<boolean>;
}

/** `ticket: null`: nobody may be called now. */
interface CallAnswer { readonly ticket?: object | null; readonly next?: { readonly ticket: object | null } }

/** Acts after which somebody else, or nobody, stands at the counter. */
const moves: ReadonlySet<DeskAct['act']> = new Set(['call-next', 'start', 'finish', 'absent', 'hold', 'transfer', 'undo', 'serve-direct', 'call', 'resume-held', 'resume', 'pause']);

/** Resolves when the picture has followed, at the latest after 1.5 s: until then a second press would fall on somebody the clerk hasn't seen yet. */
const pictureFollows = (view: Readonly<Ref<CounterView>>, meaning: string): Promise<void> => new Promise((done) => {
  const finish = (): void => {
    clearTimeout(timer);
    stop();
    done();
  };
  const timer = setTimeout(finish, 1500);
  const stop = watch(() => mainMeaning(view.value), (next) => { if (next !== meaning) finish(); }, { flush: 'sync' });
  if (mainMeaning(view.value) !== meaning) finish();
});

/** One press at a time from this desk, repeated with its key until answered. `onSessionOver`: the server no longer knows who presses. */
export const useDeskSender = (seat: Remembered, view: Readonly<Ref<CounterView>>, onSessionOver: () => void): DeskSender => {
  const { noAnswer, refusal, press } = usePress<CallAnswer | null>(useClient());
  const pending: DeskSender['pending'] = ref(null);
  const note: DeskSender['note'] = ref(null);
  const forget = (): void => {
    note.value = null;
    refusal.value = null;
  };
  watch(() => mainMeaning(view.value), forget, { flush: 'sync' });

  const act = async (asked: DeskAct): Promise<boolean> => {
    if (pending.value !== null) return false;
    const meaning = mainMeaning(view.value);
    const { path, body } = deskPost(seat.hall, seat.counter, asked);
    pending.value = asked.act;
    note.value = null;
    const answer = await press(path, body);
    if (refusal.value !== null) {
      pending.value = null;
      if (refusal.value.status === 401) onSessionOver();
      return false;
    }
    const nobody = asked.act === 'call-next' && answer?.ticket === null;
    if (moves.has(asked.act) && !nobody) await pictureFollows(view, meaning);
    pending.value = null;
    if (nobody || answer?.next?.ticket === null) note.value = 'nobody-to-call';
    if (asked.act === 'caption') note.value = 'caption-shown';
    return true;
  };
  return { pending, noAnswer, refusal, note, forget, act };
};
