/** Prepared systems: the solutions of `solve`, right sides as they come, other entries, bad input, and closing. */

import { linear, load, type Matrix } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySolve } from '../../certificates/linear.js';
import { expectAllClose, expectError } from '../../support/expect.js';
import { secondDifferences, sparseRows } from '../../support/matrices.js';
import { normals, uniform } from '../../support/random.js';

const { prepare, prepareSync, solveSync } = linear;

const specification = { method: 'linear.prepare' };

/** A dominant matrix with random entries, symmetric or not. */
function dominant(n: number, isSymmetric: boolean): number[][] {
  const data = uniform(7, n * n);
  const at = (i: number, j: number) => (data[i * n + j] as number) - 0.5;
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? n : isSymmetric ? at(i, j) + at(j, i) : at(i, j))),
  );
}

const SADDLE = [
  [2, 0, 1],
  [0, 3, 1],
  [1, 1, 0],
];

describe(specification.method, () => {
  beforeAll(() => load('linear'));

  test.each([
    { method: 'auto', matrix: dominant(5, false) },
    { method: 'auto', matrix: dominant(80, true) },
    { method: 'cholesky', matrix: dominant(80, true) },
    { method: 'ldl', matrix: SADDLE },
    { method: 'lu', matrix: dominant(80, false) },
    { method: 'cg', matrix: dominant(80, true), preconditioner: 'ssor', relaxation: 1.1 },
    { method: 'minres', matrix: dominant(80, true) },
    { method: 'gmres', matrix: dominant(80, false), preconditioner: 'incompleteLu', restart: 5 },
    { method: 'bicgstab', matrix: dominant(80, false), preconditioner: 'jacobi' },
  ] as linear.PrepareProblem[])('$method gives what solve gives', async (problem) => {
    for (const matrix of [problem.matrix, sparseRows(problem.matrix as number[][])]) {
      const system = await prepare({ ...problem, matrix });
      const n = system.order;
      expect(system.status).toBe('converged');
      for (let seed = 1; seed <= 3; seed++) {
        const rightSide = normals(seed, n);
        const expected = solveSync({ ...problem, matrix, rightSide });
        const solution = system.solve(rightSide);
        expect(solution).toEqual(expected.solution);
        for (const key of [
          'status',
          'method',
          'preconditioner',
          'relativeResidual',
          'backwardError',
          'iterations',
          'inertia',
          'factorEntries',
        ] as const)
          expect(system[key], key).toEqual(expected[key]);
        certifySolve({ ...problem, matrix, rightSide }, { ...expected, solution });
      }
      const rightSide = [uniform(4, n), uniform(5, n)];
      const columns = Array.from({ length: n }, (_, i) => rightSide.map((column) => column[i] as number));
      const expected = solveSync({ ...problem, matrix, rightSide: columns });
      expect(system.solve(columns)).toEqual(expected.solution);
      expect(system.solve(expected.solution as Matrix)).toMatchObject({ rows: n, columns: 2 });
      system.close();
    }
  });

  test.each(['cholesky', 'ldl', 'lu', 'cg', 'auto'] as const)(
    '%s solves with other entries in the same places',
    (method) => {
      for (const n of [5, 500]) {
        const matrix = secondDifferences(n);
        const [first, second] = [1.5, -0.25].map((shift) =>
          matrix.data.map((value) => (value > 0 ? value + shift : value)),
        ) as [Float64Array, Float64Array];
        const system = prepareSync({ matrix, method });
        const rightSide = normals(1, n);
        for (const data of [
          first,
          matrix.data,
          ...(method === 'cg' || method === 'cholesky' ? [] : [second]),
        ]) {
          system.update(data);
          const expected = solveSync({ matrix: { ...matrix, data }, rightSide, method });
          expectAllClose(system.solve(rightSide), expected.solution as Float64Array, 1e-9);
          expect([system.status, system.method]).toEqual([expected.status, expected.method]);
          expect(system.inertia).toEqual(expected.inertia);
        }
        system.close();
      }
    },
  );

  test('a dense matrix gets other entries by rows', () => {
    const system = prepareSync({ matrix: dominant(3, false) });
    system.update([2, 0, 0, 0, 4, 0, 0, 0, 8]);
    expect(Array.from(system.solve([2, 4, 8]))).toEqual([1, 1, 1]);
    system.close();
  });

  test('a singular matrix is reported before and after a call, and another one solved', () => {
    const system = prepareSync({
      matrix: [
        [1, 2],
        [2, 4],
      ],
      method: 'lu',
    });
    expect(system.status).toBe('singular');
    expect(Array.from(system.solve([1, 1]))).toEqual([0, 0]);
    expect([system.status, system.relativeResidual]).toEqual(['singular', 1]);
    system.solve([0, 0]);
    expect(system.status).toBe('converged');
    system.update([1, 2, 2, 5]);
    expect(system.status).toBe('converged');
    expect(Array.from(system.solve([3, 7]))).toEqual([1, 1]);
    system.close();
  });

  test('several right sides report the first failure and the largest errors', () => {
    const matrix = secondDifferences(50);
    const system = prepareSync({ matrix, method: 'cg', preconditioner: 'none', maxIterations: 3 });
    const zero = new Float64Array(50);
    const [b, c] = [normals(1, 50), normals(2, 50)];
    const columns = Array.from(zero, (_, i) => [0, b[i] as number, c[i] as number]);
    system.solve(columns);
    const expected = solveSync({
      matrix,
      rightSide: columns,
      method: 'cg',
      preconditioner: 'none',
      maxIterations: 3,
    });
    expect(system.status).toBe('iterationLimit');
    expect(system.relativeResidual).toBe(expected.relativeResidual);
    expect(system.iterations).toBe(expected.iterations);
    system.close();
  });

  test('the solution is in an array that the next call uses again', () => {
    const system = prepareSync({ matrix: [[2]] });
    const first = system.solve([2]);
    expect(system.solve(Float32Array.of(4))).toBe(first);
    expect(first[0]).toBe(2);
    system.close();
  });

  test('bad right sides and entries change nothing', async () => {
    const system = await prepare({
      matrix: [
        [2, 0],
        [0, 4],
      ],
    });
    for (const [rightSide, path] of [
      [[1], 'rightSide'],
      [[1, 2, 3], 'rightSide'],
      [[1, Number.NaN], 'rightSide[1]'],
      [['1', 2], 'rightSide[0]'],
      ['12', 'rightSide'],
      [undefined, 'rightSide'],
      [3, 'rightSide'],
      [[[1, 2]], 'rightSide'],
      [[[1, 2], [3]], 'rightSide[1]'],
      [
        [
          [1, 2],
          [3, Infinity],
        ],
        'rightSide[1][1]',
      ],
      [{ rows: 2, columns: 2, data: [1, 2, 3] }, 'rightSide.data'],
      [{ rows: 2, columns: 0, data: [] }, 'rightSide'],
    ] as const) {
      await expectError(() => system.solve(rightSide as never), 'INVALID_INPUT', path);
    }
    await expectError(() => system.update([1, 2, 3]), 'INVALID_INPUT', 'data');
    await expectError(() => system.update([1, 0, Number.NaN, 1]), 'INVALID_INPUT', 'data[2]');
    expect(Array.from(system.solve([2, 4]))).toEqual([1, 1]);
    system.close();
    system.close();
    await expectError(() => system.solve([2, 4]), 'INVALID_INPUT', '');
    await expectError(() => system.update([2, 0, 0, 4]), 'INVALID_INPUT', '');
  });

  test('bad problems are refused', async () => {
    const refused = (problem: object | undefined, path: string) =>
      expectError(() => prepare(problem as linear.PrepareProblem), 'INVALID_INPUT', path);
    await refused(undefined, 'problem');
    await refused({ matrix: [[1, 2]] }, 'matrix');
    await refused({ matrix: [[Number.NaN]] }, 'matrix[0][0]');
    await refused({ matrix: [[1]], tolerance: 0 }, 'tolerance');
    await refused({ matrix: [[1]], rightSide: [1] }, 'rightSide');
    await refused(
      {
        matrix: [
          [1, 2],
          [3, 4],
        ],
        method: 'cholesky',
      },
      'matrix[1][0]',
    );
    await refused({ matrix: { ...sparseRows([[1]]), indices: [3] } }, 'matrix.indices[0]');
  });

  test('a solution out of range closes the system', async () => {
    const system = prepareSync({ matrix: [[1e-200]] });
    await expectError(() => system.solve([1e200]), 'NUMERICAL_BREAKDOWN', '');
    await expectError(() => system.solve([1]), 'INVALID_INPUT', '');
  });

  test('the time limit holds for each call', () => {
    const system = prepareSync(
      { matrix: secondDifferences(100), method: 'cg', preconditioner: 'none' },
      { timeLimit: 0.5 },
    );
    const until = performance.now() + 600;
    while (performance.now() < until);
    system.solve(normals(1, 100));
    expect(system.status).toBe('converged');
    system.close();
  });

  test('a thousand systems that are closed leave nothing', () => {
    const matrix = secondDifferences(20);
    for (let k = 0; k < 1000; k++) {
      const system = prepareSync({ matrix });
      expect(system.solve(new Float64Array(20)).length).toBe(20);
      system.close();
    }
  });
});
