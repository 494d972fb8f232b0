import { encode } from 'uqr';

export interface QrPath { readonly size: number; readonly path: string }

/** One SVG path of unit squares, four modules of quiet zone around it (ISO/IEC 18004): a phone finds nothing without them. */
export const qrPath = (text: string): QrPath => {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return { size, path };
};
