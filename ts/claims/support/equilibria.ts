/** Problems of equilibria and preferences, generated from seeds. */

import { uniform } from './random.js';

/**
 * Normal numbers from a seed, each the cosine branch of Box and Muller for two uniform numbers, the first subtracted
 * from 1.
 */
export function normalNumbers(seed: number, count: number): Float64Array {
  const numbers = uniform(seed, 2 * count);
  const at = (k: number) => numbers[k] as number;
  return Float64Array.from(
    { length: count },
    (_, k) => Math.sqrt(-2 * Math.log(1 - at(2 * k))) * Math.cos(2 * Math.PI * at(2 * k + 1)),
  );
}

/** Uniformly random preferences between `items` items. */
export function preferences(items: number, seed: number): number[][] {
  const numbers = uniform(seed, items * items);
  const at = (i: number, j: number) => numbers[i * items + j] as number;
  const entry = (i: number, j: number) => (i === j ? 0.5 : i < j ? at(i, j) : 1 - at(j, i));
  return Array.from({ length: items }, (_, i) => Array.from({ length: items }, (_, j) => entry(i, j)));
}

/** Rock, paper, scissors. */
export const rockPaperScissors = [
  [0.5, 1, 0],
  [0, 0.5, 1],
  [1, 0, 0.5],
];

/** Winners and losers of `count` votes between two randomly drawn items with normal strengths. */
export function drawnComparisons(items: number, count: number, strengthSeed: number, voteSeed: number) {
  const strengths = normalNumbers(strengthSeed, items);
  const numbers = uniform(voteSeed, 3 * count);
  const at = (k: number) => numbers[k] as number;
  const [winners, losers] = [new Int32Array(count), new Int32Array(count)];
  for (let k = 0; k < count; k++) {
    const i = Math.floor(items * at(3 * k));
    const drawn = Math.floor((items - 1) * at(3 * k + 1));
    const j = drawn >= i ? drawn + 1 : drawn;
    const isFirst = at(3 * k + 2) < 1 / (1 + Math.exp((strengths[j] as number) - (strengths[i] as number)));
    [winners[k], losers[k]] = isFirst ? [i, j] : [j, i];
  }
  return { winners, losers };
}

/** Matrix of vote counts, winners by losers. */
export function votesOf(
  items: number,
  { winners, losers }: { readonly winners: Int32Array; readonly losers: Int32Array },
): number[][] {
  const votes = Array.from({ length: items }, () => new Array<number>(items).fill(0));
  winners.forEach((winner, k) => {
    const row = votes[winner] as number[];
    const loser = losers[k] as number;
    row[loser] = (row[loser] as number) + 1;
  });
  return votes;
}

/**
 * Workers with slightly monotone, mostly rotating maps: matrices [[μI, B], [−B', μI]] with normal B, different for each
 * worker, and vectors.
 */
export function rotatingWorkers(workers: number, size: number, modulus: number, seed: number) {
  const half = size / 2;
  const matrices = new Float64Array(workers * size * size);
  const vectors = new Float64Array(workers * size);
  for (let m = 0; m < workers; m++) {
    const block = normalNumbers(seed + m, half * half);
    const put = (i: number, j: number, value: number) => {
      matrices[(m * size + i) * size + j] = value;
    };
    for (let i = 0; i < size; i++) put(i, i, modulus);
    for (let i = 0; i < half; i++) {
      for (let j = 0; j < half; j++) {
        const entry = (block[i * half + j] as number) / Math.sqrt(half);
        put(i, half + j, entry);
        put(half + j, i, -entry);
      }
    }
    vectors.set(normalNumbers(seed + 500 + m, size), m * size);
  }
  return {
    matrices: { rows: workers * size, columns: size, data: matrices },
    vectors: { rows: workers, columns: size, data: vectors },
  };
}

/**
 * Twenty rotations of very different speeds, of which each component contains about half, as functions that count
 * passes.
 */
export function slowRotations(components: number) {
  const planes = 20;
  const speeds = Array.from({ length: planes }, (_, k) => 10 ** (-3 + (3 * k) / (planes - 1)));
  const mask = Float64Array.from(uniform(51, components * planes), (value) => (value < 0.5 ? 1 : 0));
  const means = speeds.map((_, k) => {
    let sum = 0;
    for (let i = 0; i < components; i++) sum += mask[i * planes + k] as number;
    return sum / components;
  });
  const factor = (i: number, k: number) =>
    ((speeds[k] as number) * ((mask[i * planes + k] as number) / (means[k] as number))) / 2;
  const rotate = (z: Float64Array, factors: readonly number[], values: Float64Array) => {
    for (let k = 0; k < planes; k++) {
      const [x, y, f] = [z[k] as number, z[planes + k] as number, factors[k] as number];
      values[k] = f * (x + y);
      values[planes + k] = f * (y - x);
    }
  };
  const all = speeds.map((speed) => speed / 2);
  return {
    operator: (z: Float64Array, values: Float64Array) => rotate(z, all, values),
    components(z: Float64Array, indices: Float64Array, values: Float64Array) {
      const factors = speeds.map((_, k) => {
        let sum = 0;
        for (const i of indices) sum += factor(i, k);
        return sum / indices.length;
      });
      rotate(z, factors, values);
    },
    componentCount: components,
    initial: new Float64Array(2 * planes).fill(1 / Math.sqrt(2 * planes)),
  };
}
