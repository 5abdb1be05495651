/** Reproducible inputs, the same doubles on every backend and in other languages (see bench/peers/transport/workloads.py). */

/** The generator mulberry32 (T. Ettinger, 2017, public domain): numbers in [0, 1). */
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

/** A nearly normal number: the sum of four uniform ones, centered and scaled. */
export function gauss(next: () => number): number {
  return (next() + next() + next() + next() - 2) * 1.7320508075688772;
}

/** The first `count` nearly normal numbers of a seed. */
export function gaussians(seed: number, count: number): Float64Array {
  const next = mulberry32(seed);
  return Float64Array.from({ length: count }, () => gauss(next));
}

/** The first `count` normal numbers of a seed, each from two uniform ones, after Box and Muller. */
export function normals(seed: number, count: number): Float64Array {
  const next = mulberry32(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return Float64Array.from({ length: count }, normal);
}
