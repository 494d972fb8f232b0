import { computed, inject, provide, ref, watch } from 'vue';
import type { InjectionKey, Ref } from 'vue';
import type { Client } from '../contract/client.ts';
import type { KioskView } from '../contract/live-events.ts';
import { usePress } from '../ui-kit/press.ts';

/** `coming` only after a real acknowledgement. */
export type HelpState = 'none' | 'sending' | 'asked' | 'coming' | 'failed';
type HelpWords = 'help.ask' | 'help.sending' | 'help.asked' | 'help.coming' | 'help.failed';
const wordsOf: { readonly [state in HelpState]: HelpWords } = { none: 'help.ask', sending: 'help.sending', asked: 'help.asked', coming: 'help.coming', failed: 'help.failed' };

export interface Help {
  readonly state: Readonly<Ref<HelpState>>;
  readonly words: Readonly<Ref<HelpWords>>;
  readonly ask: () => void;
}
const helpKey: InjectionKey<Help> = Symbol('help');

export const provideHelp = (client: Client, hallPath: string, view: Readonly<Ref<KioskView>>): Help => {
  const press = usePress<{ readonly id: string }>(client);
  /** Between the answer and the first view that shows the call. */
  const sent: Ref<string | null> = ref(null);
  watch(() => view.value.seq, () => {
    sent.value = null;
  });
  const state = computed((): HelpState => {
    if (view.value.help !== null) return view.value.help.state === 'acknowledged' ? 'coming' : 'asked';
    if (press.busy.value) return press.noAnswer.value ? 'failed' : 'sending';
    if (sent.value !== null) return 'asked';
    return press.refusal.value === null ? 'none' : 'failed';
  });
  const ask = (): void => {
    if (state.value === 'asked' || state.value === 'coming') return;
    void press.press(`${hallPath}/help`, {}).then((answer) => {
      sent.value = answer?.id ?? null;
    });
  };
  const help: Help = { state, words: computed(() => wordsOf[state.value]), ask };
  provide(helpKey, help);
  return help;
};

export const useHelp = (): Help => {
  const help = inject(helpKey);
  if (help === undefined) throw new Error('a kiosk screen stands outside the kiosk');
  return help;
};
