import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the spool keeps its lines. Each promise resolves only when the bytes survive a power cut. */
export interface SpoolFile {
  /** Everything kept so far; a last line cut short by a crash is included as it is. */
  read(): Promise<string>;
  append(text: string): Promise<void>;
  /** Puts `text` in the place of everything, all or nothing. */
  replace(text: string): Promise<void>;
  close(): Promise<void>;
}

/** A spool in `directory/print-spool.jsonl`; the directory is made if missing. One agent per directory. */
export function diskSpoolFile(directory: string): SpoolFile {
  const path = join(directory, 'print-spool.jsonl');
  const kept: { handle: FileHandle | null; length: number } = { handle: null, length: 0 };
  const put = async (text: string): Promise<void> => {
    kept.handle ??= await open(path, 'r+');
    const bytes = Buffer.from(text, 'utf8');
    // Written at the last good end: what a failed write left behind (disk full) is overwritten, not kept in the middle.
    await kept.handle.truncate(kept.length);
    await kept.handle.write(bytes, 0, bytes.length, kept.length);
    await kept.handle.datasync();
    kept.length += bytes.length;
  };
  const close = async (): Promise<void> => {
    await kept.handle?.close();
    kept.handle = null;
  };
  return {
    read: async () => {
      await mkdir(directory, { recursive: true });
      return readFile(path, 'utf8').catch((error: unknown) => {
        if (isMissing(error)) return '';
        throw error;
      });
    },
    append: put,
    replace: async (text) => {
      await close();
      await writeDurably(`${path}.new`, text);
      await rename(`${path}.new`, path);
      await syncDirectory(directory);
      kept.length = Buffer.byteLength(text, 'utf8');
    },
    close,
  };
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The rename itself must be on disk too. Windows cannot open a directory and does not need it. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
