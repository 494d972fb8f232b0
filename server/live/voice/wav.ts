/** All clips and announcements: 24 kHz, mono, 16 bit, little-endian. */
export const sampleRate = 24_000;
const bytesPerMs = (sampleRate * 2) / 1000;
const headerBytes = 44;
const pcm = 1;
const extensible = 0xfffe;

/** Sound as bare samples (16-bit little-endian), without a header. */
export type Samples = Buffer;

function checkFormat(fmt: Buffer): void {
  if (fmt.length < 16) throw new Error('not a usable WAV file: its format chunk is cut off');
  const tag = fmt.readUInt16LE(0);
  // An extensible header carries the real format in the first two bytes of its sub-format (Microsoft, WAVEFORMATEXTENSIBLE).
  const format = tag === extensible && fmt.length >= 26 ? fmt.readUInt16LE(24) : tag;
  const [channels, rate, bits] = [fmt.readUInt16LE(2), fmt.readUInt32LE(4), fmt.readUInt16LE(14)];
  if (format === pcm && channels === 1 && rate === sampleRate && bits === 16) return;
  const found = `${rate} Hz, ${channels} channel${channels === 1 ? '' : 's'}, ${bits} bit${format === pcm ? '' : `, format ${format} (not PCM)`}`;
  throw new Error(`wrong WAV format: ${found}; needed: ${sampleRate} Hz, 1 channel, 16 bit PCM`);
}

/** Reads a clip. Throws an Error that names the fault when it is no WAV, cut off, empty or of another format. */
export function parseWav(file: Buffer): Samples {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('not a WAV file: it does not begin with RIFF … WAVE');
  }
  let formatSeen = false;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ') {
      checkFormat(body);
      formatSeen = true;
    }
    if (name === 'data') {
      if (!formatSeen) throw new Error('not a usable WAV file: no format chunk before its data');
      if (body.length < size) throw new Error(`WAV file is cut off: ${body.length} of ${size} data bytes`);
      if (size < 2) throw new Error('WAV file has no sound in it');
      return body.subarray(0, size - (size % 2));
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('not a usable WAV file: no data chunk');
}

export function silence(ms: number): Samples {
  return Buffer.alloc(Math.round((ms * sampleRate) / 1000) * 2);
}

export function durationMs(samples: Samples): number {
  return Math.round(samples.length / bytesPerMs);
}

const sizeOf = (parts: readonly Samples[]): number => parts.reduce((sum, part) => sum + part.length, 0);
/** How long these sounds take one after the other, in whole milliseconds, and how large their file would be. */
export const joinedMs = (parts: readonly Samples[]): number => Math.round(sizeOf(parts) / bytesPerMs);
export const wavBytes = (parts: readonly Samples[]): number => headerBytes + sizeOf(parts);

/** Joins sounds, in order, to one WAV file. */
export function joinWav(parts: readonly Samples[]): Buffer {
  const size = sizeOf(parts);
  const header = Buffer.alloc(headerBytes);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(headerBytes - 8 + size, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(pcm, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(size, 40);
  return Buffer.concat([header, ...parts], headerBytes + size);
}
