import type { Schema } from './open-api.ts';
import type { Seeded } from './seeded.ts';

interface Known extends Schema { readonly type?: string; readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly items?: Schema; readonly anyOf?: readonly Schema[]; readonly const?: unknown; readonly enum?: readonly unknown[]; readonly minLength?: number; readonly maxLength?: number; readonly pattern?: string; readonly format?: string; readonly minimum?: number; readonly maximum?: number; readonly minItems?: number; readonly maxItems?: number; readonly uniqueItems?: boolean }
const known = (schema: Schema): Known => schema as Known;

/** Words for a field, by its name: real ids of the hall, so that a good body often means something there. */
export type Pools = Readonly<Record<string, readonly string[]>>;

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const word = (random: Seeded, from: number, to: number): string => Array.from({ length: from + random.below(Math.max(1, Math.min(to, 40) - from)) }, () => random.pick([...letters])).join('');
const textFor = (schema: Known, name: string, pools: Pools, random: Seeded): string => {
  const pool = pools[name];
  if (pool !== undefined && pool.length > 0 && random.chance(0.9)) return random.pick(pool);
  if (schema.format === 'date-time') return random.pick(['2026-03-03T12:00:00+08:00', '2026-03-03T04:00:00Z', '2026-03-03T12:00:00.123+08:00', '2026-12-31T23:59:60Z', '2026-03-03 12:00:00z', '9999-12-31T23:59:59Z']);
  const plain = word(random, Math.max(1, schema.minLength ?? 1), schema.maxLength ?? 20);
  return schema.pattern === undefined && (schema.maxLength ?? 20) > 12 && random.chance(0.3) ? `${plain.slice(0, Math.max(1, (schema.maxLength ?? 20) - 12))}排号 <b>"'\u0000` : plain;
};

/** A value that the schema allows. */
export const goodValue = (schema: Schema, name: string, pools: Pools, random: Seeded): unknown => {
  const s = known(schema);
  if (s.const !== undefined) return s.const;
  if (s.enum !== undefined) return random.pick(s.enum);
  if (s.anyOf !== undefined) return goodValue(random.pick(s.anyOf), name, pools, random);
  switch (s.type) {
    case 'object': {
      const all = Object.entries(s.properties ?? {}).filter(([field]) => s.required?.includes(field) === true || random.chance(0.5));
      return Object.fromEntries(all.map(([field, inner]) => [field, goodValue(inner, field, pools, random)]));
    }
    case 'array': {
      const length = (s.minItems ?? 0) + random.below(Math.min(3, (s.maxItems ?? 3) - (s.minItems ?? 0)) + 1);
      return [...new Set(Array.from({ length }, () => goodValue(s.items ?? {}, name, pools, random)))];
    }
    case 'integer': return (s.minimum ?? 0) + random.below((s.maximum ?? 10) - (s.minimum ?? 0) + 1);
    case 'boolean': return random.chance(0.5);
    default: return textFor(s, name, pools, random);
  }
};

const strangers: readonly unknown[] = [null, 5, -1, 1.5, true, '', 'no-such-thing', {}, [], [null], { 'zh-CN': 1 }, '\u0000', '9'.repeat(400)];
const tooMuch = (s: Known, random: Seeded): unknown => {
  if (s.type === 'string') return random.pick(['', 'x'.repeat((s.maxLength ?? 60) + 1), '!?', ' ', '../etc', '<script>']);
  if (s.type === 'integer') return random.pick([(s.minimum ?? 0) - 1, (s.maximum ?? 0) + 1, 1.5, 1e300, '1']);
  if (s.type === 'array') return random.pick<unknown>([['a', 'a'], Array.from({ length: (s.maxItems ?? 10) + 1 }, (_, n) => `x${n}`), [5], {}]);
  return random.pick(strangers);
};

/** The value with one thing wrong in it: a type, a bound, something missing or something nobody asked for. May come out right by chance; a checker tells. */
export const spoiled = (schema: Schema, value: unknown, random: Seeded): unknown => {
  const s = known(schema);
  const fields = Object.entries(s.properties ?? {});
  if (s.type !== 'object' || typeof value !== 'object' || value === null) return random.chance(0.5) ? tooMuch(s, random) : random.pick(strangers);
  const way = random.below(10);
  if (way === 0) return random.pick([null, 5, 'text', [], [value]]);
  if (way <= 2 || fields.length === 0) return { ...value, [random.pick(['extra', '__proto__x', 'constructor', 'id', 'token'])]: random.pick(strangers) };
  if (way <= 4 && (s.required ?? []).length > 0) {
    const gone = random.pick(s.required ?? []);
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== gone));
  }
  const [name, inner] = random.pick(fields);
  const before = (value as Readonly<Record<string, unknown>>)[name];
  return { ...value, [name]: known(inner).type === 'object' && before !== undefined ? spoiled(inner, before, random) : random.chance(0.5) ? tooMuch(known(inner), random) : random.pick(strangers) };
};
