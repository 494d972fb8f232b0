import type { Server } from 'socket.io';
import type { CounterId, DeviceId, QueueId, TicketId, ZoneId } from '../domain/brands.ts';
import type { JournalEntry } from '../domain/event.ts';
import type { Hall } from '../domain/hall.ts';
import { filesOf } from '../domain/media.ts';
import { counterScreenView, displayView } from '../domain/view-display.ts';
import { counterView } from '../domain/view-counter.ts';
import { kioskView, serviceViews } from '../domain/view-kiosk.ts';
import { managerView } from '../domain/view-manager.ts';
import type { DisplayView } from '../domain/view-shapes.ts';
import { visitorView } from '../domain/view-visitor.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import { boardTestMs } from '../engine/device-tests.ts';
import type { House } from '../engine/house.ts';
import { roomOf } from './admit.ts';
import type { Seat } from './admit.ts';
import { agentView } from './agent-view.ts';
import { Coalesce } from './coalesce.ts';
import type { Timers } from './coalesce.ts';
import { pagesGone } from './pages-here.ts';
import type { Presence } from './presence.ts';
import { touchedBy } from './touched-views.ts';
import type { Touched } from './touched-views.ts';

const kioskTickets = 4;
/** Milliseconds between two pictures of one kind. A zone's is short at first: what is waited for there is a person's call. */
const every = { zone: 40, zoneMost: 200, counter: 250, counterMost: 500, kiosk: 1000, manager: 1000, follower: 5000, refresh: 15_000 } as const;

/** Draws and sends the pictures of one hall. Whole pictures, only to rooms where somebody looks. */
export class ViewSender {
  private readonly io: Server;
  private readonly house: House;
  private readonly engine: HallEngine;
  private readonly presence: Presence;
  private readonly recent = new Map<DeviceId, TicketId[]>();
  private readonly zones: Coalesce<ZoneId>;
  private readonly counters: Coalesce<CounterId>;
  private readonly kiosks: Coalesce<'kiosks'>;
  private readonly managers: Coalesce<'managers'>;
  private readonly followers: Coalesce<QueueId>;
  private readonly agents: Coalesce<DeviceId>;

  constructor(io: Server, house: House, engine: HallEngine, presence: Presence, timers: Timers) {
    this.io = io;
    this.house = house;
    this.engine = engine;
    this.presence = presence;
    this.zones = new Coalesce(every.zone, (id) => this.sendZone(id), timers, every.zoneMost);
    this.counters = new Coalesce(every.counter, (id) => this.sendCounter(id), timers, every.counterMost);
    this.kiosks = new Coalesce(every.kiosk, () => this.sendKiosks(), timers);
    this.managers = new Coalesce(every.manager, () => this.sendManagers(), timers);
    this.followers = new Coalesce(every.follower, (id) => this.sendFollowers(id), timers);
    this.agents = new Coalesce(every.zone, (id) => this.sendAgent(id), timers, every.zoneMost);
    const again = (): void => void timers.after(every.refresh, () => {
      this.everything();
      again();
    });
    again();
    // A kiosk goes on showing how its tickets print, also over a restart of the server.
    for (const ticket of [...engine.hall.tickets.values()].sort((a, b) => a.issuedAt - b.issuedAt)) this.rememberOne(ticket.issuedBy, ticket.id);
    engine.onCommit((entries, hall) => this.committed(entries, hall));
    house.deviceTests.onAsk((hall, device) => {
      if (hall === engine.id) this.tryBoard(device, timers);
    });
    house.captions.onChange((hall, id) => {
      if (hall === engine.id) this.sendScreen(id);
    });
  }

  private peopleIn(space: string, room: string): boolean {
    return !this.engine.down && (this.io.of(space).adapter.rooms.get(room)?.size ?? 0) > 0;
  }

  private committed(entries: readonly JournalEntry[], hall: Hall): void {
    this.remember(entries);
    const touched = touchedBy(hall, entries);
    if (touched.everything) this.everything();
    for (const id of touched.calling) this.zones.urgent(id);
    for (const id of touched.zones) if (!touched.calling.has(id)) this.zones.changed(id);
    for (const id of touched.counters) this.counters.changed(id);
    for (const id of touched.tickets) this.sendTicket(id);
    for (const id of touched.queues) this.followers.changed(id);
    this.boardsChanged(touched);
    this.kiosks.changed('kiosks');
    this.managers.changed('managers');
  }
  /** Agents whose boards or keypads are where something changed. */
  private boardsChanged({ calling, zones, counters }: Touched): void {
    if (zones.size + counters.size === 0) return;
    for (const device of this.engine.hall.catalogue.config.devices) {
      if (device.kind === 'keypad' && counters.has(device.counter)) this.agents.changed(device.agent);
      if (device.kind !== 'board') continue;
      const zone = device.zone ?? this.engine.hall.catalogue.counters.get(device.counter ?? ('' as CounterId))?.zone;
      if (zone !== undefined && calling.has(zone)) this.agents.urgent(device.agent);
      else if (device.zone !== undefined ? zones.has(device.zone) : device.counter !== undefined && counters.has(device.counter)) this.agents.changed(device.agent);
    }
  }

  /** Which tickets a kiosk issued lately: their printing is shown there. */
  private remember(entries: readonly JournalEntry[]): void {
    for (const { event } of entries) if (event.type === 'ticket-issued') this.rememberOne(event.by, event.ticketId);
  }

  private rememberOne(by: string, id: TicketId): void {
    if (!by.startsWith('device:')) return;
    const kiosk = by.slice('device:'.length) as DeviceId;
    this.recent.set(kiosk, [...(this.recent.get(kiosk) ?? []), id].slice(-kioskTickets));
  }

  /** Redraws everything: after a change of the hall file, a new day, and now and then because time alone changes pictures. */
  everything(): void {
    const { hall } = this.engine;
    for (const id of hall.zones.keys()) this.zones.changed(id);
    for (const id of hall.counters.keys()) this.counters.changed(id);
    for (const id of hall.queues.keys()) this.followers.changed(id);
    for (const device of hall.catalogue.config.devices) if (device.kind === 'agent') this.agents.changed(device.id);
    this.kiosks.changed('kiosks');
    this.managers.changed('managers');
  }
  /** Which pages came and went is told to guide and manager only. */
  pagesChanged(): void { this.managers.changed('managers'); }
  /** What screens can't show, too. */
  filesFailed(): void { this.managers.changed('managers'); }
  presenceChanged(): void {
    for (const id of this.engine.hall.zones.keys()) this.zones.changed(id);
    this.kiosks.changed('kiosks');
    this.managers.changed('managers');
  }

  /** The picture a seat gets when it comes. */
  viewFor(seat: Seat, socketId: string): unknown {
    const { hall } = this.engine;
    const at = this.engine.now();
    switch (seat.kind) {
      case 'kiosk': return this.kioskPicture(seat.kiosk, serviceViews(hall, at));
      case 'zone': return displayView(hall, seat.zone, at, { speaks: this.presence.speakerOf(seat.zone) === socketId, screen: seat.screen, versionOf: this.versionOf });
      case 'counter-screen': return this.screenPicture(seat.counter);
      case 'desk': return counterView(hall, seat.counter, at);
      case 'visitor': return visitorView(hall, seat.ticket, at);
      case 'manager': return managerView(hall, at, this.surroundings());
      case 'agent': return agentView(hall, seat.agent, at, this.tested);
    }
  }

  /** Whether somebody tries this board out just now. */
  private readonly tested = (board: DeviceId): boolean => {
    const test = this.house.deviceTests.of(this.engine.id, board);
    return test !== null && this.engine.now() - test.at < boardTestMs;
  };
  private tryBoard(board: DeviceId, timers: Timers): void {
    const device = this.engine.hall.catalogue.devices.get(board);
    if (device?.kind !== 'board') return;
    this.agents.urgent(device.agent);
    timers.after(boardTestMs, () => this.agents.urgent(device.agent));
  }

  private readonly versionOf = (file: string): string | null => this.house.media.find(this.engine.id, file)?.version ?? null;
  private surroundings(): Parameters<typeof managerView>[2] {
    const failed = this.presence.filesFailed();
    const unshowable = [...filesOf(this.engine.hall.catalogue.config)].filter((file) => failed.has(file) || this.versionOf(file) === null);
    return { speakers: this.presence.zonesWithVoice(), agents: this.presence.agentsHere(), clockApartMs: this.engine.clockApart(), unshowable, unsent: this.house.outbox.unsentOf(this.engine.id), ...pagesGone(this.engine.hall, this.presence) };
  }
  private kioskPicture(kiosk: DeviceId, services: ReturnType<typeof serviceViews>): unknown {
    const { hall } = this.engine;
    const device = hall.catalogue.devices.get(kiosk);
    const printer = device?.kind === 'kiosk' && device.printer !== undefined ? hall.catalogue.devices.get(device.printer) : undefined;
    const agentGone = printer?.kind === 'printer' && !this.presence.agentsHere().has(printer.agent);
    return kioskView(hall, this.engine.now(), { kiosk, recent: this.recent.get(kiosk) ?? [], agentGone, publicUrl: this.house.publicUrl }, services);
  }

  /** Two screens of a zone may be cut up differently, and one of them speaks: each kind is drawn once and sent to its room. */
  private sendZone(id: ZoneId): void {
    const space = this.io.of('/display');
    const speaker = this.presence.speakerOf(id);
    for (const screen of [null, ...this.engine.hall.catalogue.config.devices.flatMap((device) => (device.kind === 'display' ? [device.id] : []))]) {
      const room = roomOf({ kind: 'zone', engine: this.engine, zone: id, screen });
      if (!this.peopleIn('/display', room)) continue;
      const view = displayView(this.engine.hall, id, this.engine.now(), { speaks: false, screen, versionOf: this.versionOf });
      const speaks = speaker !== null && space.adapter.rooms.get(room)?.has(speaker) === true;
      if (!speaks) space.to(room).emit('view', view);
      else {
        space.to(room).except(speaker).emit('view', view);
        space.to(speaker).emit('view', { ...view, speaks: true });
      }
    }
  }
  private screenPicture(id: CounterId): unknown {
    return counterScreenView(this.engine.hall, id, this.engine.now(), this.house.captions.of(this.engine.id, id), this.versionOf);
  }
  private sendScreen(id: CounterId): void {
    const room = roomOf({ kind: 'counter-screen', engine: this.engine, counter: id });
    if (this.peopleIn('/display', room)) this.io.of('/display').to(room).emit('view', this.screenPicture(id));
  }
  private sendCounter(id: CounterId): void {
    this.sendScreen(id);
    const room = roomOf({ kind: 'desk', engine: this.engine, counter: id });
    if (this.peopleIn('/counter', room)) this.io.of('/counter').to(room).emit('view', counterView(this.engine.hall, id, this.engine.now()));
  }
  private sendKiosks(): void {
    const kiosks = this.engine.hall.catalogue.config.devices.filter((d) => d.kind === 'kiosk' && this.peopleIn('/kiosk', roomOf({ kind: 'kiosk', engine: this.engine, kiosk: d.id })));
    if (kiosks.length === 0) return;
    const services = serviceViews(this.engine.hall, this.engine.now());
    for (const { id } of kiosks) this.io.of('/kiosk').to(roomOf({ kind: 'kiosk', engine: this.engine, kiosk: id })).emit('view', this.kioskPicture(id, services));
  }
  private sendAgent(agent: DeviceId): void {
    const room = roomOf({ kind: 'agent', engine: this.engine, agent });
    if (this.peopleIn('/agent', room)) this.io.of('/agent').to(room).emit('view', agentView(this.engine.hall, agent, this.engine.now(), this.tested));
  }
  private sendManagers(): void {
    const room = roomOf({ kind: 'manager', engine: this.engine });
    if (this.peopleIn('/manager', room)) this.io.of('/manager').to(room).emit('view', managerView(this.engine.hall, this.engine.now(), this.surroundings()));
  }
  private sendTicket(id: TicketId): void {
    const room = roomOf({ kind: 'visitor', engine: this.engine, ticket: id });
    if (this.peopleIn('/visitor', room)) this.io.of('/visitor').to(room).emit('view', visitorView(this.engine.hall, id, this.engine.now()));
  }
  /** Everybody who follows this queue by phone; at most every 5 s, because a line of 2,000 phones moves with every call. */
  private sendFollowers(id: QueueId): void {
    const prefix = roomOf({ kind: 'visitor', engine: this.engine, ticket: '' as TicketId });
    for (const room of this.io.of('/visitor').adapter.rooms.keys()) {
      if (!room.startsWith(prefix)) continue;
      const ticketId = room.slice(prefix.length) as TicketId;
      if (this.engine.hall.tickets.get(ticketId)?.legs.some((leg) => this.engine.hall.legs.get(leg)?.queueId === id) === true) this.sendTicket(ticketId);
    }
  }
  stop(): void {
    for (const part of [this.zones, this.counters, this.kiosks, this.managers, this.followers, this.agents]) part.stop();
  }
}
