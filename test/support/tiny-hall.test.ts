import { expect, test } from 'vitest';
import { hallFaults } from '../../server/domain/hall-faults.ts';
import { tinyCatalogue, tinyHall } from './tiny-hall.ts';

test('the tiny hall is one that a hall file could say', () => {
  expect(hallFaults(tinyHall())).toEqual([]);
  expect(tinyCatalogue({ dayChange: 0 }, 3)).toMatchObject({ version: 3, config: { dayChange: 0 } });
});
