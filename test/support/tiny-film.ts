import type { Browser } from 'playwright-core';

/** A film of about `seconds`, white on green, recorded by the browser itself: WebM with VP8, as a hall's own would be. */
export const tinyFilm = async (browser: Browser, seconds: number): Promise<Buffer> => {
  const page = await browser.newPage();
  const bytes = await page.evaluate(async (frames) => {
    const canvas = document.createElement('canvas');
    canvas.width = 160;
    canvas.height = 90;
    const pen = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm;codecs=vp8' });
    const parts: Blob[] = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    const done = new Promise((resolve) => { recorder.onstop = resolve; });
    recorder.start();
    for (let frame = 0; frame < frames; frame += 1) {
      if (pen === null) throw new Error('no canvas');
      pen.fillStyle = '#0A5546';
      pen.fillRect(0, 0, 160, 90);
      pen.fillStyle = '#FFFFFF';
      pen.fillRect((frame * 5) % 140, 30, 20, 30);
      // What is recorded is what time passes over.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    recorder.stop();
    await done;
    return Array.from(new Uint8Array(await new Blob(parts).arrayBuffer()));
  }, Math.round(seconds * 10));
  await page.close();
  return Buffer.from(bytes);
};
