/** Eigenvalues: closed forms, references, counts that prove completeness, and every method against the dense one. */

import { linear, load, type Matrix } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyEigenvalues } from '../../certificates/linear.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError, expectFinite } from '../../support/expect.js';
import { A, fivePoint, S, secondDifferences, sparseRows } from '../../support/matrices.js';
import { normals, uniform } from '../../support/random.js';

const { eigenvalues, eigenvaluesSync } = linear;

beforeAll(() => load('linear-eigenvalues'));

const laplacian = (side: number) => fivePoint(side, () => [1, 1, 1, 1]);

/** Its eigenvalues in ascending order. */
function ofLaplacian(side: number): number[] {
  const one = Array.from(
    { length: side },
    (_, k) => 4 * Math.sin((Math.PI * (k + 1)) / (2 * (side + 1))) ** 2,
  );
  return one.flatMap((a) => one.map((b) => a + b)).sort((a, b) => a - b);
}

const nearestTo = (values: number[], shift: number, count: number): number[] =>
  [...values]
    .sort((a, b) => Math.abs(a - shift) - Math.abs(b - shift))
    .slice(0, count)
    .sort((a, b) => a - b);

/** References of S with 40 digits (mpmath). */
const OF_S = [
  -1.563074864890563, -1.0474812371167994, -0.8513047847667915, -0.5882882801367958, 0.550532998838542,
  1.6659441419001275,
];

checkSolver<linear.EigenvaluesProblem, linear.EigenvaluesSolution, linear.EigenvaluesProgress>({
  method: 'linear.eigenvalues',
  loads: ['linear-eigenvalues'],
  certify: certifyEigenvalues,
  solve: eigenvalues,
  solveSync: eigenvaluesSync,
  problem: () => ({
    matrix: sparseRows([
      [4, -1, 0, 1],
      [-1, 5, 2, 0],
      [0, 2, 6, -1],
      [1, 0, -1, 3],
    ]),
    massDiagonal: [1, 2, 1, 4],
    count: 2,
    which: 'nearest',
    shift: 2,
    method: 'shiftInvert',
    tolerance: 1e-11,
    maxIterations: 500,
    vectors: true,
  }),
  verify({ status, values, countBelow }) {
    expect([status, countBelow]).toEqual(['converged', 2]);
    expect(values.length).toBe(2);
  },
  long: () => ({ matrix: laplacian(110), method: 'lobpcg', count: 20, tolerance: 1e-12 }),
  limited: () => ({ matrix: laplacian(20), count: 5, method: 'lobpcg', maxIterations: 1 }),
});

describe('small dense matrices', () => {
  test('a symmetric one has the eigenvalues of the reference, ascending', () => {
    const { values, method, imaginary, vectors, errorBounds } = eigenvaluesSync({ matrix: S });
    expectAllClose(values, OF_S, 1e-14);
    expect([method, imaginary]).toEqual(['dense', undefined]);
    expect(vectors).toMatchObject({ rows: 6, columns: 6 });
    expect(Math.max(...(errorBounds as Float64Array))).toBeLessThan(1e-14);
  });

  test('a wrong error bound is refused by the certificate', () => {
    const problem = { matrix: S, massDiagonal: [1, 2, 3, 4, 5, 6] };
    const solution = eigenvaluesSync(problem);
    certifyEigenvalues(problem, solution);
    const errorBounds = (solution.errorBounds as Float64Array).map((bound) => bound + 1e-9);
    expectRefusal(() => certifyEigenvalues(problem, { ...solution, errorBounds }));
  });

  test('tiny conjugate eigenvalues are refused only below normal numbers', async () => {
    const rotation = (scale: number) => ({
      matrix: [
        [0, -scale],
        [scale, 0],
      ],
    });
    const { values, imaginary } = eigenvaluesSync(rotation(1e-300));
    expectAllClose(values, [0, 0], 1e-310);
    expectAllClose(
      (imaginary as Float64Array).map((value) => value * 1e300),
      [1, -1],
      1e-14,
    );
    await expectError(() => eigenvaluesSync(rotation(1e-310)), 'NUMERICAL_BREAKDOWN');
  });

  test.each(['smallest', 'largest', 'nearest'] as const)('%s selects', (which) => {
    const { values } = eigenvaluesSync({ matrix: S, which, count: 3, shift: -0.7 });
    const expected = {
      smallest: OF_S.slice(0, 3),
      largest: OF_S.slice(3),
      nearest: nearestTo(OF_S, -0.7, 3),
    };
    expectAllClose(values, expected[which], 1e-14);
  });

  test('a rotation has conjugate eigenvalues of modulus 1, side by side', () => {
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
    const problem = {
      matrix: [
        [c, -s, 0],
        [s, c, 0],
        [0, 0, 0.5],
      ],
    };
    const solution = eigenvaluesSync(problem);
    expectAllClose(solution.values, [c, c, 0.5], 1e-15);
    expectAllClose(solution.imaginary as Float64Array, [s, -s, 0], 1e-15);
    certifyEigenvalues(problem, solution);
    expect(eigenvaluesSync({ ...problem, count: 1 }).values.length).toBe(2);
    expectAllClose(eigenvaluesSync({ ...problem, which: 'smallest', count: 1 }).values, [0.5], 1e-15);
    const near = eigenvaluesSync({ ...problem, which: 'nearest', shift: 2, count: 2 });
    expectAllClose(near.values, [c, c], 1e-15);
  });

  test('a companion matrix has the roots of its polynomial', () => {
    // (x - 1)(x - 2)(x - 3)(x - 4)
    const matrix = [
      [10, -35, 50, -24],
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ];
    const solution = eigenvaluesSync({ matrix });
    expectAllClose(solution.values, [4, 3, 2, 1], 1e-11);
    certifyEigenvalues({ matrix }, solution);
  });

  test('eigenvectors of large Jordan blocks do not overflow, real or not', () => {
    for (const block of [
      [[2]],
      [
        [0.6, -0.8],
        [0.8, 0.6],
      ],
    ]) {
      const size = block.length;
      const matrix = Array.from({ length: 60 }, (_, i) =>
        Array.from({ length: 60 }, (__, j) => {
          if (j === i + size) return 1;
          const isInBlock = Math.floor(i / size) === Math.floor(j / size);
          return isInBlock ? (block[i % size]?.[j % size] ?? 0) : 0;
        }),
      );
      const solution = eigenvaluesSync({ matrix });
      expect(solution.status).toBe('converged');
      expectFinite(solution);
      certifyEigenvalues({ matrix }, solution);
    }
  });

  test('the trace is the sum of the eigenvalues of random matrices, and conjugates come in pairs', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const n = 1 + (seed % 12);
      const matrix = { rows: n, columns: n, data: normals(seed, n * n) };
      const solution = eigenvaluesSync({ matrix });
      const trace = Array.from({ length: n }, (_, k) => matrix.data[k * (n + 1)] as number);
      const sum = (values: ArrayLike<number>) =>
        Array.from(values).reduce((total, value) => total + value, 0);
      expect(Math.abs(sum(solution.values) - sum(trace))).toBeLessThan(1e-12);
      expect(solution.status).toBe('converged');
      if (solution.imaginary !== undefined) expect(Math.abs(sum(solution.imaginary))).toBeLessThan(1e-12);
      certifyEigenvalues({ matrix }, solution);
    }
  });

  test('one number, zeros, and numbers beyond squares', () => {
    expect(eigenvaluesSync({ matrix: [[3]] })).toMatchObject({ status: 'converged' });
    const zero = eigenvaluesSync({
      matrix: [
        [0, 0],
        [0, 0],
      ],
    });
    expect([zero.status, Array.from(zero.values)]).toEqual(['converged', [0, 0]]);
    for (const scale of [1e-250, 1e250]) {
      const matrix = S.map((row) => row.map((value) => value * scale));
      const { values, status } = eigenvaluesSync({ matrix });
      expect(status).toBe('converged');
      expectAllClose(
        values.map((value) => value / scale),
        OF_S,
        1e-14,
      );
    }
  });
});

describe('large sparse matrices', () => {
  test('the smallest eigenvalues of a Laplacian, double ones twice, and proof that none was missed', () => {
    const expected = ofLaplacian(60);
    for (const count of [1, 6, 17]) {
      const { values, status, countBelow, method, residuals } = eigenvaluesSync({
        matrix: laplacian(60),
        count,
      });
      expect([status, method]).toEqual(['converged', 'shiftInvert']);
      expectAllClose(values, expected.slice(0, count), 1e-12);
      const last = expected[count - 1] as number;
      expect(countBelow).toBe(expected.filter((value) => value < last + 1e-7).length);
      expect(Math.max(...residuals)).toBeLessThan(1e-10 * 8);
    }
  });

  test.each(['largest', 'nearest'] as const)('%s of a Laplacian', (which) => {
    const all = ofLaplacian(40);
    const { values, status, countBelow } = eigenvaluesSync({
      matrix: laplacian(40),
      count: 7,
      which,
      shift: 3.03,
    });
    const expected = which === 'largest' ? all.slice(-7) : nearestTo(all, 3.03, 7);
    expect(status).toBe('converged');
    expectAllClose(values, expected, 1e-11);
    expect(countBelow).toBeGreaterThanOrEqual(7);
  });

  test('a shift that is an eigenvalue spoils none of the others', () => {
    // The path of five points has the eigenvalues 2 - 2 cos(k π / 6), among them 1.
    const matrix = secondDifferences(5);
    const problem = { matrix, method: 'shiftInvert', which: 'nearest', shift: 1 } as const;
    for (const count of [1, 5]) {
      const solution = eigenvaluesSync({ ...problem, count });
      expect(solution.status).toBe('converged');
      certifyEigenvalues({ ...problem, count }, solution);
    }
  });

  test('the search for a shift counts as iterations, up to the limit', () => {
    const base = laplacian(30);
    const matrix = { ...base, data: base.data.map((value) => (value > 0 ? value - 3 : value)) };
    for (const maxIterations of [1, 2]) {
      const solution = eigenvaluesSync({ matrix, count: 4, method: 'shiftInvert', maxIterations });
      expect(solution.status).toBe('iterationLimit');
      expect(solution.iterations).toBe(maxIterations);
      expectFinite(solution);
    }
  });

  test('an eigenvalue of high multiplicity is found as often', () => {
    // A diagonal matrix whose smallest entry occurs eight times.
    const n = 400;
    const data = Float64Array.from({ length: n }, (_, k) => (k % 50 === 0 ? 1 : 2 + k / n));
    const indices = Int32Array.from({ length: n }, (_, k) => k);
    const matrix = {
      rows: n,
      columns: n,
      indptr: Int32Array.from({ length: n + 1 }, (_, k) => k),
      indices,
      data,
    };
    const { values, countBelow, status } = eigenvaluesSync({ matrix, count: 8 });
    expect([status, countBelow]).toEqual(['converged', 8]);
    expectAllClose(values, new Array(8).fill(1), 1e-13);
    expect(eigenvaluesSync({ matrix, count: 3 })).toMatchObject({ status: 'converged', countBelow: 8 });
  });

  test('all eigenvalues of small sparse matrices, also where rounding hides some from the counts', () => {
    for (const extreme of [1, 1e16, 1e300]) {
      const rows = [
        [-extreme, 0.4, -0.1, 0.3],
        [0.4, 0, 0, 0.1],
        [-0.1, 0, 0, 1e-9],
        [0.3, 0.1, 1e-9, 0.2],
      ];
      const problem = { matrix: sparseRows(rows), method: 'shiftInvert', count: 4 } as const;
      const solution = eigenvaluesSync(problem);
      expectFinite(solution);
      if (extreme === 1) expect(solution).toMatchObject({ status: 'converged', countBelow: 4 });
      if (solution.status === 'converged') certifyEigenvalues(problem, solution);
    }
  });

  test('an indefinite and a singular matrix', () => {
    const shifted = laplacian(30);
    const data = shifted.data.map((value) => (value > 0 ? value - 3 : value));
    const all = ofLaplacian(30).map((value) => value - 3);
    const lowest = eigenvaluesSync({ matrix: { ...shifted, data }, count: 4 });
    expectAllClose(lowest.values, all.slice(0, 4), 1e-11);
    // The graph of a cycle: the smallest eigenvalue is 0, all others are double.
    const n = 501;
    const cycle = sparseRows(
      Array.from({ length: n }, (_, i) => {
        const row = new Array<number>(n).fill(0);
        row[i] = 2;
        row[(i + 1) % n] = -1;
        row[(i + n - 1) % n] = -1;
        return row;
      }),
    );
    const { values, status } = eigenvaluesSync({ matrix: cycle, count: 5 });
    const of = (k: number) => 2 - 2 * Math.cos((2 * Math.PI * k) / n);
    expect(status).toBe('converged');
    expectAllClose(values, [0, of(1), of(1), of(2), of(2)], 1e-12);
  });

  test.each(['shiftInvert', 'lobpcg'] as const)(
    '%s with a mass matrix has the values of the dense method',
    (method) => {
      const n = 40;
      const matrix = secondDifferences(n);
      const massDiagonal = uniform(3, n).map((value) => 0.5 + value);
      const rows = Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
      );
      for (const which of ['smallest', 'largest'] as const) {
        const dense = eigenvaluesSync({ matrix: rows, massDiagonal, which, count: 3 });
        const problem = { matrix, massDiagonal, which, count: 3, method };
        const solution = eigenvaluesSync(problem);
        expect([solution.status, solution.method]).toEqual(['converged', method]);
        expectAllClose(solution.values, dense.values, 1e-9);
        expectAllClose((solution.vectors as Matrix).data, (dense.vectors as Matrix).data, 1e-6);
        certifyEigenvalues(problem, solution);
      }
    },
  );

  test('lobpcg finds the smallest eigenvalues with multigrid', () => {
    const { values, status, method } = eigenvaluesSync({ matrix: laplacian(60), count: 4, method: 'lobpcg' });
    expect([status, method]).toEqual(['converged', 'lobpcg']);
    expectAllClose(values, ofLaplacian(60).slice(0, 4), 1e-9);
  });
});

test('vectors are absent unless wanted, and shapes follow the count', () => {
  const solution = eigenvaluesSync({ matrix: S, count: 2, vectors: false });
  expect(solution.vectors).toBeUndefined();
  expect(solution.residuals.length).toBe(2);
});

test('a time limit before any work gives finite numbers', () => {
  for (const matrix of [S, A, laplacian(25)]) {
    const solution = eigenvaluesSync({ matrix }, { timeLimit: 0 });
    expect(solution.status).toBe('timeLimit');
    expectFinite(solution);
  }
});

test.each([
  ['matrix', { matrix: [[1, 2]] }],
  [
    'matrix[0][1]',
    {
      matrix: [
        [1, Number.NaN],
        [1, 1],
      ],
    },
  ],
  ['matrix.data[1]', { matrix: sparseRows(A) }],
  ['matrix[1][0]', { matrix: A, method: 'lobpcg' }],
  ['massDiagonal', { matrix: S, massDiagonal: [1] }],
  ['massDiagonal[2]', { matrix: S, massDiagonal: [1, 1, 1e60, 1, 1, 1] }],
  ['massDiagonal[1]', { matrix: S, massDiagonal: [1, 0, 1, 1, 1, 1] }],
  ['count', { matrix: S, count: 0 }],
  ['count', { matrix: S, count: 7 }],
  ['count', { matrix: laplacian(20), count: 201 }],
  ['tolerance', { matrix: S, tolerance: 0 }],
  ['shift', { matrix: S, which: 'nearest', shift: Infinity }],
  ['which', { matrix: S, which: 'nearest', method: 'lobpcg' }],
  ['maxIterations', { matrix: S, maxIterations: 0 }],
] as [string, linear.EigenvaluesProblem][])('%s is refused', async (path, problem) => {
  await expectError(() => eigenvaluesSync(problem), 'INVALID_INPUT', path);
});

test('work beyond the memory limit is refused', async () => {
  await expectError(
    () => eigenvaluesSync({ matrix: laplacian(100), method: 'shiftInvert' }, { memoryLimit: 1.5 }),
    'OUT_OF_MEMORY',
    'matrix',
  );
  // The vectors of the iterations take more than the factors.
  await expectError(
    () => eigenvaluesSync({ matrix: laplacian(100), method: 'shiftInvert', count: 200 }, { memoryLimit: 50 }),
    'OUT_OF_MEMORY',
    'count',
  );
});
