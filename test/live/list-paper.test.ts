import { expect, test } from 'vitest';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { ticketBytes } from '../../drivers/printer/ticket-bytes.ts';
import type { Language } from '../../server/domain/hall-config.ts';
import type { ListPrint } from '../../server/domain/hall.ts';
import { listPaper } from '../../server/live/list-paper.ts';
import { shippedHall } from '../support/shipped-hall.ts';
import { noLogo, paperLines, qrOf } from '../support/paper-lines.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';

const list = (serviceId: string, language: Language): ListPrint => ({ job: 'l1', printer: named('printer-1'), serviceId: named(serviceId), language, large: false, state: 'issued', fault: null, expiresAt: 0 as never });

test('it says what to bring in one language, with the page for the phone where phones reach the hall', () => {
  const sim = openSim(simConfig());
  const paper = listPaper(sim.hall, list('register', 'zh-CN'), sim.at, 'http://hall.example', noLogo);
  expect(qrOf(paper)).toEqual({ url: 'http://hall.example/s/register?hall=sim', caption: '扫码在手机上看' });
  expect(paper.blocks[0]).toEqual({ kind: 'text', text: '试验大厅', align: 'center', width: 1, height: 1 });
  expect(paper.blocks.map(({ kind }) => kind)).not.toContain('number');
  const lines = paperLines(paper);
  expect(lines.slice(1, 5)).toEqual(['登记', '要带什么', '□ 身份证', '□ 照片']);
  expect(lines).toContain('多久办好：当场办结，约 10 分钟');
  expect(lines.slice(-2)).toEqual(['这不是号票，办理时请取号', '打印时间 2026-03-02 09:00']);
  const english = listPaper(sim.hall, list('ask', 'en'), sim.at, null, noLogo);
  expect(paperLines(english).slice(1, 4)).toEqual(['Ask', 'What to bring', 'No papers needed']);
  expect([qrOf(english), /[一-鿿]/.test(JSON.stringify(english))]).toEqual([null, false]);
});

test('every list of the shipped halls prints on every printer, with no character lost', () => {
  for (const name of ['demo', 'small'] as const) {
    const config = shippedHall(name);
    const sim = openSim(config);
    for (const service of config.services) for (const language of ['zh-CN', 'en'] as const) for (const profile of printerProfiles.values()) {
      const printed = ticketBytes(listPaper(sim.hall, list(service.id, language), sim.at, 'http://hall.example', noLogo), profile);
      expect([service.id, printed.ok ? printed.replaced : printed.reason]).toEqual([service.id, []]);
    }
  }
});

test('a service that left the hall file meanwhile leaves a short paper, not a fault', () => {
  const sim = openSim(simConfig());
  expect(paperLines(listPaper(sim.hall, list('gone', 'zh-CN'), sim.at, null, noLogo)).slice(1, 4)).toEqual(['', '要带什么', '不用带材料']);
});
