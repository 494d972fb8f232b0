import { onMounted, shallowRef } from 'vue';
import type { Language } from '../contract/live-events.ts';
import { createTimeWords, momentWords } from '../ui-kit/time-words.ts';
import { useClient } from './hall-client.ts';

export interface HallTime {
  /** `10:24` */
  readonly face: (instant: number) => string;
  /** `10:24`, with its day when that is not today. */
  readonly moment: (instant: number, now: number, language: Language) => string;
  /** `2025-11-22` */
  readonly localDay: (instant: number) => string;
}

/** Instants in epoch ms as the hall's clock shows them: in the hall's time zone once it is known, in this machine's until then. */
export const useHallTime = (hall: string): HallTime => {
  const client = useClient();
  const words = shallowRef(createTimeWords(Intl.DateTimeFormat().resolvedOptions().timeZone));
  onMounted(async () => {
    const told = document.documentElement.dataset['timeZone'];
    if (told !== undefined) {
      words.value = createTimeWords(told);
      return;
    }
    const answer = await client.get<{ readonly timeZone?: string }>(`/api/halls/${encodeURIComponent(hall)}`);
    if (answer.ok && answer.body.timeZone !== undefined) words.value = createTimeWords(answer.body.timeZone);
  });
  return { face: (instant) => words.value.face(instant), moment: (instant, now, language) => momentWords(words.value, instant, now, language), localDay: (instant) => words.value.localDay(instant) };
};
