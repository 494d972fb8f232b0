import { configureHall } from '../../server/engine/open-hall.ts';
import type { TestHouse } from './house.ts';
import type { Reply } from './person.ts';

/** What people do with times, as steps of a test. */
export type Step = (house: TestHouse) => Promise<Reply>;
export const ten = '2026-03-03T10:00:00+08:00';
const bookings = async (house: TestHouse) => [...house.engine.hall.appointments.values()];
/** A stranger books at ten, unless told otherwise; `reservation` true: the slot that is kept already. */
export const books = (more: object = {}): Step => async (house) => {
  const kept = 'reservation' in more && more.reservation === true ? { reservation: house.house.kept.nameOf(house.engine.id, (await bookings(house))[0]?.id ?? ('' as never)) } : {};
  return house.stranger.press('/appointments', { serviceId: 'residence-permit', start: ten, phone: '13900000001', ...more, ...kept });
};
const beside = async (house: TestHouse, kind: 'booking-token' | 'booking-code'): Promise<string> => (await house.store.side(house.engine.id, (await bookings(house)).at(-1)?.id ?? '', kind))?.value ?? '';
export const cancels: Step = async (house) => house.stranger.post(`/api/appointments/${await beside(house, 'booking-token')}/cancel`);
/** On the same day, at this hour. */
export const moves = (hour: string): Step => async (house) => house.stranger.post(`/api/appointments/${await beside(house, 'booking-token')}/move`, { start: `2026-03-06T${hour}:00:00+08:00` });
export const checksIn: Step = async (house) => (await house.device('kiosk')).press('/check-ins', { code: await beside(house, 'booking-code') });
/** From now on visitors book on the platform of the city. */
export const elsewhere: Step = async (house) => {
  const { config } = house.engine.hall.catalogue;
  if (config.booking === undefined) throw new Error('this hall takes bookings');
  await configureHall(house.engine, { ...config, booking: { ...config.booking, source: 'platform', platform: { name: { 'zh-CN': '平台', en: 'Platform' }, url: 'https://city.example' } } });
  return house.stranger.get('/api/health');
};

export const ownOnly: Step = async (house) => {
  const { config } = house.engine.hall.catalogue;
  if (config.booking === undefined) throw new Error('this hall takes bookings');
  await configureHall(house.engine, { ...config, booking: { ...config.booking, source: 'own' } });
  return house.stranger.get('/api/health');
};
export const imports = (more: object = {}): Step => async (house) => house.platform.press('/bookings', { number: 'CITY-0001', serviceId: 'residence-permit', start: ten, phone: '13900000001', ...more });
export const bars = (until: string): Step => async (house) => (await house.staff('3001')).press(`/persons/${[...house.engine.hall.persons.keys()][0] ?? ''}/bar`, { reason: 'sold places', until });
