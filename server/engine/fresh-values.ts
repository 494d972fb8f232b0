import { hash, randomBytes } from 'node:crypto';
import type { SideRow } from '../store/store.ts';

/**
 * Sixteen letters and digits: nine of the time in ms, seven random ones (35 bits). Ids made one after the other stand beside each
 * other in every index, which saves a fifth of the cost of storing a ticket. Ids are no secret; tokens are.
 */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const letterOf = (n: number): string => alphabet[n & 31] ?? '0';
export const freshId = (): string => {
  let time = Date.now();
  let id = '';
  for (let i = 0; i < 9; i += 1) {
    id = letterOf(time % 32) + id;
    time = Math.floor(time / 32);
  }
  for (const byte of randomBytes(7)) id += letterOf(byte);
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
