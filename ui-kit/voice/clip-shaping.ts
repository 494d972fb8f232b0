/** Sound as numbers from -1 to 1. */
export type Wave = Float64Array;

/** Rate of every clip in hertz. */
export const clipRate = 24_000;
const frame = clipRate / 200;
const speechRms = 0.125;
const highestPeak = 0.9;

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Changes the rate by windowed sinc interpolation (32 neighbours, Hann), cutting off what the lower rate cannot hold. */
export function resample(wave: Wave, fromRate: number, toRate: number): Wave {
  const reach = 16;
  const cut = Math.min(1, toRate / fromRate);
  const out = new Float64Array(Math.floor((wave.length * toRate) / fromRate));
  for (let i = 0; i < out.length; i++) {
    const at = (i * fromRate) / toRate;
    const centre = Math.floor(at);
    let sum = 0;
    for (let k = centre - reach + 1; k <= centre + reach; k++) {
      const x = at - k;
      sum += (wave[k] ?? 0) * cut * sinc(cut * x) * (0.5 + 0.5 * Math.cos((Math.PI * x) / reach));
    }
    out[i] = sum;
  }
  return out;
}

/** Loudness (root mean square) of each 5 ms. */
function loudness(wave: Wave): number[] {
  return Array.from({ length: Math.ceil(wave.length / frame) }, (_, i) => {
    const part = wave.subarray(i * frame, (i + 1) * frame);
    return Math.sqrt(part.reduce((sum, x) => sum + x * x, 0) / part.length);
  });
}

/**
 * Cuts the silence around a word, keeping 5 ms before and 20 ms after, where soft consonants fade out. Throws when
 * there is no sound at all.
 */
export function trim(wave: Wave): Wave {
  const levels = loudness(wave);
  const floor = Math.max(...levels) / 150;
  const first = levels.findIndex((level) => level > floor);
  const last = levels.findLastIndex((level) => level > floor);
  if (first < 0) throw new Error('nothing but silence');
  return wave.slice(Math.max(0, first - 1) * frame, Math.min(levels.length, last + 5) * frame);
}

/** Rounds off both ends, so that joined clips do not click: 2 ms in, 10 ms out. */
export function fade(wave: Wave): Wave {
  const [rise, fall] = [clipRate / 500, clipRate / 100];
  return wave.map((x, i) => x * Math.min(1, i / rise, (wave.length - 1 - i) / fall));
}

/** Brings speech to the same loudness, measured where it is loud (within 20 dB of its loudest), without clipping. */
export function level(wave: Wave): Wave {
  const levels = loudness(wave);
  const loud = levels.filter((x) => x > Math.max(...levels) / 10);
  const rms = Math.sqrt(loud.reduce((sum, x) => sum + x * x, 0) / loud.length);
  const peak = wave.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const gain = Math.min(speechRms / rms, highestPeak / peak);
  return wave.map((x) => x * gain);
}

/** A falling two-tone chime of 0.6 s (E5, C5), soft at both ends. */
export function chime(): Wave {
  const strike = (t: number, hertz: number, seconds: number): number => {
    if (t < 0 || t > seconds) return 0;
    const envelope = Math.min(1, t / 0.008) * Math.exp(-5 * t) * Math.min(1, (seconds - t) / 0.05);
    return envelope * (Math.sin(2 * Math.PI * hertz * t) + 0.25 * Math.sin(4 * Math.PI * hertz * t));
  };
  return new Float64Array(clipRate * 0.6).map((_, i) => {
    const t = i / clipRate;
    return 0.4 * (strike(t, 659.26, 0.42) + strike(t - 0.22, 523.25, 0.38));
  });
}
