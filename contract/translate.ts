/** The words of one screen in one language: what a file under contract/languages holds. */
export type Words = Readonly<Record<string, string>>;
export type Slots = Readonly<Record<string, string | number>>;
export type Translate<W> = (key: keyof W & string, slots?: Slots) => string;

/** Fills `{n}` from `slots`. `{n|minute|minutes}` picks the first form for exactly 1 and the second otherwise, without printing the figure. */
const fill = (sentence: string, slots: Slots): string =>
  sentence.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole: string, name: string, one: string | undefined, other: string | undefined) => {
    const value = slots[name];
    if (value === undefined) return whole;
    return one === undefined ? String(value) : (Number(value) === 1 ? one : other) ?? whole;
  });

/** Typed words: a key that the file lacks does not compile. Give a function instead of words where the language changes while the page lives; a template that calls `t` then follows it. */
export const createTranslate = <W extends Words>(words: W | (() => W)): Translate<W> =>
  (key, slots = {}) => fill((typeof words === 'function' ? words() : words)[key] ?? key, slots);
