import { describe, expect, test } from 'vitest';
import { casesAsked } from '../../../kiosk-ui/flow/cases.ts';
import { closedWords, expectedBack } from '../../../kiosk-ui/flow/closing-words.ts';
import { idleAfter, idleAt, warnFor } from '../../../kiosk-ui/flow/idle.ts';
import { pageTops, planPages } from '../../../kiosk-ui/flow/pages.ts';
import { listWords, paperOf } from '../../../kiosk-ui/flow/paper.ts';
import { appointmentIn, noScan, tokenIn, typeKey } from '../../../kiosk-ui/flow/scan.ts';
import type { PrintStateView, Text } from '../../../contract/live-events.ts';
import { inkOn } from '../../../kiosk-ui/ink-on.ts';
import { qrPath } from '../../../kiosk-ui/qr-path.ts';
import { ticket } from '../../browser/kiosk-hall.ts';

describe('idle', () => {
  test('warns for the last 15 of 45 seconds, then it is over', () => {
    expect(idleAt(0, idleAfter - warnFor - 1).phase).toBe('active');
    expect(idleAt(0, idleAfter - warnFor)).toEqual({ phase: 'warning', seconds: 15 });
    expect(idleAt(0, idleAfter - 1)).toEqual({ phase: 'warning', seconds: 1 });
    expect(idleAt(0, idleAfter).phase).toBe('over');
  });
});

describe('paper', () => {
  const as = (state: PrintStateView, fault: string | null = null, elsewhere: Text | null = null): ReturnType<typeof paperOf> => paperOf(ticket(), [{ ticketId: 't-12', job: 'p-1', state, fault, elsewhere }]);
  test('a check list says how it goes; what may have come out is looked for', () => {
    expect([null, 'issued', 'printing', 'printed', 'sent', 'unknown', 'not-printed'].map((state) => listWords(state as PrintStateView | null)))
      .toEqual(['print.list', 'print.printing', 'print.printing', 'print.take', 'print.sent', 'print.sent', 'print.failed']);
  });
  test('the number stays exactly where no paper carries it', () => {
    expect((['issued', 'printing', 'printed', 'sent'] as const).map((state) => as(state).stays)).toEqual([false, false, false, false]);
    expect((['not-printed', 'unknown'] as const).map((state) => as(state).stays)).toEqual([true, true]);
  });
  test('each outcome has its own sentence', () => {
    expect([as('printing').words, as('printed').words, as('sent').words, as('unknown').words]).toEqual(['paper.printing', 'paper.take', 'paper.sent', 'paper.unknown']);
    expect(['paper-out', 'paper-out-or-cover', 'cover-open', 'cutter', null].map((fault) => as('not-printed', fault).words)).toEqual(['paper.out', 'paper.out', 'paper.cover', 'paper.failed', 'paper.failed']);
  });
  test('paper that comes out elsewhere is looked for there; where none came, the number stays as ever', () => {
    const there = { 'zh-CN': '西门取号机', en: 'West kiosk' };
    expect((['printing', 'printed', 'sent'] as const).map((state) => as(state, null, there).words)).toEqual(['paper.printingAt', 'paper.takeAt', 'paper.takeAt']);
    expect([as('printed', null, there).elsewhere, as('not-printed', 'paper-out', there)]).toEqual([there, { words: 'paper.out', stays: true, settled: true, elsewhere: there }]);
    expect(paperOf(ticket({ print: { job: 'p', state: 'issued', elsewhere: there } }), [])).toMatchObject({ words: 'paper.printingAt', elsewhere: there });
  });
  test('before the view tells, the answer of the press does; without a printer the number stays', () => {
    expect(paperOf(ticket(), []).words).toBe('paper.printing');
    expect(paperOf(ticket({ print: null }), [])).toMatchObject({ words: 'paper.none', stays: true });
    expect(paperOf(ticket(), [{ ticketId: 'other', job: 'p', state: 'not-printed', fault: null, elsewhere: null }]).stays).toBe(false);
  });
});

describe('scanner', () => {
  const type = (text: string, every: number): string | null => {
    const keys = [...text.split(''), 'Enter'];
    return keys.reduce<{ buffer: typeof noScan; scanned: string | null }>((so, key, at) => typeKey(so.buffer, key, 1000 + at * every), { buffer: noScan, scanned: null }).scanned;
  };
  test('fast keys that end in Enter are a scan, also at a kiosk with hiccups; a person\'s typing is none', () => {
    expect(type('http://h/t/abcdefgh', 5)).toBe('http://h/t/abcdefgh');
    expect(type('http://h/t/abcdefgh', 400)).toBe('http://h/t/abcdefgh');
    expect(type('http://h/t/abcdefgh', 700)).toBeNull();
    expect(type('short', 5)).toBeNull();
  });
  test('Shift between the letters is no letter', () => {
    const typed = ['h', 'Shift', 'T', 't', 'p', ':', '/', '/', 'x'].reduce((buffer, key, at) => typeKey(buffer, key, at * 4).buffer, noScan);
    expect(typed.text).toBe('hTtp://x');
  });
  test('the token is found in an address or stands alone; anything else is none', () => {
    expect(tokenIn('https://hall.example/t/Zk3vQ9pT1xW7bN5m?x=1')).toBe('Zk3vQ9pT1xW7bN5m');
    expect(tokenIn('Zk3vQ9pT1xW7bN5m')).toBe('Zk3vQ9pT1xW7bN5m');
    expect(appointmentIn('https://hall.example/a/Zk3vQ9pT1xW7bN5m')).toBe('Zk3vQ9pT1xW7bN5m');
    expect(['https://hall.example/t/Zk3vQ9pT1xW7bN5m', 'Zk3vQ9pT1xW7bN5m', ''].map(appointmentIn)).toEqual([null, null, null]);
    expect(['https://hall.example/a/Zk3vQ9pT1xW7bN5m', '6901234567892', '<script>alert(1)</script>'].map(tokenIn)).toEqual([null, null, null]);
  });
});

describe('pages', () => {
  const space = { count: 8, columns: 2, height: 700, keys: 112, least: 112, most: 180, gap: 16 };
  test('everything on one page where it fits, rows as tall as the space allows', () => {
    expect(planPages(space)).toEqual({ perPage: 8, pages: 1, rowHeight: 163 });
    expect(planPages({ ...space, count: 2 }).rowHeight).toBe(180);
  });
  test('else whole pages that leave room for their keys', () => {
    expect(planPages({ ...space, count: 20 })).toEqual({ perPage: 8, pages: 3, rowHeight: 135 });
    expect(planPages({ ...space, count: 20, height: 0 }).perPage).toBe(2);
  });
  test('a long text breaks between blocks; one that is taller than a page still moves on', () => {
    expect(pageTops([0, 100, 200, 300], 400, 250)).toEqual([0, 200]);
    expect(pageTops([0, 100, 900], 1000, 250)).toEqual([0, 100, 900]);
    expect(pageTops([0, 100], 200, 250)).toEqual([0]);
  });
});

test('cases are asked when one service asks, within the smallest bound', () => {
  expect(casesAsked([{ cases: { ask: true, max: 9 } }, { cases: { ask: true, max: 5 } }, {}])).toBe(5);
  expect(casesAsked([{ cases: { ask: false, max: 9 } }, {}])).toBeNull();
});

test('why a number cannot be had, in four kinds', () => {
  expect((['suspended', 'quota-used-up', 'numbers-used-up', 'queue-closed', 'day-not-open', 'unknown-queue'] as const).map((refused) => closedWords({ refused })))
    .toEqual(['closed.suspended', 'closed.quota', 'closed.quota', 'closed.hours', 'closed.hours', 'closed.unknown']);
  const scope = { 'zh-CN': '大厅', en: 'Hall' };
  expect(expectedBack([{ id: 'a', scope, reason: scope, expectedBack: 5 }, { id: 'b', scope, reason: scope, expectedBack: null }, { id: 'c', scope, reason: scope, expectedBack: 9 }])).toBe(9);
  expect(expectedBack([])).toBeNull();
});

test('the ink on a zone\'s colour reaches 4.5 : 1 on the colours halls use', () => {
  expect(['#0A5546', '#8F1D17', '#084A8C', '#000000'].map(inkOn)).toEqual(Array(4).fill('#FFFFFF'));
  expect(['#FFB000', '#FFFFFF', '#7FE0C6', '#FFD54A'].map(inkOn)).toEqual(Array(4).fill('#14212B'));
});

test('a QR code has four modules of quiet around it', () => {
  const { size, path } = qrPath('http://h/t/abc');
  expect(size).toBe(29);
  expect(path.startsWith('M4 4h1v1h-1z')).toBe(true);
});
