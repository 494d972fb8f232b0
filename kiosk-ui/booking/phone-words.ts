import { inject, provide, ref, watch, watchEffect } from 'vue';
import type { InjectionKey, Ref } from 'vue';
import en from '../../contract/languages/en/phone-shell.json';
import zh from '../../contract/languages/zh-CN/phone-shell.json';
import type { Language, Text } from '../../contract/live-events.ts';
import { createTranslate } from '../../contract/translate.ts';
import type { Translate } from '../../contract/translate.ts';

type ShellWords = typeof zh;
const words: { readonly [language in Language]: ShellWords } = { 'zh-CN': zh, en };

/** What every page for phones needs; the words of tickets, of booking and of complaints are loaded by whoever shows them. */
export interface Phone {
  readonly language: Ref<Language>;
  readonly t: Translate<ShellWords>;
  readonly say: (text: Text) => string;
}
const phoneKey: InjectionKey<Phone> = Symbol('phone');

/** What somebody chose stands in the address: a reload, and a link that is kept, look the same. */
export const noteInAddress = (name: 'lang' | 'large', value: string | null): void => {
  const query = new URLSearchParams(location.search);
  if (value === null) query.delete(name);
  else query.set(name, value);
  history.replaceState(history.state, '', `${location.pathname}${query.toString() === '' ? '' : '?'}${query.toString()}`);
};
/** That part of the address, for the next one. */
export const chosenInAddress = (): URLSearchParams => {
  const query = new URLSearchParams(location.search);
  const kept = new URLSearchParams();
  for (const name of ['hall', 'lang', 'large']) if (query.get(name) !== null) kept.set(name, query.get(name) ?? '');
  return kept;
};

/** Starts in the language of the link, else in the phone's own where we speak it. */
export const providePhone = (): Phone => {
  const language: Ref<Language> = ref(/^en/i.test(new URLSearchParams(location.search).get('lang') ?? navigator.language) ? 'en' : 'zh-CN');
  const t = createTranslate(() => words[language.value]);
  watchEffect(() => {
    document.documentElement.lang = language.value;
    document.title = t('title');
  });
  watch(language, (now) => noteInAddress('lang', now));
  const phone: Phone = { language, t, say: (text) => text[language.value] };
  provide(phoneKey, phone);
  return phone;
};

export const usePhone = (): Phone => {
  const phone = inject(phoneKey);
  if (phone === undefined) throw new Error('a phone page stands outside the phone');
  return phone;
};
