import { readFileSync } from 'node:fs';

/** A film of 0.9 s, white on green: WebM with VP8, recorded from a canvas by Chromium's MediaRecorder, so without a length in its head. */
export const tinyFilm: Buffer = readFileSync(new URL('./film.webm', import.meta.url));
