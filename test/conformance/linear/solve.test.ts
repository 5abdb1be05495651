/** Linear systems: every method against references, closed forms and its own residual. */

import * as fc from 'fast-check';
import { linear, load, type SparseMatrix } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySolve } from '../../certificates/linear.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { A, fivePoint, fromRows, S, secondDifferences, sparseRows } from '../../support/matrices.js';
import { mulberry32, uniform } from '../../support/random.js';

const { solve, solveSync } = linear;

beforeAll(() => load('linear'));

const laplacian = (side: number) => fivePoint(side, () => [1, 1, 1, 1]);
const convection = (side: number) => fivePoint(side, () => [1.5, 1.2, 0.8, 0.5]);

const product = ({ rows, indptr, indices, data }: SparseMatrix, x: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let k = indptr[i] as number; k < (indptr[i + 1] as number); k++)
      sum += (data[k] as number) * (x[indices[k] as number] as number);
    return sum;
  });

/** Checks the reported residual of a large sparse system, for which a certificate of dense rows would take long. */
function expectResidual(
  { matrix, rightSide }: { matrix: SparseMatrix; rightSide: Float64Array },
  { solution, relativeResidual }: linear.SolveSolution,
): void {
  const residual = product(matrix, solution as Float64Array).map(
    (value, i) => (rightSide[i] as number) - value,
  );
  const size = Math.sqrt(residual.reduce((sum, value) => sum + value ** 2, 0));
  const unit = Math.sqrt(rightSide.reduce((sum, value) => sum + value ** 2, 0));
  expect(Math.abs(size / unit - relativeResidual)).toBeLessThanOrEqual(0.5 * relativeResidual + 1e-13);
}

/** References of 40 digits (mpmath): the solutions for A and S. */
const B = uniform(52, 6);
const X = [
  -1.3571503914844878, -0.5914204350457921, -2.19122430354981, 1.7839669616064247, -0.007777524001383049,
  -0.11432708094255663,
];
const XS = [
  -0.6498491771100572, 0.27604789720618794, -0.6268562436894134, 0.09444916479892461, -0.9029754024765709,
  -0.5123030103569545,
];

checkSolver<linear.SolveProblem, linear.SolveSolution, linear.SolveProgress>({
  method: 'linear.solve',
  certify: certifySolve,
  solve,
  solveSync,
  problem: () => ({
    matrix: sparseRows([
      [4, -1, 0, 1],
      [-1, 5, 2, 0],
      [0, 2, 6, -1],
      [1, 0, -1, 3],
    ]),
    rightSide: [4, 6, 7, 3],
    initial: [0, 0, 0, 0.5],
    method: 'cg',
    preconditioner: 'ssor',
    relaxation: 1.2,
    tolerance: 1e-12,
    maxIterations: 100,
    restart: 10,
    estimateCondition: true,
    history: true,
  }),
  verify({ status, solution, method }) {
    expect([status, method]).toEqual(['converged', 'cg']);
    expectAllClose(solution as Float64Array, [1, 1, 1, 1], 1e-11);
  },
  long: () => ({
    matrix: laplacian(300),
    rightSide: uniform(3, 90_000),
    method: 'cg',
    preconditioner: 'none',
    tolerance: 1e-15,
    maxIterations: 1_000_000_000,
  }),
  limited: () => ({ matrix: laplacian(9), rightSide: uniform(3, 81), method: 'cg', maxIterations: 1 }),
});

test.each(['auto', 'lu', 'gmres', 'bicgstab'] as const)('%s has the solution of the reference', (method) => {
  for (const matrix of [A, sparseRows(A)]) {
    const { status, solution, backwardError } = solveSync({ matrix, rightSide: B, method, tolerance: 1e-13 });
    expect(status).toBe('converged');
    expectAllClose(solution as Float64Array, X, 1e-11);
    expect(backwardError).toBeLessThan(1e-12);
  }
});

test.each(['auto', 'ldl', 'minres'] as const)('%s solves a symmetric indefinite system', (method) => {
  for (const matrix of [S, sparseRows(S)]) {
    const answer = solveSync({ matrix, rightSide: B, method, tolerance: 1e-13 });
    expect(answer.status).toBe('converged');
    expectAllClose(answer.solution as Float64Array, XS, 1e-11);
    if (method !== 'minres') expect(answer.inertia).toEqual({ positive: 2, negative: 4, zero: 0 });
  }
});

describe('on grids', () => {
  const side = 60;
  const expected = uniform(9, side * side);
  const symmetric = { matrix: laplacian(side), rightSide: product(laplacian(side), expected) };
  const general = { matrix: convection(side), rightSide: product(convection(side), expected) };
  const cases: [
    linear.SolveMethod,
    linear.Preconditioner,
    { matrix: SparseMatrix; rightSide: Float64Array },
  ][] = [
    ['cholesky', 'auto', symmetric],
    ['ldl', 'auto', symmetric],
    ['lu', 'auto', symmetric],
    ['cg', 'auto', symmetric],
    ['cg', 'none', symmetric],
    ['cg', 'jacobi', symmetric],
    ['cg', 'ssor', symmetric],
    ['cg', 'incompleteCholesky', symmetric],
    ['cg', 'amg', symmetric],
    ['minres', 'auto', symmetric],
    ['minres', 'none', symmetric],
    ['lu', 'auto', general],
    ['gmres', 'auto', general],
    ['gmres', 'none', general],
    ['gmres', 'jacobi', general],
    ['gmres', 'ssor', general],
    ['bicgstab', 'auto', general],
    ['bicgstab', 'ssor', general],
    ['auto', 'auto', symmetric],
    ['auto', 'auto', general],
    ['auto', 'ssor', general],
    ['auto', 'amg', symmetric],
  ];
  test.each(cases)('%s with the preconditioner %s', (method, preconditioner, problem) => {
    const answer = solveSync({ ...problem, method, preconditioner });
    expect(answer.status).toBe('converged');
    expectAllClose(answer.solution as Float64Array, expected, 1e-7);
    expectResidual(problem, answer);
    if (method !== 'auto') expect(answer.method).toBe(method);
    if (preconditioner !== 'auto') expect(answer.preconditioner).toBe(preconditioner);
  });

  test('preconditioners save iterations', () => {
    const iterations = (preconditioner: linear.Preconditioner) =>
      solveSync({ ...symmetric, method: 'cg', preconditioner }).iterations;
    expect(iterations('amg')).toBeLessThan(25);
    expect(iterations('incompleteCholesky')).toBeLessThan(0.5 * iterations('none'));
    expect(iterations('ssor')).toBeLessThan(0.5 * iterations('none'));
  });

  test('the history has a record before each iteration', () => {
    const { history, iterations, relativeResidual } = solveSync({
      ...general,
      method: 'gmres',
      history: true,
    });
    expect(history?.length).toBeGreaterThan(2);
    expect(history?.[0]).toEqual({ column: 0, iterations: 0, relativeResidual: 1 });
    expect(history?.at(-1)?.iterations).toBeGreaterThanOrEqual(iterations - 2);
    expect(relativeResidual).toBeLessThan(1e-10);
  });

  test('a start at the solution needs no iteration', () => {
    const { iterations, status } = solveSync({ ...symmetric, initial: expected, method: 'cg' });
    expect([iterations, status]).toEqual([0, 'converged']);
  });

  test('a promised structure is not tested', () => {
    const { method } = solveSync({ ...symmetric, structure: 'general' });
    expect(method).toBe('lu');
    const { status } = solveSync({ ...symmetric, structure: 'positiveDefinite', method: 'cholesky' });
    expect(status).toBe('converged');
  });
});

test('a saddle-point matrix is solved with its inertia', () => {
  const n = 500;
  // [D B'; B 0] with the differences of neighbors as B.
  const matrix = fromRows(2 * n - 1, (i) =>
    i < n
      ? (
          [
            [i, 2 + (i % 3)],
            [n + i - 1, 1],
            [n + i, -1],
          ] as const
        ).filter(([j]) => j === i || (j >= n && j < 2 * n - 1))
      : [
          [i - n, -1],
          [i - n + 1, 1],
        ],
  );
  const expected = uniform(5, 2 * n - 1);
  const rightSide = product(matrix, expected);
  for (const method of ['auto', 'ldl', 'lu'] as const) {
    const answer = solveSync({ matrix, rightSide, method });
    expect(answer.status).toBe('converged');
    expectResidual({ matrix, rightSide }, answer);
    expectAllClose(answer.solution as Float64Array, expected, 1e-6);
    if (method !== 'lu') expect(answer.inertia).toEqual({ positive: n, negative: n - 1, zero: 0 });
  }
});

test('several right sides are the columns of a matrix', () => {
  const rightSide = { rows: 2, columns: 3, data: Float64Array.of(4, 0, 2, 0, 2, 2) };
  for (const method of ['auto', 'cg'] as const) {
    const { solution } = solveSync({
      matrix: [
        [4, 0],
        [0, 2],
      ],
      rightSide,
      method,
    });
    expect(solution).toMatchObject({ rows: 2, columns: 3 });
    expectAllClose((solution as { data: Float64Array }).data, [1, 0, 0.5, 0, 1, 1], 1e-12);
  }
});

describe('singular matrices', () => {
  const cases: Record<string, number[][]> = {
    zero: [[0]],
    'a zero row': [
      [1, 2],
      [0, 0],
    ],
    dependent: [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
    'symmetric and dependent': [
      [1, 2],
      [2, 4],
    ],
    'the Laplacian of a graph': [
      [2, -1, -1],
      [-1, 2, -1],
      [-1, -1, 2],
    ],
    'nearly dependent': [
      [1, 1],
      [1, 1 + 2 ** -52],
    ],
  };
  test.each(Object.entries(cases))('%s', (_, rows) => {
    const rightSide = rows.map((_, i) => i + 1);
    for (const matrix of [rows, sparseRows(rows)])
      for (const method of ['auto', 'lu'] as const) {
        const answer = solveSync({ matrix, rightSide, method, estimateCondition: true });
        expect(answer.status).toBe('singular');
        expect(Array.from(answer.solution as Float64Array)).toEqual(rows.map(() => 0));
        expect(answer.relativeResidual).toBe(1);
        expectFinite(answer);
      }
  });

  test('a large sparse one', () => {
    const n = 300;
    const matrix = fromRows(n, (i) => [[i, 1], ...(i < n - 1 ? [[i + 1, -1] as const] : [])]);
    // The last row becomes the sum of all others: 1 0 … 0 -1.
    const data = matrix.data.slice();
    const dependent = fromRows(n, (i) =>
      i < n - 1
        ? [
            [i, data[2 * i] as number],
            [i + 1, data[2 * i + 1] as number],
          ]
        : [
            [0, 1],
            [n - 1, -1],
          ],
    );
    expect(solveSync({ matrix: dependent, rightSide: uniform(1, n) }).status).toBe('singular');
  });

  test.each(['auto', 'lu', 'ldl', 'gmres', 'minres'] as const)(
    '%s solves any singular system with the right side zero',
    (method) => {
      for (const rows of [
        ...Object.values(cases),
        [
          [0, 0],
          [0, 0],
        ],
      ]) {
        const isSymmetric = rows.every((row, i) => row.every((value, j) => value === rows[j]?.[i]));
        if (!isSymmetric && (method === 'ldl' || method === 'minres')) continue;
        for (const matrix of [rows, sparseRows(rows)]) {
          const answer = solveSync({ matrix, rightSide: rows.map(() => 0), method });
          expect([answer.status, answer.relativeResidual, answer.backwardError]).toEqual(['converged', 0, 0]);
          expect(Array.from(answer.solution as Float64Array)).toEqual(rows.map(() => 0));
        }
      }
    },
  );

  test('the inertia counts zero eigenvalues', () => {
    const answer = solveSync({
      matrix: [
        [1, 2],
        [2, 4],
      ],
      rightSide: [1, 2],
      method: 'ldl',
    });
    expect(answer).toMatchObject({ status: 'singular', inertia: { positive: 1, negative: 0, zero: 1 } });
  });

  test('methods for definite matrices break down on others', () => {
    const matrix = [
      [1, 2],
      [2, 1],
    ];
    for (const method of ['cholesky', 'cg'] as const) {
      const answer = solveSync({ matrix, rightSide: [1, -1], method, preconditioner: 'none' });
      expect(answer.status).toBe('breakdown');
      expectFinite(answer);
    }
    expect(solveSync({ matrix, rightSide: [1, -1] })).toMatchObject({ status: 'converged', method: 'ldl' });
  });
});

test('badly scaled rows and columns are no singularity', () => {
  const scales = [1e-70, 1e-30, 1, 1e20, 1e40, 1e70];
  const matrix = A.map((row, i) =>
    row.map((value, j) => value * (scales[i] as number) * (scales[5 - j] as number)),
  );
  const rightSide = Array.from(B, (value, i) => value * (scales[i] as number));
  const { status, solution } = solveSync({ matrix, rightSide });
  expect(status).toBe('converged');
  X.forEach((value, j) => {
    expectClose(((solution as Float64Array)[j] as number) * (scales[5 - j] as number), value, 1e-9);
  });
});

test('a solution beyond all numbers is refused', async () => {
  await expectError(() => solve({ matrix: [[1e-200]], rightSide: [1e200] }), 'NUMERICAL_BREAKDOWN', '');
});

test('a solution below all normal numbers is refused', async () => {
  for (const size of [1e200, 1e160])
    await expectError(() => solve({ matrix: [[size]], rightSide: [1 / size] }), 'NUMERICAL_BREAKDOWN', '');
});

test('entries that vanish beside others prove no singularity', async () => {
  const matrix = [
    [1e200, 0],
    [0, 1e-200],
  ];
  await expectError(() => solve({ matrix, rightSide: [1, 1] }), 'NUMERICAL_BREAKDOWN', '');
});

test('a right side of 0 has the solution 0', () => {
  for (const method of ['auto', 'lu', 'cg', 'gmres', 'minres', 'bicgstab', 'ldl', 'cholesky'] as const) {
    const answer = solveSync({
      matrix: [
        [2, 1],
        [1, 2],
      ],
      rightSide: [0, 0],
      initial: [3, 4],
      method,
    });
    expect(answer).toMatchObject({ status: 'converged', relativeResidual: 0, backwardError: 0 });
    expect(Array.from(answer.solution as Float64Array, Math.abs)).toEqual([0, 0]);
  }
});

describe('the condition number', () => {
  const conditionOf = (matrix: linear.SolveProblem['matrix'], method: linear.SolveMethod = 'auto') =>
    solveSync({ matrix, rightSide: [1, 2, 3, 4, 5], method, estimateCondition: true }).condition as number;
  const hilbert = Array.from({ length: 5 }, (_, i) => Array.from({ length: 5 }, (_, j) => 1 / (i + j + 1)));

  test('of a Hilbert matrix is exact', () => {
    // Todd 1954: the 1-norms of the matrix and its inverse.
    for (const method of ['cholesky', 'ldl', 'lu'] as const)
      expectClose(conditionOf(hilbert, method) / 943_656, 1, 1e-9);
    expectClose(conditionOf(sparseRows(hilbert), 'lu') / 943_656, 1, 1e-9);
  });

  test('of a diagonal matrix is the ratio of its entries', () => {
    const diagonal = [1, 1e-3, 1e5, -7, 2].map((value, i) =>
      [0, 1, 2, 3, 4].map((j) => (i === j ? value : 0)),
    );
    expectClose(conditionOf(diagonal) / 1e8, 1, 1e-12);
    expectClose(conditionOf(sparseRows(diagonal), 'lu') / 1e8, 1, 1e-12);
  });

  test('is absent for iterative methods', () => {
    const { condition } = solveSync({ matrix: [[1]], rightSide: [1], method: 'cg', estimateCondition: true });
    expect(condition).toBeUndefined();
  });
});

test('a second difference has its closed form', () => {
  const n = 5000;
  const { solution, status, factorEntries } = solveSync({
    matrix: secondDifferences(n),
    rightSide: new Float64Array(n).fill(1),
  });
  expect(status).toBe('converged');
  expect(factorEntries).toBeLessThan(4 * n);
  const relative = Array.from(solution as Float64Array, (x, i) => x / (((i + 1) * (n - i)) / 2) - 1);
  expect(Math.max(...relative.map(Math.abs))).toBeLessThan(1e-8);
});

test('a large order alone makes no matrix singular', () => {
  const n = 200_000;
  const { solution, status } = solveSync({
    matrix: secondDifferences(n),
    rightSide: new Float64Array(n).fill(1),
  });
  expect(status).toBe('converged');
  const middle = n / 2 - 1;
  expectClose((solution as Float64Array)[middle] as number, ((middle + 1) * (n - middle)) / 2, 1e-5);
});

test('jumps of eight decades are solved to rounding', () => {
  const side = 70;
  const a = (i: number, j: number) => ((Math.floor(i / 10) + Math.floor(j / 10)) % 2 === 0 ? 1e8 : 1);
  const face = (p: number, q: number) => (2 * p * q) / (p + q);
  const matrix = fivePoint(side, (i, j) =>
    [a(i - 1, j), a(i, j - 1), a(i, j + 1), a(i + 1, j)].map((other) => face(a(i, j), other)),
  );
  const rightSide = new Float64Array(side * side).fill(1);
  for (const method of ['auto', 'lu', 'cholesky'] as const) {
    const answer = solveSync({ matrix, rightSide, method });
    expect(answer.status).toBe('converged');
    expect(answer.backwardError).toBeLessThan(1e-14);
    expectResidual({ matrix, rightSide }, answer);
  }
});

describe('properties', () => {
  const entry = fc.integer({ min: -9, max: 9 });
  const system = fc.integer({ min: 1, max: 9 }).chain((n) =>
    fc.record({
      rows: fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
      x: fc.array(entry, { minLength: n, maxLength: n }),
      seed: fc.nat(1000),
    }),
  );
  const times = (rows: number[][], x: number[]) =>
    rows.map((row) => row.reduce((total, value, j) => total + value * (x[j] as number), 0));

  test('random integer systems: a solution or a proof of singularity, sparse as dense', () => {
    fc.assert(
      fc.property(system, ({ rows, x }) => {
        const rightSide = times(rows, x);
        const answers = [rows, sparseRows(rows)].flatMap((matrix) =>
          (['auto', 'lu'] as const).map((method) =>
            solveSync({ matrix, rightSide, method, estimateCondition: true }),
          ),
        );
        expect(new Set(answers.map(({ status }) => status === 'singular')).size).toBe(1);
        for (const answer of answers) {
          expectFinite(answer);
          if (answer.status === 'singular') continue;
          expect(answer.status).toBe('converged');
          certifySolve({ matrix: rows, rightSide }, answer);
          // A zero right side is solved by zero even with a singular matrix.
          if (answer.condition === undefined) {
            expect([...rightSide, ...(answer.solution as Float64Array)].every((value) => value === 0)).toBe(
              true,
            );
            continue;
          }
          const error = 1e-15 * 100 * answer.condition * (1 + Math.max(...x.map(Math.abs)));
          expectAllClose(answer.solution as Float64Array, x, error);
        }
      }),
      { numRuns: 200, seed: 31 },
    );
  });

  test('a permuted and scaled system has the permuted and scaled solution', () => {
    fc.assert(
      fc.property(system, ({ rows, x, seed }) => {
        const n = rows.length;
        const dominant = rows.map((row, i) => row.map((value, j) => value + (i === j ? 10 * n : 0)));
        const random = mulberry32(seed);
        const order = Array.from({ length: n }, (_, i) => i).sort(() => random() - 0.5);
        const factor = 2 ** Math.floor(40 * (random() - 0.5));
        const permuted = order.map((i) =>
          order.map((j) => factor * ((dominant[i] as number[])[j] as number)),
        );
        const rightSide = times(dominant, x);
        const { solution } = solveSync({ matrix: dominant, rightSide });
        const other = solveSync({
          matrix: sparseRows(permuted),
          rightSide: order.map((i) => rightSide[i] as number),
          method: 'lu',
        });
        const expected = order.map((i) => ((solution as Float64Array)[i] as number) / factor);
        expectAllClose(other.solution as Float64Array, expected, (1e-12 * 10) / factor);
      }),
      { numRuns: 100, seed: 32 },
    );
  });

  test('the number of threads changes no bit', () => {
    const problem = { matrix: laplacian(120), rightSide: uniform(3, 14_400), method: 'cg' as const };
    const [one, two] = [1, 2].map((threads) => solveSync(problem, { threads }));
    expect(two).toEqual(one);
  });
});

describe('limits', () => {
  test('factors beyond the memory limit are refused or replaced', async () => {
    // An arrow that points the wrong way for any order of columns: random entries fill in.
    const n = 3000;
    const random = mulberry32(8);
    const matrix = fromRows(n, (i) => {
      const columns = new Set([i, ...Array.from({ length: 6 }, () => Math.floor(n * random()))]);
      return [...columns].sort((a, b) => a - b).map((j) => [j, j === i ? 20 : random() - 0.5] as const);
    });
    const rightSide = uniform(2, n);
    await expectError(
      () => solve({ matrix, rightSide, method: 'lu' }, { memoryLimit: 8 }),
      'OUT_OF_MEMORY',
      '',
    );
    const answer = await solve({ matrix, rightSide }, { memoryLimit: 8 });
    expect([answer.status, answer.method]).toEqual(['converged', 'gmres']);
    expectResidual({ matrix, rightSide }, answer);
  });

  test('a time limit of nothing stops every method', async () => {
    const [symmetric, general] = [laplacian(40), convection(40)];
    for (const method of ['cholesky', 'ldl', 'cg', 'minres'] as const) {
      const { status } = await solve(
        { matrix: symmetric, rightSide: uniform(1, 1600), method },
        { timeLimit: 1e-9 },
      );
      expect(status).toBe('timeLimit');
    }
    for (const method of ['lu', 'gmres', 'bicgstab'] as const) {
      const { status } = await solve(
        { matrix: general, rightSide: uniform(1, 1600), method },
        { timeLimit: 1e-9 },
      );
      expect(status).toBe('timeLimit');
    }
  });
});

describe('bad input', () => {
  const square = [
    [2, 1],
    [1, 2],
  ];
  const cases: [string, object, string][] = [
    ['not square', { matrix: [[1, 2]], rightSide: [1] }, 'matrix'],
    ['no rows', { matrix: { rows: 0, columns: 0, data: new Float64Array() }, rightSide: [] }, 'matrix'],
    ['a long right side', { matrix: square, rightSide: [1, 2, 3] }, 'rightSide'],
    [
      'a right side without columns',
      { matrix: square, rightSide: { rows: 2, columns: 0, data: [] } },
      'rightSide',
    ],
    [
      'an infinite entry',
      {
        matrix: [
          [1, 2],
          [3, Number.POSITIVE_INFINITY],
        ],
        rightSide: [1, 1],
      },
      'matrix[1][1]',
    ],
    ['no number', { matrix: square, rightSide: [1, Number.NaN] }, 'rightSide[1]'],
    [
      'unsorted columns',
      {
        matrix: { rows: 2, columns: 2, indptr: [0, 2, 2], indices: [1, 0], data: [1, 1] },
        rightSide: [1, 1],
      },
      'matrix.indices[1]',
    ],
    ['cholesky of an unsymmetric matrix', { matrix: A, rightSide: B, method: 'cholesky' }, 'matrix[1][0]'],
    ['minres of an unsymmetric matrix', { matrix: A, rightSide: B, method: 'minres' }, 'matrix[1][0]'],
    [
      'cg with a negative diagonal',
      {
        matrix: [
          [1, 0],
          [0, -1],
        ],
        rightSide: [1, 1],
        method: 'cg',
      },
      'matrix',
    ],
    [
      'ssor with a zero diagonal',
      {
        matrix: [
          [0, 1],
          [1, 0],
        ],
        rightSide: [1, 1],
        method: 'gmres',
        preconditioner: 'ssor',
      },
      'matrix',
    ],
    [
      'amg for gmres',
      { matrix: square, rightSide: [1, 1], method: 'gmres', preconditioner: 'amg' },
      'preconditioner',
    ],
    [
      'ssor for lu',
      { matrix: square, rightSide: [1, 1], method: 'lu', preconditioner: 'ssor' },
      'preconditioner',
    ],
    ['a relaxation of 2', { matrix: square, rightSide: [1, 1], relaxation: 2 }, 'relaxation'],
    ['a tolerance of 0', { matrix: square, rightSide: [1, 1], tolerance: 0 }, 'tolerance'],
    ['no restart', { matrix: square, rightSide: [1, 1], restart: 0 }, 'restart'],
    ['a short start', { matrix: square, rightSide: [1, 1], initial: [1] }, 'initial'],
  ];
  test.each(cases)('%s', async (_, problem, path) => {
    await expectError(() => solve(problem as linear.SolveProblem), 'INVALID_INPUT', path);
  });
});

test('the certificate refuses wrong solutions and figures', () => {
  const problem = { matrix: A, rightSide: B };
  const answer = solveSync(problem);
  certifySolve(problem, answer);
  const moved = (answer.solution as Float64Array).map((value, i) => value + (i === 2 ? 1e-6 : 0));
  expectRefusal(() => certifySolve(problem, { ...answer, solution: moved }));
  expectRefusal(() => certifySolve(problem, { ...answer, relativeResidual: 0.1 }));
  expectRefusal(() => certifySolve(problem, { ...answer, backwardError: 0.1 }));
});
