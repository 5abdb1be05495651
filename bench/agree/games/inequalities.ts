// Variational inequalities of strongly monotone affine maps, built around their solution.

import { games } from 'superlinear';
import { certifyVariationalInequality } from '../../../test/certificates/equilibria.js';
import { at, dot, norm } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { subject } from '../subject.js';
import { compareFigures, endingOf, mustConverge } from '../verdict.js';

interface Inequality {
  readonly matrix: number[][];
  readonly vector: number[];
  readonly set: games.ConvexSet[];
  readonly solution: number[];
  /** The modulus of strong monotonicity. */
  readonly modulus: number;
}

/** A set with one of its points, and the values of a map of which that point is the solution. */
interface Place {
  readonly set: games.ConvexSet[];
  readonly solution: number[];
  readonly map: number[];
}

/** Bounds; some are active, and the map presses against them. */
const box = (random: Random, n: number, isOneSided: boolean): Place => {
  const lower = random.list(n, () => random.pick([0, random.normal()]));
  const width = random.list(n, () => random.decade(-2, 2));
  const states = random.list(n, () => random.pick(isOneSided ? [0, 1] : [0, 1, 2]));
  const solution = states.map((state, i) => at(lower, i) + at(width, i) * at([0.5, 0, 1], state));
  // The upper bound as the sum that it is, so that the solution is exactly on it.
  const upper = lower.map((bound, i) => bound + at(width, i));
  return {
    set: [isOneSided ? { kind: 'box', lower } : { kind: 'box', lower, upper }],
    solution,
    map: states.map((state) => at([0, 1, -1], state) * random.decade(-2, 2)),
  };
};

/** A simplex: the map is least, and constant, at the positive variables. */
const simplex = (random: Random, n: number): Place => {
  const shares = random.list(n, (i) => (i === 0 || random.chance(0.5) ? random.uniform(0.1) : 0));
  const total = shares.reduce((a, b) => a + b, 0);
  const least = random.normal();
  return {
    set: [{ kind: 'simplex', size: n }],
    solution: shares.map((share) => share / total),
    map: shares.map((share) => least + (share > 0 ? 0 : random.decade(-2, 2))),
  };
};

const kind =
  (place: (random: Random, n: number) => Place, unit: (random: Random) => number) =>
  (random: Random): Inequality => {
    const n = random.integer(1, 8);
    const { set, solution, map } = place(random, n);
    const [factor, skew] = [random.normals(n, n), random.normals(n, n)];
    const [turn, scale, modulus] = [random.pick([0, 1, 10]), unit(random), random.pick([0.1, 1])];
    const matrix = random.matrix(n, n, (i, j) => {
      const square = dot(factor[i] as number[], factor[j] as number[]) / n;
      const turned = turn * (at(skew[i] as number[], j) - at(skew[j] as number[], i));
      return scale * (square + turned + (i === j ? modulus : 0));
    });
    const vector = matrix.map((row, i) => scale * at(map, i) - dot(row, solution));
    return { matrix, vector, set, solution, modulus: scale * modulus };
  };

export const inequalities = subject<Inequality, games.VariationalInequalitySolution>({
  method: 'variationalInequality',
  kinds: {
    boxes: kind(
      (random, n) => box(random, n, false),
      () => 1,
    ),
    orthants: kind(
      (random, n) => box(random, n, true),
      () => 1,
    ),
    simplices: kind(simplex, () => 1),
    scaled: kind(
      (random, n) => (random.chance(0.5) ? simplex(random, n) : box(random, n, false)),
      (random) => random.decade(-6, 6),
    ),
  },
  pose: ({ matrix, vector, set, solution }) => ({
    operator: { affine: { matrix, vector } },
    set,
    initial: solution.map((value, i) => (set[0]?.kind === 'simplex' ? 1 / solution.length : value + (i % 2))),
    maxIterations: 100_000,
  }),
  solve: (problem, options) => games.variationalInequalitySync(problem as never, options),
  certify: certifyVariationalInequality as never,
  *judge({ matrix, solution, modulus }, outcome) {
    yield* mustConverge(outcome);
    if (outcome.solution === undefined || endingOf(outcome.status) !== 'solved') return;
    const { solution: found, scale } = outcome.solution;
    const size = norm(matrix.flat());
    const distance = norm(solution.map((value, i) => value - at(found, i)));
    // The error bound of the natural residual (Pang, Math. Oper. Res. 12, 1987), and rounding of the data.
    const bound = ((scale + size) / modulus) * 1e-8 * Math.max(1, norm(Array.from(found)));
    yield* compareFigures('the distance from the solution', distance, 0, 1.1 * bound);
  },
});
