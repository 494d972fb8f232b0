import type { ServiceText } from './catalogue.ts';
import type serviceWords from './languages/zh-CN/service.json';
import type { Language, Text } from './live-events.ts';
import type { Translate } from './translate.ts';

export interface PaperLine { readonly id: string; readonly name: string; readonly how: string; readonly note: string }
export interface FactLine { readonly label: string; readonly text: string }

/** What a visitor reads of a service, on the kiosk, carried away on a phone or on paper, as lines. */
export const serviceFacts = (service: Omit<ServiceText, 'departmentName'>, t: Translate<typeof serviceWords>, language: Language): { readonly papers: readonly PaperLine[]; readonly facts: readonly FactLine[] } => {
  const say = (text: Text | undefined): string => text?.[language] ?? '';
  const comma = language === 'en' ? ', ' : '，';
  const papers = service.materials.map((paper) => ({
    id: paper.id,
    name: say(paper.name),
    how: [
      ...(paper.original === undefined || paper.original === 0 ? [] : [t('service.original', { n: paper.original })]),
      ...(paper.copies === undefined || paper.copies === 0 ? [] : [t('service.copies', { n: paper.copies })]),
      ...(paper.seal === true ? [t('service.seal')] : []),
    ].join(comma),
    note: say(paper.note),
  }));
  const who = [say(service.who), ...(service.inPerson === true ? [t('service.inPerson')] : []), ...((service.persons ?? 1) > 1 ? [t('service.persons', { n: service.persons ?? 1 })] : [])];
  const facts: readonly FactLine[] = [
    { label: t('service.who'), text: who.filter((part) => part !== '').join(language === 'en' ? '. ' : '；') },
    { label: t('service.takes'), text: service.takes === 'on-the-spot' ? t('service.onTheSpot', { n: service.usualMinutes }) : t('service.days', { n: service.takes }) },
    { label: t('service.fee'), text: service.fee === undefined ? t('service.free') : say(service.fee) },
    { label: t('service.result'), text: say(service.result) },
    { label: t('service.phone'), text: service.phone ?? '' },
    { label: t('service.law'), text: say(service.legalBasis) },
    { label: t('service.checked'), text: service.checkedOn ?? '' },
  ];
  return { papers, facts: facts.filter((fact) => fact.text !== '') };
};
