import { parse } from 'yaml';
import type { HallConfig } from '../../server/domain/hall-config.ts';

/** An id or a day as its own type, taken from where it is used. */
export const named = <Name extends string>(text: string): Name => text as Name;

const file = `
id: sim
name: { zh-CN: 试验大厅, en: Trial hall }
timeZone: Asia/Shanghai
languages: [zh-CN, en]
dayChange: 4
hours:
  mon: [{ from: '09:00', to: '12:00' }, { from: '13:30', to: '17:00' }]
  tue: [{ from: '09:00', to: '12:00' }, { from: '13:30', to: '17:00' }]
  wed: [{ from: '09:00', to: '12:00' }, { from: '13:30', to: '17:00' }]
  thu: [{ from: '09:00', to: '12:00' }, { from: '13:30', to: '17:00' }]
  fri: [{ from: '09:00', to: '12:00' }, { from: '13:30', to: '17:00' }]
  sat: [{ from: '09:00', to: '12:00' }]
calendar: { loadedUntil: '2026-12-31', days: [] }
zones:
  - { id: east, name: { zh-CN: 东, en: East }, floor: { zh-CN: 一楼, en: Ground floor }, colour: '#0A5546', sign: A }
  - { id: west, name: { zh-CN: 西, en: West }, floor: { zh-CN: 一楼, en: Ground floor }, colour: '#084A8C', sign: B }
departments:
  - { id: police, name: { zh-CN: 公安, en: Police } }
  - { id: market, name: { zh-CN: 市场监管, en: Market regulation } }
queues:
  - { id: general, name: { zh-CN: 综合, en: General }, zone: east, prefix: A, usualMinutes: 10 }
  - { id: business, name: { zh-CN: 企业, en: Business }, zone: west, prefix: B, usualMinutes: 15 }
  - { id: collect, name: { zh-CN: 领证, en: Collect }, zone: west, prefix: C, usualMinutes: 5 }
classes:
  - { id: walk-in, name: { zh-CN: 现场, en: Walk-in }, kind: walk-in, proof: anyone, protected: false, target: 30, promise: 30 }
  - { id: elderly, name: { zh-CN: 老人, en: Elderly }, kind: priority, proof: identity, fromAge: 60, protected: false, target: 10, promise: 15 }
  - { id: disabled, name: { zh-CN: 残疾人, en: Disabled }, kind: priority, proof: staff, protected: false, target: 10, promise: 15, perQueue: { business: { target: 5, promise: 8 } } }
  - { id: appointment, name: { zh-CN: 预约, en: Appointment }, kind: appointment, proof: staff, protected: true, target: 2, promise: 5 }
services:
  - id: register
    name: { zh-CN: 登记, en: Register }
    department: police
    kind: queue
    queue: general
    usualMinutes: 10
    cases: { ask: true, max: 5 }
    materials: [{ id: card, name: { zh-CN: 身份证, en: Identity card } }, { id: photo, name: { zh-CN: 照片, en: Photo } }]
    takes: on-the-spot
  - { id: ask, name: { zh-CN: 咨询, en: Ask }, department: police, kind: queue, queue: general, usualMinutes: 4, materials: [], takes: on-the-spot }
  - { id: licence, name: { zh-CN: 执照, en: Licence }, department: market, kind: queue, queue: business, usualMinutes: 15, materials: [], takes: 3 }
  - { id: fetch, name: { zh-CN: 领取, en: Fetch }, department: market, kind: queue, queue: collect, usualMinutes: 5, materials: [], takes: on-the-spot }
  - { id: online, name: { zh-CN: 网办, en: Online }, department: market, kind: message, message: { zh-CN: 请上网办, en: Please go online }, usualMinutes: 5, materials: [], takes: on-the-spot }
matters: []
home: [{ queue: general }]
profiles:
  - { id: front, name: { zh-CN: 前台, en: Front }, queues: [{ queue: general, offset: 0 }] }
  - { id: business, name: { zh-CN: 企业, en: Business }, queues: [{ queue: business, offset: 0 }] }
  - { id: both, name: { zh-CN: 通办, en: Both }, queues: [{ queue: general, offset: 0 }, { queue: business, offset: 0 }] }
  - { id: helper, name: { zh-CN: 帮办, en: Helper }, queues: [{ queue: collect, offset: 0 }, { queue: general, offset: 10 }], helpWhenIdle: true }
  - { id: strict, name: { zh-CN: 领证, en: Strict }, queues: [{ queue: collect, offset: 0 }, { queue: general, offset: 10 }] }
counters:
  - { id: '1', label: { zh-CN: 1号, en: Counter 1 }, spoken: '1', zone: east, profile: front, equipment: [low-desk, sign-language] }
  - { id: '2', label: { zh-CN: 2号, en: Counter 2 }, spoken: '2', zone: east, profile: front }
  - { id: '3', label: { zh-CN: 3号, en: Counter 3 }, spoken: '3', zone: west, profile: business }
  - { id: '4', label: { zh-CN: 4号, en: Counter 4 }, spoken: '4', zone: west, profile: helper }
  - { id: '5', label: { zh-CN: 5号, en: Counter 5 }, spoken: '5', zone: west, profile: both, equipment: [low-desk] }
  - { id: '6', label: { zh-CN: 6号, en: Counter 6 }, spoken: '6', zone: west, profile: strict }
staff:
  - { number: '1001', name: { zh-CN: 甲, en: Jia }, roles: [clerk] }
  - { number: '1002', name: { zh-CN: 乙, en: Yi }, roles: [clerk] }
  - { number: '1003', name: { zh-CN: 丙, en: Bing }, roles: [clerk] }
  - { number: '1004', name: { zh-CN: 丁, en: Ding }, roles: [clerk] }
  - { number: '1005', name: { zh-CN: 戊, en: Wu }, roles: [clerk] }
  - { number: '1006', name: { zh-CN: 己, en: Ji }, roles: [clerk] }
  - { number: '1009', name: { zh-CN: 庚, en: Geng }, roles: [clerk], rights: [call-by-hand, transfer-first] }
  - { number: '2001', name: { zh-CN: 辛, en: Xin }, roles: [guide] }
  - { number: '3001', name: { zh-CN: 壬, en: Ren }, roles: [manager] }
roster: []
devices:
  - { id: agent-1, kind: agent, name: { zh-CN: 代理, en: Agent } }
  - { id: printer-1, kind: printer, name: { zh-CN: 打印机, en: Printer }, agent: agent-1, profile: escpos-80, connection: 'sim:' }
  - { id: kiosk-1, kind: kiosk, name: { zh-CN: 取号机, en: Kiosk }, zone: east, printer: printer-1 }
  - { id: kiosk-2, kind: kiosk, name: { zh-CN: 无纸取号机, en: Kiosk without paper }, zone: west }
missed: { kind: return-after, calls: 3 }
protectedOf3: 2
outcomes: [{ id: done, name: { zh-CN: 办结, en: Done } }, { id: incomplete, name: { zh-CN: 材料不全, en: Papers missing } }]
pauseReasons: [{ id: break, name: { zh-CN: 休息, en: Break } }]
holdReasons: [{ id: copies, name: { zh-CN: 复印, en: Copies } }]
needs:
  - { id: low-desk, name: { zh-CN: 低位, en: Low desk }, help: { zh-CN: 用低位柜台, en: Use the low desk } }
  - { id: sign-language, name: { zh-CN: 手语, en: Sign language }, help: { zh-CN: 打手语, en: Sign } }
notices: []
voice: { languages: [zh-CN, en] }
ratingForm:
  version: '1'
  title: { zh-CN: 满意吗, en: Satisfied? }
  grades:
    - { grade: 5, name: { zh-CN: 非常满意, en: Very satisfied }, points: [{ id: quick, name: { zh-CN: 快, en: Quick } }] }
    - { grade: 4, name: { zh-CN: 满意, en: Satisfied }, points: [] }
    - { grade: 3, name: { zh-CN: 基本满意, en: Fairly satisfied }, points: [] }
    - { grade: 2, name: { zh-CN: 不满意, en: Dissatisfied }, points: [] }
    - { grade: 1, name: { zh-CN: 非常不满意, en: Very dissatisfied }, points: [] }
`;

/** A small hall in Shanghai: six counters, three queues, every kind of class and profile. Sections given here replace its own. */
export const simConfig = (sections: Partial<HallConfig> = {}): HallConfig => ({ ...parse(file), ...sections });
