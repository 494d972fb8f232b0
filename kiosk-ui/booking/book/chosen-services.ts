import { computed } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { BookableAnswer } from '../../../contract/http-answers.ts';

export type BookableService = BookableAnswer['services'][number];
export interface ChosenServices {
  readonly services: ComputedRef<readonly BookableService[]>;
  /** What one visit may hold besides: services of a group that holds all that is chosen. */
  readonly besides: ComputedRef<readonly BookableService[]>;
  /** What is asked for all of them together: as many cases as each allows. */
  readonly asked: ComputedRef<BookableService | null>;
}
/** A ticket holds no more services. */
const mostServices = 5;
const idsIn = (written: string | null): readonly string[] => [...new Set((written ?? '').split(',').filter((id) => id !== ''))].slice(0, mostServices);

/** The services that the address names, as one appointment; one that can't be had together with the first is left out. A service stands in the answer once for each of its groups. */
export const useChosenServices = (bookable: Readonly<Ref<BookableAnswer | null>>, written: () => string | null): ChosenServices => {
  const chosen = computed((): { readonly services: readonly BookableService[]; readonly besides: readonly BookableService[] } => {
    const all = bookable.value?.services ?? [];
    const ids = idsIn(written());
    const together = [...new Set(all.filter((one) => one.id === ids[0]).map((one) => one.group))].map((group) => {
      const inGroup = all.filter((one) => one.group === group);
      return { inGroup, services: ids.flatMap((id) => inGroup.find((one) => one.id === id) ?? []) };
    }).sort((a, b) => b.services.length - a.services.length);
    const [most] = together;
    if (most === undefined) return { services: [], besides: [] };
    const besides = together.filter((one) => one.services.length === most.services.length).flatMap((one) => one.inGroup).filter((one) => !most.services.some(({ id }) => id === one.id));
    return { services: most.services, besides: besides.filter((one, n) => besides.findIndex(({ id }) => id === one.id) === n) };
  });
  const services = computed(() => chosen.value.services);
  const asked = computed((): BookableService | null => {
    const [first] = services.value;
    return first === undefined ? null : { ...first, cases: Math.min(...services.value.map((one) => one.cases)) };
  });
  return { services, besides: computed(() => (services.value.length < mostServices ? chosen.value.besides : [])), asked };
};
