// Linear models of many rows against scikit-learn's stochastic gradient descent, step by step, and against the minima of coordinate.fit.

import { coordinate, stochastic } from 'superlinear';
import { certify } from '../../../test/certificates/stochastic.js';
import type { Random } from '../random.js';
import { type Finding, type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

interface Model {
  readonly matrix: number[][];
  readonly response: number[];
  readonly loss: stochastic.LossKind;
  readonly learningRate: number;
  readonly intercept: boolean;
  readonly epochs: number;
  /** Whether features are penalized in groups. */
  readonly isGrouped?: boolean;
  /** Factors of the penalty of each feature. */
  readonly penaltyFactors?: readonly number[];
  /** Whether the strength of the penalty is relative to the largest one. */
  readonly isRelative?: boolean;
  readonly offset?: number[] | number[][];
}

const LOSSES = ['squared', 'huber', 'logistic', 'hinge', 'squaredHinge', 'epsilonInsensitive'] as const;

/** A table with classes or numbers, and a rate below divergence. */
function tableOf(loss: stochastic.LossKind, scale: (random: Random) => number) {
  return (random: Random): Model => {
    const [rows, columns] = [random.integer(2, 30), random.integer(1, 8)];
    const size = scale(random);
    const isSparse = random.chance(0.5);
    const matrix = random.matrix(rows, columns, () =>
      isSparse && random.chance(0.6) ? 0 : size * random.normal(),
    );
    const isOfClasses = ['logistic', 'hinge', 'squaredHinge'].includes(loss);
    const response = random.list(rows, (i) => {
      if (loss === 'poisson') return random.integer(0, 4);
      if (loss === 'multinomial') return i < 3 ? i : random.integer(0, 2);
      return isOfClasses ? (i < 2 ? i : random.integer(0, 1)) : random.normal();
    });
    const largest = Math.max(...matrix.map((row) => row.reduce((sum, x) => sum + x * x, 1)));
    return {
      matrix,
      response,
      loss,
      learningRate: random.uniform(0.05, 0.9) / largest,
      intercept: random.chance(0.5),
      epochs: random.integer(1, 4),
    };
  };
}

const kindsOf = (scale: (random: Random) => number, losses: readonly stochastic.LossKind[] = LOSSES) =>
  Object.fromEntries(losses.map((loss) => [loss, tableOf(loss, scale)]));

/** The losses of `coordinate.fit`. */
const SMOOTH = ['squared', 'huber', 'logistic', 'poisson', 'multinomial'] as const;

/** The model with a penalty, for both methods. */
function penalized({
  matrix,
  response,
  loss,
  intercept,
  isGrouped,
  penaltyFactors,
  isRelative,
  offset,
}: Model) {
  const columns = matrix[0]?.length ?? 0;
  const penalty = isGrouped
    ? ({
        penalty: 'groupL2',
        groups: Array.from({ length: columns }, (_, j) => j % Math.ceil(columns / 2)),
      } as const)
    : ({ penalty: 'elasticNet', ...(penaltyFactors && { penaltyFactors }) } as const);
  const strength = isRelative ? { lambdaRatio: 0.1 } : { lambda: 0.1 };
  const shift = offset && { offset };
  return {
    matrix,
    response,
    loss: loss as (typeof SMOOTH)[number],
    intercept,
    ...strength,
    ...penalty,
    ...shift,
  };
}

/** Factors, offsets and a relative strength for a table. */
function withFactors(model: Model, random: Random): Model {
  const columns = model.matrix[0]?.length ?? 0;
  const isRelative = random.chance(0.5);
  const penaltyFactors = random.list(columns, () =>
    !isRelative && random.chance(0.2) ? 0 : random.decade(-2, 1),
  );
  const isOfClasses = model.loss === 'multinomial';
  const offset = isOfClasses
    ? random.normals(model.matrix.length, new Set(model.response).size)
    : random.list(model.matrix.length, () => random.normal());
  return { ...model, isRelative, penaltyFactors, ...(random.chance(0.5) && { offset }) };
}

interface Coefficients extends Reply {
  readonly coefficients: number[];
  readonly intercept: number;
}

/** The solution of a loss of one predictor. */
type Single = stochastic.FitSolutionOf<{ readonly loss: 'squared' }>;

export const fits = [
  subject<Model, Single, Coefficients>({
    method: 'fit',
    part: 'steps of gradient descent',
    kinds: {
      ...kindsOf(() => 1),
      ...Object.fromEntries(
        Object.entries(kindsOf((random) => 10 ** random.uniform(-4, 4))).map(([loss, of]) => [
          `${loss} scaled`,
          of,
        ]),
      ),
    },
    axes: [['response', 'matrix'], ['matrix.*']],
    peer: 'descent',
    pose: (model) => ({ ...model, method: 'sgd', schedule: 'constant', sampling: 'cyclic' }),
    solve: (problem, options) => stochastic.fitSync(problem as Model, options) as Single,
    certify: (problem, solution) => certify(problem as stochastic.FitProblem, solution),
    *judge({ matrix }, { solution }, answer) {
      if (solution === undefined || solution.status === 'diverged') return;
      const unit = Math.max(...matrix.flat().map(Math.abs), 1e-300);
      const size = 1 + Math.max(...answer.coefficients.map(Math.abs)) * unit;
      const pairs = [...solution.coefficients].map((w, j) => [
        w * unit,
        (answer.coefficients[j] as number) * unit,
      ]);
      for (const [ours, theirs] of [...pairs, [solution.intercept, answer.intercept]] as [number, number][]) {
        if (Math.abs(ours - theirs) <= 1e-9 * size) continue;
        yield { cause: 'coefficients after the same steps', detail: `${ours} and ${theirs}` };
      }
    },
  }),
  subject<Model, stochastic.FitSolution>({
    method: 'fit',
    part: 'gaps beside minima',
    kinds: {
      ...kindsOf(() => 1, SMOOTH),
      ...Object.fromEntries(
        SMOOTH.map((loss) => [
          `${loss} grouped`,
          (random: Random) => ({ ...tableOf(loss, () => 1)(random), isGrouped: true }),
        ]),
      ),
      ...Object.fromEntries(
        SMOOTH.map((loss) => [
          `${loss} with factors`,
          (random: Random) => withFactors(tableOf(loss, () => 1)(random), random),
        ]),
      ),
    },
    axes: [
      ['response', 'matrix', 'offset'],
      ['matrix.*', 'penaltyFactors'],
    ],
    pose: (model) => ({ ...penalized(model), epochs: 20 }),
    solve: stochastic.fitSync,
    certify: (problem, solution) => certify(problem as stochastic.FitProblem, solution),
    *judge(model, { solution }) {
      if (solution === undefined || solution.status === 'diverged') return;
      let minimum: number;
      try {
        const known = coordinate.fitSync({ ...penalized(model), tolerance: 1e-12 });
        if (known.status !== 'converged') return;
        minimum = known.objective;
        yield* compareFigures('the strength', solution.lambda, known.lambda, 1e-6 * known.lambda);
      } catch {
        // Problems without a minimum, such as counts that are all 0.
        return;
      }
      yield* besides(solution, minimum);
    },
  }),
];

function* besides({ objective = 0, dualityGap }: stochastic.FitSolution, minimum: number): Iterable<Finding> {
  const slack = 1e-9 * (1 + Math.abs(minimum));
  if (objective < minimum - slack)
    yield { cause: 'an objective below the minimum', detail: `${objective} and ${minimum}` };
  if (dualityGap !== undefined && objective - dualityGap > minimum + slack)
    yield { cause: 'a gap that is no bound', detail: `${objective} less ${dualityGap} and ${minimum}` };
}
