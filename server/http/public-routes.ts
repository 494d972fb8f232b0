import type { FastifyInstance } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import { fingerprint } from '../engine/fresh-values.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { waitingIn } from '../domain/lines.ts';
import { serviceViews } from '../domain/view-kiosk.ts';
import { servingIn } from '../domain/view-manager.ts';
import { catalogueOf, serviceAnswer } from './catalogue-answer.ts';
import { isHere } from './caller.ts';
import { hallOf } from './press-route.ts';
import { refuseRequest } from './problem.ts';
import { isoOrNull, writtenSuspensions } from './written-out.ts';

/** Views of all services cost a few ms in a large hall, so one is good for so long. */
const freshMs = 1000;

const statusOf = (engine: HallEngine): unknown => {
  const { hall } = engine;
  const views = serviceViews(hall, engine.now());
  return {
    id: engine.id, name: hall.catalogue.config.name,
    queues: hall.catalogue.config.queues.map((q) => {
      const service = hall.catalogue.config.services.find((s) => s.queue === q.id);
      return { queue: q.id, name: q.name, serving: servingIn(hall, q.id), waiting: waitingIn(hall.lines, q.id), estimateMinutes: views.find((v) => v.id === service?.id)?.estimate?.minutes ?? null };
    }),
  };
};

const liveHall = (engine: HallEngine): unknown => {
  const at = engine.now();
  const { hall } = engine;
  const iso = (ms: number | null): string | null => isoOrNull(hall.catalogue.zoneTable, ms);
  const services = serviceViews(hall, at).map((v) => ({
    ...v, opensAt: iso(v.opensAt), stopsAt: iso(v.stopsAt), queueId: hall.catalogue.config.services.find((s) => s.id === v.id)?.queue ?? null, open: v.refused === null,
  }));
  return { id: engine.id, name: hall.catalogue.config.name, timeZone: hall.catalogue.config.timeZone, languages: hall.catalogue.config.languages, now: iso(at), open: services.some((s) => s.open), services, suspensions: writtenSuspensions(hall) };
};

/** Answers are made at most once a second however many ask. */
const kept = <T>(house: House, make: () => T): (() => T) => {
  const box: { value: T | null; at: number } = { value: null, at: -Infinity };
  return () => {
    const now = house.clock.mono();
    if (box.value === null || now - box.at > freshMs) {
      box.value = make();
      box.at = now;
    }
    return box.value;
  };
};

/** What anyone may read: open data without personal data. */
export const publicRoutes = (app: FastifyInstance, house: House): void => {
  app.get('/api/health', { config: { answer: answers.health }, schema: { summary: 'Whether the server and its database answer' } }, async (request, reply) => {
    try {
      await house.records.ping();
    } catch {
      return refuseRequest(request, reply, 'store-down');
    }
    return { status: 'ok', store: house.records.kind, version: house.version };
  });
  const status = kept(house, () => ({ halls: [...house.halls.keys()].map((id) => statusOf(hallOf(house, id))) }));
  app.get('/api/status', { config: { answer: answers.status }, schema: { summary: 'Open data: every queue, who is served and how many wait' } }, async () => status());
  const live = new Map([...house.halls.values()].map((engine) => [engine.id, kept(house, () => liveHall(engine))]));
  app.get('/api/halls/:hall', { config: { answer: answers.hall }, schema: { summary: 'The live hall' } }, async (request) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    return live.get(engine.id)?.() ?? liveHall(engine);
  });
  const catalogues = new Map<string, { readonly version: number; readonly body: string; readonly etag: string }>();
  app.get('/api/halls/:hall/catalogue', { config: { answer: answers.catalogue }, schema: { summary: 'Services, counters, classes, zones: everything that does not change with the hour' } }, async (request, reply) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    const { version } = engine.hall.catalogue;
    const before = catalogues.get(engine.id);
    const body = before?.version === version ? before.body : JSON.stringify(catalogueOf(engine.hall.catalogue));
    const etag = before?.version === version ? before.etag : `"${fingerprint(body).slice(0, 22)}"`;
    catalogues.set(engine.id, { version, body, etag });
    void reply.header('etag', etag).header('cache-control', 'no-cache');
    return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.type('application/json; charset=utf-8').send(body);
  });
  app.get('/api/halls/:hall/services/:service', { config: { answer: answers.service }, schema: { summary: 'What one service says: papers, fee, hours, counters' } }, async (request, reply) => {
    const params = request.params as Record<string, string>;
    const answer = serviceAnswer(hallOf(house, params['hall']).hall.catalogue, params['service'] ?? '');
    return answer ?? refuseRequest(request, reply, 'unknown-service', { about: params['service'] ?? '' });
  });
  app.get('/api/start', { schema: { hide: true } }, async (request) => startPage(house, isHere(request)));
};

const pages = [
  { path: '/kiosk', pair: 'demo-kiosk', name: { 'zh-CN': '取号机', en: 'Kiosk' }, about: { 'zh-CN': '按事项取号，号票打印在模拟打印机上', en: 'Take a number; the ticket comes out of the simulated printer' } },
  { path: '/book', name: { 'zh-CN': '手机预约', en: 'Book by phone' }, about: { 'zh-CN': '选事项和时间，凭预约码到大厅签到', en: 'Choose a service and a time; check in at the hall with the code' } },
  { path: '/counter', name: { 'zh-CN': '窗口', en: 'Counter' }, about: { 'zh-CN': '登录窗口，叫号，办理', en: 'Sign in at a counter, call and serve' }, demo: '1001' },
  { path: '/admin', name: { 'zh-CN': '导办台', en: 'Guide' }, about: { 'zh-CN': '求助、代取号、补打、叫醒过号', en: 'Help calls, numbers for others, reprints, missed tickets' }, demo: '2001' },
  { path: '/admin', name: { 'zh-CN': '电话预约', en: 'Hotline' }, about: { 'zh-CN': '替来电的人预约、改期、取消', en: 'Book, move and cancel for callers' }, demo: '3001' },
  { path: '/admin', name: { 'zh-CN': '值班主任', en: 'Manager' }, about: { 'zh-CN': '告警、队列和窗口、暂停、结束当天', en: 'Alarms, queues and counters, suspensions, end of day' }, demo: '4001' },
  { path: '/simulators', name: { 'zh-CN': '模拟设备', en: 'Simulated devices' }, about: { 'zh-CN': '看打印出来的号票，开关故障', en: 'See the printed tickets, switch faults on and off' } },
] as const;

/** The start page's links; on this very machine they pair by themselves and show the demo sign-ins. */
const startPage = (house: House, here: boolean): unknown => {
  const engine = [...house.halls.values()][0];
  if (engine === undefined) return { hall: null, links: [] };
  const { config } = engine.hall.catalogue;
  const demoHall = here && config.staff.some((s) => s.demoPin !== undefined);
  const pinOf = (number: string): string | undefined => config.staff.find((s) => s.number === number)?.demoPin;
  const displays = config.zones.map((zone) => ({
    path: `/display?zone=${zone.id}${demoHall ? '&pair=demo-display' : ''}`, name: { 'zh-CN': `大屏 ${zone.sign} ${zone.name['zh-CN']}`, en: `Display ${zone.sign} ${zone.name.en}` }, about: { 'zh-CN': '叫号大屏，带语音', en: 'Calls on screen, with voice' },
  }));
  const own = pages.map((page) => ({
    path: demoHall && 'pair' in page ? `${page.path}?pair=${page.pair}` : page.path, name: page.name, about: page.about,
    ...(demoHall && 'demo' in page && pinOf(page.demo) !== undefined ? { demo: { staffNumber: page.demo, pin: pinOf(page.demo) } } : {}),
  }));
  return { hall: engine.id, name: config.name, links: [own[0], ...displays, ...own.slice(1)] };
};
