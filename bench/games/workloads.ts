// Games with fixed seeds; bench/peers/games/workloads.py generates the same doubles.

import { mulberry32 } from '../../ts/claims/support/random.js';

/** A payoff matrix. */
export interface Payoffs {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

export function uniform(seed: number, count: number): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from({ length: count }, () => random());
}

export function normals(seed: number, count: number): Float64Array {
  const numbers = uniform(seed, 2 * count);
  return Float64Array.from(
    { length: count },
    (_, k) => Math.sqrt(-2 * Math.log(1 - numbers[2 * k])) * Math.cos(2 * Math.PI * numbers[2 * k + 1]),
  );
}

export const matrix = (rows: number, columns: number, data: Float64Array): Payoffs => ({
  rows,
  columns,
  data,
});

export const tensors = (shape: readonly number[], seed: number) =>
  shape.map((_, player) => ({
    shape,
    values: uniform(
      seed + player,
      shape.reduce((product, actions) => product * actions, 1),
    ),
  }));

/** Random signs above the diagonal, completed so that the game is symmetric. */
function signs(size: number, seed: number): Payoffs {
  const data = uniform(seed, size * size).map((value) => Math.sign(value - 0.5));
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) data[i * size + j] = i === j ? 0 : -data[j * size + i];
  return matrix(size, size, data);
}

/** Zero-sum games: dense random ones, and degenerate ones with few distinct payoffs. */
export const zeroSumGames = {
  'normal 50 x 50': () => matrix(50, 50, normals(7, 2500)),
  'normal 200 x 200': () => matrix(200, 200, normals(7, 40_000)),
  'normal 100 x 1000': () => matrix(100, 1000, normals(7, 100_000)),
  'normal 500 x 500': () => matrix(500, 500, normals(8, 250_000)),
  'levels 200 x 200': () =>
    matrix(
      200,
      200,
      uniform(9, 40_000).map((value) => Math.floor(4 * value)),
    ),
  'signs 201 x 201': () => signs(201, 10),
} as const;

/** Payoffs of two players with `size` actions each. */
export const bimatrix = (size: number, seed: number) =>
  [seed, seed + 1].map((of) => matrix(size, size, normals(of, size * size)));

/** Games of three to five players for correlated equilibria: the seed of their payoffs, and their numbers of actions. */
export const correlatedGames = [
  [71, [3, 3, 3]],
  [81, [4, 4, 4, 4]],
  [91, [8, 8, 8]],
  [191, [3, 3, 3, 3, 3]],
] as const;
