import en from '../../contract/languages/en/phone.json';
import enShell from '../../contract/languages/en/phone-shell.json';
import zh from '../../contract/languages/zh-CN/phone.json';
import zhShell from '../../contract/languages/zh-CN/phone-shell.json';
import type { Language } from '../../contract/live-events.ts';
import { createTranslate } from '../../contract/translate.ts';
import type { Translate } from '../../contract/translate.ts';
import { usePhone } from './phone-words.ts';
import type { Phone } from './phone-words.ts';

type TicketWords = typeof zh & typeof zhShell;
const words: { readonly [language in Language]: TicketWords } = { 'zh-CN': { ...zh, ...zhShell }, en: { ...en, ...enShell } };

/** The words of the pages of a ticket and of a service. */
export const useTicket = (phone: Phone = usePhone()): Omit<Phone, 't'> & { readonly t: Translate<TicketWords> } => {
  return { ...phone, t: createTranslate(() => words[phone.language.value]) };
};
