import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CounterId, DeviceId, StaffNumber } from '../../server/domain/brands.ts';
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
    await store.access.saveDevice('a', kiosk);
    await store.access.saveDevice('b', screen);
    expect(await store.access.findDevice('a')).toEqual(kiosk);
    expect(await store.access.findDevice('b')).toEqual(screen);
    expect(await store.access.findDevice('c')).toBeNull();
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
