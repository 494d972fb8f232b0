import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import type { BoardProfile } from './board-profile.ts';

const whole = (minimum: number, maximum: number): object => ({ type: 'integer', minimum, maximum });
const oneOf = (...names: readonly string[]): object => ({ enum: names });
/** A field that may be left out. */
const usual = (field: object, value: string | number | null): object => ({ ...field, default: value });

const shape = (family: BoardProfile['family'], fields: Readonly<Record<string, object>>): object => {
  const properties: Readonly<Record<string, object>> = { id: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }, family: { const: family }, ...fields };
  const required = Object.entries(properties).filter(([, field]) => !('default' in field)).map(([key]) => key);
  return { type: 'object', properties, required, additionalProperties: false };
};

const font = {
  type: 'object', required: ['dots'], additionalProperties: false,
  properties: { dots: { enum: [16, 24, 32] }, file: { type: ['integer', 'null'], minimum: 0, maximum: 9, default: null } },
};
const digits = { digits: whole(1, 16), justify: usual(oneOf('left', 'right'), 'left') };
const replyMs = usual(whole(50, 5_000), 250);

const shapes: Readonly<Record<BoardProfile['family'], object>> = {
  'onbon-k': shape('onbon-k', {
    width: whole(32, 2_048), height: whole(16, 512), card: whole(0, 255), units: usual(oneOf('pixel', 'eight-pixels'), 'pixel'),
    fonts: { type: 'array', minItems: 1, maxItems: 4, items: font }, commandBytes: whole(128, 1_024),
    overflow: usual(oneOf('pages', 'scroll'), 'pages'), stayHalfSeconds: usual(whole(1, 255), 10), changeMs: usual(whole(0, 10_000), 1_000), replyMs,
  }),
  'modbus-rtu': shape('modbus-rtu', {
    ...digits, encoding: oneOf('integer', 'text'), register: whole(0, 0xffff), registers: usual(whole(1, 16), 1), fill: usual(oneOf('zero', 'space'), 'zero'), replyMs,
  }),
  'modbus-ascii': shape('modbus-ascii', digits),
  'four-byte': shape('four-byte', digits),
};

const ajv = new Ajv({ allErrors: true, useDefaults: true, allowUnionTypes: true });

/** The check of each family; what was left out is filled in where it may be. */
export const profileChecks: ReadonlyMap<string, ValidateFunction<BoardProfile>> =
  new Map(Object.entries(shapes).map(([family, schema]) => [family, ajv.compile<BoardProfile>(schema)]));

interface Contradiction { readonly field: string; readonly zh: string; readonly en: string }

/** What each field allows and all together don't. */
export function contradictionsOf(profile: BoardProfile): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const say = (field: string, zh: string, en: string): void => void found.push({ field, zh, en });
  if (profile.family === 'onbon-k') {
    profile.fonts.forEach(({ dots }, at) => {
      if (dots > profile.height) say(`fonts/${at}/dots`, `字高 ${dots} 点，屏只有 ${profile.height} 点`, `letters of ${dots} dots on a board of ${profile.height}`);
      if (dots >= (profile.fonts[at - 1]?.dots ?? Infinity)) say(`fonts/${at}/dots`, '大字须写在前面', 'larger letters come first');
    });
    if (profile.units === 'eight-pixels' && profile.width % 8 !== 0) say('width', '宽度须是 8 的倍数', 'must be a multiple of 8');
  }
  if (profile.family === 'modbus-rtu' && profile.encoding === 'text' && profile.registers * 2 < profile.digits) {
    say('registers', `${profile.registers} 个寄存器放不下 ${profile.digits} 位`, `${profile.registers} registers can't hold ${profile.digits} places`);
  }
  return found;
}
