/** `strip`: a bar along the edge of the screen; `bar`: stands beside the business program; `wide`: has the screen to itself. */
export type DeskLayout = 'strip' | 'bar' | 'wide';

/** Width and height of the window in CSS pixels. Chromium 78 has no container queries, so the size decides here. */
export const deskLayout = (width: number, height: number): DeskLayout => {
  if (height < 300) return 'strip';
  return width >= 860 ? 'wide' : 'bar';
};
