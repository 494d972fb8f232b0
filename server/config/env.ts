import { readConfig } from './config.ts';
import type { Config } from './config.ts';

/** The only reader of the environment. Prints every fault and ends the process when something can't be used. */
export const configFromEnvironment = (): Config => {
  const read = readConfig(process.env);
  if ('config' in read) return read.config;
  for (const fault of read.faults) process.stderr.write(`${fault}\n`);
  process.exit(1);
};
