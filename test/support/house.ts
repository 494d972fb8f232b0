import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildApp } from '../../server/app.ts';
import type { App } from '../../server/app.ts';
import type { CounterId, HallId } from '../../server/domain/brands.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { Access } from '../../server/engine/access.ts';
import type { HallEngine } from '../../server/engine/hall-engine.ts';
import { deviceModels } from '../../drivers/device-models.ts';
import { hallFileDesk } from '../../server/config/hall-file-desk.ts';
import { DeviceTests } from '../../server/engine/device-tests.ts';
import { DevicesSeen } from '../../server/engine/devices-seen.ts';
import { BookingCodes } from '../../server/engine/booking-codes.ts';
import { CardsSeen } from '../../server/engine/cards-seen.ts';
import { Captions, ScreensShown } from '../../server/engine/house.ts';
import type { House } from '../../server/engine/house.ts';
import { Outbox } from '../../server/engine/outbox.ts';
import { bookingAsks, freeTimeAsks } from '../../server/engine/allowance.ts';
import { PhoneChecks } from '../../server/engine/phone-checks.ts';
import { KeptSlots } from '../../server/engine/kept-slots.ts';
import { PersonKeys } from '../../server/engine/person-keys.ts';
import { MediaShelf } from '../../server/engine/media-shelf.ts';
import { openHall } from '../../server/engine/open-hall.ts';
import type { AnnouncementAudio } from '../../server/live/voice/announcement-audio.ts';
import { directText, messageText } from '../../server/live/message-text.ts';
import { createMemoryStore } from '../../server/store/memory-store.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import { FakeClock } from './fake-clock.ts';
import { Person } from './person.ts';
import { Screen } from './screen.ts';
import type { Handshake, Namespace } from '../../contract/live-events.ts';
import { platformKey } from './tiny-hall.ts';
import { staffedHall } from './wide-hall.ts';

export interface HouseOptions {
  /** The tiny hall with a supervisor unless told otherwise; more than one opens several halls in one house. */
  readonly halls?: readonly HallConfig[];
  readonly store?: 'memory' | 'sqlite';
  /** Where it begins, ISO; a Tuesday morning in China unless told otherwise. */
  readonly at?: string;
  readonly publicUrl?: string | null;
  readonly hallFile?: string;
  readonly trustProxy?: string;
  /** What the outbox sends with; nothing is sent by itself, tests let it pass. */
  readonly send?: typeof fetch;
  /** What booking codes are drawn from; random unless told otherwise. */
  readonly bookingNumber?: () => number;
  /** The built screens are served too, for tests with a browser. */
  readonly pages?: boolean;
  /** Holds a folder for each hall with its pictures, films and photos; without it there are none. */
  readonly mediaFolder?: string;
}

/** No clips: displays ring and show the text, and a test hears no sound. */
const silent: AnnouncementAudio = { audioFor: () => null, pathFor: () => null, read: () => null, faults: [] };
/** Views that follow one another are held back at most so long. */
const longestHoldMs = 5_000;
type Fault = (() => void) | null;

/** The same store, which may go away and come back like a disk that is pulled out. */
const breakable = (store: Store, isGone: () => boolean): Store => {
  const there = <T>(ask: () => Promise<T>): Promise<T> => (isGone() ? Promise.reject(Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })) : ask());
  return {
    ...store, loadHall: (id) => there(() => store.loadHall(id)), commit: (id, reads, work) => there(() => store.commit(id, reads, work)), journal: (id, after, limit) => there(() => store.journal(id, after, limit)),
    ticketOfToken: (token) => there(() => store.ticketOfToken(token)), side: (id, ref, kind) => there(() => store.side(id, ref, kind)), find: (kind, value) => there(() => store.find(kind, value)), ping: () => there(() => store.ping()),
    outbox: { ...store.outbox, take: (lane, at, most) => there(() => store.outbox.take(lane, at, most)), settle: (id, message, became) => there(() => store.outbox.settle(id, message, became)) },
  };
};

/** The real server over a hall of a test, with a clock that stands still until the test moves it. */
export class TestHouse {
  readonly clock: FakeClock;
  /** Everything the logger wrote, a line of JSON each. */
  readonly logged: string[] = [];
  private readonly options: HouseOptions;
  private readonly dataDir: string | null;
  private readonly screens: Screen[] = [];
  private running: { readonly app: App; readonly house: House; readonly store: Store } | null = null;
  private port = 0;
  private fault: Fault = null;
  private storeIsGone = false;

  constructor(options: HouseOptions) {
    this.options = options;
    this.clock = new FakeClock(Date.parse(options.at ?? '2026-03-03T09:00:00+08:00'));
    this.dataDir = options.store === 'sqlite' ? mkdtempSync(join(tmpdir(), 'paihao-house-')) : null;
  }

  private get now(): { readonly app: App; readonly house: House; readonly store: Store } {
    if (this.running === null) throw new Error('the house is closed');
    return this.running;
  }
  get app(): App { return this.now.app; }
  get house(): House { return this.now.house; }
  get store(): Store { return this.now.store; }
  /** The first hall. */
  get engine(): HallEngine {
    const [engine] = this.house.halls.values();
    if (engine === undefined) throw new Error('the house has no hall');
    return engine;
  }
  /** Address of the listening server; only after `listen`. */
  get base(): string { return `http://127.0.0.1:${this.port}`; }

  /** Where the database lies; only with the sqlite store. */
  get dataFolder(): string {
    if (this.dataDir === null) throw new Error('this house keeps nothing on disk');
    return this.dataDir;
  }

  async open(memory?: Store): Promise<this> {
    const faults = { beforeCommit: () => this.fault?.() };
    const store = memory ?? (this.dataDir === null ? createMemoryStore({ faults }) : openSqliteStore({ dataDir: this.dataDir, faults }));
    const fragile = breakable(store, () => this.storeIsGone);
    const halls = new Map<HallId, HallEngine>();
    for (const config of this.options.halls ?? [staffedHall()]) halls.set(config.id, await openHall(fragile, this.clock, config.id, config));
    const house: House = { halls, records: fragile, persons: new PersonKeys(Buffer.alloc(32, 7), fragile), kept: new KeptSlots(Buffer.alloc(32, 7)), codes: new BookingCodes(fragile, this.options.bookingNumber), phoneChecks: new PhoneChecks(this.clock), asks: freeTimeAsks(), bookings: bookingAsks(), outbox: new Outbox({ store: fragile, halls, clock: this.clock, publicUrl: this.options.publicUrl ?? null, master: Buffer.alloc(32, 7), secrets: new Map([['sms', 'the-password-of-the-gateway']]), textOf: messageText, directTextOf: directText, ...(this.options.send === undefined ? {} : { send: this.options.send }) }), access: new Access(store.access, halls, this.clock), clock: this.clock, captions: new Captions(), screens: new ScreensShown(), cards: new CardsSeen(this.clock), devicesSeen: new DevicesSeen(), deviceTests: new DeviceTests(), hallFile: hallFileDesk(this.options.hallFile ?? null, deviceModels), media: new MediaShelf(this.options.mediaFolder ?? 'no-media', null, this.clock), publicUrl: this.options.publicUrl ?? null, version: '0.0.0-test' };
    const app = await buildApp({
      house, audio: silent, chimeFile: '', distDir: this.options.pages === true ? resolve('dist') : null, simulators: null, logLevel: 'info', trustProxy: this.options.trustProxy ?? null,
      timers: this.clock, log: { write: (line) => void this.logged.push(line) },
    });
    this.running = { app, house, store };
    return this;
  }
  async listen(): Promise<this> {
    await this.app.http.listen({ host: '127.0.0.1', port: this.port });
    this.port = (this.app.http.server.address() as AddressInfo).port;
    return this;
  }

  /** From now on every COMMIT meets this; null: none again. */
  breakCommits(fault: Fault): void { this.fault = fault; }

  /** From now on the store answers nothing at all; call the result to mend it. */
  breakStore(): () => void {
    this.storeIsGone = true;
    return () => { this.storeIsGone = false; };
  }

  /** The server stops and starts again over the same rows, at the same address. */
  async restart(): Promise<void> {
    const { app, store } = this.now;
    await app.close();
    this.clock.forget();
    if (this.dataDir !== null) await store.close();
    await this.open(this.dataDir === null ? store : undefined);
    if (this.port !== 0) await this.listen();
  }

  /** Nobody in particular, on this very machine. */
  get stranger(): Person { return new Person(this, null); }
  async staff(number: string): Promise<Person> {
    const { body, status } = await this.stranger.post('/api/sessions', { staffNumber: number, pin: '246810' });
    if (status !== 201 || body.token === undefined) throw new Error(`staff ${number} can't sign in: ${status} ${JSON.stringify(body)}`);
    return new Person(this, body.token);
  }
  async device(kind: 'kiosk' | 'display' | 'agent', device?: string): Promise<Person> {
    const { body, status } = await this.stranger.post('/api/devices/pair', { code: `demo-${kind}`, ...(device === undefined ? {} : { device }) });
    if (status !== 201 || body.token === undefined) throw new Error(`a ${kind} can't be paired: ${status} ${JSON.stringify(body)}`);
    return new Person(this, body.token);
  }
  /** The screen that belongs to a counter, by its code. */
  async counterScreen(counter: string): Promise<Person> {
    const code = await this.house.access.newPairing({ hall: this.engine.id, kind: 'display', device: null, counter: counter as CounterId });
    const { body } = await this.stranger.post('/api/devices/pair', { code });
    return new Person(this, body.token ?? '');
  }
  /** The program of the platform that may book here. */
  get platform(): Person { return new Person(this, platformKey); }
  /** A clerk of the staffed hall, signed in at a counter. */
  async clerk(number: string, counter: string): Promise<Person> {
    const clerk = await this.staff(number);
    const answer = await clerk.at(counter, 'sign-in');
    if (answer.status !== 200) throw new Error(`clerk ${number} can't sit down at counter ${counter}: ${answer.text}`);
    return clerk;
  }

  /** A screen that is about to connect: attach to its socket first, then `await screen.seen()`. */
  screen<Space extends Namespace>(space: Space, auth: Handshake): Screen {
    const screen = new Screen(this.base, space, auth);
    this.screens.push(screen);
    return screen;
  }

  /** What the clock brings, at once. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    for (const engine of this.house.halls.values()) if (engine.tickIsDue()) await engine.run({ type: 'tick', by: { kind: 'clock' } });
  }

  /** Until every view is drawn, sent and received, and everything that screens answered is settled too. No time passes. */
  async settle(): Promise<void> {
    const quiet = { seq: -1, rounds: 0 };
    for (let n = 0; quiet.rounds < 2; n += 1) {
      if (n > 1_000) throw new Error('the house never came to rest');
      this.clock.flush(longestHoldMs);
      await Promise.all(this.screens.filter((s) => s.socket.connected).map((s) => s.marked(this.app.io)));
      await new Promise((resolve) => { setImmediate(resolve); });
      quiet.rounds = this.engine.hall.seq === quiet.seq && !this.clock.waitingWithin(longestHoldMs) ? quiet.rounds + 1 : 0;
      quiet.seq = this.engine.hall.seq;
    }
  }

  async close(): Promise<void> {
    for (const screen of this.screens) screen.close();
    this.fault = null;
    this.storeIsGone = false;
    const { running } = this;
    this.running = null;
    await running?.app.close();
    this.clock.forget();
    await running?.store.close();
    if (this.dataDir !== null) rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Opens a house for one test; `await using` or `close()` ends it. It listens only where sockets are asked for. */
export const openTestHouse = async (options: HouseOptions = {}): Promise<TestHouse> => new TestHouse(options).open();
