import { onMounted, shallowRef } from 'vue';
import { createTimeWords } from '../ui-kit/time-words.ts';
import { useClient } from './hall-client.ts';

/** Face of the hall's clock, `10:24`, for an instant in epoch ms: in the hall's time zone once it is known, in this machine's until then. */
export const useHallTime = (hall: string): ((instant: number) => string) => {
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
  return (instant) => words.value.face(instant);
};
