import type { OnbonProfile } from './board-profile.ts';
import type { OnbonText } from './onbon-layout.ts';

// Commands of the vendor's document: group, command, "must reply", two bytes of 0. There is no function for A2 01, which erases the card.
const command = (group: number, code: number, ...payload: readonly number[]): Uint8Array => Uint8Array.of(group, code, 1, 0, 0, ...payload);

export const onbonPing = (): Uint8Array => command(0xa2, 0x00);
export const onbonPower = (on: boolean): Uint8Array => command(0xa3, 0x00, on ? 1 : 2);
/** Level 0 to 15. */
export const onbonBrightness = (level: number): Uint8Array => command(0xa3, 0x02, 1, level);

/** Bytes of an area command before its text. */
export const areaOverhead = 36;

const word = (value: number): readonly [number, number] => [value & 0xff, value >> 8];
// Multi-line with line breaks of our own; the only other way of the card knows one size of letters and breaks numbers.
const singleLine = 1;
const multiLine = 2;
const ownBreaks = 1;
const middle = 0x0a;
const left = 0x08;
const shows = { still: 1, pages: 2, scroll: 3 } as const;
/** From 0, the fastest, to 0x18. */
const speed = 2;
/** What the vendor's examples send; it counts only in a run mode not used here. */
const timeout = 10;

/** Command A3 06: one dynamic area over the whole board. It lives in the card's RAM, so it wears nothing out and is lost with the power. */
export function onbonArea(text: Pick<OnbonText, 'bytes' | 'show'>, profile: Pick<OnbonProfile, 'width' | 'height' | 'units' | 'stayHalfSeconds'>): Uint8Array {
  const inPixels = profile.units === 'pixel';
  const across = (dots: number): readonly [number, number] => (inPixels ? word(dots | 0x8000) : word(Math.ceil(dots / 8)));
  const running = text.show === 'scroll';
  const area = [
    0, ...across(0), ...word(0), ...across(profile.width), ...word(profile.height),
    0, 0, 0, ...word(timeout), 0, 0,
    running ? left : middle, running ? singleLine : multiLine, ownBreaks, shows[text.show], 0, speed, profile.stayHalfSeconds,
    ...word(text.bytes.length), 0, 0, ...text.bytes,
  ];
  return command(0xa3, 0x06, 0, 1, ...word(area.length), ...area);
}
