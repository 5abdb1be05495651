/** Cross-validation: a known curve, and the meaning of the choice. */

import { coordinate, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyCrossValidate } from '../../certificates/coordinate.js';
import { NINE_CLASSIFIED, SIX } from '../../data/coordinate.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { corr, text } from '../../support/regression.js';

const { crossValidate, crossValidateSync } = coordinate;

beforeAll(() => load('coordinate'));

checkSolver({
  method: 'coordinate.crossValidate',
  certify: certifyCrossValidate,
  solve: crossValidate,
  solveSync: crossValidateSync,
  problem: () => ({
    ...SIX,
    layout: 'rowMajor' as const,
    loss: 'squared' as const,
    penalty: 'elasticNet' as const,
    l1Ratio: 1,
    l1Ratios: [1, 0.5],
    intercept: false,
    lambdas: [1, 0.5, 0.1],
    count: 3,
    smallestRatio: 0.1,
    folds: 3,
    metric: 'meanSquaredError' as const,
    rule: 'best' as const,
    tolerance: 1e-10,
    criterion: 'dualityGap' as const,
    maxIterations: 50,
  }),
  // Held-out samples are predicted by models of the others: recomputes the first mean from individual fits.
  verify({ status, curves, lambdaMin, model }) {
    expect(status).toBe('converged');
    expect(curves.map(({ l1Ratio }) => l1Ratio)).toEqual([1, 0.5]);
    expect(model.lambda).toBe(lambdaMin);
    const rows = Array.from({ length: 6 }, (_, i) => [...SIX.matrix.data.subarray(3 * i, 3 * i + 3)]);
    const errors = [0, 1, 2].map((fold) => {
      const kept = [0, 1, 2, 3, 4, 5].filter((i) => i % 3 !== fold);
      const { coefficients } = coordinate.lassoSync({
        matrix: kept.map((i) => rows[i] as number[]),
        response: kept.map((i) => SIX.response[i] as number),
        intercept: false,
        lambda: 1,
        tolerance: 1e-10,
      });
      const squares = [fold, fold + 3].map((i) => {
        const z = coefficients.reduce((sum, w, j) => sum + w * (rows[i]?.[j] as number), 0);
        return ((SIX.response[i] as number) - z) ** 2;
      });
      return (squares[0] as number) / 2 + (squares[1] as number) / 2;
    });
    expectClose(
      curves[0]?.means[0] as number,
      errors.reduce((sum, error) => sum + error / 3, 0),
      1e-8,
    );
  },
});

test('a known curve', async () => {
  const { matrix, response } = corr(120, 60, 6, 0.5, 3, 17);
  const { curves, lambdaMin, lambda1se, model } = await crossValidate({
    matrix,
    layout: 'columnMajor',
    response,
    intercept: false,
    count: 30,
    smallestRatio: 0.01,
    folds: Int32Array.from(response, (_, i) => i % 5),
    tolerance: 1e-13,
  });
  const [curve] = curves as [coordinate.CrossValidationCurve];
  expectClose(curve.lambdas[0] as number, 1.1581465040485919, 1e-12);
  expect(curve.bestIndex).toBe(19);
  expect(curve.oneStandardErrorIndex).toBe(13);
  expectClose(curve.means[0] as number, 6.585798262, 1e-8);
  expectClose(curve.means[19] as number, 0.731372015, 1e-8);
  expectClose(curve.means[29] as number, 0.989408281, 1e-8);
  expect(lambdaMin).toBe(curve.lambdas[19]);
  expect(lambda1se).toBe(curve.lambdas[13]);
  expectClose(model.objective, 0.6040173602193423, 1e-9);
  expect(model.support).toHaveLength(23);
});

describe('classes', () => {
  const { matrix, response } = text(300, 100, 12, 20, 9);
  const problem = { matrix, response, loss: 'logistic', count: 10, smallestRatio: 0.05 } as const;

  test('accuracy is chosen for its largest value', () => {
    const { curves, model } = crossValidateSync({ ...problem, metric: 'accuracy' });
    const [{ means, bestIndex }] = curves as [coordinate.CrossValidationCurve];
    expect(means[bestIndex]).toBe(Math.max(...means));
    expect(means[bestIndex]).toBeGreaterThan(0.6);
    const { response: labels } = coordinate.predictSync({ model, matrix });
    const right = labels.filter((label, i) => label === response[i]).length;
    expect(right / 300).toBeGreaterThan(0.65);
  });

  test('the simpler model has the larger strength', () => {
    const best = crossValidateSync(problem);
    const simple = crossValidateSync({ ...problem, rule: 'oneStandardError' });
    expect(simple.model.lambda).toBe(best.lambda1se);
    expect(best.lambda1se).toBeGreaterThanOrEqual(best.lambdaMin);
    expectAllClose(simple.curves[0]?.means ?? [], best.curves[0]?.means ?? [], 1e-12);
  });
});

test.each<[string, object, string]>([
  ['one fold', { folds: 1 }, 'folds'],
  ['more folds than samples', { folds: 7 }, 'folds'],
  ['folds with gaps', { folds: [0, 2, 0, 2, 0, 2] }, 'folds'],
  ['accuracy of numbers', { metric: 'accuracy' }, 'metric'],
  [
    'squared errors of classes',
    { ...NINE_CLASSIFIED, loss: 'multinomial', metric: 'meanSquaredError' },
    'metric',
  ],
])('refuses %s', async (_, change, name) => {
  await expectError(() => crossValidate({ ...SIX, ...change } as never), 'INVALID_INPUT', name);
});

test('the time limit holds in every loop, and what it cuts short says so', () => {
  // Each model converges at once, so no solver checks the clock.
  const l1Ratios = Float64Array.from({ length: 1_000_000 }, (_, k) => (k + 1) / 1_000_000);
  const start = performance.now();
  const { status, curves, model } = crossValidateSync(
    { ...SIX, penalty: 'elasticNet', folds: 2, count: 3, l1Ratios },
    { timeLimit: 0.1 },
  );
  // Slack for a loaded machine; without the limit, the call takes about 20 s on an idle one.
  expect(performance.now() - start).toBeLessThan(5000);
  expect(status).toBe('timeLimit');
  expect(curves.length).toBeGreaterThan(0);
  expect(curves.length).toBeLessThan(l1Ratios.length);
  expect(model.coefficients).toHaveLength(3);
});
