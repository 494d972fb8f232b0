import type { ErrorObject } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import type { BoardProfile } from './board-profile.ts';
import { shippedBoards } from './board-profile-data.ts';
import { contradictionsOf, profileChecks } from './board-profile-shapes.ts';

export interface ProfileFault {
  /** From 1. */
  readonly line: number;
  /** As `fonts/0/dots`; empty for a whole profile or the list. */
  readonly field: string;
  readonly text: { readonly 'zh-CN': string; readonly en: string };
}
export type ReadProfiles = { readonly ok: true; readonly profiles: readonly BoardProfile[] } | { readonly ok: false; readonly faults: readonly ProfileFault[] };

/** A list of profiles in YAML. With a fault anywhere none of them is taken, and every fault is named with its line. Never throws. */
export function readBoardProfiles(text: string): ReadProfiles {
  const list = parse(text);
  if ('faults' in list) return { ok: false, faults: list.faults };
  const faults: ProfileFault[] = [];
  const profiles = new Map<string, BoardProfile>();
  list.values.forEach((value, at) => {
    const found = boardProfileFaults(value).map(({ field, zh, en }) => ({ line: list.lineOf([String(at), ...field.split('/')]), field, text: { 'zh-CN': zh, en } }));
    const profile = value as BoardProfile;
    if (found.length > 0) faults.push(...found);
    else if (profiles.has(profile.id)) faults.push({ line: list.lineOf([String(at), 'id']), field: 'id', text: { 'zh-CN': `“${profile.id}”写了两次`, en: `“${profile.id}” stands here twice` } });
    else profiles.set(profile.id, profile);
  });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, profiles: [...profiles.values()] };
}

interface Found { readonly field: string; readonly zh: string; readonly en: string }
interface List { readonly values: readonly unknown[]; readonly lineOf: (path: readonly string[]) => number }

function parse(text: string): List | { readonly faults: readonly ProfileFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(Math.min(offset, text.length)).line);
  const refuse = (line: number, zh: string, en: string): { readonly faults: readonly ProfileFault[] } => ({ faults: [{ line, field: '', text: { 'zh-CN': zh, en } }] });
  const [broken] = document.errors;
  if (broken !== undefined) return refuse(lineAt(broken.pos[0]), 'YAML 写法有误', `not valid YAML: ${broken.message}`);
  try {
    const values: unknown = document.toJS({ maxAliasCount: 100 });
    if (!Array.isArray(values)) return refuse(1, '这里须是型号的列表', 'a list of profiles belongs here');
    return { values, lineOf: (path) => lineAt(startOf((keys) => document.getIn(keys, true), path)) };
  } catch {
    return refuse(1, '锚点引用有误或太多', 'aliases are broken or too many');
  }
}

/** Where the value at a path begins, or the nearest one above where it is missing. */
function startOf(nodeAt: (keys: readonly (string | number)[]) => unknown, path: readonly string[]): number {
  const keys = path.filter((key) => key !== '').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const node = nodeAt(keys);
  if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) return Number(node.range[0]);
  return keys.length === 0 ? 0 : startOf(nodeAt, path.slice(0, -1));
}

/** A board of the view: of a shipped model, or of one that it brings. Null for neither. */
export function boardProfileOf({ profile, model }: { readonly profile: string; readonly model?: unknown }): BoardProfile | null {
  if (model === undefined) return boardProfiles.get(profile) ?? null;
  const own = structuredClone(model);
  return boardProfileFaults(own).length === 0 ? (own as BoardProfile) : null;
}

/** What is wrong with one profile; where nothing is, the fields that were left out are filled in. */
export function boardProfileFaults(value: unknown): readonly Found[] {
  const family: unknown = typeof value === 'object' && value !== null && 'family' in value ? value.family : undefined;
  const check = profileChecks.get(String(family));
  const families = [...profileChecks.keys()].join(', ');
  if (check === undefined) return [{ field: 'family', zh: `没有这种协议；可用的有：${families}`, en: `no such family; there are ${families}` }];
  return check(value) ? contradictionsOf(value) : (check.errors ?? []).map(foundBy);
}

function foundBy({ instancePath, keyword, params, message }: ErrorObject): Found {
  const at = (key: unknown): string => [...instancePath.split('/').slice(1), String(key)].join('/');
  if (keyword === 'required') return { field: at(params['missingProperty']), zh: '缺这一项', en: 'is missing' };
  if (keyword === 'additionalProperties') return { field: at(params['additionalProperty']), zh: '没有这一项', en: 'no such field' };
  const allowed: unknown = params['allowedValues'];
  const detail = Array.isArray(allowed) ? `: ${allowed.join(', ')}` : '';
  return { field: instancePath.slice(1), zh: `值不对（${message ?? keyword}${detail}）`, en: `${message ?? keyword}${detail}` };
}

/** What ships is checked like anything else, when the program starts. */
export const boardProfiles: ReadonlyMap<string, BoardProfile> = shipped();

function shipped(): ReadonlyMap<string, BoardProfile> {
  const read = readBoardProfiles(shippedBoards);
  if (!read.ok) throw new Error(read.faults.map(({ line, field, text }) => `board profiles, line ${line}, ${field}: ${text.en}`).join('\n'));
  return new Map(read.profiles.map((profile) => [profile.id, profile]));
}
