import type { TestHouse } from './house.ts';

export type Schema = Readonly<Record<string, unknown>>;
export interface Parameter { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema }
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly summary?: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, unknown>> }>>;
  /** Schema of the JSON body; null where there is none. */
  readonly body: Schema | null;
}
export interface Api { readonly openapi: string; readonly info: { readonly title: string; readonly version: string }; readonly operations: readonly Operation[] }

interface RawOperation { readonly summary?: string; readonly parameters?: readonly Parameter[]; readonly responses?: Operation['responses']; readonly requestBody?: { readonly content?: { readonly 'application/json'?: { readonly schema?: Schema } } } }
interface Raw { readonly openapi: string; readonly info: Api['info']; readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>> }

/** The document that the server publishes, its operations in one list. */
export const readApi = async (house: TestHouse): Promise<Api> => {
  const { text, status } = await house.stranger.get('/api/openapi.json');
  if (status !== 200) throw new Error(`the document is not there: ${text}`);
  const raw = JSON.parse(text) as Raw;
  const operations = Object.entries(raw.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, op]): Operation => ({
    method, path, parameters: op.parameters ?? [], responses: op.responses ?? {}, body: op.requestBody?.content?.['application/json']?.schema ?? null, ...(op.summary === undefined ? {} : { summary: op.summary }),
  })));
  return { openapi: raw.openapi, info: raw.info, operations };
};

/** The schema of an operation's JSON answer with this status, `default` for refusals; null where none is described. */
export const answerSchemaOf = (operation: Operation, status: string): Schema | null => {
  const content = operation.responses[status]?.content ?? {};
  const described = Object.values(content)[0] as { readonly schema?: Schema } | undefined;
  return described?.schema ?? null;
};

/** The same schema, with nothing allowed in any object that it does not name, unless it says that there is more. */
export const closedSchema = (schema: Schema): Schema => {
  const close = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(close);
    if (typeof value !== 'object' || value === null) return value;
    const inner = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, close(one)]));
    return 'properties' in inner && !('additionalProperties' in inner) ? { ...inner, additionalProperties: false } : inner;
  };
  return close(schema) as Schema;
};
