/** Least squares: exact solutions by every method, certificates, and options. */

import * as fc from 'fast-check';
import { load, type Matrix, sketch, type VectorInput } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyLstsq } from '../../certificates/sketch.js';
import { EXACT_CASES } from '../../data/sketch.js';
import { checkOperator, returning } from '../../support/check-operator.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { difference, norm, sparse } from '../../support/matrices.js';
import { uniform } from '../../support/random.js';

const { lstsq, lstsqSync } = sketch;

const METHODS = ['auto', 'gram', 'iterative', 'qr', 'svd'] as const;

/** Bound for backward stable methods, about a hundred unit roundoffs. */
const BACKWARD_STABLE = 1e-14;

checkSolver({
  method: 'sketch.lstsq',
  certify: certifyLstsq,
  solve: lstsq<VectorInput>,
  solveSync: lstsqSync<VectorInput>,
  problem: () => ({
    matrix: { rows: 3, columns: 2, data: new Float64Array([1, 0, 1, 1, 1, 2]) },
    rightSide: [1, 2.9, 5.1],
    weights: [1, 1, 1],
    ridge: 0,
    method: 'qr' as const,
    tolerance: 1e-14,
    rankTolerance: 1e-12,
    maxIterations: 5,
    residual: true,
  }),
  // By hand: the mean is 3, the slope 4.1 / 2.
  verify({ status, solution, rank, residualNorms }) {
    expect(status).toBe('converged');
    expectAllClose(solution as Float64Array, [0.95, 2.05], 1e-14);
    expect(rank).toBe(2);
    expectClose(residualNorms[0] as number, Math.sqrt(0.015), 1e-14);
  },
});

checkOperator({
  method: 'sketch.lstsq',
  solve: lstsq<VectorInput>,
  solveSync: lstsqSync<VectorInput>,
  problem: () => ({ ...EXACT_CASES.plain.problem, method: 'iterative' as const }),
  expectSame(actual, expected) {
    expect(actual.status).toBe(expected.status);
    expectAllClose(actual.solution, expected.solution, 1e-13);
  },
});

/** A dense matrix of uniform numbers from -1 to 1. */
function random(rows: number, columns: number, seed: number): Matrix {
  return { rows, columns, data: uniform(seed, rows * columns).map((value) => 2 * value - 1) };
}

function multiply({ rows, columns, data }: Matrix, x: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (data[i * columns + j] as number) * (x[j] as number);
    return sum;
  });
}

/** The gradient A' W (b - A x) - ridge x, relative to the size of its terms: 0 at a solution, up to rounding. */
function slope(
  matrix: Matrix,
  rightSide: ArrayLike<number>,
  x: ArrayLike<number>,
  { weights, ridge = 0 }: { weights?: ArrayLike<number>; ridge?: number } = {},
): number {
  const { rows, columns, data } = matrix;
  const product = multiply(matrix, x);
  let largest = 0;
  for (let j = 0; j < columns; j++) {
    let sum = -ridge * (x[j] as number);
    let scale = Math.abs(sum) + Number.MIN_VALUE;
    for (let i = 0; i < rows; i++) {
      const entry = (data[i * columns + j] as number) * (weights?.[i] ?? 1);
      sum += entry * ((rightSide[i] as number) - (product[i] as number));
      scale += Math.abs(entry) * (Math.abs(rightSide[i] as number) + Math.abs(product[i] as number));
    }
    largest = Math.max(largest, Math.abs(sum) / scale);
  }
  return largest;
}

function expectExact(
  { solution, residualNorms }: sketch.LstsqSolution,
  { problem, solution: exact, residualNorm, allowed }: (typeof EXACT_CASES)[keyof typeof EXACT_CASES],
): void {
  expect(norm(difference(solution as Float64Array, exact)) / norm(exact)).toBeLessThan(allowed);
  // A residual has the rounding of the products it is computed from.
  const rounding = 1e-15 * norm(problem.matrix.data) * norm(exact);
  expectClose(residualNorms[0] as number, residualNorm, Math.max(1e-12, rounding));
}

beforeAll(() => load('sketch'));

describe.each(Object.entries(EXACT_CASES))('exact data: %s', (_, exact) => {
  test.each(METHODS)('by %s', async (method) => {
    const solution = await lstsq({ ...exact.problem, method });
    expect(solution.status).toBe('converged');
    expect(solution.rank).toBe(exact.rank);
    expect(solution.backwardError).toBeLessThan(BACKWARD_STABLE);
    expectExact(solution, exact);
  });
});

describe('the method', () => {
  const tall = random(30_000, 10, 3);
  const right = uniform(4, 30_000);

  test('is chosen by the shape and named in the result', async () => {
    expect((await lstsq({ matrix: tall, rightSide: right })).method).toBe('gram');
    expect((await lstsq({ matrix: random(50, 10, 3), rightSide: uniform(4, 50) })).method).toBe('qr');
    const half = sparse({ ...tall, data: tall.data.map((entry) => (entry > 0.5 ? entry : 0)) });
    expect((await lstsq({ matrix: half, rightSide: right })).method).toBe('iterative');
  });

  test('does not change the answer', async () => {
    const answers = METHODS.map((method) => lstsqSync({ matrix: tall, rightSide: right, method }));
    for (const { solution, fallback } of answers) {
      expectAllClose(solution, answers[0]?.solution ?? [], 1e-14);
      expect(fallback).toBeUndefined();
    }
  });

  test('another seed gives the same answer to rounding', async () => {
    const solutions = [1, 2, 3].map(
      (seed) => lstsqSync({ matrix: tall, rightSide: right }, { seed }).solution,
    );
    for (const solution of solutions) expectAllClose(solution, solutions[0] as Float64Array, 1e-14);
  });

  test('the same seed gives the same bits on any number of threads', () => {
    const solve = (threads: number) => lstsqSync({ matrix: tall, rightSide: right }, { threads, seed: 5 });
    expect(solve(2)).toEqual(solve(1));
    expect(solve(3)).toEqual(solve(1));
  });
});

describe('input', () => {
  const matrix = random(3000, 20, 11);
  const rightSide = uniform(12, 3000);
  const reference = () => lstsqSync({ matrix, rightSide, method: 'qr' }).solution;

  test.each(METHODS)('single precision is computed in double: %s', (method) => {
    const single = Float32Array.from(matrix.data);
    const same = { ...matrix, data: Float64Array.from(single) };
    const bySingle = lstsqSync({ matrix: { ...matrix, data: single }, rightSide, method });
    expect(bySingle).toEqual(lstsqSync({ matrix: same, rightSide, method }));
  });

  test.each(METHODS)('a sparse matrix gives what its dense form gives: %s', (method) => {
    const { solution, backwardError } = lstsqSync({ matrix: sparse(matrix), rightSide, method });
    expectAllClose(solution, reference(), 1e-12);
    expect(backwardError).toBeLessThan(BACKWARD_STABLE);
  });

  test('any number of columns, an odd number of rows, near each other or not', () => {
    for (let columns = 1; columns <= 20; columns++) {
      for (const nearness of [1, 1e-6]) {
        const rows = 701;
        const own = uniform(40 + columns, rows * columns);
        // Nearly equal columns force the method to change variables first.
        const data = own.map((value, k) => (own[k - (k % columns)] as number) + nearness * (value - 0.5));
        const matrix = { rows, columns, data };
        const x = uniform(70 + columns, columns);
        const { method, backwardError, solution } = lstsqSync({
          matrix,
          rightSide: multiply(matrix, x),
          method: 'gram',
        });
        expect(method).toBe('gram');
        expect(backwardError).toBeLessThan(BACKWARD_STABLE);
        // A consistent system: the condition number, about 10 / nearness, times some unit roundoffs.
        expectAllClose(solution, x, 1e-12 / nearness);
      }
    }
  });

  test('several right sides are solved as one by one', () => {
    const others = [rightSide, uniform(13, 3000), multiply(matrix, uniform(14, 20))];
    const data = Float64Array.from({ length: 9000 }, (_, k) => others[k % 3]?.[Math.floor(k / 3)] as number);
    const together = lstsqSync({
      matrix,
      rightSide: { rows: 3000, columns: 3, data },
      method: 'gram',
      residual: true,
    });
    expect([together.solution.rows, together.solution.columns]).toEqual([20, 3]);
    expect(together.residual).toMatchObject({ rows: 3000, columns: 3 });
    others.forEach((right, k) => {
      const alone = lstsqSync({ matrix, rightSide: right, method: 'gram' });
      const column = together.solution.data.filter((_, index) => index % 3 === k);
      expectAllClose(column, alone.solution, 1e-13);
      expectClose(together.residualNorms[k] as number, alone.residualNorms[0] as number, 1e-12);
    });
  });

  test('the residual comes when it is asked for', () => {
    const { solution, residual, residualNorms } = lstsqSync({ matrix, rightSide, residual: true });
    const product = multiply(matrix, solution);
    expectAllClose(
      residual ?? [],
      rightSide.map((right, i) => right - (product[i] as number)),
      1e-14,
    );
    expectClose(norm(residual ?? []), residualNorms[0] as number, 1e-13);
    expect(lstsqSync({ matrix, rightSide })).not.toHaveProperty('residual');
  });

  test.each(METHODS)('weights and ridge enter the optimality conditions: %s', (method) => {
    const weights = uniform(15, 3000).map((value, i) => (i % 7 === 0 ? 0 : value));
    for (const ridge of [0, 3, 1e6]) {
      const { solution, status } = lstsqSync({ matrix, rightSide, weights, ridge, method });
      expect(status).toBe('converged');
      expect(slope(matrix, rightSide, solution, { weights, ridge })).toBeLessThan(1e-14);
    }
  });

  test('bad input is refused before any work', async () => {
    const refused = (problem: object, path: string) =>
      expectError(() => lstsq({ matrix, rightSide, ...problem }), 'INVALID_INPUT', path);
    const spoilt = (value: number) => ({ ...matrix, data: matrix.data.with(17, value) });
    for (const method of METHODS) {
      await refused({ matrix: spoilt(Number.NaN), method }, 'matrix.data[17]');
      await refused({ matrix: spoilt(Number.POSITIVE_INFINITY), method }, 'matrix.data[17]');
      await refused({ rightSide: rightSide.with(3, Number.NaN), method }, 'rightSide[3]');
    }
    await refused({ rightSide: uniform(1, 2999) }, 'rightSide');
    await refused({ rightSide: { rows: 3000, columns: 0, data: [] } }, 'rightSide');
    await refused({ weights: uniform(1, 2999) }, 'weights');
    await refused({ weights: uniform(1, 3000).with(5, -1) }, 'weights[5]');
    await refused({ ridge: -1 }, 'ridge');
    await refused({ tolerance: 0 }, 'tolerance');
    await refused({ rankTolerance: 1 }, 'rankTolerance');
    await refused({ maxIterations: 0 }, 'maxIterations');
    await refused({ method: 'lu' }, 'method');
    await refused({ matrix: { rows: 0, columns: 3, data: [] }, rightSide: [] }, 'matrix');
    await refused({ matrix: { rows: 2, columns: 0, data: [] }, rightSide: [1, 2] }, 'matrix');
    const broken = { ...sparse(random(2, 2, 1)), indices: Int32Array.of(0, 1, 1, 0) };
    await refused({ matrix: broken, rightSide: [1, 2] }, 'matrix.indices[3]');
  });
});

describe('an operator', () => {
  test.each(Object.entries(EXACT_CASES))('is solved as exactly as its entries would be: %s', (_, exact) => {
    const matrix = returning(exact.problem.matrix);
    const result = lstsqSync({ ...exact.problem, matrix, residual: true });
    expect([result.status, result.method, result.rank]).toEqual(['converged', 'iterative', exact.rank]);
    expectExact(result, exact);
  });

  test('has ridge, weights and several right sides', () => {
    const matrix = random(300, 12, 21);
    const data = uniform(22, 600);
    const problem = {
      rightSide: { rows: 300, columns: 2, data },
      weights: uniform(23, 300),
      ridge: 0.5,
    };
    const { solution } = lstsqSync({ ...problem, matrix: returning(matrix) });
    expectAllClose(solution.data, lstsqSync({ ...problem, matrix, method: 'qr' }).solution.data, 1e-13);
  });

  test('cannot be decomposed', async () => {
    const matrix = returning(random(30, 3, 1));
    for (const method of ['gram', 'qr', 'svd'] as const) {
      await expectError(
        () => lstsq({ matrix, rightSide: uniform(1, 30), method }),
        'INVALID_INPUT',
        'method',
      );
    }
    const rightSide = uniform(1, 30).with(4, Number.NaN);
    await expectError(() => lstsq({ matrix, rightSide }), 'INVALID_INPUT', 'rightSide[4]');
  });
});

describe('special problems', () => {
  test.each(METHODS)('a right side of zeros has the solution zero: %s', (method) => {
    const { solution, residualNorms, backwardError } = lstsqSync({
      matrix: random(400, 5, 1),
      rightSide: new Float64Array(400),
      method,
    });
    expect(solution).toEqual(new Float64Array(5));
    expect([residualNorms[0], backwardError]).toEqual([0, 0]);
  });

  test.each(METHODS)('a matrix of zeros has rank 0: %s', (method) => {
    const zeros = { rows: 300, columns: 4, data: new Float64Array(1200) };
    const { solution, rank, status } = lstsqSync({ matrix: zeros, rightSide: uniform(1, 300), method });
    expect([status, rank]).toEqual(['converged', 0]);
    expect(solution).toEqual(new Float64Array(4));
  });

  test.each(METHODS)('a column of zeros has the coefficient 0: %s', (method) => {
    const matrix = random(500, 6, 2);
    for (let i = 0; i < 500; i++) matrix.data[6 * i + 4] = 0;
    const { solution, rank } = lstsqSync({ matrix, rightSide: uniform(3, 500), method });
    expect(rank).toBe(5);
    expect(solution[4]).toBe(0);
    expect(slope(matrix, uniform(3, 500), solution)).toBeLessThan(1e-14);
  });

  test.each(METHODS)('units of measurement do not matter: %s', (method) => {
    const matrix = random(1000, 8, 5);
    const rightSide = uniform(6, 1000);
    const scales = [1, 2 ** 40, 2 ** -40, 1, 2 ** 30, 1, 2 ** -20, 4];
    const scaled = { ...matrix, data: matrix.data.map((entry, k) => entry * (scales[k % 8] as number)) };
    const { solution } = lstsqSync({ matrix, rightSide, method: 'qr' });
    const other = lstsqSync({ matrix: scaled, rightSide, method });
    expect(other.rank).toBe(8);
    expectAllClose(
      other.solution.map((x, j) => x * (scales[j] as number)),
      solution,
      1e-12,
    );
  });

  test('a wide matrix has the shortest of its solutions', () => {
    const matrix = random(30, 80, 7);
    const rightSide = uniform(8, 30);
    const { solution, rank, residualNorms, status } = lstsqSync({ matrix, rightSide });
    expect([status, rank]).toEqual(['converged', 30]);
    expect(residualNorms[0]).toBeLessThan(1e-13);
    // The minimum-norm solution is A' y with A A' y = b, computed with the library's square systems.
    const product = random(30, 30, 0);
    for (let i = 0; i < 30; i++) {
      const row = multiply(matrix, matrix.data.subarray(80 * i, 80 * i + 80));
      product.data.set(row, 30 * i);
    }
    const y = lstsqSync({ matrix: product, rightSide }).solution;
    const shortest = Float64Array.from({ length: 80 }, (_, j) =>
      y.reduce((sum, value, i) => sum + value * (matrix.data[80 * i + j] as number), 0),
    );
    expectAllClose(solution, shortest, 1e-12);
  });

  test('one row, one column, and square systems', () => {
    expectAllClose(lstsqSync({ matrix: [[4]], rightSide: [8] }).solution, [2], 1e-15);
    expectAllClose(lstsqSync({ matrix: [[3, 4]], rightSide: [5] }).solution, [0.6, 0.8], 1e-15);
    expectAllClose(lstsqSync({ matrix: [[3], [4]], rightSide: [3, 4] }).solution, [1], 1e-15);
    const matrix = random(40, 40, 9);
    const x = uniform(10, 40);
    expectAllClose(lstsqSync({ matrix, rightSide: multiply(matrix, x) }).solution, x, 1e-11);
  });

  test('one heavy row keeps its certificate', () => {
    const matrix = random(5000, 12, 13);
    matrix.data.subarray(12 * 77, 12 * 78).forEach((entry, j, row) => {
      row[j] = 1e12 * entry;
    });
    const { status, backwardError, fallback } = lstsqSync({
      matrix,
      rightSide: uniform(14, 5000),
      method: 'gram',
    });
    expect(status).toBe('converged');
    expect(fallback).toBeUndefined();
    expect(backwardError).toBeLessThan(BACKWARD_STABLE);
  });

  test('very large and very small entries are no obstacle', () => {
    for (const scale of [1e-150, 1e150]) {
      const matrix = random(300, 4, 15);
      const rightSide = multiply(matrix, [1, 2, 3, 4]).map((value) => value * scale);
      const scaled = { ...matrix, data: matrix.data.map((entry) => entry * scale) };
      const result = lstsqSync({ matrix: scaled, rightSide });
      expectFinite(result);
      expectAllClose(result.solution, [1, 2, 3, 4], 1e-12);
    }
  });

  test('a tolerance stops the refinement early', () => {
    const matrix = random(20_000, 12, 16);
    const rightSide = uniform(17, 20_000);
    const rough = lstsqSync({ matrix, rightSide, method: 'iterative', tolerance: 0.5 });
    const exact = lstsqSync({ matrix, rightSide, method: 'iterative' });
    expect([rough.status, rough.iterations]).toEqual(['converged', 0]);
    expect(rough.passes).toBeLessThan(exact.passes);
    expect(exact.backwardError).toBeLessThan(rough.backwardError);
  });
});

describe('matrices with more columns than rows', () => {
  test('may be zero', () => {
    for (const method of METHODS) {
      const result = lstsqSync({ matrix: [[0, 0, 0]], rightSide: [6], method });
      expect(result).toMatchObject({ status: 'converged', rank: 0 });
      expect(Array.from(result.solution)).toEqual([0, 0, 0]);
      expect(Array.from(result.residualNorms)).toEqual([6]);
    }
  });

  test('may have entries of any size', () => {
    for (const scale of [1e-300, 1e-200, 1e150]) {
      const matrix = { rows: 2, columns: 3, data: Float64Array.of(1, 1, 0, 0, 1, 1).map((x) => x * scale) };
      const result = lstsqSync({ matrix, rightSide: [3 * scale, 5 * scale] });
      expect(result).toMatchObject({ status: 'converged', rank: 2 });
      expectAllClose(result.solution, [1 / 3, 8 / 3, 7 / 3], 1e-14);
    }
  });

  test('are not sketched, which might lose an equation', () => {
    const matrix = random(4, 5, 3);
    matrix.data.subarray(5, 10).forEach((entry, j, row) => {
      row[j] = 1e6 * entry;
    });
    const rightSide = [1, 2e6, 3, 4];
    for (const method of ['gram', 'iterative'] as const)
      for (let seed = 0; seed < 10; seed++) {
        const result = lstsqSync({ matrix, rightSide, method }, { seed });
        expect(result.rank).toBe(4);
        expect(result.residualNorms[0]).toBeLessThan(1e-8);
      }
  });
});

test('a first solution that is far too long does not end the refinement', () => {
  const [rows, columns] = [1440, 36];
  const matrix = { rows, columns, data: new Float64Array(rows * columns) };
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      matrix.data[i * columns + j] = ((2 * i) / (rows - 1) - 1) ** (columns - 1 - j);
  const rightSide = multiply(matrix, new Array(columns).fill(1));
  for (const method of METHODS) {
    const { status, backwardError } = lstsqSync({ matrix, rightSide, method });
    expect(status).toBe('converged');
    expect(backwardError).toBeLessThan(BACKWARD_STABLE);
  }
});

test('random problems of any shape satisfy the optimality conditions', () => {
  const shape = fc.record({
    rows: fc.integer({ min: 1, max: 120 }),
    columns: fc.integer({ min: 1, max: 24 }),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    method: fc.constantFrom(...METHODS),
    ridge: fc.constantFrom(0, 1e-3, 10),
  });
  fc.assert(
    fc.property(shape, ({ rows, columns, seed, method, ridge }) => {
      const matrix = random(rows, columns, seed);
      const rightSide = uniform(seed + 1, rows);
      const result = lstsqSync({ matrix, rightSide, method, ridge });
      expectFinite(result);
      expect(result.status).toBe('converged');
      expect(result.rank).toBe(ridge > 0 ? columns : Math.min(rows, columns));
      expect(slope(matrix, rightSide, result.solution, { ridge })).toBeLessThan(1e-12);
    }),
    { numRuns: 200, seed: 20240117 },
  );
});
