/**
 * Kernel ridge regression with tuned length scales, weights and ridge: references, properties, claims about the
 * criteria, and bad input.
 */

import { bilevel, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { friedman } from '../../../ts/claims/support/friedman.js';
import { certifyPredictKernel, certifyTuneKernel, criterionOf } from '../../certificates/bilevel-kernels.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { predictKernel, predictKernelSync, tuneKernel, tuneKernelSync } = bilevel;

beforeAll(() => load('bilevel-models'));

/** Entries that are small multiples of a quarter, so that the data are exact in binary. */
const entry = (i: number, j: number) => (((7 * i + 11 * j + 5 * i * j) % 13) - 6) / 4;
const rowsOf = (rows: number, columns: number) =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, j) => entry(i, j)));
const responseOf = (rows: number) =>
  Array.from({ length: rows }, (_, i) => entry(i, 0) - entry(i, 1) / 2 + (((5 * i + 2) % 9) - 4) / 8);

const small = () => ({
  matrix: { rows: 9, columns: 2, data: Float64Array.from(rowsOf(9, 2).flat()) },
  response: Float64Array.from(responseOf(9)),
  tolerance: 1e-6,
});

checkSolver({
  method: 'bilevel.tuneKernel',
  loads: ['bilevel-models'],
  certify: certifyTuneKernel as never,
  solve: tuneKernel as never,
  solveSync: tuneKernelSync as never,
  problem: small,
  verify({ status, lengthScales, objective }: bilevel.TuneKernelSolution) {
    expect(status).toBe('converged');
    expect(lengthScales?.length).toBe(2);
    expect(objective).toBeLessThan(criterionOf(small(), [-2, -2, Math.log(1e-3)]));
  },
  limited: (() => ({ ...small(), maxIterations: 1 })) as never,
  long: (() => {
    const { matrix, response } = friedman(400, 40, 5);
    return { matrix, response, kernel: 'matern32', tolerance: 1e-12, maxIterations: 10_000 };
  }) as never,
});

checkSolver({
  method: 'bilevel.predictKernel',
  loads: ['bilevel-models'],
  certify: certifyPredictKernel as never,
  solve: predictKernel as never,
  solveSync: predictKernelSync as never,
  problem: () => ({
    model: {
      kernel: 'matern52' as const,
      matrix: { rows: 2, columns: 1, data: new Float64Array([0, 1]) },
      lengthScales: new Float64Array([2]),
      dualCoefficients: new Float64Array([1, -0.5]),
      offset: new Float64Array([0.25]),
    },
    matrix: { rows: 2, columns: 1, data: new Float64Array([0, 0.5]) },
  }),
  verify({ predictions }: bilevel.PredictKernelSolution) {
    const k = (r: number) => (1 + Math.sqrt(5) * r + (5 * r * r) / 3) * Math.exp(-Math.sqrt(5) * r);
    expectAllClose(predictions as Float64Array, [1.25 - 0.5 * k(0.5), 0.25 + 0.5 * k(0.25)], 1e-14);
  },
});

describe('references', () => {
  test('leave-one-out and its gradient, in forty digits', async () => {
    const initial = { lengthScales: [1, Math.exp(0.5)], ridge: Math.exp(-3) };
    const { objective, gradient, status } = await tuneKernel({
      matrix: rowsOf(6, 2),
      response: responseOf(6),
      criterion: 'leaveOneOut',
      intercept: 'mean',
      standardize: false,
      initial,
      maxIterations: 0,
    });
    expect(status).toBe('iterationLimit');
    expectClose(objective, 0.1072251480061669, 1e-13);
    expectAllClose(gradient, [0.003174340413061036, -0.007332322832557387, 0.04480789746780557], 1e-11);
  });

  test('the loss of folds and the marginal likelihood, computed here', async () => {
    const problem = { matrix: rowsOf(9, 2), response: responseOf(9), maxIterations: 0 };
    const { logMarginalLikelihood, objective } = await tuneKernel({
      ...problem,
      criterion: 'folds',
      folds: 3,
    });
    const value = criterionOf({ ...problem, criterion: 'folds', folds: 3 }, [-2, -2, Math.log(1e-3)]);
    expectClose(objective, value, 1e-10);
    const marginal = criterionOf(problem, [-2, -2, Math.log(1e-3)]);
    expectClose(logMarginalLikelihood, -8 * (marginal + (1 + Math.log(2 * Math.PI)) / 2), 1e-10);
  });
});

describe('kernels and criteria', () => {
  const { matrix, response } = friedman(40, 4, 3);
  const kernels = ['gaussian', 'matern12', 'matern32', 'matern52', 'linear'] as const;
  const criteria = ['marginalLikelihood', 'leaveOneOut', 'folds'] as const;
  test.each(kernels.flatMap((kernel) => criteria.map((criterion) => [kernel, criterion] as const)))(
    '%s by %s',
    async (kernel, criterion) => {
      for (const lengthScales of ['feature', 'shared'] as const) {
        const problem = { matrix, response, kernel, criterion, lengthScales };
        const solution = await tuneKernel(problem);
        certifyTuneKernel(problem, solution);
        expect(solution.status).toBe('converged');
        expect(solution.lengthScales?.length).toBe(lengthScales === 'shared' ? 1 : 4);
      }
    },
  );

  test('a mixture of given kernels, of which one is noise', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => Array.from(matrix.data.slice(4 * i, 4 * i + 4)));
    const gram = rows.map((a) =>
      rows.map((b) => a.reduce((total, value, j) => total + value * (b[j] as number), 0)),
    );
    const noise = rows.map((_, i) => rows.map((__, j) => (i === j ? 1 : 0)));
    const problem = { kernels: [gram, noise], response, criterion: 'leaveOneOut' } as const;
    const solution = await tuneKernel(problem);
    certifyTuneKernel(problem, solution);
    expect(solution.weights?.length).toBe(2);
    const { predictions } = await predictKernel({ model: solution.model, kernels: [gram, noise] });
    const fitted = Array.from(predictions as Float64Array);
    const dual = solution.dualCoefficients as Float64Array;
    // The residuals of the training samples are the ridge times the dual coefficients.
    fitted.forEach((value, i) => {
      expectClose((response[i] as number) - value, 40 * solution.ridge * (dual[i] as number), 1e-8);
    });
  });

  test('several outputs share a kernel', async () => {
    const both = { rows: 40, columns: 2, data: Float64Array.from(response, (y) => y).map((y) => y) };
    const data = new Float64Array(80);
    response.forEach((y, i) => {
      data[2 * i] = y;
      data[2 * i + 1] = 3 * y + 1;
    });
    const one = await tuneKernel({ matrix, response, tolerance: 1e-7 });
    const two = await tuneKernel({ matrix, response: { ...both, data }, tolerance: 1e-7 });
    expectAllClose(two.lengthScales as Float64Array, one.lengthScales as Float64Array, 1e-4);
    const { predictions } = await predictKernel({ model: two.model, matrix: [[0, 0, 0, 0]] });
    const [first, second] = (predictions as { data: Float64Array }).data;
    expectClose(second as number, 3 * (first as number) + 1, 1e-9);
  });

  test('permuted features permute length scales', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => Array.from(matrix.data.slice(4 * i, 4 * i + 4)));
    const straight = await tuneKernel({ matrix: rows, response, tolerance: 1e-8 });
    const turned = await tuneKernel({
      matrix: rows.map((row) => row.toReversed()),
      response,
      tolerance: 1e-8,
    });
    expectAllClose(
      turned.lengthScales as Float64Array,
      straight.lengthScales?.toReversed() as Float64Array,
      1e-4,
    );
  });

  test('features that do not matter get long length scales', async () => {
    const { matrix: eight, response: of } = friedman(120, 8, 31);
    const { lengthScales } = await tuneKernel({ matrix: eight, response: of });
    const scales = Array.from(lengthScales as Float64Array);
    expect(Math.min(...scales.slice(5))).toBeGreaterThan(2 * Math.max(...scales.slice(0, 3)));
  });
});

describe('features far from zero and of any unit', () => {
  test('a line is found by the linear kernel, and the ridge ends at its bound', async () => {
    for (const criterion of ['marginalLikelihood', 'leaveOneOut'] as const) {
      const { model, atLower, status } = await tuneKernel({
        matrix: [[11], [12], [13], [14]],
        response: [1, 2, 3, 4],
        kernel: 'linear',
        criterion,
      });
      expect(status).toBe('converged');
      if (criterion === 'marginalLikelihood') expect(atLower).toContain('ridge');
      const { predictions } = await predictKernel({ model, matrix: [[11], [14], [20]] });
      expectAllClose(predictions as Float64Array, [1, 4, 10], 1e-8);
    }
  });

  test('units and places of features change nothing', async () => {
    const { matrix, response } = friedman(40, 4, 3);
    const rows = Array.from({ length: 40 }, (_, i) => Array.from(matrix.data.slice(4 * i, 4 * i + 4)));
    const moved = rows.map((row) =>
      row.map((value, j) => 10 ** (3 * j - 6) * value + (j + 1) * 10 ** (3 * j - 5)),
    );
    for (const intercept of ['fitted', 'mean', 'none'] as const) {
      const [plain, far] = [
        await tuneKernel({ matrix: rows, response, intercept, tolerance: 1e-8 }),
        await tuneKernel({ matrix: moved, response, intercept, tolerance: 1e-8 }),
      ];
      expectAllClose(far.lengthScales as Float64Array, Array.from(plain.lengthScales as Float64Array), 1e-3);
      const [here, there] = [
        await predictKernel({ model: plain.model, matrix: rows }),
        await predictKernel({ model: far.model, matrix: moved }),
      ];
      expectAllClose(there.predictions as Float64Array, Array.from(here.predictions as Float64Array), 1e-4);
    }
  });

  test('variances and distances tell where predictions are extrapolations', async () => {
    const matrix = Array.from({ length: 20 }, (_, i) => [100 + i]);
    const response = matrix.map(([x = 0]) => Math.sin(x / 3) + 5);
    const { model, ridge, featureMeans, featureScales } = await tuneKernel({ matrix, response });
    expectClose(featureMeans?.[0] as number, 109.5, 1e-12);
    expectClose(featureScales?.[0] as number, Math.sqrt(33.25), 1e-12);
    const { variances, distances } = await predictKernel({
      model,
      matrix: [[100], [105.5], [140], [1000]],
      variances: true,
      distances: true,
    });
    const [at, between, beyond, far] = Array.from(variances as Float64Array);
    // The variance is at most that of the noise, up to the cancellation of numbers near 1, one of them a sum of 20
    // terms.
    expect(at).toBeLessThan((20 * ridge + 20 * Number.EPSILON) * model.processVariance);
    expect(between).toBeLessThan(0.01);
    expect(beyond).toBeGreaterThan(0.1);
    // The variance of the process plus that of the constant.
    expect(far).toBeGreaterThan(model.processVariance);
    const scale = (featureScales?.[0] as number) * (model.lengthScales?.[0] as number);
    expectAllClose(distances as Float64Array, [0, 0.5 / scale, 21 / scale, 881 / scale], 1e-9);
    const { variances: none } = await predictKernel({ model, matrix: [[100]] });
    expect(none).toBeUndefined();
    const { ridge: _, ...old } = model;
    await expectError(
      () => predictKernel({ model: old, matrix: [[100]], variances: true }),
      'INVALID_INPUT',
      'model.ridge',
    );
  });

  test('given kernels of any size', async () => {
    const { matrix, response } = friedman(30, 3, 3);
    const rows = Array.from({ length: 30 }, (_, i) => Array.from(matrix.data.slice(3 * i, 3 * i + 3)));
    for (const unit of [1e-40, 1, 1e40]) {
      const kernels = [
        rows.map((a) => rows.map((b) => unit * a.reduce((sum, x, j) => sum + x * (b[j] as number), 0))),
      ];
      const { status, ridge } = await tuneKernel({ kernels, response, criterion: 'leaveOneOut' });
      expect(status).toBe('converged');
      expect(ridge / unit).toBeGreaterThan(1e-6);
    }
  });
});

test('the descent is told step by step', async () => {
  const { history, iterations, objective } = await tuneKernel({ ...small(), history: true });
  expect(history?.length).toBe(iterations + 1);
  expect(history?.at(-1)?.objective).toBe(objective);
});

test('what does not fit together is refused by its name', async () => {
  const refused = (change: object, path: string) =>
    expectError(() => tuneKernel({ ...small(), ...change } as never), 'INVALID_INPUT', path);
  await refused({ matrix: undefined }, 'matrix');
  await refused({ kernels: [[[1]]] }, 'kernels');
  await refused({ response: [1, 2] }, 'response');
  await refused({ response: new Array(9).fill(2) }, 'response');
  await refused({ folds: 3 }, 'folds');
  await refused({ criterion: 'folds', folds: 1 }, 'folds');
  await refused({ criterion: 'folds', folds: [0, 0, 0, 0, 0, 0, 0, 0, -2] }, 'folds[8]');
  await refused({ criterion: 'folds', folds: [0, 0, 0, 0, 0, 0, 0, 0, 2] }, 'folds');
  await refused({ initial: { lengthScales: [1] } }, 'initial.lengthScales');
  await refused({ initial: { lengthScales: 1000 } }, 'initial.lengthScales');
  await refused({ initial: { weights: 1 } }, 'initial.weights');
  await refused({ initial: { ridge: 0 } }, 'initial.ridge');
  const asymmetric = {
    matrix: undefined,
    response: [1, 2],
    kernels: [
      [
        [1, 0],
        [0.5, 1],
      ],
    ],
  };
  await refused(asymmetric, 'kernels[0]');
  const indefinite = {
    matrix: undefined,
    response: [1, 2],
    kernels: [
      [
        [1, 2],
        [2, 1],
      ],
    ],
  };
  await refused(indefinite, 'initial');
  const { model } = await tuneKernel(small());
  const wrong = (change: object, path: string) =>
    expectError(() => predictKernel({ model, ...change } as never), 'INVALID_INPUT', path);
  await wrong({}, 'matrix');
  await wrong({ matrix: [[1]] }, 'matrix');
  await wrong({ kernels: [[[1]]], matrix: [[1, 2]] }, 'kernels');
});

test('certificates refuse other solutions', async () => {
  const solution = await tuneKernel(small());
  const certify = (change: object) => () => certifyTuneKernel(small(), { ...solution, ...change });
  certify({})();
  expectRefusal(certify({ ridge: solution.ridge * 1.01 }));
  expectRefusal(certify({ objective: solution.objective + 1e-6 }));
  expectRefusal(certify({ gradient: solution.gradient.map((slope) => slope + 1e-4) }));
  expectRefusal(certify({ projectedGradient: 1e-3 }));
});
