import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppointmentId, PersonId, ServiceId } from '../../server/domain/brands.ts';
import { instant, localDay } from '../../server/domain/brands.ts';
import type { SideRow, Store } from '../../server/store/store.ts';
import { tinyCatalogue, tinyHall } from '../support/tiny-hall.ts';
import { openNewStore, storeKinds } from './new-store.ts';
import type { OpenedStore } from './new-store.ts';
import { hallId, hours, RehearsedHall } from './rehearsed-hall.ts';

const row = (ref: string, kind: SideRow['kind'], value: string): SideRow => ({ ref, kind, value, salt: 'salt' });
const beside = (ref: string, code: string): readonly SideRow[] => [row(ref, 'booking-token', `link-${ref}`), row(ref, 'booking-code', code), row(ref, 'contact', '{}'), row(ref, 'phone', '13800138000'), row(ref, 'phone-tail', '8000'), row('p1', 'person', 'hash-of-p1')];

/** What stands beside appointments, in every store. */
describe.each(storeKinds)('the %s store, of bookings', (kind) => {
  const faults: { beforeCommit?: () => void } = {};
  let opened: OpenedStore;
  let store: Store;
  beforeEach(() => {
    delete faults.beforeCommit;
    opened = openNewStore(kind, faults);
    store = opened.store;
  });
  afterEach(() => opened.remove());
  const refs = async (what: 'booking-token' | 'booking-code' | 'phone' | 'phone-tail' | 'person', value: string): Promise<readonly string[]> => (await store.find(what, value)).map(({ ref }) => ref);
  const book = (played: RehearsedHall, id: string, minutesAhead: number): RehearsedHall => played.run({
    type: 'book', by: { kind: 'visitor' }, id: id as AppointmentId, wish: { services: ['business-licence' as ServiceId], cases: 1, start: instant(Math.ceil(played.at / 1_800_000) * 1_800_000 + minutesAhead * 60_000) },
    language: 'zh-CN', person: 'p1' as PersonId, given: ['phone'], external: null, seals: { token: 's', code: 's', contact: 's' },
  });

  test('a row is found by its value, in the order of booking, and gone a week after the visit with what the store knows by heart', async () => {
    const played = new RehearsedHall().open();
    await book(played, 'a1', 60).save(store, { sides: beside('a1', '111111111') });
    await book(played, 'a2', 120).save(store, { sides: beside('a2', '222222222') });
    const found = async (): Promise<unknown> => [await refs('booking-code', '111111111'), await refs('phone', '13800138000'), await refs('phone-tail', '8000'), await refs('person', 'hash-of-p1'), await refs('booking-token', 'link-a2')];
    const both = [['a1'], ['a1', 'a2'], ['a1', 'a2'], ['p1'], ['a2']];
    expect(await found()).toEqual(both);
    expect(await store.side(hallId, 'a1', 'contact')).toEqual(row('a1', 'contact', '{}'));
    store = await opened.reopen();
    expect(await found()).toEqual(both);
    for (let day = 0; day < 9; day += 1) await played.later(hours(24)).openDay().save(store);
    // The person's record outlives the visit, because rules count it.
    expect(await found()).toEqual([[], [], [], ['p1'], []]);
    expect(await store.side(hallId, 'a1', 'contact')).toBeNull();
    await book(played, 'a3', 60).save(store, { sides: beside('a3', '111111111') });
    expect(await found()).toEqual([['a3'], ['a3'], ['a3'], ['p1'], []]);
  });

  test('who comes back in the transaction that would have forgotten them is known after the next start', async () => {
    const played = new RehearsedHall().run({ type: 'configure', by: { kind: 'clock' }, catalogue: tinyCatalogue({ calendar: { loadedUntil: localDay('2027-12-31'), days: [] } }) }).openDay();
    await book(played, 'a1', 60).save(store);
    await book(played.later(hours(24 * 402)).openDay(), 'a2', 60).save(store);
    expect((await store.loadHall(hallId))?.persons.map(({ id, past }) => [id, past.length])).toEqual([['p1', 1]]);
    await played.later(hours(24)).openDay().save(store);
    store = await opened.reopen();
    expect((await store.loadHall(hallId))?.persons.map(({ id }) => id)).toEqual(['p1']);
  });

  test('a slot that was given back and booked in the end stands once, and leaves with its day', async () => {
    const played = new RehearsedHall().open();
    const start = instant(played.at + hours(1));
    await played.run({ type: 'reserve', by: { kind: 'visitor' }, id: 'a1' as AppointmentId, wish: { services: ['business-licence' as ServiceId], cases: 1, start }, language: 'zh-CN' }).save(store);
    await played.run({ type: 'drop-reservation', by: { kind: 'visitor' }, id: 'a1' as AppointmentId }).save(store);
    await book(played, 'a1', 60).save(store);
    for (let day = 0; day < 9; day += 1) await played.later(hours(24)).openDay().save(store);
    expect((await store.loadHall(hallId))?.appointments).toEqual([]);
    store = await opened.reopen();
    expect((await store.loadHall(hallId))?.appointments).toEqual([]);
  });

  test('what a bar of two years rests on is not forgotten while it lasts', async () => {
    const { booking } = tinyHall();
    if (booking === undefined) throw new Error('this hall books');
    const years = { loadedUntil: localDay('2030-12-31'), days: [] };
    const rules = [{ id: 'usual', cancelBefore: 60, bar: { missed: 1, within: 'always', lasts: { months: 24 } } }] as const;
    const played = new RehearsedHall().run({ type: 'configure', by: { kind: 'clock' }, catalogue: tinyCatalogue({ calendar: years, booking: { ...booking, rules } }) }).openDay();
    await book(played, 'a1', 60).save(store);
    await played.later(hours(24 * 402)).openDay().save(store);
    expect((await store.loadHall(hallId))?.persons.map(({ id }) => id)).toEqual(['p1']);
    await played.later(hours(24 * 800)).openDay().save(store);
    expect((await store.loadHall(hallId))?.persons).toEqual([]);
  });

  test('a code is one appointment\'s, also within a transaction, and one that failed leaves nothing behind', async () => {
    const played = new RehearsedHall().open();
    await book(played, 'a1', 60).save(store, { sides: beside('a1', '111111111') });
    const second = book(played, 'a2', 120).writes({ sides: beside('a2', '111111111') });
    await expect(store.commit(hallId, { outcomeKeys: [], numbersOf: null }, () => second)).rejects.toThrow('booking code');
    const twice = { ...second, sides: [row('a2', 'booking-code', '333333333'), row('a9', 'booking-code', '333333333')] };
    await expect(store.commit(hallId, { outcomeKeys: [], numbersOf: null }, () => twice)).rejects.toThrow('booking code');
    faults.beforeCommit = () => { throw new Error('the disk is full'); };
    const good = { ...second, sides: beside('a2', '222222222') };
    await expect(store.commit(hallId, { outcomeKeys: [], numbersOf: null }, () => good)).rejects.toThrow('the disk is full');
    expect([await refs('booking-code', '333333333'), await refs('booking-code', '222222222'), await refs('phone', '13800138000')]).toEqual([[], [], ['a1']]);
    delete faults.beforeCommit;
    await store.commit(hallId, { outcomeKeys: [], numbersOf: null }, () => good);
    expect(await refs('booking-code', '222222222')).toEqual(['a2']);
  });
});
