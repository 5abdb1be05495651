// Problems for timing the device: two clouds in space, uniform in [0, 1]³ and in [0.3, 1.1]³.
// bench/peers/cuda/solvers.py generates the same ones, bit for bit.

/** `count` uniform numbers from a seed: mulberry32, as in test/support/random.ts. */
function uniform(seed, count) {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  });
}

/** Two clouds of `n` points each, drawn alternately from one sequence. */
export function clouds(n) {
  const numbers = uniform(1, 6 * n);
  const every = (first, of) => Float64Array.from({ length: 3 * n }, (_, k) => of(numbers[2 * k + first]));
  const matrix = (data) => ({ rows: n, columns: 3, data });
  return {
    sourcePoints: matrix(every(0, (u) => u)),
    targetPoints: matrix(every(1, (u) => 0.3 + 0.8 * u)),
  };
}

/** The same with the matrix of squared distances. */
export function denseClouds(n) {
  const { sourcePoints, targetPoints } = clouds(n);
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let d = 0; d < 3; d++) sum += (sourcePoints.data[3 * i + d] - targetPoints.data[3 * j + d]) ** 2;
      data[i * n + j] = sum;
    }
  }
  return { cost: { rows: n, columns: n, data } };
}
