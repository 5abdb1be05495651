// Models fitted by coordinates: against scikit-learn where it has the same objective, SciPy's nnls, and the plain descent of certificates.

import { coordinate } from 'superlinear';
import { certifyFit } from '../../../test/certificates/coordinate.js';
import { Model } from '../../../test/certificates/models.js';
import { at, EPSILON, largest, shifted, sum } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Finding, type Outcome, type Reply, subject } from '../subject.js';
import { predicted, type Table, tables } from '../tables.js';
import { compareMinima, ourSide } from '../verdict.js';

interface Fit {
  readonly matrix: Table;
  readonly response: number[] | number[][];
  readonly loss: coordinate.LossKind;
  readonly penalty: coordinate.PenaltyKind;
  readonly lambda: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly intercept?: boolean;
  readonly positive?: boolean;
  readonly l1Ratio?: number;
  readonly standardize?: boolean;
  readonly groups?: number[];
}

/** The differences between models of a loss. */
interface Choice {
  readonly penalty: coordinate.PenaltyKind;
  readonly intercept?: boolean;
  readonly positive?: boolean;
  readonly l1Ratio?: number;
  readonly standardize?: boolean;
}

/** Responses of a loss, from predictors between -1 and 1. */
export const RESPONSES: Readonly<Record<string, (random: Random, predictors: number[]) => number[]>> = {
  squared: (random, z) => {
    const [noise, far] = [random.pick([0, 0.1, 1]), random.pick([0, 0, 1e4])];
    const unit = random.chance(0.1) ? random.scale() : 1;
    return z.map((value) => (3 * value + noise * random.normal() + far) * unit);
  },
  logistic: (random, z) => {
    const noise = random.pick([0, 0.3, 1]);
    const labels = z.map((value) => (value + noise * random.normal() > 0 ? 1 : -1));
    return withAllClasses(labels, [-1, 1]);
  },
  multinomial: (random, z) => {
    const labels = z.map((value) => Math.round(value + random.pick([0, 1]) * random.normal()));
    return withAllClasses(
      labels.map((value) => Math.max(-1, Math.min(1, value))),
      [-1, 0, 1],
    );
  },
  poisson: (random, z) => {
    const empty = random.chance(0.1);
    return z.map((value) => (empty ? 0 : Math.max(0, Math.round(Math.exp(2 * value) + random.normal()))));
  },
};

/** Labels of which each class has one, where there are samples for it. */
const withAllClasses = (labels: number[], classes: number[]) => labels.map((label, i) => classes[i] ?? label);

/** The largest slope of half the mean square at zero coefficients and the best intercept: the least strength that keeps all at zero. */
export function largestSlope(matrix: Table, response: number[]): number {
  const mean = sum(response) / response.length;
  const slopes = (matrix[0] ?? []).map((_, j) =>
    sum(matrix.map((row, i) => at(row, j) * (at(response, i) - mean))),
  );
  return largest(slopes) / response.length;
}

/** About the least strength that keeps all at zero, or what is of its size. */
const strengthOf = (matrix: Table, response: number[]) =>
  largestSlope(matrix, response) || largest(response) || 1;

/** Kinds of fits of a loss: on each table, with a choice of penalty. */
const fits = (loss: coordinate.LossKind, choice: (random: Random) => Choice) =>
  Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      name,
      (random: Random): Fit => {
        const matrix = table(random);
        const respond = RESPONSES[loss] ?? RESPONSES.squared;
        const response = respond?.(random, predicted(random, matrix)) ?? [];
        const lambda = strengthOf(matrix, response) * random.pick([1e-4, 0.01, 0.1, 0.5, 2]);
        const chosen = choice(random);
        const pairs = (matrix[0] ?? []).map((_, j) => Math.floor(j / 2));
        const groups = /group/i.test(chosen.penalty) ? { groups: pairs } : {};
        return { matrix, response, loss, lambda, tolerance: 1e-9, maxIterations: 1000, ...chosen, ...groups };
      },
    ]),
  );

type Fitted = Reply & {
  readonly status: string;
  readonly coefficients?: number[] | number[][];
  readonly intercept?: number | number[];
};

/** Both points by the objective of the problem, computed here, in units of that without penalized features. */
function judgeFit(
  problem: Fit,
  outcome: Outcome<coordinate.FitSolution>,
  { status, coefficients, intercept }: Fitted,
): Iterable<Finding> {
  const model = new Model(problem);
  const value = (point: ReturnType<Model['point']>) => ({
    value: model.objective(point, problem.lambda).value,
    violation: model.outside(point),
  });
  const tolerance = 1e-8;
  // Squares of responses that are fitted to their last digits are rounding. Merits are in units of the model.
  const rounding = (16 * EPSILON * shifted(largest(problem.response.flat()), -model.unit)) ** 2;
  const unit = Math.abs(model.objective(model.withoutPenalized(), 0).value) + rounding / tolerance + 1e-300;
  const ours = ourSide(outcome, (solution) => value(model.point(solution.coefficients, solution.intercept)));
  const merit = coefficients && value(model.point(coefficients, intercept));
  return compareMinima(ours, { status, merit }, { unit, tolerance });
}

export const AXES = [['matrix', 'response'], ['matrix.*']];

const common = {
  method: 'fit',
  axes: AXES,
  codes: ['tolerance', 'maxIterations', 'groups'],
  exceptions: [{ cause: /at least two classes|a count above/, reason: 'one class, or no count, is refused' }],
  solve: (problem: object, options: object) =>
    coordinate.fitSync(problem as coordinate.FitProblem, options) as coordinate.FitSolution,
  certify: certifyFit,
} as const;

/** A fit whose objective scikit-learn has. */
export const beside = (loss: coordinate.LossKind, choice: (random: Random) => Choice) =>
  subject<Fit, coordinate.FitSolution, Fitted>({
    ...common,
    part: loss,
    kinds: fits(loss, choice),
    peer: 'fit',
    judge: judgeFit,
  });

/** A fit that the plain descent of its certificate judges alone. */
export const alone = (loss: coordinate.LossKind, penalties: readonly coordinate.PenaltyKind[]) =>
  subject<Fit, coordinate.FitSolution>({
    ...common,
    part: `${loss} of other penalties`,
    kinds: fits(loss, (random) => ({
      penalty: random.pick(penalties),
      intercept: random.chance(0.7),
      standardize: random.chance(0.3),
    })),
  });

interface NonNegative {
  readonly matrix: Table;
  readonly response: number[];
}

const asFit = (problem: object) =>
  ({
    intercept: false,
    ...problem,
    loss: 'squared',
    penalty: 'none',
    positive: true,
  }) as coordinate.FitProblem;

export const nonNegative = subject<NonNegative, coordinate.FitSolution, Fitted>({
  method: 'nonNegativeLeastSquares',
  kinds: Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      name,
      (random: Random) => {
        const matrix = table(random);
        return {
          matrix,
          response: (RESPONSES.squared as (typeof RESPONSES)[string])(random, predicted(random, matrix)),
        };
      },
    ]),
  ),
  axes: AXES,
  peer: 'non_negative',
  pose: (model) => ({ ...model, intercept: false, tolerance: 1e-9, maxIterations: 1000 }),
  solve: (problem, options) =>
    coordinate.nonNegativeLeastSquaresSync(problem as coordinate.NonNegativeProblem, options),
  certify: (problem, solution) => certifyFit(asFit(problem), solution),
  judge: (model, outcome, answer) => judgeFit({ ...(asFit(model) as Fit), lambda: 0 }, outcome, answer),
});
