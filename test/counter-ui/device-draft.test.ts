import { expect, test } from 'vitest';
import { connectionTo, draftOf, emptyDraft, entryOf } from '../../counter-ui/admin/manager/device-draft.ts';

const board = { id: 'board-1', kind: 'board', name: { 'zh-CN': '条屏', en: 'Board' }, agent: 'agent-1', profile: 'four-byte', connection: 'sim:', address: 7, counter: '1' } as const;

test('a device goes through the form and comes out as it stands in the hall file', () => {
  expect(entryOf(draftOf(board), board)).toEqual(board);
  const printer = { id: 'p', kind: 'printer', name: { 'zh-CN': '机', en: 'P' }, agent: 'agent-1', profile: 'generic-80', connection: 'sim:', rollMetres: 50, later: 'kept' } as const;
  expect(entryOf(draftOf(printer), printer)).toEqual(printer);
  expect(entryOf({ ...draftOf(printer), rollMetres: ' ' }, printer)).not.toHaveProperty('rollMetres');
});

test('a board moves from its counter to a zone, and nothing of the counter stays', () => {
  expect(entryOf({ ...draftOf(board), place: 'zone:a', address: '' }, board)).toEqual({ ...board, address: undefined, counter: undefined, zone: 'a' });
});

test('what is typed as a number stays what it is, so that the check can name it', () => {
  expect(entryOf({ ...draftOf(board), address: 'x' }, board)).toMatchObject({ address: Number.NaN });
  expect(entryOf({ ...emptyDraft('reader', 'agent-1', connectionTo('serial', '/dev/serial/by-id/x')), id: ' r ', place: 'kiosk:kiosk-1' }, null)).toMatchObject({ id: 'r', kiosk: 'kiosk-1', connection: 'serial:/dev/serial/by-id/x?baud=9600' });
});
