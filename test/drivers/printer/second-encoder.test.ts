import { Image, Printer } from '@node-escpos/core';
import { describe, expect, it } from 'vitest';
import { Raster } from '../../../drivers/printer/raster.ts';
import { ticketBytes } from '../../../drivers/printer/ticket-bytes.ts';
import { paperWith, profileOf } from '../papers.ts';

/** An encoder that nobody here wrote, writing into memory. */
function foreign(): { printer: Printer<[]>; bytes: () => Promise<Buffer> } {
  const written: Buffer[] = [];
  const adapter = { write: (data: Buffer, done?: (error: Error | null) => void) => {
    written.push(Buffer.from(data));
    done?.(null);
  } };
  const printer = new Printer<[]>(adapter as unknown as ConstructorParameters<typeof Printer<[]>>[0], { encoding: 'GB18030' });
  return { printer, bytes: async () => {
    await printer.flush();
    return Buffer.concat(written);
  } };
}
const chineseOn = Buffer.of(0x1c, 0x26);

describe('@node-escpos/core, asked for the same ticket', () => {
  it('writes the very same bytes', async () => {
    const ticket = ticketBytes(paperWith({ lines: ['业务：不动产登记', '姓名 *镕䶮', 'Counter 3, €'], qr: null, small: ['过号请重新取号'] }), profileOf('generic-80'));
    const { printer, bytes } = foreign();
    printer.hardware('init').print(chineseOn).align('ct').text('市民服务中心').size(4, 4).text('A012').size(1, 1);
    printer.align('lt').text('业务：不动产登记').text('姓名 *镕䶮').text('Counter 3, €').text('过号请重新取号');
    // It feeds line by line where the ticket says how many at once; the cut is its own again.
    printer.print(Buffer.of(0x1b, 0x64, 4)).cut(true, 0).hardware('init').print(chineseOn);
    expect(ticket.ok && Buffer.from(ticket.bytes).toString('hex')).toBe((await bytes()).toString('hex'));
  });

  it.each([['one dot to one', false, 'NORMAL'], ['doubled', true, 'DWDH']] as const)('writes a picture as the same GS v 0, %s', async (_name, doubled, mode) => {
    const [width, height] = [21, 5];
    const raster = new Raster(width, height);
    const data = new Uint8Array(width * height * 4).fill(255);
    for (let at = 0; at < width * height; at += 1) {
      if ((at * 7) % 5 > 1) continue;
      raster.fill(at % width, Math.floor(at / width), 1, 1);
      data.fill(0, at * 4, at * 4 + 3);
    }
    const { printer, bytes } = foreign();
    printer.raster(new Image({ data, shape: [width, height, 4] } as unknown as ConstructorParameters<typeof Image>[0]), mode);
    expect(Buffer.from(raster.bytes(doubled)).toString('hex')).toBe((await bytes()).toString('hex'));
  });
});
