import { readFileSync } from 'node:fs';

/** Passwords of gateways, `{"name": "value"}`, beside the database and never in a hall file. No file: none. Throws when it can't be read as that. */
export const gatewaySecrets = (file: string): ReadonlyMap<string, string> => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  const read: unknown = JSON.parse(text);
  if (typeof read !== 'object' || read === null || !Object.values(read).every((value) => typeof value === 'string')) throw new Error(`${file} must hold names and their passwords as text`);
  return new Map(Object.entries(read as Record<string, string>));
};
