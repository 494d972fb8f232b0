import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an agent that stands apart keeps between two starts. Its token acts for the hall's devices, so only its own user reads it. */
export interface AgentHome { readonly server: string; readonly token: string; readonly device: string }

const fileOf = (folder: string): string => join(folder, 'agent.json');

/** Null before the first pairing, and for a file that is none. */
export const readHome = (folder: string): AgentHome | null => {
  try {
    const { server, token, device } = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Partial<Record<keyof AgentHome, unknown>>;
    return typeof server === 'string' && typeof token === 'string' && typeof device === 'string' ? { server, token, device } : null;
  } catch {
    return null;
  }
};

/** A power cut leaves the old file or the new one. */
export const writeHome = (folder: string, home: AgentHome): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = `${fileOf(folder)}.new`;
  writeFileSync(fresh, `${JSON.stringify(home)}\n`, { mode: 0o600, flush: true });
  renameSync(fresh, fileOf(folder));
};
