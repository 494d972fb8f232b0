import { hash, randomBytes } from 'node:crypto';
import type { SideRow } from '../store/store.ts';

/** Sixteen letters and digits, 80 random bits: ids of tickets, jobs, suspensions. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
export const freshId = (): string => {
  const bytes = randomBytes(16);
  let id = '';
  for (const byte of bytes) id += alphabet[byte & 31] ?? '0';
  return id;
};
/** 32 random bytes as base64url: whoever holds it may see and change one ticket, or act as one person. */
export const freshToken = (): string => randomBytes(24).toString('base64url');
export const tokenHash = (token: string): string => hash('sha256', token, 'base64url');

export interface Sealed { readonly seal: string; readonly side: SideRow }
/** A value kept beside the journal, and the salted commitment that the event carries in its place. */
export const seal = (ref: string, kind: SideRow['kind'], value: string): Sealed => {
  const salt = randomBytes(9).toString('base64url');
  return { seal: hash('sha256', `${salt}|${value}`, 'base64url'), side: { ref, kind, value, salt } };
};
export const fingerprint = (body: string): string => hash('sha256', body, 'base64url');
