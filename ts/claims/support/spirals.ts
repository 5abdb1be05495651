/** Two interleaved spirals. */

import { gauss, mulberry32 } from './random.js';

/**
 * Points of two spirals alternately, with noise. The angle increases by `winding` per unit of the radius, from 0.2 to
 * 2.
 */
export function spirals(count: number, noise: number, seed: number, winding = 5) {
  const next = mulberry32(seed);
  const data = new Float64Array(2 * count);
  const labels = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const label = i % 2;
    const radius = 0.2 + 1.8 * next();
    const angle = winding * radius + Math.PI * label;
    data[2 * i] = radius * Math.cos(angle) + noise * gauss(next);
    data[2 * i + 1] = radius * Math.sin(angle) + noise * gauss(next);
    labels[i] = label;
  }
  return { matrix: { rows: count, columns: 2, data }, labels };
}
