/** Series with forecasts, trajectories, automata, equations found in data. */

import {
  columnOf,
  type Data,
  dataOf,
  indicesUpTo,
  isList,
  listOf,
  matrixOf,
  sizeOf,
  vectorOf,
} from '../data.js';
import { figure } from '../format.js';
import { firstOf, numbers, vectorBars } from '../general.js';
import { counted, type Draw, type Given, namesOf, pointsOf } from '../given.js';
import { bars } from '../kinds/bars.js';
import { type Band, chart, type Series } from '../kinds/chart.js';
import { facts, factsOf } from '../kinds/facts.js';
import { type Arrow, graph, MAX_NODES } from '../kinds/graph.js';
import { grid } from '../kinds/grid.js';
import { subscript } from './ode.js';

/** The columns of a series over time, from the number `start` on. */
function overTime(value: unknown, names: readonly string[] | undefined, start = 0): Series[] {
  const rows = pointsOf(value);
  const width = rows[0]?.length ?? 0;
  const x = rows.map((_, k) => start + k);
  return indicesUpTo(width).map((k) => ({
    name: names?.[k] ?? (width === 1 ? 'series' : `column ${k}`),
    x,
    y: columnOf(rows, k),
  }));
}

/** A series, or the first one of a list of series. */
const firstSeries = (value: unknown): unknown => {
  const first = isList(value) ? value[0] : undefined;
  const isMatrix = isList(first) ? isList(first[0]) : typeof first === 'object' && first !== null;
  return isMatrix ? first : value;
};

const fitted: Draw = (given) => {
  const series = overTime(firstSeries(given.problem.series), namesOf(given));
  if (series.length === 0) return undefined;
  const { method, season } = given.solution;
  const seasonal = Number(season) > 1 ? `, with a season of ${season}` : '';
  return chart(
    given.sheet(
      `The series of ${counted(series[0]?.y.length ?? 0, 'moment')}, fitted by ${String(method)}${seasonal}.`,
    ),
    { series, x: { label: 'time' } },
  );
};

/** Recent moments that are shown beside a forecast, in units of its length. */
const RECENT = 8;

const forecast: Draw = (given) => {
  const { solution, problem } = given;
  const rows = pointsOf(solution.forecast);
  const history = overTime(problem.history, namesOf(given));
  const length = history[0]?.y.length ?? 0;
  if (rows.length === 0) return undefined;
  const kept = Math.max(24, RECENT * rows.length);
  const levels = vectorOf(solution.levels);
  const quantiles = listOf(solution.quantiles).map(pointsOf);
  const [first, last] = [quantiles[0], quantiles.at(-1)];
  const width = rows[0]?.length ?? 0;
  const before = indicesUpTo(width).map((k) => history[k]?.y.at(-1));
  // From the last known moment on, so that curves and bands are connected.
  const x = [...(length > 0 ? [length - 1] : []), ...rows.map((_, k) => length + k)];
  const joined = (values: readonly number[], k: number) => [
    ...(length > 0 ? [before[k] ?? NaN] : []),
    ...values,
  ];
  const bands =
    quantiles.length > 1 && first && last
      ? indicesUpTo(width).map(
          (k): Band => ({
            x,
            lower: joined(columnOf(first, k), k),
            upper: joined(columnOf(last, k), k),
            color: k,
          }),
        )
      : [];
  const range =
    bands.length > 0
      ? ` The band is from the quantile ${figure(levels[0] ?? NaN)} to ${figure(levels.at(-1) ?? NaN)}.`
      : '';
  const past = history.map(
    ({ name = '', x: times, y }, k): Series => ({
      ...(width > 1 && { name }),
      x: times.slice(-kept),
      y: y.slice(-kept),
      color: width > 1 ? k : 7,
    }),
  );
  const future = indicesUpTo(width).map(
    (k): Series => ({ x, y: joined(columnOf(rows, k), k), mark: width > 1 ? 'dashes' : 'line', color: k }),
  );
  return chart(given.sheet(`The forecast of ${counted(rows.length, 'moment')}.${range}`), {
    series: [...past, ...future],
    bands,
    x: { label: 'time' },
  });
};

/** Errors of methods of forecasting over the horizon. */
const compared: Draw = (given) => {
  const scores = listOf(given.solution.scores).map(dataOf);
  if (scores.length === 0) return undefined;
  const horizons = vectorOf(given.problem.horizons);
  const errors = scores.map((score) => vectorOf(score.errors));
  const names = scores.map(({ method }) => String(method));
  const best = names[Number(given.solution.best)] ?? '';
  const sentence = `Errors of ${counted(scores.length, 'method')} of forecasting; the best is ${best}.`;
  const places =
    horizons.length === errors[0]?.length ? horizons : indicesUpTo(errors[0]?.length ?? 0).map((k) => k + 1);
  if (places.length < 4)
    return bars(given.sheet(sentence), {
      names,
      groups: places.map((place, k) => ({
        name: `horizon ${place}`,
        values: errors.map((list) => list[k] ?? NaN),
      })),
    });
  return chart(given.sheet(sentence), {
    series: names.map((name, k) => ({ name, x: places, y: errors[k] as number[] })),
    x: { label: 'horizon' },
    y: { label: 'error', include: [0] },
  });
};

/** Outputs of a stream and their predictions. */
const stream: Draw = (given) => {
  const observed = columnOf(pointsOf(given.problem.outputs ?? given.problem.series), 0);
  const predictions = columnOf(pointsOf(given.solution.predictions), 0);
  if (predictions.length === 0) return undefined;
  // Of a series, the first numbers have no prediction.
  const outputs = observed.slice(observed.length - predictions.length);
  const x = indicesUpTo(predictions.length);
  return chart(
    given.sheet(`${counted(predictions.length, 'prediction')}, each made before its output was seen.`),
    {
      series: [
        { name: 'output', x, y: outputs, mark: x.length < 60 ? 'dots' : 'line', color: 7 },
        { name: 'prediction', x, y: predictions, color: 0 },
      ],
      x: { label: 'time' },
    },
  );
};

const scanned: Draw = (given) => {
  const series = overTime(given.solution.states, namesOf(given));
  return series.length === 0
    ? undefined
    : chart(given.sheet(`${counted(series[0]?.y.length ?? 0, 'state')} of a recurrence.`), {
        series,
        x: { label: 'step' },
      });
};

/** An automaton: states as nodes in the colors of their outputs, symbols at arrows. */
function automatonOf(
  given: Given,
  { table, outputs, initialState }: Data,
  sentence: string,
): string | undefined {
  const rows = matrixOf(table);
  if (rows.length === 0) return undefined;
  const values = vectorOf(outputs);
  const kinds = [...new Set(values)].sort((a, b) => a - b);
  if (rows.length > MAX_NODES)
    return grid(given.sheet(sentence), { matrix: table, rowLabel: 'states', columnLabel: 'symbols' });
  return graph(given.sheet(sentence), {
    nodes: rows.map((_, k) => String(k)),
    colors: rows.map((_, k) => Math.max(0, kinds.indexOf(values[k] as number))),
    legend: kinds.length > 1 ? kinds.map((kind, k) => [`output ${kind}`, k]) : [],
    arrows: rows.flatMap((row, from) =>
      row.map((to, symbol): Arrow => ({ from, to, label: String(symbol) })),
    ),
    isDirected: true,
    initial: typeof initialState === 'number' ? initialState : 0,
  });
}

const automaton: Draw = (given) => {
  const { minimal, isGroup } = given.solution;
  const { rows } = sizeOf(given.problem.table);
  const small = sizeOf(dataOf(minimal).table).rows;
  const permutes = isGroup === true ? 'Every symbol permutes the states.' : 'Some symbol merges states.';
  return automatonOf(
    given,
    { ...given.problem, initialState: given.problem.initialState ?? 0 },
    `${counted(rows, 'state')}; ${small} would do for the same outputs. ${permutes}`,
  );
};

const learned: Draw = (given) => {
  const found = dataOf(given.solution.automaton);
  const sentence = `The automaton read from the trained model; accuracy ${figure(Number(given.solution.automatonAccuracy ?? given.solution.accuracy))}.`;
  return automatonOf(given, found, sentence);
};

const accuracies: Draw = (given) => {
  const [x, y] = [vectorOf(given.solution.lengths), vectorOf(given.solution.accuracyByLength)];
  return x.length === 0
    ? undefined
    : chart(given.sheet('Accuracy by length.'), {
        series: [{ x, y, mark: 'dots' }],
        x: { label: 'length' },
        y: { label: 'accuracy' },
      });
};

/** The first and the last coordinate of a trajectory, or one coordinate over time. */
function phase(
  given: Given,
  all: readonly (readonly [name: string, rows: readonly (readonly number[])[]])[],
  sentence: string,
): string | undefined {
  const width = all[0]?.[1][0]?.length ?? 0;
  if (width === 0) return undefined;
  const names = namesOf(given) ?? indicesUpTo(width).map((k) => `x${subscript(k)}`);
  const isNamed = all.length > 1;
  if (width === 1)
    return chart(given.sheet(sentence), {
      series: all.map(([name, rows]) => ({
        ...(isNamed && { name }),
        x: indicesUpTo(rows.length),
        y: columnOf(rows, 0),
      })),
      x: { label: 'time' },
    });
  const last = width === 3 ? 2 : 1;
  return chart(given.sheet(sentence), {
    series: all.map(
      ([name, rows]): Series => ({
        ...(isNamed && { name }),
        x: columnOf(rows, 0),
        y: columnOf(rows, last),
        mark: isMap(rows) ? 'dots' : 'line',
      }),
    ),
    x: { label: names[0] ?? '' },
    y: { label: names[last] ?? '' },
  });
}

/** Whether steps are so long that points are better not connected. */
function isMap(rows: readonly (readonly number[])[]): boolean {
  const ranges = indicesUpTo(rows[0]?.length ?? 0).map((k) => {
    const column = columnOf(rows, k);
    const steps = column.slice(1).map((value, i) => Math.abs(value - (column[i] as number)));
    const mean = steps.reduce((sum, step) => sum + step, 0) / Math.max(1, steps.length);
    return (
      mean /
      (column.reduce((high, value) => Math.max(high, value), -Infinity) -
        column.reduce((low, value) => Math.min(low, value), Infinity) || 1)
    );
  });
  return Math.max(...ranges) > 0.25;
}

const simulated: Draw = (given) => {
  const rows = pointsOf(given.solution.series);
  const name = typeof given.problem.system === 'string' ? ` of ${given.problem.system}` : '';
  return phase(given, [['series', rows]], `${counted(rows.length, 'moment')}${name}.`);
};

const exponents: Draw = (given) => {
  const values = vectorOf(given.solution.exponents);
  if (values.length === 0) return undefined;
  const errors = vectorOf(given.solution.standardErrors);
  const { kaplanYorkeDimension } = given.solution;
  const chaos =
    (values[0] as number) > 2 * (errors[0] ?? 0)
      ? 'The largest is positive: chaos.'
      : 'None is clearly positive.';
  const dimension =
    typeof kaplanYorkeDimension === 'number' ? ` Dimension ${figure(kaplanYorkeDimension, 4)}.` : '';
  return bars(given.sheet(`Lyapunov exponents. ${chaos}${dimension}`), {
    noun: 'exponent',
    groups: [{ name: 'exponent', values, errors: errors.length === values.length ? errors : undefined }],
  });
};

/** Coefficients of terms in each equation. */
const equations: Draw = (given) => {
  const { coefficients, termNames } = given.solution;
  const rows = matrixOf(coefficients);
  if (rows.length === 0) return undefined;
  const names = isList(termNames) ? Array.from(termNames, String) : undefined;
  const sentence = `The derivatives of ${counted(rows.length, 'variable')} as sums of terms; residual ${figure(Number(given.solution.residual))}.`;
  return grid(given.sheet(sentence), {
    matrix: coefficients,
    columnNames: names,
    rowNames: rows.map((_, k) => `y${subscript(k)}′`),
  });
};

const embedded: Draw = (given) => {
  const rows = pointsOf(given.solution.vectors);
  const { delay, dimension } = given.solution;
  const plane = rows.map((row) => row.slice(0, 2));
  return phase(
    given,
    [['vectors', plane]],
    `Each value and the one ${String(delay)} steps before; the dimension ${String(dimension)} unfolds the series.`,
  );
};

/** Candidates of a reconstruction by their two errors. */
const candidates: Draw = (given) => {
  const all = listOf(given.solution.candidates).map(dataOf);
  if (all.length < 2) return undefined;
  const column = (name: string) => all.map((candidate) => Number(candidate[name] ?? NaN));
  return chart(
    given.sheet(
      `${counted(all.length, 'candidate')} by the error of one step and the difference of the attractors.`,
    ),
    {
      series: [{ x: column('residualRatio'), y: column('attractorDivergence'), mark: 'dots' }],
      x: { label: 'error of one step', isLog: true },
      y: { label: 'difference of attractors' },
    },
  );
};

/** Regions of a map, each with the share of time in it. */
const regions: Draw = (given) => {
  const all = listOf(given.solution.regions).map(dataOf);
  if (all.length === 0) return undefined;
  const entropy =
    typeof given.solution.entropyRate === 'number'
      ? ` The entropy is ${figure(given.solution.entropyRate)} per step.`
      : '';
  return bars(given.sheet(`The share of time in ${counted(all.length, 'region')}.${entropy}`), {
    names: all.map(({ code, type }) => `${code}: ${String(type)}`),
    groups: [{ name: 'share', values: all.map(({ occupancy }) => Number(occupancy)) }],
  });
};

const attractors: Draw = (given) => {
  const { reference, series } = given.problem;
  return phase(
    given,
    [
      ['reference', pointsOf(reference)],
      ['series', pointsOf(series)],
    ],
    `Two series; their attractors differ by ${figure(Number(given.solution.attractorDivergence))}.`,
  );
};

export const views: Readonly<Record<string, Draw>> = {
  fitPredictor: fitted,
  forecast,
  evaluateForecast: compared,
  recursiveLeastSquares: stream,
  affineScan: scanned,
  automaton,
  fitSequenceModel: firstOf(learned, accuracies),
  simulate: simulated,
  lyapunovExponents: exponents,
  discoverEquations: equations,
  embed: embedded,
  reconstruct: firstOf(candidates, (given) =>
    facts(given.sheet('A model of the series.'), factsOf(given.solution)),
  ),
  analyze: firstOf(regions, numbers('The analyzed map.')),
  compareAttractors: firstOf(attractors, vectorBars('spectrum', { noun: 'frequency' })),
};
