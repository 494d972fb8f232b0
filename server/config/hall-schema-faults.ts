import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Text } from '../domain/hall-config.ts';
import type { FaultPath } from '../domain/hall-fault.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { hallSchema } from '../../contract/hall-file.ts';

export interface SchemaFault {
  readonly path: FaultPath;
  readonly at: 'key' | 'value';
  readonly code: string;
  readonly text: Text;
  /** Whether the value is of the wrong shape, so that rules can't be asked about its section. */
  readonly shape: boolean;
}

const show = (value: unknown): string => {
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** What belongs here, in the words of the schema. */
const belongs = (error: ErrorObject): Text => {
  const en: unknown = error.parentSchema?.['description'];
  const zh: unknown = error.parentSchema?.['x-zh-CN'];
  return { en: typeof en === 'string' ? en.replace(/\.$/, '') : '', 'zh-CN': typeof zh === 'string' ? zh : '' };
};

const typeNames: { readonly [type: string]: Text } = {
  string: { 'zh-CN': '文字', en: 'a text' }, integer: { 'zh-CN': '整数', en: 'a whole number' }, number: { 'zh-CN': '数字', en: 'a number' },
  boolean: { 'zh-CN': 'true 或 false', en: 'true or false' }, array: { 'zh-CN': '列表', en: 'a list' }, object: { 'zh-CN': '一组键值', en: 'a group of keys' },
};

const typeText = (error: ErrorObject): Text => {
  const wanted = typeNames[String(error.params['type'])] ?? { 'zh-CN': '别的类型', en: 'another type' };
  const quotes = error.params['type'] === 'string' && ['number', 'boolean'].includes(typeof error.data);
  return {
    'zh-CN': `这里须是${wanted['zh-CN']}，写的是${show(error.data)}${quotes ? '：请加引号' : ''}`,
    en: `Here belongs ${wanted.en}, not ${show(error.data)}${quotes ? ': put it in quotes' : ''}`,
  };
};

const unknownKeyText = (error: ErrorObject): Text => {
  const key = String(error.params['additionalProperty']);
  const properties: unknown = error.parentSchema?.['properties'];
  const known = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const near = nearestName(key, known);
  return {
    'zh-CN': `不认识的键“${key}”${near === undefined ? `；可用的有：${known.join('、')}` : `，是不是“${near}”？`}`,
    en: `Unknown key “${key}”${near === undefined ? `; known here: ${known.join(', ')}` : `; did you mean “${near}”?`}`,
  };
};

const enumText = (error: ErrorObject): Text => {
  const allowed: unknown = error.params['allowedValues'];
  const names = Array.isArray(allowed) ? allowed.map(String) : [String(error.params['allowedValue'])];
  const near = typeof error.data === 'string' ? nearestName(error.data, names) : undefined;
  return {
    'zh-CN': `${show(error.data)}不能用在这里${near === undefined ? `；可用的有：${names.join('、')}` : `，是不是“${near}”？`}`,
    en: `${show(error.data)} can't stand here${near === undefined ? `; use one of ${names.join(', ')}` : `; did you mean “${near}”?`}`,
  };
};

const textOf = (error: ErrorObject): Text => {
  const limit = String(error.params['limit'] ?? '');
  switch (error.keyword) {
    case 'type': return typeText(error);
    case 'required': return { 'zh-CN': `缺少“${String(error.params['missingProperty'])}”`, en: `“${String(error.params['missingProperty'])}” is missing` };
    case 'additionalProperties': return unknownKeyText(error);
    case 'enum': case 'const': return enumText(error);
    case 'minimum': return { 'zh-CN': `${show(error.data)}太小，至少${limit}`, en: `${show(error.data)} is too small: at least ${limit}` };
    case 'maximum': return { 'zh-CN': `${show(error.data)}太大，至多${limit}`, en: `${show(error.data)} is too large: at most ${limit}` };
    case 'minLength': return { 'zh-CN': '不能为空', en: 'Must not be empty' };
    case 'maxLength': return { 'zh-CN': `太长，至多${limit}个字`, en: `Too long: at most ${limit} characters` };
    case 'minItems': return { 'zh-CN': `至少${limit}项`, en: `At least ${limit} ${limit === '1' ? 'entry' : 'entries'}` };
    case 'maxItems': return { 'zh-CN': `至多${limit}项`, en: `At most ${limit} entries` };
    case 'uniqueItems': return { 'zh-CN': '同一项写了两次', en: 'The same entry stands here twice' };
    default: return { 'zh-CN': `${show(error.data)}不合要求：${belongs(error)['zh-CN']}`, en: `${show(error.data)} does not fit: ${belongs(error).en}` };
  }
};

const soft = new Set(['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'pattern', 'additionalProperties']);

/** JSON pointers name array entries by digits; whether a step is an index is known only from the value it steps into. */
const pathOf = (root: unknown, pointer: string): FaultPath => {
  let here = root;
  return pointer.split('/').slice(1).map((step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const index = Array.isArray(here) ? Number(key) : undefined;
    here = typeof here === 'object' && here !== null ? Object.entries(here).find(([name]) => name === key)?.[1] : undefined;
    return index ?? key;
  });
};

/** A failed choice reports every branch. Only the branch the writer chose, by its `kind` or its key, is of use; else the choice itself. */
const withoutOtherBranches = (errors: readonly ErrorObject[]): readonly ErrorObject[] => {
  const choice = errors.find((error) => error.keyword === 'anyOf');
  if (choice === undefined) return errors;
  // The slash keeps /devices/1 apart from /devices/10.
  const inside = (error: ErrorObject): boolean => error.schemaPath.startsWith(`${choice.schemaPath}/`) && `${error.instancePath}/`.startsWith(`${choice.instancePath}/`);
  const rest = errors.filter((error) => error !== choice && !inside(error));
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors.filter(inside)) {
    const branch = error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] ?? '';
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const own = (error: ErrorObject): boolean => error.instancePath === choice.instancePath;
  const chosen = [...branches.values()].filter((branch) =>
    !branch.some((error) => error.keyword === 'const' || (own(error) && ['required', 'type'].includes(error.keyword))));
  const named = chosen.length > 0 ? chosen : [...branches.values()].filter((branch) =>
    !branch.some((error) => error.keyword === 'const' || (own(error) && error.keyword === 'type')));
  return withoutOtherBranches([...rest, ...(named.length === 1 ? named[0] ?? [] : [{ ...choice, keyword: 'oneOf' }])]);
};

const ajv = new Ajv2020({ allErrors: true, verbose: true, useDefaults: true, strict: false });
const validate = ajv.compile(hallSchema);

/** Checks shape and ranges; fills in the defaults the schema names, in place. */
export const schemaFaults = (value: unknown): readonly SchemaFault[] => {
  if (validate(value)) return [];
  return withoutOtherBranches(validate.errors ?? []).map((error) => {
    const path = pathOf(value, error.instancePath);
    const extra = error.keyword === 'additionalProperties';
    return {
      path: extra ? [...path, String(error.params['additionalProperty'])] : path,
      at: extra ? 'key' as const : 'value' as const,
      code: error.keyword === 'required' ? 'missing' : extra ? 'unknown-key' : error.keyword === 'type' ? 'wrong-type' : 'wrong-value',
      text: textOf(error),
      shape: !soft.has(error.keyword),
    };
  });
};
