import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startAgent } from '../../drivers/agent/agent.ts';
import type { Agent } from '../../drivers/agent/agent.ts';
import { socketLink } from '../../drivers/agent/socket-link.ts';
import { diskSpoolFile } from '../../drivers/agent/spool-file.ts';
import type { SpoolFile } from '../../drivers/agent/spool-file.ts';
import { SimulatedHall } from '../../drivers/sim/simulated-hall.ts';
import type { SimFault } from '../../drivers/sim/sim-printer.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { HandClock } from '../drivers/hand-clock.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Person } from '../support/person.ts';
import { staffedHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => { for (const clean of cleanUp.splice(0).reverse()) await clean(); });

const hallWith = (profile: string): HallConfig => {
  const hall = staffedHall();
  return { ...hall, devices: hall.devices.map((d) => (d.kind === 'printer' ? { ...d, profile } : d)) };
};

const stepMs = 20;

/** The whole way of paper: kiosk, server, agent over a real line with its spool on disk, and a simulated printer. */
class PaperWay {
  readonly house: TestHouse;
  readonly kiosk: Person;
  readonly clock: HandClock;
  private readonly printers: SimulatedHall;
  private readonly spool: string;
  private readonly writing = new Set<Promise<unknown>>();
  private agent: { readonly stop: () => Promise<void> } | null = null;

  constructor(house: TestHouse, kiosk: Person) {
    this.house = house;
    this.kiosk = kiosk;
    this.clock = new HandClock(house.clock.wall());
    this.printers = new SimulatedHall(this.clock);
    this.spool = mkdtempSync(join(tmpdir(), 'paihao-spool-'));
    cleanUp.push(async () => rmSync(this.spool, { recursive: true, force: true }));
    cleanUp.push(() => this.stopAgent());
  }
  async startAgent(): Promise<void> {
    const { link, socket } = socketLink(this.house.base, (await this.house.device('agent')).token ?? '', 'agent-1');
    const agent: Agent = await startAgent({ link, spool: this.watched(diskSpoolFile(this.spool)), clock: this.clock, simulators: this.printers });
    const there = new Promise<void>((resolve) => { socket.once('view', () => resolve()); });
    socket.connect();
    await there;
    this.agent = { stop: async () => {
      const state = { closed: false };
      void agent.close().finally(() => { state.closed = true; });
      await this.until(() => state.closed, 'the end of the agent');
      socket.disconnect();
    } };
  }
  private watched(file: SpoolFile): SpoolFile {
    const watch = <T>(work: Promise<T>): Promise<T> => {
      this.writing.add(work);
      void work.catch(() => undefined).finally(() => this.writing.delete(work));
      return work;
    };
    return { read: () => watch(file.read()), append: (text) => watch(file.append(text)), replace: (text) => watch(file.replace(text)), close: () => watch(file.close()) };
  }
  async stopAgent(): Promise<void> {
    await this.agent?.stop();
    this.agent = null;
  }
  /** Time passes for the hall and its devices alike, in small steps, so that words on the line arrive in between. */
  async pass(ms: number): Promise<void> {
    for (let gone = 0; gone < ms; gone += stepMs) {
      await this.house.pass(stepMs);
      await this.clock.advance(stepMs);
    }
  }
  /** Real time only: a line that was cut comes back. */
  async agentIsBack(): Promise<void> {
    const agents = this.house.app.io.of('/agent');
    await new Promise<void>((resolve) => { agents.once('connection', () => resolve()); });
  }
  /** Lets time pass until the condition holds. Disk and sockets are real, so each step waits for one trip over the network: on a busy machine an hour would pass while one line is written. */
  async until(holds: () => boolean, what: string): Promise<void> {
    for (let n = 0; !holds(); n += 1) {
      await Promise.all([...this.writing]);
      await fetch(`${this.house.base}/api/health`);
      if (holds()) return;
      if (n > 6_000) throw new Error(`${what} did not come: ${JSON.stringify([...this.house.engine.hall.tickets.values()].map((t) => t.print))}`);
      await this.pass(stepMs);
    }
  }
  printOf(id: string): { readonly state: string; readonly fault: string | null } | null {
    const print = this.house.engine.hall.tickets.get(id as never)?.print;
    return print == null ? null : { state: print.state, fault: print.fault };
  }
  async settled(id: string): Promise<{ readonly state: string; readonly fault: string | null } | null> {
    await this.until(() => !['issued', 'printing'].includes(this.printOf(id)?.state ?? ''), `an end of printing ${id}`);
    return this.printOf(id);
  }
  async printer(): Promise<NonNullable<ReturnType<SimulatedHall['find']>>> {
    await this.until(() => this.printers.find('printer-1') !== null, 'the printer');
    const printer = this.printers.find('printer-1');
    if (printer === null) throw new Error('there is no printer');
    return printer;
  }
  async fault(fault: SimFault, on: boolean): Promise<void> { (await this.printer()).setFault(fault, on); }
  /** How many papers with this number came out. */
  async papers(number: string): Promise<number> { return (await this.printer()).papers.filter((paper) => JSON.stringify(paper).includes(number)).length; }
}
const openWay = async (profile = 'epson-tm-80'): Promise<PaperWay> => {
  const house = await (await open({ halls: [hallWith(profile)] })).listen();
  const way = new PaperWay(house, await house.device('kiosk', 'kiosk-1'));
  await way.startAgent();
  return way;
};

test('pain 3: a ticket is printed once, and the printer confirms it', async () => {
  const way = await openWay();
  const ticket = await way.kiosk.take();
  expect(ticket.print?.state).toBe('issued');
  expect(await way.settled(ticket.id)).toEqual({ state: 'printed', fault: null });
  expect(await way.papers(ticket.number)).toBe(1);
  const states = (await way.house.store.journal(way.house.engine.id, 0, 1000)).flatMap(({ event }) => (event.type === 'print-reported' ? [event.state] : []));
  expect(states).toEqual(['printing', 'printed']);
});

test('pain 3: without paper it is not printed, an alarm says so, and paper comes again only when somebody asks', async () => {
  const way = await openWay();
  const manager = await way.house.screen('/manager', { token: (await way.house.staff('4001')).token ?? '' }).seen();
  const kioskScreen = await way.house.screen('/kiosk', { token: way.kiosk.token ?? '' }).seen();
  await way.fault('paper-out', true);
  const ticket = await way.kiosk.take();
  const end = await way.settled(ticket.id);
  expect(end?.state).toBe('not-printed');
  await way.house.settle();
  expect((manager.last['alarms'] as readonly { readonly kind: string }[]).map((a) => a.kind)).toContain('printer');
  expect((manager.last['unprinted'] as readonly { readonly number: string }[]).map((t) => t.number)).toEqual([ticket.number]);
  expect((kioskScreen.last['printer'] as { readonly state: string }).state).toBe('fault');
  expect((kioskScreen.last['prints'] as readonly { readonly state: string }[])[0]?.state).toBe('not-printed');
  await way.fault('paper-out', false);
  await way.pass(90_000);
  expect(await way.papers(ticket.number)).toBe(0);
  expect((await way.kiosk.press(`/tickets/${ticket.id}/reprint`)).status).toBe(200);
  expect((await way.settled(ticket.id))?.state).toBe('printed');
  expect(await way.papers(ticket.number)).toBe(1);
});

test('pain 3: what a model that can\'t answer was given is "sent", and doesn\'t come again by itself', async () => {
  const mute = await openWay('generic-80-silent');
  const sent = await mute.kiosk.take();
  expect((await mute.settled(sent.id))?.state).toBe('sent');
  await mute.pass(90_000);
  expect(await mute.papers(sent.number)).toBe(1);
});

test('pain 3: a printer that falls silent in the middle leaves the paper unknown or not begun, and never prints it twice', async () => {
  const way = await openWay();
  await way.printer();
  const ticket = await way.kiosk.take();
  await way.until(() => way.printOf(ticket.id)?.state !== 'issued', 'the beginning of the print');
  if (way.printOf(ticket.id)?.state === 'printing') await way.fault('silent', true);
  const end = await way.settled(ticket.id);
  expect(['unknown', 'printed', 'not-printed']).toContain(end?.state);
  await way.fault('silent', false);
  await way.stopAgent();
  await way.startAgent();
  await way.pass(90_000);
  expect(await way.papers(ticket.number)).toBeLessThanOrEqual(1);
  expect((await way.kiosk.press(`/tickets/${ticket.id}/reprint`)).status).toBe(200);
  expect((await way.settled(ticket.id))?.state).toBe('printed');
});

test('pain 3: with the agent away the ticket waits its minute, then it is not printed, and coming back prints no stale one', async () => {
  const way = await openWay();
  await way.printer();
  await way.stopAgent();
  const ticket = await way.kiosk.take();
  await way.pass(61_000);
  expect(way.printOf(ticket.id)).toEqual({ state: 'not-printed', fault: 'no-answer' });
  await way.startAgent();
  await way.pass(30_000);
  expect(await way.papers(ticket.number)).toBe(0);
});

test('pain 3: while it prints, another print is refused; a lost line in between brings no second paper', async () => {
  const way = await openWay();
  const ticket = await way.kiosk.take();
  expect((await way.kiosk.press(`/tickets/${ticket.id}/reprint`)).body.code).toBe('print-settled');
  for (const socket of way.house.app.io.of('/agent').sockets.values()) socket.conn.close();
  await way.agentIsBack();
  expect((await way.settled(ticket.id))?.state).toBe('printed');
  await way.pass(60_000);
  expect(await way.papers(ticket.number)).toBe(1);
}, 30_000);

test('a kiosk prints what to bring, once, in the language asked for; asked again too often it refuses', async () => {
  const way = await openWay();
  const list = (): { readonly state: string } | undefined => way.house.engine.hall.devices.get('kiosk-1' as never)?.lists?.last;
  const screen = await way.house.screen('/kiosk', { token: way.kiosk.token ?? '' }).seen();
  const { status, body } = await way.kiosk.press('/services/pension/print-list', { language: 'en' });
  expect([status, (body as { list?: { state?: string } }).list?.state]).toEqual([201, 'issued']);
  await way.until(() => !['issued', 'printing'].includes(list()?.state ?? ''), 'an end of the list');
  expect(list()).toMatchObject({ state: 'printed' });
  await way.house.settle();
  expect(screen.last['list']).toMatchObject({ state: 'printed', fault: null });
  const paper = JSON.stringify((await way.printer()).papers);
  for (const said of ['What to bring', 'This is no ticket', way.house.engine.hall.catalogue.services.get('pension' as never)?.name.en ?? '?']) expect(paper).toContain(said);
  expect(await way.papers('This is no ticket')).toBe(1);
  expect(way.house.engine.hall.tickets.size).toBe(0);
  // A list that no agent took comes to the one that arrives within its minute, and not after it.
  await way.stopAgent();
  await way.kiosk.press('/services/pension/print-list');
  await way.startAgent();
  await way.until(() => list()?.state === 'printed', 'the second list');
  await way.stopAgent();
  await way.kiosk.press('/services/pension/print-list');
  await way.pass(61_000);
  expect(list()).toMatchObject({ state: 'not-printed', fault: 'no-answer' });
  await way.startAgent();
  await way.pass(10_000);
  expect(await way.papers('不是号票')).toBe(1);
}, 30_000);
