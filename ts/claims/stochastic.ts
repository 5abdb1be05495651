/** Claims about stochastic: the results claimed by the papers, and the measurements. */

import { fit as fitRows } from '../families/stochastic.js';
import type { Claim } from './support/claim.js';
import { descentClaims } from './support/stochastic-descent.js';
import { balanced, oneOfMany, scattered } from './support/stochastic-rows.js';

type LargeStep = 'normalized' | 'gradient' | 'perceptron';

/** The steps of a method until all rows of one class are on their side. */
async function stepsOfOneClass(method: LargeStep, count: number, learningRate?: number): Promise<number> {
  const { iterations } = await fitRows({
    matrix: oneOfMany(count),
    response: new Array<number>(count).fill(1),
    intercept: false,
    loss: 'logistic',
    method,
    ...(learningRate !== undefined && { learningRate }),
    certificate: false,
  });
  return iterations;
}

/** The steps of a method on balanced rows, with a rate relative to the square of the longest row. */
async function stepsOfBalanced(
  method: LargeStep,
  rows: ReturnType<typeof balanced>,
  rate: number,
): Promise<number> {
  const { matrix, response, square } = rows;
  const problem = {
    matrix,
    response,
    intercept: false,
    loss: 'logistic',
    method,
    certificate: false,
  } as const;
  return (await fitRows({ ...problem, learningRate: rate / square })).iterations;
}

export const claims: readonly Claim[] = [
  {
    name: 'large-steps',
    claim:
      'Logistic regression with large steps finds a separating hyperplane in fewer steps, and with normalized steps in a number that does not grow with the rows',
    source: 'Tyurin, From Logistic Regression to the Perceptron Algorithm, 2024',
    shown: {
      what: 'rows (1, 1) and one row (0.3, -0.7), 100 and 1000 of one class, steps until all are on their side',
      budget: 0.5,
      async measure(log) {
        const unit = await stepsOfOneClass('gradient', 100, 1);
        const large = await stepsOfOneClass('gradient', 100, 1e6);
        const larger = await stepsOfOneClass('gradient', 1000, 1e6);
        const normalizedUnit = await stepsOfOneClass('normalized', 1000, 1);
        const normalized = await stepsOfOneClass('normalized', 100);
        const normalizedLarger = await stepsOfOneClass('normalized', 1000);
        const perceptron = await stepsOfOneClass('perceptron', 1000);
        if (large < unit) log('large steps need fewer');
        if (normalizedLarger === normalized) log('normalized steps do not grow');
        return { unit, large, larger, normalizedUnit, normalized, normalizedLarger, perceptron };
      },
    },
    gold: {
      unit: { near: 415 },
      large: { near: 35 },
      larger: { near: 345 },
      normalizedUnit: { near: 9 },
      normalized: { near: 2 },
      normalizedLarger: { near: 2 },
      perceptron: { near: 2 },
    },
    landmarks: ['large steps need fewer', 'normalized steps do not grow'],
    verdict: 'holds',
  },
  {
    name: 'normalized-steps-on-balanced-rows',
    claim: 'Normalized steps need fewer iterations than plain ones for any large rate',
    source: 'Tyurin, From Logistic Regression to the Perceptron Algorithm, 2024',
    shown: {
      what: '1000 balanced rows of 100 normal numbers with margin 0.1, rates 100 and 1e6 over the square of the longest row',
      budget: 0.5,
      async measure(log) {
        const rows = balanced(1000, 100, 0.1);
        const plain = await stepsOfBalanced('gradient', rows, 100);
        const plainHuge = await stepsOfBalanced('gradient', rows, 1e6);
        const normalized = await stepsOfBalanced('normalized', rows, 100);
        const normalizedHuge = await stepsOfBalanced('normalized', rows, 1e6);
        if (normalized < plain) log('fewer at the default rate');
        if (normalizedHuge < plainHuge) log('fewer at a huge rate');
        return { plain, plainHuge, normalized, normalizedHuge };
      },
    },
    gold: {
      plain: { near: 114, absolute: 1 },
      plainHuge: { near: 7, absolute: 1 },
      normalized: { near: 14, absolute: 1 },
      normalizedHuge: { atLeast: 50 },
    },
    landmarks: ['fewer at the default rate', 'fewer at a huge rate'],
    verdict: 'holds in part',
  },
  {
    name: 'importance-sampling',
    claim:
      'Rows drawn by the norms of their gradients, as last seen, lead to smaller losses after the same steps',
    source: 'Lu and others, PA&DA: Jointly Sampling Path and Data for Consistent NAS, CVPR 2023',
    shown: {
      what: '2000 rows with scattered norms, logistic, 1000 steps of 10 rows with a linearly falling rate of 0.1, excess over the minimum, 3 seeds',
      budget: 0.5,
      async measure(log) {
        const rows = scattered(2000, 20);
        const minimum = 0.464268090205227;
        const excess = async (sampling: 'uniform' | 'gradientNorm' | 'lipschitz') => {
          const problem = { ...rows, loss: 'logistic', intercept: false, method: 'sgd', sampling } as const;
          let sum = 0;
          for (let seed = 1; seed <= 3; seed++) {
            const solution = await fitRows(
              { ...problem, learningRate: 0.1, batchSize: 10, maxIterations: 1000 },
              { seed },
            );
            sum += (solution.objective as number) - minimum;
          }
          return sum / 3;
        };
        const uniform = await excess('uniform');
        const byGradient = await excess('gradientNorm');
        const byNorm = await excess('lipschitz');
        if (byGradient < uniform && byNorm < uniform) log('both kinds of draws help');
        return { uniform, gradientNorm: byGradient / uniform, lipschitz: byNorm / uniform };
      },
    },
    gold: {
      uniform: { near: 2.1e-3, relative: 0.5 },
      gradientNorm: { atMost: 0.7 },
      lipschitz: { atMost: 1 },
    },
    landmarks: ['both kinds of draws help'],
    verdict: 'holds',
  },
  ...descentClaims,
];
