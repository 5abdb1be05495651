/** Coefficients of a sparse regression along a path of penalty strengths, and the strength that predicts best. */

import { coordinate } from 'superlinear';
import { describedChart, type Series, sheetOf } from '../chart.js';
import { literal, program, verbatim } from '../code.js';
import { DATA_SETS, type DataSource } from '../data-sets.js';
import type { Panel, Values } from '../panel.js';
import { tableOf, together } from '../table.js';

const PENALTIES = ['l1', 'elasticNet', 'mcp', 'scad'] as const;

/** The ratio of the last penalty strength to the first. */
const SMALLEST_RATIO = 1e-3;

const STRENGTHS = 80;

/** Maximum number of features labeled in the plot and listed below it. */
const NAMED = 8;

/** The coefficient of a feature at one penalty strength. */
interface Point {
  readonly feature: string;
  readonly lambda: number;
  readonly coefficient: number;
}

/** The paths of the features that are ever nonzero. */
function pathsOf({ lambdas, coefficients }: coordinate.PathSolution, names: readonly string[]): Point[][] {
  const { indptr, indices, data } = coefficients;
  const values = new Map<number, Float64Array>();
  for (let row = 0; row < lambdas.length; row++) {
    for (let k = indptr[row] as number; k < (indptr[row + 1] as number); k++) {
      const feature = indices[k] as number;
      const path = values.get(feature) ?? new Float64Array(lambdas.length);
      path[row] = data[k] as number;
      values.set(feature, path);
    }
  }
  return [...values].map(([feature, path]) =>
    Array.from(path, (coefficient, row) => ({
      feature: names[feature] as string,
      lambda: lambdas[row] as number,
      coefficient,
    })),
  );
}

/** The features with the largest coefficients at one penalty strength. */
const largestAt = (paths: readonly (readonly Point[])[], row: number) =>
  paths
    .map((path) => path[row] as Point)
    .filter(({ coefficient }) => coefficient !== 0)
    .sort((a, b) => Math.abs(b.coefficient) - Math.abs(a.coefficient))
    .slice(0, NAMED);

/** Lines beyond these, of the smallest coefficients, are not drawn. */
const MAX_PATHS = 50;

/** The numbers of the colors of lines; others are for the marked strengths. */
const LINE_COLORS = [0, 2, 3, 4, 5];

const sizeOf = (path: readonly Point[]) => Math.max(...path.map(({ coefficient }) => Math.abs(coefficient)));

function draw(
  paths: readonly (readonly Point[])[],
  row: number,
  marks: readonly Mark[],
  width: number,
): Element {
  const here = largestAt(paths, row);
  const shown = [...paths].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, MAX_PATHS);
  const heights = shown.flatMap((path) => path.map(({ coefficient }) => coefficient));
  const [low, high] = [Math.min(0, ...heights), Math.max(0, ...heights)];
  const lambda = paths[0]?.[row]?.lambda;
  const rule = (x: number) => ({ x: [x, x], y: [low, high] });
  const series: Series[] = [
    ...shown.map((path, k) => ({
      x: path.map((point) => point.lambda),
      y: path.map(({ coefficient }) => coefficient),
      color: LINE_COLORS[k % LINE_COLORS.length] as number,
    })),
    ...marks.map(
      (mark, k) => ({ ...rule(mark.lambda), name: mark.name, mark: 'dashes', color: 7 - k }) as const,
    ),
    ...(lambda === undefined ? [] : [{ ...rule(lambda), name: 'shown below', color: 1 }]),
  ];
  const sentence = 'Coefficients as the penalty falls. Point at a line to learn which feature it is.';
  const plot = describedChart(
    sheetOf(width, sentence),
    {
      series,
      x: { label: 'lambda', isLog: true, isReversed: true },
      y: { label: 'coefficient, per standard deviation' },
    },
    (line, point) => {
      const told = shown[line]?.[point];
      return told === undefined ? (series[line]?.name ?? '') : inWords(told);
    },
  );
  const rows = here.map(({ feature, coefficient }) => [feature, coefficient.toPrecision(4)]);
  return together(plot, tableOf(['Feature', `at lambda ${lambda?.toPrecision(3)}`], rows));
}

const inWords = ({ feature, lambda, coefficient }: Point) =>
  `${feature}\ncoefficient ${coefficient.toPrecision(4)}\nat lambda ${lambda.toPrecision(3)}`;

/** A labeled penalty strength. */
interface Mark {
  readonly name: string;
  readonly lambda: number;
}

const sourceOf = (name = '') => DATA_SETS[name] ?? (DATA_SETS.diabetes as DataSource);

/** The problem options shared by all strengths, without the data. */
const optionsOf = ({ data, penalty }: Values) => ({
  loss: sourceOf(data).loss,
  penalty: PENALTIES.find((name) => name === penalty) ?? 'l1',
  count: STRENGTHS,
  smallestRatio: SMALLEST_RATIO,
});

export const panel: Panel = {
  problem: 'Fit data',
  order: 21,
  title: 'Sparse regression',
  question: 'Which few of many features predict best?',
  introduction:
    'Coefficients as the penalty falls: on the left it leaves none. Point at a line to learn which feature it is.',
  hasSlider: true,
  rows: 9,
  fields: [
    { kind: 'choice', name: 'data', label: 'Data', choices: Object.keys(DATA_SETS), initial: 'diabetes' },
    { kind: 'choice', name: 'penalty', label: 'Penalty', choices: PENALTIES, initial: 'l1' },
    {
      kind: 'range',
      name: 'folds',
      label: 'Folds of cross-validation',
      min: 2,
      max: 20,
      step: 1,
      initial: 5,
    },
  ],
  async solve(values, stage) {
    const { names, matrix, response } = await sourceOf(values.data).load();
    const problem = { matrix, response, ...optionsOf(values) };
    const { signal, onProgress } = stage;
    const path = await coordinate.path(problem, { signal, onProgress });
    const paths = pathsOf(path, names);
    stage.show((width) => draw(paths, path.lambdas.length - 1, [], width));
    stage.say('Cross-validation …');
    const { lambdaMin, lambda1se } = await coordinate.crossValidate(
      { ...problem, lambdas: path.lambdas, folds: Number(values.folds) },
      { signal, onProgress },
    );
    const marks = [
      { name: 'simplest as good', lambda: lambda1se },
      { name: 'best', lambda: lambdaMin },
    ];
    const last = path.lambdas.length - 1;
    const show = (way: number) => stage.show((width) => draw(paths, Math.round(way * last), marks, width));
    const best = path.lambdas.indexOf(lambdaMin);
    stage.slider('Way along the path', best / last, show);
    show(best / last);
    const features = `${path.nonzeros[best]} of ${names.length} features`;
    return `${path.status}: ${path.lambdas.length} strengths; lambda ${lambdaMin.toPrecision(3)} predicts best, with ${features}`;
  },
  code(values) {
    const source = sourceOf(values.data);
    const problem = { matrix: verbatim('matrix'), response: verbatim('response'), ...optionsOf(values) };
    return program(
      'coordinate',
      `
const { names, matrix, response } = ${source.code};
const problem = ${literal(problem)} as const;
const path = await coordinate.path(problem);
const { lambdaMin } = await coordinate.crossValidate({
  ...problem,
  lambdas: path.lambdas,
  folds: ${values.folds},
});
const features = path.nonzeros[path.lambdas.indexOf(lambdaMin)];
console.log(path.status, lambdaMin, features, names.length);`,
      source.functions,
    );
  },
};
