import type { Ticket } from '../../server/domain/hall.ts';
import type { Ticket as Slip } from '../../drivers/sim/ticket-roll.ts';
import type { TroubledPrinter } from './print-storm-faults.ts';

const linesOf = (slip: Slip): readonly string[] => slip.lines.flatMap((line) => (line.kind === 'text' ? [line.text.trim()] : []));
/** A word joiner keeps rows together and is not printed. */
const has = (slip: Slip, number: string): boolean => linesOf(slip).includes(number);
/** The last row of every ticket of the demo hall tells what becomes of a missed call. Without a cutter the visitor tears it off. */
const isWhole = (slip: Slip, number: string, cutter: boolean): boolean => {
  const lines = linesOf(slip);
  return (slip.cut || !cutter) && lines.slice(lines.indexOf(number)).some((line) => /叫号|过号|called/i.test(line));
};

/** What is wrong between the server's word about a ticket and the paper that came out anywhere; null: nothing. */
export const faultOf = (ticket: Ticket, takenAt: number, settledAt: number, printers: readonly TroubledPrinter[]): string | null => {
  const { number, print } = ticket;
  const slips = printers.flatMap(({ printer: { sim } }) => [...sim.papers, sim.hanging]);
  const times = slips.reduce((sum, slip) => sum + linesOf(slip).filter((line) => line === number).length, 0);
  if (times > 1) return `${number} stands on paper ${times} times`;
  if (print === null) return `${number} was never given to a printer`;
  // Garbage may by chance look like any answer: nothing can be demanded of what was reported then, but that it was printed once at most.
  const garbled = printers.some(({ garbled: stretches }) => stretches.some(({ from, to }) => from <= settledAt && to >= takenAt));
  if (print.state === 'printed' && times === 0) return garbled ? null : `${number} is said to be printed, and is on no paper`;
  if (print.state === 'printed' && !printers.some(({ printer: { sim } }) => [...sim.papers, sim.hanging].some((slip) => has(slip, number) && isWhole(slip, number, sim.profile.cutter)))) return garbled ? null : `${number} is said to be printed, and its slip is not whole: ${slips.filter((slip) => has(slip, number)).map((slip) => `${slip.cut ? 'cut' : 'not cut'} ${linesOf(slip).join(' | ')}`).join(' || ')}`;
  if (print.state === 'not-printed' && times > 0) return `${number} is said not to be printed, and is on paper`;
  return ['printed', 'not-printed', 'unknown'].includes(print.state) ? null : `${number} never came to an end: ${print.state}`;
};
