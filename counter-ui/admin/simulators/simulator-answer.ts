/** One printer of GET /api/simulators. `papers`: the newest first or last as the server keeps them; `at` is an instant, ISO 8601 or epoch ms. */
export interface SimulatedPrinterState {
  readonly id: string;
  readonly name: string;
  readonly faults: readonly string[];
  readonly papers: readonly { readonly at: string | number }[];
}

/** Faults that a simulated printer can be given, in the order in which halls meet them. */
export const simulatedFaults = ['paper-out', 'paper-low', 'cover-open', 'cutter', 'offline'] as const;
export type SimulatedFault = (typeof simulatedFaults)[number];

export const toggled = (faults: readonly string[], fault: string): readonly string[] =>
  faults.includes(fault) ? faults.filter((one) => one !== fault) : [...faults, fault];

/** Addresses of the last `most` tickets, newest first. The instant stands in the address, so that a browser never shows an older ticket of the same place. */
export const paperAddresses = (printer: SimulatedPrinterState, most: number): readonly string[] =>
  printer.papers
    .map((paper, at) => ({ at, instant: typeof paper.at === 'number' ? paper.at : Date.parse(paper.at) }))
    .sort((one, other) => other.instant - one.instant || other.at - one.at)
    .slice(0, most)
    .map((paper) => `/api/simulators/${encodeURIComponent(printer.id)}/papers/${paper.at}.svg?at=${paper.instant}`);
