import { expect, test } from 'vitest';
import english from '../../contract/languages/en/counter.json';
import chinese from '../../contract/languages/zh-CN/counter.json';
import englishAdmin from '../../contract/languages/en/admin.json';
import chineseAdmin from '../../contract/languages/zh-CN/admin.json';
import { pagesFor } from '../../counter-ui/admin/pages-for.ts';
import { paperAddresses, toggled } from '../../counter-ui/admin/simulators/simulator-answer.ts';
import { demoSignIns, hallState } from '../../counter-ui/admin/start/start-answer.ts';
import { findNamed, findServices } from '../../counter-ui/service-search.ts';
import { forget, mayForce, mayPlaceFirst, recall, remember } from '../../counter-ui/session.ts';
import type { SessionAnswer } from '../../counter-ui/session.ts';
import { catalogue, clerk } from '../browser/counter-views.ts';
import { guide, manager, startAnswer, supervisor } from '../browser/manager-views.ts';

const shelf = () => {
  const kept = new Map<string, string>();
  return { kept, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
};
const slots = (sentence: string) => [...new Set([...sentence.matchAll(/\{(\w+)[|}]/g)].map((found) => found[1]))].sort();

test.each([['counter', chinese, english], ['admin', chineseAdmin, englishAdmin]])('%s says the same in both languages, with the same slots', (_, zh, en) => {
  const other: Record<string, string> = en;
  expect(Object.keys(en)).toEqual(Object.keys(zh));
  for (const [key, sentence] of Object.entries(zh)) expect([key, slots(other[key] ?? '')]).toEqual([key, slots(sentence)]);
  for (const [key, sentence] of Object.entries(en)) expect(/[一-鿿]/.test(sentence), key).toBe(false);
});

test('a reload comes back to the same seat, and no token is kept', () => {
  const here = shelf();
  remember(here, 'paihao-desk', { session: clerk, hall: 'demo', counter: '3' });
  expect(recall(here, 'paihao-desk')).toEqual({ session: clerk, hall: 'demo', counter: '3' });
  expect(recall(here, 'paihao-hall')).toBeNull();
  expect([...here.kept.values()].join()).not.toMatch(/token|pin/i);
  forget(here, 'paihao-desk');
  expect(recall(here, 'paihao-desk')).toBeNull();
});

test.each(['', '{', '{}', '{"hall":"demo","counter":"3","session":{"roles":1}}', 'null'])('an unreadable seat (%s) asks to sign in', (kept) => {
  const here = shelf();
  here.setItem('paihao-desk', kept);
  expect(recall(here, 'paihao-desk')).toBeNull();
});

test('rights come from roles and from what was given beyond them', () => {
  const plain: SessionAnswer = clerk;
  expect([mayForce(plain), mayForce(guide), mayForce(manager), mayForce(supervisor)]).toEqual([false, true, true, false]);
  expect([mayPlaceFirst(plain), mayPlaceFirst({ ...plain, staffRights: ['transfer-first'] })]).toEqual([false, true]);
  expect(pagesFor(['supervisor'])).not.toContain('issue');
  expect(pagesFor(['supervisor'])).not.toContain('day');
  expect(pagesFor(['guide'])).not.toContain('day');
  expect(pagesFor(['manager'])).toContain('day');
});

test('a service is found by initials, by words and by its name', () => {
  const ids = (typed: string) => findServices(catalogue.services, typed, 9).map((service) => service.id);
  expect(ids('bdc')).toEqual(['property-transfer', 'property-mortgage']);
  expect(ids(' YYZZ ')).toEqual(['business-licence']);
  expect(ids('就医')).toEqual(['medical-abroad']);
  expect(ids('mortgage')).toEqual(['property-mortgage']);
  expect(ids('没有这件事')).toEqual([]);
  expect(findServices([{ id: 'online', name: { 'zh-CN': '网上办', en: 'Online' }, kind: 'message' }], '', 9)).toEqual([]);
  expect(findNamed(catalogue.queues, '领').map((queue) => queue.id)).toEqual(['collect']);
});

test('papers are shown newest first and asked for anew at each look', () => {
  const printer = { id: 'p1', name: 'P', faults: ['paper-out'], papers: [0, 1, 2].map((n) => ({ n, path: `/p/${n}.svg` })) };
  expect(paperAddresses(printer, 2, 7)).toEqual(['/p/2.svg?look=7', '/p/1.svg?look=7']);
  expect([toggled(['paper-out'], 'paper-out'), toggled([], 'slow')]).toEqual([[], ['slow']]);
});

test('an unknown hall never looks like a closed one', () => {
  const health = { status: 'ok', version: '1' };
  expect([hallState(null, null, null), hallState(false, health, {}), hallState(true, null, {}), hallState(true, health, { open: false }), hallState(true, health, { open: true })])
    .toEqual(['asking', 'unreachable', 'ill', 'closed', 'open']);
  expect(demoSignIns(startAnswer).map((one) => one.staffNumber)).toEqual(['1003', '4001']);
  expect(demoSignIns(null)).toEqual([]);
});
