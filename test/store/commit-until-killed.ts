import type { Store } from '../../server/store/store.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { tinyCatalogue, tinyHall } from '../support/tiny-hall.ts';
import { RehearsedHall } from './rehearsed-hall.ts';

// A process of its own: issues tickets one transaction after the other, and says each id only when it was committed.
const endlessNumbers = tinyHall().queues.map((queue) => ({ ...queue, to: 9_999_999 }));

const issueForEver = async (store: Store): Promise<never> => {
  const hall = new RehearsedHall().run({ type: 'configure', by: { kind: 'clock' }, catalogue: tinyCatalogue({ queues: endlessNumbers }) }).openDay();
  await hall.save(store);
  for (let n = 1; ; n += 1) {
    const id = `t${n}`;
    const side = { ref: id, kind: 'token', value: `token of ${id}`, salt: 'salt' } as const;
    await hall.issue(id).save(store, { sides: [side], outcomes: [{ key: id, fingerprint: '', status: 201, body: '{}' }] });
    process.stdout.write(`${id}\n`);
  }
};

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('name a data directory');
await issueForEver(openSqliteStore({ dataDir }));
