import type { HallConfig, Language, Text } from '../domain/hall-config.ts';
import type { FaultPath } from '../domain/hall-fault.ts';
import { hallFaults } from '../domain/hall-faults.ts';
import type { DeviceModels } from '../domain/hall-model-faults.ts';
import { modelFaults } from '../domain/hall-model-faults.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { hallSchema } from '../../contract/hall-file.ts';
import { readLines } from './hall-file-lines.ts';
import type { LinedDocument } from './hall-file-lines.ts';
import { schemaFaults } from './hall-schema-faults.ts';
import type { SchemaFault } from './hall-schema-faults.ts';

/** One fault of a hall file. `line` and `column` count from 1; `inBase` when they are those of the file it extends. */
export interface HallFileFault {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly code: string;
  readonly text: Text;
  readonly inBase?: true;
}
export type HallFileResult = { readonly ok: true; readonly config: HallConfig } | { readonly ok: false; readonly faults: readonly HallFileFault[] };

/** Far above any real hall; a file beyond it is a mistake or an attack. */
const longestFile = 8_000_000;

type Sections = { [section: string]: unknown };
const isSections = (value: unknown): value is Sections => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `queues[2].from`, as people write it. */
const pathText = (path: FaultPath): string => path.map((step, depth) => typeof step === 'number' ? `[${step}]` : depth === 0 ? step : `.${step}`).join('');

const fault = (document: LinedDocument, path: FaultPath, at: 'key' | 'value', code: string, text: Text): HallFileFault =>
  ({ ...document.place(path, at), path: pathText(path), code, text });

const plainFaults = (document: LinedDocument): readonly HallFileFault[] =>
  document.faults.map(({ line, column, code, text }) => ({ line, column, path: '', code, text }));

type Placed = (path: FaultPath, at: 'key' | 'value', code: string, text: Text) => HallFileFault;
const zoneFault = (zone: unknown, placed: Placed): readonly HallFileFault[] => {
  if (typeof zone !== 'string' || zone === '') return [];
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return [];
  } catch {
    const near = nearestName(zone, Intl.supportedValuesOf('timeZone'));
    return [placed(['timeZone'], 'value', 'time-zone-unknown', {
      'zh-CN': `不认识的时区“${zone}”${near === undefined ? '' : `，是不是“${near}”？`}`,
      en: `Unknown time zone “${zone}”${near === undefined ? '' : `; did you mean “${near}”?`}`,
    })];
  }
};

const byLine = (a: HallFileFault, b: HallFileFault): number => Number(a.inBase ?? false) - Number(b.inBase ?? false) || a.line - b.line || a.column - b.column;

/** Sections that are absent or not even well-formed: rules that read them can't be asked. */
const damagedSections = (sections: Sections, shape: readonly SchemaFault[]): ReadonlySet<string> => new Set([
  ...shape.filter((found) => found.shape).flatMap((found) => found.path.slice(0, 1).map(String)),
  ...hallSchema.required.filter((name) => !(name in sections)),
]);

const check = (sections: Sections, own: LinedDocument, base: LinedDocument | undefined, models: DeviceModels | null): HallFileResult => {
  const fromBase = (path: FaultPath): boolean => base !== undefined && path.length > 0 && !(isSections(own.value) && String(path[0]) in own.value);
  const placed: Placed = (path, at, code, text) =>
    base !== undefined && fromBase(path) ? { ...fault(base, path, at, code, text), inBase: true } : fault(own, path, at, code, text);
  const shape = schemaFaults(sections);
  // The schema has just been satisfied, or the rules below are kept away from what broke it.
  const config = sections as unknown as HallConfig;
  const damaged = damagedSections(sections, shape);
  const ofModels = models === null || damaged.has('devices') || damaged.has('models') ? [] : modelFaults(config, models);
  const faults = [
    ...plainFaults(own),
    ...shape.map((found) => placed(found.path, found.at, found.code, found.text)),
    ...zoneFault(sections['timeZone'], placed),
    ...[...hallFaults(config, damaged), ...ofModels].map((found) => placed(found.path, 'value', found.code, found.text)),
  ];
  return faults.length === 0 ? { ok: true, config } : { ok: false, faults: faults.toSorted(byLine) };
};

const refuse = (code: string, zh: string, en: string): HallFileResult => ({ ok: false, faults: [{ line: 1, column: 1, path: '', code, text: { 'zh-CN': zh, en } }] });
const broken = (document: LinedDocument): boolean => document.faults.some((found) => found.code !== 'duplicate-key');

/**
 * Reads a hall file, YAML or JSON. `base` gives the text of the file that `extends` names, or null where there is none;
 * sections given here replace those of the base whole. Either a checked hall with the defaults of the schema filled in,
 * or every fault at once, each with its line; nothing in between. Models of devices are checked where `models` says what the drivers know.
 */
export const readHallFile = (text: string, base: (name: string) => string | null = () => null, models: DeviceModels | null = null): HallFileResult => {
  if (text.length > longestFile) return refuse('too-long', '文件太大', `The file is longer than ${longestFile} characters`);
  const own = readLines(text);
  if (broken(own)) return { ok: false, faults: plainFaults(own) };
  if (!isSections(own.value)) return refuse('wrong-type', '文件须是一组键值，如 id: my-hall', 'A hall file is a group of keys, such as id: my-hall');
  const { extends: name, ...sections } = own.value;
  if (name === undefined) return check(sections, own, undefined, models);
  const baseText = typeof name === 'string' ? base(name) : null;
  if (baseText === null) return { ok: false, faults: [fault(own, ['extends'], 'value', 'base-missing', { 'zh-CN': `找不到要扩展的文件“${String(name)}”`, en: `The file to extend, “${String(name)}”, is not there` })] };
  const below = readLines(baseText);
  if (broken(below)) return { ok: false, faults: plainFaults(below).map((found) => ({ ...found, inBase: true as const })) };
  if (!isSections(below.value) || 'extends' in below.value) return { ok: false, faults: [fault(own, ['extends'], 'value', 'base-unfit', { 'zh-CN': `“${String(name)}”不是一份完整的大厅文件`, en: `“${String(name)}” is not a whole hall file` })] };
  return check({ ...below.value, ...sections }, own, below, models);
};

/** Faults as lines for a terminal: `12:5 queues[1].zone There is no zone “c”`. */
export const faultLines = (faults: readonly HallFileFault[], language: Language, file: string): readonly string[] =>
  faults.map((found) => `${found.inBase ? `${file} (extends)` : file}:${found.line}:${found.column} ${found.path}${found.path === '' ? '' : ' '}${found.text[language]}`);
