import { hash as sha256 } from 'node:crypto';
import type { Language } from '../../domain/hall-config.ts';
import { readClipPacks } from './clip-packs.ts';
import type { ClipFault, ClipPacks } from './clip-packs.ts';
import { joinedMs, joinWav, silence, wavBytes } from './wav.ts';
import type { Samples } from './wav.ts';

/** One language's words, as `speakCalls` gives them. */
export interface SpokenPart { readonly language: Language; readonly tokens: readonly string[] }
export interface AudioRequest {
  /** Spoken one after the other; all of them again when `times` is 2. */
  readonly parts: readonly SpokenPart[];
  readonly times: 1 | 2;
  /** Whether the chime comes first: at the screens, not at a kiosk. */
  readonly chime: boolean;
}
export interface JoinedAudio { readonly hash: string; readonly path: string; readonly durationMs: number }
export interface AnnouncementAudio {
  /** null where a clip is missing or nothing is to be said: the display then rings its chime and shows the text. */
  audioFor(request: AudioRequest): JoinedAudio | null;
  /** The path alone, for what is seldom asked for: nothing is joined before somebody fetches it. Null as above. */
  pathFor(request: AudioRequest): string | null;
  /** The WAV file of a hash given before; null when unknown or long gone. */
  read(hash: string): Buffer | null;
  /** Clips that could not be used, for the log and the device list. */
  readonly faults: readonly ClipFault[];
}

/** Milliseconds. Between the words of a group only a breath, or clips cut to their sound would run together. */
const pauses = { afterChime: 300, word: 15, ',': 130, ';': 200, '.': 300, part: 450, again: 650 } as const;
/** Every ticket is spoken, so what is the same in all of them is made once. */
const quiet = new Map<number, Samples>([0, ...Object.values(pauses)].map((ms) => [ms, silence(ms)]));
const pauseOf = (ms: number): Samples => quiet.get(ms) ?? silence(ms);
const defaultMaxBytes = 64 * 1024 * 1024;

const isPause = (token: string): token is ',' | ';' | '.' => token === ',' || token === ';' || token === '.';

function wordsOf(packs: ClipPacks, { language, tokens }: SpokenPart): Samples[] | null {
  const sounds: Samples[] = [];
  let pause = 0;
  for (const token of tokens) {
    if (isPause(token)) {
      pause = pauses[token];
      continue;
    }
    const clip = packs.clip(language, token);
    if (clip === null) return null;
    sounds.push(pauseOf(pause), clip);
    pause = pauses.word;
  }
  return sounds;
}

function soundsOf(packs: ClipPacks, { parts, times, chime }: AudioRequest): readonly Samples[] | null {
  const spoken: Samples[] = [];
  for (const [i, part] of parts.entries()) {
    const words = wordsOf(packs, part);
    if (words === null) return null;
    spoken.push(...(i > 0 ? [pauseOf(pauses.part)] : []), ...words);
  }
  if (spoken.length === 0 || (chime && packs.chime === null)) return null;
  const opening = chime && packs.chime !== null ? [packs.chime, pauseOf(pauses.afterChime)] : [];
  return [...opening, ...spoken, ...(times === 2 ? [pauseOf(pauses.again), ...spoken] : [])];
}

const hasClips = (packs: ClipPacks, { parts, chime }: AudioRequest): boolean =>
  (!chime || packs.chime !== null) && parts.some(({ tokens }) => tokens.some((token) => !isPause(token))) &&
  parts.every(({ language, tokens }) => tokens.every((token) => isPause(token) || packs.clip(language, token) !== null));
const pathOf = (hash: string): string => `/audio/${hash}.wav`;

/** The sounds stay apart until somebody fetches the file: joining copies 200 kB, and most numbers are never asked for. */
interface Kept { readonly sounds: readonly Samples[]; readonly bytes: number; readonly audio: JoinedAudio; wav: Buffer | null }
const wavOf = (kept: Kept): Buffer => (kept.wav ??= joinWav(kept.sounds));

/** Keeps what was used last, up to so many bytes. A Map remembers the order of insertion; using moves to the end. */
function createCache(maxBytes: number) {
  const kept = new Map<string, Kept>();
  let bytes = 0;
  const get = (hash: string): Kept | null => {
    const found = kept.get(hash);
    if (found === undefined) return null;
    kept.delete(hash);
    kept.set(hash, found);
    return found;
  };
  const put = (hash: string, entry: Kept): void => {
    kept.set(hash, entry);
    bytes += entry.bytes;
    for (const [oldest, { bytes: freed }] of kept) {
      if (bytes <= maxBytes || oldest === hash) return;
      kept.delete(oldest);
      bytes -= freed;
    }
  };
  return { get, put };
}

/** A number that was taken is spoken within minutes or never. */
const mostPromised = 5_000;

/** The clips are part of the hash: a browser that kept the old sound must fetch the new one after a hall changed clips. */
function hashOf(packs: ClipPacks, { parts, times, chime }: AudioRequest): string {
  const words = parts.map(({ language, tokens }) => [language, ...tokens]);
  return sha256('sha256', JSON.stringify([packs.fingerprint, words, times, chime]), 'hex').slice(0, 32);
}

/**
 * Joins clips to announcements. `folders`: the shipped pack first, then a hall's own clips, which replace single words;
 * read once, here. Equal requests over equal clips give equal hashes; joined files stay in memory up to `maxBytes` (64 MiB), the ones used
 * last for longest.
 */
export function createAnnouncementAudio(folders: readonly string[], maxBytes = defaultMaxBytes): AnnouncementAudio {
  const packs = readClipPacks(folders);
  const cache = createCache(maxBytes);
  const promised = new Map<string, AudioRequest>();
  const join = (hash: string, request: AudioRequest): Kept | null => {
    const known = cache.get(hash);
    if (known !== null) return known;
    const sounds = soundsOf(packs, request);
    if (sounds === null) return null;
    const entry: Kept = { sounds, audio: { hash, path: pathOf(hash), durationMs: joinedMs(sounds) }, bytes: wavBytes(sounds), wav: null };
    cache.put(hash, entry);
    return entry;
  };
  return {
    faults: packs.faults,
    read: (hash) => {
      const request = promised.get(hash);
      const kept = request === undefined ? cache.get(hash) : join(hash, request);
      return kept === null ? null : wavOf(kept);
    },
    audioFor: (request) => join(hashOf(packs, request), request)?.audio ?? null,
    pathFor: (request) => {
      if (!hasClips(packs, request)) return null;
      const hash = hashOf(packs, request);
      promised.set(hash, request);
      const oldest = promised.size > mostPromised ? promised.keys().next().value : undefined;
      if (oldest !== undefined) promised.delete(oldest);
      return pathOf(hash);
    },
  };
}
