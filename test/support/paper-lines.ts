import type { Paper } from '../../contract/device-jobs.ts';

/** The lines of text on a paper, from top to bottom. */
export const paperLines = ({ blocks }: Paper): readonly string[] => blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
export const qrOf = ({ blocks }: Paper): { readonly url: string; readonly caption: string } | null => {
  const qr = blocks.find((block) => block.kind === 'qr');
  return qr?.kind === 'qr' ? { url: qr.url, caption: qr.caption } : null;
};
export const noLogo = (): null => null;
