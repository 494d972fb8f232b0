import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceId, StaffNumber } from '../../server/domain/brands.ts';
import type { SideRow, Store } from '../../server/store/store.ts';
import { openNewStore, storeKinds } from './new-store.ts';
import type { OpenedStore } from './new-store.ts';
import { hallId, hours, RehearsedHall } from './rehearsed-hall.ts';

const reason = (ref: string): SideRow => ({ ref, kind: 'reason', value: `reason of ${ref}`, salt: 'salt' });
const manager = { kind: 'staff', number: '4001' as StaffNumber } as const;

describe.each(storeKinds)('reasons in the %s store', (kind) => {
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
});
