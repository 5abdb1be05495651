/** Linear systems and eigenvalues: solutions by place, spectra. */

import { indicesUpTo, vectorOf } from '../data.js';
import { figure } from '../format.js';
import { convergence, firstOf, matrixGrid, vectorBars } from '../general.js';
import { counted, type Draw } from '../given.js';
import { bars } from '../kinds/bars.js';
import { chart } from '../kinds/chart.js';

/** Eigenvalues: on the real line, or in the plane of complex numbers. */
const spectrum: Draw = (given) => {
  const values = vectorOf(given.solution.values);
  const imaginary = vectorOf(given.solution.imaginary);
  if (values.length === 0) return undefined;
  const sentence = `${counted(values.length, 'eigenvalue')}.`;
  if (imaginary.some((value) => value !== 0))
    return chart(given.sheet(sentence), {
      series: [{ x: values, y: imaginary, mark: 'dots' }],
      isIsometric: true,
      x: { label: 'real part', include: [0] },
      y: { label: 'imaginary part', include: [0] },
    });
  const errors = vectorOf(given.solution.errorBounds);
  return bars(given.sheet(sentence), {
    noun: 'eigenvalue',
    groups: [
      {
        name: 'eigenvalue',
        values,
        errors:
          errors.length === values.length &&
          errors.some((error, k) => error > 1e-6 * Math.abs(values[k] as number))
            ? errors
            : undefined,
      },
    ],
  });
};

/** Estimates of cost over a parameter. */
const parameter: Draw = (given) => {
  const { state, value } = given.solution;
  const { grid, binEstimates, products } = (state ?? {}) as Record<string, unknown>;
  const [x, y] = [vectorOf(grid), vectorOf(binEstimates ?? products)];
  if (x.length === 0) return undefined;
  const chosen = typeof value === 'number' ? ` The next parameter is ${figure(value)}.` : '';
  const mark = typeof value === 'number' ? [x.indexOf(value)] : [];
  return bars(given.sheet(`Estimated costs of ${counted(x.length, 'parameter')}.${chosen}`), {
    names: x.map((each) => figure(each)),
    groups: [{ name: 'cost', values: y.slice(0, x.length) }],
    marked: mark,
  });
};

const sequence: Draw = (given) => {
  const iterations = vectorOf(given.solution.iterations);
  if (!iterations.some((count) => count > 0)) return undefined;
  return chart(
    given.sheet(
      `Iterations of ${counted(iterations.length, 'system')}: ${figure(Number(given.solution.totalIterations))} in all.`,
    ),
    {
      series: [{ x: indicesUpTo(iterations.length), y: iterations, mark: 'stems' }],
      x: { label: 'system' },
      y: { label: 'iterations' },
    },
  );
};

const backwardError = ({ backwardError: error }: Readonly<Record<string, unknown>>) =>
  typeof error === 'number' ? `; backward error ${figure(error)}` : '';

export const views: Readonly<Record<string, Draw>> = {
  solve: firstOf(
    convergence,
    vectorBars('solution', {
      noun: 'unknown',
      sentence: ({ solution }, values) =>
        `The solution for ${counted(values.length, 'unknown')}${backwardError(solution)}.`,
    }),
  ),
  solveSequence: firstOf(
    sequence,
    matrixGrid('solutions', {
      columns: 'systems',
      rows: 'unknowns',
      sentence: 'The solutions of a sequence of systems.',
    }),
  ),
  eigenvalues: spectrum,
  nextParameter: parameter,
  recordCost: parameter,
};
