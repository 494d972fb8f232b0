import { encode } from 'uqr';
import { Raster } from './raster.ts';

/** White modules around a code, as ISO/IEC 18004 asks for. */
const quiet = 4;

/** A QR code with its quiet zone, for printing doubled: a line of 9600 baud needs 10 s for the whole and 2.5 s for a quarter of it. */
export function drawQr(text: string, module: number): Raster {
  const { data, size } = encode(text, { ecc: 'M', border: quiet });
  const half = module / 2;
  const raster = new Raster(size * half, size * half);
  data.forEach((row, y) => row.forEach((dark, x) => {
    if (dark) raster.fill(x * half, y * half, half, half);
  }));
  return raster;
}
