/** Regression problems that every program can make: all draws of one stream of mulberry32, in a fixed order. */

import type { Matrix, SparseMatrix } from 'superlinear';
import { mulberry32 } from './random.js';

/** Nearly normal numbers, each the sum of four uniform ones. */
function normal(next: () => number): () => number {
  return () => (next() + next() + next() + next() - 2) * 1.7320508075688772;
}

/**
 * `n` samples of `p` features, each correlated with its neighbours by `rho`, and a response of `k` of them with noise that is
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
  const gauss = normal(next);
  const data = new Float64Array(n * p);
  const rest = Math.sqrt(1 - rho * rho);
  for (let j = 0; j < p; j++) {
    for (let i = 0; i < n; i++) {
      const e = gauss();
      data[j * n + i] = j === 0 ? e : rho * (data[(j - 1) * n + i] as number) + rest * e;
    }
  }
  const z = new Float64Array(n);
  const signs = Array.from({ length: k }, () => (next() < 0.5 ? -1 : 1));
  signs.forEach((sign, q) => {
    const column = q * Math.floor(p / k);
    for (let i = 0; i < n; i++) z[i] = (z[i] as number) + sign * (data[column * n + i] as number);
  });
  const noise = Float64Array.from({ length: n }, gauss);
  const scale = euclidean(z) / (snr * euclidean(noise));
  return {
    matrix: { rows: n, columns: p, data },
    response: z.map((value, i) => value + (noise[i] as number) * scale),
  };
}

function euclidean(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}

/**
 * `n` documents of `m` words of a vocabulary of `p`, as rows of word weights of norm 1; and labels that `k` words decide, or
 * fewer where some are drawn twice, a twentieth of them wrong.
 */
export function text(
  n: number,
  p: number,
  m: number,
  k: number,
  seed: number,
): { matrix: SparseMatrix; response: Float64Array } {
  const next = mulberry32(seed);
  const counts = Array.from({ length: n }, () => new Map<number, number>());
  for (let q = 0; q < n * m; q++) {
    const u = next();
    const column = Math.floor(p * (u * u * u));
    const row = counts[Math.floor(q / m)] as Map<number, number>;
    row.set(column, (row.get(column) ?? 0) + 1);
  }
  const documents = new Float64Array(p);
  for (const row of counts) for (const column of row.keys()) documents[column] = (documents[column] ?? 0) + 1;
  const [indptr, indices, data] = [[0], [] as number[], [] as number[]];
  for (const row of counts) {
    const columns = [...row.keys()].sort((a, b) => a - b);
    const weights = columns.map(
      (column) => (row.get(column) as number) * (Math.log(n / (documents[column] as number)) + 1),
    );
    const norm = euclidean(Float64Array.from(weights));
    indices.push(...columns);
    data.push(...weights.map((weight) => weight / norm));
    indptr.push(indices.length);
  }
  const words = new Set<number>();
  for (let draw = 0; draw < k; draw++) words.add(Math.floor(next() * Math.min(2000, p)));
  const signs = new Map([...words].sort((a, b) => a - b).map((word) => [word, next() < 0.5 ? -1 : 1]));
  const z = counts.map((_, i) => {
    let sum = 0;
    for (let q = indptr[i] as number; q < (indptr[i + 1] as number); q++)
      sum += (signs.get(indices[q] as number) ?? 0) * (data[q] as number);
    return sum;
  });
  const sorted = z.toSorted((a, b) => a - b);
  const median = 0.5 * ((sorted[(n - 1) >> 1] as number) + (sorted[n >> 1] as number));
  const response = Float64Array.from(z, (value) => {
    const label = value > median ? 1 : -1;
    return next() < 0.05 ? -label : label;
  });
  const matrix = {
    rows: n,
    columns: p,
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(indices),
    data: Float64Array.from(data),
  };
  return { matrix, response };
}
