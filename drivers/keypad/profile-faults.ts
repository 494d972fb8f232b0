/** What is wrong with a profile: where it stands in the data, and the fault in the two languages of the house. */
export interface ProfileFault { readonly field: string; readonly zh: string; readonly en: string }

export type Fields = Readonly<Record<string, unknown>>;

/** Takes values out of data that anybody may have written, and notes what is wrong with them; a wrong one gives `otherwise`. */
export class FaultDesk {
  readonly faults: ProfileFault[] = [];

  say(field: string, zh: string, en: string): void {
    this.faults.push({ field, zh, en });
  }

  fields(value: unknown, field: string, needed: readonly string[], allowed: readonly string[]): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.say(field, '应是一组字段', 'must be a set of fields');
      return {};
    }
    const at = (name: string): string => (field === '' ? name : `${field}.${name}`);
    for (const name of needed) if (!Object.hasOwn(value, name)) this.say(at(name), '缺少', 'is missing');
    for (const name of Object.keys(value)) if (!needed.includes(name) && !allowed.includes(name)) this.say(at(name), '没有这个字段', 'is no field of a profile');
    return { ...value };
  }

  integer(value: unknown, field: string, least: number, most: number): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    if (value !== undefined) this.say(field, `应是 ${least} 到 ${most} 的整数`, `must be a whole number from ${least} to ${most}`);
    return least;
  }

  /** Words with blanks between; a word that `read` does not know is named. */
  words<T>(value: unknown, field: string, read: (word: string) => T | undefined): readonly T[] {
    if (value === undefined) return [];
    if (typeof value !== 'string') {
      this.say(field, '应是文字', 'must be text');
      return [];
    }
    return value.split(' ').filter((word) => word !== '').flatMap((word): T[] => {
      const known = read(word);
      if (known === undefined) this.say(field, `“${word}”无法识别`, `"${word}" is not known here`);
      return known === undefined ? [] : [known];
    });
  }
}

/** Undefined for what are not two hexadecimal digits. */
export function hexByte(word: string): number | undefined {
  return /^[0-9a-f]{2}$/i.test(word) ? Number.parseInt(word, 16) : undefined;
}
