/** Answer of GET /api/simulators. `papers`: the tickets a printer cut, oldest first. */
export interface SimulatedPrinterState {
  readonly id: string;
  readonly name: string;
  readonly faults: readonly string[];
  readonly papers: readonly { readonly n: number; readonly path: string }[];
}
/** `acts`: its keys, or the cards that can be laid on it; `shows`: its display, the card on it, the last code. */
export interface SimulatedDeviceState {
  readonly id: string;
  readonly name: string;
  readonly kind: 'board' | 'keypad' | 'card-reader' | 'scanner';
  readonly faults: readonly string[];
  readonly knownFaults: readonly string[];
  readonly shows: string;
  readonly acts: readonly string[];
}
export interface SimulatorsAnswer { readonly knownFaults: readonly string[]; readonly printers: readonly SimulatedPrinterState[]; readonly devices: readonly SimulatedDeviceState[] }

export const toggled = (faults: readonly string[], fault: string): readonly string[] =>
  faults.includes(fault) ? faults.filter((one) => one !== fault) : [...faults, fault];

/** Addresses of the last `most` tickets, newest first. A printer forgets its oldest ticket and the places move up, so `look` (the number of the visit) makes the browser ask again. */
export const paperAddresses = (printer: SimulatedPrinterState, most: number, look: number): readonly string[] =>
  [...printer.papers].reverse().slice(0, most).map((paper) => `${paper.path}?look=${look}`);
