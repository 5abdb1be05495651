/** Claims about stochastic: the results claimed by the papers, and the measurements. */

import { fit } from '../families/stochastic.js';
import type { Claim } from './support/claim.js';
import { descentClaims } from './support/stochastic-descent.js';

/** Rows (1, 1) and one row (0.3, -0.7), all of one class: the last one decides. */
function oneOfMany(count: number): number[][] {
  return Array.from({ length: count }, (_, i) => (i < count - 1 ? [1, 1] : [0.3, -0.7]));
}

/** The steps of a method until all rows are on their side. */
async function stepsOf(
  method: 'normalized' | 'gradient' | 'perceptron',
  count: number,
  learningRate?: number,
) {
  const problem = {
    matrix: oneOfMany(count),
    response: new Array<number>(count).fill(1),
    intercept: false,
  } as const;
  const given = learningRate === undefined ? {} : { learningRate };
  return (await fit({ ...problem, loss: 'logistic', method, ...given, certificate: false })).iterations;
}

export const claims: readonly Claim[] = [
  {
    name: 'large-steps',
    claim:
      'Logistic regression with a large step size finds a separating hyperplane in fewer steps, and with normalized steps in a number that does not grow with the rows',
    source: 'Tyurin, From Logistic Regression to the Perceptron Algorithm, 2024',
    shown: {
      what: 'rows (1, 1) and one row (0.3, -0.7), 100 and 1000 of one class, steps until all are on their side',
      budget: 0.5,
      async measure(log) {
        const unit = await stepsOf('gradient', 100, 1);
        const large = await stepsOf('gradient', 100, 1e6);
        const larger = await stepsOf('gradient', 1000, 1e6);
        const normalized = await stepsOf('normalized', 100);
        const normalizedLarger = await stepsOf('normalized', 1000);
        const perceptron = await stepsOf('perceptron', 1000);
        if (large < unit) log('large steps need fewer');
        if (normalizedLarger === normalized) log('normalized steps do not grow');
        return { unit, large, larger, normalized, normalizedLarger, perceptron };
      },
    },
    gold: {
      unit: { near: 415, relative: 1e-12 },
      large: { near: 35, relative: 1e-12 },
      larger: { near: 345, relative: 1e-12 },
      normalized: { near: 2, relative: 1e-12 },
      normalizedLarger: { near: 2, relative: 1e-12 },
      perceptron: { near: 2, relative: 1e-12 },
    },
    landmarks: ['large steps need fewer', 'normalized steps do not grow'],
    verdict: 'holds',
  },
  ...descentClaims,
];
