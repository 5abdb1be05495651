/**
 * Regression problems reproducible in other programs: all draws come from one stream of mulberry32, in a fixed order.
 */

import type { Matrix } from '../../engine/arrays.js';
import { gauss, mulberry32 } from './random.js';

/**
 * `n` samples of `p` features, each correlated with its neighbors by `rho`, and a response to `k` of them with noise
 * `snr` times smaller. The matrix is column-major.
 */
export function corr(
  n: number,
  p: number,
  k: number,
  rho: number,
  snr: number,
  seed: number,
): { matrix: Matrix; response: Float64Array } {
  const next = mulberry32(seed);
  const normal = () => gauss(next);
  const data = new Float64Array(n * p);
  const rest = Math.sqrt(1 - rho * rho);
  for (let j = 0; j < p; j++) {
    for (let i = 0; i < n; i++) {
      const e = normal();
      data[j * n + i] = j === 0 ? e : rho * (data[(j - 1) * n + i] as number) + rest * e;
    }
  }
  const z = new Float64Array(n);
  const signs = Array.from({ length: k }, () => (next() < 0.5 ? -1 : 1));
  signs.forEach((sign, q) => {
    const column = q * Math.floor(p / k);
    for (let i = 0; i < n; i++) z[i] = (z[i] as number) + sign * (data[column * n + i] as number);
  });
  const noise = Float64Array.from({ length: n }, normal);
  const scale = euclidean(z) / (snr * euclidean(noise));
  return {
    matrix: { rows: n, columns: p, data },
    response: z.map((value, i) => value + (noise[i] as number) * scale),
  };
}

/** The Euclidean norm. */
export function euclidean(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
