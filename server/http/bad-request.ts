import { localDay } from '../domain/brands.ts';
import type { LocalDay } from '../domain/brands.ts';
import { dayExists } from '../domain/hall-hours-faults.ts';
import { faultAt } from './fault-words.ts';
import { RequestRefused } from './problem.ts';

/** What a schema can't check: a fault of this kind at `path`, such as `body/phone`. */
export const badRequest = (path: string, kind: string, params: Readonly<Record<string, unknown>> = {}): RequestRefused => new RequestRefused('bad-request', { faults: [faultAt(path, kind, params)] });

/** A local day, `YYYY-MM-DD`, that exists. */
export const dayFrom = (text: string, path: string): LocalDay => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !dayExists(text)) throw badRequest(path, 'day');
  return localDay(text);
};
