/**
 * Boards as shipped, checked when the program starts (board-profile-shapes.ts). Onbon: vendor's protocol document 1.4 (device types, bytes per command).
 * Registers: armfly's bsp_rs485_led.c for LED-485-043, sman-dk/LED-485_setuptool for LED-485-046. Nothing was tried on a device.
 */
export const shippedBoards = `
- { id: onbon-5k-64x16, family: onbon-k, width: 64, height: 16, card: 0xfe, commandBytes: 512, fonts: [{ dots: 16 }] }
- { id: onbon-6k-64x16, family: onbon-k, width: 64, height: 16, card: 0xfe, commandBytes: 1024, fonts: [{ dots: 16 }] }
- { id: onbon-6k-64x16-scroll, family: onbon-k, width: 64, height: 16, card: 0xfe, commandBytes: 1024, overflow: scroll, fonts: [{ dots: 16 }] }
- { id: onbon-5k-128x32, family: onbon-k, width: 128, height: 32, card: 0xfe, commandBytes: 512, fonts: [{ dots: 32, file: 2 }, { dots: 16, file: 0 }] }
- { id: onbon-6k-128x32, family: onbon-k, width: 128, height: 32, card: 0xfe, commandBytes: 1024, fonts: [{ dots: 32, file: 2 }, { dots: 16, file: 0 }] }
# Two lines of the card's own letters, for cards whose 32-dot font was left out.
- { id: onbon-5k-128x32-two-lines, family: onbon-k, width: 128, height: 32, card: 0xfe, commandBytes: 512, fonts: [{ dots: 16 }] }
- { id: onbon-6k-128x32-two-lines, family: onbon-k, width: 128, height: 32, card: 0xfe, commandBytes: 1024, fonts: [{ dots: 16 }] }
# As the vendor's own program sends it to BX-6K; to be tried where the picture is too narrow or dark.
- { id: onbon-6k-64x16-eights, family: onbon-k, width: 64, height: 16, card: 0xfe, commandBytes: 1024, units: eight-pixels, fonts: [{ dots: 16 }] }
- { id: onbon-6k-128x32-eights, family: onbon-k, width: 128, height: 32, card: 0xfe, commandBytes: 1024, units: eight-pixels, fonts: [{ dots: 32, file: 2 }, { dots: 16, file: 0 }] }
- { id: armfly-043, family: modbus-rtu, digits: 6, encoding: text, register: 0x70, registers: 6, fill: zero }
- { id: armfly-043-number, family: modbus-rtu, digits: 4, encoding: integer, register: 0x88 }
- { id: armfly-046, family: modbus-rtu, digits: 6, encoding: text, register: 0x70, registers: 3, fill: space, justify: right }
- { id: armfly-046-number, family: modbus-rtu, digits: 4, encoding: integer, register: 0 }
- { id: armfly-ascii, family: modbus-ascii, digits: 4 }
- { id: four-byte, family: four-byte, digits: 4 }
`;
