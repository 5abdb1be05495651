/** Predictions of fitted models. */

import { coordinate, load, type Matrix } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyPredict } from '../../certificates/coordinate.js';
import { NINE_CLASSIFIED, SIX, SIX_CLASSIFIED } from '../../data/coordinate.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { sparse } from '../../support/matrices.js';

const { fitSync, predict, predictSync } = coordinate;

beforeAll(() => load('coordinate'));

checkSolver({
  method: 'coordinate.predict',
  certify: certifyPredict,
  solve: predict,
  solveSync: predictSync,
  problem: () => ({
    model: { coefficients: [1, -2], intercept: 0.5, loss: 'logistic' as const, classes: [3, 7] },
    matrix: [
      [1, 1],
      [2, 0],
    ],
    layout: 'rowMajor' as const,
    offset: [0, 0],
  }),
  verify({ response, predictor, probabilities }) {
    expectAllClose(predictor as Float64Array, [-0.5, 2.5], 1e-15);
    expect([...(response as Float64Array)]).toEqual([3, 7]);
    expectClose(probabilities?.data[1] as number, 1 / (1 + Math.exp(0.5)), 1e-14);
    expectClose(probabilities?.data[3] as number, 1 / (1 + Math.exp(-2.5)), 1e-14);
  },
});

test('a fitted model is one to predict with, of any form of matrix', () => {
  const model = fitSync({ ...SIX_CLASSIFIED, loss: 'logistic', lambda: 0.05 });
  const dense = predictSync({ model, matrix: SIX_CLASSIFIED.matrix });
  expect([...(dense.response as Float64Array)]).toEqual([...SIX_CLASSIFIED.response]);
  expect(predictSync({ model, matrix: sparse(SIX_CLASSIFIED.matrix) })).toEqual(dense);
});

test('the probabilities of classes sum to 1, and the largest decides', () => {
  const model = fitSync({ ...NINE_CLASSIFIED, loss: 'multinomial', lambda: 0.001 });
  const { response, probabilities } = predictSync({ model, matrix: NINE_CLASSIFIED.matrix });
  const { rows, columns, data } = probabilities as Matrix;
  expect([rows, columns]).toEqual([9, 3]);
  for (let i = 0; i < 9; i++) {
    const row = data.subarray(3 * i, 3 * i + 3);
    expectClose(
      row.reduce((sum, p) => sum + p, 0),
      1,
      1e-14,
    );
    expect((response as Float64Array)[i]).toBe(row.indexOf(Math.max(...row)));
  }
});

test('counts are predicted by their means', () => {
  const model = { coefficients: [1], intercept: 1, loss: 'poisson' } as const;
  const { response, predictor } = predictSync({ model, matrix: [[0], [2]] });
  expectAllClose(predictor as Float64Array, [1, 3], 1e-15);
  expectAllClose(response as Float64Array, [Math.E, Math.E ** 3], 1e-14);
});

test.each(['hinge', 'squaredHinge'] as const)('classes of %s follow from the sign', (loss) => {
  const model = { coefficients: [1], intercept: -1, loss, classes: ['no', 'yes'] } as const;
  const samples = { model, matrix: [[0], [3], [1]] };
  const { response, predictor, probabilities } = predictSync(samples) as coordinate.PredictSolution;
  expect([response, [...(predictor as Float64Array)], probabilities]).toEqual([
    ['no', 'yes', 'no'],
    [-1, 2, 0],
    undefined,
  ]);
  expect(coordinate.scoreSync({ ...samples, response: ['no', 'no', 'no'] })).toEqual({ accuracy: 2 / 3 });
});

test.each(['quantile', 'epsilonInsensitive'] as const)('numbers of %s are the predictors', (loss) => {
  const samples = { model: { coefficients: [1], intercept: -1, loss }, matrix: [[0], [3]] };
  expectAllClose(predictSync(samples).response, [-1, 2], 1e-15);
  expectClose(coordinate.scoreSync({ ...samples, response: [-1, 3] }).meanSquaredError as number, 0.5, 1e-15);
});

test('several outputs come as columns', () => {
  const coefficients = { rows: 3, columns: 2, data: [1, 0, 0, 1, 0, 0] };
  const model = { coefficients, intercept: [10, 20], loss: 'multiSquared' } as const;
  const { response } = predictSync({ model, matrix: SIX.matrix });
  expect([...(response as Matrix).data.subarray(0, 4)]).toEqual([11, 22, 12, 19]);
});

test.each<[string, object, string]>([
  ['features that the model has not', { coefficients: [1], intercept: 0, loss: 'squared' }, 'matrix'],
  ['no classes', { coefficients: [1, 2, 3], intercept: 0, loss: 'logistic' }, 'model.classes'],
  [
    'two intercepts for one output',
    { coefficients: [1, 2, 3], intercept: [0, 1], loss: 'squared' },
    'model.intercept',
  ],
])('refuses %s', async (_, model, name) => {
  await expectError(() => predict({ model: model as never, matrix: SIX.matrix }), 'INVALID_INPUT', name);
});
