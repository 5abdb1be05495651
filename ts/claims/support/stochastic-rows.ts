/** Rows of the claims about stochastic. */

import { gaussians, mulberry32 } from './random.js';

/** Rows (1, 1) and one row (0.3, -0.7), all of one class: the last one decides. */
export const oneOfMany = (count: number): number[][] =>
  Array.from({ length: count }, (_, i) => (i < count - 1 ? [1, 1] : [0.3, -0.7]));

/** Rows on both sides of a random hyperplane, moved away from it by a margin, and the square of the longest. */
export function balanced(count: number, columns: number, margin: number) {
  const direction = gaussians(32, columns);
  const norm = Math.hypot(...direction);
  const data = gaussians(31, count * columns);
  const response = new Float64Array(count);
  let square = 0;
  for (let i = 0; i < count; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    const side = Math.sign(row.reduce((sum, x, j) => sum + (x * (direction[j] as number)) / norm, 0));
    response[i] = side;
    row.forEach((x, j) => {
      row[j] = x + (margin * side * (direction[j] as number)) / norm;
    });
    square = Math.max(
      square,
      row.reduce((sum, x) => sum + x * x, 0),
    );
  }
  return { matrix: { rows: count, columns, data }, response, square };
}

/** Rows with entries changed by a rounding error each; with the seed 0 unchanged. */
export function roundedBy(seed: number, rows: ReturnType<typeof balanced>): ReturnType<typeof balanced> {
  const next = mulberry32(seed);
  const error = seed === 0 ? 0 : 2 ** -52;
  const data = rows.matrix.data.map((x) => x * (1 + error * Math.round(2 * next() - 1)));
  return { ...rows, matrix: { ...rows.matrix, data } };
}
