import type { BoardPicture } from '../../contract/device-jobs.ts';
import type { AnswerListener, LineFrame } from '../device/line-frame.ts';
import type { BoardCodec, KnownPicture } from './board-codec.ts';
import type { OnbonProfile } from './board-profile.ts';
import { areaOverhead, onbonArea, onbonBrightness, onbonPing, onbonPower } from './onbon-area.ts';
import { encodeOnbon, OnbonParser } from './onbon-frame.ts';
import { onbonText } from './onbon-layout.ts';

/** Where requests come from; the lowest of the addresses that the vendor keeps for computers. */
const host = 0x8000;

export function onbonCodec(profile: OnbonProfile): BoardCodec {
  const frame = (address: number, data: Uint8Array): LineFrame =>
    ({ bytes: encodeOnbon({ to: address, from: host, reserved: 0, device: profile.card, data }), answer: () => listenTo(address), replyMs: profile.replyMs });
  return {
    frames: (wanted, known, address) => {
      const send = (data: Uint8Array): LineFrame => frame(address, data);
      if (!wanted.on) return { frames: known?.on === false ? [] : [send(onbonPower(false))], replaced: [], cut: false };
      const { bytes, show, replaced, cut } = onbonText(wanted.pages, profile, profile.commandBytes - areaOverhead);
      // Whether a dark card keeps its areas is not documented, so it gets its picture again with the light.
      const awake = known?.on === true ? known : null;
      return {
        frames: [
          ...(awake === null ? [send(onbonPower(true))] : []),
          ...(awake?.brightness === wanted.brightness ? [] : [send(onbonBrightness(wanted.brightness))]),
          ...(samePages(wanted, awake) ? [] : [send(onbonArea({ bytes, show }, profile))]),
        ],
        replaced, cut,
      };
    },
    ping: (address) => frame(address, onbonPing()),
    changeMs: profile.changeMs,
  };
}

const samePages = (wanted: BoardPicture, known: KnownPicture | null): boolean => known !== null && JSON.stringify(known.pages) === JSON.stringify(wanted.pages);

/**
 * ACK is A0 00, NACK A0 01 with its reason. Whoever else answers on the line is not heard; only a card behind a network, which need
 * not know its address, may answer with the one that the vendor gives to all such (chapter 4).
 */
function listenTo(address: number): AnswerListener {
  const parser = new OnbonParser();
  return (bytes) => {
    for (const { to, from, data } of parser.push(bytes)) {
      if (to !== host || (from !== address && from !== host) || data[0] !== 0xa0) continue;
      if (data[1] === 0) return { kind: 'ack' };
      if (data[1] === 1) return { kind: 'nack', code: data[2] ?? 0 };
    }
    return null;
  };
}
