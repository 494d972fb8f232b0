import type { Paper, PaperBlock } from '../../contract/device-jobs.ts';
import type { Language, PaperPart, PaperPartName } from '../domain/hall-config.ts';
import type { Hall } from '../domain/hall.ts';
import { styleOf, usualLayouts } from '../domain/paper-layout.ts';
import type { PaperKind } from '../domain/paper-layout.ts';

/** The hall's logo as base64 of its PNG; null while its file is not there. */
export type LogoOf = () => string | null;
/** What one paper has to say. */
export interface PaperSource {
  readonly kind: PaperKind;
  /** That its visitor chose. */
  readonly language: Language;
  readonly large: boolean;
  readonly number: string;
  readonly qr: { readonly url: string; readonly caption: (language: Language) => string } | null;
  readonly logo: LogoOf;
  /** Lines of a named part; [] where there is nothing to say. */
  readonly lines: (part: PaperPartName, language: Language) => readonly string[];
  /** What stands in braces in the hall's own texts; null where there is none now. */
  readonly slot: (name: string, language: Language) => string | null;
}

const languageOf = (hall: Hall, part: PaperPart, chosen: Language): Language | null =>
  (part.language === 'second' ? (hall.catalogue.config.languages.find((language) => language !== chosen) ?? null) : chosen);

/** Null while one of its slots has no value: half a sentence is worse than none. */
const filled = (text: string, language: Language, slot: PaperSource['slot']): string | null => {
  const lacks = { any: false };
  const full = text.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = slot(name, language);
    lacks.any ||= value === null;
    return value ?? '';
  });
  return lacks.any ? null : full;
};

const textsOf = (part: PaperPart, language: Language, source: PaperSource): readonly string[] => {
  if (part.part !== undefined) return source.lines(part.part, language);
  const full = filled(part.text?.[language] ?? '', language, source.slot);
  return full === null ? [] : [full];
};

const blocksOf = (hall: Hall, part: PaperPart, source: PaperSource): readonly PaperBlock[] => {
  const language = languageOf(hall, part, source.language);
  if (language === null) return [];
  switch (part.part) {
    case 'number': return source.number === '' ? [] : [{ kind: 'number', text: source.number }];
    case 'qr': return source.qr === null ? [] : [{ kind: 'qr', url: source.qr.url, caption: source.qr.caption(language) }];
    case 'rule': return [{ kind: 'rule' }];
    case 'logo': {
      const png = source.logo();
      return png === null ? [] : [{ kind: 'picture', png }];
    }
    default: return textsOf(part, language, source).map((text) => ({ kind: 'text', text, ...styleOf(part, source.large) }));
  }
};

/** A paper as the hall has laid it out, or as it ships. */
export const laidOut = (hall: Hall, source: PaperSource): Paper =>
  ({ blocks: (hall.catalogue.config.papers?.[source.kind] ?? usualLayouts[source.kind]).flatMap((part) => blocksOf(hall, part, source)) });

/** What every paper can tell. */
export const commonLines = (hall: Hall, part: PaperPartName, language: Language): readonly string[] =>
  (part === 'hall' ? [hall.catalogue.config.name[language]] : part === 'space' ? [' '] : []);
export const commonSlot = (hall: Hall, name: string, language: Language, time: string): string | null => {
  switch (name) {
    case 'hall': return hall.catalogue.config.name[language];
    case 'phone': return hall.catalogue.config.phone ?? null;
    case 'time': return time;
    default: return null;
  }
};
