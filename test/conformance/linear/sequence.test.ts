/** Sequences of systems: solutions by every method, the learners' costs against the paper's, states, bad input. */

import { linear, load, type Matrix } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySequence } from '../../certificates/linear.js';
import { holds } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { sparseRows } from '../../support/matrices.js';
import { normals, uniform } from '../../support/random.js';

const {
  solveSequence,
  solveSequenceSync,
  nextParameter,
  nextParameterSync,
  recordCost,
  recordCostSync,
  solveSync,
} = linear;

beforeAll(() => load('linear'));

/** The five-point Laplacian on a square grid, dense. */
function laplacian(side: number): number[][] {
  const n = side * side;
  return Array.from({ length: n }, (_, k) =>
    Array.from({ length: n }, (_, l) => {
      const [i, j, p, q] = [Math.floor(k / side), k % side, Math.floor(l / side), l % side];
      return k === l ? 4 : Math.abs(i - p) + Math.abs(j - q) === 1 ? -1 : 0;
    }),
  );
}

/** The number of systems for the learners: the bounds of the paper's 1500 are wider for fewer. */
const SYSTEMS = 500;

const GRID = Array.from({ length: 20 }, (_, k) => 1 + (0.95 * k) / 19);

/** Shifts −0.15 + 0.6 Beta(0.5, 1.5) and right sides of the reference run, for a number of systems. */
function instances(count: number, order: number) {
  const numbers = normals(31, count * (4 + order));
  const shifts = new Float64Array(count);
  const data = new Float64Array(order * count);
  for (let k = 0; k < count; k++) {
    const own = numbers.subarray(k * (4 + order), (k + 1) * (4 + order));
    const squares = own.subarray(0, 4).map((value) => value ** 2);
    const total = squares.reduce((sum, value) => sum + value, 0);
    shifts[k] = -0.15 + (0.6 * (squares[0] as number)) / total;
    for (let i = 0; i < order; i++) data[i * count + k] = own[4 + i] as number;
  }
  return { shifts, rightSides: { rows: order, columns: count, data } };
}

checkSolver<linear.SolveSequenceProblem, linear.SolveSequenceSolution, linear.SequenceProgress>({
  method: 'linear.solveSequence',
  random: true,
  certify: certifySequence,
  solve: solveSequence,
  solveSync: solveSequenceSync,
  problem: () => ({
    matrix: sparseRows([
      [4, -1, 0, 1],
      [-1, 5, 2, 0],
      [0, 2, 6, -1],
      [1, 0, -1, 3],
    ]),
    shifts: [0, 1, 2],
    scales: [1, 2, 1],
    rightSides: [4, 6, 7, 3],
    method: 'ssorCg',
    grid: [1, 1.2, 1.4],
    learner: 'inverseGap',
    contexts: [0, 1, 2],
    contextRange: [0, 2],
    features: 2,
    warmStart: true,
    tolerance: 1e-10,
    maxIterations: 100,
  }),
  verify({ status, solutions }) {
    expect(status).toBe('converged');
    expect(solutions).toMatchObject({ rows: 4, columns: 3 });
  },
  limited: () => ({
    matrix: laplacian(5),
    shifts: [0],
    rightSides: uniform(1, 25),
    method: 'sor',
    maxIterations: 1,
  }),
});

describe('solutions', () => {
  const matrix = laplacian(6);
  const shifts = [0, 0.5, -0.1, 2];
  const rightSides = { rows: 36, columns: 4, data: normals(3, 144) };

  test.each(['auto', 'direct', 'sor', 'ssorCg', 'candidates'] as const)(
    '%s gives those of solve',
    (method) => {
      const candidates = [{ method: 'cg' }, { method: 'cg', preconditioner: 'jacobi' }] as const;
      const problem = { matrix, shifts, rightSides, method, tolerance: 1e-12 };
      const found = solveSequenceSync(method === 'candidates' ? { ...problem, candidates } : problem);
      expect(found.status).toBe('converged');
      expect(found.statuses).toEqual(['converged', 'converged', 'converged', 'converged']);
      for (const [k, shift] of shifts.entries()) {
        const shifted = matrix.map((row, i) => row.map((value, j) => value + (i === j ? shift : 0)));
        const rightSide = Array.from({ length: 36 }, (_, i) => rightSides.data[4 * i + k] as number);
        const expected = solveSync({ matrix: shifted, rightSide }).solution as Float64Array;
        const own = Array.from(
          { length: 36 },
          (_, i) => (found.solutions as Matrix).data[4 * i + k] as number,
        );
        expectAllClose(own, expected, 1e-9);
      }
      const total = Array.from(found.iterations).reduce((sum, value) => sum + value, 0);
      expect(found.totalIterations).toBe(total);
    },
  );

  test('given matrices, unsymmetric and indefinite ones, one right side for all', () => {
    const matrices = [1, 2, 3].map((seed) => {
      const data = uniform(seed, 25).map((value, k) => value - 0.5 + (k % 6 === 0 ? 4 : 0));
      return { rows: 5, columns: 5, data };
    });
    const found = solveSequenceSync({ matrices, rightSides: [1, 2, 3, 4, 5] });
    expect([found.status, found.method, found.parameters]).toEqual(['converged', 'direct', undefined]);
    const indefinite = solveSequenceSync({
      matrix: laplacian(7),
      shifts: [-3, 0, -1],
      rightSides: normals(1, 49),
    });
    expect(indefinite.status).toBe('converged');
    expect(Math.max(...indefinite.relativeResiduals)).toBeLessThan(1e-8);
  });

  test('direct solves wide matrices with entries in other places', () => {
    // Definite matrices with pairs of entries 40 places from the diagonal.
    const coupled = (pairs: readonly number[]) => {
      const rows = Array.from({ length: 80 }, (_, i) =>
        Array.from({ length: 80 }, (_, j) => (i === j ? 2 : 0)),
      );
      for (const i of pairs) {
        (rows[i] as number[])[i + 40] = -1.9;
        (rows[i + 40] as number[])[i] = -1.9;
      }
      return sparseRows(rows);
    };
    const indefinite = {
      ...coupled([1, 2]),
      data: coupled([1, 2]).data.map((value) => (value < 0 ? -3 : value)),
    };
    for (const matrices of [
      [coupled([0, 1]), coupled([0, 1, 2])],
      [coupled([0, 1]), coupled([10, 20])],
      [coupled([0, 1]), indefinite, coupled([0, 1]), coupled([3, 4]), indefinite],
    ]) {
      const problem = { matrices, rightSides: normals(4, 80), method: 'direct' } as const;
      const found = solveSequenceSync(problem);
      expect(found.status).toBe('converged');
      certifySequence(problem, found);
    }
  });

  test('an iteration of bicgstab costs two', () => {
    const found = solveSequenceSync({
      matrix,
      shifts,
      rightSides,
      method: 'candidates',
      candidates: [{ method: 'bicgstab', preconditioner: 'none' }],
    });
    expect(found.status).toBe('converged');
    expect(found.tuning?.totalCost).toBe(2 * found.totalIterations);
  });

  test('a candidate that fails costs at least its iterations', () => {
    const found = solveSequenceSync({
      matrix,
      shifts,
      rightSides,
      method: 'candidates',
      candidates: [{ method: 'cg', preconditioner: 'ssor' }],
      maxIterations: 2,
    });
    expect(found.status).toBe('iterationLimit');
    expect(found.tuning?.totalCost).toBe(4 * 2 * 3);
  });

  test('a singular system has a status of its own', () => {
    const found = solveSequenceSync({
      matrix: [
        [1, 1],
        [1, 1],
      ],
      shifts: [0, 1],
      rightSides: [1, 0],
    });
    expect(found.statuses).toEqual(['singular', 'converged']);
    expect(found.status).toBe('singular');
    expectFinite(found);
  });

  test('matrices and right sides far from 1 have the residuals of others', () => {
    for (const method of ['direct', 'sor', 'ssorCg'] as const)
      for (const [matrixScale, scale] of [
        [1e-250, 1e-250],
        [1e250, 1e250],
        [1, 1e-300],
        [1, 1e200],
      ] as const) {
        const found = solveSequenceSync({
          matrix,
          scales: shifts.map(() => matrixScale),
          rightSides: { ...rightSides, data: rightSides.data.map((value) => value * scale) },
          method,
        });
        expect(found.status).toBe('converged');
        expect(Math.max(...found.relativeResiduals)).toBeLessThan(1e-8);
        expectFinite(found);
      }
  });

  test('a warm start takes fewer iterations for slow changes', () => {
    const slow = {
      matrix: laplacian(10),
      shifts: Array.from({ length: 30 }, (_, k) => 1e-6 * k),
      method: 'ssorCg',
    } as const;
    const problem = { ...slow, rightSides: uniform(2, 100), grid: [1.5], tolerance: 1e-8 };
    const cold = solveSequenceSync(problem);
    const warm = solveSequenceSync({ ...problem, warmStart: true });
    expect(warm.totalIterations).toBeLessThan(0.5 * cold.totalIterations);
  });
});

describe('learners, on the systems of the reference', () => {
  test('the sweeps of the first system are those of the reference', () => {
    const { shifts, rightSides } = instances(1, 100);
    expectClose(shifts[0] as number, -0.05115509347842978, 1e-15);
    const costs = GRID.map((relaxation) => {
      const { totalIterations } = solveSequenceSync({
        matrix: laplacian(10),
        shifts,
        rightSides,
        method: 'sor',
        grid: [relaxation],
        learner: 'fixed',
      });
      return totalIterations;
    });
    const reference = [
      284, 257, 231, 208, 187, 167, 149, 131, 115, 100, 84, 69, 52, 46, 55, 67, 86, 116, 177, 363,
    ];
    for (const [k, cost] of costs.entries())
      expect(Math.abs(cost - (reference[k] as number))).toBeLessThanOrEqual(1);
  });

  test('learners pay far less than a guess, and with contexts less than any fixed relaxation', () => {
    const { shifts, rightSides } = instances(SYSTEMS, 100);
    const problem = { matrix: laplacian(10), shifts, rightSides, method: 'sor' } as const;
    const contexts = new Float64Array(SYSTEMS);
    const mean = (found: linear.SolveSequenceSolution) => found.totalIterations / SYSTEMS;
    const guessed = mean(solveSequenceSync({ ...problem, grid: [1], learner: 'fixed' }));
    const fixed = mean(solveSequenceSync({ ...problem, grid: [GRID[16] as number], learner: 'fixed' }));
    // 618.6 and 104.0 over all 1500 systems of the reference.
    expectClose(guessed / fixed, 618.6 / 104, 0.8);
    const flat = { ...problem, contexts, contextRange: [0, 1], features: 1 };
    for (const learner of ['inverseGap', 'tsallis'] as const) {
      const learned = mean(solveSequenceSync({ ...flat, learner }));
      expect(learned).toBeLessThan(0.35 * guessed);
      expect(learned).toBeLessThan(2 * fixed);
    }
    const withContexts = solveSequenceSync(problem);
    const last = withContexts.iterations.slice(SYSTEMS - 100).reduce((sum, value) => sum + value, 0) / 100;
    expect(last).toBeLessThan(0.85 * fixed);
  });

  test('a sequence in two parts continues its learner, and the bits do not depend on threads', () => {
    const { shifts, rightSides } = instances(60, 100);
    const problem = { matrix: laplacian(10), method: 'sor', contextRange: [-0.15, 0.45] } as const;
    const part = (first: number, last: number) => ({
      ...problem,
      shifts: shifts.slice(first, last),
      rightSides: {
        rows: 100,
        columns: last - first,
        data: Float64Array.from({ length: 100 * (last - first) }, (_, k) => {
          const [i, j] = [Math.floor(k / (last - first)), k % (last - first)];
          return rightSides.data[60 * i + first + j] as number;
        }),
      },
    });
    const whole = solveSequenceSync({ ...problem, shifts, rightSides });
    const first = solveSequenceSync(part(0, 25));
    const second = solveSequenceSync({ ...part(25, 60), tuning: first.tuning as linear.TuningState });
    expect([...first.iterations, ...second.iterations]).toEqual([...whole.iterations]);
    expect(solveSequenceSync({ ...problem, shifts, rightSides }, { threads: 3 })).toEqual(whole);
  });
});

describe('parameters of other solvers', () => {
  checkSolver<linear.NextParameterProblem, linear.NextParameterSolution, unknown>({
    method: 'linear.nextParameter',
    random: true,
    certify(problem, { index, value, state }) {
      holds('the value is that of the grid', value === Array.from(problem.grid)[index]);
      holds('the choice is pending', state.pending?.index === index);
    },
    solve: nextParameter,
    solveSync: nextParameterSync,
    problem: () => ({
      grid: [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.9],
      learner: 'inverseGap',
      context: 0.5,
      contextRange: [0, 1],
      features: 3,
    }),
    verify({ index, value, state }) {
      expect(value).toBe([1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.9][index]);
      expect(state.rounds).toBe(0);
    },
  });

  checkSolver<linear.RecordCostProblem, linear.RecordCostSolution, unknown>({
    method: 'linear.recordCost',
    certify(problem, { state }) {
      holds('one more round', state.rounds === Math.min(problem.state.rounds + 1, 2 ** 32 - 1));
    },
    solve: recordCost,
    solveSync: recordCostSync,
    problem: () => ({
      state: nextParameterSync({ grid: [1, 1.5, 1.9], context: 0.5, contextRange: [0, 1] }).state,
      cost: 12,
    }),
    verify({ state }) {
      expect([state.rounds, state.totalCost, state.pending]).toEqual([1, 12, undefined]);
    },
  });

  test.each(['inverseGap', 'tsallis'] as const)('%s finds the cheapest parameter', (learner) => {
    const grid = Array.from({ length: 9 }, (_, k) => k);
    let state: linear.TuningState | undefined;
    let late = 0;
    for (let round = 0; round < 400; round++) {
      const choice = nextParameterSync(state === undefined ? { grid, learner } : { grid, learner, state });
      const cost = 10 + 20 * Math.abs(choice.value - 6);
      if (round >= 300) late += cost;
      state = recordCostSync({ state: choice.state, cost }).state;
    }
    expect(late / 100).toBeLessThan(25);
  });

  test('the best parameter depends on the context', () => {
    const grid = [0, 0.25, 0.5, 0.75, 1];
    let state: linear.TuningState | undefined;
    let late = 0;
    const contexts = uniform(9, 1500);
    for (const [round, context] of contexts.entries()) {
      const choice = nextParameterSync({
        grid,
        context,
        contextRange: [0, 1],
        ...(state !== undefined && { state }),
      });
      const cost = 10 + 100 * Math.abs(choice.value - context);
      if (round >= 1000) late += cost;
      state = recordCostSync({ state: choice.state, cost }).state;
    }
    // The best parameter of each costs 16 on average, the best fixed one 35.
    expect(late / 500).toBeLessThan(26);
  });
});

const square = [
  [2, 1],
  [1, 2],
];

test.each([
  ['matrix', { rightSides: [1, 1] }],
  ['matrix', { matrices: [square], matrix: square, rightSides: [1, 1] }],
  ['shifts', { matrix: square, rightSides: [1, 1] }],
  ['shifts', { matrices: [square], shifts: [1], rightSides: [1, 1] }],
  ['scales', { matrix: square, shifts: [1], scales: [1, 2], rightSides: [1, 1] }],
  ['matrices', { matrices: [], rightSides: [1, 1] }],
  ['matrices[1]', { matrices: [square, [[1]]], rightSides: [1, 1] }],
  ['rightSides', { matrix: square, shifts: [1], rightSides: [1] }],
  [
    'rightSides',
    {
      matrix: square,
      shifts: [1],
      rightSides: [
        [1, 2, 3],
        [1, 2, 3],
      ],
    },
  ],
  ['grid[0]', { matrix: square, shifts: [1], rightSides: [1, 1], method: 'sor', grid: [2] }],
  ['candidates', { matrix: square, shifts: [1], rightSides: [1, 1], method: 'candidates' }],
  [
    'candidates[0].method',
    { matrix: square, shifts: [1], rightSides: [1, 1], method: 'candidates', candidates: [{ method: 'lu' }] },
  ],
  ['contexts', { matrix: square, shifts: [1], rightSides: [1, 1], method: 'sor', contexts: [1, 2] }],
  ['contextRange', { matrix: square, shifts: [1], rightSides: [1, 1], method: 'sor', contextRange: [1, 0] }],
  ['tolerance', { matrix: square, shifts: [1], rightSides: [1, 1], tolerance: 0 }],
  [
    'matrix[0][1]',
    {
      matrix: [
        [1, 2],
        [3, 4],
      ],
      shifts: [1],
      rightSides: [1, 1],
      method: 'ssorCg',
    },
  ],
] as unknown as [string, linear.SolveSequenceProblem][])('%s is refused', async (path, problem) => {
  await expectError(() => solveSequenceSync(problem), 'INVALID_INPUT', path);
});

test.each([
  ['grid', { grid: [] }],
  ['contextRange', { grid: [1], context: 1 }],
  ['features', { grid: [1], features: 21 }],
] as [string, linear.NextParameterProblem][])('%s of nextParameter is refused', async (path, problem) => {
  await expectError(() => nextParameterSync(problem), 'INVALID_INPUT', path);
});

test('states out of range are refused, and answers from extreme ones are finite', async () => {
  const { state } = nextParameterSync({ grid: [1, 2], learner: 'tsallis' });
  const pending = state.pending as NonNullable<typeof state.pending>;
  for (const [path, wrong] of [
    ['state.binRounds[0]', { binRounds: [-1] }],
    ['state.binCosts[0]', { binCosts: [-1] }],
    ['state.binEstimates[1]', { binEstimates: [0, -1] }],
    ['state.pending.probability', { pending: { ...pending, probability: 1.5 } }],
  ] as const)
    await expectError(
      () => recordCostSync({ state: { ...state, ...wrong }, cost: 2 }),
      'INVALID_INPUT',
      path,
    );
  const rare = { ...state, rounds: 2 ** 32 - 1, pending: { ...pending, probability: 1e-308 } };
  const recorded = recordCostSync({ state: rare, cost: 12 }).state;
  expect(recorded.rounds).toBe(2 ** 32 - 1);
  expectFinite(recorded);
  const costly = { ...recorded, binEstimates: [1e300, 1e300] };
  const next = nextParameterSync({ grid: [1, 2], state: costly });
  expectFinite(next);
  expectClose(next.state.pending?.probability as number, 0.5, 1e-9);
});

test('a cost without a choice, and a grid other than the state of, are refused', async () => {
  const { state } = nextParameterSync({ grid: [1, 2] });
  await expectError(() => recordCostSync({ state, cost: 0.5 }), 'INVALID_INPUT', 'cost');
  const after = recordCostSync({ state, cost: 5 }).state;
  await expectError(() => recordCostSync({ state: after, cost: 5 }), 'INVALID_INPUT', 'state');
  await expectError(() => nextParameterSync({ grid: [1, 3], state: after }), 'INVALID_INPUT', 'grid');
  await expectError(
    () => nextParameterSync({ grid: [1, 2], context: 1, state: after }),
    'INVALID_INPUT',
    'context',
  );
});
