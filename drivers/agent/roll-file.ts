import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paper used of the roll in each printer, mm, kept between two starts. A few centimetres may be lost with the power. */
export interface RollBook {
  read(): Readonly<Record<string, number>>;
  write(rolls: Readonly<Record<string, number>>): void;
}

export const rollFile = (folder: string): RollBook => {
  const path = join(folder, 'rolls.json');
  return {
    read: () => {
      try {
        const kept = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;
        return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= 0));
      } catch {
        return {};
      }
    },
    write: (rolls) => {
      writeFileSync(`${path}.new`, `${JSON.stringify(rolls)}\n`);
      renameSync(`${path}.new`, path);
    },
  };
};
