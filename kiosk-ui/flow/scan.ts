/**
 * A keyboard-wedge scanner types like a very fast person and ends with Enter. A kiosk has no keyboard for fingers, so the
 * pause that ends a scan only has to be shorter than the second between two scans, and longer than a busy kiosk's hiccup.
 */
export interface ScanBuffer { readonly text: string; readonly at: number }
export const noScan: ScanBuffer = { text: '', at: 0 };

const gap = 500;
const most = 300;

/** The token of an appointment in what was scanned; only as an address, since a bare token is taken for a ticket's. */
export const appointmentIn = (text: string): string | null => /\/a\/([A-Za-z0-9_-]{8,200})(?:[/?#]|$)/.exec(text.trim())?.[1] ?? null;

/** The token of a ticket in what was scanned: the address on the ticket, or the bare token. */
export const tokenIn = (text: string): string | null => {
  const address = /\/t\/([A-Za-z0-9_-]{8,200})(?:[/?#]|$)/.exec(text.trim());
  if (address?.[1] !== undefined) return address[1];
  return /^[A-Za-z0-9_-]{16,200}$/.test(text.trim()) ? text.trim() : null;
};

/** The number of a booking elsewhere, such as a platform's; what else is printed on things is none. */
export const numberIn = (text: string): string | null => (/^[A-Za-z0-9._-]{4,64}$/.test(text.trim()) ? text.trim() : null);

/** Takes one key at `at` (ms). `scanned` is what a scanner typed, null until its Enter. */
export const typeKey = (buffer: ScanBuffer, key: string, at: number): { readonly buffer: ScanBuffer; readonly scanned: string | null } => {
  const running = at - buffer.at <= gap ? buffer.text : '';
  if (key === 'Enter') return { buffer: noScan, scanned: running.length >= 8 ? running : null };
  // Shift and other named keys come between the letters of an address and are no text.
  if (key.length !== 1) return { buffer: { text: running, at }, scanned: null };
  return { buffer: { text: (running + key).slice(-most), at }, scanned: null };
};
