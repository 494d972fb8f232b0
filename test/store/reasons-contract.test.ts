import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceId, StaffNumber } from '../../server/domain/brands.ts';
import type { SideRow, Store } from '../../server/store/store.ts';
import { openNewStore, storeKinds } from './new-store.ts';
import type { OpenedStore } from './new-store.ts';
import { hallId, hours, RehearsedHall } from './rehearsed-hall.ts';

const reason = (ref: string): SideRow => ({ ref, kind: 'reason', value: `reason of ${ref}`, salt: 'salt' });
const token = (ref: string): SideRow => ({ ref, kind: 'token', value: `token of ${ref}`, salt: 'salt' });
const manager = { kind: 'staff', number: '4001' as StaffNumber } as const;

describe.each(storeKinds)('what goes with the day, in the %s store', (kind) => {
  let opened: OpenedStore;
  let store: Store;
  beforeEach(() => {
    opened = openNewStore(kind);
    store = opened.store;
  });
  afterEach(() => opened.remove());

  test('the reason of a suspension stays as long as it stands, and goes with the first new day after its end', async () => {
    const played = new RehearsedHall().open();
    const scope = { kind: 'hall' } as const;
    for (const id of ['s1', 's2']) played.run({ type: 'suspend', by: manager, id, scope: id === 's1' ? scope : { kind: 'service', id: 'pension' as ServiceId }, reason: { 'zh-CN': '停电', en: 'No power' }, seal: `seal of ${id}`, expectedBack: null });
    await played.run({ type: 'end-suspension', by: manager, id: 's2' }).save(store, { sides: [reason('s1'), reason('s2')] });
    for (let day = 0; day < 2; day += 1) {
      await played.later(hours(24)).openDay().save(store);
      expect([await store.side(hallId, 's1', 'reason'), await store.side(hallId, 's2', 'reason')]).toEqual([reason('s1'), null]);
    }
    await played.run({ type: 'end-suspension', by: manager, id: 's1' }).save(store);
    expect(await store.side(hallId, 's1', 'reason')).toEqual(reason('s1'));
    await played.later(hours(24)).openDay().save(store);
    expect(await store.side(hallId, 's1', 'reason')).toBeNull();
  });

  test('who is in line over the change of day keeps the way to the own ticket; it goes with the first new day after the end', async () => {
    const played = new RehearsedHall().open().signIn('1', '1001');
    await played.issue('t1').issue('t2').at1('call-next').at1('start').finishAt1().save(store, { sides: [token('t1'), token('t2')] });
    const known = async (): Promise<readonly (string | null)[]> => Promise.all(['t1', 't2'].map(async (id) => (await store.ticketOfToken(`token of ${id}`))?.ticketId ?? null));
    expect(await known()).toEqual(['t1', 't2']);
    for (let day = 0; day < 2; day += 1) {
      await played.later(hours(24)).openDay().save(store);
      expect(await known()).toEqual([null, 't2']);
    }
    await played.at1('call-next').at1('start').finishAt1().save(store);
    await played.later(hours(24)).openDay().save(store);
    expect(await known()).toEqual([null, null]);
    expect(await store.side(hallId, 't2', 'token')).toBeNull();
  });
});
