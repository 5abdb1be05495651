/** Reproducible inputs, the same doubles on every backend and in other languages (see bench/peers/transport/workloads.py). */

import { mulberry32, uniform } from '../../ts/claims/support/random.js';

export { mulberry32, uniform };

/** Positive masses with sum 1. */
export function masses(seed: number, count: number): Float64Array {
  const values = uniform(seed, count).map((value) => value + 0.05);
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

/** Normal numbers from a seed: the cosine half of the Box-Muller pairs. */
export function normals(seed: number, count: number): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from({ length: count }, () => {
    const [u, v] = [random(), random()];
    return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
  });
}
