import { describe, expect, it } from 'vitest';
import { parseWav } from '../../server/live/voice/wav.ts';
import { chime, clipRate, fade, level, resample, trim } from '../../ui-kit/voice/clip-shaping.ts';
import type { Wave } from '../../ui-kit/voice/clip-shaping.ts';
import { readEspeakWav, writeClipWav } from '../../ui-kit/voice/clip-wav.ts';

const tone = (hertz: number, seconds: number, rate: number, size: number): Wave =>
  new Float64Array(Math.round(seconds * rate)).map((_, i) => size * Math.sin((2 * Math.PI * hertz * i) / rate));
const padded = (before: number, wave: Wave, after: number): Wave =>
  Float64Array.from([...new Float64Array(before * clipRate), ...wave, ...new Float64Array(after * clipRate)]);
const peak = (wave: Wave): number => wave.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

describe('making clips', () => {
  it.each([200, 3_000, 8_000])('changes the rate of a %i Hz tone and nothing else', (hertz) => {
    const out = resample(tone(hertz, 0.2, 22_050, 0.5), 22_050, clipRate);
    const wanted = tone(hertz, 0.2, clipRate, 0.5);
    expect(out.length).toBe(4800);
    for (let i = 100; i < 4700; i++) expect(Math.abs((out[i] ?? 9) - (wanted[i] ?? 0))).toBeLessThan(0.005);
  });

  it('holds back what a lower rate cannot carry', () => {
    const out = resample(tone(15_000, 0.2, 44_100, 0.5), 44_100, clipRate).slice(100, 4700);
    expect(peak(out)).toBeLessThan(0.01);
  });

  it('cuts silence around a word to 5 ms before and 20 ms after', () => {
    const word = tone(300, 0.3, clipRate, 0.4);
    expect(trim(padded(0.2, word, 0.5)).length / clipRate).toBeCloseTo(0.325, 2);
    expect(trim(padded(0.2, word, 0.5)).subarray(120, 120 + word.length)).toEqual(word);
    expect(trim(word)).toEqual(word);
    expect(() => trim(new Float64Array(2400))).toThrow('nothing but silence');
  });

  it('makes loud and soft words equally loud, however long they pause', () => {
    const rms = (wave: Wave): number => Math.sqrt(wave.reduce((sum, x) => sum + x * x, 0) / wave.length);
    expect(rms(level(tone(300, 0.3, clipRate, 0.9)))).toBeCloseTo(0.125, 3);
    expect(rms(level(tone(300, 0.3, clipRate, 0.01)))).toBeCloseTo(0.125, 3);
    const pausing = level(padded(0, tone(300, 0.3, clipRate, 0.1), 0.3)).subarray(0, 0.3 * clipRate);
    expect(rms(pausing)).toBeCloseTo(0.125, 3);
  });

  it('never clips a word with a sharp peak', () => {
    const sharp = tone(300, 0.3, clipRate, 0.02);
    sharp[1000] = 1;
    expect(peak(level(sharp))).toBeLessThanOrEqual(0.9);
  });

  it('fades both ends to nothing and leaves the middle', () => {
    const faded = fade(new Float64Array(2400).fill(0.5));
    expect([faded[0], faded.at(-1), faded[1200]]).toEqual([0, 0, 0.5]);
  });

  it('rings a chime of 0.6 s without clipping', () => {
    expect(chime().length / clipRate).toBeCloseTo(0.6);
    expect(peak(chime())).toBeGreaterThan(0.2);
    expect(peak(chime())).toBeLessThan(0.9);
  });

  it('writes what the server reads, and reads it back', () => {
    const wave = tone(300, 0.1, clipRate, 0.5);
    const file = writeClipWav(wave);
    expect(parseWav(file).length).toBe(wave.length * 2);
    const back = readEspeakWav(file);
    expect(back.rate).toBe(clipRate);
    for (const [i, x] of wave.entries()) expect(back.wave[i]).toBeCloseTo(x, 3);
    expect(() => readEspeakWav(Buffer.alloc(60))).toThrow('espeak-ng wrote no mono 16-bit WAV');
  });
});
