import { PNG } from 'pngjs';
import { Raster } from './raster.ts';

/** A logo is small; what is bigger is a mistake and would take a printer a minute. */
const mostBytes = 262_144;
const mostSide = 2_000;
/** Of 255: darker than this is black. */
const blackBelow = 128;

/** A PNG (base64) as dots, made smaller where it is wider than `dots`; null for what is no PNG, or too large. Clear and white stay white. */
export function drawPicture(png: string, dots: number): Raster | null {
  const bytes = Buffer.from(png, 'base64');
  // Width and height stand at a fixed place (PNG specification, 11.2.1): nothing is unpacked before they are known to be sensible.
  const [wide, high] = bytes.length < 24 ? [0, 0] : [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (bytes.length > mostBytes || wide < 1 || high < 1 || wide > mostSide || high > mostSide) return null;
  try {
    return shrunk(PNG.sync.read(bytes), Math.min(1, dots / wide));
  } catch {
    return null;
  }
}

/** Each dot is black when most of what it covers is. */
function shrunk({ width, height, data }: PNG, scale: number): Raster {
  const raster = new Raster(Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale)));
  for (let y = 0; y < raster.height; y += 1) {
    for (let x = 0; x < raster.width; x += 1) {
      const area = { left: Math.floor(x / scale), top: Math.floor(y / scale), right: Math.min(width, Math.ceil((x + 1) / scale)), bottom: Math.min(height, Math.ceil((y + 1) / scale)) };
      if (greyOf(data, width, area) < blackBelow) raster.fill(x, y, 1, 1);
    }
  }
  return raster;
}

interface Area { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
/** The mean brightness over white paper, by the weights of ITU-R BT.601. */
function greyOf(data: Uint8Array, width: number, { left, top, right, bottom }: Area): number {
  let sum = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = (y * width + x) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
      sum += 255 - ((255 - (0.299 * red + 0.587 * green + 0.114 * blue)) * alpha) / 255;
    }
  }
  return sum / Math.max(1, (right - left) * (bottom - top));
}
