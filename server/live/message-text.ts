import en from '../../contract/languages/en/messages.json' with { type: 'json' };
import zh from '../../contract/languages/zh-CN/messages.json' with { type: 'json' };
import { spacedCode } from '../../contract/booking-code.ts';
import type { DirectKind, MessageKind } from '../domain/booking-config.ts';
import type { Language } from '../domain/hall-config.ts';
import type { Appointment, Hall } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';
import type { DirectBody } from '../domain/messages.ts';
import type { MessageFacts } from '../engine/text-messages.ts';

const words = { 'zh-CN': zh, en } as const;

const filled = (sentence: string, slots: Readonly<Record<string, string>>): string => sentence.replace(/\{(\w+)\}/g, (whole: string, slot: string) => slots[slot] ?? whole);

/** In our own words, what stands in brackets is left out where the hall has no telephone or address. */
const inBrackets = (sentence: string, slots: Readonly<Record<string, string>>): string => sentence.replace(/\[([^\]]*)\]/g, (_whole, part: string) => ([...part.matchAll(/\{(\w+)\}/g)].every(([, slot]) => slots[slot ?? ''] !== '') ? part : ''));

const ownText = (hall: Hall, kind: MessageKind | DirectKind, language: Language): string | undefined => hall.catalogue.config.messages?.texts?.[kind]?.[language];

/** What a message says, in the language of the booking. */
export const messageText = (hall: Hall, appointment: Appointment, kind: MessageKind, { code, link, number, ahead, services: named, comeUntil }: MessageFacts): string => {
  const { config, services, zoneTable } = hall.catalogue;
  const { language } = appointment;
  const start = isoInstant(zoneTable, appointment.start);
  const name = named.flatMap((id) => services.get(id)?.name[language] ?? []).join(language === 'en' ? '; ' : '；');
  const slots: Readonly<Record<string, string>> = {
    hall: config.name[language], service: name, date: language === 'en' ? start.slice(0, 10) : `${Number(start.slice(5, 7))}月${Number(start.slice(8, 10))}日`, time: start.slice(11, 16), code: spacedCode(code),
    link: link ?? '', phone: config.phone ?? '', address: config.address?.[language] ?? '', number: number ?? '', ahead: String(ahead), until: comeUntil === null ? '' : isoInstant(zoneTable, comeUntil).slice(11, 16),
  };
  const own = ownText(hall, kind, language);
  // A hall's own words hold the link where they want it.
  if (own !== undefined) return filled(own, slots).trim();
  const sentence = filled(inBrackets(words[language][kind === 'soon' && ahead === 0 ? 'soon-next' : kind === 'resumed' && comeUntil !== null ? 'resumed-now' : kind], slots), slots);
  return (link === null ? sentence : `${sentence} ${words[language].more.replace('{link}', link)}`).trim();
};

/** What somebody without an appointment is told: a code for their phone, or what to bring. */
export const directText = (hall: Hall, { kind, language, code, service: id }: DirectBody): string => {
  const { config, services } = hall.catalogue;
  const service = id === null ? undefined : services.get(id);
  const papers = (service?.materials ?? []).map(({ name }) => name[language]).join(language === 'en' ? '; ' : '；');
  const slots: Readonly<Record<string, string>> = { hall: config.name[language], code: code ?? '', service: service?.name[language] ?? '', papers: papers === '' ? words[language].noPapers : papers, address: config.address?.[language] ?? '', phone: config.phone ?? '' };
  return filled(ownText(hall, kind, language) ?? inBrackets(words[language][kind], slots), slots).trim();
};
