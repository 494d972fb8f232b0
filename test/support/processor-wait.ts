import { readFileSync } from 'node:fs';

/** Milliseconds in which this thread was ready to run while other programs had the processor, since it began; 0 where the system doesn't count them. */
export const waitedForProcessorMs = (): number => {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
};
