/** Tuned penalties against values computed to 40 digits, and their properties. */

import { bilevel, coordinate, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { correlated } from '../../../ts/claims/support/correlated-samples.js';
import { certifyTunePenalties } from '../../certificates/bilevel-linear.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { tunePenalties, tunePenaltiesSync } = bilevel;

beforeAll(async () => {
  await load('bilevel');
  await load('coordinate');
});

/** Fifteen samples of three features, their response, and their classes. */
const entry = (i: number, j: number) => (((7 * i + 11 * j + 5 * i * j) % 13) - 6) / 4;
const rows = Array.from({ length: 15 }, (_, i) => [0, 1, 2].map((j) => entry(i, j)));
const response = rows.map((_, i) => entry(i, 0) - entry(i, 1) / 2 + (((5 * i + 2) % 9) - 4) / 8);
const labels = response.map((y, i) => (y + (((3 * i + 1) % 5) - 2) / 2 > 0 ? 1 : -1));
const matrix = { rows: 15, columns: 3, data: Float64Array.from(rows.flat()) };
const samples = { matrix, folds: 3, standardize: false, spread: 'free' } as const;
const exp = (logarithms: readonly number[]) => logarithms.map(Math.exp);

checkSolver({
  method: 'bilevel.tunePenalties',
  certify: certifyTunePenalties as never,
  solve: tunePenalties as never,
  solveSync: tunePenaltiesSync as never,
  problem: () => ({
    matrix: { rows: 15, columns: 3, data: new Float64Array(matrix.data) },
    response: Float64Array.from(response),
    loss: 'squared',
    penalty: 'l2',
    groups: new Int32Array([0, 1, 2]),
    perClass: false,
    folds: 3,
    validationLoss: 'squared',
    spread: 1,
    initial: 0.1,
    lower: 1e-6,
    upper: 100,
    standardize: true,
    intercept: true,
    sampleWeights: new Float64Array(15).fill(1),
    tolerance: 1e-8,
    maxIterations: 50,
    direction: 'quasiNewton',
    history: false,
  }),
  verify({ status, penalties, validationLoss, sharedValidationLoss }: bilevel.TunePenaltiesSolution) {
    expect(status).toBe('converged');
    expect(penalties).toHaveLength(3);
    expect(validationLoss).toBeLessThan(sharedValidationLoss);
  },
  limited: (() => ({ ...samples, response, initial: 1e-3, maxIterations: 1, tolerance: 1e-12 })) as never,
  long: (() => {
    const { matrix, response } = correlated(800, 100, 7, 'logistic');
    return { matrix, response, loss: 'logistic', initial: 0.01, tolerance: 1e-12 };
  }) as never,
  mayBeInfinite: ['spreads'],
});

describe('values and gradients', () => {
  const references: [string, object, number, number[]][] = [
    [
      'squared',
      { response, initial: exp([-3, -2, -1]) },
      0.1022455664682323,
      [0.00421510045681823, -0.011250682652972, -0.00873671805972637],
    ],
    [
      'logistic',
      { loss: 'logistic', response: labels, initial: exp([-3, -2, -1]) },
      0.6801031343777297,
      [-0.0113591625268302, -0.0229715115896395, -0.0426047878864099],
    ],
    [
      'squared hinge',
      { loss: 'squaredHinge', response: labels, initial: exp([-3, -2, -1]) },
      0.7003598494752854,
      [-0.00572977045752732, -0.113150382570728, -0.14940313263754],
    ],
    [
      'absolute values',
      { response, penalty: 'l1', initial: [1 / 16, 1 / 8, 1 / 4] },
      0.0952851894523609,
      [-0.000996277228850642, 0.0129563563362384, 0],
    ],
  ];
  // Computed to 40 digits with mpmath.
  for (const [name, problem, value, gradient] of references) {
    test(name, async () => {
      const given = { ...samples, ...problem, maxIterations: 0 } as never;
      const solution = await tunePenalties(given);
      certifyTunePenalties(given, solution);
      expectClose(solution.objective, value, 1e-13 * value);
      for (const [g, slope] of gradient.entries())
        expectClose(solution.gradient[g] as number, slope, 1e-11 * Math.max(Math.abs(slope), 1e-3));
    });
  }

  test('several classes, dense and sparse', async () => {
    const classes = labels.map((label, i) => (label > 0 ? 1 : 0) + (entry(i, 2) > 0 ? 1 : 0));
    const problem = {
      ...samples,
      loss: 'multinomial',
      response: classes,
      initial: exp([-2, -1, 0]),
      maxIterations: 0,
    } as const;
    const indptr = Int32Array.from({ length: 16 }, (_, i) => 3 * i);
    const indices = Int32Array.from({ length: 45 }, (_, k) => k % 3);
    for (const given of [problem, { ...problem, matrix: { ...matrix, indptr, indices } }]) {
      const { objective, gradient } = await tunePenalties(given);
      expectClose(objective, 1.54309804602033, 1e-13);
      expectAllClose(gradient, [-0.047685217745, -0.007571064923, 0.042651129803], 1e-9);
    }
  });

  test('the signs of absolute values, and how far the next one is', async () => {
    const problem = {
      ...samples,
      response,
      penalty: 'l1',
      initial: [1 / 16, 1 / 8, 1 / 4],
      maxIterations: 0,
    } as const;
    const { model, supportMargin } = await tunePenalties(problem);
    expectClose(supportMargin as number, 0.7875, 1e-10);
    expect(Array.from(model.coefficients as Float64Array, Math.sign)).toEqual([1, -1, 0]);
  });
});

/** Expects the objective, and the logarithms of the penalties. */
async function expectPenalties(
  problem: bilevel.TunePenaltiesProblem,
  objective: number,
  logarithms: readonly number[],
): Promise<bilevel.TunePenaltiesSolution> {
  const solution = (await tunePenalties(problem)) as bilevel.TunePenaltiesSolution;
  certifyTunePenalties(problem, solution);
  expectClose(solution.objective, objective, 1e-12);
  expectAllClose(Array.from(solution.penalties as Float64Array, Math.log), logarithms, 1e-5);
  return solution;
}

describe('the best penalties', () => {
  test('one for all', async () => {
    const { objective, sharedPenalty } = await tunePenalties({
      ...samples,
      response,
      groups: 'shared',
      tolerance: 1e-10,
    });
    expectClose(objective, 0.1217386055319626, 1e-12);
    expectClose(Math.log(sharedPenalty as number), -1.566389402798162, 1e-6);
  });

  test('of their own, near each other', async () => {
    // The spread for which its term is 0.05 / 2 times the squared deviations.
    const squared = {
      ...samples,
      response,
      spread: Math.sqrt((2 * 0.1217386055319626) / 0.75),
      tolerance: 1e-9,
    };
    const logistic = {
      ...samples,
      response: labels,
      loss: 'logistic',
      spread: Math.sqrt(1 / 0.75),
      tolerance: 1e-9,
    } as const;
    await expectPenalties(
      squared,
      0.111810169839823,
      [-1.788332062598084, -1.143537074878066, -1.231847361157405],
    );
    const second = await expectPenalties(
      logistic,
      0.659759948056201,
      [-0.9602570670206158, -1.121426847664769, -0.3435640870541849],
    );
    expectRefusal(() =>
      certifyTunePenalties(logistic, { ...second, validationLoss: second.validationLoss * 1.01 }),
    );
  });

  test('are permuted where the features are', async () => {
    const turned = rows.map(([a, b, c]) => [c, a, b] as number[]);
    const plain = await tunePenalties({ ...samples, response, spread: 1, tolerance: 1e-9 });
    const other = await tunePenalties({ ...samples, matrix: turned, response, spread: 1, tolerance: 1e-9 });
    const [a, b, c] = plain.penalties as Float64Array;
    expectAllClose(other.penalties as Float64Array, [c as number, a as number, b as number], 1e-6);
  });

  test('and losses do not depend on where the features lie', async () => {
    const matrix = [[-1], [-1], [-1], [0], [1], [0]];
    const given = {
      response: [0, 0, 0, 0, 0, 1],
      folds: 2,
      initial: [1],
      spread: 'free',
      maxIterations: 0,
    } as const;
    const near = await tunePenalties({ ...given, matrix });
    const far = await tunePenalties({ ...given, matrix: matrix.map(([x = 0]) => [x + 1e5]) });
    expectClose(far.validationLoss, near.validationLoss, 1e-11);
    expectAllClose(far.gradient, near.gradient, 1e-10);
  });

  test('stay where the response is scaled, but for those of absolute values, which scale with it', async () => {
    for (const penalty of ['l2', 'l1', 'elasticNet'] as const) {
      const problem = { ...samples, penalty, spread: 1, tolerance: 1e-7 };
      const plain = await tunePenalties({ ...problem, response });
      const scaled = await tunePenalties({ ...problem, response: response.map((y) => 1000 * y) });
      const factor = penalty === 'l2' ? 1 : 1000;
      expectAllClose(
        Array.from(scaled.penalties as Float64Array, (lambda) => Math.log(lambda / factor)),
        Array.from(plain.penalties as Float64Array, Math.log),
        1e-6,
      );
      expectClose(scaled.validationLoss / 1e6, plain.validationLoss, 1e-9);
    }
  });
});

describe('how much penalties may differ', () => {
  const { matrix: many, response: seen } = correlated(120, 12, 5, 'squared');

  test('is chosen by samples that have no part in the choice of the penalties', async () => {
    const solution = await tunePenalties({ matrix: many, response: seen });
    const { nested, spread, assessedLoss, sharedAssessedLoss, validationLoss } = solution;
    const { spreads, losses, means, standardErrors } = nested as NonNullable<typeof nested>;
    expect([losses.rows, losses.columns]).toEqual([7, 5]);
    const best = Math.min(...means);
    const near = Array.from(means).findIndex((mean, k) => mean - best <= (standardErrors[k] as number));
    expect(spread).toBe(spreads[near]);
    expect(JSON.parse(JSON.stringify(spreads))).toEqual([0, 0.25, 0.5, 1, 2, 4, 'free']);
    expectClose(assessedLoss as number, means[near] as number, 1e-12);
    expectClose(sharedAssessedLoss as number, means[0] as number, 1e-12);
    // Free penalties are overfitted to the samples that chose them.
    const free = await tunePenalties({ matrix: many, response: seen, spread: 'free' });
    expect(free.validationLoss).toBeLessThan(validationLoss);
    expect(means[6]).toBeGreaterThan(free.validationLoss);
  });

  test('is a half where one part is held out', async () => {
    const folds = Array.from({ length: 120 }, (_, i) => (i < 60 ? -1 : 0));
    const { spread, nested, penalties } = await tunePenalties({ matrix: many, response: seen, folds });
    expect([spread, nested]).toEqual([0.5, undefined]);
    expect(penalties).toHaveLength(12);
  });
});

describe('models', () => {
  test('predict what a ridge regression of the same penalty does', async () => {
    const { model, penalties } = await tunePenalties({ matrix, response, folds: 3, spread: 0 });
    const lambda = (penalties as Float64Array)[0] as number;
    const ridge = await coordinate.fit({
      matrix,
      response,
      penalty: 'elasticNet',
      l1Ratio: 0,
      lambda,
      standardize: true,
      tolerance: 1e-10,
      criterion: 'kktResidual',
    });
    expectAllClose(model.coefficients, ridge.coefficients, 1e-8);
    const { response: predicted } = await coordinate.predict({ model, matrix });
    expectAllClose(predicted, (await coordinate.predict({ model: ridge, matrix })).response, 1e-8);
  });

  test('of classes give labels and probabilities', async () => {
    const classes = labels.map((label, i) => (label > 0 ? 1 : 0) + (entry(i, 2) > 0 ? 1 : 0));
    const { model, penalties } = await tunePenalties({
      matrix,
      response: classes,
      loss: 'multinomial',
      perClass: true,
      folds: 3,
      spread: 1,
    });
    expect(penalties).toMatchObject({ rows: 3, columns: 3 });
    const { response: predicted, probabilities } = await coordinate.predict({ model, matrix });
    expect(Array.from(predicted).every((k) => [0, 1, 2].includes(k))).toBe(true);
    expect(probabilities).toMatchObject({ rows: 15, columns: 3 });
  });

  test('have the labels of the response, whatever they are', async () => {
    for (const loss of ['logistic', 'squaredHinge', 'multinomial'] as const) {
      const of = <Label>(first: Label, second: Label) => labels.map((label) => (label > 0 ? second : first));
      const tuned = (response: bilevel.TunePenaltiesProblem['response']) =>
        tunePenalties({ matrix, response, loss, folds: 3, spread: 0 });
      const { model, ...expected } = await tuned(of(-1, 1));
      expect(model.classes).toEqual(Float64Array.of(-1, 1));
      for (const [first, second] of [
        [0, 1],
        [3, 7.5],
      ] as const) {
        const found = await tuned(of(first, second));
        expect(found).toEqual({ ...expected, model: { ...model, classes: Float64Array.of(first, second) } });
      }
      expect((await tuned(of('no', 'yes'))).model).toEqual({ ...model, classes: ['no', 'yes'] });
      expect((await tuned(of(false, true))).model).toEqual({ ...model, classes: [false, true] });
    }
    const response = labels.map((label) => (label > 0 ? 'yes' : 'no'));
    const { model } = await tunePenalties({ matrix, response, loss: 'logistic', folds: 3, spread: 0 });
    const predicted: readonly string[] = (await coordinate.predict({ model, matrix })).response;
    expect(new Set(predicted)).toEqual(new Set(['no', 'yes']));
  });

  test('of more features than samples are those of a few', async () => {
    // With each feature repeated three times, each copy has a third of the coefficient.
    const wide = rows.map((row) => Array.from({ length: 30 }, (_, j) => row[j % 3] as number));
    const one = await tunePenalties({ ...samples, response, initial: 0.1, maxIterations: 0 });
    const many = await tunePenalties({ ...samples, matrix: wide, response, initial: 1, maxIterations: 0 });
    expectClose(many.objective, one.objective, 1e-12);
    const logistic = { ...samples, response: labels, loss: 'logistic', maxIterations: 0 } as const;
    const few = await tunePenalties({ ...logistic, initial: 0.1 });
    const copies = await tunePenalties({ ...logistic, matrix: wide, initial: 1 });
    expectClose(copies.objective, few.objective, 1e-11);
  });

  test('of groups lose all coefficients of a group', async () => {
    const { model } = await tunePenalties({
      ...samples,
      response,
      penalty: 'groupL2',
      groups: [0, 1, 1],
      initial: [0.01, 5],
      maxIterations: 0,
    });
    expect(Array.from(model.coefficients as Float64Array, (w) => w !== 0)).toEqual([true, false, false]);
  });
});

test('a response that is constant has nothing to be learned from', async () => {
  const { status, objective } = await tunePenalties({ matrix, response: new Float64Array(15).fill(3) });
  expect([status, objective]).toEqual(['converged', 0]);
});

test('what cannot be tuned is refused', async () => {
  const refused: [object, string][] = [
    [{ response: labels.map((label, i) => (i === 7 ? 0.5 : label)), loss: 'logistic' }, 'response'],
    [{ folds: [...new Array(14).fill(0), 0.5] }, 'folds[14]'],
    [{ folds: 1 }, 'folds'],
    [{ folds: new Array(15).fill(0) }, 'folds'],
    [{ spread: [-1, 2] }, 'spread[0]'],
    [{ spread: [2, 1] }, 'spread[1]'],
    [{ spread: [0, 1], folds: 2 }, 'spread'],
    [{ groups: [0, 2, 2] }, 'groups'],
    [{ groups: [0, -2, 1] }, 'groups[1]'],
    [{ initial: 0 }, 'initial'],
    [{ initial: [1, 2] }, 'initial'],
    [{ lower: 2, upper: 1 }, 'lower'],
    [{ penalty: 'l1', loss: 'squaredHinge', response: labels }, 'penalty'],
    [{ perClass: true }, 'perClass'],
    [{ validationLoss: 'sigmoid' }, 'validationLoss'],
    [{ sampleWeights: new Array(15).fill(0) }, 'sampleWeights'],
    [{ response: labels.map((_, i) => (i % 3 === 0 ? 1 : -1)), loss: 'logistic' }, 'folds'],
  ];
  for (const [fields, path] of refused)
    await expectError(
      () => tunePenalties({ matrix, response, folds: 3, ...fields } as never),
      'INVALID_INPUT',
      path,
    );
});
