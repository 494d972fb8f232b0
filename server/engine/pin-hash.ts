import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** `scrypt$N$r$p$salt$hash`, base64url. N = 2^15: about 60 ms on the machines of a hall, so that guessing is slow. */
const cost = 32_768;
const blockSize = 8;
const parallel = 1;
const length = 32;

const derive = (pin: string, salt: Buffer, n: number, r: number, p: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(pin, salt, length, { N: n, r, p, maxmem: 256 * n * r }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });

export const hashPin = async (pin: string): Promise<string> => {
  const salt = randomBytes(16);
  const key = await derive(pin, salt, cost, blockSize, parallel);
  return ['scrypt', cost, blockSize, parallel, salt.toString('base64url'), key.toString('base64url')].join('$');
};

/** False for a wrong PIN and for a hash that can't be read; both take the time of one derivation. */
export const pinMatches = async (pin: string, stored: string | null): Promise<boolean> => {
  const [kind, n, r, p, salt, hash] = (stored ?? '').split('$');
  const known = kind === 'scrypt' && salt !== undefined && hash !== undefined && Number(n) <= 2 ** 20;
  const key = await derive(pin, known ? Buffer.from(salt, 'base64url') : Buffer.alloc(16), known ? Number(n) : cost, known ? Number(r) : blockSize, known ? Number(p) : parallel);
  const wanted = known ? Buffer.from(hash, 'base64url') : Buffer.alloc(length, 1);
  return known && wanted.length === key.length && timingSafeEqual(wanted, key);
};
