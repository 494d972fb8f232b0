import en from '../../contract/languages/en/service.json' with { type: 'json' };
import enTicket from '../../contract/languages/en/ticket.json' with { type: 'json' };
import zh from '../../contract/languages/zh-CN/service.json' with { type: 'json' };
import zhTicket from '../../contract/languages/zh-CN/ticket.json' with { type: 'json' };
import type { Paper } from '../../contract/device-jobs.ts';
import { serviceFacts } from '../../contract/service-facts.ts';
import { createTranslate } from '../../contract/translate.ts';
import type { Instant } from '../domain/brands.ts';
import type { Hall, ListPrint } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';

const words = { 'zh-CN': createTranslate(zh), en: createTranslate(en) };
const around = { 'zh-CN': createTranslate(zhTicket), en: createTranslate(enTicket) };

/** What to bring for a service, to tick off at home: the words of the kiosk's page, and the same page for the phone as a code. */
export const listPaper = (hall: Hall, { serviceId, language, large }: ListPrint, at: Instant, publicUrl: string | null): Paper => {
  const t = words[language];
  const say = around[language];
  const service = hall.catalogue.services.get(serviceId);
  const { papers, facts } = service === undefined ? { papers: [], facts: [] } : serviceFacts(service, t, language);
  const bring = papers.flatMap(({ name, how, note }) => [`□ ${name}${how === '' ? '' : `${language === 'en' ? ': ' : '：'}${how}`}`, ...(note === '' ? [] : [`  ${note}`])]);
  return {
    heading: hall.catalogue.config.name[language], number: '', large,
    lines: [service?.name[language] ?? '', t('service.bring'), ...(bring.length === 0 ? [t('service.nothing')] : bring), ...facts.map(({ label, text }) => `${label}${language === 'en' ? ': ' : '：'}${text}`)],
    qr: publicUrl === null ? null : { url: `${publicUrl}/s/${encodeURIComponent(serviceId)}?hall=${encodeURIComponent(hall.id)}`, caption: say('listOnPhone') },
    small: [say('listNoNumber'), say('listPrinted', { time: isoInstant(hall.catalogue.zoneTable, at).slice(0, 16).replace('T', ' ') })],
  };
};
