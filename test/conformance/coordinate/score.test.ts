/** Scores of fitted models on samples. */

import * as fc from 'fast-check';
import { coordinate, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyScore } from '../../certificates/coordinate.js';
import { NINE_CLASSIFIED, SIX, SIX_CLASSIFIED } from '../../data/coordinate.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { fitSync, predictSync, score, scoreSync } = coordinate;

beforeAll(() => load('coordinate'));

checkSolver({
  method: 'coordinate.score',
  certify: certifyScore,
  solve: score,
  solveSync: scoreSync,
  problem: () => ({
    model: { coefficients: [1, -2], intercept: 0.5, loss: 'squared' as const },
    matrix: [
      [1, 1],
      [2, 0],
      [0, 1],
    ],
    layout: 'rowMajor' as const,
    response: [-1, 2, -1],
    sampleWeights: [1, 2, 1],
    offset: [0, 0, 0.5],
  }),
  verify({ rSquared, meanSquaredError, accuracy, logLoss, devianceRatio }) {
    // Predictions -0.5, 2.5, -1 for -1, 2, -1: errors 1/4, 1/4, 0 with weights 1/4, 1/2, 1/4; the mean is 1/2, the
    // variance 9/4.
    expectClose(meanSquaredError as number, 0.1875, 1e-15);
    expectClose(rSquared as number, 1 - 0.1875 / 2.25, 1e-15);
    expect([accuracy, logLoss, devianceRatio]).toEqual([undefined, undefined, undefined]);
  },
});

describe('figures of known answers', () => {
  test('classes: the share of right ones, and the logarithm of what was thought of each', () => {
    const model = { coefficients: [1], intercept: 0, loss: 'logistic', classes: ['no', 'yes'] } as const;
    const matrix = [[Math.log(3)], [-Math.log(3)], [Math.log(3)], [-Math.log(3)]];
    const { accuracy, logLoss, devianceRatio } = scoreSync({
      model,
      matrix,
      response: ['yes', 'no', 'no', 'no'],
    });
    expect(accuracy).toBe(0.75);
    // Probabilities 3/4, 3/4, 1/4, 3/4; the best constant is 1/4 for yes.
    const own = -(3 * Math.log(0.75) + Math.log(0.25)) / 4;
    expectClose(logLoss as number, own, 1e-15);
    expectClose(devianceRatio as number, 1 - own / -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)), 1e-14);
  });

  test('three classes', () => {
    const model = { coefficients: [[0, 0, 0]], intercept: [0, Math.log(2), 0], loss: 'multinomial' as const };
    const problem = { model: { ...model, classes: [1, 2, 5] }, matrix: [[1], [1], [1]], response: [2, 5, 2] };
    const { accuracy, logLoss } = scoreSync(problem);
    expectClose(accuracy as number, 2 / 3, 1e-15);
    expectClose(logLoss as number, (2 * Math.log(2) + Math.log(4)) / 3, 1e-15);
  });

  test('counts: R² of the means, and the share of the deviance', () => {
    const model = { coefficients: [Math.log(2)], intercept: 0, loss: 'poisson' } as const;
    const { rSquared, meanSquaredError, devianceRatio } = scoreSync({
      model,
      matrix: [[0], [1], [2]],
      response: [1, 2, 6],
    });
    // Means 1, 2, 4 for 1, 2, 6, with mean 3 and variance 14/3. Deviances: 2 y ln(y / mean) - 2 (y - mean).
    expectClose(meanSquaredError as number, 4 / 3, 1e-14);
    expectClose(rSquared as number, 1 - 4 / 14, 1e-14);
    const left = 2 * (6 * Math.log(6 / 4) - 2);
    const whole = 2 * (Math.log(1 / 3) + 2 * Math.log(2 / 3) + 6 * Math.log(2));
    expectClose(devianceRatio as number, 1 - left / whole, 1e-14);
  });

  test("several outputs: the mean of each one's R²", () => {
    const model = { coefficients: [[1, 0]], intercept: [0, 1], loss: 'multiSquared' } as const;
    const response = [
      [1, 0],
      [3, 2],
    ];
    const { rSquared, meanSquaredError } = scoreSync({ model, matrix: [[1], [2]], response });
    expectClose(rSquared as number, (0.5 + 0) / 2, 1e-15);
    expectClose(meanSquaredError as number, (0.5 + 1) / 2, 1e-15);
  });
});

test('the R² of the samples of a fit without penalty is the last share of deviance of its path', () => {
  const random = mulberry32(5);
  const rows = Array.from({ length: 40 }, () => Array.from({ length: 3 }, () => random() - 0.5));
  const response = rows.map(([a, b]) => 3 * (a as number) - (b as number) + random());
  const { devianceRatios, coefficients, intercepts, lambdas } = coordinate.pathSync({
    matrix: rows,
    response,
  });
  const model = fitSync({ matrix: rows, response, lambda: lambdas.at(-1) as number, tolerance: 1e-12 });
  expect(coefficients.rows).toBe(intercepts.rows);
  const { rSquared } = scoreSync({ model, matrix: rows, response });
  expectClose(rSquared as number, devianceRatios.at(-1) as number, 1e-6);
});

test('what is predicted is scored as right, for any labels', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 1 }),
      (names, seed) => {
        const random = mulberry32(seed);
        const response = NINE_CLASSIFIED.response as ArrayLike<number>;
        const named = Array.from(response, (k) => names[k] as string);
        const model = fitSync({ ...NINE_CLASSIFIED, response: named, loss: 'multinomial', lambda: 0.01 });
        expect([...model.classes]).toEqual([...names].sort(byCodePoints));
        const matrix = Array.from({ length: 5 }, () => [random(), random()]);
        const predicted = predictSync({ model, matrix });
        expect(scoreSync({ model, matrix, response: predicted.response }).accuracy).toBeCloseTo(1, 12);
      },
    ),
    { numRuns: 30, seed: 3 },
  );
});

/** Compares code points like Rust's strings; JavaScript compares UTF-16 code units. */
function byCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)].map((characters) =>
    characters.map((character) => character.codePointAt(0) as number),
  ) as [number[], number[]];
  const place = left.findIndex((point, k) => point !== right[k]);
  return place < 0 ? left.length - right.length : (left[place] as number) - (right[place] ?? -1);
}

describe('labels and names', () => {
  test('strings and booleans are the numbers that they sort as', () => {
    const numbers = fitSync({ ...SIX_CLASSIFIED, loss: 'logistic', lambda: 0.05 });
    const isPositive = Array.from(SIX_CLASSIFIED.response, (label) => label > 0);
    const truths = fitSync({ ...SIX_CLASSIFIED, response: isPositive, loss: 'logistic', lambda: 0.05 });
    const words = fitSync({
      ...SIX_CLASSIFIED,
      response: isPositive.map((is) => (is ? 'yes' : 'no')),
      loss: 'logistic',
      lambda: 0.05,
    });
    for (const model of [truths, words]) {
      expect(model.coefficients).toEqual(numbers.coefficients);
      expect(model.intercept).toBe(numbers.intercept);
    }
    expect([truths.classes, words.classes]).toEqual([
      [false, true],
      ['no', 'yes'],
    ]);
    const { matrix } = SIX_CLASSIFIED;
    expect(predictSync({ model: truths, matrix }).response).toEqual(isPositive);
    expect(predictSync({ model: words, matrix }).response).toEqual(
      isPositive.map((is) => (is ? 'yes' : 'no')),
    );
  });

  test('the support is told by name', () => {
    const featureNames = ['age', 'height', 'weight'];
    const model = fitSync({ ...SIX, lambda: 0.6, featureNames });
    expect(model.supportNames).toEqual([...model.support].map((j) => featureNames[j]));
    expect(model.featureNames).toEqual(featureNames);
    const unnamed = fitSync({ ...SIX, lambda: 0.6 });
    expect('supportNames' in unnamed || 'featureNames' in unnamed).toBe(false);
    expect(
      coordinate.crossValidateSync({ ...SIX, featureNames, folds: 3, count: 3 }).model.featureNames,
    ).toEqual(featureNames);
  });
});

test('types follow the loss and the labels', () => {
  const named = fitSync({
    ...SIX_CLASSIFIED,
    response: ['a', 'a', 'b', 'a', 'b', 'a'],
    loss: 'logistic',
    lambda: 1,
  });
  const labels: readonly string[] = predictSync({ model: named, matrix: SIX.matrix }).response;
  expect(labels).toHaveLength(6);
  const { model } = coordinate.crossValidateSync({ ...SIX, folds: 3, count: 3 });
  const coefficients: Float64Array = model.coefficients;
  const means: Float64Array = predictSync({ model, matrix: SIX.matrix }).response;
  expect([coefficients.length, means.length]).toEqual([3, 6]);
  const many = fitSync({ ...NINE_CLASSIFIED, loss: 'multinomial', lambda: 0.1 });
  const columns: number = predictSync({ model: many, matrix: NINE_CLASSIFIED.matrix }).probabilities.columns;
  expect(columns).toBe(3);
  const parsed = predictSync({ model: JSON.parse(JSON.stringify(named)), matrix: SIX.matrix });
  expect(parsed.probabilities?.columns).toBe(2);
});

const MODEL = { coefficients: [1, 2, 3], intercept: 0, loss: 'squared' } as const;
const CLASSES = { coefficients: [1, 2, 3], intercept: 0, loss: 'logistic', classes: ['a', 'b'] } as const;

test.each<[string, object, string]>([
  [
    'a class that the model has not',
    { model: CLASSES, response: ['a', 'b', 'c', 'a', 'a', 'a'] },
    'response[2]',
  ],
  ['numbers for words', { model: CLASSES, response: [0, 1, 0, 1, 0, 1] }, 'response[0]'],
  ['words for numbers', { model: MODEL, response: ['a', 'b', 'a', 'a', 'a', 'a'] }, 'response[0]'],
  ['labels of two kinds', { model: CLASSES, response: ['a', 'b', true, 'a', 'a', 'a'] }, 'response[2]'],
  ['a response of another length', { model: MODEL, response: [1, 2] }, 'response'],
  [
    'two outputs of one',
    {
      model: MODEL,
      response: [
        [1, 2],
        [1, 2],
        [1, 2],
        [1, 2],
        [1, 2],
        [1, 2],
      ],
    },
    'response',
  ],
  [
    'names of a model without',
    { model: MODEL, response: SIX.response, featureNames: ['a', 'b', 'c'] },
    'featureNames',
  ],
  [
    'names in another order',
    {
      model: { ...MODEL, featureNames: ['a', 'b', 'c'] },
      response: SIX.response,
      featureNames: ['a', 'c', 'b'],
    },
    'featureNames[1]',
  ],
])('refuses %s', async (_, change, name) => {
  await expectError(() => score({ matrix: SIX.matrix, ...change } as never), 'INVALID_INPUT', name);
});

test('a share of samples is divided, and not summed', () => {
  const count = 1000;
  const matrix = Array.from({ length: count }, (_, i) => [i < 116 ? -1 : 1]);
  const response = new Array<number>(count).fill(1);
  const model = { coefficients: [1], intercept: 0, loss: 'logistic' as const, classes: [0, 1] };
  expect(scoreSync({ model, matrix, response, layout: 'rowMajor' }).accuracy).toBe(0.884);
  const sampleWeights = response.map((_, i) => 1 + (i % 2));
  expect(scoreSync({ model, matrix, response, layout: 'rowMajor', sampleWeights }).accuracy).toBeCloseTo(
    0.884,
    14,
  );
});

test.each<[string, object, string]>([
  ['words without classes', { response: ['a', 'b', 'a', 'a', 'a', 'a'] }, 'response[0]'],
  ['labels of two kinds', { loss: 'logistic', response: ['a', 'b', true, 'a', 'a', 'a'] }, 'response[2]'],
  ['three words for two classes', { loss: 'logistic', response: ['a', 'b', 'c', 'a', 'a', 'a'] }, 'response'],
  ['one class', { loss: 'logistic', response: [true, true, true, true, true, true] }, 'response'],
  ['too few names', { featureNames: ['a'] }, 'featureNames'],
])('fit refuses %s', async (_, change, name) => {
  await expectError(() => coordinate.fit({ ...SIX, lambda: 1, ...change } as never), 'INVALID_INPUT', name);
});
