/** Sketched least squares: the promised accuracy, exact solutions with all rows, and bad input. */

import { load, type Matrix, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySketchedLstsq } from '../../certificates/sketch.js';
import { EXACT_CASES } from '../../data/sketch.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { testNatively } from '../../support/natively.js';
import { uniform } from '../../support/random.js';

const { sketchedLstsq, sketchedLstsqSync } = sketch;

beforeAll(() => load('sketch'));

/** A line through noisy points: the matrix [1, t]. */
function line(rows: number): { matrix: Matrix; rightSide: Float64Array } {
  const noise = uniform(1, rows);
  const data = Float64Array.from({ length: 2 * rows }, (_, k) => (k % 2 === 0 ? 1 : (k - 1) / 2 / rows));
  const rightSide = noise.map((value, i) => 2 - i / rows + (value - 0.5));
  return { matrix: { rows, columns: 2, data }, rightSide };
}

/** The line of best fit, by the normal equations. */
function bestLine({ matrix, rightSide }: ReturnType<typeof line>): [number, number] {
  const n = matrix.rows;
  let [t, tt, b, tb] = [0, 0, 0, 0];
  rightSide.forEach((value, i) => {
    const x = i / n;
    t += x;
    tt += x * x;
    b += value;
    tb += x * value;
  });
  const slope = (n * tb - t * b) / (n * tt - t * t);
  return [(b - slope * t) / n, slope];
}

const example = line(400);

checkSolver({
  method: 'sketch.sketchedLstsq',
  certify: certifySketchedLstsq,
  solve: sketchedLstsq<Float64Array>,
  solveSync: sketchedLstsqSync<Float64Array>,
  random: true,
  problem: () => ({
    matrix: { ...example.matrix, data: example.matrix.data.slice() },
    rightSide: example.rightSide.slice(),
    accuracy: 0.5,
    failureProbability: 0.1,
    norm: 'infinity' as const,
    kind: 'srht' as const,
    constants: 'practical' as const,
  }),
  // 2 * 2 * ln(400 / 0.1) / 0.5^2 rows.
  verify({ solution, sketchRows, exact, rank, errorBounds }) {
    expect([sketchRows, exact, rank]).toEqual([133, false, 2]);
    const best = bestLine(example);
    solution.forEach((x, j) => {
      expect(Math.abs(x - (best[j] as number))).toBeLessThanOrEqual(errorBounds[0] as number);
    });
  },
});

describe('the promise', () => {
  const tall = line(20_000);
  const best = bestLine(tall);
  const cases = [
    ['gaussian', 'infinity'],
    ['srht', 'infinity'],
    ['gaussian', 'euclidean'],
    ['srht', 'euclidean'],
    ['sparseSign', 'euclidean'],
    ['countSketch', 'euclidean'],
  ] as const;

  testNatively.each(cases)('is kept by %s in the norm %s', async (kind, norm) => {
    for (let seed = 0; seed < 10; seed++) {
      const solved = await sketchedLstsq({ ...tall, kind, norm, accuracy: 0.3 }, { seed });
      const { solution, errorBounds, residualNorms, pseudoinverseNorm, sketchRows, exact } = solved;
      const errors = solution.map((x, j) => Math.abs(x - (best[j] as number)));
      const error = norm === 'infinity' ? Math.max(...errors) : Math.hypot(...errors);
      expect(error).toBeLessThanOrEqual(errorBounds[0] as number);
      const scale = norm === 'infinity' ? 0.3 / Math.SQRT2 : 0.3;
      expectClose(errorBounds[0] as number, scale * (residualNorms[0] as number) * pseudoinverseNorm, 1e-14);
      expect([sketchRows, exact]).toEqual(
        [Math.ceil((2 * 2 * Math.log(20_000 / 0.01)) / 0.09), false].map((x, k) =>
          kind === 'countSketch' && k === 0 ? Math.max(x as number, 600) : x,
        ),
      );
    }
  });

  test('has residuals near those of the best solution, and of its own', async () => {
    const { solution, residualNorms, sketchedResidualNorms } = await sketchedLstsq({
      ...tall,
      accuracy: 0.3,
    });
    const residual = tall.rightSide.map(
      (b, i) => b - (solution[0] as number) - ((solution[1] as number) * i) / 20_000,
    );
    const smallest = tall.rightSide.map((b, i) => b - best[0] - (best[1] * i) / 20_000);
    expectClose(residualNorms[0] as number, Math.hypot(...residual), 1e-12);
    expect(residualNorms[0] as number).toBeGreaterThanOrEqual(Math.hypot(...smallest) * (1 - 1e-14));
    expect(residualNorms[0] as number).toBeLessThan(Math.hypot(...smallest) * 1.01);
    const ratio = (sketchedResidualNorms[0] as number) / (residualNorms[0] as number);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
  });

  test('asks for more rows with smaller accuracies, and with the constants of the theory', async () => {
    const rows = async (changes: object) => (await sketchedLstsq({ ...tall, ...changes })).sketchRows;
    const logarithm = Math.log(20_000 / 0.01);
    expect(await rows({})).toBe(Math.ceil((4 * logarithm) / 0.25));
    expect(await rows({ accuracy: 0.1 })).toBe(Math.ceil((4 * logarithm) / 0.1 ** 2));
    expect(await rows({ failureProbability: 0.5 })).toBe(Math.ceil((4 * Math.log(40_000)) / 0.25));
    expect(await rows({ accuracy: 0.9, constants: 'theory' })).toBe(Math.ceil((2 * logarithm ** 3) / 0.81));
  });

  test('is kept for several right sides at once, each as if it were alone', async () => {
    const n = 5000;
    const { matrix, rightSide } = line(n);
    const second = uniform(9, n);
    const data = Float64Array.from(
      { length: 2 * n },
      (_, k) => (k % 2 === 0 ? rightSide : second)[k >> 1] as number,
    );
    const both = await sketchedLstsq({ matrix, rightSide: { rows: n, columns: 2, data } });
    for (const [j, side] of [rightSide, second].entries()) {
      const alone = await sketchedLstsq({ matrix, rightSide: side });
      expectAllClose(
        [0, 1].map((i) => both.solution.data[2 * i + j] as number),
        alone.solution,
        1e-12,
      );
      expectClose(both.errorBounds[j] as number, alone.errorBounds[0] as number, 1e-12);
    }
  });
});

describe('problems whose rows are all wanted', () => {
  test.each(['plain', 'dependent columns'] as const)('are solved exactly: %s', async (name) => {
    const { problem, solution: expected, residualNorm, rank, allowed } = EXACT_CASES[name];
    const solved = await sketchedLstsq({ ...problem, accuracy: 0.01 });
    expect(solved).toMatchObject({ exact: true, sketchRows: problem.matrix.rows, rank });
    expectAllClose(solved.solution, expected, allowed);
    expectClose(solved.residualNorms[0] as number, residualNorm, 1e-12);
    expect(solved.errorBounds[0]).toBe(0);
  });

  test('wide ones have the shortest solution', async () => {
    const { solution, exact } = await sketchedLstsq({ matrix: [[1, 2, 2]], rightSide: [9] });
    expect(exact).toBe(true);
    expectAllClose(solution, [1, 2, 2], 1e-14);
  });
});

describe('ranks below the number of columns', () => {
  test('are found, and the shortest solution of the sketched problem taken', async () => {
    const { matrix, rightSide } = line(3000);
    const data = Float64Array.from({ length: 9000 }, (_, k) => {
      const [i, j] = [Math.floor(k / 3), k % 3];
      return matrix.data[2 * i + Math.min(j, 1)] as number;
    });
    const repeated = { rows: 3000, columns: 3, data };
    const { solution, rank, exact } = await sketchedLstsq({ matrix: repeated, rightSide, accuracy: 0.5 });
    expect([rank, exact]).toEqual([2, false]);
    expectClose(solution[1] as number, solution[2] as number, 1e-10);
    const zeros = { rows: 3000, columns: 1, data: new Float64Array(3000) };
    expect(await sketchedLstsq({ matrix: zeros, rightSide })).toMatchObject({
      solution: new Float64Array([0]),
      rank: 0,
      pseudoinverseNorm: 0,
    });
  });
});

describe('what is refused', () => {
  const { matrix, rightSide } = line(50);

  test.each<[string, object]>([
    ['accuracy', { accuracy: 0 }],
    ['accuracy', { accuracy: 1 }],
    ['failureProbability', { failureProbability: 0 }],
    ['failureProbability', { failureProbability: Number.NaN }],
    ['kind', { kind: 'countSketch' }],
    ['kind', { kind: 'sparseSign', norm: 'infinity' }],
    ['rightSide', { rightSide: [1, 2] }],
    ['rightSide[2]', { rightSide: rightSide.map((value, i) => (i === 2 ? Number.NaN : value)) }],
    [
      'matrix.data[1]',
      { matrix: { ...matrix, data: matrix.data.map((value, i) => (i === 1 ? 1 / 0 : value)) } },
    ],
    ['norm', { norm: 'one' }],
  ])('%s in %o', async (path, changes) => {
    const problem = { matrix, rightSide, ...changes } as sketch.SketchedLstsqProblem;
    const error = await expectError(() => sketchedLstsq(problem), 'INVALID_INPUT', path);
    if (path === 'kind') expect(error.message).toContain('dense sketch is needed');
  });
});
