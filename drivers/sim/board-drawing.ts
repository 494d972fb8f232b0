import type { BoardLine } from '../../contract/device-jobs.ts';
import type { BoardProfile } from '../board/board-profile.ts';
import type { BoardFace } from './board-face.ts';
import { escapeXml } from './sim-paper.ts';

// Lengths are dots of the board, so that the picture has its proportions.
const frame = 4;
const lit: Readonly<Record<BoardLine['colour'], string>> = { red: '#ff4136', green: '#3ddc5a', yellow: '#ffc52e' };
const fonts = "'Noto Sans Mono CJK SC','Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',monospace";
const digitWidth = 12;

/** A simulated board as an SVG picture; pages take turns, so the page is chosen by the caller. */
export function boardSvg(face: BoardFace, profile: BoardProfile, page = 0): string {
  const { width, height } = profile.family === 'onbon-k' ? profile : { width: profile.digits * digitWidth, height: 24 };
  const lines = face.on ? (face.pages[page % Math.max(1, face.pages.length)] ?? []) : [];
  const dots = profile.family === 'onbon-k' ? face.dots : 20;
  const top = (height - lines.length * dots) / 2;
  // Even the darkest step is seen in a hall; it must be seen on the picture too.
  const light = 0.4 + (0.6 * face.brightness) / 15;
  const texts = lines.map((line, at) => drawLine(line, top + (at + 0.84) * dots, dots, width));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-frame} ${-frame} ${width + 2 * frame} ${height + 2 * frame}" role="img" aria-label="${escapeXml(lines.map(({ text }) => text).join(' '))}">`,
    `<rect x="${-frame}" y="${-frame}" width="${width + 2 * frame}" height="${height + 2 * frame}" rx="2" fill="#2a2a2d"/><rect width="${width}" height="${height}" fill="#0b0708"/>`,
    `<g opacity="${light.toFixed(2)}" font-family="${fonts}" font-size="${dots}">${texts.join('')}</g></svg>`,
  ].join('');
}

/** As wide as on the board, whatever font the browser finds; what is wider than the board runs through it. */
function drawLine({ text, colour }: BoardLine, baseline: number, dots: number, width: number): string {
  const wide = [...text].reduce((sum, char) => sum + (/[\x20-\x7e]/.test(char) ? dots / 2 : dots), 0);
  if (text.trim() === '') return '';
  const words = `<text x="${Math.max(0, (width - wide) / 2)}" y="${baseline}" fill="${lit[colour]}" textLength="${Math.min(wide, width)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">`;
  return `${words}${escapeXml(text)}</text>`;
}
