/** Regression problems reproducible in any language: all draws from one stream of mulberry32, in a fixed order. */

import type { SparseMatrix } from 'superlinear';
import { euclidean } from '../../ts/claims/support/correlated.js';
import { mulberry32 } from './random.js';

export { corr } from '../../ts/claims/support/correlated.js';

/**
 * `n` documents of `m` words from a vocabulary of `p`, as rows of word weights with norm 1; labels are determined by
 * `k` words (fewer if some are drawn twice), with a twentieth of them wrong.
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
