import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it as base } from 'vitest';
import { createAnnouncementAudio } from '../../server/live/voice/announcement-audio.ts';
import type { AnnouncementAudio, AudioRequest } from '../../server/live/voice/announcement-audio.ts';
import { joinWav, parseWav, sampleRate } from '../../server/live/voice/wav.ts';

/** Every clip is one constant level, so that a joined file tells where each word stands and for how long. */
const clip = (ms: number, value: number): Buffer => joinWav([Buffer.from(new Int16Array((ms * sampleRate) / 1000).fill(value).buffer)]);

/** Runs of equal samples of a joined file, as [value, milliseconds]. */
function runs(wav: Buffer): [number, number][] {
  const found: [number, number][] = [];
  const samples = parseWav(wav);
  for (let at = 0; at < samples.length; at += 2) {
    const value = samples.readInt16LE(at);
    const last = found.at(-1);
    if (last !== undefined && last[0] === value) last[1] += 1000 / sampleRate;
    else found.push([value, 1000 / sampleRate]);
  }
  return found.map(([value, ms]) => [value, Math.round(ms)]);
}

interface Folders { readonly root: string; readonly shipped: string; readonly own: string }

function put(folder: string, name: string, file: Buffer): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), file);
}

function soundOf(audio: AnnouncementAudio, request: Partial<AudioRequest>): Buffer | null {
  const joined = audio.audioFor({ parts: [{ language: 'en', tokens: ['one', 'two'] }], times: 1, chime: true, ...request });
  return joined === null ? null : audio.read(joined.hash);
}

/** Each test has a shipped pack of three words and a chime, and an empty folder for the hall's own. */
const it = base.extend<{ folders: Folders }>({
  folders: async ({}, use) => {
    const root = mkdtempSync(join(tmpdir(), 'paihao-voice-test-'));
    const shipped = join(root, 'shipped');
    put(shipped, 'chime.wav', clip(600, 9));
    put(shipped, 'en/one.wav', clip(200, 1));
    put(shipped, 'en/two.wav', clip(200, 2));
    put(shipped, 'zh-CN/one.wav', clip(100, 3));
    await use({ root, shipped, own: join(root, 'own') });
    rmSync(root, { recursive: true });
  },
});

describe('announcement audio', () => {
  it('has 0.3 s after the chime, a breath between words, 0.1 to 0.2 s between groups', ({ folders: { shipped } }) => {
    const audio = createAnnouncementAudio([shipped]);
    const wav = soundOf(audio, { parts: [{ language: 'en', tokens: ['one', 'two', ',', 'one', ';', 'two'] }] });
    expect(wav === null ? null : runs(wav)).toEqual([
      [9, 600], [0, 300], [1, 200], [0, 15], [2, 200], [0, 130], [1, 200], [0, 200], [2, 200]]);
  });

  it('says the second language after the first, and all of it again', ({ folders: { shipped } }) => {
    const audio = createAnnouncementAudio([shipped]);
    const parts = [{ language: 'zh-CN', tokens: ['one'] }, { language: 'en', tokens: ['two'] }] as const;
    const wav = soundOf(audio, { parts, times: 2 });
    expect(wav === null ? null : runs(wav)).toEqual([
      [9, 600], [0, 300], [3, 100], [0, 450], [2, 200], [0, 650], [3, 100], [0, 450], [2, 200]]);
    const quiet = soundOf(audio, { parts, chime: false });
    expect(quiet === null ? null : runs(quiet)).toEqual([[3, 100], [0, 450], [2, 200]]);
  });

  it('tells path and length, the same for the same words and another for others', ({ folders: { shipped } }) => {
    const audio = createAnnouncementAudio([shipped]);
    const request: AudioRequest = { parts: [{ language: 'en', tokens: ['one'] }], times: 1, chime: true };
    const joined = audio.audioFor(request);
    expect(joined).toEqual({ hash: joined?.hash, path: `/audio/${joined?.hash ?? ''}.wav`, durationMs: 1100 });
    expect(joined?.hash).toMatch(/^[0-9a-f]{32}$/);
    expect(createAnnouncementAudio([shipped]).audioFor(request)).toEqual(joined);
    const others: AudioRequest[] = [
      { ...request, times: 2 }, { ...request, chime: false }, { ...request, parts: [{ language: 'zh-CN', tokens: ['one'] }] },
      { ...request, parts: [{ language: 'en', tokens: ['one', 'one'] }] }];
    expect(new Set([joined?.hash, ...others.map((other) => audio.audioFor(other)?.hash)]).size).toBe(5);
  });

  it('promises a path without joining anything: the same sound, and null in the same cases', ({ folders: { shipped } }) => {
    const audio = createAnnouncementAudio([shipped]);
    const request: AudioRequest = { parts: [{ language: 'en', tokens: ['one', ',', 'two'] }], times: 1, chime: false };
    const path = audio.pathFor(request);
    const wav = audio.read(path?.slice('/audio/'.length, -'.wav'.length) ?? '');
    expect(wav?.equals(soundOf(createAnnouncementAudio([shipped]), request) ?? Buffer.alloc(0))).toBe(true);
    expect(audio.audioFor(request)?.path).toBe(path);
    expect([['one', 'three'], ['.'], []].map((tokens) => audio.pathFor({ ...request, parts: [{ language: 'en', tokens }] }))).toEqual([null, null, null]);
  });

  it('is null for a missing clip, a missing chime and no words, and knows no strange hash', ({ folders: { shipped, root } }) => {
    const audio = createAnnouncementAudio([shipped]);
    expect(soundOf(audio, { parts: [{ language: 'en', tokens: ['one', 'three'] }] })).toBeNull();
    expect(soundOf(audio, { parts: [{ language: 'zh-CN', tokens: ['two'] }] })).toBeNull();
    expect(soundOf(audio, { parts: [{ language: 'en', tokens: ['../zh-CN/one'] }] })).toBeNull();
    expect(soundOf(audio, { parts: [] })).toBeNull();
    expect(soundOf(audio, { parts: [{ language: 'en', tokens: [',', '.'] }] })).toBeNull();
    expect(audio.read('0'.repeat(32))).toBeNull();
    rmSync(join(shipped, 'chime.wav'));
    expect(soundOf(createAnnouncementAudio([shipped]), {})).toBeNull();
    expect(soundOf(createAnnouncementAudio([shipped]), { chime: false })).not.toBeNull();
    expect(soundOf(createAnnouncementAudio([join(root, 'none')]), {})).toBeNull();
  });
});

describe('clips and memory', () => {
  it('takes a hall\'s own clips word by word, under a new address', ({ folders: { shipped, own } }) => {
    const before = createAnnouncementAudio([shipped, own]);
    const request: AudioRequest = { parts: [{ language: 'en', tokens: ['one', 'two'] }], times: 1, chime: false };
    put(own, 'en/two.wav', clip(50, 7));
    const after = createAnnouncementAudio([shipped, own]);
    const wav = soundOf(after, request);
    expect(wav === null ? null : runs(wav)).toEqual([[1, 200], [0, 15], [7, 50]]);
    expect(after.audioFor(request)?.hash).not.toBe(before.audioFor(request)?.hash);
  });

  it('keeps the shipped word where a hall\'s own clip is no use, and says which and why', ({ folders: { shipped, own } }) => {
    put(own, 'en/two.wav', Buffer.from('an MP3, really'));
    const audio = createAnnouncementAudio([shipped, own]);
    const wav = soundOf(audio, { chime: false });
    expect(wav === null ? null : runs(wav)).toEqual([[1, 200], [0, 15], [2, 200]]);
    expect(audio.faults).toEqual([{ file: join(own, 'en', 'two.wav'), reason: 'not a WAV file: it does not begin with RIFF … WAVE' }]);
  });

  it('forgets what was used longest ago when its memory is full', ({ folders: { shipped } }) => {
    const one: AudioRequest = { parts: [{ language: 'en', tokens: ['one'] }], times: 1, chime: false };
    const two: AudioRequest = { ...one, parts: [{ language: 'en', tokens: ['two'] }] };
    const three: AudioRequest = { ...one, parts: [{ language: 'zh-CN', tokens: ['one', 'one'] }] };
    const audio = createAnnouncementAudio([shipped], 2 * clip(200, 1).length + 1000);
    const [first, second] = [audio.audioFor(one), audio.audioFor(two)];
    expect(audio.read(first?.hash ?? '')).not.toBeNull();
    const third = audio.audioFor(three);
    expect([first, second, third].map((joined) => audio.read(joined?.hash ?? '') !== null)).toEqual([true, false, true]);
    expect(audio.audioFor(two)).toEqual(second);
  });

  it('keeps the announcement just made even when it alone is larger than the memory', ({ folders: { shipped } }) => {
    const audio = createAnnouncementAudio([shipped], 100);
    expect(soundOf(audio, {})).not.toBeNull();
    expect(soundOf(audio, { times: 2 })).not.toBeNull();
  });
});
