import type { PersonInLine } from '../../contract/live-events.ts';

export type Mark = PersonInLine['mark'];

/** Always a shape beside the colour: one man in twelve cannot tell the colours apart. */
export const markShape: Readonly<Record<Mark, string>> = { 'on-time': '●', 'due-soon': '◐', late: '▲' };

/** Mark of a call by the minutes that were left of its promise. */
export const promiseMark = (promiseLeft: number): Mark => {
  if (promiseLeft < 0) return 'late';
  return promiseLeft <= 5 ? 'due-soon' : 'on-time';
};

/** Mark of a queue by its longest wait: the promise made to most people is 30 minutes. */
export const waitMark = (minutes: number): Mark => {
  if (minutes > 30) return 'late';
  return minutes > 20 ? 'due-soon' : 'on-time';
};

/** Late ones on top, else in the order of the line; copies, so that the view stays as it was sent. */
export const lateFirst = <P extends { readonly mark: Mark }>(line: readonly P[]): readonly P[] =>
  [...line.filter((person) => person.mark === 'late'), ...line.filter((person) => person.mark !== 'late')];
