import { computed } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { BookableAnswer } from '../../../contract/http-answers.ts';

export type BookableService = BookableAnswer['services'][number];
export interface ChosenServices {
  readonly services: ComputedRef<readonly BookableService[]>;
  /** What one visit may hold besides: services of the group that holds most of what is chosen. */
  readonly besides: ComputedRef<readonly BookableService[]>;
  /** What is asked for all of them together: as many cases as each allows. */
  readonly asked: ComputedRef<BookableService | null>;
}
/** A ticket holds no more services. */
const mostServices = 5;
const idsIn = (written: string | null): readonly string[] => [...new Set((written ?? '').split(',').filter((id) => id !== ''))].slice(0, mostServices);

/** The services that the address names, as one appointment; one that can't be had together with the first is left out. A service stands in the answer once for each of its groups. */
export const useChosenServices = (bookable: Readonly<Ref<BookableAnswer | null>>, written: () => string | null): ChosenServices => {
  const inGroup = (group: string): readonly BookableService[] => (bookable.value?.services ?? []).filter((one) => one.group === group);
  const named = (group: string): readonly BookableService[] => idsIn(written()).map((id) => inGroup(group).find((one) => one.id === id)).filter((one): one is BookableService => one !== undefined);
  const groups = computed(() => (bookable.value?.services ?? []).filter((one) => one.id === idsIn(written())[0]).map((one) => one.group).sort((a, b) => named(b).length - named(a).length));
  const services = computed(() => (groups.value[0] === undefined ? [] : named(groups.value[0])));
  const besides = computed(() => {
    const chosen = new Set(services.value.map((one) => one.id));
    const [group] = groups.value;
    return group === undefined || chosen.size >= mostServices ? [] : inGroup(group).filter((one) => !chosen.has(one.id));
  });
  const asked = computed((): BookableService | null => {
    const [first] = services.value;
    return first === undefined ? null : { ...first, cases: Math.min(...services.value.map((one) => one.cases)) };
  });
  return { services, besides, asked };
};
