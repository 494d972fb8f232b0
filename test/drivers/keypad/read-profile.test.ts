import { describe, expect, it } from 'vitest';
import { keypadProfiles, publishedProfiles } from '../../../drivers/keypad/keypad-profiles.ts';
import { readKeypadProfile } from '../../../drivers/keypad/read-profile.ts';
import { polledData } from './polled-profile.ts';

const fieldsOf = (data: unknown): string[] => {
  const read = readKeypadProfile(data);
  return read.ok ? [] : read.faults.map(({ field }) => field);
};
const changed = (change: object): unknown => ({ ...polledData, ...change });

describe('a keypad profile', () => {
  it('that is shipped is sound, and so is the one these tests change', () => {
    expect(publishedProfiles.map(fieldsOf)).toEqual(publishedProfiles.map(() => []));
    expect([...keypadProfiles.keys()]).toEqual(['ff68-21-keys', 'four-byte', 'four-byte-rating']);
    expect(fieldsOf(polledData)).toEqual([]);
  });

  it.each([
    ['no set of fields', 7, ['']], ['a list', [], ['']],
    ['a stranger', changed({ colour: 'red' }), ['colour']],
    ['an id with blanks', changed({ id: 'My Keypad' }), ['id']],
    ['a header that is no hex', changed({ header: 'FF 6 ??' }), ['header']],
    ['a header that is no text', changed({ header: 0xff }), ['header']],
    ['a length of two kinds', changed({ length: { total: 4, at: 2 } }), ['length.at']],
    ['a length of no kind', changed({ length: {} }), ['length.at', 'length.plus']],
    ['a length too great', changed({ length: { total: 65 } }), ['length.total']],
    ['a broken offset', changed({ address: 1.5 }), ['address']],
    ['a negative offset', changed({ key: -1 }), ['key']],
    ['a checksum nobody knows', changed({ checksum: { kind: 'md5' } }), ['checksum.kind']],
    ['a trailer with a wildcard', changed({ trailer: '??' }), ['trailer']],
    ['no keys', changed({ keys: {} }), ['keys']],
    ['a key nobody knows', changed({ keys: { '01': 'jump' } }), ['keys.01']],
    ['a key code that is no byte', changed({ keys: { 1: 'next' } }), ['keys.1']],
    ['a key code twice', changed({ keys: { '0a': 'next', '0A': 'recall' } }), ['keys.0A']],
    ['a poll too often', changed({ poll: { frame: 'addr check', everyMs: 1 } }), ['poll.everyMs']],
    ['a poll that is no frame', changed({ poll: { frame: 'addr please', everyMs: 100 } }), ['poll.frame']],
    ['a poll without its check', changed({ poll: { frame: 'AA addr', everyMs: 100 } }), ['poll.frame']],
    ['a poll that shows', changed({ poll: { frame: 'AA addr hi check', everyMs: 100 } }), ['poll.frame']],
    ['a display that shows nothing', changed({ display: 'AA addr check' }), ['display']],
    ['a display with half a number', changed({ display: 'AA addr hi check' }), ['display']],
    ['an address on the header', changed({ address: 0 }), ['address']],
    ['a key on the checksum', changed({ key: 4 }), ['key']],
    ['address and key in one place', changed({ key: 1 }), ['key']],
    ['a checksum from behind itself', changed({ checksum: { kind: 'xor8', from: 4 } }), ['checksum.from']],
    ['neither header nor checksum', changed({ header: '??', checksum: { kind: 'none' }, poll: undefined, display: undefined }), ['checksum']],
  ])('with %s is refused, naming the field', (_, data, fields) => {
    expect(fieldsOf(data)).toEqual(fields);
  });

  it.each(['id', 'header', 'length', 'address', 'key', 'checksum', 'trailer', 'keys'])('without %s is refused', (field) => {
    const data = Object.fromEntries(Object.entries(polledData).filter(([name]) => name !== field));
    expect(fieldsOf(data)).toContain(field);
  });

  it('names all its faults at once, in both languages', () => {
    const read = readKeypadProfile(changed({ id: '', address: 99, keys: { '01': 'jump' } }));
    expect(read.ok ? [] : read.faults).toMatchObject([
      { field: 'id', zh: '应是小写字母、数字和连字符', en: 'must be small letters, digits and hyphens' },
      { field: 'address', zh: '应是 0 到 63 的整数', en: 'must be a whole number from 0 to 63' },
      { field: 'keys.01' },
    ]);
  });
});
