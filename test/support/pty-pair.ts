import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Two pseudo-terminals joined like a null-modem cable: what is written to one is read from the other. */
export interface PtyPair {
  readonly a: string;
  readonly b: string;
  /** Both ends vanish, like an adapter pulled out. */
  close(): Promise<void>;
}

/** Opens two terminals in raw mode, prints their names and carries bytes; it reads from one only while the other takes them. */
const carrier = `
import os, pty, select, sys, tty
ends = []
for _ in range(2):
    master, slave = pty.openpty()
    tty.setraw(slave)
    os.set_blocking(master, False)
    ends.append((master, slave))
for master, slave in ends:
    print(os.ttyname(slave), flush=True)
masters = [ends[0][0], ends[1][0]]
waiting = {masters[0]: b'', masters[1]: b''}
other = {masters[0]: masters[1], masters[1]: masters[0]}
parent = os.getppid()
while os.getppid() == parent:
    readers = [m for m in masters if not waiting[other[m]]]
    writers = [m for m in masters if waiting[m]]
    ready, free, _ = select.select(readers, writers, [], 0.5)
    for m in ready:
        waiting[other[m]] = os.read(m, 1024)
    for m in free:
        try:
            waiting[m] = waiting[m][os.write(m, waiting[m]):]
        except BlockingIOError:
            pass
`;

/** By socat where it is installed, else by python3, which building better-sqlite3 needs anyway; throws when neither is there. */
export async function openPtyPair(): Promise<PtyPair> {
  return (await bySocat()) ?? (await byPython());
}

async function bySocat(): Promise<PtyPair | null> {
  const folder = await mkdtemp(join(tmpdir(), 'pty-'));
  const [a, b] = [join(folder, 'a'), join(folder, 'b')];
  const child = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${a}`, `pty,raw,echo=0,link=${b}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  const lines = await firstLines(child, child.stderr, 3, /PTY is|starting data transfer/);
  if (lines !== null) return { a, b, close: () => end(child).then(() => rm(folder, { recursive: true, force: true })) };
  await rm(folder, { recursive: true, force: true });
  return null;
}

async function byPython(): Promise<PtyPair> {
  const child = spawn('python3', ['-u', '-c', carrier], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = await firstLines(child, child.stdout, 2, /^\/dev\//);
  const [a, b] = lines ?? [];
  if (a === undefined || b === undefined) throw new Error('a pair of pseudo-terminals needs socat or python3 with its pty module');
  return { a, b, close: () => end(child) };
}

/** The first lines that match, or null when the program is missing or ends early. */
function firstLines(child: ChildProcess, stream: NodeJS.ReadableStream, count: number, match: RegExp): Promise<string[] | null> {
  return new Promise((resolve) => {
    const lines: string[] = [];
    child.once('error', () => resolve(null));
    child.once('exit', () => resolve(null));
    createInterface({ input: stream }).on('line', (line) => {
      if (match.test(line)) lines.push(line);
      if (lines.length === count) resolve(lines);
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
