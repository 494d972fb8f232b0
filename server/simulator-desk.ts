import { boardSvg } from '../drivers/sim/board-drawing.ts';
import { inventedCards } from '../drivers/sim/sim-card.ts';
import type { CardLetter } from '../drivers/sim/sim-card.ts';
import { simBoardFaults } from '../drivers/sim/sim-board.ts';
import { ticketSvg } from '../drivers/sim/sim-paper.ts';
import { simFaults } from '../drivers/sim/sim-printer.ts';
import { SimReader } from '../drivers/sim/sim-reader.ts';
import type { SimulatedHall } from '../drivers/sim/simulated-hall.ts';
import type { SimulatedDevice, SimulatorDesk } from './http/simulator-routes.ts';

const inputFaults = ['silent', 'garbage', 'slow'] as const;
const cards: Readonly<Record<string, CardLetter>> = { resident: ' ', permit: 'J', 'foreigner-old': 'I', foreigner: 'Y' };
interface Faulty { setFault(fault: never, on: boolean): void }

/** A device with what can be done to it from the page of simulators. */
interface Handled { readonly device: SimulatedDevice; readonly svg: (() => string) | null; readonly faulty: Faulty; readonly act: (act: string, what: string) => boolean }

const boardsOf = (sim: SimulatedHall): readonly Handled[] =>
  [...sim.boards.values()].map(({ id, name, board }) => ({
    device: { id, name, kind: 'board', faults: board.faults, knownFaults: simBoardFaults, shows: '', acts: [] },
    svg: () => boardSvg(board.face, board.profile), faulty: board, act: () => false,
  }));

const keypadsOf = (sim: SimulatedHall): readonly Handled[] =>
  [...sim.keypads.values()].map(({ id, name, keypad }) => {
    const keys = [...keypad.profile.keys.values()];
    return {
      device: { id, name, kind: 'keypad', faults: keypad.state.faults, knownFaults: inputFaults, shows: keypad.state.shows, acts: keys },
      svg: null, faulty: keypad,
      act: (_act, what) => {
        const key = keys.find((one) => one === what);
        if (key === undefined) return false;
        keypad.press(key);
        keypad.release();
        return true;
      },
    };
  });

const readersOf = (sim: SimulatedHall): readonly Handled[] =>
  [...sim.readers.values()].map(({ id, name, reader }): Handled => {
    if (!(reader instanceof SimReader)) return {
      device: { id, name, kind: 'scanner', faults: reader.state.faults, knownFaults: inputFaults, shows: reader.state.last ?? '', acts: [] }, svg: null, faulty: reader,
      act: (act, what) => {
        if (act !== 'scan' || what === '') return false;
        reader.scan(what);
        return true;
      },
    };
    const onIt = Object.keys(cards).find((key) => inventedCards[cards[key] ?? ' '].name === reader.state.name) ?? '';
    return {
      device: { id, name, kind: 'card-reader', faults: reader.state.faults, knownFaults: [...inputFaults, 'module', 'unreadable'], shows: onIt, acts: Object.keys(cards) }, svg: null, faulty: reader,
      act: (act, what) => {
        const letter = cards[what];
        if (act === 'take') reader.takeAway();
        else if (letter !== undefined) reader.lay(inventedCards[letter]);
        return act === 'take' || letter !== undefined;
      },
    };
  });

/** The simulated devices of a demo hall, as their page shows and handles them. */
export const simulatorDesk = (sim: SimulatedHall): SimulatorDesk => {
  const handled = (): readonly Handled[] => [...boardsOf(sim), ...keypadsOf(sim), ...readersOf(sim)];
  const find = (id: string): Handled | undefined => handled().find(({ device }) => device.id === id);
  return {
    knownFaults: simFaults,
    printers: () => sim.all().map(({ id, name, printer }) => ({ id, name, faults: printer.faults, papers: printer.papers.map((paper) => ({ svg: ticketSvg(paper, printer.profile) })) })),
    devices: () => handled().map(({ device }) => device),
    board: (id) => find(id)?.svg?.() ?? null,
    act: (id, act, what) => find(id)?.act(act, what) ?? false,
    faultsOf: (id) => (sim.find(id) === null ? (find(id)?.device.knownFaults ?? null) : simFaults),
    setFaults: (id, faults) => {
      const device = sim.find(id) ?? find(id)?.faulty;
      if (device === undefined) return false;
      for (const fault of sim.find(id) === null ? (find(id)?.device.knownFaults ?? []) : simFaults) (device as Faulty).setFault(fault as never, faults.includes(fault));
      return true;
    },
  };
};
