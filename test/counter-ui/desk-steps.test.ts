import { expect, test } from 'vitest';
import { absentKey, clockLength, secondsLeft, serviceLength } from '../../counter-ui/desk/countdown.ts';
import { deskLayout } from '../../counter-ui/desk/desk-layout.ts';
import { deskKeys, keyAct, keyOf, numberPad } from '../../counter-ui/desk/key-map.ts';
import { mainMeaning, mainStep, settled, settleTime } from '../../counter-ui/desk/main-step.ts';
import { lateFirst, markShape, promiseMark, waitMark } from '../../counter-ui/desk/waiting-marks.ts';
import { usbKeys } from '../../drivers/keypad/usb-keys.ts';
import { called, line, serving, views } from '../browser/counter-views.ts';

test('the main button is the next sensible step', () => {
  expect(mainStep(views.idle)).toBe('call-next');
  expect(mainStep(views.called)).toBe('start');
  expect(mainStep(views.serving)).toBe('finish-next');
  expect(mainStep(views.paused)).toBe('resume');
});

test('a paused counter finishes its visitor and calls nobody after', () => {
  expect(mainStep({ paused: views.paused.paused, current: serving })).toBe('finish');
  expect(mainStep({ paused: views.paused.paused, current: called })).toBe('start');
});

test('the main button means something else for somebody else', () => {
  expect(mainMeaning(views.called)).not.toBe(mainMeaning(views.serving));
  expect(mainMeaning(views.called)).not.toBe(mainMeaning({ ...views.called, current: { ...called, legId: 'other' } }));
  expect(mainMeaning(views.called)).toBe(mainMeaning({ ...views.called, current: { ...called, recalls: 3 } }));
  expect(settled(1000, 1000 + settleTime - 1)).toBe(false);
  expect(settled(1000, 1000 + settleTime)).toBe(true);
});

const pressed = (key: string, more: object = {}) => ({ key, code: '', repeat: false, ctrlKey: false, altKey: false, metaKey: false, typing: false, ...more });

test('keys ask for acts; a key held down is one press', () => {
  expect(keyAct(deskKeys, pressed('F2'))).toBe('main');
  expect(keyAct(deskKeys, pressed('F2', { repeat: true }))).toBeNull();
  expect(keyAct(deskKeys, pressed('F2', { altKey: true }))).toBeNull();
  expect(keyAct(deskKeys, pressed('z', { ctrlKey: true }))).toBe('undo');
  expect(keyAct(deskKeys, pressed('z'))).toBeNull();
  expect(keyAct(deskKeys, pressed('F5'))).toBeNull();
});

test('while somebody types, letters belong to the field', () => {
  expect(keyAct(deskKeys, pressed('?', { typing: true }))).toBeNull();
  expect(keyAct(deskKeys, pressed('z', { ctrlKey: true, typing: true }))).toBeNull();
  expect(keyAct(deskKeys, pressed('F2', { typing: true }))).toBe('main');
  expect(keyAct(deskKeys, pressed('Escape', { typing: true }))).toBe('close');
  expect(keyOf(deskKeys, 'recall')).toBe('F3');
});

test('a number pad means at the page what it means on a computer without a screen, whatever Num Lock says', () => {
  const kernel = { NumpadAdd: 'KEY_KPPLUS', NumpadEnter: 'KEY_KPENTER', NumpadSubtract: 'KEY_KPMINUS', NumpadMultiply: 'KEY_KPASTERISK', NumpadDivide: 'KEY_KPSLASH', NumpadDecimal: 'KEY_KPDOT' };
  expect(Object.keys(numberPad)).toEqual(Object.keys(kernel));
  for (const [code, name] of Object.entries(kernel)) {
    const act = usbKeys.get('usb-numbers')?.get(name);
    expect(keyAct(deskKeys, pressed('Delete', { code }))).toBe(act);
    expect(keyAct(deskKeys, pressed('+', { code, typing: true }))).toBeNull();
    expect(keyAct(deskKeys, pressed('+', { code, ctrlKey: true }))).toBeNull();
  }
});

test('missed counts down, and says what else it waits for', () => {
  const now = called.calledAt;
  expect(absentKey({ allowed: false, allowedAt: now + 47_200, waitsFor: ['recall', 'time'] }, now)).toEqual({ allowed: false, seconds: 48, waitsFor: ['recall', 'time'] });
  expect(absentKey({ allowed: false, allowedAt: now, waitsFor: ['recall', 'time'] }, now).allowed).toBe(false);
  expect(absentKey({ allowed: false, allowedAt: now, waitsFor: ['time'] }, now).allowed).toBe(true);
  expect(absentKey({ allowed: false, allowedAt: null, waitsFor: ['spoken'] }, now)).toEqual({ allowed: false, seconds: null, waitsFor: ['spoken'] });
  expect(absentKey({ allowed: true, allowedAt: null, waitsFor: [] }, now).allowed).toBe(true);
});

test('times are read as people read them', () => {
  expect(secondsLeft(1001, 0)).toBe(2);
  expect(secondsLeft(0, 5000)).toBe(0);
  expect(clockLength(192_999)).toBe('03:12');
  expect(clockLength(-5)).toBe('00:00');
  expect(clockLength(3_600_000 + 61_000)).toBe('1:01:01');
});

test('a service three times longer than usual is asked about', () => {
  const start = { startedAt: 0, usualMinutes: 12 };
  expect(serviceLength({ ...start, startedAt: null }, 0)).toBeNull();
  expect(serviceLength(start, 12 * 60_000)?.over).toBe('no');
  expect(serviceLength(start, 13 * 60_000)?.over).toBe('over');
  expect(serviceLength(start, 36 * 60_000)?.over).toBe('far-over');
});

test('marks have a shape each; late people stand on top in their own order', () => {
  expect(new Set(Object.values(markShape)).size).toBe(3);
  expect([promiseMark(6), promiseMark(5), promiseMark(0), promiseMark(-1)]).toEqual(['on-time', 'due-soon', 'due-soon', 'late']);
  expect([waitMark(20), waitMark(21), waitMark(31)]).toEqual(['on-time', 'due-soon', 'late']);
  expect(lateFirst(line).map((one) => one.number).slice(0, 3)).toEqual(['A011', 'A013', 'A015']);
  expect(line[0]?.number).toBe('A013');
});

test('the window decides the layout', () => {
  expect([deskLayout(320, 680), deskLayout(360, 120), deskLayout(1280, 800), deskLayout(1920, 120)]).toEqual(['bar', 'strip', 'wide', 'strip']);
});
