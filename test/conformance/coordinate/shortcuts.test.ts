/** Shortcuts for `fit` with preset fields, and the adaptive lasso. */

import { coordinate, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { NINE_CLASSIFIED, SIX, SIX_CLASSIFIED, SIX_GROUPED } from '../../data/coordinate.js';
import { expectAllClose, expectError } from '../../support/expect.js';
import { corr } from '../../support/regression.js';

beforeAll(() => load('coordinate'));

const counts = { matrix: SIX.matrix, response: [1, 4, 0, 1, 0, 9] };
const outputs = {
  matrix: SIX.matrix,
  response: { rows: 6, columns: 2, data: [...SIX.response, ...SIX.response] },
};

const lambda = 0.1;
test.each<[string, () => Promise<unknown>, () => unknown, coordinate.FitProblem]>([
  [
    'lasso',
    () => coordinate.lasso({ ...SIX, lambda }),
    () => coordinate.lassoSync({ ...SIX, lambda }),
    { ...SIX, lambda },
  ],
  [
    'elasticNet',
    () => coordinate.elasticNet({ ...SIX, lambda }),
    () => coordinate.elasticNetSync({ ...SIX, lambda }),
    { ...SIX, lambda, penalty: 'elasticNet' },
  ],
  [
    'logisticRegression',
    () => coordinate.logisticRegression({ ...SIX_CLASSIFIED, lambda }),
    () => coordinate.logisticRegressionSync({ ...SIX_CLASSIFIED, lambda }),
    { ...SIX_CLASSIFIED, lambda, loss: 'logistic' },
  ],
  [
    'multinomialRegression',
    () => coordinate.multinomialRegression({ ...NINE_CLASSIFIED, lambda }),
    () => coordinate.multinomialRegressionSync({ ...NINE_CLASSIFIED, lambda }),
    { ...NINE_CLASSIFIED, lambda, loss: 'multinomial' },
  ],
  [
    'poissonRegression',
    () => coordinate.poissonRegression({ ...counts, lambda }),
    () => coordinate.poissonRegressionSync({ ...counts, lambda }),
    { ...counts, lambda, loss: 'poisson' },
  ],
  [
    'groupLasso',
    () => coordinate.groupLasso({ ...SIX_GROUPED, lambda }),
    () => coordinate.groupLassoSync({ ...SIX_GROUPED, lambda }),
    { ...SIX_GROUPED, lambda, penalty: 'groupL2' },
  ],
  [
    'sparseGroupLasso',
    () => coordinate.sparseGroupLasso({ ...SIX_GROUPED, lambda }),
    () => coordinate.sparseGroupLassoSync({ ...SIX_GROUPED, lambda }),
    { ...SIX_GROUPED, lambda, penalty: 'sparseGroup' },
  ],
  [
    'multiTaskLasso',
    () => coordinate.multiTaskLasso({ ...outputs, lambda }),
    () => coordinate.multiTaskLassoSync({ ...outputs, lambda }),
    { ...outputs, lambda, loss: 'multiSquared', penalty: 'groupL2' },
  ],
  [
    'nonNegativeLeastSquares',
    () => coordinate.nonNegativeLeastSquares(SIX),
    () => coordinate.nonNegativeLeastSquaresSync(SIX),
    { ...SIX, penalty: 'none', positive: true },
  ],
  [
    'mcpRegression',
    () => coordinate.mcpRegression({ ...SIX, lambda }),
    () => coordinate.mcpRegressionSync({ ...SIX, lambda }),
    { ...SIX, lambda, penalty: 'mcp' },
  ],
  [
    'scadRegression',
    () => coordinate.scadRegression({ ...SIX, lambda }),
    () => coordinate.scadRegressionSync({ ...SIX, lambda }),
    { ...SIX, lambda, penalty: 'scad' },
  ],
])('%s', async (_, shortcut, syncShortcut, problem) => {
  const expected = coordinate.fitSync(problem);
  expect(expected.status).toBe('converged');
  expect(await shortcut()).toEqual(expected);
  expect(syncShortcut()).toEqual(expected);
});

test('a field that a shortcut sets may not be given another value', async () => {
  const given = { ...SIX, lambda, penalty: 'l1' } as never;
  expect(await coordinate.lasso(given)).toEqual(await coordinate.lasso({ ...SIX, lambda }));
  const error = await expectError(() => coordinate.mcpRegression(given), 'INVALID_INPUT', 'penalty');
  expect(error.message).toBe(
    'penalty is set to "mcp" by coordinate.mcpRegression, and must be left out, got "l1"',
  );
});

test('the rounds of the adaptive lasso share the time limit', async () => {
  const { matrix, response } = corr(200, 60, 6, 0.5, 5, 3);
  const problem = { matrix, layout: 'columnMajor', response, lambdaRatio: 0.05, rounds: 1e8 } as const;
  const options = { timeLimit: 0.2 };
  const fractions: number[] = [];
  const onProgress = ({ fraction }: { fraction: number }) => fractions.push(fraction);
  for (const solution of [
    coordinate.adaptiveLassoSync(problem, options),
    await coordinate.adaptiveLasso(problem, { ...options, onProgress }),
  ]) {
    expect(solution.status).toBe('timeLimit');
    expect(solution.coefficients).toHaveLength(60);
  }
  expect(fractions.at(-1)).toBe(1);
  expect(() => coordinate.adaptiveLassoSync(problem, { timeLimit: -1 })).toThrow('timeLimit');
});

test('the adaptive lasso keeps fewer features and shrinks large coefficients less', async () => {
  const { matrix, response } = corr(200, 60, 6, 0.5, 5, 3);
  const problem = { matrix, layout: 'columnMajor', response, lambdaRatio: 0.05 } as const;
  const plain = coordinate.lassoSync(problem);
  const adaptive = await coordinate.adaptiveLasso(problem);
  expect(coordinate.adaptiveLassoSync(problem)).toEqual(adaptive);
  const fractions: number[] = [];
  await coordinate.adaptiveLasso(problem, { onProgress: ({ fraction }) => fractions.push(fraction) });
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
  expect(adaptive.support.length).toBeLessThan(plain.support.length);
  // The true model has six coefficients of size 1.
  for (let q = 0; q < 6; q++) {
    const [before, after] = [plain, adaptive].map(({ coefficients }) =>
      Math.abs(coefficients[10 * q] as number),
    );
    expect(Math.abs(1 - (after as number))).toBeLessThan(Math.abs(1 - (before as number)) + 0.05);
  }
  const once = coordinate.lassoSync({
    ...problem,
    penaltyFactors: plain.coefficients.map((w, _, all) => {
      const largest = Math.max(...all.map(Math.abs));
      return 1 / Math.max(Math.abs(w) / largest, 0.01);
    }),
  });
  expectAllClose(adaptive.coefficients, once.coefficients, 1e-12);
  await expectError(() => coordinate.adaptiveLasso({ ...problem, rounds: 0 }), 'INVALID_INPUT', 'rounds');
  await expectError(
    () => coordinate.adaptiveLasso({ ...problem, exponent: -1 }),
    'INVALID_INPUT',
    'exponent',
  );
});
