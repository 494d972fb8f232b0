/** Timers and a clock that only moves on, in ms, as a test can hand them in. */
export interface LineTime { readonly now: () => number; readonly after: (ms: number, run: () => void) => () => void }

/** Taken when a line is made, like those of Socket.IO itself, so that both go by the same timers. */
const pageTime = (): LineTime => {
  const [set, clear] = [setTimeout, clearTimeout];
  return { now: () => performance.now(), after: (ms, run) => {
    const timer = set(run, ms);
    return () => clear(timer);
  } };
};

export interface LineWatch {
  /** Something came down the line. */
  readonly sign: () => void;
  /** What came is the server's knock, by which a line's pace is known. */
  readonly knock: () => void;
  /** When the line last gave a sign, in ms of `performance.now()`. */
  readonly heardAt: () => number;
  /** The line was closed, which is a sign too unless it was silent before; nothing is expected of it. */
  readonly closed: () => void;
}

/** The server knocks every 3 s (server/live/sockets.ts). */
const silentAfter = 5_000;
/** On a slow phone the knocks come further apart; a line is given this many times its own pace. */
const paces = 1.7;

/**
 * Says when a line is silent although nobody closed it: a cable pulled, a network gone. Socket.IO finds that out by itself, but
 * only after all the time that a server has to give slow phones before it cuts them off.
 */
export const watchLine = (silent: () => void, time: LineTime = pageTime()): LineWatch => {
  let heard = time.now();
  let knocked: number | null = null;
  let pace = 0;
  let isSilent = false;
  let cancel: () => void = () => undefined;
  const sign = (): void => {
    cancel();
    heard = time.now();
    isSilent = false;
    cancel = time.after(Math.max(silentAfter, pace * paces), () => {
      isSilent = true;
      silent();
    });
  };
  return {
    sign,
    knock: () => {
      const now = time.now();
      pace = knocked === null ? 0 : now - knocked;
      knocked = now;
      sign();
    },
    heardAt: () => heard,
    closed: () => {
      cancel();
      if (!isSilent) heard = time.now();
      knocked = null;
      pace = 0;
    },
  };
};
