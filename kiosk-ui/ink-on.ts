const channel = (hex: string): number => {
  const value = Number.parseInt(hex, 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

/** Black or white, whichever is easier to read on the colour `#RRGGBB` (contrast as in WCAG 2.2); a zone's colour is the hall's choice. */
export const inkOn = (colour: string): '#FFFFFF' | '#14212B' => {
  const found = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  const [, red = '00', green = '00', blue = '00'] = found ?? [];
  const light = 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  // 0.19 is the luminance at which both inks reach the same contrast.
  return light > 0.19 ? '#14212B' : '#FFFFFF';
};
