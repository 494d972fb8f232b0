import type { ChecksumKind } from './checksums.ts';
import { checkSize, checksumKinds } from './checksums.ts';
import type { KeyName } from './key-names.ts';
import { isKeyName, keyNames } from './key-names.ts';
import type { KeypadProfile, Token } from './keypad-profile.ts';
import { longestFrame } from './keypad-profile.ts';
import type { Fields, ProfileFault } from './profile-faults.ts';
import { FaultDesk, hexByte } from './profile-faults.ts';

export type ReadProfile = { readonly ok: true; readonly profile: KeypadProfile } | { readonly ok: false; readonly faults: readonly ProfileFault[] };

const needed = ['id', 'header', 'length', 'address', 'key', 'checksum', 'trailer', 'keys'];

/**
 * Reads a keypad profile from data, e.g.
 * `{id, header: "FF 68 ?? ?? 68", length: {at: 2, again: 3, plus: 7}, address: 5, key: 7, checksum: {kind: "sum8", from: 5},
 * trailer: "16", keys: {"01": "next"}, poll?: {frame: "FF 68 02 02 68 addr 20 check 16", everyMs: 200}, display?: "addr hi lo check"}`.
 * In frames that are sent, `addr` is the address, `check` the checksum, `hi` and `lo` a number of 16 bits, `text4` four characters.
 * All faults are named at once.
 */
export function readKeypadProfile(value: unknown): ReadProfile {
  const desk = new FaultDesk();
  const data = desk.fields(value, '', needed, ['poll', 'display']);
  const profile: KeypadProfile = {
    id: readId(desk, data['id']),
    header: desk.words(data['header'], 'header', (word) => (word === '??' ? null : hexByte(word))),
    length: readLength(desk, data['length']),
    addressAt: desk.integer(data['address'], 'address', 0, longestFrame - 1),
    keyAt: desk.integer(data['key'], 'key', 0, longestFrame - 1),
    checksum: readChecksum(desk, data['checksum']),
    trailer: desk.words(data['trailer'], 'trailer', hexByte),
    keys: readKeys(desk, data['keys']),
    poll: readPoll(desk, data['poll']),
    display: data['display'] === undefined ? null : desk.words(data['display'], 'display', toToken),
  };
  if (desk.faults.length === 0) checkSense(desk, profile);
  return desk.faults.length === 0 ? { ok: true, profile } : { ok: false, faults: desk.faults };
}

function readId(desk: FaultDesk, value: unknown): string {
  if (typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value)) return value;
  if (value !== undefined) desk.say('id', '应是小写字母、数字和连字符', 'must be small letters, digits and hyphens');
  return '';
}

function readLength(desk: FaultDesk, value: unknown): KeypadProfile['length'] {
  if (value === undefined) return { total: 1 };
  const isTotal = typeof value === 'object' && value !== null && 'total' in value;
  const data: Fields = isTotal ? desk.fields(value, 'length', ['total'], []) : desk.fields(value, 'length', ['at', 'plus'], ['again']);
  if (isTotal) return { total: desk.integer(data['total'], 'length.total', 1, longestFrame) };
  return {
    at: desk.integer(data['at'], 'length.at', 0, longestFrame - 1),
    again: data['again'] === undefined ? null : desk.integer(data['again'], 'length.again', 0, longestFrame - 1),
    plus: desk.integer(data['plus'], 'length.plus', 0, longestFrame - 1),
  };
}

function readChecksum(desk: FaultDesk, value: unknown): KeypadProfile['checksum'] {
  if (value === undefined) return { kind: 'none', from: 0 };
  const data = desk.fields(value, 'checksum', ['kind'], ['from']);
  const kind: ChecksumKind | undefined = checksumKinds.find((known) => known === data['kind']);
  if (kind === undefined && data['kind'] !== undefined) desk.say('checksum.kind', `应是 ${checksumKinds.join('、')} 之一`, `must be one of ${checksumKinds.join(', ')}`);
  return { kind: kind ?? 'none', from: desk.integer(data['from'], 'checksum.from', 0, longestFrame - 1) };
}

function readKeys(desk: FaultDesk, value: unknown): ReadonlyMap<number, KeyName> {
  const keys = new Map<number, KeyName>();
  if (value === undefined) return keys;
  const codes = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  for (const [code, name] of Object.entries(desk.fields(value, 'keys', [], codes))) {
    const byte = hexByte(code);
    if (byte === undefined) desk.say(`keys.${code}`, '键码应是两位十六进制数', 'a key code is two hexadecimal digits');
    if (!isKeyName(name)) desk.say(`keys.${code}`, `“${String(name)}”不是键名，键名有 ${keyNames.join('、')}`, `"${String(name)}" is no key; keys are ${keyNames.join(', ')}`);
    else if (byte !== undefined && keys.has(byte)) desk.say(`keys.${code}`, '键码重复', 'this code stands twice');
    else if (byte !== undefined) keys.set(byte, name);
  }
  if (codes.length === 0) desk.say('keys', '至少要有一个键', 'needs at least one key');
  return keys;
}

function readPoll(desk: FaultDesk, value: unknown): KeypadProfile['poll'] {
  if (value === undefined) return null;
  const data = desk.fields(value, 'poll', ['frame', 'everyMs'], []);
  return { frame: desk.words(data['frame'], 'poll.frame', toToken), everyMs: desk.integer(data['everyMs'], 'poll.everyMs', 50, 5_000) };
}

function toToken(word: string): Token | undefined {
  if (word === 'addr' || word === 'check' || word === 'hi' || word === 'lo') return word;
  const text = /^text([1-9]|1\d|2\d|3[0-2])$/.exec(word)?.[1];
  return text === undefined ? hexByte(word) : { text: Number(text) };
}

/** What each field allows by itself but all together don't. */
function checkSense(desk: FaultDesk, profile: KeypadProfile): void {
  const { header, length, addressAt, keyAt, checksum, trailer, poll, display } = profile;
  const tail = checkSize(checksum.kind) + trailer.length;
  const room = ('total' in length ? length.total : longestFrame) - tail;
  const isFixed = (at: number): boolean => typeof header[at] === 'number';
  const places = [['address', addressAt], ['key', keyAt], ...('at' in length ? [['length.at', length.at], ['length.again', length.again ?? length.at]] as const : [])] as const;
  for (const [field, at] of places) {
    if (isFixed(at)) desk.say(field, '落在固定的头字节上', 'falls on a fixed byte of the header');
    else if (at >= room) desk.say(field, '落在校验、帧尾或帧外', 'falls on the checksum, the trailer or outside the frame');
  }
  if (addressAt === keyAt) desk.say('key', '与地址在同一字节', 'stands where the address stands');
  if (header.length > room) desk.say('header', '比整帧还长', 'is longer than a frame');
  if (checksum.from >= room) desk.say('checksum.from', '在校验之后', 'lies behind the checksum');
  if (checksum.kind === 'none' && !header.some((byte) => byte !== null)) desk.say('checksum', '没有头字节就必须有校验，否则干扰会被当作按键', 'without header bytes a checksum is needed, or noise would be keys');
  if (poll !== null) checkFrame(desk, 'poll.frame', poll.frame, checksum.kind, false);
  if (display !== null) checkFrame(desk, 'display', display, checksum.kind, true);
}

function checkFrame(desk: FaultDesk, field: string, frame: readonly Token[], kind: ChecksumKind, shows: boolean): void {
  const count = (token: Token): number => frame.filter((one) => one === token).length;
  const texts = frame.filter((token) => typeof token === 'object').length;
  const numbers = count('hi') + count('lo');
  if (frame.length === 0) desk.say(field, '是空的', 'is empty');
  if (count('check') !== (kind === 'none' ? 0 : 1)) desk.say(field, '“check”应与校验方式相符：有校验就出现一次，没有就不出现', '"check" stands once where there is a checksum, and not at all where there is none');
  const value = (texts === 1 && numbers === 0) || (texts === 0 && count('hi') === 1 && count('lo') === 1);
  if (shows && !value) desk.say(field, '应有“hi lo”或一个“text”', 'needs "hi lo" or one "text"');
  if (!shows && texts + numbers > 0) desk.say(field, '查询帧不带显示内容', 'a poll carries nothing to show');
}
