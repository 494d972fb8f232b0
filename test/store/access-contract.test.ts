import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CounterId, DeviceId, HallId, StaffNumber } from '../../server/domain/brands.ts';
import type { Store } from '../../server/store/store.ts';
import { openNewStore, storeKinds } from './new-store.ts';
import type { OpenedStore } from './new-store.ts';
import { hallId } from './rehearsed-hall.ts';

describe.each(storeKinds)('access in the %s store', (kind) => {
  let opened: OpenedStore;
  let store: Store;
  beforeEach(() => {
    opened = openNewStore(kind);
    store = opened.store;
  });
  afterEach(() => opened.remove());

  test('sessions are found until they are dropped', async () => {
    const session = { hall: hallId, number: '1001' as StaffNumber, expiresAt: 1000 };
    expect(await store.access.findSession('hash')).toBeNull();
    await store.access.saveSession('hash', session);
    expect(await store.access.findSession('hash')).toEqual(session);
    await store.access.saveSession('hash', { ...session, expiresAt: 2000 });
    expect(await store.access.findSession('hash')).toEqual({ ...session, expiresAt: 2000 });
    await store.access.dropSession('hash');
    expect(await store.access.findSession('hash')).toBeNull();
  });

  test('devices stay paired', async () => {
    const kiosk = { hall: hallId, device: 'kiosk-1' as DeviceId, kind: 'kiosk', counter: null } as const;
    const screen = { hall: hallId, device: null, kind: 'display', counter: '2' as CounterId } as const;
    await store.access.saveDevice('a', kiosk, 1000);
    await store.access.saveDevice('b', screen, 2000);
    expect(await store.access.findDevice('a')).toEqual(kiosk);
    expect(await store.access.findDevice('b')).toEqual(screen);
    expect(await store.access.findDevice('c')).toBeNull();
  });

  test('the paired devices of a hall are listed, the latest first, until they are dropped', async () => {
    const kiosk = { hall: hallId, device: 'kiosk-1' as DeviceId, kind: 'kiosk', counter: null } as const;
    await store.access.saveDevice('early', kiosk, 1000);
    await store.access.saveDevice('late', { ...kiosk, kind: 'display', device: null }, 3000);
    await store.access.saveDevice('between', kiosk, 2000);
    await store.access.saveDevice('elsewhere', { ...kiosk, hall: 'other' as HallId }, 4000);
    expect((await store.access.listDevices(hallId)).map(({ tokenHash, pairedAt }) => [tokenHash, pairedAt])).toEqual([['late', 3000], ['between', 2000], ['early', 1000]]);
    expect((await store.access.listDevices(hallId))[2]).toEqual({ ...kiosk, tokenHash: 'early', pairedAt: 1000 });
    for (let n = 0; n < 2; n += 1) await store.access.dropDevice('late');
    expect(await store.access.findDevice('late')).toBeNull();
    expect((await store.access.listDevices(hallId)).map(({ tokenHash }) => tokenHash)).toEqual(['between', 'early']);
  });

  test('a pairing code works once, and not after its time', async () => {
    const pairing = { hall: hallId, device: 'agent-1' as DeviceId, kind: 'agent', counter: null, expiresAt: 1000 } as const;
    await store.access.savePairing('code', pairing);
    await store.access.savePairing('late', pairing);
    expect(await store.access.takePairing('other', 999)).toBeNull();
    expect(await store.access.takePairing('code', 999)).toEqual(pairing);
    expect(await store.access.takePairing('code', 999)).toBeNull();
    expect(await store.access.takePairing('late', 1000)).toBeNull();
    expect(await store.access.takePairing('late', 999)).toBeNull();
  });
});
