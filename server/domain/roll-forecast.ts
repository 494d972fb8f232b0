import type { PrinterDevice } from './hall-config.ts';

/** What is known of the paper a printer used, mm. */
interface Used { readonly rollMm: number | null }
/** `papers`: how many more, at the usual length of a ticket; `share` of the roll that is left, 0 to 1. */
export interface RollForecast { readonly usedMm: number; readonly share: number | null; readonly papers: number | null }

/** A ticket as shipped on paper of 80 mm, with its QR code; only the forecast rests on it. */
const usualPaperMm = 110;

/** When the roll of a printer will end, as far as its hall file says how long rolls are; an estimate for whoever carries the next one. */
export const rollForecast = ({ rollMetres }: Pick<PrinterDevice, 'rollMetres'>, used: Used | null): RollForecast | null => {
  if (used?.rollMm == null) return null;
  if (rollMetres === undefined) return { usedMm: used.rollMm, share: null, papers: null };
  const left = Math.max(0, rollMetres * 1_000 - used.rollMm);
  return { usedMm: used.rollMm, share: left / (rollMetres * 1_000), papers: Math.floor(left / usualPaperMm) };
};
