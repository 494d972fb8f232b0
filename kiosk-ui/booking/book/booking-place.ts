import { onScopeDispose, ref } from 'vue';
import type { Ref } from 'vue';
import { freshKey } from '../../../contract/client.ts';
import { chosenInAddress } from '../phone-words.ts';

/** Where somebody is in the booking. It stands in the address, so that the phone's own back key works and nothing has to be stored. `service`: ids with commas. `key`: of the booking itself, the same after a reload. */
export interface BookingPlace { readonly service: string | null; readonly day: string | null; readonly start: string | null; readonly reservation: string | null; readonly key: string | null }
export type BookingStep = 'service' | 'day' | 'time' | 'who';

const read = (): BookingPlace => {
  const query = new URLSearchParams(location.search);
  return { service: query.get('service'), day: query.get('day'), start: query.get('start'), reservation: query.get('kept'), key: query.get('key') };
};
export const stepOf = (place: BookingPlace): BookingStep => (place.service === null ? 'service' : place.day === null ? 'day' : place.start === null || place.reservation === null ? 'time' : 'who');

export interface Booking {
  readonly place: Readonly<Ref<BookingPlace>>;
  readonly go: (to: Partial<BookingPlace>) => void;
  readonly back: () => void;
  /** Another key for the next press, in the same place. */
  readonly renew: () => void;
  /** Other services on the page where the day is asked; going back does not lead through each of them. */
  readonly choose: (services: readonly string[]) => void;
}
export const useBookingPlace = (): Booking => {
  const place = ref(read());
  const written = (to: BookingPlace): string => {
    const query = chosenInAddress();
    const parts = [['service', to.service], ['day', to.day], ['start', to.start], ['kept', to.reservation], ['key', to.key]] as const;
    for (const [name, value] of parts) if (value !== null) query.set(name, value);
    return `/book${query.toString() === '' ? '' : '?'}${query.toString()}`;
  };
  const replace = (to: BookingPlace): void => {
    place.value = to;
    history.replaceState(null, '', written(to));
  };
  const came = (): void => { place.value = read(); };
  window.addEventListener('popstate', came);
  onScopeDispose(() => window.removeEventListener('popstate', came));
  return {
    place,
    go: (to) => {
      const next = { ...place.value, ...to };
      place.value = next.reservation !== null && next.key === null ? { ...next, key: freshKey() } : next;
      history.pushState(null, '', written(place.value));
      window.scrollTo(0, 0);
    },
    renew: () => replace({ ...place.value, key: freshKey() }),
    choose: (services) => replace({ ...place.value, service: services.join(',') }),
    back: () => {
      const { service, day, start } = place.value;
      place.value = start !== null ? { service, day, start: null, reservation: null, key: null } : day !== null ? { service, day: null, start: null, reservation: null, key: null } : { service: null, day: null, start: null, reservation: null, key: null };
      history.pushState(null, '', written(place.value));
      window.scrollTo(0, 0);
    },
  };
};
