import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const above = (folder: string): string => {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('there is no package.json above the server: it must stay inside the folder of the project');
  return above(parent);
};

/** Where migrations, hall files, voices and built screens lie, whether the server runs from its sources or from dist. */
export const projectRoot = above(dirname(fileURLToPath(import.meta.url)));
