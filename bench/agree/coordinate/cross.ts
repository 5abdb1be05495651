// Cross-validation: the held-out errors of strictly convex models, which scikit-learn fits fold by fold.

import { coordinate } from 'superlinear';
import { certifyCrossValidate } from '../../../test/certificates/coordinate.js';
import { at, largest, norm, sum } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Finding, type Reply, subject } from '../subject.js';
import { predicted, type Table, tables } from '../tables.js';
import { compareFigures, mustConverge } from '../verdict.js';
import { AXES, largestSlope } from './fits.js';

interface Validation {
  readonly matrix: Table;
  readonly response: number[];
  readonly folds: number;
  readonly penalty: 'l2' | 'elasticNet';
  readonly l1Ratio: number;
  readonly lambdas: number[];
  readonly intercept: boolean;
  readonly tolerance: number;
}

/** Shares of the largest strength. */
const SHARES = [0.5, 0.1, 0.02];

/** Tables with samples enough for folds. */
const KINDS = ['degenerate', 'scaled columns', 'scaled', 'one-hot', 'polynomials', 'counts', 'uncentered'];

function drawn(random: Random, matrix: Table): Validation {
  const unit = random.pick([1, 1, 1e-3, 1e3]);
  const response = predicted(random, matrix).map((value) => (3 * value + 0.3 * random.normal()) * unit);
  // A strength of squares is counted in squares of the features.
  const size = largest(matrix.flat()) || 1;
  const penalty = random.pick(['l2', 'elasticNet'] as const);
  const strength = penalty === 'l2' ? size * size : largestSlope(matrix, response) || unit;
  return {
    matrix,
    response,
    folds: random.integer(2, 5),
    penalty,
    l1Ratio: random.pick([0.1, 0.5, 0.9]),
    lambdas: SHARES.map((share) => share * strength),
    intercept: random.chance(0.7),
    tolerance: 1e-9,
  };
}

/** The most that a held-out error can differ: models of a small gap are near the only minimum, by the strength of its square. */
function slackOf(
  { matrix, response, penalty, l1Ratio, tolerance }: Validation,
  lambda: number,
  error: number,
) {
  const mean = sum(response) / response.length;
  const scale = sum(response.map((value) => (value - mean) ** 2)) / response.length;
  const strength = penalty === 'l2' ? lambda : lambda * (1 - l1Ratio);
  const reach = 2 * largest(matrix.map(norm));
  // Of both sides, and intercepts follow coefficients.
  const distance = 4 * reach * Math.sqrt((2 * tolerance * scale) / strength);
  const rounding = 1e-12 * (error + mean * mean + scale);
  return 2 * Math.sqrt(error) * distance + distance * distance + rounding;
}

export const cross = subject<Validation, coordinate.CrossValidateSolution, Reply & { errors: number[] }>({
  method: 'crossValidate',
  kinds: Object.fromEntries(
    KINDS.map((name) => [
      name,
      (random: Random) => drawn(random, (tables[name] as (random: Random) => Table)(random)),
    ]),
  ),
  axes: AXES,
  codes: ['folds', 'lambdas', 'tolerance'],
  peer: 'held_out',
  pose: (model) => ({ ...model, metric: 'meanSquaredError', maxIterations: 1000 }),
  solve: (problem, options) =>
    coordinate.crossValidateSync(
      problem as coordinate.CrossValidateProblem,
      options,
    ) as coordinate.CrossValidateSolution,
  certify: certifyCrossValidate,
  *judge(model, outcome, { errors }): Iterable<Finding> {
    yield* mustConverge(outcome);
    for (const [k, error] of (outcome.solution?.curves[0]?.means ?? new Float64Array()).entries()) {
      const slack = slackOf(model, at(model.lambdas, k), at(errors, k));
      yield* compareFigures('a held-out error', error, at(errors, k), slack);
    }
  },
});
