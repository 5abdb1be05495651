/** Friedman's first test function of uniform features (Annals of Statistics 19, 1991), with five relevant ones. */

import { gauss, mulberry32 } from './random.js';

/** Samples with standardized features: features in row-major order from the seed, followed by the noise. */
export function friedman(rows: number, columns: number, seed: number) {
  const next = mulberry32(seed);
  const data = Float64Array.from({ length: rows * columns }, next);
  const at = (i: number, j: number) => (j < columns ? (data[i * columns + j] as number) : 0.5);
  const response = Float64Array.from({ length: rows }, (_, i) => {
    const curved = 10 * Math.sin(Math.PI * at(i, 0) * at(i, 1)) + 20 * (at(i, 2) - 0.5) ** 2;
    return curved + 10 * at(i, 3) + 5 * at(i, 4) + gauss(next);
  });
  // Uniform numbers from 0 to 1 have mean 1/2 and variance 1/12.
  return {
    matrix: { rows, columns, data: data.map((value) => (value - 0.5) * Math.sqrt(12)) },
    response,
  };
}
