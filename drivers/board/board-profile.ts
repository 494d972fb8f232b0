/** What differs between boards. Hall files name a profile by its id. */
export type BoardProfile = OnbonProfile | ModbusProfile | ArmflyTextProfile | FourByteProfile;

/** One size of letters that the card holds. */
export interface OnbonFont {
  readonly dots: 16 | 24 | 32;
  /** Number of its font files (O000 and E000 are 0); null: the card's own choice, which saves 12 bytes in each frame. */
  readonly file: number | null;
}

/** Onbon BX-5K and BX-6K font cards. */
export interface OnbonProfile {
  readonly id: string;
  readonly family: 'onbon-k';
  readonly width: number;
  readonly height: number;
  /** Device type in each frame; 254 fits any card. */
  readonly card: number;
  /** What widths are counted in. The vendor's document says pixels, its own program sends units of eight to BX-6K. */
  readonly units: 'pixel' | 'eight-pixels';
  /** Largest first. */
  readonly fonts: readonly OnbonFont[];
  /** The most bytes one command may hold: 512 for the fifth generation, 1,024 for the sixth. */
  readonly commandBytes: number;
  /** What becomes of text that is too long in the smallest font: it is broken into more pages, or runs through. */
  readonly overflow: 'pages' | 'scroll';
  /** How long a page stands, in steps of half a second. */
  readonly stayHalfSeconds: number;
  /** Least time between two pictures: dynamic areas are refreshed once a second at most (vendor's document, 2.1). */
  readonly changeMs: number;
  readonly replyMs: number;
}

interface Digits {
  readonly id: string;
  readonly digits: number;
  readonly justify: 'left' | 'right';
}

/** Boards of digits over Modbus RTU. Register maps differ from maker to maker, so they stand here. */
export interface ModbusProfile extends Digits {
  readonly family: 'modbus-rtu';
  /** `integer`: one register by function 6. `text`: `registers` of them by function 16, two letters each. */
  readonly encoding: 'integer' | 'text';
  readonly register: number;
  readonly registers: number;
  /** What fills the registers beyond the text. */
  readonly fill: 'zero' | 'space';
  readonly replyMs: number;
}

/** `$001,A012#`, which such boards understand when switched to their text protocol. They give no answer to it that is known. */
export interface ArmflyTextProfile extends Digits {
  readonly family: 'modbus-ascii';
}

/** `ID high low sum`: a number up to 65,535 and no answer. */
export interface FourByteProfile extends Digits {
  readonly family: 'four-byte';
}
