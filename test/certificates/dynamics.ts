/** Certificates of series and sequences, recomputed from the problem and the returned solution. */

import type { dynamics, MatrixInput, VectorInput } from 'superlinear';
import {
  at,
  atMost,
  EPSILON,
  holds,
  near,
  rowsOf,
  rowsOfSeries,
  trajectoriesOf,
  vectorOf,
} from './support.js';

/** The inputs, with the constant, and the outputs of each row of a stream. */
function streamOf(problem: dynamics.RecursiveLeastSquaresProblem): { inputs: number[]; outputs: number[] }[] {
  const constant = problem.intercept === true ? [1] : [];
  if (problem.inputs !== undefined && problem.inputs !== null) {
    const outputs = rowsOfSeries(problem.outputs as VectorInput);
    return rowsOf(problem.inputs).map((row, t) => ({
      inputs: [...row, ...constant],
      outputs: outputs[t] as number[],
    }));
  }
  const { order = 1, state } = problem;
  const before = state === undefined || state === null ? [] : rowsOf(state.recent);
  const rows = [...before, ...rowsOfSeries(problem.series as VectorInput)];
  return rows.slice(order).map((outputs, t) => ({
    inputs: [
      ...rows
        .slice(t, t + order)
        .reverse()
        .flat(),
      ...constant,
    ],
    outputs,
  }));
}

/** The equations before the first row: those of the state, or of the ridge. */
function priorOf(problem: dynamics.RecursiveLeastSquaresProblem, inputs: number, outputs: number) {
  const { state, ridge } = problem;
  if (state !== undefined && state !== null)
    return { factor: rowsOf(state.factor), targets: rowsOf(state.targets), windups: state.windups };
  const root = Math.sqrt(ridge ?? 1e-3);
  const square = Array.from({ length: inputs }, (_, i) =>
    Array.from({ length: inputs }, (_, j) => (i === j ? root : 0)),
  );
  return { factor: square, targets: square.map(() => new Array<number>(outputs).fill(0)), windups: 0 };
}

/**
 * Certifies the coefficients after the last row: as long as forgetting was not limited, the gradient of the weighted sum
 * of squares vanishes up to the rounding of an orthogonal factorization.
 */
export function certifyRecursiveLeastSquares(
  problem: dynamics.RecursiveLeastSquaresProblem,
  solution: dynamics.RecursiveLeastSquaresSolution,
): void {
  const { forgetting = 1 } = problem;
  const stream = streamOf(problem);
  const predictions = rowsOfSeries(solution.predictions);
  const errors = rowsOfSeries(solution.errors);
  holds('each row has a prediction', predictions.length === stream.length && errors.length === stream.length);
  for (const [t, { outputs }] of stream.entries())
    for (const [k, output] of outputs.entries()) {
      const predicted = at(predictions[t] as number[], k);
      near('an error', at(errors[t] as number[], k), output - predicted, 0);
    }
  const first = stream[0] as { inputs: number[]; outputs: number[] };
  const prior = priorOf(problem, first.inputs.length, first.outputs.length);
  if (solution.windups > prior.windups) return;
  const coefficients = rowsOf(solution.coefficients).map((row, k) =>
    solution.intercept === undefined ? row : [...row, at(solution.intercept, k)],
  );
  // The equations of the prior and of the rows, weighted by the square root of what is not forgotten.
  const decay = (age: number) => Math.sqrt(forgetting) ** age;
  const equations = [
    ...prior.factor.map((inputs, i) => ({
      weight: decay(stream.length),
      inputs,
      outputs: prior.targets[i] as number[],
    })),
    ...stream.map((row, t) => ({ weight: decay(stream.length - 1 - t), ...row })),
  ];
  const norm = (value: (row: (typeof equations)[number]) => number) =>
    Math.hypot(...equations.map((row) => row.weight * value(row)));
  const sizes = first.inputs.map((_, j) => norm(({ inputs }) => at(inputs, j)));
  for (const [k, own] of coefficients.entries()) {
    const explained = own.reduce((total, value, j) => total + Math.abs(value) * at(sizes, j), 0);
    const size = explained + norm(({ outputs }) => at(outputs, k));
    for (const [j, columnSize] of sizes.entries()) {
      const gradient = equations.reduce((total, { weight, inputs, outputs }) => {
        const fitted = inputs.reduce((sum, value, i) => sum + weight * value * at(own, i), 0);
        return total + weight * at(inputs, j) * (weight * at(outputs, k) - fitted);
      }, 0);
      const rounding = 8 * EPSILON * (equations.length + sizes.length) * columnSize * size;
      atMost('the gradient of the weighted squares', Math.abs(gradient), rounding + 1e-280);
    }
  }
}

/** The errors of exponential smoothing along a column, in the units of its likelihood, from smoothing and initial state. */
function smoothedErrors(
  own: dynamics.Smoothing,
  initial: readonly number[],
  season: number,
  values: readonly number[],
): number[] {
  const isRelative = own.seasonality === 'multiplicative';
  const hasTrend = own.trend !== 'none';
  let [level, slope] = [at(initial, 0), hasTrend ? at(initial, 1) : 0];
  const terms = own.seasonality === 'none' ? undefined : initial.slice(hasTrend ? 2 : 1);
  const logarithms: number[] = [];
  const errors = values.map((value, t) => {
    const trend = level + own.damping * slope;
    const term = terms === undefined ? 0 : at(terms, t % season);
    const forecast = isRelative ? trend * term : trend + term;
    const error = isRelative ? (value - forecast) / forecast : value - forecast;
    logarithms.push(Math.log(forecast));
    level = trend + own.level * error * (isRelative ? trend : 1);
    if (hasTrend) slope = own.damping * slope + own.slope * error * (isRelative ? trend : 1);
    if (terms !== undefined) terms[t % season] = term + own.seasonal * error * (isRelative ? term : 1);
    return error;
  });
  if (!isRelative) return errors;
  const mean = Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / values.length);
  return errors.map((error) => error * mean);
}

const squaresOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);

/**
 * Certifies exponential smoothing: the likelihoods are those of the returned smoothing and states, and no change of the
 * smoothing within its bounds raises them to first order by more than the tolerance allows.
 */
export function certifyFitPredictor(
  problem: dynamics.FitPredictorProblem,
  solution: dynamics.FitPredictorSolution,
): void {
  const { predictor, logLikelihoods, initialStates } = solution;
  holds('a model is named', solution.method !== 'auto' && predictor.method === solution.method);
  if (logLikelihoods === undefined || initialStates === undefined) return;
  const { tolerance = 1e-6 } = problem;
  holds('the relative offset is within the tolerance', solution.relativeOffset <= tolerance);
  const rows = trajectoriesOf(problem.series).flat();
  for (const [k, own] of (predictor.smoothing ?? []).entries()) {
    const values = rows.map((row) => at(row, k));
    const count = values.length;
    const initial = vectorOf(initialStates[k] as Float64Array);
    const errors = smoothedErrors(own, initial, predictor.season, values);
    const squares = squaresOf(errors);
    const largest = Math.max(...values.map(Math.abs));
    // Errors at the rounding of the series carry no likelihood.
    if (Math.sqrt(squares) <= 1e-10 * Math.sqrt(count) * largest || squares < 1e-180 || squares > 1e90)
      continue;
    const likelihood = -0.5 * count * (Math.log((2 * Math.PI * squares) / count) + 1);
    near('the logarithm of a likelihood', at(logLikelihoods, k), likelihood, 1e-6 * count);
    const share = own.level;
    const slopeShare = own.slope / share;
    const seasonalShare = own.seasonal / (1 - share);
    const at_ = (level: number, slope: number, seasonal: number) =>
      smoothedErrors(
        { ...own, level, slope: level * slope, seasonal: (1 - level) * seasonal },
        initial,
        predictor.season,
        values,
      );
    const moves: [number, (h: number) => number[]][] = [
      [share, (h) => at_(share + h, slopeShare, seasonalShare)],
      ...(own.trend === 'none'
        ? []
        : [
            [slopeShare, (h: number) => at_(share, slopeShare + h, seasonalShare)] as [
              number,
              (h: number) => number[],
            ],
          ]),
      ...(own.seasonality === 'none'
        ? []
        : [
            [seasonalShare, (h: number) => at_(share, slopeShare, seasonalShare + h)] as [
              number,
              (h: number) => number[],
            ],
          ]),
    ];
    for (const [value, move] of moves) {
      const step = 1e-6;
      const [below, above] = [move(-step), move(step)];
      const slopes = above.map((error, t) => (error - at(below, t)) / (2 * step));
      const product = slopes.reduce((sum, slope, t) => sum + slope * at(errors, t), 0);
      const cosine = product / Math.sqrt(squaresOf(slopes)) / Math.sqrt(squares);
      const [isLow, isHigh] = [value <= 1.001e-4, value >= 1 - 1.001e-4];
      if (Number.isNaN(cosine) || (isLow && cosine >= 0) || (isHigh && cosine <= 0)) continue;
      atMost('the cosine of errors and their derivative', Math.abs(cosine), 2 * tolerance + 1e-4);
    }
  }
}

/** Certifies a forecast: quantiles are ordered by level, and a linear model has the forecast of its weights. */
export function certifyForecast(
  problem: dynamics.ForecastProblem,
  solution: dynamics.ForecastSolution,
): void {
  const { predictor } = problem;
  const found = rowsOfSeries(solution.forecast);
  if (solution.status === 'finished') holds('each moment has a forecast', found.length === problem.horizon);
  const order = Array.from(solution.levels, (level, k) => [level, k] as const).sort((a, b) => a[0] - b[0]);
  const quantiles = solution.quantiles.map((rows) => rowsOfSeries(rows).flat());
  for (const [k, [, own]] of order.entries()) {
    const before = quantiles[order[k - 1]?.[1] ?? own] ?? [];
    for (const [i, value] of (quantiles[own] ?? []).entries())
      atMost('a quantile of a lower level', at(before, i) - value, 0);
  }
  if (predictor.method !== 'linear') return;
  const [mean, scale] = [vectorOf(predictor.mean), vectorOf(predictor.scale)];
  const weights = rowsOf(predictor.weights);
  const past = rowsOfSeries(problem.history).map((row) =>
    row.map((value, j) => (value - at(mean, j)) / at(scale, j)),
  );
  for (const row of found) {
    const last = past.at(-1) as number[];
    const features = [...(predictor.intercept ? [1] : []), ...past.slice(-predictor.order).reverse().flat()];
    const terms = last.map((value, j) => [
      value,
      ...features.map((feature, i) => feature * at(weights[i] as number[], j)),
    ]);
    for (const [j, own] of terms.entries()) {
      const size =
        own.reduce((total, term) => total + Math.abs(term), 0) * at(scale, j) + Math.abs(at(mean, j));
      const sum = own.reduce((total, term) => total + term, 0) * at(scale, j) + at(mean, j);
      near('a forecast', at(row, j), sum, EPSILON * (8 + own.length) * size);
    }
    past.push(row.map((value, j) => (value - at(mean, j)) / at(scale, j)));
  }
}

/** Certifies an evaluation: the best score is the best one, and the errors of the last row are those of the series. */
export function certifyEvaluateForecast(
  problem: dynamics.EvaluateForecastProblem,
  solution: dynamics.EvaluateForecastSolution,
): void {
  const { status, scores, best, moments, momentSeries } = solution;
  if (scores.length === 0) {
    holds('there are scores unless time is up', status === 'timeLimit' && best === 0);
    return;
  }
  const wholes = scores.map(({ errors }) =>
    errors.reduce((sum, error) => sum + Math.log(Math.max(error, 1e-12)), 0),
  );
  holds('the best score has the smallest errors', at(wholes, best) <= Math.min(...wholes) + 1e-9);
  for (const { leastValidTime, validTime, coverage = 0 } of scores)
    holds('figures are in their ranges', leastValidTime <= validTime && coverage >= 0 && coverage <= 1);
  const all = trajectoriesOf(problem.series);
  const origins = Array.from(moments, (moment, k) => ({ moment, rows: all[momentSeries?.[k] ?? 0] ?? [] }));
  const rows = all.flat();
  const columns = (rows[0] as number[]).map((_, j) => rows.map((row) => at(row, j)));
  const deviations = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    return Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
  });
  // Constant columns have units of their own.
  if (columns.some((column, j) => at(deviations, j) <= 1e-12 * Math.max(...column.map(Math.abs)) + 1e-140))
    return;
  // Histories that leave the range of the fitted rows make forecasts unbounded, with the largest error that counts.
  const firsts = all.map((own) => origins.find((origin) => origin.rows === own)?.moment ?? 0);
  const isFar = columns.some((column, j) => {
    const known = all.flatMap((own, k) => own.slice(0, at(firsts, k)).map((row) => at(row, j)));
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const unit = Math.abs(mean) + Math.max(...known.map((value) => Math.abs(value - mean)));
    return column.some((value) => Math.abs(value - mean) > 1e4 * unit);
  });
  if (isFar) return;
  const persistence = scores[0] as dynamics.ForecastScore;
  const horizons =
    problem.horizons === undefined || problem.horizons === null ? [1, 2, 5, 10] : vectorOf(problem.horizons);
  for (const [k, horizon] of horizons.entries()) {
    const squares = origins.map(({ moment, rows: own }) => {
      const [now, then] = [own[moment - 1] as number[], own[moment + horizon - 1] as number[]];
      const terms = now.map((value, j) => ((value - at(then, j)) / at(deviations, j)) ** 2);
      return Math.min(1e12, terms.reduce((sum, term) => sum + term, 0) / terms.length);
    });
    const expected = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
    near('the error of the last row', at(persistence.errors, k), expected, 1e-9 * (1 + expected));
  }
}

/** The rows of a matrix of a problem; none if it is absent. */
const optionalRows = (input: MatrixInput | null | undefined): number[][] | undefined =>
  input === undefined || input === null ? undefined : rowsOf(input);

/** The matrices of a recurrence by rows. */
const tablesOf = (problem: dynamics.AffineScanProblem) => ({
  isRankOne: problem.kind === 'rankOne',
  factors: optionalRows(problem.factors),
  left: optionalRows(problem.kind === 'rankOne' ? problem.left : problem.vectors),
  right: optionalRows(problem.right),
  strengths: optionalRows(problem.strengths),
  terms: problem.terms ?? 1,
});

/** Multiplies a state by the matrix of a step, and adds the sizes of the terms to those of the state. */
function multiplied(tables: ReturnType<typeof tablesOf>, k: number, state: number[], sizes: number[]): void {
  if (tables.factors !== undefined) {
    const factors = tables.factors[k] as number[];
    for (const [j, factor] of factors.entries()) {
      state[j] = at(state, j) * factor;
      sizes[j] = at(sizes, j) * Math.abs(factor);
    }
    return;
  }
  const { isRankOne, left, right, strengths } = tables;
  const terms = isRankOne ? tables.terms : (strengths?.[k]?.length ?? 0);
  for (let term = 0; term < terms; term++) {
    const given = left?.[k * terms + term] as number[];
    const length = isRankOne ? 1 : Math.hypot(...given);
    const direction = given.map((value) => value / length);
    const other = isRankOne ? (right?.[k * terms + term] as number[]) : direction;
    const factor = isRankOne ? 1 : at(strengths?.[k] as number[], term);
    const product = factor * other.reduce((sum, value, j) => sum + value * at(state, j), 0);
    const size = factor * other.reduce((sum, value, j) => sum + Math.abs(value) * at(sizes, j), 0);
    for (const [j, value] of direction.entries()) {
      state[j] = at(state, j) - value * product;
      sizes[j] = at(sizes, j) + Math.abs(value) * size;
    }
  }
}

/** Certifies the states of a recurrence: each is a step from the one before, up to the rounding of the step. */
export function certifyAffineScan(
  problem: dynamics.AffineScanProblem,
  solution: dynamics.AffineScanSolution,
): void {
  const { tokens, batch = 1, output = 'states' } = problem;
  if (output === 'last') return;
  const rows = rowsOf(solution.states);
  const places = tokens === undefined || tokens === null ? rows.map((_, k) => k) : vectorOf(tokens);
  const tables = tablesOf(problem);
  const [offsets, initial] = [optionalRows(problem.offsets), optionalRows(problem.initial)];
  const steps = rows.length / batch;
  holds('each step has a state', places.length === rows.length);
  for (const [row, found] of rows.entries()) {
    const isFirst = row % steps === 0;
    const before = isFirst ? (initial?.[row / steps] ?? found.map(() => 0)) : (rows[row - 1] as number[]);
    const [state, sizes] = [[...before], before.map(Math.abs)];
    const place = at(places, row);
    multiplied(tables, place, state, sizes);
    for (const [j, value] of found.entries()) {
      const offset = offsets === undefined ? 0 : at(offsets[place] as number[], j);
      const size = at(sizes, j) + Math.abs(offset);
      if (!(size < 1e300)) return;
      // Long recurrences are joined from blocks.
      const rounding = (64 + 8 * found.length) * EPSILON * size + 1e-290;
      near('a state', value, at(state, j) + offset, rounding);
    }
  }
}

/**
 * Certifies an automaton: the factors map one-hot states as the table does, runs follow the table, and the smallest
 * automaton has the same outputs along with pairwise different states.
 */
export function certifyAutomaton(
  problem: dynamics.AutomatonProblem,
  solution: dynamics.AutomatonSolution,
): void {
  const table = rowsOf(problem.table);
  const [states, symbols] = [table.length, (table[0] as number[]).length];
  const outputs =
    problem.outputs === undefined || problem.outputs === null
      ? table.map((_, k) => k)
      : vectorOf(problem.outputs);
  const { left, right, terms, minimal } = solution;
  const [us, vs] = [rowsOf(left), rowsOf(right)];
  for (let symbol = 0; symbol < symbols; symbol++)
    for (const [state, row] of table.entries()) {
      const vector = new Array<number>(states).fill(0);
      vector[state] = 1;
      for (let term = symbol * terms; term < (symbol + 1) * terms; term++) {
        const product = (vs[term] as number[]).reduce((sum, value, j) => sum + value * at(vector, j), 0);
        for (const [j, value] of (us[term] as number[]).entries())
          vector[j] = at(vector, j) - value * product;
      }
      holds(
        'factors map states as the table does',
        vector.every((value, j) => value === (j === at(row, symbol) ? 1 : 0)),
      );
    }
  const [visited, labels] = [optionalRows(solution.states), optionalRows(solution.labels)];
  for (const [k, sequence] of (optionalRows(problem.sequences) ?? []).entries()) {
    let state = problem.initialState ?? 0;
    for (const [t, symbol] of symbolsBefore(sequence).entries()) {
      state = at(table[state] as number[], symbol);
      holds('a run follows the table', at(visited?.[k] as number[], t) === state);
      holds('labels are outputs', at(labels?.[k] as number[], t) === at(outputs, state));
    }
  }
  certifyMinimal(table, outputs, problem.initialState ?? 0, minimal);
}

/** Pairs of states are visited together: equal outputs throughout, and a difference for each pair of the smallest. */
function certifyMinimal(
  table: number[][],
  outputs: number[],
  initial: number,
  minimal: dynamics.MinimalAutomaton,
): void {
  const small = rowsOf(minimal.table);
  const visited = new Set<number>();
  const reached = new Set<number>();
  const queue: [number, number][] = [[initial, minimal.initialState]];
  for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
    const [state, own] = pair;
    const code = state * small.length + own;
    if (visited.has(code)) continue;
    visited.add(code);
    reached.add(own);
    holds('the smallest automaton has the same outputs', at(outputs, state) === at(minimal.outputs, own));
    for (const [symbol, next] of (table[state] as number[]).entries())
      queue.push([next, at(small[own] as number[], symbol)]);
  }
  holds('all states of the smallest automaton are reached', reached.size === small.length);
  let classes = vectorOf(minimal.outputs).map(String);
  for (let round = 0; round < small.length; round++)
    classes = small
      .map((row, k) => `${classes[k]}:${row.map((next) => classes[next]).join()}`)
      .map(numbered());
  holds('states of the smallest automaton differ', new Set(classes).size === small.length);
}

/** Short names of texts, by the order of their appearance. */
function numbered(): (text: string) => string {
  const names = new Map<string, string>();
  return (text) => {
    if (!names.has(text)) names.set(text, String(names.size));
    return names.get(text) as string;
  };
}

/** The symbols of a sequence before the first -1. */
const symbolsBefore = (sequence: readonly number[]): number[] =>
  sequence.includes(-1) ? sequence.slice(0, sequence.indexOf(-1)) : [...sequence];

/** Certifies a learned automaton: it gives every label of a converged fit, and as many as it says of others. */
export function certifyFitSequenceModel(
  problem: dynamics.FitSequenceModelProblem,
  solution: dynamics.FitSequenceModelSolution,
): void {
  const { automaton, automatonAccuracy, status } = solution;
  const table = rowsOf(automaton.table);
  const sequences = [...rowsOf(problem.sequences), ...(optionalRows(problem.validationSequences) ?? [])];
  const labels = [...rowsOf(problem.labels), ...(optionalRows(problem.validationLabels) ?? [])];
  let [right, all] = [0, 0];
  for (const [k, sequence] of sequences.entries()) {
    let state = automaton.initialState;
    for (const [t, symbol] of symbolsBefore(sequence).entries()) {
      state = at(table[state] as number[], symbol);
      const label = at(labels[k] as number[], t);
      if (label < 0) continue;
      all++;
      right += at(automaton.outputs, state) === label ? 1 : 0;
    }
  }
  near('the accuracy of the automaton', automatonAccuracy, right / all, 1e-12);
  if (status === 'converged')
    holds('the automaton is closed and gives every label', automaton.isClosed && right === all);
}
