import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import type { CatalogueService } from '../contract/catalogue.ts';
import { casesAsked } from './flow/cases.ts';
import { open, placeOf, servicesToTake } from './flow/flow.ts';
import { useKiosk } from './kiosk-context.ts';

/** The way to the number: asks for the cases first where a service wants to know them. */
export const useTake = (): { readonly ask: () => void; readonly most: ComputedRef<number | null>; readonly services: ComputedRef<readonly CatalogueService[]> } => {
  const { flow, go, hall, take } = useKiosk();
  const services = computed(() => servicesToTake(flow.value).map((id) => hall.value.services.get(id)).filter((service) => service !== undefined));
  const most = computed(() => casesAsked(services.value));
  const ask = (): void => {
    const place = placeOf(flow.value);
    const last = services.value[services.value.length - 1];
    if (most.value !== null && most.value > 1 && place.at !== 'cases' && last !== undefined) go(open(flow.value, { at: 'cases', id: last.id }));
    else take();
  };
  return { ask, most, services };
};
