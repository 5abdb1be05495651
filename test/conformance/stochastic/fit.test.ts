/** Linear models of many rows, row by row: references of other programs, certificates, checkpoints. */

import { coordinate, load, stochastic } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certify } from '../../certificates/stochastic.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';
import { table } from './data.js';

beforeAll(() => load('stochastic', 'coordinate'));

const rows = [
  [1, 0, 2],
  [0, 1, 0.5],
  [1, -1, 0],
  [0, 2, 1],
  [-1, 0, 1],
];
const small = { matrix: rows, response: [1, -1, 1, -1, 1], loss: 'logistic' } as const;

/** The same rows as a sparse matrix. */
const sparse = {
  rows: 5,
  columns: 3,
  indptr: Int32Array.of(0, 2, 4, 6, 8, 10),
  indices: Int32Array.of(0, 2, 1, 2, 0, 1, 1, 2, 0, 2),
  data: Float64Array.of(1, 2, 1, 0.5, 1, -1, 2, 1, -1, 1),
};

checkSolver({
  method: 'stochastic.fit',
  solve: stochastic.fit,
  solveSync: stochastic.fitSync,
  problem: () => ({ ...small, matrix: sparse, lambda: 0.05, epochs: 30 }),
  verify: (solution) => certify({ ...small, matrix: sparse, lambda: 0.05, epochs: 30 }, solution),
  deterministic: true,
});

describe('two passes in order, against vowpal wabbit and plain programs', () => {
  const inOrder = { ...small, sampling: 'cyclic', epochs: 2 } as const;
  test.each([
    [
      'ftrl',
      { learningRate: 0.5, beta: 1e-3, l1: 0.1, l2: 0.01 },
      [0.245724917029608, -1.35476385924848, 0.54765375537391, 0.426437755445307],
      0.52209637999185,
    ],
    [
      'adagrad',
      { learningRate: 0.5 },
      [0.292673781715231, -1.40082757213729, 0.598164402824001, 0.413890585296849],
      0.511741106005425,
    ],
    [
      'normalizedAdaptive',
      { learningRate: 0.5 },
      [0.252109944153508, -0.494890527091208, 0.148505117433233, 0.228536993556146],
      0.627236716407297,
    ],
    [
      'normalizedAdaptive',
      { learningRate: 0.5, importanceAware: false },
      [0.288732984130076, -0.540987714465097, 0.172783403442427, 0.259267120051415],
      0.622061218796304,
    ],
  ] as const)('%s %o', (method, settings, parameters, loss) => {
    for (const matrix of [rows, sparse]) {
      const solution = stochastic.fitSync({ ...inOrder, matrix, method, ...settings });
      [...solution.coefficients, solution.intercept].forEach((parameter, k) => {
        expect(parameter).toBeCloseTo(parameters[k] as number, 13);
      });
      expect(solution.progressiveLoss).toBeCloseTo(loss, 13);
      expect(solution.iterations).toBe(10);
    }
  });
});
