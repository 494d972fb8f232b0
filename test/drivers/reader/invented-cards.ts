/** The data of a read reply for an invented person, laid out here a second time so that the simulator is not the driver's judge. */
export function cardData(letter: string, person: { readonly number: string; readonly birth: string }): Uint8Array {
  const block = Buffer.alloc(256, ' \0', 'latin1');
  block.write('张三', 0, 'utf16le');
  block.write(person.number, 122, 'utf16le');
  block.write(person.birth, letter === 'I' ? 220 : 36, 'utf16le');
  block.write(letter, 248, 'utf16le');
  return Uint8Array.from([1, 0, 4, 0, ...block, ...new Uint8Array(1_024)]);
}
