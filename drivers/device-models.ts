import { boardProfileFaults, boardProfiles } from './board/board-profiles.ts';
import { inputPath } from './keypad/evtest-keypad.ts';
import { keypadProfiles } from './keypad/keypad-profiles.ts';
import { readKeypadProfile } from './keypad/read-profile.ts';
import { usbKeys } from './keypad/usb-keys.ts';
import { printerProfiles } from './printer/profiles.ts';
import { hookPort } from './reader/hook-reader.ts';
import { readerProfiles } from './reader/reader-profiles.ts';
import { parseConnection } from './transport/connection.ts';

/** A fault of a model: `field` is its path within the model, step by step. */
export interface ModelFault { readonly field: readonly (string | number)[]; readonly zh: string; readonly en: string }

/** Names of the shipped models of each family, and what is wrong with one that a hall file brings. */
export const deviceModels = {
  shipped: {
    printer: new Set(printerProfiles.keys()),
    board: new Set(boardProfiles.keys()),
    keypad: new Set([...keypadProfiles.keys(), ...usbKeys.keys()]),
    reader: new Set<string>(readerProfiles),
  },
  /** Why a connection leads nowhere, in English; null when it is well made. Ports of keys and hooks are read by their own drivers. */
  connectionFault: (kind: 'printer' | 'board' | 'keypad' | 'reader', connection: string, profile: string): string | null => {
    if (connection.startsWith('hook:') || profile === 'hook') return hookPort(connection) !== null && profile === 'hook' ? null : 'the profile hook and a connection such as hook:8091 belong together';
    if (connection.startsWith('input:') || usbKeys.has(profile)) return inputPath(connection) !== null && usbKeys.has(profile) ? null : `a connection such as input:/dev/input/by-id/…-event-kbd and a profile of ${[...usbKeys.keys()].join(', ')} belong together`;
    const parsed = parseConnection(connection);
    if (!parsed.ok) return parsed.reason;
    return parsed.connection.kind === 'serial' && parsed.connection.detect === true && kind !== 'board' ? 'baud=auto is for boards of Onbon' : null;
  },
  faultsOf: (family: 'board' | 'keypad', model: unknown): readonly ModelFault[] => (family === 'board' ? boardFaults(model) : keypadFaults(model)),
};

/** `fonts/0/dots`: numbers are places in a list. */
function boardFaults(model: unknown): readonly ModelFault[] {
  const steps = (field: string): ModelFault['field'] => field.split('/').filter((step) => step !== '').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return boardProfileFaults(structuredClone(model)).map(({ field, zh, en }) => ({ field: steps(field), zh, en }));
}

/** `keys.01`: all steps are names. */
function keypadFaults(model: unknown): readonly ModelFault[] {
  const read = readKeypadProfile(model);
  return read.ok ? [] : read.faults.map(({ field, zh, en }) => ({ field: field.split('.').filter((step) => step !== ''), zh, en }));
}
