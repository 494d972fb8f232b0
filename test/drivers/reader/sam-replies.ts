/** A reply as a module would send it, made here a second time so that the driver's own making is not its judge. */
export function replyFrame(code: number, data: Uint8Array = new Uint8Array()): Uint8Array {
  const length = data.length + 4;
  const body = [length >> 8, length & 0xff, 0, 0, code, ...data];
  let check = 0;
  for (const byte of body) check ^= byte;
  return Uint8Array.from([0xaa, 0xaa, 0xaa, 0x96, 0x69, ...body, check]);
}
