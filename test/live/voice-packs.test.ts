import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../server/domain/hall-config.ts';
import { speakCalls, speakTaken, speakTicketState } from '../../server/domain/spoken-call.ts';
import { createAnnouncementAudio } from '../../server/live/voice/announcement-audio.ts';
import { readClipPacks } from '../../server/live/voice/clip-packs.ts';
import { durationMs, parseWav } from '../../server/live/voice/wav.ts';
import type { Samples } from '../../server/live/voice/wav.ts';
import enList from '../../ui-kit/voice/en/tokens.json' with { type: 'json' };
import zhList from '../../ui-kit/voice/zh-CN/tokens.json' with { type: 'json' };

const folder = fileURLToPath(new URL('../../ui-kit/voice', import.meta.url));
const lists = { 'zh-CN': zhList, en: enList };
const languages: readonly Language[] = ['zh-CN', 'en'];
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Every clip that any sentence can ask for: all letters, digits, counters and counts of people. */
function vocabulary(language: Language): Set<string> {
  const tokens = new Set<string>();
  const add = (said: { readonly tokens: readonly string[] }): void => said.tokens.forEach((token) => tokens.add(token));
  const numbers = letters.map((letter) => `${letter}0123456789`);
  for (let n = 0; n <= 999; n++) {
    add(speakCalls([{ number: 'A1', counter: String(n) }], language));
    add(speakTaken('A1', n, language));
  }
  for (const number of numbers) {
    add(speakCalls([{ number, counter: number }], language));
    add(speakCalls([{ number, counter: '1' }, { number, counter: '2' }], language));
    add(speakTaken(number, null, language));
    add(speakTaken(number, 4000, language));
    add(speakTicketState(number, { kind: 'waiting', ahead: 7 }, language));
  }
  return new Set([...tokens].filter((token) => ![',', ';', '.'].includes(token)));
}

function measure(samples: Samples) {
  const values = Array.from({ length: samples.length / 2 }, (_, i) => samples.readInt16LE(i * 2) / 32_768);
  const blocks = Array.from({ length: Math.floor(values.length / 120) }, (_, i) =>
    Math.sqrt(values.slice(i * 120, i * 120 + 120).reduce((sum, x) => sum + x * x, 0) / 120));
  const loud = blocks.filter((x) => x > Math.max(...blocks) / 10);
  const rms = Math.sqrt(loud.reduce((sum, x) => sum + x * x, 0) / loud.length);
  const silentEnds = [blocks.findIndex((x) => x > 0.001), blocks.length - 1 - blocks.findLastIndex((x) => x > 0.001)];
  return { peak: Math.max(...values.map(Math.abs)), rms, silentEnds, ends: [values[0] ?? 1, values.at(-1) ?? 1] };
}

describe.each(languages)('the voice pack of %s', (language) => {
  const list = lists[language];
  const tokens = list.clips.map((clip) => clip.token).sort();

  it('has a clip for every word that can be said, and none too many', () => {
    expect(tokens).toEqual([...vocabulary(language)].sort());
    expect(readdirSync(join(folder, language)).filter((name) => name.endsWith('.wav')).sort()).toEqual(tokens.map((token) => `${token}.wav`).sort());
  });

  it.each(tokens)('%s is sound of sane length and loudness, trimmed and not clipped', (token) => {
    const samples = parseWav(readFileSync(join(folder, language, `${token}.wav`)));
    const { peak, rms, silentEnds, ends } = measure(samples);
    expect(durationMs(samples)).toBeGreaterThan(150);
    expect(durationMs(samples)).toBeLessThan(1_600);
    expect(peak).toBeLessThan(0.95);
    expect(20 * Math.log10(rms)).toBeGreaterThan(-20);
    expect(20 * Math.log10(rms)).toBeLessThan(-17);
    for (const blocks of silentEnds) expect(blocks * 5).toBeLessThanOrEqual(30);
    for (const end of ends) expect(Math.abs(end)).toBeLessThan(0.01);
  });
});

describe('the packs together', () => {
  it('are read without a fault, chime and all', () => {
    const packs = readClipPacks([folder]);
    expect(packs.faults).toEqual([]);
    const chime = packs.chime;
    expect(chime === null ? 0 : durationMs(chime)).toBe(600);
    expect(chime === null ? 1 : measure(chime).peak).toBeLessThan(0.95);
    expect(chime === null ? 0 : measure(chime).rms).toBeGreaterThan(0.05);
  });

  it('stay small in the repository', () => {
    const bytes = languages.flatMap((language) => readdirSync(join(folder, language)).map((name) => statSync(join(folder, language, name)).size));
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_500_000);
  });

  it('speak a call in both languages, twice, shorter than a call may wait', () => {
    const audio = createAnnouncementAudio([folder]);
    const parts = languages.map((language) => ({ language, tokens: speakCalls([{ number: 'A012', counter: '12' }], language).tokens }));
    const twice = audio.audioFor({ parts, times: 2, chime: true });
    expect(twice?.durationMs).toBeGreaterThan(10_000);
    expect(twice?.durationMs).toBeLessThan(19_000);
  });

  it.each(languages)('speak one call within the turn the plan reckons with, and six merged within 20 s, in %s', (language) => {
    const audio = createAnnouncementAudio([folder]);
    const calls = Array.from({ length: 6 }, (_, i) => ({ number: `B07${i}`, counter: String(21 + i) }));
    const lengthOf = (count: number): number =>
      audio.audioFor({ parts: [{ language, tokens: speakCalls(calls.slice(0, count), language).tokens }], times: 1, chime: true })?.durationMs ?? Infinity;
    expect(lengthOf(1)).toBeLessThan(5_600);
    expect(lengthOf(6)).toBeLessThan(20_000);
  });
});
