/** Tables for tests. */

import { normals, uniform } from '../../support/random.js';

/** Rows of normal numbers, and classes that depend on their first half. */
export function table(
  seed: number,
  count: number,
  columns: number,
): { matrix: number[][]; response: string[] } {
  const [entries, noise] = [normals(seed, count * columns), uniform(seed + 1, count)];
  const matrix = Array.from({ length: count }, (_, i) =>
    Array.from(entries.slice(i * columns, (i + 1) * columns)),
  );
  const response = matrix.map((row, i) => {
    const z = row.slice(0, columns / 2).reduce((sum, x) => sum + x, 0);
    return (noise[i] as number) < 1 / (1 + Math.exp(-2 * z)) ? 'yes' : 'no';
  });
  return { matrix, response };
}
