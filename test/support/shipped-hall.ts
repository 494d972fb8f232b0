import { loadHallFile } from '../../server/config/load-hall-file.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';

/** A hall file that ships, by its name. */
export const shippedHall = (name: string): HallConfig => {
  const file = loadHallFile(new URL(`../../halls/${name}.yaml`, import.meta.url).pathname);
  if (!file.ok) throw new Error(`${name}.yaml has faults`);
  return file.config;
};
