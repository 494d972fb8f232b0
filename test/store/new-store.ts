import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore } from '../../server/store/memory-store.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { StoreFaults } from '../../server/store/store-faults.ts';
import type { Store } from '../../server/store/store.ts';

export const storeKinds = ['sqlite', 'memory'] as const;
export interface OpenedStore { readonly store: Store; /** As after a restart; what lives in memory only stays. */ readonly reopen: () => Promise<Store>; readonly remove: () => Promise<void> }

/** An empty store, and what closes it and removes its directory. */
export const openNewStore = (kind: (typeof storeKinds)[number], faults: StoreFaults = {}): OpenedStore => {
  const dataDir = mkdtempSync(join(tmpdir(), 'paihao-store-'));
  const openSqlite = (): Store => openSqliteStore({ dataDir, faults });
  const store = kind === 'memory' ? createMemoryStore({ faults }) : openSqlite();
  const state = { store };
  return {
    store,
    reopen: async () => {
      if (kind === 'memory') return state.store;
      await state.store.close();
      state.store = openSqlite();
      return state.store;
    },
    remove: async () => {
      await state.store.close();
      rmSync(dataDir, { recursive: true });
    },
  };
};
