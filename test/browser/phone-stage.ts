import type { Browser, Page } from 'playwright-core';
import type { VisitorView } from '../../contract/live-events.ts';
import type { VisitorAnswer } from '../../contract/visitor-answer.ts';
import { openStage } from '../support/stage.ts';
import type { Stage, StageScript } from '../support/stage.ts';
import { catalogue, tenTwentyFour } from './kiosk-hall.ts';

const minute = 60_000;
const text = (zh: string, en: string): { readonly 'zh-CN': string; readonly en: string } => ({ 'zh-CN': zh, en });

/** A ticket as its holder sees it, A012 with four people ahead unless told otherwise. */
export const visitor = (more: Partial<VisitorView> = {}): VisitorView => ({
  kind: 'visitor', seq: 10, now: tenTwentyFour, hallName: text('临河县政务服务中心', 'Linhe County Service Hall'), number: 'A012', state: 'waiting',
  zone: { id: 'a', name: text('A区', 'Zone A'), floor: text('一楼', 'Floor 1'), colour: '#0A5546', sign: 'A' }, issuedAt: tenTwentyFour - 9 * minute,
  services: [{ legId: 'l-12', name: text('城乡居民基本养老保险参保登记', 'Join the residents’ pension scheme'), state: 'waiting', suspended: false, materials: [{ name: text('居民身份证', 'Resident ID card') }, { name: text('户口簿', 'Household register') }], rateable: false, rated: false }],
  ahead: 4, booked: null, estimate: { minutes: 14, low: 9, high: 22 }, promise: 30, counters: ['3', '4', '5', '6', '7'].map((n) => text(`${n}号窗口`, `Counter ${n}`)), counter: null, lastCallAt: null,
  away: null, awaysLeft: 2, missed: { kind: 'return-after', calls: 3, minutes: 5 }, suspensions: [], ...more,
});
const [leg] = visitor().services;
export const served = (rated = false): VisitorView => visitor({ seq: 30, state: 'served', ahead: 0, estimate: null, services: leg === undefined ? [] : [{ ...leg, state: 'served', rateable: !rated, rated }] });
export const called = (): VisitorView => visitor({ seq: 20, state: 'called', ahead: 0, estimate: null, counter: text('12号窗口', 'Counter 12'), lastCallAt: tenTwentyFour + 2 * minute, now: tenTwentyFour + 2 * minute });

const iso = (ms: number): string => `${new Date(ms + 8 * 60 * minute).toISOString().slice(0, -1)}+08:00`;
/** The same as HTTP tells it. */
export const told = (ticket: VisitorView): VisitorAnswer => ({
  ...ticket, now: iso(ticket.now), issuedAt: iso(ticket.issuedAt), lastCallAt: ticket.lastCallAt === null ? null : iso(ticket.lastCallAt), away: ticket.away === null ? null : { until: iso(ticket.away.until) },
  suspensions: ticket.suspensions.map((s) => ({ ...s, expectedBack: s.expectedBack === null ? null : iso(s.expectedBack) })),
});

/** What `GET /api/tickets/{token}` answers. */
export const own = (ticket: VisitorView | null): object => ({ hall: 'demo', ticket: ticket === null ? null : told(ticket), answer: { issuedAt: '2025-11-24T10:15:00+08:00' } });

export interface PhoneOnStage { readonly stage: Stage; readonly page: Page; readonly faults: string[]; readonly close: () => Promise<void> }
export interface PhoneScript extends StageScript { readonly size?: { readonly width: number; readonly height: number }; readonly language?: string; readonly ticket?: VisitorView }

/** A phone that opened its ticket's link. */
export const openPhone = async (browser: Browser, { size = { width: 360, height: 640 }, language = 'zh-CN', ticket = visitor(), ...script }: PhoneScript = {}): Promise<PhoneOnStage> => {
  const stage = await openStage({
    ...script, routes: { 'GET /api/tickets/*': own(ticket), 'GET /api/halls/demo/catalogue': catalogue, ...script.routes }, views: { '/visitor': ticket, ...script.views },
  });
  const page = await browser.newPage({ viewport: size, locale: language, deviceScaleFactor: 2 });
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(fault.message));
  page.on('console', (line) => {
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource') && !line.text().includes('WebSocket')) faults.push(line.text());
  });
  await page.goto(`${stage.url}/t/Zk3vQ9pT1xW7bN5m`);
  return { stage, page, faults, close: async () => {
    await page.close();
    await stage.close();
  } };
};
