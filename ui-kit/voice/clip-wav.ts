import { clipRate } from './clip-shaping.ts';
import type { Wave } from './clip-shaping.ts';

/** Reads what espeak-ng writes with -w: mono 16-bit PCM, its sound in the last chunk. */
export function readEspeakWav(file: Buffer): { wave: Wave; rate: number } {
  const data = file.indexOf('data', 12, 'latin1');
  if (data < 0 || file.readUInt16LE(22) !== 1 || file.readUInt16LE(34) !== 16) throw new Error('espeak-ng wrote no mono 16-bit WAV');
  const sound = file.subarray(data + 8, data + 8 + file.readUInt32LE(data + 4));
  const wave = Float64Array.from({ length: sound.length >> 1 }, (_, i) => sound.readInt16LE(i * 2) / 32_768);
  return { wave, rate: file.readUInt32LE(24) };
}

/** Writes a clip: 24 kHz, mono, 16-bit PCM. */
export function writeClipWav(wave: Wave): Buffer {
  const file = Buffer.alloc(44 + wave.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(clipRate, 24);
  file.writeUInt32LE(clipRate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(wave.length * 2, 40);
  wave.forEach((x, i) => file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, x)) * 32_767), 44 + i * 2));
  return file;
}
