import { describe, expect, it } from 'vitest';
import { boardProfileOf } from '../../drivers/board/board-profiles.ts';
import { deviceModels } from '../../drivers/device-models.ts';
import { keypadProfileOf } from '../../drivers/keypad/keypad-profiles.ts';
import { readHallFile } from '../../server/config/read-hall-file.ts';
import type { HallFileFault } from '../../server/config/read-hall-file.ts';
import { instant } from '../../server/domain/brands.ts';
import { agentView } from '../../server/live/agent-view.ts';
import { openSim } from '../support/sim-hall.ts';
import { brokenHall, goodHall } from './good-hall.ts';

const pad = "{ id: my-pad, header: 'AA', length: { total: 5 }, address: 1, key: 2, checksum: { kind: sum8, from: 0 }, trailer: '55', keys: { '01': next } }";
const own = (boards: string, keypads = pad): string => `models:
  boards:
    - ${boards}
  keypads:
    - ${keypads}`;
const shipped = `models:
  boards: [{ id: own-board, family: four-byte, digits: 6 }]`;
const board = '{ id: my-board, family: onbon-k, width: 96, height: 16, card: 254, commandBytes: 512, fonts: [{ dots: 16 }] }';
const read = (text: string): ReturnType<typeof readHallFile> => readHallFile(text, () => null, deviceModels);
const faultsOf = (text: string): readonly HallFileFault[] => {
  const result = read(text);
  return result.ok ? [] : result.faults;
};

describe('models of devices in a hall file', () => {
  it('are those that ship', () => {
    expect(faultsOf(goodHall)).toEqual([]);
    const { text, line } = brokenHall("profile: generic-80, connection: 'sim:'", "profile: generic-88, connection: 'sim:'");
    expect(faultsOf(text)).toMatchObject([{ line, path: 'devices[1].profile', code: 'unknown-reference', text: { en: 'There is no printer model “generic-88”; did you mean “generic-58”?' } }]);
    expect(readHallFile(text).ok, 'who knows no drivers cannot say').toBe(true);
  });

  it('may be its own, and reach the agent as its drivers read them', () => {
    const text = brokenHall(shipped, own(board)).text.replace("profile: onbon-6k-64x16, connection: 'serial:/dev/ttyS1?baud=57600', counter", "profile: my-board, connection: 'serial:/dev/ttyS2?baud=57600', counter");
    const result = read(text);
    expect(faultsOf(text)).toEqual([]);
    if (!result.ok) return;
    const view = agentView(openSim(result.config).hall, 'agent-1' as never, instant(0));
    const mine = view.boards.find(({ id }) => id === 'board-1');
    expect(boardProfileOf(mine ?? { profile: '' })).toMatchObject({ width: 96, units: 'pixel', replyMs: 250 });
    expect(view.boards.find(({ id }) => id === 'board-2')).not.toHaveProperty('model');
    expect(keypadProfileOf({ profile: 'my-pad', model: result.config.models?.keypads?.[0] })?.keys.get(1)).toBe('next');
    expect(keypadProfileOf({ profile: 'my-pad' })).toBeNull();
  });

  it('that cannot work are refused, each fault with its line', () => {
    const broken = brokenHall(shipped, own(board.replace('dots: 16', 'dots: 24'), pad.replace("'01': next", "'01': nxt")));
    const faults = faultsOf(broken.text);
    expect(faults.map(({ path }) => path)).toEqual(['models.boards[0].fonts[0].dots', 'models.keypads[0].keys.01']);
    expect(faults.map(({ line }) => line)).toEqual([broken.line + 2, broken.line + 4]);
    expect(faults[0]?.text.en).toBe('Model “my-board”: letters of 24 dots on a board of 16');
    for (const { text } of faults) expect(text['zh-CN']).toMatch(/[一-鿿]/);
  });

  it('may not take the name of a shipped one, or of each other', () => {
    const { text } = brokenHall(shipped, own(`${board.replace('my-board', 'four-byte')}\n    - ${board}\n    - ${board}`));
    expect(faultsOf(text).map(({ code, path }) => `${code} ${path}`)).toEqual(['model-shipped models.boards[0].id', 'duplicate-id models.boards[2].id']);
  });

  it('need a connection that fits them', () => {
    const fault = deviceModels.connectionFault;
    expect([fault('reader', 'hook:8091', 'hook'), fault('keypad', 'input:/dev/input/by-id/x-event-kbd', 'usb-numbers'), fault('board', 'serial:/dev/ttyS0?baud=auto', 'onbon-6k-64x16'), fault('printer', 'sim:', 'generic-80')]).toEqual([null, null, null, null]);
    for (const [kind, connection, profile, says] of [
      ['reader', 'hook:80', 'hook', 'belong together'], ['reader', 'hook:8091', 'scanner', 'belong together'], ['reader', 'sim:', 'hook', 'belong together'], ['keypad', 'input:/dev/input/x', 'four-byte', 'usb-numbers'], ['keypad', 'sim:', 'usb-rating', 'usb-numbers'],
      ['printer', 'serial:/dev/ttyS0?baud=auto', 'generic-80', 'boards of Onbon'], ['board', 'serial:/dev/ttyS0?colour=red', 'four-byte', 'colour'],
    ] as const) expect(fault(kind, connection, profile)).toContain(says);
  });
});
