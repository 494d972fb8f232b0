import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../domain/hall-config.ts';
import { parseWav } from './wav.ts';
import type { Samples } from './wav.ts';

/** A clip that cannot be used, with the reason in words; the clip of an earlier folder stays in use. */
export interface ClipFault { readonly file: string; readonly reason: string }
export interface ClipPacks {
  readonly chime: Samples | null;
  clip(language: Language, token: string): Samples | null;
  readonly faults: readonly ClipFault[];
  /** Changes when any clip changes. */
  readonly fingerprint: string;
}

const languages: readonly Language[] = ['zh-CN', 'en'];

function fingerprintOf(clips: ReadonlyMap<string, Samples>): string {
  const hash = createHash('sha256');
  for (const name of [...clips.keys()].sort()) hash.update(`${name}\n`).update(clips.get(name) ?? '');
  return hash.digest('hex');
}

/**
 * Reads every clip of some voice folders (`chime.wav`, `zh-CN/*.wav`, `en/*.wav`) into memory; later folders replace
 * single clips of earlier ones. A folder that does not exist counts as empty. Clips are found by name in what was read,
 * so that no token can ever reach a file elsewhere.
 */
export function readClipPacks(folders: readonly string[]): ClipPacks {
  const clips = new Map<string, Samples>();
  const faults: ClipFault[] = [];
  const read = (folder: string, inside: string): void => {
    const at = join(folder, inside);
    if (!existsSync(at)) return;
    for (const name of readdirSync(at).filter((entry) => entry.endsWith('.wav')).sort()) {
      try {
        clips.set(`${inside}/${name.slice(0, -4)}`, parseWav(readFileSync(join(at, name))));
      } catch (error) {
        faults.push({ file: join(at, name), reason: error instanceof Error ? error.message : String(error) });
      }
    }
  };
  for (const folder of folders) for (const inside of ['', ...languages]) read(folder, inside);
  return {
    fingerprint: fingerprintOf(clips),
    chime: clips.get('/chime') ?? null,
    clip: (language, token) => clips.get(`${language}/${token}`) ?? null,
    faults,
  };
}
