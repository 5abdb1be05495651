/** Least squares, singular values, rows chosen from tables. */

import { indicesUpTo, matrixOf, vectorOf } from '../data.js';
import { figure } from '../format.js';
import { convergence, firstOf, matrixGrid, vectorBars } from '../general.js';
import { counted, type Draw } from '../given.js';
import { bars } from '../kinds/bars.js';
import { chart } from '../kinds/chart.js';

const coefficients = vectorBars('solution', {
  noun: 'feature',
  sentence: ({ solution }, values) => {
    const norm = vectorOf(solution.residualNorms ?? solution.residualNorm)[0];
    return `${counted(values.length, 'coefficient')}${norm === undefined ? '' : `; the norm of the residuals is ${figure(norm)}`}.`;
  },
});

const several = matrixGrid('solution', {
  rows: 'features',
  columns: 'right sides',
  sentence: 'The coefficients of several right sides.',
});

/** Singular values by size, on a logarithmic axis. */
const singular: Draw = (given) => {
  const values = vectorOf(given.solution.singularValues);
  if (values.length === 0) return undefined;
  const sentence = `The ${counted(values.length, 'largest singular value')}.`;
  const smallest = Math.min(...values);
  if (values.length < 8)
    return bars(given.sheet(sentence), { noun: 'number', groups: [{ name: 'singular value', values }] });
  return chart(given.sheet(sentence), {
    series: [{ x: indicesUpTo(values.length).map((k) => k + 1), y: values, mark: 'dots' }],
    x: { label: 'number' },
    y: { label: 'singular value', isLog: smallest > 0 && (values[0] as number) > 50 * smallest },
  });
};

/** Weights of chosen rows. */
const chosen: Draw = (given) => {
  const rows = vectorOf(given.solution.rows);
  const weights = vectorOf(given.solution.weights);
  if (rows.length === 0) return undefined;
  const count = matrixOf(given.problem.matrix).length;
  const sentence = `${rows.length} of ${counted(Math.max(count, rows.length), 'row')} were chosen, with these weights.`;
  return bars(given.sheet(sentence), {
    names: rows.map((row) => `row ${row}`),
    groups: [{ name: 'weight', values: weights }],
  });
};

const scores = vectorBars('scores', {
  noun: 'row',
  sentence: ({ solution }, values) =>
    `The leverage of ${counted(values.length, 'row')}; the rank is ${solution.rank}.`,
});

const leastSquares = firstOf(convergence, several, coefficients);

export const views: Readonly<Record<string, Draw>> = {
  lstsq: leastSquares,
  lsqr: leastSquares,
  lsmr: leastSquares,
  sketchedLstsq: leastSquares,
  iterativeHessianSketch: leastSquares,
  solveConsistent: leastSquares,
  sampledLstsq: coefficients,
  weightedSample: chosen,
  randomizedSvd: singular,
  randomizedRangeFinder: matrixGrid('basis', {
    sentence: 'An orthonormal basis of the range.',
    columns: 'vectors',
  }),
  leverageScores: scores,
  basisMatrix: matrixGrid('matrix', {
    rows: 'points',
    columns: 'functions',
    sentence: 'The values of the basis at the points.',
  }),
  applySketch: matrixGrid('product', { sentence: 'The sketched matrix.' }),
};
