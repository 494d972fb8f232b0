import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { diskSpoolFile } from '../../../drivers/agent/spool-file.ts';
import { Spool } from '../../../drivers/agent/spool.ts';
import { jobWith, paperWith } from '../papers.ts';

const now = Date.parse('2026-08-23T09:31:05+08:00');
const clean: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function directory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'spool-'));
  clean.push(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function openSpool(folder: string, at = now): Promise<Spool> {
  const spool = new Spool(diskSpoolFile(folder), () => at);
  await spool.open();
  return spool;
}

describe('the spool on disk', () => {
  it('remembers what it took, began and finished', async () => {
    const folder = await directory();
    const first = await openSpool(join(folder, 'deep'));
    await Promise.all(['A1', 'A2', 'A3', 'A4'].map((id) => first.accept(jobWith(id, now))));
    await first.begin('A2');
    await first.begin('A3');
    await first.finish({ job: 'A3', state: 'printed' });
    await first.finish({ job: 'A4', state: 'not-printed', fault: 'paper-out' });
    await first.acknowledged('A3');
    await first.close();
    const second = await openSpool(join(folder, 'deep'));
    expect(second.waiting().map((job) => job.id)).toEqual(['A1']);
    expect(second.unacknowledged()).toEqual([{ job: 'A2', state: 'unknown' }, { job: 'A4', state: 'not-printed', fault: 'paper-out' }]);
    expect(second.reportOf('A3')).toEqual({ job: 'A3', state: 'printed' });
    await second.close();
  });

  it('passes over a last line cut short, and writes on behind the good ones', async () => {
    const folder = await directory();
    const first = await openSpool(folder);
    await first.accept(jobWith('A1', now));
    await first.close();
    await appendFile(join(folder, 'print-spool.jsonl'), '12345678 {"t":"begun","id":"A1"');
    const second = await openSpool(folder);
    expect(second.waiting().map((job) => job.id)).toEqual(['A1']);
    await second.accept(jobWith('A2', now));
    await second.close();
    const third = await openSpool(folder);
    expect(third.waiting().map((job) => job.id)).toEqual(['A1', 'A2']);
    await third.close();
  });

  it('forgets finished jobs a day after their expiry and leaves no other file behind', async () => {
    const folder = await directory();
    const first = await openSpool(folder);
    await first.accept(jobWith('A1', now));
    await first.accept(jobWith('A2', now));
    for (const id of ['A1', 'A2']) await first.finish({ job: id, state: 'printed' });
    await first.acknowledged('A1');
    await first.close();
    const later = await openSpool(folder, now + 25 * 3_600_000);
    expect(later.reportOf('A1')).toBeNull();
    expect(later.unacknowledged()).toEqual([{ job: 'A2', state: 'printed' }]);
    await later.close();
    expect(await readdir(folder)).toEqual(['print-spool.jsonl']);
  });

  it('stays small through a long run', async () => {
    const folder = await directory();
    const spool = await openSpool(folder, now + 30 * 3_600_000);
    const lines = [Array.from({ length: 40 }, () => '请带身份证原件和复印件各一份').join('')];
    for (let n = 0; n < 4_500; n += 500) {
      await Promise.all(Array.from({ length: 500 }, async (_, at) => {
        const job = jobWith(`A${n + at}`, now);
        await spool.accept({ ...job, paper: paperWith({ lines }) });
        await spool.finish({ job: job.id, state: 'printed' });
        await spool.acknowledged(job.id);
      }));
    }
    expect((await stat(join(folder, 'print-spool.jsonl'))).size).toBeLessThan(6_000_000);
    expect(spool.reportOf('A0')).toBeNull();
    await spool.close();
  });

  it('keeps every accepted job and every "begun" through kill -9', async () => {
    const folder = await directory();
    const script = fileURLToPath(new URL('./spool-child.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    let said = '';
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (said.split('\n').length > 40) break;
    }
    child.kill('SIGKILL');
    await exited;
    const told = said.split('\n').slice(0, -1).map((line) => line.split(' '));
    const spool = await openSpool(folder);
    const waiting = new Set(spool.waiting().map((job) => job.id));
    for (const [what, id = ''] of told) {
      if (what === 'begun') expect(spool.reportOf(id)).toEqual({ job: id, state: 'unknown' });
      else expect(waiting.has(id) || spool.reportOf(id) !== null, `${id} was accepted`).toBe(true);
    }
    expect(told.length).toBeGreaterThan(30);
    expect(await readFile(join(folder, 'print-spool.jsonl'), 'utf8')).toMatch(/\n$/);
    await spool.close();
  });
});
