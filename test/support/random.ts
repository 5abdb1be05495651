/** Reproducible inputs, the same doubles on every backend and in other languages (see bench/peers/transport/workloads.py). */

import { uniform } from '../../ts/claims/support/random.js';

export { gauss, gaussians, mulberry32, normals, uniform } from '../../ts/claims/support/random.js';

/** Positive masses with sum 1. */
export function masses(seed: number, count: number): Float64Array {
  const values = uniform(seed, count).map((value) => value + 0.05);
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}
