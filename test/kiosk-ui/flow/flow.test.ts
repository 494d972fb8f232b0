import { describe, expect, test } from 'vitest';
import * as flow from '../../../kiosk-ui/flow/flow.ts';
import { ticket } from '../../browser/kiosk-hall.ts';
import { told, visitor } from '../../browser/phone-stage.ts';

const name = { 'zh-CN': '社保', en: 'Social security' };
const atService = (id = 'card', from = flow.start()): flow.Flow => flow.open(flow.open(from, { at: 'services', title: name, ids: ['card', 'pension'] }), { at: 'service', id });
const asked = { cases: false, language: 'zh-CN', large: false } as const;
const problem = { type: 'about:blank', title: 'no', status: 409, code: 'queue-closed', detail: '已停止取号' };

describe('finding the way', () => {
  test('each touch leads one screen further, back leads one screen back and stays home at the end', () => {
    const service = atService();
    expect(flow.placeOf(service)).toEqual({ at: 'service', id: 'card' });
    expect(flow.placeOf(flow.back(service)).at).toBe('services');
    expect(flow.placeOf(flow.back(flow.back(flow.back(service)))).at).toBe('home');
  });

  test('home forgets the screens behind, and a fresh kiosk has nothing to lose', () => {
    expect(flow.open(atService(), { at: 'home' }).trail).toEqual([{ at: 'home' }]);
    expect(flow.isFresh(flow.start())).toBe(true);
    expect(flow.isFresh(atService())).toBe(false);
    expect(flow.isFresh(flow.keepService(flow.start(), 'card'))).toBe(false);
  });
});

describe('what is chosen', () => {
  test('one service is a serviceId, several are serviceIds with the one on the screen last', () => {
    expect(flow.issueBody(atService(), asked)).toEqual({ serviceId: 'card', language: 'zh-CN' });
    expect(flow.issueBody(atService('pension', flow.keepService(atService(), 'card')), asked)).toEqual({ serviceIds: ['card', 'pension'], language: 'zh-CN' });
  });

  test('a service is kept once, five at most, and can be dropped', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].reduce(flow.keepService, flow.start());
    expect(flow.keepService(five, 'f').draft.services).toHaveLength(flow.mostServices);
    expect(flow.keepService(five, 'a')).toBe(five);
    expect(flow.dropService(five, 'c').draft.services).toEqual(['a', 'b', 'd', 'e']);
  });

  test('cases are sent only where they were asked, and stay between 1 and the most', () => {
    const three = flow.setCases(atService(), 3, 5);
    expect(flow.issueBody(three, asked)).not.toHaveProperty('cases');
    expect(flow.issueBody(three, { ...asked, cases: true })).toHaveProperty('cases', 3);
    expect(flow.setCases(three, 0, 5).draft.cases).toBe(1);
    expect(flow.setCases(three, 9, 5).draft.cases).toBe(5);
  });

  test('class, needs and large print go with the press', () => {
    const cared = flow.toggleNeed(flow.toggleNeed(flow.toggleNeed(flow.chooseClass(atService(), 'pregnant'), 'escort'), 'low-desk'), 'escort');
    expect(flow.issueBody(cared, { cases: false, language: 'en', large: true })).toEqual({ serviceId: 'card', class: 'pregnant', needs: ['low-desk'], language: 'en', large: true });
  });
});

describe('the press', () => {
  test('an answer shows the ticket and forgets what led to it', () => {
    const done = flow.taken(ticket());
    expect(done.act).toEqual({ kind: 'taken', ticket: ticket() });
    expect(done.draft.services).toEqual([]);
  });

  test('a refusal keeps the choice, and back leads to it', () => {
    const refused = flow.refuse(flow.take(atService()), problem);
    expect(refused.act).toEqual({ kind: 'refused', problem });
    expect(flow.placeOf(flow.back(refused))).toEqual({ at: 'service', id: 'card' });
    expect(flow.back(refused).act.kind).toBe('choosing');
  });

  test('doubt comes only from a press under way, and no scan interrupts either', () => {
    const doubt = flow.unsure(flow.take(atService()));
    expect(doubt.act.kind).toBe('unsure');
    expect(flow.unsure(flow.taken(ticket())).act.kind).toBe('taken');
    expect([doubt, flow.take(atService())].map(flow.mayScan)).toEqual([false, false]);
    expect(flow.mayScan(atService())).toBe(true);
  });
});

test('after its key a scanned ticket waits again and offers no second press', () => {
  const absent = flow.scanned({ ticketId: 't-12', ticket: told(visitor({ state: 'absent' })), actions: ['wake'] });
  const woken = flow.afterAction(absent, 'wake', { ahead: 3, estimate: null });
  expect(woken.act).toMatchObject({ kind: 'scanned', actions: [], ticket: { state: 'waiting', away: null, ahead: 3 } });
  const gone = flow.afterAction(flow.scanned({ ticketId: 't-12', ticket: told(visitor()), actions: ['away'] }), 'away', { ahead: 3, estimate: null });
  expect(gone.act).toMatchObject({ ticket: { away: { until: visitor().now + 30 * 60_000 } } });
});
