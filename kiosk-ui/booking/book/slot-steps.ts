import { computed } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { SlotsAnswer } from '../../../contract/http-answers.ts';
import { dayOf } from '../book-words.ts';

export interface BookableDay { readonly day: string; readonly free: number; readonly first: string | null }
/** The days that may be booked, with what is left on each. */
export const useDays = (answer: Readonly<Ref<SlotsAnswer | null>>): ComputedRef<readonly BookableDay[]> => computed(() => (answer.value?.days ?? []).map((day) => {
  const slots = (answer.value?.slots ?? []).filter((slot) => dayOf(slot.start) === day);
  return { day, free: slots.reduce((sum, slot) => sum + slot.free, 0), first: slots.find((slot) => slot.free > 0)?.start ?? null };
}));
