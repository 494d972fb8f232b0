import type { IntegrationConfig } from '../../server/domain/booking-config.ts';
import { tokenHash } from '../../server/engine/fresh-values.ts';
import { configureHall } from '../../server/engine/open-hall.ts';
import type { TestHouse } from './house.ts';
import { Person } from './person.ts';

const key = 'the-key-of-the-county';
/** A county's program beside the city's, which may do the same unless told otherwise. */
export const secondPlatform = async (house: TestHouse, more: Partial<IntegrationConfig> = {}): Promise<Person> => {
  const { config } = house.engine.hall.catalogue;
  const [city] = config.integrations ?? [];
  if (city === undefined) throw new Error('this hall has a platform');
  await configureHall(house.engine, { ...config, integrations: [city, { ...city, id: 'county', keyHash: tokenHash(key), ...more }] });
  return new Person(house, key);
};
