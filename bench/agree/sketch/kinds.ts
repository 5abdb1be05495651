// Least squares and decompositions: against LAPACK's singular value decomposition, refined in long doubles.

import { type SyncRunOptions, sketch } from 'superlinear';
import {
  certifyIterativeHessianSketch,
  certifyKrylov,
  certifyLeverageScores,
  certifyLstsq,
  certifyRandomizedSvd,
  certifySolveConsistent,
} from '../../../test/certificates/sketch.js';
import { at, exponentOf, largest, norm, shifted } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Finding, type Outcome, type Reply, subject } from '../subject.js';
import { predicted, type Table, tables } from '../tables.js';
import { compareFigures, compareMinima, endingOf, mustConverge, ourSide } from '../verdict.js';
import { sampling } from './sampling.js';

interface System {
  readonly matrix: Table;
  readonly rightSide: number[];
  readonly weights?: number[];
  readonly ridge?: number;
}

/** Systems on each kind of table. */
const systems = <Whole extends object>(whole: (random: Random, matrix: Table) => Whole) =>
  Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, (random: Random) => whole(random, table(random))]),
  );

/** A right side with noise, without, zero, or of another scale. */
function noisy(random: Random, matrix: Table): System {
  const [noise, unit] = [random.pick([0, 0.1, 1]), random.chance(0.1) ? random.scale() : 1];
  const isZero = random.chance(0.05);
  const rightSide = predicted(random, matrix).map((value) =>
    isZero ? 0 : (value + noise * random.normal()) * unit,
  );
  return { matrix, rightSide };
}

/** The product of the matrix with integers, which its rows then have a solution for. */
function consistent(random: Random, matrix: Table): System {
  const unit = 2 ** exponentOf(largest(matrix.flat()));
  const point = (matrix[0] ?? []).map(() => random.integer(-3, 3));
  const product = (row: number[]) =>
    row.reduce((sum, value, j) => sum + (value / unit) * at(point, j), 0) * unit;
  return { matrix, rightSide: matrix.map(product) };
}

/** The norm of the weighted residual with the ridge's rows, over that of the right side. */
function meritOf({ matrix, rightSide, weights, ridge = 0 }: System, x: ArrayLike<number>) {
  const top = exponentOf(largest(matrix.flat()));
  const unit = exponentOf(largest(rightSide));
  const point = Array.from(x, (value) => shifted(value, top - unit));
  const residual = matrix.map((row, i) => {
    const product = row.reduce((sum, value, j) => sum + shifted(value, -top) * at(point, j), 0);
    return (product - shifted(at(rightSide, i), -unit)) * Math.sqrt(weights?.[i] ?? 1);
  });
  const ridged = point.map((value) => shifted(Math.sqrt(ridge), -top) * value);
  const size = norm(rightSide.map((value, i) => shifted(value, -unit) * Math.sqrt(weights?.[i] ?? 1)));
  return { value: norm([...residual, ...ridged]) / (size || 1) };
}

type Solved = Reply & {
  readonly solution: number[];
  /** The condition of the matrix as it is, and with columns of equal norms. */
  readonly condition: number;
  readonly scaledCondition: number;
};

/** Beyond this condition, what an answer of a small backward error is worth says little. */
const CONDITION = 1e6;

/** Solutions by their residuals; where the matrix is wide and of full rank, also by their lengths. */
const judgeSystem = (isDirect: boolean) =>
  function* (
    model: System,
    outcome: Outcome<{ solution: Float64Array | object }>,
    { solution, condition, scaledCondition }: Solved,
  ): Iterable<Finding> {
    if (isDirect) yield* mustConverge(outcome);
    if (endingOf(outcome.status) !== 'solved' || (isDirect ? scaledCondition : condition) > CONDITION) return;
    // Iterations end at a residual of 1e-10, relative to the sizes of the matrix and the solution.
    const tolerance = 1e-9 * (isDirect ? 1 : condition);
    const ours = ourSide(outcome, (found) => meritOf(model, found.solution as Float64Array));
    yield* compareMinima(
      ours,
      { status: 'converged', merit: meritOf(model, solution) },
      { unit: 1, tolerance },
    );
    const own = norm(Array.from((outcome.solution?.solution ?? []) as Float64Array));
    if (model.matrix.length < solution.length && model.ridge === undefined)
      yield* compareFigures(
        'the length of the solution',
        own,
        norm(solution),
        1e3 * tolerance * norm(solution),
      );
  };

const AXES = [['matrix', 'rightSide', 'weights'], ['matrix.*']];

const krylov = (name: 'lsqr' | 'lsmr') =>
  subject<System, sketch.KrylovSolution, Solved>({
    method: name,
    kinds: systems(noisy),
    axes: AXES,
    peer: 'least_squares',
    solve: (problem, options) =>
      (name === 'lsqr' ? sketch.lsqrSync : sketch.lsmrSync)(problem as sketch.KrylovProblem, options),
    certify: certifyKrylov,
    judge: judgeSystem(false),
  });

interface Ranked {
  readonly matrix: Table;
  readonly rank: number;
}

const lstsqSync = (problem: object, options: SyncRunOptions) =>
  sketch.lstsqSync(problem as sketch.LstsqProblem, options) as sketch.LstsqSolution;

export const subjects = [
  subject<System, sketch.LstsqSolution, Solved>({
    method: 'lstsq',
    kinds: systems(noisy),
    axes: AXES,
    peer: 'least_squares',
    solve: lstsqSync,
    certify: certifyLstsq,
    judge: judgeSystem(true),
  }),
  subject<System, sketch.LstsqSolution, Solved>({
    method: 'lstsq',
    part: 'with weights and a ridge',
    kinds: systems((random, matrix) => ({
      ...noisy(random, matrix),
      weights: matrix.map(() => random.pick([1, 1, random.uniform(), 1e-3, 0])),
      ...(random.chance(0.7) && { ridge: random.decade(-6, 2) * largest(matrix.flat()) ** 2 }),
    })),
    axes: AXES,
    peer: 'least_squares',
    solve: lstsqSync,
    certify: certifyLstsq,
    judge: judgeSystem(true),
  }),
  krylov('lsqr'),
  krylov('lsmr'),
  subject<System, sketch.SolveConsistentSolution, Solved>({
    method: 'solveConsistent',
    kinds: {
      ...systems(consistent),
      inconsistent: (random) => noisy(random, random.normals(random.integer(4, 9), random.integer(1, 3))),
      'inconsistent of ties': (random) =>
        noisy(random, (tables.degenerate as (random: Random) => Table)(random)),
    },
    axes: AXES,
    peer: 'least_squares',
    solve: sketch.solveConsistentSync,
    certify: certifySolveConsistent,
    judge: judgeSystem(false),
  }),
  subject<System, sketch.IterativeHessianSketchSolution, Solved>({
    method: 'iterativeHessianSketch',
    kinds: systems(noisy),
    axes: AXES,
    peer: 'least_squares',
    solve: (problem, options) =>
      sketch.iterativeHessianSketchSync(problem as sketch.IterativeHessianSketchProblem, options),
    certify: certifyIterativeHessianSketch,
    judge: judgeSystem(false),
  }),
  subject<Ranked, sketch.RandomizedSvdSolution, Reply & { readonly values: number[] }>({
    method: 'randomizedSvd',
    kinds: systems((random, matrix) => ({
      matrix,
      rank: random.integer(1, Math.min(matrix.length, (matrix[0] ?? []).length)),
    })),
    axes: [['matrix'], ['matrix.*']],
    codes: ['rank'],
    peer: 'singular_values',
    solve: (problem, options) => sketch.randomizedSvdSync(problem as sketch.RandomizedSvdProblem, options),
    certify: certifyRandomizedSvd,
    *judge({ rank }, outcome, { values }) {
      yield* mustConverge(outcome);
      // With at least as many random vectors as there are dimensions, the range is whole.
      const isWhole = rank + 10 >= values.length;
      for (const [k, value] of (outcome.solution?.singularValues ?? new Float64Array()).entries())
        yield* compareFigures(
          `a singular value`,
          value,
          at(values, k),
          (isWhole ? 1e-11 : 1e-2) * at(values, 0),
        );
    },
  }),
  subject<
    { matrix: Table },
    sketch.LeverageScoresSolution,
    Reply & { scores: number[]; rank: number; least: number }
  >({
    method: 'leverageScores',
    kinds: systems((_, matrix) => ({ matrix })),
    axes: [['matrix'], ['matrix.*']],
    peer: 'leverage_scores',
    solve: sketch.leverageScoresSync,
    certify: certifyLeverageScores,
    *judge(_, { solution }, { scores, rank, least }) {
      // Both answers are right if the rank is in doubt.
      if (solution === undefined || least < 1e-9) return;
      yield* compareFigures('the rank', solution.rank, rank, 0);
      for (const [k, score] of solution.scores.entries())
        yield* compareFigures('a score', score, at(scores, k), 1e-13 / least);
    },
  }),
  ...sampling,
];
