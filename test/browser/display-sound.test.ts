import { describe, expect, it } from 'vitest';
import type { AnnounceJob } from '../../contract/device-jobs.ts';
import { callOf, hallRoutes, tenTwentyFour as now, zoneView } from './display-fixtures.ts';
import { useScene } from './display-scene.ts';

const patience = { timeout: 25_000, interval: 50 };
/** A PCM WAV of silence: 16 bit, mono, 22050 Hz. */
const silence = (seconds: number): Buffer => {
  const data = Buffer.alloc(Math.round(22_050 * seconds) * 2);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(22_050, 24);
  head.writeUInt32LE(44_100, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
};
const job = (more: Partial<AnnounceJob> = {}): AnnounceJob =>
  ({ id: 'j1', zone: 'A', audio: '/audio/words.wav', texts: ['请A零一二号，到三号窗口'], tickets: ['t1'], expiresAt: new Date(now + 60_000).toISOString(), ...more });

const scene = useScene(() => ({
  routes: { ...hallRoutes, 'GET /audio/chime.wav': silence(0.2), 'GET /audio/words.wav': silence(0.5), 'GET /audio/broken.wav': Buffer.from('no sound') },
  views: { '/display': zoneView([callOf('A012', 3, now)], { speaks: true }) },
}));
const open = async (): Promise<void> => {
  await scene.newPage({ width: 1920, height: 1080 });
};
const load = async (): Promise<void> => {
  await scene.page.goto(`${scene.stage.url}/display?zone=A&lang=zh-CN`);
  await expect.poll(() => scene.page.locator('.banner .call').count(), patience).toBe(1);
};
const fetched = (): readonly string[] => scene.stage.requests.filter((each) => each.path.startsWith('/audio/')).map((each) => each.path);

describe('the zone\'s voice', () => {
  it('plays an announcement and answers when its sound has ended', async () => {
    await open();
    await load();
    const began = performance.now();
    expect(await scene.stage.job('/display', 'announce', job())).toEqual({ ok: true });
    expect(performance.now() - began).toBeGreaterThanOrEqual(450);
    expect(fetched()).toEqual(['/audio/words.wav']);
  });
  it('plays one after the other', async () => {
    await open();
    await load();
    const began = performance.now();
    expect(await Promise.all([scene.stage.job('/display', 'announce', job()), scene.stage.job('/display', 'announce', job({ id: 'j2' }))])).toEqual([{ ok: true }, { ok: true }]);
    expect(performance.now() - began).toBeGreaterThanOrEqual(950);
  });
  it.each([['no clip', null], ['a broken clip', '/audio/broken.wav'], ['a missing clip', '/audio/missing.wav']])('with %s rings the chime and answers that the words were not spoken', async (_, audio) => {
    await open();
    await load();
    expect(await scene.stage.job('/display', 'announce', job({ audio }))).toEqual({ ok: false });
    expect(fetched()).toContain('/audio/chime.wav');
  });
  it('does not speak what has expired', async () => {
    await open();
    await load();
    expect(await scene.stage.job('/display', 'announce', job({ expiresAt: new Date(now - 1000).toISOString() }))).toEqual({ ok: false });
    expect(fetched()).toEqual([]);
  });
  it('asks for one touch where the browser forbids sound, and speaks after it', async () => {
    await open();
    // What Chromium does without a gesture, made here because this browser was started with sound allowed.
    await scene.page.addInitScript(() => {
      const state = { touched: false };
      document.addEventListener('pointerdown', () => {
        state.touched = true;
      }, true);
      window.AudioContext = class extends AudioContext {
        override get state(): AudioContextState { return state.touched ? super.state : 'suspended'; }
        override resume(): Promise<void> { return state.touched ? super.resume() : new Promise(() => undefined); }
      };
    });
    await load();
    await expect.poll(() => scene.page.locator('.ask').innerText(), patience).toContain('请点一下屏幕打开声音');
    await scene.page.screenshot({ path: 'node_modules/.cache/pictures/display-touch.png' });
    expect(await scene.stage.job('/display', 'announce', job())).toEqual({ ok: false });
    await scene.page.mouse.click(900, 500);
    await expect.poll(() => scene.page.locator('.ask').count(), patience).toBe(0);
    expect(await scene.stage.job('/display', 'announce', job())).toEqual({ ok: true });
  });
  it('does not ask where another screen speaks', async () => {
    scene.stage.show('/display', zoneView([callOf('A012', 3, now)], { speaks: false }));
    await open();
    await scene.page.addInitScript(() => {
      window.AudioContext = class extends AudioContext {
        override get state(): AudioContextState { return 'suspended'; }
      };
    });
    await load();
    expect(await scene.page.locator('.ask').count()).toBe(0);
  });
});
