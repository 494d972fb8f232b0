import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chime, clipRate, fade, level, resample, trim } from './clip-shaping.ts';
import type { Wave } from './clip-shaping.ts';
import { readEspeakWav, writeClipWav } from './clip-wav.ts';

/** `tokens.json` of a language: how to speak, and what every clip says, to people (`say`) and to espeak-ng (`espeak`). */
interface TokenList {
  readonly voice: string;
  /** Words a minute; pitch and range 0 to 99, 50 being espeak-ng's own. */
  readonly speed: number;
  readonly pitch: number;
  readonly range: number;
  readonly clips: readonly { readonly token: string; readonly say: string; readonly espeak: string; readonly voice?: string }[];
}

const here = fileURLToPath(new URL('.', import.meta.url));

function speak(text: string, voice: string, list: TokenList, folder: string): Wave {
  const file = join(folder, 'word.wav');
  // Range has no option of its own; ctrl-A commands inside the text set it (espeak-ng documentation, "Embedded commands").
  execFileSync('espeak-ng', ['-v', voice, '-s', String(list.speed), '-w', file, '--', `\u0001${list.range}R \u0001${list.pitch}P ${text}`]);
  const { wave, rate } = readEspeakWav(readFileSync(file));
  return fade(level(trim(resample(wave, rate, clipRate))));
}

/** Fails early and in words where the program is missing, before any clip is overwritten. */
function needEspeak(): void {
  try {
    execFileSync('espeak-ng', ['--version'], { stdio: 'ignore' });
  } catch {
    throw new Error('espeak-ng does not run here; install it first (Debian and Ubuntu: apt install espeak-ng)');
  }
}

function makePack(language: string): void {
  const list = JSON.parse(readFileSync(join(here, language, 'tokens.json'), 'utf8')) as TokenList;
  const folder = mkdtempSync(join(tmpdir(), 'paihao-voice-'));
  try {
    for (const { token, espeak, voice } of list.clips) {
      writeFileSync(join(here, language, `${token}.wav`), writeClipWav(speak(espeak, voice ?? list.voice, list, folder)));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  writeFileSync(join(here, 'chime.wav'), writeClipWav(chime()));
  console.log(`${language}: ${list.clips.length} clips and the chime`);
}

const language = process.argv[2];
if (language !== 'zh-CN' && language !== 'en') {
  console.error('usage: npm run voice -- zh-CN | en   (needs the program espeak-ng)');
  process.exit(1);
}
try {
  needEspeak();
  makePack(language);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
