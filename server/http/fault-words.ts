import type { Text } from '../domain/hall-config.ts';

/** One thing wrong in a request: the place as a JSON pointer after `body` or `querystring`, and a sentence that names the field. */
export interface Fault { readonly path: string; readonly says: Text }
/** What the checker reports, with the schema and the value it was about (`verbose`). */
export interface SchemaError { readonly keyword: string; readonly instancePath: string; readonly schemaPath: string; readonly params: Readonly<Record<string, unknown>>; readonly schema?: unknown; readonly data?: unknown }

type Params = SchemaError['params'];
type Words = (field: string, params: Params) => readonly [zh: string, en: string];

const typeNames: Readonly<Record<string, readonly [string, string]>> = {
  string: ['文字', 'a text'], integer: ['整数', 'a whole number'], boolean: [' true 或 false', 'true or false'], array: ['列表', 'a list'], object: ['一组键值', 'a group of keys'],
};
const listed = (values: unknown): readonly string[] => (Array.isArray(values) ? values.map(String) : []);
const many = (limit: unknown, one: string, several: string): string => `${String(limit)} ${limit === 1 ? one : several}`;

/** By keyword of the schemas, and what routes check themselves. What somebody sent is never repeated: it may be a PIN. */
const words: Readonly<Record<string, Words>> = {
  required: (field) => [`缺少${field}`, `${field} is missing`],
  additionalProperties: (field) => [`不认识${field}`, `${field} is not known here`],
  type: (field, { type }) => [`${field}须是${typeNames[String(type)]?.[0] ?? '别的类型'}`, `${field} must be ${typeNames[String(type)]?.[1] ?? 'of another type'}`],
  minLength: (field, { limit }) => (limit === 1 ? [`${field}不能为空`, `${field} must not be empty`] : [`${field}太短，至少${String(limit)}个字符`, `${field} is too short: at least ${many(limit, 'character', 'characters')}`]),
  maxLength: (field, { limit }) => [`${field}太长，至多${String(limit)}个字符`, `${field} is too long: at most ${many(limit, 'character', 'characters')}`],
  pattern: (field, { pattern }) => (pattern === '\\S' ? [`${field}不能只有空格`, `${field} must be more than blanks`] : [`${field}里有不能用的字符`, `${field} has characters that can't stand there`]),
  format: (field) => [`${field}须是带时差的时间，例如 2026-03-03T11:00:00+08:00`, `${field} must be a time with its offset, such as 2026-03-03T11:00:00+08:00`],
  minimum: (field, { limit }) => [`${field}太小，至少${String(limit)}`, `${field} is too small: at least ${String(limit)}`],
  maximum: (field, { limit }) => [`${field}太大，至多${String(limit)}`, `${field} is too large: at most ${String(limit)}`],
  minItems: (field, { limit }) => [`${field}至少要有${String(limit)}项`, `${field} needs at least ${many(limit, 'entry', 'entries')}`],
  maxItems: (field, { limit }) => [`${field}至多${String(limit)}项`, `${field} has room for ${many(limit, 'entry', 'entries')}`],
  uniqueItems: (field) => [`${field}里同一项写了两次`, `${field} has the same entry twice`],
  enum: (field, { allowed }) => [`${field}只能是 ${listed(allowed).join('、')} 之一`, `${field} must be one of ${listed(allowed).join(', ')}`],
  phone: (field) => [`${field}须是电话号码，例如 138 0013 8000`, `${field} must be a telephone number, such as 138 0013 8000`],
  identity: (field) => [`${field}须是18位居民身份证号，末位校验不符`, `${field} must be an 18-digit identity number; its last digit does not fit the others`],
  code: (field) => [`${field}须是9位预约码，请核对`, `${field} must be a booking code of 9 digits; please check it`],
  day: (field) => [`${field}须是日期，例如 2026-03-03`, `${field} must be a date, such as 2026-03-03`],
  either: (field, { other }) => [`${field}和“${String(other)}”要写一个，也只写一个`, `one of ${field} and “${String(other)}” is needed, and only one`],
};
const unforeseen: Words = (field) => [`${field}不合要求`, `${field} is not as it should be`];
export const foreseenFaults = Object.keys(words);

/** A name somebody made up may be long, and may hold what no line should. */
const shortName = (step: string): string => (step.replace(/[^\w.-]/gu, '?').slice(0, 40) || '?');
const fieldName = (steps: readonly string[]): readonly [string, string] => (steps.length === 0 ? ['请求内容', 'the request'] : [`“${steps.map(shortName).join('.')}”`, `“${steps.map(shortName).join('.')}”`]);

/** A fault of this kind at `path`, such as `body/cases`. */
export const faultAt = (path: string, kind: string, params: Params = {}): Fault => {
  const [zh, en] = fieldName(path.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')));
  const say = words[kind] ?? unforeseen;
  return { path, says: { 'zh-CN': say(zh, params)[0], en: say(en, params)[1] } };
};

interface Branch { readonly const?: unknown; readonly properties?: Readonly<Record<string, { readonly const?: unknown }>> }
const branchesOf = (choice: SchemaError): readonly Branch[] => (Array.isArray(choice.schema) ? (choice.schema as readonly Branch[]) : []);
const valueIn = (data: unknown, name: string): unknown => (typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>)[name] : undefined);

/** A choice that nothing fits: of values, or of shapes told apart by a key whose value is fixed. The shape meant has a fault of its own. */
const faultOfChoice = (choice: SchemaError, errors: readonly SchemaError[], context: string): Fault => {
  const path = `${context}${choice.instancePath}`;
  const branches = branchesOf(choice);
  const values = branches.map((branch) => branch.const);
  if (values.every((value) => value !== undefined)) return faultAt(path, 'enum', { allowed: values });
  const key = Object.entries(branches[0]?.properties ?? {}).find(([, schema]) => schema.const !== undefined)?.[0];
  if (key === undefined) return faultAt(path, 'anyOf');
  if (typeof choice.data !== 'object' || choice.data === null || Array.isArray(choice.data)) return faultAt(path, 'type', { type: 'object' });
  const kinds = branches.map((branch) => branch.properties?.[key]?.const);
  const meant = kinds.indexOf(valueIn(choice.data, key));
  const own = errors.find((error) => meant >= 0 && error.schemaPath.startsWith(`${choice.schemaPath}/${meant}/`));
  return own === undefined ? faultAt(`${path}/${key}`, 'enum', { allowed: kinds }) : faultOf(own, context);
};

const faultOf = ({ keyword, instancePath, params }: SchemaError, context: string): Fault => {
  const path = `${context}${instancePath}`;
  if (keyword === 'enum' || keyword === 'const') return faultAt(path, 'enum', { allowed: params['allowedValues'] ?? [params['allowedValue']] });
  const key = params['missingProperty'] ?? params['additionalProperty'];
  return faultAt(key === undefined ? path : `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`, keyword, params);
};

/** The checker stops at the first fault; of a choice it reports every branch, and last the choice itself. */
export const faultsOf = (errors: readonly SchemaError[], context: string): readonly Fault[] => {
  const choice = [...errors].reverse().find((error) => error.keyword === 'anyOf');
  return choice === undefined ? errors.map((error) => faultOf(error, context)) : [faultOfChoice(choice, errors, context)];
};
