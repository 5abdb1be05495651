/** The memory limit of runs: sizes that are declared but not backed by data, results too large, and functions too large to compile. */

import { backend, blackbox, constrained, coordinate, expression, sketch, transport } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { diagnoseSync } from '../../../dist/engine.js';
import { expectError } from '../../support/expect.js';
import { mulberry32, normals } from '../../support/random.js';

/** A matrix of some two hundred bytes as JSON. */
const wide = (columns: number) => ({
  rows: 2,
  columns,
  indptr: [0, 1, 2],
  indices: [0, 1],
  data: [1, 2],
});
const COLUMNS = 2_000_000_000;
const response = [1, 2];

describe('a sparse matrix that declares two thousand million columns is refused', () => {
  const matrix = wide(COLUMNS);
  const squared = { loss: 'squared', penalty: 'l1', matrix, response } as const;
  const calls = {
    lasso: () => coordinate.lasso({ matrix, response, lambda: 0.1 }),
    logisticRegression: () => coordinate.logisticRegression({ matrix, response: [0, 1], lambda: 0.1 }),
    path: () => coordinate.path(squared),
    crossValidate: () => coordinate.crossValidate({ ...squared, folds: 2 }),
    lambdaMax: () => coordinate.lambdaMax(squared),
    minimizeBlocks: () =>
      coordinate.minimizeBlocks({ matrix, target: response, loss: 'squared', rule: 'cyclic' } as never),
    lstsq: () => sketch.lstsq({ matrix, rightSide: response }),
    lsqr: () => sketch.lsqr({ matrix, rightSide: response }),
    leverageScores: () => sketch.leverageScores({ matrix }),
    solveConsistent: () => sketch.solveConsistent({ matrix, rightSide: response }),
    randomizedSvd: () => sketch.randomizedSvd({ matrix, rank: 1 }),
    randomizedRangeFinder: () => sketch.randomizedRangeFinder({ matrix, rank: 1 }),
  };
  test.each(Object.entries(calls))('%s', async (_, call) => {
    const { message } = await expectError(call, 'OUT_OF_MEMORY', 'matrix');
    expect(message).toMatch(/^matrix makes the run need about \d+ MiB, and memoryLimit leaves \d+$/);
  });
});

describe('memoryLimit', () => {
  test('is reported by backend()', () => {
    expect(backend().memoryLimit).toBeGreaterThan(100);
    expect(Number.isInteger(backend().memoryLimit)).toBe(true);
  });

  test('is the limit of a run without the option', async () => {
    const fit = () => coordinate.lasso({ matrix: wide(COLUMNS), response, lambda: 0.1 });
    const { message } = await expectError(fit, 'OUT_OF_MEMORY', 'matrix');
    const left = Number(/leaves (\d+)$/.exec(message)?.[1]);
    // One is rounded down, the other up.
    expect(Math.abs(left - backend().memoryLimit)).toBeLessThanOrEqual(1);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%d is refused', async (memoryLimit) => {
    await expectError(() => diagnoseSync({}, { memoryLimit }), 'INVALID_INPUT', 'memoryLimit');
  });

  test('decides whether a model of many features is fitted', async () => {
    const problem = { matrix: wide(100_000), response, lambda: 0.1 };
    await expectError(() => coordinate.lasso(problem, { memoryLimit: 10 }), 'OUT_OF_MEMORY', 'matrix');
    expect((await coordinate.lasso(problem, { memoryLimit: 100 })).status).toBe('converged');
  });

  test('counts the problem', async () => {
    const echo = new Float64Array(100_000);
    expect(diagnoseSync({ echo }, { memoryLimit: 1 }).echo).toHaveLength(100_000);
    const matrix = { rows: 2, columns: 20_800, data: new Float64Array(41_600).fill(1) };
    await expectError(
      () => sketch.lstsq({ matrix, rightSide: response }, { memoryLimit: 4 }),
      'OUT_OF_MEMORY',
      'matrix',
    );
  });

  test('bounds what a method keeps besides', async () => {
    const points = Array.from({ length: 600 }, (_, i) => [i]);
    const cloud = {
      sourcePoints: points,
      targetPoints: points,
      regularization: 1,
      plan: 'dense',
    } as const;
    await expectError(() => transport.sinkhornNewton(cloud, { memoryLimit: 1 }), 'OUT_OF_MEMORY', 'plan');
    const bounds = new Array(1000).fill(1);
    const unknown = {
      lower: bounds.map((bound) => -bound),
      upper: bounds,
      method: 'cmaes',
      covariance: 'full',
      maxEvaluations: 10,
    } as const;
    const search = () =>
      blackbox.minimize({ ...unknown, objective: (x: Float64Array) => x[0] as number } as never, {
        memoryLimit: 20,
      });
    await expectError(search, 'OUT_OF_MEMORY', 'lower');
  });

  test('bounds the fill-in of factorizations', async () => {
    const n = 1500;
    const random = mulberry32(7);
    const entries = () => new Set(Array.from({ length: 10 }, () => Math.floor(n * random())));
    const rows = Array.from({ length: n }, () => [...entries()].sort((i, j) => i - j));
    const indptr = [0];
    for (const row of rows) indptr.push((indptr.at(-1) as number) + row.length);
    const indices = rows.flat();
    const constraintMatrix = { rows: n, columns: n, indptr, indices, data: normals(7, indices.length) };
    const [lower, upper] = [new Float64Array(n).fill(-1), new Float64Array(n).fill(1)];
    const linear = normals(8, n);
    const bounds = { lower, upper, constraintLower: lower, constraintUpper: upper };
    const solve = () =>
      constrained.quadraticProgram({ linear, constraintMatrix, ...bounds }, { memoryLimit: 10 });
    const { message } = await expectError(solve, 'OUT_OF_MEMORY', '');
    expect(message).toMatch(
      /^a sparse factorization makes the run need about \d+ MiB, and memoryLimit leaves 10$/,
    );
  });

  test('bounds dense matrices of derivatives', async () => {
    const square = expression.define({ x: 600 }, () => 'x^2');
    const problem = { function: square, points: { x: new Float64Array(600) } };
    await expectError(() => expression.jacobian(problem, { memoryLimit: 2 }), 'OUT_OF_MEMORY', 'format');
    const { jacobian } = await expression.jacobian({ ...problem, format: 'sparse' }, { memoryLimit: 2 });
    expect(jacobian.data).toHaveLength(600);
  });
});

describe('functions as data', () => {
  /** A vector joined to itself again and again. */
  const doubled = (times: number) =>
    expression.define({ x: 1 }, ({ x }) => {
      let joined = x;
      for (let k = 0; k < times; k++) joined = expression.concatenate([joined, joined]);
      return joined;
    });
  /** A Hessian in which nearly all entries are nonzero and none is a function of few variables. */
  const dense = (n: number) => expression.define({ x: n }, () => 'sum(x * exp(sum(x)))');

  test('parameters that do not fit are not initialized', async () => {
    const vast = expression.define({ x: 2 ** 31 - 1 }, ({ x }) => expression.sum(x));
    const call = () => expression.initialize({ function: vast, parameters: { x: 'zeros' } });
    await expectError(call, 'OUT_OF_MEMORY', 'parameters');
  });

  test('values that do not fit are not computed', async () => {
    const call = () => expression.evaluate({ function: doubled(20), points: { x: [1] } }, { memoryLimit: 4 });
    const { message } = await expectError(call, 'OUT_OF_MEMORY');
    expect(message).toMatch(/its largest tensor has the shape/);
    const { values } = await expression.evaluate(
      { function: doubled(12), points: { x: [2] } },
      { memoryLimit: 4 },
    );
    expect(values).toEqual(new Float64Array(4096).fill(2));
  });

  test('exponentially many terms are not listed one by one', async () => {
    const { shape, jacobian, hessian: second } = await expression.describe({ function: doubled(18) });
    expect(shape).toEqual([2 ** 18]);
    expect(jacobian.nonzeros).toBe(2 ** 18);
    expect(second.nonzeros).toBe(0);
  });

  test('a full structure is described without listing it', async () => {
    const n = 40_000;
    const { jacobian } = await expression.describe({
      function: expression.define({ x: n }, () => 'x * sum(x)'),
    });
    expect(jacobian).toEqual({ nonzeros: n * n, colors: n });
  });

  test('a time limit holds while derivatives are compiled', async () => {
    const problem = {
      function: dense(2000),
      points: { x: new Float64Array(2000) },
      format: 'sparse',
    } as const;
    const { message } = await expectError(
      () => expression.hessian(problem, { timeLimit: 0 }),
      'INVALID_INPUT',
      'timeLimit',
    );
    expect(message).toBe('timeLimit is too short to compile the function and its derivatives');
  });

  test('small functions are compiled whatever the time limit', async () => {
    const { values } = await expression.hessian(
      { function: dense(3), points: { x: [0, 0, 0] } },
      { timeLimit: 0 },
    );
    expect(values).toEqual(Float64Array.of(0));
  });

  test('a structure that exceeds the memory limit is refused', async () => {
    const problem = {
      function: dense(2000),
      points: { x: new Float64Array(2000) },
      format: 'sparse',
    } as const;
    await expectError(() => expression.hessian(problem, { memoryLimit: 20 }), 'OUT_OF_MEMORY');
    const initial = new Float64Array(2000);
    const minimize = () => constrained.minimize({ objective: dense(2000), initial }, { memoryLimit: 20 });
    await expectError(minimize, 'OUT_OF_MEMORY', 'objective');
  });
});
