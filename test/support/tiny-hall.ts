import type { ClassId, CounterId, DeviceId, HallId, QueueId, ServiceId, StaffNumber, ZoneId } from '../../server/domain/brands.ts';
import { instant, localDay } from '../../server/domain/brands.ts';
import { makeCatalogue } from '../../server/domain/catalogue.ts';
import type { Catalogue } from '../../server/domain/catalogue.ts';
import type { HallConfig, Role, ServiceConfig, StaffConfig, Text, WeekHours } from '../../server/domain/hall-config.ts';
import { tokenHash } from '../../server/engine/fresh-values.ts';
import type { ZoneTable } from '../../server/domain/hall-time.ts';

const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });
const allDay = [{ from: '00:00', to: '24:00' }];
const hours: WeekHours = { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay };

const queueId = (id: string) => id as QueueId;
const east = 'east' as ZoneId;
const west = 'west' as ZoneId;

const service = (id: string, zh: string, en: string, queue: string, rest: Partial<ServiceConfig> = {}): ServiceConfig =>
  ({ id: id as ServiceId, name: text(zh, en), department: 'office', kind: 'queue', queue: queueId(queue), usualMinutes: 10, materials: [], takes: 'on-the-spot', ...rest });

const person = (number: string, zh: string, en: string, role: Role, rest: Partial<StaffConfig> = {}): StaffConfig =>
  ({ number: number as StaffNumber, name: text(zh, en), roles: [role], demoPin: '246810', ...rest });

const queues: HallConfig['queues'] = [
  { id: queueId('general'), name: text('综合', 'General'), zone: east, prefix: 'A', usualMinutes: 10 },
  { id: queueId('social'), name: text('社保', 'Social insurance'), zone: west, prefix: 'B', usualMinutes: 8 },
  { id: queueId('collect'), name: text('领证', 'Collect'), zone: west, prefix: 'C', usualMinutes: 3 },
];

const classes: HallConfig['classes'] = [
  { id: 'walk-in' as ClassId, name: text('现场取号', 'Walk-in'), kind: 'walk-in', proof: 'anyone', protected: false, target: 30, promise: 40 },
  { id: 'priority' as ClassId, name: text('优先', 'Priority'), kind: 'priority', proof: 'staff', protected: false, target: 10, promise: 15 },
  { id: 'appointment' as ClassId, name: text('预约', 'Appointment'), kind: 'appointment', proof: 'staff', protected: true, target: 2, promise: 10 },
];

const services: HallConfig['services'] = [
  service('business-licence', '营业执照', 'Business licence', 'general'),
  service('residence-permit', '居住证', 'Residence permit', 'general', { cases: { ask: true, max: 5 } }),
  service('social-card', '社保卡', 'Social security card', 'social'),
  service('pension', '养老金', 'Pension', 'social', { usualMinutes: 20 }),
  service('collect-papers', '领取证件', 'Collect papers', 'collect', { usualMinutes: 3 }),
  { id: 'marriage' as ServiceId, name: text('结婚登记', 'Marriage registration'), department: 'office', kind: 'elsewhere', message: text('请到民政局办理', 'Please go to the Civil Affairs Bureau'), usualMinutes: 30, materials: [], takes: 'on-the-spot' },
];

const profiles: HallConfig['profiles'] = [
  { id: 'general', name: text('综合', 'General'), queues: [{ queue: queueId('general'), offset: 0 }, { queue: queueId('collect'), offset: 5 }], helpWhenIdle: true },
  { id: 'social', name: text('社保', 'Social insurance'), queues: [{ queue: queueId('social'), offset: 0 }] },
  { id: 'collect', name: text('领证', 'Collect'), queues: [{ queue: queueId('collect'), offset: 0 }, { queue: queueId('social'), offset: 0 }] },
];

const counter = (id: string, zone: ZoneId, profile: string): HallConfig['counters'][number] =>
  ({ id: id as CounterId, label: text(`${id}号窗口`, `Counter ${id}`), spoken: id, zone, profile });
const counters: HallConfig['counters'] = [{ ...counter('1', east, 'general'), equipment: ['low-desk'] }, counter('2', east, 'general'), counter('3', west, 'social'), counter('4', west, 'collect')];

const device = { kiosk: 'kiosk-1' as DeviceId, printer: 'printer-1' as DeviceId, agent: 'agent-1' as DeviceId };
const devices: HallConfig['devices'] = [
  { id: device.kiosk, kind: 'kiosk', name: text('取号机', 'Kiosk'), zone: east, printer: device.printer },
  { id: device.printer, kind: 'printer', name: text('打印机', 'Printer'), agent: device.agent, profile: 'generic-58', connection: 'sim:' },
  { id: device.agent, kind: 'agent', name: text('设备代理', 'Agent') },
  { id: 'display-east' as DeviceId, kind: 'display', name: text('东区大屏', 'East display'), zone: east },
  { id: 'display-west' as DeviceId, kind: 'display', name: text('西区大屏', 'West display'), zone: west },
];

const grade = (value: 1 | 2 | 3 | 4 | 5, zh: string, en: string): HallConfig['ratingForm']['grades'][number] => ({ grade: value, name: text(zh, en), points: [] });

const staff: HallConfig['staff'] = [
  person('1001', '甲', 'Clerk One', 'clerk', { rights: ['call-by-hand', 'transfer-first'] }), person('1002', '乙', 'Clerk Two', 'clerk'),
  person('1003', '丙', 'Clerk Three', 'clerk'), person('1004', '丁', 'Clerk Four', 'clerk'),
  person('2001', '戊', 'Guide', 'guide'), person('4001', '己', 'Manager', 'manager'), person('5001', '庚', 'Administrator', 'administrator'),
];

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const halfHours = (capacity: number): NonNullable<HallConfig['booking']>['groups'][number]['slots'] => [{ days: everyDay, from: '08:00', to: '20:00', minutes: 30, capacity }];
const bookedService = (...ids: readonly string[]) => ids.map((id) => id as ServiceId);
const booking: NonNullable<HallConfig['booking']> = {
  source: 'both', platform: { name: text('市平台', 'City platform'), url: 'https://city.example' }, rules: [{ id: 'usual', cancelBefore: 60, perDay: 3 }],
  groups: [
    { id: 'general', services: bookedService('business-licence', 'residence-permit'), rules: 'usual', window: { first: 0, last: 5, release: '00:00' }, slots: halfHours(7), grace: 10, reservationMinutes: 10 },
    { id: 'social', services: bookedService('social-card', 'pension'), rules: 'usual', window: { first: 0, last: 5, release: '00:00' }, slots: halfHours(2), grace: 10, freedAfter: 15 },
  ],
};

/** The key of the tests' platform; the hall file holds its hash. */
export const platformKey = 'the-key-of-the-city-platform-in-tests';
const integrations: NonNullable<HallConfig['integrations']> = [{ id: 'city', name: text('市平台', 'City platform'), keyHash: tokenHash(platformKey), scopes: ['book', 'journal'], perMinute: 60_000, webhook: { url: 'https://city.example/hook', events: ['booked', 'moved', 'cancelled', 'missed', 'checked-in', 'called', 'served'] } }];
const messages: NonNullable<HallConfig['messages']> = { sms: { url: 'https://sms.example/send', headers: { authorization: 'Bearer {secret:sms}' }, form: { mobile: '{phone}', text: '{text}', uid: '{id}' }, ok: '"code":0' }, quiet: { from: '21:00', to: '08:00' } };

/**
 * A hall small enough to think through: zones east (counters 1, 2) and west (3, 4); queue general (A) is called at 1 and 2,
 * social (B) at 3 and 4, collect (C) at 4, and at 1 and 2 from 5 min before due. Open around the clock, business day from
 * 04:00, China time. A platform `city` may book too. Bookable for today and five days on, 08:00 to 20:00 by half hours: general with 7 places, social with 2. Clerks 1001-1004, guide 2001, manager 4001, administrator 5001, PIN 246810.
 */
export const tinyHall = (overrides: Partial<HallConfig> = {}): HallConfig => ({
  id: 'tiny' as HallId, name: text('小大厅', 'Tiny hall'), timeZone: 'Asia/Shanghai', languages: ['zh-CN', 'en'], dayChange: 4, hours,
  calendar: { loadedUntil: localDay('2026-12-31'), days: [] },
  zones: [
    { id: east, name: text('东区', 'East'), floor: text('一楼', 'Ground floor'), colour: '#084A8C', sign: '东' },
    { id: west, name: text('西区', 'West'), floor: text('一楼', 'Ground floor'), colour: '#8C4A08', sign: '西' },
  ],
  departments: [{ id: 'office', name: text('服务中心', 'Service centre') }],
  queues, classes, services, matters: [], home: [{ queue: queueId('general') }, { queue: queueId('social') }, { queue: queueId('collect') }],
  profiles, counters, staff, roster: [], devices, missed: { kind: 'return-after', calls: 3 }, protectedOf3: 2,
  outcomes: [{ id: 'done', name: text('办结', 'Done') }, { id: 'papers-missing', name: text('材料不齐', 'Papers missing') }],
  pauseReasons: [{ id: 'break', name: text('休息', 'Break') }],
  holdReasons: [{ id: 'copy', name: text('去复印', 'Making a copy') }],
  needs: [{ id: 'low-desk', name: text('低位窗口', 'Low desk'), help: text('坐着办理', 'Served sitting down') }],
  notices: [], voice: { languages: ['zh-CN', 'en'] },
  ratingForm: { version: '1', title: text('请评价', 'Please rate'), grades: [grade(5, '非常满意', 'Very satisfied'), grade(4, '满意', 'Satisfied'), grade(3, '基本满意', 'Fairly satisfied'), grade(2, '不满意', 'Dissatisfied'), grade(1, '非常不满意', 'Very dissatisfied')] },
  booking, integrations, messages,
  ...overrides,
});

/** China keeps UTC+8 all year. */
const chinaTime: ZoneTable = { offsets: [{ from: instant(-1e15), offsetMs: 28_800_000 }] };

/** The tiny hall made ready for the domain, as version 1 unless told otherwise. */
export const tinyCatalogue = (overrides: Partial<HallConfig> = {}, version = 1): Catalogue => makeCatalogue(version, tinyHall(overrides), chinaTime);
