import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { root } from './children.ts';

interface DemoHall { readonly queues: readonly object[]; readonly services: readonly { readonly id: string; readonly kind: string }[] }
export interface PrinterSpec { readonly id: string; readonly profile: string; readonly path: string }
export interface StormHall { readonly file: string; readonly services: readonly string[] }

const prefixes = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** The demo hall with nothing but printers on an agent of its own, each under a kiosk; the first kiosk may use the second one's printer. */
export const writeStormHall = (folder: string, printers: readonly PrinterSpec[]): StormHall => {
  const demo = parse(readFileSync(join(root, 'halls', 'demo.yaml'), 'utf8')) as DemoHall;
  const name = (words: string) => ({ 'zh-CN': words, en: words });
  const devices = [
    { id: 'agent-1', kind: 'agent', name: name('agent'), apart: true },
    ...printers.flatMap(({ id, profile, path }, n) => [
      { id: `kiosk-${n + 1}`, kind: 'kiosk', name: name(`kiosk ${n + 1}`), zone: 'a', printer: id, ...(n === 0 && printers.length > 1 ? { fallback: printers[1]?.id } : {}) },
      { id, kind: 'printer', name: name(id), agent: 'agent-1', profile, connection: `serial:${path}?baud=115200` },
    ]),
  ];
  const file = join(folder, 'storm.yaml');
  writeFileSync(file, stringify({ ...demo, queues: demo.queues.map((queue, n) => ({ ...queue, prefix: prefixes[n] ?? 'A', from: 1, to: 9999 })), devices }));
  return { file, services: demo.services.filter(({ kind }) => kind === 'queue').map(({ id }) => id) };
};
