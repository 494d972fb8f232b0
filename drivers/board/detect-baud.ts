import { within } from '../device/clock.ts';
import type { Clock } from '../device/clock.ts';
import type { LineFrame } from '../device/line-frame.ts';
import type { Opening, Transport, Wire } from '../transport/transport.ts';

/** The two speeds at which Onbon cards talk, in the order of the vendor's document, chapter 8.8: ask at the first, wait 2 s, then at the second. */
const onbonBauds = [9_600, 57_600] as const;
const waitMs = 2_000;
const writeMs = 2_000;
/** Boards that are asked at each speed, one after the other: the first one may be dark. */
const mostAsked = 3;

export interface Detection {
  /** Dials at the speed at which a board answers; no board, no line. */
  readonly transport: Transport;
  /** As found last; the slowest before. */
  readonly baud: () => number;
}

/** `pings`: a question to each board that may be on the line. */
export const detectBaud = (reach: (baud: number) => Transport, pings: readonly LineFrame[], clock: Clock): Detection => {
  const found: { baud: number } = { baud: onbonBauds[0] };
  const order = (): readonly number[] => [found.baud, ...onbonBauds.filter((baud) => baud !== found.baud)];
  const tryAt = async (baud: number, listener: Parameters<Transport['open']>[0]): Promise<Opening> => {
    const state: { hear: ((bytes: Uint8Array) => void) | null; live: boolean } = { hear: null, live: false };
    const opening = await reach(baud).open({
      onData: (bytes) => (state.live ? listener.onData(bytes) : state.hear?.(bytes)),
      onClose: () => (state.live ? listener.onClose() : undefined),
    });
    if (!opening.ok) return opening;
    for (const ping of pings.slice(0, mostAsked)) {
      state.live = await answers(opening.wire, ping, (hear) => { state.hear = hear; }, clock);
      if (state.live) return opening;
    }
    await opening.wire.close();
    return { ok: false, fault: 'no-answer' };
  };
  return {
    baud: () => found.baud,
    transport: {
      open: async (listener) => {
        for (const baud of order()) {
          const opening = await tryAt(baud, listener);
          if (opening.ok) found.baud = baud;
          // A port that is missing or busy is so at every speed.
          if (opening.ok || opening.fault !== 'no-answer') return opening;
        }
        return { ok: false, fault: 'no-answer' };
      },
    },
  };
};

const answers = async (wire: Wire, ping: LineFrame, listen: (hear: (bytes: Uint8Array) => void) => void, clock: Clock): Promise<boolean> => {
  const listener = ping.answer?.();
  if (listener === undefined) return false;
  const heard = new Promise<true>((resolve) => {
    listen((bytes) => {
      if (listener(bytes) !== null) resolve(true);
    });
  });
  if ((await wire.write(ping.bytes, writeMs)) !== 'written') return false;
  return within(clock, waitMs, heard, false);
};
