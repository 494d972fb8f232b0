import { encode } from 'uqr';
import type { PrinterProfile } from '../printer/profiles.ts';
import type { Align, Ticket, TicketLine } from './ticket-roll.ts';

// All lengths are printer dots (8 to the millimetre), so that the picture has the proportions of the paper.
const cell = 12;
const glyph = 24;
const lineSpacing = 32;
const sideMargin = 32;
const endMargin = 24;
const fonts = "'Noto Sans Mono CJK SC','Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',monospace";

interface Drawn { readonly svg: string; readonly height: number }

/** A ticket as an SVG picture, `dots + margins` wide; give it a CSS width. The edge is zigzag where it was cut or torn off. */
export function ticketSvg(ticket: Ticket, profile: PrinterProfile): string {
  const width = profile.dots + 2 * sideMargin;
  let y = endMargin;
  const parts: string[] = [];
  for (const line of ticket.lines) {
    const drawn = drawLine(line, y, profile.dots);
    parts.push(drawn.svg);
    y += drawn.height;
  }
  const height = y + endMargin;
  const label = escapeXml(textOf(ticket));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">`,
    `<path d="${paperOutline(width, height)}" fill="#fdfcf7" stroke="#d8d4c8"/>`,
    `<g fill="#1c1a19" font-family="${fonts}" font-size="${glyph}">${parts.join('')}</g></svg>`,
  ].join('');
}

/** The words on a ticket, one line each, for people who cannot see the picture and for tests. */
export function textOf(ticket: Ticket): string {
  return ticket.lines.flatMap((line) => (line.kind === 'text' ? [line.text] : line.kind === 'qr' ? [line.data] : [])).join('\n');
}

function drawLine(line: TicketLine, y: number, dots: number): Drawn {
  switch (line.kind) {
    case 'feed': return { svg: '', height: line.lines * lineSpacing };
    case 'text': return drawText(line, y, dots);
    case 'qr': return drawQr(line, y, dots);
    case 'raster': return drawRaster(line, y, dots);
  }
}

function drawText(line: Extract<TicketLine, { kind: 'text' }>, y: number, dots: number): Drawn {
  const runs = splitRuns(line.text);
  const columns = runs.reduce((sum, run) => sum + run.columns, 0);
  const left = leftOf(line.align, columns * cell * line.width, dots);
  const baseline = y + (lineSpacing - 8) * line.height;
  let column = 0;
  const texts = runs.map((run) => {
    const x = column * cell;
    column += run.columns;
    if (run.text.trim() === '') return '';
    return `<text x="${x}" textLength="${run.columns * cell}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escapeXml(run.text)}</text>`;
  });
  const svg = `<g transform="translate(${left} ${baseline}) scale(${line.width} ${line.height})">${texts.join('')}</g>`;
  return { svg, height: lineSpacing * line.height };
}

/** Stretches of half-width characters, of full-width ones and of spaces around them: a stretch is as long as on paper, whatever font the browser finds. Latin words of a line are one, or each would be squeezed by another measure. */
function splitRuns(text: string): { text: string; columns: number }[] {
  const pieces = text.match(/ +|[\x21-\x7e]+(?: +[\x21-\x7e]+)*|[^\x20-\x7e]+/g) ?? [];
  return pieces.map((piece) => ({ text: piece, columns: [...piece].length * (/^[\x20-\x7e]/.test(piece) ? 1 : 2) }));
}

function drawQr(line: Extract<TicketLine, { kind: 'qr' }>, y: number, dots: number): Drawn {
  const { data, size } = encode(line.data, { ecc: 'M', border: 0 });
  const left = leftOf(line.align, size * line.module, dots);
  const path = data.flatMap((row, j) => row.flatMap((dark, i) => (dark ? [`M${i} ${j}h1v1h-1z`] : []))).join('');
  const svg = `<path transform="translate(${left} ${y + 8}) scale(${line.module})" d="${path}" shape-rendering="crispEdges"/>`;
  return { svg, height: size * line.module + 16 };
}

function drawRaster(line: Extract<TicketLine, { kind: 'raster' }>, y: number, dots: number): Drawn {
  const left = leftOf(line.align, line.widthBytes * 8 * line.scale, dots);
  const spots: string[] = [];
  line.bits.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit += 1) {
      if ((byte & (0x80 >> bit)) !== 0) spots.push(`M${(index % line.widthBytes) * 8 + bit} ${Math.floor(index / line.widthBytes)}h1v1h-1z`);
    }
  });
  return { svg: `<path transform="translate(${left} ${y}) scale(${line.scale})" d="${spots.join('')}" shape-rendering="crispEdges"/>`, height: line.rows * line.scale };
}

function leftOf(align: Align, width: number, dots: number): number {
  const room = Math.max(0, dots - width);
  return sideMargin + (align === 'left' ? 0 : align === 'center' ? Math.floor(room / 2) : room);
}

function paperOutline(width: number, height: number): string {
  const teeth = Math.floor(width / 16);
  const step = width / teeth;
  const edge = Array.from({ length: teeth }, () => `l${-step / 2} -6l${-step / 2} 6`).join('');
  return `M0 0H${width}V${height - 1}${edge}z`;
}

export function escapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (char) => named[char] ?? char);
}
