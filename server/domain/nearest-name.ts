/** Letters to add, drop, change or swap with their neighbour to get from one name to the other; counted row by row. */
const distance = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    rows.push(line);
    for (let column = 1; column <= b.length; column += 1) {
      const steps = [at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1)];
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) steps.push(at(row - 2, column - 2) + 1);
      line.push(Math.min(...steps));
    }
  }
  return at(a.length, b.length);
};

/** The known name somebody probably meant: at most a third of its letters differ. */
export const nearestName = (meant: string, known: Iterable<string>): string | undefined => {
  let best: { name: string; steps: number } | undefined;
  for (const name of known) {
    const steps = distance(meant.toLowerCase(), name.toLowerCase());
    if (steps <= Math.max(1, Math.floor(name.length / 3)) && (best === undefined || steps < best.steps)) best = { name, steps };
  }
  return best?.name;
};
