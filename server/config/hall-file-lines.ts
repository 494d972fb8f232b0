import { LineCounter, isAlias, isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import type { Text } from '../domain/hall-config.ts';
import type { FaultPath } from '../domain/hall-fault.ts';

export interface Place { readonly line: number; readonly column: number }
export interface TextFault extends Place { readonly code: string; readonly text: Text }

/** A parsed document that knows the line of each of its values. */
export interface LinedDocument {
  readonly value: unknown;
  readonly faults: readonly TextFault[];
  /** Line and column, from 1, of the value at a path; of the key with `key`; of the nearest one above where there is none. */
  readonly place: (path: FaultPath, at?: 'key' | 'value') => Place;
}

const pairOf = (node: unknown, key: string | number): Pair | undefined =>
  isMap(node) ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key)) : undefined;

const childOf = (document: Document, node: unknown, key: string | number): unknown => {
  const here = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(here) && typeof key === 'number') {
    const item = here.items[key];
    return isPair(item) ? item.value : item;
  }
  return pairOf(here, key)?.value;
};

const startOf = (node: unknown): number | undefined => {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const range = (node as Node).range;
  return range?.[0];
};

const yamlTexts: { readonly [code: string]: Text } = {
  DUPLICATE_KEY: { 'zh-CN': '同一个键写了两次', en: 'The same key stands here twice' },
  TAB_AS_INDENT: { 'zh-CN': '缩进须用空格，不能用制表符', en: 'Indent with spaces, not tabs' },
  BAD_INDENT: { 'zh-CN': '缩进不对', en: 'The indentation does not fit' },
  MULTIPLE_DOCS: { 'zh-CN': '一个文件只能有一份文档', en: 'A hall file is one document only' },
  BAD_ALIAS: { 'zh-CN': '引用的锚点不存在', en: 'This alias has no anchor' },
};

const yamlText = (code: string, message: string): Text => yamlTexts[code] ?? { 'zh-CN': `YAML 写法有误：${message}`, en: `Not valid YAML: ${message}` };

/** Reads YAML 1.2 (JSON is part of it). Never throws: what can't be read is a fault with its line. */
export const readLines = (text: string): LinedDocument => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, logLevel: 'error' });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults: TextFault[] = document.errors.map((error) =>
    ({ ...at(error.pos[0]), code: error.code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'yaml', text: yamlText(error.code, error.message) }));
  const place = (path: FaultPath, kind: 'key' | 'value' = 'value'): Place => {
    let node: unknown = document.contents;
    let offset = startOf(node) ?? 0;
    path.forEach((key, depth) => {
      const here = isAlias(node) ? node.resolve(document) : node;
      const keyStart = depth === path.length - 1 && kind === 'key' ? startOf(pairOf(here, key)?.key) : undefined;
      node = childOf(document, here, key);
      offset = keyStart ?? startOf(node) ?? offset;
    });
    return at(offset);
  };
  if (faults.some((found) => found.code === 'yaml')) return { value: undefined, faults, place };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), faults, place };
  } catch {
    return { value: undefined, place, faults: [...faults, { ...at(0), code: 'yaml', text: { 'zh-CN': '锚点引用有误或太多', en: 'Aliases are broken or too many' } }] };
  }
};
