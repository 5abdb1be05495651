// Forecasts against statsmodels, streams against least squares of NumPy, recurrences and automata against loops.

import { dynamics } from 'superlinear';
import {
  certifyAffineScan,
  certifyAutomaton,
  certifyFitPredictor,
  certifyRecursiveLeastSquares,
} from '../../../test/certificates/dynamics.js';
import { at } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures, compareMinima, mustConverge, ourSide } from '../verdict.js';
import { motions } from './motions.js';
import { systems } from './systems.js';
import { training } from './training.js';

interface Model {
  readonly inputs: number[][];
  readonly outputs: number[];
  readonly forgetting: number;
  readonly ridge: number;
}

const model =
  (entry: (random: Random) => number, forgetting: (random: Random) => number) =>
  (random: Random): Model => {
    const [rows, columns] = [random.integer(1, 60), random.integer(1, 6)];
    const inputs = random.matrix(rows, columns, () => entry(random));
    const truth = random.list(columns, () => random.normal());
    return {
      inputs,
      outputs: inputs.map((row) =>
        row.reduce((sum, value, j) => sum + value * at(truth, j), 0.1 * random.normal()),
      ),
      forgetting: forgetting(random),
      ridge: random.decade(-8, 2),
    };
  };

const always = (value: number) => () => value;

/** The weighted sum of squares that coefficients minimize. */
function objective({ inputs, outputs, forgetting, ridge }: Model, coefficients: ArrayLike<number>): number {
  const squares = inputs.reduce((total, row, t) => {
    const error = row.reduce((sum, value, j) => sum - value * at(coefficients, j), at(outputs, t));
    return total * forgetting + error * error;
  }, 0);
  const size = Array.from(coefficients).reduce((sum, value) => sum + value * value, 0);
  return squares + ridge * forgetting ** inputs.length * size;
}

interface Line {
  readonly series: number[];
  readonly order: number;
}

interface Seasonal {
  readonly series: number[];
  readonly season: number;
  readonly trend: dynamics.Trend;
  readonly seasonality: dynamics.Seasonality;
}

interface Recurrence {
  readonly factors: number[][];
  readonly offsets: number[][];
}

interface Machine {
  readonly table: number[][];
  readonly outputs: number[];
  readonly symbols: number[];
}

/** A process of the last two numbers, driven by noise. */
function process(random: Random, scale: number): Line {
  const series = [random.normal(), random.normal()];
  const [a, b] = [1.6 * random.uniform() - 0.8, 0.6 * random.uniform() - 0.3];
  const rows = random.integer(20, 120);
  while (series.length < rows)
    series.push(a * at(series, series.length - 1) + b * at(series, series.length - 2) + random.normal());
  return { series: series.map((value) => scale * value), order: random.integer(1, 4) };
}

/** A series with level, trend and season. */
const seasonal =
  (seasonality: dynamics.Seasonality) =>
  (random: Random): Seasonal => {
    const [season, rows] = [random.pick([4, 6]), random.integer(40, 80)];
    const [slope, noise] = [0.5 * random.normal(), 0.5 + 2 * random.uniform()];
    const terms = random.list(season, () =>
      seasonality === 'multiplicative' ? 1 + 0.3 * random.uniform() : 5 * random.normal(),
    );
    const level = 100 + 20 * random.uniform();
    const series = random
      .list(rows, () => noise * random.normal())
      .map((error, t) => {
        const term = at(terms, t % season);
        const trend = level + slope * t + error;
        if (seasonality === 'none') return trend;
        return seasonality === 'multiplicative' ? trend * term : trend + term;
      });
    return { series, season, trend: random.pick(['none', 'additive', 'damped'] as const), seasonality };
  };

const recurrence =
  (entry: (random: Random) => number) =>
  (random: Random): Recurrence => {
    const [rows, width] = [random.integer(1, 50), random.integer(1, 5)];
    return { factors: random.matrix(rows, width, () => entry(random)), offsets: random.normals(rows, width) };
  };

const machine =
  (outputs: number) =>
  (random: Random): Machine => {
    const [states, symbols] = [random.integer(1, 12), random.integer(1, 3)];
    return {
      table: random.matrix(states, symbols, () => random.integer(0, states - 1)),
      outputs: random.list(states, () => random.integer(0, outputs - 1)),
      symbols: random.list(random.integer(1, 30), () => random.integer(0, symbols - 1)),
    };
  };

export const subjects = [
  ...systems,
  ...motions,
  ...training,
  subject<Model, dynamics.RecursiveLeastSquaresSolution, Reply & { readonly coefficients: number[] }>({
    method: 'recursiveLeastSquares',
    kinds: {
      plain: model((random) => random.normal(), always(1)),
      forgetting: model(
        (random) => random.normal(),
        (random) => 0.7 + 0.3 * random.uniform(),
      ),
      integers: model((random) => random.integer(-2, 2), always(0.95)),
      scaled: model((random) => random.normal() * random.decade(-4, 4), always(0.99)),
      silent: model((random) => (random.chance(0.8) ? 0 : random.normal()), always(0.9)),
    },
    axes: [['inputs', 'outputs']],
    peer: 'least_squares',
    solve: (problem, options) =>
      dynamics.recursiveLeastSquaresSync(problem as dynamics.RecursiveLeastSquaresProblem, options),
    certify: certifyRecursiveLeastSquares as (
      problem: object,
      solution: dynamics.RecursiveLeastSquaresSolution,
    ) => void,
    *judge(made, outcome, { coefficients }) {
      if (outcome.solution === undefined || outcome.solution.windups > 0) return;
      const unit = made.outputs.reduce((total, value) => total * made.forgetting + value * value, 0);
      const side = ourSide(outcome, (solution) => ({ value: objective(made, solution.coefficients.data) }));
      const theirs = { status: 'finished', merit: { value: objective(made, coefficients) } };
      yield* compareMinima(side, theirs, { unit: unit + 1e-300, tolerance: 1e-12 });
    },
  }),
  subject<
    Line,
    dynamics.FitPredictorSolution,
    Reply & { readonly parameters: number[]; readonly errors: number[] }
  >({
    method: 'fitPredictor',
    part: 'linear',
    kinds: {
      plain: (random) => process(random, 1),
      // Entries have absolute values up to 1e50.
      scaled: (random) => process(random, random.pick([1e-49, 1e-20, 1e-6, 1e6, 1e20, 1e48])),
    },
    codes: ['order'],
    peer: 'autoregression',
    pose: ({ series, order }) => ({ series, method: 'linear', order, ridge: 0 }),
    solve: (problem, options) => dynamics.fitPredictorSync(problem as dynamics.FitPredictorProblem, options),
    *judge({ series, order }, { solution }, { parameters, errors }) {
      if (solution === undefined || series.length < 3 * order + 4) return;
      const unit = series.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const found = solution.coefficients?.data ?? [];
      for (const [k, value] of Array.from(found).entries())
        yield* compareFigures('a coefficient', value, at(parameters, k + 1), 1e-8 + 1e-8 * Math.abs(value));
      yield* compareFigures(
        'the constant',
        solution.constants?.[0] ?? Number.NaN,
        at(parameters, 0),
        1e-8 * unit,
      );
      const spread = solution.standardErrors?.data ?? [];
      for (const [k, value] of Array.from(spread).entries())
        yield* compareFigures('a standard error', value, at(errors, k + 1), 1e-7 * (1 + Math.abs(value)));
    },
  }),
  subject<Seasonal, dynamics.FitPredictorSolution, Reply & { readonly logLikelihood: number }>({
    method: 'fitPredictor',
    part: 'exponentialSmoothing',
    kinds: {
      'no season': seasonal('none'),
      additive: seasonal('additive'),
      multiplicative: seasonal('multiplicative'),
    },
    codes: ['season'],
    peer: 'smoothing',
    pose: ({ series, season, trend, seasonality }) => ({
      series,
      method: 'exponentialSmoothing',
      season,
      trend,
      seasonality,
    }),
    certify: certifyFitPredictor as (problem: object, solution: dynamics.FitPredictorSolution) => void,
    solve: (problem, options) => dynamics.fitPredictorSync(problem as dynamics.FitPredictorProblem, options),
    *judge({ series, season, seasonality }, outcome, { logLikelihood }) {
      yield* mustConverge(outcome);
      // statsmodels updates a multiplicative season relative to the new level, unlike the book: the certificate alone applies.
      if (outcome.solution === undefined || series.length < 3 * season || seasonality === 'multiplicative')
        return;
      const side = ourSide(outcome, (solution) => ({
        value: -at(solution.logLikelihoods as Float64Array, 0),
      }));
      yield* compareMinima(
        side,
        { status: 'finished', merit: { value: -logLikelihood } },
        { unit: 1, tolerance: 1e-5 },
      );
    },
    exceptions: [
      { cause: /above ours/, reason: 'statsmodels stops at a local maximum or before the tolerance' },
    ],
  }),
  subject<Recurrence, dynamics.AffineScanSolution, Reply & { readonly states: number[][] }>({
    method: 'affineScan',
    kinds: {
      plain: recurrence((random) => 2 * random.uniform() - 1),
      growing: recurrence((random) => 3 * random.normal()),
      zeros: recurrence((random) => random.integer(-1, 1)),
    },
    axes: [['factors', 'offsets']],
    peer: 'scan',
    pose: (made) => ({ kind: 'diagonal', ...made }),
    certify: certifyAffineScan as (problem: object, solution: dynamics.AffineScanSolution) => void,
    solve: (problem, options) => dynamics.affineScanSync(problem as dynamics.AffineScanProblem, options),
    *judge(_, { solution }, { states }) {
      if (solution === undefined || solution.status !== 'finished') return;
      const size = states.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      for (const [k, value] of states.flat().entries())
        yield* compareFigures('a state', at(solution.states.data, k), value, 1e-13 * size);
    },
  }),
  subject<
    Machine,
    dynamics.AutomatonSolution,
    Reply & { readonly labels: number[]; readonly states: number }
  >({
    method: 'automaton',
    kinds: { 'two outputs': machine(2), 'one output': machine(1), 'many outputs': machine(5) },
    codes: ['table', 'outputs', 'symbols'],
    peer: 'run_automaton',
    pose: ({ table, outputs, symbols }) => ({ table, outputs, sequences: [symbols] }),
    certify: certifyAutomaton as (problem: object, solution: dynamics.AutomatonSolution) => void,
    solve: (problem, options) => dynamics.automatonSync(problem as dynamics.AutomatonProblem, options),
    *judge(_, { solution }, { labels, states }) {
      if (solution === undefined) return;
      yield* compareFigures('the number of states', solution.minimal.table.rows, states, 0);
      for (const [k, label] of labels.entries())
        yield* compareFigures('a label', at(solution.labels?.data ?? [], k), label, 0);
    },
  }),
];
