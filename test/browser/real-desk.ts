import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { LegId, TicketId } from '../../server/domain/brands.ts';
import type { Leg, Ticket } from '../../server/domain/hall.ts';
import { openBrowser } from '../support/browser.ts';
import { openTestHouse } from '../support/house.ts';
import type { TestHouse } from '../support/house.ts';
import type { Person } from '../support/person.ts';
import type { Screen } from '../support/screen.ts';

const patience = { timeout: 25_000, interval: 50 };

/** A clerk's page on the real server over the tiny hall. Both clocks are the test's: the hall's stands still, the page's can be wound on. */
export class RealDesk {
  readonly house: TestHouse;
  readonly page: Page;
  readonly kiosk: Person;
  private readonly display: Screen;
  constructor(house: TestHouse, page: Page, kiosk: Person, display: Screen) {
    this.house = house;
    this.page = page;
    this.kiosk = kiosk;
    this.display = display;
  }

  part(name: string): Locator { return this.page.locator(`[data-part=${name}]`); }
  /** What is shown, once everything the server had to send has come. */
  async until(read: () => Promise<unknown>, wanted: unknown): Promise<void> {
    await expect.poll(async () => {
      await this.house.settle();
      return read();
    }, patience).toEqual(wanted);
  }
  async says(wanted: string): Promise<void> {
    await this.until(async () => {
      const said = await this.page.locator('.desk [role=alert], .desk [role=status]').allInnerTexts();
      return said.some((line) => line.includes(wanted)) ? wanted : said;
    }, wanted);
  }
  number(wanted: string): Promise<void> { return this.until(() => this.part('number').first().innerText(), wanted); }
  async nobodyThere(): Promise<void> { await this.number('无当前号'); }

  /** A key as a keypad or a hand sends it. The main button rests for half a second after it changed; the page's clock skips that. */
  async key(name: string): Promise<void> {
    // One press at a time: the picture may come before the answer to the last one.
    await this.page.waitForSelector('[data-part=main][aria-disabled=false]', { state: 'attached' });
    await this.page.clock.fastForward(600);
    await this.page.keyboard.press(name);
  }
  /** Opens a panel of the desk by its key and waits for it. */
  async panel(name: string, by: string): Promise<void> {
    await this.until(async () => {
      if ((await this.page.locator('[data-panel]').count()) === 0) await this.key(by);
      return this.page.locator(`[data-panel=${name}]`).count();
    }, 1);
  }
  async more(name: string): Promise<void> {
    await this.part('more').click();
    await this.page.click(`[data-open=${name}]`);
  }
  async closed(): Promise<void> { await this.until(() => this.page.locator('[data-panel]').count(), 0); }

  async take(service = 'business-licence'): Promise<{ readonly id: TicketId; readonly number: string }> {
    const { id, number } = await this.kiosk.take(service);
    return { id: id as TicketId, number };
  }
  waiting(n: number): Promise<void> { return this.until(() => this.page.locator('[data-tab=line]').innerText(), `等候 ${n}`); }
  ticket(id: TicketId): Ticket {
    const ticket = this.house.engine.hall.tickets.get(id);
    if (ticket === undefined) throw new Error(`there is no ticket ${id}`);
    return ticket;
  }
  leg(id: TicketId, n = 1): Leg {
    const leg = this.house.engine.hall.legs.get(`${id}.${n}` as LegId);
    if (leg === undefined) throw new Error(`there is no leg ${id}.${n}`);
    return leg;
  }
  async state(id: TicketId, wanted: Leg['state'], n = 1): Promise<void> { await this.until(async () => this.leg(id, n).state, wanted); }
  /** Calls whoever is next and says they are here. */
  async serveNext(number: string): Promise<void> {
    await this.callNext(number);
    await this.key('F2');
    await this.until(() => this.part('main').locator('span').innerText(), '完成并叫下一位');
  }
  async callNext(number: string): Promise<void> {
    await this.key('F2');
    await this.number(number);
  }
  /** The zone's screen has shown and its voice has spoken what was called. */
  async heard(id: TicketId): Promise<void> {
    await this.house.settle();
    this.display.socket.emit('shown', [`${id}.1`]);
    await this.until(async () => [this.leg(id).call?.heard, this.leg(id).call?.shownAt !== null, this.leg(id).call?.voice], [true, true, 'spoken']);
  }
  /** Both clocks go on together. */
  async pass(ms: number): Promise<void> {
    await this.house.pass(ms);
    await this.page.clock.fastForward(ms);
  }
}

/** One browser for the file; each desk has a house of its own. */
export const useRealDesk = (): ((clerk?: string, viewport?: { readonly width: number; readonly height: number }) => Promise<RealDesk>) => {
  let browser: Browser;
  const open: { readonly house: TestHouse; readonly page: Page }[] = [];
  const faults: string[] = [];
  beforeAll(async () => { browser = await openBrowser(); });
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const { house, page } of open.splice(0)) {
      await page.context().close();
      await house.close();
    }
    expect(faults.splice(0)).toEqual([]);
  });
  return async (clerk = '1001', viewport = { width: 320, height: 680 }) => {
    const house = await (await openTestHouse({ pages: true })).listen();
    const display = await house.screen('/display', { token: (await house.device('display', 'display-east')).token ?? '', zone: 'east' }).seen();
    const page = await (await browser.newContext({ viewport, locale: 'zh-CN' })).newPage();
    open.push({ house, page });
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (fault) => faults.push(fault.message));
    await page.clock.install({ time: house.clock.wall() });
    const desk = new RealDesk(house, page, await house.device('kiosk', 'kiosk-1'), display);
    await page.goto(`${house.base}/counter`);
    await desk.part('staff-number').fill(clerk);
    await desk.part('pin').fill('246810');
    await desk.part('sign-in').click();
    await page.click('[data-counter="1"]');
    await desk.part('main').waitFor();
    return desk;
  };
};
