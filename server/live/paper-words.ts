import en from '../../contract/languages/en/ticket.json' with { type: 'json' };
import enService from '../../contract/languages/en/service.json' with { type: 'json' };
import zh from '../../contract/languages/zh-CN/ticket.json' with { type: 'json' };
import zhService from '../../contract/languages/zh-CN/service.json' with { type: 'json' };
import { serviceFacts } from '../../contract/service-facts.ts';
import { createTranslate } from '../../contract/translate.ts';
import type { Instant, ServiceId } from '../domain/brands.ts';
import type { Language } from '../domain/hall-config.ts';
import type { Hall } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';

export const paperWords = { 'zh-CN': createTranslate(zh), en: createTranslate(en) };
export const serviceWords = { 'zh-CN': createTranslate(zhService), en: createTranslate(enService) };

/** `2026-03-02 09:00` as the hall's clock shows it. */
export const paperTime = (hall: Hall, at: Instant): string => isoInstant(hall.catalogue.zoneTable, at).slice(0, 16).replace('T', ' ');
const colon = (language: Language): string => (language === 'en' ? ': ' : '：');

/** What to bring for a service, each with a box to tick; of `only` those, where it is given. */
export const bringLines = (hall: Hall, id: ServiceId, language: Language, only: ReadonlySet<string> | null = null): readonly string[] => {
  const service = hall.catalogue.services.get(id);
  const { papers } = service === undefined ? { papers: [] } : serviceFacts(service, serviceWords[language], language);
  return papers.filter((paper) => only === null || only.has(paper.id))
    .flatMap(({ name, how, note }) => [`□ ${name}${how === '' ? '' : `${colon(language)}${how}`}`, ...(note === '' ? [] : [`  ${note}`])]);
};
export const factLines = (hall: Hall, id: ServiceId, language: Language): readonly string[] => {
  const service = hall.catalogue.services.get(id);
  return service === undefined ? [] : serviceFacts(service, serviceWords[language], language).facts.map(({ label, text }) => `${label}${colon(language)}${text}`);
};
/** The page of a service for the phone. */
export const servicePage = (hall: Hall, id: ServiceId, publicUrl: string | null): string | null =>
  (publicUrl === null ? null : `${publicUrl}/s/${encodeURIComponent(id)}?hall=${encodeURIComponent(hall.id)}`);
