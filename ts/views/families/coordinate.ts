/** Models of tables: coefficients with names, paths, cross-validation; graphs with labels. */

import {
  columnOf,
  type Data,
  dataOf,
  eachEntry,
  indicesUpTo,
  isList,
  listOf,
  matrixOf,
  sizeOf,
  vectorOf,
} from '../data.js';
import { figure } from '../format.js';
import { convergence, firstOf, numbers, vectorBars } from '../general.js';
import { counted, type Draw, type Given, namesOf, pointsOf } from '../given.js';
import { bars } from '../kinds/bars.js';
import { chart } from '../kinds/chart.js';
import { type Arrow, graph, MAX_NODES } from '../kinds/graph.js';
import { grid } from '../kinds/grid.js';

/** The coefficients of a model, of one response or of several. */
function coefficientsOf(given: Given, model: Data): string | undefined {
  const { coefficients, classes, lambda } = model;
  const { rows, columns } = sizeOf(coefficients);
  const penalty = typeof lambda === 'number' ? `, with the penalty ${figure(lambda)}` : '';
  const names = namesOf(given);
  if (rows > 1 && columns > 1) {
    const responses = Array.from({ length: columns }, (_, k) =>
      isList(classes) ? String(classes[k]) : `response ${k}`,
    );
    const matrix = matrixOf(coefficients);
    const sentence = `The coefficients of ${counted(rows, 'feature')}${penalty}.`;
    if (columns > 4)
      return grid(given.sheet(sentence), {
        matrix: coefficients,
        rowNames: names,
        columnNames: responses,
        rowLabel: 'features',
        columnLabel: 'responses',
      });
    return bars(given.sheet(sentence), {
      names,
      noun: 'feature',
      groups: responses.map((name, k) => ({ name, values: columnOf(matrix, k) })),
    });
  }
  const values = vectorOf(coefficients);
  if (values.length === 0) return undefined;
  const kept = values.filter((value) => value !== 0).length;
  return bars(
    given.sheet(`The coefficients: ${kept} of ${counted(values.length, 'feature')} in use${penalty}.`),
    { names, noun: 'feature', groups: [{ name: 'coefficient', values }] },
  );
}

const model: Draw = (given) => coefficientsOf(given, given.solution);

/** Coefficients beyond these are not drawn on a path. */
const MAX_PATHS = 40;
/** Colors for the names of the largest ones. */
const MAX_NAMED = 7;

/** Coefficients over the strength of the penalty. */
const path: Draw = (given) => {
  const { lambdas, coefficients } = given.solution;
  const x = vectorOf(lambdas);
  if (x.length === 0) return undefined;
  const paths = new Map<number, number[]>();
  eachEntry(coefficients, (i, j, entry) => {
    if (entry === 0 || i >= x.length) return;
    const values = paths.get(j) ?? new Array<number>(x.length).fill(0);
    values[i] = entry;
    paths.set(j, values);
  });
  const size = (values: readonly number[]) => Math.max(...values.map(Math.abs));
  const shown = [...paths].sort((a, b) => size(b[1]) - size(a[1])).slice(0, MAX_PATHS);
  const names = namesOf(given);
  // Weak penalties are to the right, where all features are in use and their names have their place.
  const series = shown.map(([j, y], k) => ({
    ...(k < MAX_NAMED ? { name: names?.[j] ?? `feature ${j}`, color: k } : { color: 7 }),
    x,
    y,
  }));
  const sentence = `The coefficients of ${counted(paths.size, 'feature')} as the penalty falls from ${figure(x[0] ?? NaN)} to ${figure(x.at(-1) ?? NaN)}.`;
  return chart(given.sheet(sentence), {
    series,
    x: { label: 'penalty', isLog: true, isReversed: true },
    y: { label: 'coefficient', include: [0] },
  });
};

/** Errors of cross-validation over the penalty. */
const validated: Draw = (given) => {
  const { curves, lambdaMin, lambda1se } = given.solution;
  const all = isList(curves) ? Array.from(curves, dataOf) : [];
  if (all.length === 0) return undefined;
  const series = all.map(({ lambdas, means, l1Ratio }) => ({
    name: `l1Ratio ${figure(Number(l1Ratio))}`,
    x: vectorOf(lambdas),
    y: vectorOf(means),
  }));
  const bands = all.map(({ lambdas, means, standardErrors }, k) => {
    const [mean, error] = [vectorOf(means), vectorOf(standardErrors)];
    return {
      x: vectorOf(lambdas),
      lower: mean.map((value, i) => value - (error[i] ?? NaN)),
      upper: mean.map((value, i) => value + (error[i] ?? NaN)),
      color: k,
    };
  });
  const heights = series.flatMap(({ y }) => y.filter((value) => value > 0));
  const isLog = heights.length > 0 && Math.max(...heights) > 20 * Math.min(...heights);
  const heightAt = (lambda: number) => series.flatMap(({ x, y }) => y[x.indexOf(lambda)] ?? [])[0] ?? NaN;
  const chosen = [
    ['smallest error', Number(lambdaMin)],
    ['within one standard error', Number(lambda1se)],
  ] as const;
  const marks = chosen.map(([name, lambda], k) => ({
    name,
    x: [lambda],
    y: [heightAt(lambda)],
    mark: 'dots' as const,
    color: k + series.length,
  }));
  const sentence = `The error of predictions by penalty: smallest at ${figure(Number(lambdaMin))}; within one standard error up to ${figure(Number(lambda1se))}.`;
  return chart(given.sheet(sentence), {
    series: [...series, ...marks],
    bands: all.length <= 2 ? bands : [],
    x: { isLog: true, label: 'penalty' },
    y: { label: 'mean error', isLog },
  });
};

/** Predictions, one for each row. */
export const predictions = (field: string, noun = 'row'): Draw =>
  vectorBars(field, { noun, sentence: (_, values) => `Predictions for ${counted(values.length, noun)}.` });

/** A graph with a color for each label. */
const labelled: Draw = (given) => {
  const { problem, solution } = given;
  const labels = listOf(solution.labels);
  const classes = listOf(solution.classes);
  if (labels.length === 0) return undefined;
  const known = listOf(problem.labels).filter((label) => label !== null && Number(label) !== -1).length;
  const sentence = `${counted(labels.length, 'node')} in ${classes.length} classes, from ${counted(known, 'label')}.`;
  const colorOf = (label: unknown) => Math.max(0, classes.indexOf(label));
  if (labels.length > MAX_NODES) {
    const counts = classes.map((each) => labels.filter((label) => label === each).length);
    return bars(given.sheet(sentence), {
      names: classes.map((name) => `class ${name}`),
      groups: [{ name: 'nodes', values: counts }],
    });
  }
  return graph(given.sheet(sentence), {
    nodes: labels.map((_, k) => namesOf(given)?.[k] ?? String(k)),
    colors: labels.map(colorOf),
    legend: classes.map((name, k) => [`class ${name}`, k]),
    arrows: edgesOf(problem),
  });
};

/** Edges of a list of pairs or of a sparse matrix. */
function edgesOf({ edges, weights, matrix }: Data): Arrow[] {
  const pairs = pointsOf(edges).map(([from = NaN, to = NaN]): Arrow => ({ from, to }));
  eachEntry(weights ?? matrix, (from, to, entry) => {
    if (from < to && entry !== 0) pairs.push({ from, to });
  });
  return pairs;
}

/** The values of a graph's nodes. */
const nodeValues = vectorBars('solution', {
  noun: 'node',
  sentence: (_, values) => `The values of ${counted(values.length, 'node')}.`,
});

/** A forest: each node with an arrow to its parent. */
const forest: Draw = (given) => {
  const members = vectorOf(given.solution.members);
  const parents = vectorOf(given.solution.parents);
  const count = sizeOf(given.problem.matrix).rows;
  if (count === 0 || count > MAX_NODES) return nodeValues(given);
  const isMember = new Set(members);
  const arrows =
    parents.length === members.length
      ? members.flatMap((from, k) =>
          (parents[k] as number) >= 0 ? [{ from, to: parents[k] as number }] : [],
        )
      : parents.flatMap((to, from) => (to >= 0 ? [{ from, to }] : []));
  return graph(
    given.sheet(
      `A forest of ${counted(members.length, 'node')} of ${count}, each with an arrow to its parent.`,
    ),
    {
      nodes: indicesUpTo(count).map(String),
      colors: indicesUpTo(count).map((k) => (isMember.has(k) ? 0 : 7)),
      arrows,
      isDirected: true,
    },
  );
};

/** The measures of a point as a table. */
const score = numbers('How well the model predicts.');

const fits = [
  'fit',
  'lasso',
  'elasticNet',
  'logisticRegression',
  'multinomialRegression',
  'poissonRegression',
  'groupLasso',
  'sparseGroupLasso',
  'multiTaskLasso',
  'nonNegativeLeastSquares',
  'mcpRegression',
  'scadRegression',
  'adaptiveLasso',
];

export const views: Readonly<Record<string, Draw>> = {
  ...Object.fromEntries(fits.map((name) => [name, model])),
  path,
  crossValidate: firstOf(validated, (given) => coefficientsOf(given, dataOf(given.solution.model))),
  predict: predictions('response'),
  score,
  lambdaMax: numbers('The penalty above which all coefficients are zero.'),
  dualityGap: numbers('How far the objective can be from its minimum.'),
  kktViolation: numbers('How far a point is from the optimality conditions.'),
  labelPropagation: labelled,
  solveGraphQuadratic: nodeValues,
  forest,
  minimizeBlocks: firstOf(convergence, vectorBars('solution', { noun: 'variable' })),
};
