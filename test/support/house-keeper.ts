import { afterEach } from 'vitest';
import { openTestHouse } from './house.ts';
import type { HouseOptions, TestHouse } from './house.ts';

/** Opens houses for the tests of one file and closes each after its test, also after one that failed. */
export const houseKeeper = (): ((options?: HouseOptions) => Promise<TestHouse>) => {
  const opened: TestHouse[] = [];
  afterEach(async () => { for (const house of opened.splice(0)) await house.close(); });
  return async (options = {}) => {
    const house = await openTestHouse(options);
    opened.push(house);
    return house;
  };
};
