import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DeviceModels } from '../domain/hall-model-faults.ts';
import { readHallFile } from './read-hall-file.ts';
import type { HallFileResult } from './read-hall-file.ts';

const textOrNull = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/** Reads a hall file from disk, and the file beside it that it extends. A file that can't be read is a fault too. */
export const loadHallFile = (path: string, models: DeviceModels | null = null): HallFileResult => {
  const text = textOrNull(path);
  return text === null
    ? { ok: false, faults: [{ line: 1, column: 1, path: '', code: 'file-missing', text: { 'zh-CN': `无法读取大厅文件 ${path}`, en: `The hall file ${path} can't be read` } }] }
    : readHallFile(text, (name) => textOrNull(join(dirname(path), name)), models);
};
