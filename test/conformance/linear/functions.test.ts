/** Linear systems whose matrix and preconditioner are functions: the same answers as with entries, and bad functions. */

import { linear, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose, expectError, expectFinite } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { solve, solveSync } = linear;

beforeAll(() => load('linear'));

const N = 200;

/** Second differences with a diagonal that grows, and `skew` between neighbors. */
const differences = (skew = 0, shift = 0) => ({
  rows: N,
  columns: N,
  apply: (x: Float64Array) =>
    Float64Array.from(x, (value, i) => {
      const [before, after] = [x[i - 1] ?? 0, x[i + 1] ?? 0];
      return (2 + i / 10 + shift) * value - (1 - skew) * before - (1 + skew) * after;
    }),
});

const inverseOfDiagonal = (shift = 0) => ({
  apply: (x: Float64Array, y: Float64Array) => {
    x.forEach((value, i) => {
      y[i] = value / Math.abs(2 + i / 10 + shift);
    });
  },
});

const expected = uniform(4, N);

type IterativeMethod = NonNullable<linear.SolveFunctionsProblem['method']>;

const cases: [IterativeMethod, linear.Structure, number, number][] = [
  ['cg', 'positiveDefinite', 0, 0],
  ['minres', 'symmetric', 0, -7.05],
  ['gmres', 'general', 0.4, 0],
  ['bicgstab', 'general', 0.4, 0],
];

describe.each(cases)('%s', (method, structure, skew, shift) => {
  const matrix = differences(skew, shift);
  const rightSide = matrix.apply(expected);

  test('finds the solution with and without a preconditioner', () => {
    for (const preconditioner of [undefined, inverseOfDiagonal(shift)]) {
      const answer = solveSync({
        matrix,
        rightSide,
        structure,
        method,
        maxIterations: 5000,
        ...(preconditioner && { preconditioner }),
      });
      expect([answer.status, answer.method]).toEqual(['converged', method]);
      expectAllClose(answer.solution as Float64Array, expected, 1e-6);
      expect(answer.relativeResidual).toBeLessThanOrEqual(1.001e-10);
    }
  });

  test('asynchronous functions give the same bits', async () => {
    const problem = { rightSide, structure, method, preconditioner: inverseOfDiagonal(shift), history: true };
    const later = { ...matrix, apply: async (x: Float64Array) => matrix.apply(x.slice()) };
    expect(await solve({ ...problem, matrix: later })).toEqual(solveSync({ ...problem, matrix }));
  });

  test('a preconditioner saves iterations', () => {
    const iterations = (isPreconditioned: boolean) =>
      solveSync({
        matrix,
        rightSide,
        structure,
        method,
        maxIterations: 5000,
        ...(isPreconditioned && { preconditioner: inverseOfDiagonal(shift) }),
      }).iterations;
    expect(iterations(true)).toBeLessThan(iterations(false));
  });
});

test('the structure selects the method', () => {
  const methodOf = (structure: linear.Structure) =>
    solveSync({ matrix: differences(), rightSide: expected, structure }).method;
  expect([methodOf('positiveDefinite'), methodOf('symmetric'), methodOf('general')]).toEqual([
    'cg',
    'minres',
    'gmres',
  ]);
});

test('several right sides and starting points have their columns', () => {
  const matrix = differences();
  const columns = [expected, uniform(5, N)];
  const products = columns.map((column) => matrix.apply(column));
  const join = (parts: readonly Float64Array[]) => ({
    rows: N,
    columns: 2,
    data: Float64Array.from({ length: 2 * N }, (_, k) => (parts[k % 2] as Float64Array)[k >> 1] as number),
  });
  const answer = solveSync({
    matrix,
    rightSide: join(products),
    initial: join([expected, new Float64Array(N)]),
    structure: 'positiveDefinite',
  });
  expect(answer.status).toBe('converged');
  expectAllClose((answer.solution as { data: Float64Array }).data, join(columns).data, 1e-8);
});

test('a singular matrix and a right side outside its range end without a solution', () => {
  const matrix = { rows: 3, columns: 3, apply: ([a = 0, b = 0]: Float64Array) => [a, b, 0] };
  for (const structure of ['positiveDefinite', 'symmetric', 'general'] as const) {
    const answer = solveSync({ matrix, rightSide: [1, 2, 3], structure });
    expect(answer.status).not.toBe('converged');
    expectFinite(answer);
  }
});

test('a time limit leaves the last point', async () => {
  const matrix = {
    ...differences(),
    apply: async (x: Float64Array) => {
      const product = differences().apply(x.slice());
      await new Promise((resolve) => setTimeout(resolve, 20));
      return product;
    },
  };
  const answer = await solve(
    { matrix, rightSide: expected, structure: 'positiveDefinite', tolerance: 1e-14 },
    { timeLimit: 0.1 },
  );
  expect(answer.status).toBe('timeLimit');
  expectFinite(answer);
});

describe('bad input', () => {
  const matrix = differences();
  const problem = { matrix, rightSide: expected, structure: 'general' as const };
  const cases: [string, object, string][] = [
    ['no structure', { structure: undefined }, 'structure'],
    ['not square', { matrix: { ...matrix, columns: 3 } }, 'matrix'],
    ['a short right side', { rightSide: [1] }, 'rightSide'],
    ['a direct method', { method: 'lu' }, 'method'],
    ['a preconditioner by name', { preconditioner: 'jacobi' }, 'preconditioner.apply'],
    [
      'no number',
      { matrix: { ...matrix, apply: (x: Float64Array) => x.map(() => Number.NaN) } },
      'matrix.apply',
    ],
    ['a short product', { matrix: { ...matrix, apply: () => [1] } }, 'matrix.apply'],
    [
      'an infinite preconditioner',
      { preconditioner: { apply: (x: Float64Array) => x.map(() => Number.POSITIVE_INFINITY) } },
      'preconditioner.apply',
    ],
  ];
  test.each(cases)('%s', async (_, changes, path) => {
    const changed = { ...problem, ...changes } as linear.SolveFunctionsProblem;
    await expectError(() => solve(changed), 'INVALID_INPUT', path);
  });

  test('names of questions are no fields, and no message lists them', async () => {
    const given = { ...problem, 'preconditioner.apply': (x: Float64Array) => x };
    await expectError(() => solve(given), 'INVALID_INPUT', 'preconditioner.apply');
    const misspelled = { ...problem, precondition: 'none' } as linear.SolveFunctionsProblem;
    const { message } = await expectError(() => solve(misspelled), 'INVALID_INPUT', 'precondition');
    expect(message).toContain('preconditioner');
    expect(message).not.toContain('preconditioner.apply');
  });

  test('an exception of a function reaches the caller', async () => {
    const failing = {
      ...matrix,
      apply: () => {
        throw new RangeError('mine');
      },
    };
    await expect(solve({ ...problem, matrix: failing })).rejects.toThrow('mine');
  });
});
