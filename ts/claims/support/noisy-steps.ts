/** Signals with jumps, clean and with noise. */

import { gauss, mulberry32 } from './random.js';

/** Signals with six jumps each, levels of twice a normal number, and noise of standard deviation 1/2. */
export function steps(seed: number, count = 10, length = 256) {
  const next = mulberry32(seed);
  const clean = new Float64Array(count * length);
  const noisy = new Float64Array(count * length);
  for (let k = 0; k < count; k++) {
    const jumps = Array.from({ length: 6 }, () => Math.floor(length * next())).sort((a, b) => a - b);
    const levels = Array.from({ length: 7 }, () => 2 * gauss(next));
    for (let i = 0; i < length; i++) {
      const level = levels[jumps.filter((jump) => jump <= i).length] as number;
      clean[k * length + i] = level;
      noisy[k * length + i] = level + gauss(next) / 2;
    }
  }
  const rowsOf = (data: Float64Array) => ({ rows: count, columns: length, data });
  return { noisy: rowsOf(noisy), clean: rowsOf(clean) };
}
