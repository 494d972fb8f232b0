import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';

export interface MediaFolder {
  readonly path: string;
  /** Puts a file there, by its path below the folder; a later time makes it another file to those who look. */
  readonly put: (file: string, content: string | Buffer, at?: Date) => void;
}

/** Folders for the pictures and films of a test's halls; gone after the test. */
export const mediaFolders = (): (() => MediaFolder) => {
  const made: string[] = [];
  afterEach(() => { for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true }); });
  return () => {
    const path = mkdtempSync(join(tmpdir(), 'paihao-media-'));
    made.push(path);
    return {
      path,
      put: (file, content, at) => {
        mkdirSync(dirname(join(path, file)), { recursive: true });
        writeFileSync(join(path, file), content);
        if (at !== undefined) utimesSync(join(path, file), at, at);
      },
    };
  };
};

export const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="#084A8C"/></svg>';
