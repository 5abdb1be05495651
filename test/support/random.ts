/** Reproducible inputs, the same doubles on every backend and in other languages (see bench/peers/transport/workloads.py). */

/** The generator mulberry32 (T. Ettinger, 2017, public domain): numbers from 0 up to 1. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The first `count` numbers of a seed. */
export function uniform(seed: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, mulberry32(seed));
}

/** Positive masses that sum to 1. */
export function masses(seed: number, count: number): Float64Array {
  const values = uniform(seed, count).map((value) => value + 0.05);
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

/** Normal numbers of a seed: the cosine half of Box and Muller's pairs. */
export function normals(seed: number, count: number): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from({ length: count }, () => {
    const [u, v] = [random(), random()];
    return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
  });
}
