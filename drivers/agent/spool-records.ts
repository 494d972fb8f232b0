import { crc32 } from 'node:zlib';
import type { PrintJob, PrintReport } from '../../contract/device-jobs.ts';

/** What the spool writes down, one line each, in the order it happened. */
export type SpoolRecord =
  | { readonly t: 'job'; readonly job: PrintJob }
  | { readonly t: 'begun'; readonly id: string }
  | { readonly t: 'report'; readonly report: PrintReport }
  | { readonly t: 'acked'; readonly id: string };

export interface ReadRecords {
  readonly records: readonly SpoolRecord[];
  /** A line in the middle is unreadable: a "begun" may be missing, so nothing unfinished may be printed. */
  readonly damaged: boolean;
}

const sum = (text: string): string => crc32(text).toString(16).padStart(8, '0');

export function writeRecord(record: SpoolRecord): string {
  const text = JSON.stringify(record);
  return `${sum(text)} ${text}\n`;
}

/** A last line without its end is what a crash leaves of a write nobody was told about: it is passed over. */
export function readRecords(text: string): ReadRecords {
  const lines = text.split('\n');
  lines.pop();
  const records: SpoolRecord[] = [];
  let damaged = false;
  for (const line of lines) {
    const body = line.slice(9);
    if (line.slice(0, 8) === sum(body)) records.push(JSON.parse(body) as SpoolRecord);
    else damaged = true;
  }
  return { records, damaged };
}
