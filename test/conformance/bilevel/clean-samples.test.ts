/** Sample weights against values computed to 40 digits, and known wrong labels. */

import { bilevel, coordinate, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyCleanSamples } from '../../certificates/bilevel-linear.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';
import { gauss, mulberry32 } from '../../support/random.js';

const { cleanSamples, cleanSamplesSync } = bilevel;

beforeAll(async () => {
  await load('bilevel');
  await load('coordinate');
});

const entry = (i: number, j: number) => (((7 * i + 11 * j + 5 * i * j) % 13) - 6) / 4;
const rows = Array.from({ length: 15 }, (_, i) => [entry(i, 0), entry(i, 1)]);
const labels = rows.map(([a, b], i) => {
  const response = (a as number) - (b as number) / 2 + (((5 * i + 2) % 9) - 4) / 8;
  return response + (((3 * i + 1) % 5) - 2) / 2 > 0 ? 1 : -1;
});
const small = {
  matrix: rows.slice(0, 6),
  response: labels.slice(0, 6),
  trustedMatrix: rows.slice(6),
  trustedResponse: labels.slice(6),
  loss: 'logistic',
} as const;

const matrixOf = (list: readonly (readonly number[])[]) => ({
  rows: list.length,
  columns: 2,
  data: Float64Array.from(list.flat()),
});

/** Three classes around the corners of a triangle, some with a wrong label. */
function spoilt(count: number, trusted: number, seed: number) {
  const next = mulberry32(seed);
  const samples = Array.from({ length: count + trusted }, (_, i) => {
    const angle = (2 * Math.PI * (i % 3)) / 3;
    return {
      point: [2 * Math.cos(angle) + 0.7 * gauss(next), 2 * Math.sin(angle) + 0.7 * gauss(next)],
      label: i % 3,
    };
  });
  const right = samples.map(({ label }) => label);
  const given = right.map((label, i) =>
    i < count && next() < 0.3 ? (label + 1 + Math.floor(2 * next())) % 3 : label,
  );
  const points = samples.map(({ point }) => point);
  return {
    problem: {
      matrix: points.slice(0, count),
      response: given.slice(0, count),
      trustedMatrix: points.slice(count),
      trustedResponse: right.slice(count),
    },
    isWrong: (i: number) => given[i] !== right[i],
  };
}

checkSolver({
  method: 'bilevel.cleanSamples',
  certify: certifyCleanSamples as never,
  solve: cleanSamples as never,
  solveSync: cleanSamplesSync as never,
  problem: () => ({
    matrix: matrixOf(small.matrix),
    response: Float64Array.from(small.response),
    trustedMatrix: matrixOf(small.trustedMatrix),
    trustedResponse: Float64Array.from(small.trustedResponse),
    loss: 'logistic',
    ridge: 0.125,
    intercept: true,
    initial: 0.5,
    tolerance: 1e-6,
    maxIterations: 200,
    direction: 'quasiNewton',
    history: false,
  }),
  verify({ status, trustedLoss, sampleWeights }: bilevel.CleanSamplesSolution) {
    expect(status).toBe('converged');
    expect(trustedLoss).toBeLessThan(0.9834633664526817);
    expect(sampleWeights).toHaveLength(6);
  },
  limited: (() => ({ ...small, maxIterations: 1, tolerance: 1e-9 })) as never,
});

test('the value and the gradient, computed to 40 digits by mpmath', async () => {
  const initial = [0, 1, -1, 2, 0, -2].map((x) => 1 / (1 + Math.exp(-x)));
  const problem = { ...small, ridge: 1 / 8, initial, maxIterations: 0 };
  const solution = await cleanSamples(problem);
  certifyCleanSamples(problem, solution);
  expectRefusal(() => certifyCleanSamples(problem, { ...solution, trustedLoss: 1 }));
  expectClose(solution.trustedLoss, 0.9834633664526817, 1e-13);
  const gradient = [-0.00848305143028129, -0.0628514189590621, 0.0113111703099364, 0.0281194679833131];
  for (const [i, slope] of gradient.entries())
    expectClose((solution.gradient[i] as number) / slope, 1, 1e-11);
});

test('wrong labels are found, and the model is better without them', async () => {
  const { problem, isWrong } = spoilt(120, 30, 3);
  const { suspects, trustedLoss, model } = await cleanSamples(problem);
  const wrong = problem.response.filter((_, i) => isWrong(i)).length;
  const found = Array.from(suspects).filter(isWrong).length;
  expect(found / suspects.length).toBeGreaterThan(0.6);
  expect(found / wrong).toBeGreaterThan(0.6);
  const unweighted = await cleanSamples({ ...problem, maxIterations: 0 });
  expect(trustedLoss).toBeLessThan(unweighted.trustedLoss);
  const { response } = await coordinate.predict({ model, matrix: problem.trustedMatrix });
  const read = Array.from(response as ArrayLike<number>);
  expect(read.filter((label, i) => label === problem.trustedResponse[i]).length).toBeGreaterThan(25);
});

test('sparse rows beside dense ones are the same rows', async () => {
  const sparse = (list: readonly (readonly number[])[]) => ({
    rows: list.length,
    columns: 2,
    indptr: Array.from({ length: list.length + 1 }, (_, i) => 2 * i),
    indices: list.flatMap(() => [0, 1]),
    data: list.flat(),
  });
  const { matrix, trustedMatrix } = small;
  const dense = await cleanSamples({ ...small, tolerance: 1e-6 });
  for (const mixed of [
    { matrix: sparse(matrix), trustedMatrix },
    { matrix, trustedMatrix: sparse(trustedMatrix) },
  ]) {
    const problem = { ...small, ...mixed, tolerance: 1e-6 };
    const solution = await cleanSamples(problem);
    certifyCleanSamples(problem, solution);
    expectClose(solution.trustedLoss, dense.trustedLoss, 1e-7);
  }
});

test('what cannot be cleaned is refused', async () => {
  const refused: [object, string][] = [
    [{ response: [1, 1, 1, 1, 1, 1] }, 'response'],
    [{ response: [1, -1, 0, 1, 1, 1] }, 'response'],
    [{ trustedResponse: labels.slice(6).map((label, i) => (i === 4 ? 2 : label)) }, 'trustedResponse[4]'],
    [{ trustedMatrix: rows.slice(6).map(([a]) => [a]) }, 'trustedMatrix'],
    [{ ridge: 0 }, 'ridge'],
    [{ initial: 1 }, 'initial'],
    [{ initial: [0.5] }, 'initial'],
  ];
  for (const [fields, path] of refused)
    await expectError(() => cleanSamples({ ...small, ...fields } as never), 'INVALID_INPUT', path);
});
