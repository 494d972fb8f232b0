import { readFileSync, writeFileSync } from 'node:fs';
import iconv from 'iconv-lite';

/** What may stand in a row that is drawn: all a printer's own font holds, so that the whole row looks alike, and every hanzi and Latin letter beyond it. */
function isWanted(code: number): boolean {
  const char = String.fromCodePoint(code);
  if (code < 0x20 || /[\p{Cc}\p{Cs}\p{Co}]/u.test(char)) return false;
  return /[\p{Script=Han}\p{Script=Latin}]/u.test(char) || iconv.encode(char, 'gb18030').length <= 2;
}

interface Run { readonly first: number; readonly half: boolean; readonly dots: string[] }

/** Neighbours of one width stand together as a run; README.md says how the file is laid out. */
function runsOf(hex: string): Run[] {
  const runs: Run[] = [];
  for (const line of hex.split('\n')) {
    const [code, dots] = line.trim().split(':');
    if (code === undefined || dots === undefined || !isWanted(parseInt(code, 16))) continue;
    const half = dots.length === 32;
    const last = runs.at(-1);
    if (last !== undefined && last.half === half && last.first + last.dots.length === parseInt(code, 16)) last.dots.push(dots);
    else runs.push({ first: parseInt(code, 16), half, dots: [dots] });
  }
  return runs;
}

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('name the file unifont_all.hex of GNU Unifont');
const runs = runsOf(readFileSync(source, 'utf8'));
const head = Buffer.alloc(2 + runs.length * 7);
head.writeUInt16BE(runs.length);
runs.forEach((run, at) => {
  head.writeUIntBE(run.first, 2 + at * 7, 3);
  head.writeUInt16BE(run.dots.length, 5 + at * 7);
  head.writeUInt16BE(run.half ? 16 : 32, 7 + at * 7);
});
writeFileSync(new URL('ticket-font.bin', import.meta.url), Buffer.concat([head, ...runs.map((run) => Buffer.from(run.dots.join(''), 'hex'))]));
