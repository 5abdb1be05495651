// Problems of two levels whose inner solution has a closed form: against the same in NumPy, and scikit-learn's Gaussian processes.

import { bilevel } from 'superlinear';
import { certifyTuneKernel } from '../../../test/certificates/bilevel-kernels.js';
import { certifyTunePenalties } from '../../../test/certificates/bilevel-linear.js';
import { at, largest, norm } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Finding, type Outcome, type Reply, subject } from '../subject.js';
import { predicted, type Table, tables } from '../tables.js';
import { compareFigures, endingOf, mustConverge } from '../verdict.js';
import { denoisers, learnedDenoisers } from './denoisers.js';
import { networks } from './networks.js';
import { weightedSamples } from './samples.js';

interface Tuning {
  readonly matrix: Table;
  readonly response: number[];
  readonly folds: number;
  readonly initial?: number[];
}

/** Tables with samples enough for folds. */
const KINDS = ['degenerate', 'scaled columns', 'scaled', 'one-hot', 'polynomials', 'counts', 'uncentered'];

const tunings = <Whole extends Tuning>(whole: (random: Random, tuning: Tuning) => Whole) =>
  Object.fromEntries(
    KINDS.map((name) => [
      name,
      (random: Random) => {
        const matrix = (tables[name] as (random: Random) => Table)(random);
        const unit = random.pick([1, 1, 1e-3, 1e3]);
        const response = predicted(random, matrix).map((value) => (3 * value + random.normal()) * unit);
        return whole(random, { matrix, response, folds: random.integer(2, 5) });
      },
    ]),
  );

const solve = (problem: object, options: object) =>
  bilevel.tunePenaltiesSync(
    problem as bilevel.TunePenaltiesProblem,
    options,
  ) as bilevel.TunePenaltiesSolution;

const AXES = [
  ['matrix', 'response'],
  ['matrix.*', 'initial'],
];

const atPoint = subject<Tuning, bilevel.TunePenaltiesSolution, Reply & { loss: number; gradient: number[] }>({
  method: 'tunePenalties',
  part: 'at a point',
  kinds: tunings((random, tuning) => ({
    ...tuning,
    initial: (tuning.matrix[0] ?? []).map(() => random.decade(-5, 1)),
  })),
  axes: AXES,
  codes: ['folds'],
  peer: 'at_point',
  pose: (model) => ({ ...model, spread: 'free', maxIterations: 0 }),
  solve,
  certify: certifyTunePenalties,
  *judge({ response }, { solution }, { loss, gradient }): Iterable<Finding> {
    if (solution === undefined) return;
    const unit = norm(response) ** 2 / response.length;
    yield* compareFigures('the held-out loss', solution.validationLoss, loss, 1e-8 * unit);
    const slack = 1e-6 * (largest(gradient) + 1e-3 * unit) + solution.hypergradientError;
    for (const [k, slope] of solution.gradient.entries())
      yield* compareFigures('the gradient', slope, at(gradient, k), slack);
  },
});

const shared = subject<Tuning, bilevel.TunePenaltiesSolution, Reply & { loss: number }>({
  method: 'tunePenalties',
  part: 'of one penalty',
  kinds: tunings((_, tuning) => tuning),
  axes: AXES,
  codes: ['folds'],
  peer: 'shared',
  pose: (model) => ({ ...model, spread: 'free', groups: 'shared' }),
  solve,
  certify: certifyTunePenalties,
  *judge(_, { solution }, { loss }) {
    if (solution !== undefined && solution.validationLoss > loss * (1 + 1e-4))
      yield { cause: 'a grid has a lower loss', detail: `${solution.validationLoss}, the grid ${loss}` };
  },
});

interface Kernel {
  readonly matrix: Table;
  readonly response: number[];
  readonly kernel: 'gaussian' | 'matern32' | 'matern52';
  readonly lengthScales: number[];
  readonly ridge: number;
}

const processOf = (random: Random, { matrix, response, folds }: Tuning): Kernel & Tuning => ({
  matrix,
  response,
  folds,
  kernel: random.pick(['gaussian', 'matern32', 'matern52'] as const),
  lengthScales: (matrix[0] ?? []).map(() => random.decade(-0.5, 1.5)),
  ridge: random.decade(-6, 0),
});

const posedProcess = ({ matrix, response, kernel, lengthScales, ridge }: Kernel) => ({
  matrix,
  response,
  kernel,
  criterion: 'marginalLikelihood' as const,
  intercept: 'mean' as const,
  maxIterations: 0,
  initial: { lengthScales, ridge },
});

const kernel = subject<Kernel, bilevel.TuneKernelSolution, Reply & { likelihood: number; condition: number }>(
  {
    method: 'tuneKernel',
    part: 'at a point',
    kinds: tunings(processOf),
    axes: [
      ['matrix', 'response'],
      ['matrix.*', 'lengthScales'],
    ],
    codes: ['lengthScales', 'ridge'],
    exceptions: [{ cause: /must be from/, reason: 'features are numbers up to 1e50' }],
    peer: 'kernel',
    pose: posedProcess,
    solve: (problem, options) => bilevel.tuneKernelSync(problem as bilevel.TuneKernelProblem, options),
    certify: certifyTuneKernel,
    *judge({ response }, { solution }, { likelihood, condition }) {
      if (solution === undefined) return;
      const slack = (1e-7 + 1e-14 * condition) * (Math.abs(likelihood) + response.length);
      yield* compareFigures('the likelihood', solution.logMarginalLikelihood, likelihood, slack);
    },
  },
);

/** Predictions of a process at other samples than its own. */
type Predicting = Kernel & { readonly others: Table };

const predictions = subject<
  Predicting,
  bilevel.PredictKernelSolution,
  Reply & { predictions: number[]; variances: number[]; scale: number; condition: number }
>({
  method: 'predictKernel',
  kinds: tunings((random, { matrix, response, folds }) => ({
    ...processOf(random, { matrix, response, folds }),
    others: random.list(random.integer(1, 4), () => {
      const [a, b, share] = [random.pick(matrix), random.pick(matrix), random.uniform(-0.5, 1.5)];
      return a.map((value, j) => value + share * (at(b, j) - value));
    }),
  })),
  axes: [['matrix', 'response'], ['matrix.*', 'others.*', 'lengthScales'], ['others']],
  codes: ['lengthScales', 'ridge'],
  exceptions: [{ cause: /must be from/, reason: 'features are numbers up to 1e50' }],
  peer: 'predictions',
  pose: ({ others, ...model }) => ({ training: posedProcess(model), matrix: others }),
  solve: (problem, options) => {
    const { training, matrix } = problem as { training: bilevel.TuneKernelProblem; matrix: Table };
    const { model } = bilevel.tuneKernelSync(training, options);
    return bilevel.predictKernelSync({ model, matrix, variances: true }, options);
  },
  *judge({ response }, { solution }, { predictions, variances, scale, condition }) {
    if (solution === undefined) return;
    const slack = 1e-9 + 1e-14 * condition;
    for (const [k, value] of (solution.predictions as Float64Array).entries())
      yield* compareFigures('a prediction', value, at(predictions, k), slack * largest(response));
    for (const [k, value] of (solution.variances ?? new Float64Array()).entries())
      yield* compareFigures('a variance', value, at(variances, k), slack * scale);
  },
});

/** A square of y whose minimum is a linear function of x. */
interface Squares {
  readonly q: Table;
  readonly b: Table;
  readonly t: number[];
  readonly x: number[];
}

const squares =
  (unit: (random: Random) => number) =>
  (random: Random): Squares => {
    const [n, m] = [random.integer(1, 5), random.integer(1, 6)];
    const factor = random.normals(m, m);
    const own = unit(random);
    const product = (i: number, j: number) =>
      factor.reduce((sum, row) => sum + at(row, i) * at(row, j), 0) / m + (i === j ? 0.2 : 0);
    return {
      q: random.matrix(m, m, (i, j) => product(Math.min(i, j), Math.max(i, j)) * own),
      b: random.matrix(m, n, () => random.normal() * own),
      t: random.list(m, () => random.normal()),
      x: random.list(n, () => random.normal()),
    };
  };

function posedSquares({ q, b, t, x }: Squares) {
  const [n, m] = [x.length, t.length];
  return {
    innerObjective: {
      formula: 'sum(y * (Q @ y)) / 2 - sum(y * (B @ x))',
      inputs: { x: n, y: m, Q: [m, m], B: [m, n] },
    },
    outerObjective: { formula: 'sum((y - t)^2) / 2 + sum(x^2) / 2', inputs: { x: n, y: m, t: m } },
    parameters: { Q: q, B: b, t },
    initial: x,
  };
}

type Gradient = Reply & { readonly objective: number; readonly gradient: number[] };

const hypergradient = subject<Squares, bilevel.HypergradientSolution, Gradient>({
  method: 'hypergradient',
  kinds: {
    plain: squares(() => 1),
    scaled: squares((random) => random.pick([1e-8, 1e-3, 1e3, 1e8])),
  },
  axes: [
    ['x', 'b.*'],
    ['t', 'b', 'q', 'q.*'],
  ],
  codes: ['q'],
  peer: 'implicit',
  pose: posedSquares,
  solve: (problem, options) =>
    bilevel.hypergradientSync(problem as Parameters<typeof bilevel.hypergradientSync>[0], options),
  *judge(_, { status, solution }: Outcome<bilevel.HypergradientSolution>, { objective, gradient }) {
    if (endingOf(status) !== 'solved') {
      if (solution !== undefined) yield { cause: `${status} where there is a gradient`, detail: status };
      return;
    }
    const unit = 1 + norm(gradient) + objective;
    yield* compareFigures('the objective', solution?.objective ?? Number.NaN, objective, 1e-5 * unit);
    for (const [k, slope] of (solution?.gradient ?? []).entries())
      yield* compareFigures('the gradient', slope, at(gradient, k), 1e-5 * unit);
  },
});

/** The same squares, minimized over x between bounds; some are active. */
type Bounded = Squares & { readonly lower: number[]; readonly upper: number[] };

const minimum = subject<Bounded, bilevel.MinimizeSolution, Reply & { readonly solution: number[] }>({
  method: 'minimize',
  kinds: Object.fromEntries(
    Object.entries({ plain: 1, wide: 100 }).map(([name, width]) => [
      name,
      (random: Random): Bounded => {
        const model = squares(() => 1)(random);
        const lower = model.x.map(() => -width * random.uniform());
        return { ...model, lower, upper: lower.map((bound) => bound + width * random.uniform(0.01, 1)) };
      },
    ]),
  ),
  axes: [
    ['x', 'lower', 'upper', 'b.*'],
    ['t', 'b', 'q', 'q.*'],
  ],
  codes: ['q'],
  peer: 'outer_minimum',
  pose: ({ lower, upper, ...model }) => ({ ...posedSquares(model), lower, upper }),
  solve: (problem, options) =>
    bilevel.minimizeSync(problem as Parameters<typeof bilevel.minimizeSync>[0], options) as never,
  *judge(_, outcome, { solution: exact }) {
    yield* mustConverge(outcome);
    if (outcome.solution === undefined || outcome.status !== 'converged') return;
    // The outer objective is strongly convex with modulus 1: a projected gradient of 1e-6 leaves as much of a distance.
    const slack = 1e-5 * (1 + largest(exact)) * (1 + (outcome.solution.scale ?? 1));
    for (const [k, value] of outcome.solution.solution.entries())
      yield* compareFigures('a variable', value, at(exact, k), slack);
  },
});

export const subjects = [
  atPoint,
  shared,
  kernel,
  predictions,
  hypergradient,
  minimum,
  denoisers,
  learnedDenoisers,
  weightedSamples,
  ...networks,
];
