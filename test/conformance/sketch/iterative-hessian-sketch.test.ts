/** The iterative Hessian sketch: convergence to exact solutions at the promised rate, and other terminations. */

import { load, type Matrix, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyIterativeHessianSketch } from '../../certificates/sketch.js';
import { EXACT_CASES } from '../../data/sketch.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { iterativeHessianSketch, iterativeHessianSketchSync } = sketch;

beforeAll(() => load('sketch'));

function random(rows: number, columns: number, seed: number): Matrix {
  return { rows, columns, data: uniform(seed, rows * columns).map((value) => 2 * value - 1) };
}

/** The columns 1 and t for 200 equidistant t; the right side is their sum plus a vector orthogonal to both. */
function example() {
  const rows = 200;
  const data = Float64Array.from({ length: 2 * rows }, (_, k) => (k % 2 === 0 ? 1 : Math.floor(k / 2)));
  // 1, -1, -1, 1 is orthogonal to constants and lines.
  const rightSide = Float64Array.from(
    { length: rows },
    (_, i) => 1 + i + (i % 4 === 0 || i % 4 === 3 ? 1 : -1),
  );
  return { matrix: { rows, columns: 2, data }, rightSide };
}

checkSolver({
  method: 'sketch.iterativeHessianSketch',
  certify: certifyIterativeHessianSketch,
  solve: iterativeHessianSketch<Float64Array>,
  solveSync: iterativeHessianSketchSync<Float64Array>,
  random: true,
  problem: () => ({
    ...example(),
    kind: 'srht' as const,
    sketchRows: 40,
    fresh: true,
    tolerance: 1e-12,
    maxIterations: 50,
    initial: [0, 0],
    history: true,
  }),
  verify({ status, solution, residualNorms, rank }) {
    expect(status).toBe('converged');
    expectAllClose(solution, [1, 1], 1e-9);
    expectClose(residualNorms[0] as number, Math.sqrt(200), 1e-12);
    expect(rank).toBe(2);
  },
  limited: () => ({ ...example(), sketchRows: 40, maxIterations: 1 }),
  // With a sketch of barely more rows than columns, each step reduces the error by a hundredth.
  long: () => ({
    matrix: random(30_000, 60, 1),
    rightSide: uniform(2, 30_000),
    fresh: false,
    sketchRows: 63,
    tolerance: 1e-15,
    maxIterations: 1_000_000,
  }),
});

describe('iterativeHessianSketch', () => {
  test.each(['srht', 'gaussian', 'sparseSign'] as const)(
    'converges to the exact answer with %s',
    async (kind) => {
      const { problem, solution: expected, residualNorm } = EXACT_CASES.plain;
      for (const fresh of [true, false]) {
        const solved = await iterativeHessianSketch({ ...problem, kind, fresh, tolerance: 1e-13 });
        expect(solved.status).toBe('converged');
        expect(solved.sketchRows).toBe(fresh ? 64 : 120);
        expectAllClose(solved.solution, expected, 1e-12);
        expectClose(solved.residualNorms[0] as number, residualNorm, 1e-12);
      }
    },
  );

  test('has a record of each step', async () => {
    const { problem } = EXACT_CASES.plain;
    const { history = [] } = await iterativeHessianSketch({
      ...problem,
      tolerance: 1e-15,
      maxIterations: 20,
      history: true,
    });
    expect(history.map(({ iterations }) => iterations)).toEqual(Array.from({ length: 21 }, (_, k) => k));
  });

  test('finds the shortest solution where columns depend on each other', async () => {
    const { problem, solution: expected, rank } = EXACT_CASES['dependent columns'];
    for (const fresh of [true, false]) {
      const solved = await iterativeHessianSketch({ ...problem, fresh, tolerance: 1e-12 });
      expect(solved).toMatchObject({ status: 'converged', rank });
      expectAllClose(solved.solution, expected, 1e-10);
    }
  });

  test('does not mind condition numbers, up to what rounding makes of them', async () => {
    const { problem, residualNorm } = EXACT_CASES['nearly dependent columns'];
    const solved = await iterativeHessianSketch({ ...problem, tolerance: 1e-5 });
    expect(solved.status).toBe('converged');
    expectClose(solved.residualNorms[0] as number, residualNorm, 1e-9);
    const stalled = await iterativeHessianSketch({ ...problem, tolerance: 1e-15 });
    expect(stalled.status).toBe('stalled');
    expect(stalled.errorEstimate).toBeLessThan(1e-5);
  });

  test('takes the matrix itself where a sketch would have as many rows', async () => {
    const { matrix, rightSide } = example();
    const solved = await iterativeHessianSketch({ matrix, rightSide, sketchRows: 1000, tolerance: 1e-12 });
    expect(solved).toMatchObject({ status: 'converged', sketchRows: 200, iterations: 1 });
    expectAllClose(solved.solution, [1, 1], 1e-11);
    const wide = await iterativeHessianSketch({ matrix: [[1, 2, 2]], rightSide: [9] });
    expectAllClose(wide.solution, [1, 2, 2], 1e-13);
  });

  test('starts where it is told to', async () => {
    const { matrix, rightSide } = example();
    const there = await iterativeHessianSketch({ matrix, rightSide, initial: [1, 1], sketchRows: 40 });
    expect(there).toMatchObject({ status: 'converged', iterations: 0 });
    expect(there.solution).toEqual(new Float64Array([1, 1]));
    const zero = await iterativeHessianSketch({
      matrix,
      rightSide: new Float64Array(200),
      initial: [3, 1],
      sketchRows: 40,
    });
    expect(zero.status).toBe('converged');
    expectAllClose(zero.solution, [0, 0], 1e-7);
  });

  test.each([1e-160, 1e-200, 1e-290])('a tiny matrix with a right side as tiny: %d', async (scale) => {
    const { matrix, rightSide } = example();
    const scaled = (values: ArrayLike<number>) => Float64Array.from(values, (value) => value * scale);
    const { status, solution, residualNorms } = await iterativeHessianSketch({
      matrix: { ...matrix, data: scaled(matrix.data) },
      rightSide: scaled(rightSide),
      initial: [3, 1],
      sketchRows: 40,
    });
    expect(status).toBe('converged');
    const expected = await iterativeHessianSketch({ matrix, rightSide, initial: [3, 1], sketchRows: 40 });
    expectAllClose(solution, expected.solution, 1e-7);
    expectClose((residualNorms[0] as number) / scale, expected.residualNorms[0] as number, 1e-6);
  });

  test('solves for several right sides, also for zero', async () => {
    const { matrix, rightSide } = example();
    const data = Float64Array.from({ length: 600 }, (_, k) =>
      k % 3 === 0 ? (rightSide[k / 3] as number) : k % 3 === 1 ? 0 : 2,
    );
    const { status, solution } = await iterativeHessianSketch({
      matrix,
      rightSide: { rows: 200, columns: 3, data },
      sketchRows: 40,
    });
    expect(status).toBe('converged');
    expectAllClose(solution.data, [1, 0, 2, 1, 0, 0], 1e-8);
    expect([solution.data[1], solution.data[4]]).toEqual([0, 0]);
  });

  test('ends as stalled, with the best point, where a sketch is too small for its kind', async () => {
    const matrix = random(4000, 20, 1);
    const { status, residualNorms } = await iterativeHessianSketch({
      matrix,
      rightSide: uniform(2, 4000),
      kind: 'countSketch',
      sketchRows: 21,
      maxIterations: 10_000,
    });
    expect(status).toBe('stalled');
    expect(residualNorms[0] as number).toBeLessThanOrEqual(Math.hypot(...uniform(2, 4000)) * 10);
  });

  test.each<[string, object]>([
    ['sketchRows', { sketchRows: 2 }],
    ['tolerance', { tolerance: 0 }],
    ['maxIterations', { maxIterations: 0 }],
    ['initial', { initial: [1] }],
    ['initial[1]', { initial: [1, Number.NaN] }],
    ['rightSide', { rightSide: [] }],
    ['rightSide[7]', { rightSide: example().rightSide.map((value, i) => (i === 7 ? Number.NaN : value)) }],
    [
      'matrix.data[3]',
      {
        matrix: {
          rows: 200,
          columns: 2,
          data: Array(400)
            .fill(1)
            .fill(1 / 0, 3),
        },
      },
    ],
  ])('refuses %s in %o', async (path, changes) => {
    const problem = { ...example(), ...changes } as sketch.IterativeHessianSketchProblem;
    await expectError(() => iterativeHessianSketch(problem), 'INVALID_INPUT', path);
  });
});
