import type { Server, Socket } from 'socket.io';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { admit, proofOf, roomOf, spaces } from './admit.ts';
import type { Seat, Space } from './admit.ts';
import type { Timers } from './coalesce.ts';

export interface SeatEnds { readonly house: House; readonly timers: Timers; readonly failed: (error: unknown) => void }

/** The wall clock may be set by people, so nobody sleeps longer than this before looking at it again. */
const longestSleepMs = 10 * 60_000;

/** Cuts a line of staff when its session ends: whoever looks on must have signed in today. The client comes back by itself and is told. */
export const cutAtSessionEnd = ({ house, timers, failed }: SeatEnds, space: Space, socket: Socket): void => {
  const token = proofOf(space, socket);
  const timer: { cancel: () => void } = { cancel: () => undefined };
  const sleep = (ms: number): void => {
    if (socket.connected) timer.cancel = timers.after(ms / (house.clock.speed ?? 1), look);
  };
  const look = (): void => {
    house.access.sessionLeftMs(token).then((leftMs) => (leftMs === 0 ? socket.conn.close() : sleep(Math.min(leftMs, longestSleepMs))), (error: unknown) => {
      failed(error);
      sleep(longestSleepMs);
    });
  };
  socket.on('disconnect', () => timer.cancel());
  look();
};

/** After a new hall file everybody is asked again: staff who were removed or lost a role, devices that are no longer there or stand elsewhere. */
const askAgain = (io: Server, engine: HallEngine, { house, failed }: SeatEnds): void => {
  for (const space of spaces)
    for (const socket of io.of(space).sockets.values()) {
      const { seat } = socket.data as { seat?: Seat };
      if (seat?.engine !== engine || seat.kind === 'visitor') continue;
      admit(house, space, socket).then((now) => { if (typeof now === 'string' || roomOf(now) !== roomOf(seat)) socket.conn.close(); }, failed);
    }
};
export const askAgainAfterHallFiles = (io: Server, engine: HallEngine, ends: SeatEnds): void => {
  engine.onCommit((entries) => { if (entries.some((e) => e.event.type === 'configured')) askAgain(io, engine, ends); });
};
