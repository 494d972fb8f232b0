import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClient } from '../contract/client.ts';
import { pinFault } from '../server/config/ask-pin.ts';
import { loadHallFile } from '../server/config/load-hall-file.ts';
import { newHallFile } from '../server/config/new-hall-file.ts';
import { readHallFile } from '../server/config/read-hall-file.ts';
import { startChild } from './support/child.ts';
import type { Ended } from './support/child.ts';
import { realHouse } from './support/running-house.ts';

vi.setConfig({ testTimeout: 60_000 });
const folder = mkdtempSync(join(tmpdir(), 'paihao-new-hall-'));
const file = join(folder, 'river.yaml');
const good = ['--id', 'river', '--name-zh', '河畔“大厅”', '--name-en', 'Hall: by the "river" #1', '--time-zone', 'Asia/Shanghai', '--admin', '7001'];
const newHall = (args: readonly string[], pin = '739152'): Promise<Ended> => startChild('server/new-hall.ts', args, {}, `${pin}\n`).ended;
const made: { ended?: Ended } = {};

beforeAll(async () => {
  made.ended = await newHall([...good, '--out', file, '--pin-stdin']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('writes a valid hall, says what to do next in both languages, and keeps the PIN out of sight', () => {
  expect(made.ended).toMatchObject({ code: 0, err: '' });
  expect(made.ended?.out).toContain('HALL_CONFIG=');
  expect(made.ended?.out).toMatch(/工号 7001[\s\S]*sign in as 7001/);
  const read = loadHallFile(file);
  expect(read).toMatchObject({ ok: true, config: { id: 'river', name: { 'zh-CN': '河畔“大厅”', en: 'Hall: by the "river" #1' }, timeZone: 'Asia/Shanghai' } });
  const text = readFileSync(file, 'utf8');
  expect(text).not.toMatch(/739152|demoPin/);
  expect(text).toMatch(/pinHash: 'scrypt\$/);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
});

test('the administrator signs in with the PIN over HTTP, and nobody else does', async () => {
  const house = await realHouse(file);
  try {
    const client = createClient({ base: house.address, language: () => 'en', newKey: () => 'not-needed' });
    expect(await client.post('/api/sessions', { staffNumber: '7001', pin: '739152' })).toMatchObject({ ok: true, body: { roles: ['administrator', 'manager'], halls: ['river'] } });
    expect(await client.post('/api/sessions', { staffNumber: '7001', pin: '246810' })).toMatchObject({ ok: false, problem: { code: 'wrong-pin' } });
    expect(await client.post('/api/devices/pair', { code: 'demo-kiosk' })).toMatchObject({ ok: false, problem: { code: 'wrong-code' } });
  } finally {
    await house.close();
  }
});

test('a hall in another time zone is valid too, and begins without holidays', () => {
  const small = readFileSync(new URL('../halls/small.yaml', import.meta.url), 'utf8');
  const text = newHallFile({ id: 'elsewhere', zh: '别处', en: 'Elsewhere', timeZone: 'Europe/Berlin', adminNumber: '5001', pinHash: 'scrypt$2$8$1$AA$AA' }, small, 2027);
  expect(readHallFile(text)).toMatchObject({ ok: true, config: { timeZone: 'Europe/Berlin', calendar: { loadedUntil: '2027-12-31', days: [] } } });
});

test('never overwrites a file', async () => {
  const own = join(folder, 'own.yaml');
  writeFileSync(own, 'mine');
  const ended = await newHall([...good, '--out', own, '--pin-stdin']);
  expect(ended.code).toBe(1);
  expect(ended.err).toContain('is not overwritten');
  expect(readFileSync(own, 'utf8')).toBe('mine');
});

test('names every bad argument at once', async () => {
  const { code, err } = await newHall(['--id', 'No Good', '--time-zone', 'Mars/Base', '--admin', '12', '--out', join(folder, 'none', 'x.txt'), '--pin-stdin']);
  expect(code).toBe(1);
  for (const fault of ['--id', '--name-zh', '--name-en', '--time-zone', '--admin', 'must end in .yaml', 'there is no folder']) expect(err).toContain(fault);
});

test.each([['12345', '6 to 12 digits'], ['abcdef', '6 to 12 digits'], ['1234567890123', '6 to 12 digits'], ['', '6 to 12 digits'], ['111111', 'too easy'], ['123456', 'too easy'], ['987654', 'too easy'], ['246810', 'too easy']])('the PIN "%s" can\'t be used', (pin, words) => {
  expect(pinFault(pin)).toContain(words);
});
test('a PIN that nobody guesses at once can be used', () => expect(pinFault('739152')).toBeNull());

test('an unknown argument, a poor PIN, and no terminal to ask on are said', async () => {
  const [unknown, poor, blind] = await Promise.all([newHall(['--colour', 'red']), newHall(['--hash-pin', '--pin-stdin'], '111111'), newHall(['--hash-pin'])]);
  expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('--colour') });
  expect(poor).toMatchObject({ code: 1, out: '', err: expect.stringContaining('too easy') });
  expect(blind).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--pin-stdin') });
});
