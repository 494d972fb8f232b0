/** Dark or light ink, whichever has more contrast on `#RRGGBB` (WCAG 2 relative luminance; equal at about 0.179). Unknown notations get light ink. */
export const inkOn = (colour: string): string => {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (hex === null) return '#FFFFFF';
  const [red = 0, green = 0, blue = 0] = hex.slice(1).map((part) => {
    const share = parseInt(part, 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#0B1E2D' : '#FFFFFF';
};
