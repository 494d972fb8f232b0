import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';
import type { HallId } from '../domain/brands.ts';
import { tokenHash } from '../engine/fresh-values.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { admit, ownOrigin, proofOf, roomOf, spaces } from './admit.ts';
import type { Seat } from './admit.ts';
import { processTimers } from './coalesce.ts';
import type { Timers } from './coalesce.ts';
import { isFileList, isShown } from './incoming.ts';
import { listenToAgent, markShown } from './listen-to-agent.ts';
import { notePage } from './pages-here.ts';
import { Presence } from './presence.ts';
import { AnnouncementSender } from './send-announcements.ts';
import type { Sounds } from './send-announcements.ts';
import { askAgainAfterHallFiles, cutAtSessionEnd } from './seat-ends.ts';
import { PrintSender } from './send-prints.ts';
import { ViewSender } from './send-views.ts';

export interface LiveOptions { readonly house: House; readonly sounds: Sounds; readonly timers?: Timers; readonly failed: (error: unknown) => void }
interface HallLive { readonly engine: HallEngine; readonly presence: Presence; readonly views: ViewSender; readonly voice: AnnouncementSender; readonly prints: PrintSender }

/** What each kind of socket may say; anything else ends it. */
const mayByKind: Readonly<Record<Seat['kind'], readonly string[]>> = { kiosk: [], zone: ['shown', 'filesFailed'], 'counter-screen': ['shown', 'filesFailed'], desk: [], visitor: [], manager: [], agent: ['printReport', 'deviceReport', 'boardShown', 'keyPressed', 'cardRead', 'cardUnread', 'codeRead', 'deviceHealth', 'portsSeen'] };
const mostPerTenSeconds = 500;
const largestPacket = 16_384;
/** Often, so that a screen whose line is dead knows it in seconds (ui-kit/line-watch.ts); a slow phone still has 8 s to answer. */
const knockEvery = 3_000;

/** Cuts off sockets that say what they must not, or too much. */
const guard = (socket: Socket, seat: Seat): void => {
  const count = { since: 0, n: 0 };
  socket.onAny((event: string) => {
    const now = Math.floor(performance.now() / 10_000);
    if (count.since !== now) Object.assign(count, { since: now, n: 0 });
    count.n += 1;
    if (!mayByKind[seat.kind].includes(event) || count.n > mostPerTenSeconds) socket.disconnect(true);
  });
};

const welcomeAgent = (io: Server, socket: Socket, live: HallLive, seat: Extract<Seat, { kind: 'agent' }>, { house, failed }: LiveOptions): void => {
  const { agent } = seat;
  live.presence.agentCame(agent);
  socket.on('disconnect', () => {
    live.presence.agentWent(agent);
    live.views.presenceChanged();
  });
  const { engine, prints } = live;
  listenToAgent(socket, agent, { house, engine, prints, failed, toKiosk: (kiosk, event, what) => void io.of('/kiosk').to(roomOf({ kind: 'kiosk', engine, kiosk })).emit(event, what) });
  live.views.presenceChanged();
  socket.emit('view', live.views.viewFor(seat, socket.id));
  live.prints.resend(agent);
};

const welcomeDisplay = (socket: Socket, live: HallLive, seat: Seat, { house, failed }: LiveOptions): void => {
  if (seat.kind === 'counter-screen') {
    const hash = tokenHash(proofOf('/display', socket));
    house.screens.came(hash, seat.counter);
    socket.on('disconnect', () => house.screens.went(hash, seat.counter));
  }
  if (seat.kind === 'zone') {
    live.presence.displayCame(seat.zone, socket.id);
    socket.on('disconnect', () => {
      live.presence.displayWent(seat.zone, socket.id);
      live.views.presenceChanged();
      live.voice.wake();
    });
    live.views.presenceChanged();
    live.voice.wake();
  }
  socket.on('filesFailed', (files: unknown) => {
    if (!isFileList(files)) return socket.disconnect(true);
    live.presence.screenFailed(socket.id, files);
    live.views.filesFailed();
    return undefined;
  });
  socket.on('disconnect', () => {
    live.presence.screenFailed(socket.id, []);
    live.views.filesFailed();
  });
  socket.on('shown', (legs: unknown) => {
    if (!isShown(legs)) return socket.disconnect(true);
    markShown(live.engine, legs, Infinity, failed);
    return undefined;
  });
};

/**
 * Without its database a hall is unknown: a screen whose line is cut says so, and comes back by itself. The line is cut
 * below Socket.IO, because a client that is sent away in words does not try again.
 */
const cutOff = (io: Server, engine: HallEngine): void => {
  for (const space of spaces) for (const socket of io.of(space).sockets.values()) if ((socket.data as { seat?: Seat }).seat?.engine === engine) socket.conn.close();
};

const proofRoom = (hash: string): string => `proof|${hash}`;
/** Who signed out, and a device whose pairing was taken back, sees nothing more, in no other window either: the line is cut, and no new one is given for the same proof. */
const cutProof = (io: Server, hash: string): void => {
  for (const space of spaces) for (const id of [...(io.of(space).adapter.rooms.get(proofRoom(hash)) ?? [])]) io.of(space).sockets.get(id)?.conn.close();
};

/** Opens the namespaces over a listening server's HTTP server. Every socket gets a whole picture when it comes. */
export const openSockets = (http: HttpServer, options: LiveOptions): Server => {
  const { house, failed } = options;
  const timers = options.timers ?? processTimers;
  const io = new Server(http, {
    serveClient: false, maxHttpBufferSize: largestPacket, pingInterval: knockEvery, pingTimeout: 8_000, transports: ['websocket'], perMessageDeflate: false,
    allowRequest: (request, done) => done(null, ownOrigin(request, house.publicUrl)),
  });
  const halls = new Map<HallId, HallLive>();
  for (const engine of house.halls.values()) {
    const presence = new Presence(engine.now());
    engine.onDown(() => cutOff(io, engine));
    askAgainAfterHallFiles(io, engine, { house, timers, failed });
    halls.set(engine.id, { engine, presence, views: new ViewSender(io, house, engine, presence, timers), voice: new AnnouncementSender(io, engine, presence, options.sounds, failed), prints: new PrintSender(io, house, engine, failed) });
  }
  house.access.onEnded((hash) => cutProof(io, hash));
  for (const space of spaces) {
    io.of(space).use((socket, next) => {
      admit(house, space, socket).then((seat) => {
        if (typeof seat === 'string') return next(new Error(seat));
        socket.data = { seat };
        return seat.engine.down ? socket.conn.close() : next();
      }, (error: unknown) => {
        failed(error);
        socket.conn.close();
      });
    });
    io.of(space).on('connection', (socket) => {
      const { seat } = socket.data as { seat: Seat };
      const live = halls.get(seat.engine.id);
      if (live === undefined) return void socket.disconnect(true);
      guard(socket, seat);
      const ofStaff = seat.kind === 'desk' || seat.kind === 'manager';
      void socket.join(seat.kind === 'visitor' ? roomOf(seat) : [roomOf(seat), proofRoom(tokenHash(proofOf(space, socket)))]);
      if (ofStaff) cutAtSessionEnd({ house, timers, failed }, space, socket);
      if (seat.kind === 'agent') return welcomeAgent(io, socket, live, seat, options);
      if (space === '/display') welcomeDisplay(socket, live, seat, options);
      notePage(socket, seat, live.presence, () => live.views.pagesChanged());
      socket.emit('view', live.views.viewFor(seat, socket.id));
      return undefined;
    });
  }
  return io;
};
