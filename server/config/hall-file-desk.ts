import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isMap, isNode, isScalar, isSeq, parseDocument, stringify } from 'yaml';
import type { Document } from 'yaml';
import type { DeviceConfig, HallConfig } from '../domain/hall-config.ts';
import type { DeviceModels } from '../domain/hall-model-faults.ts';
import type { HallFileDesk } from '../domain/hall-file-desk.ts';
import { readHallFile } from './read-hall-file.ts';

const written = (device: DeviceConfig): string => stringify(device, { collectionStyle: 'flow', lineWidth: 0 }).trim();

interface Section { readonly indent: string; readonly from: number; readonly to: number; readonly tail: readonly string[]; readonly entries: ReadonlyMap<string, readonly string[]> }
const isBeside = (line: string): boolean => /^\s*(#.*)?$/.test(line);

/** The lines of the list of devices, where each begins a line of its own; null for a list that is written in another way. */
const sectionOf = (text: string, lines: readonly string[], document: Document): Section | null => {
  const pairs = isMap(document.contents) ? document.contents.items : [];
  const at = pairs.findIndex(({ key }) => isScalar(key) && key.value === 'devices');
  const list = pairs[at]?.value;
  const lineOf = (node: unknown): number => text.slice(0, isNode(node) ? (node.range?.[0] ?? 0) : 0).split('\n').length - 1;
  if (!isSeq(list) || list.flow === true || list.items.length === 0 || lineOf(pairs[at]?.key) === lineOf(list.items[0])) return null;
  const starts = list.items.map(lineOf);
  const to = pairs[at + 1] === undefined ? lines.length : lineOf(pairs[at + 1]?.key);
  const from = lineOf(pairs[at]?.key) + 1;
  // Blank lines and comments belong to the entry below them, the last ones to whatever follows.
  const entries = new Map<string, readonly string[]>();
  let above = lines.slice(from, starts[0]);
  list.items.forEach((item, n) => {
    const own = lines.slice(starts[n], starts[n + 1] ?? to);
    const last = own.findLastIndex((line) => !isBeside(line));
    entries.set(JSON.stringify(isMap(item) ? item.toJS(document) : null), [...above, ...own.slice(0, last + 1)]);
    above = own.slice(last + 1);
  });
  return { indent: /^\s*/.exec(lines[starts[0] ?? 0] ?? '')?.[0] ?? '', from, to, tail: above, entries };
};

/** The file with its devices as given; everything else, comments too, stays as it was written, and so do entries that did not change. */
export const withDevices = (text: string, devices: readonly DeviceConfig[]): string => {
  const document = parseDocument(text);
  const lines = text.split('\n');
  const section = sectionOf(text, lines, document);
  if (section === null) {
    document.set('devices', devices);
    return document.toString({ lineWidth: 0 });
  }
  const { indent, from, to, tail, entries } = section;
  const fresh = devices.flatMap((device) => entries.get(JSON.stringify(device)) ?? [`${indent}- ${written(device)}`]);
  return [...lines.slice(0, from), ...fresh, ...tail, ...lines.slice(to)].join('\n');
};

/** Checks changed halls as if they had been written by hand, and writes what is changed into the hall file `path`; null: the hall has no file, its rows are all there is. */
export const hallFileDesk = (path: string | null, models: DeviceModels): HallFileDesk => ({
  check: (config: HallConfig) => {
    const read = readHallFile(JSON.stringify(config), () => null, models);
    return read.ok ? { ok: true, config: read.config } : { ok: false, faults: read.faults.map((fault) => ({ path: fault.path, text: fault.text })) };
  },
  models: models.shipped,
  saveDevices: (devices) => {
    if (path === null) return;
    const fresh = withDevices(readFileSync(path, 'utf8'), devices);
    copyFileSync(path, `${path}.bak`);
    // Only its owner may read a hall file: it holds hashes of PINs. A power cut leaves the old file or the new one.
    writeFileSync(`${path}.new`, fresh, { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
  },
});
