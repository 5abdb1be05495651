/**
 * Variational inequalities: games, markets, traffic and complementarity problems with known solutions, and all forms of
 * maps.
 */

import { games, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { normalNumbers, slowRotations } from '../../../ts/claims/support/equilibria.js';
import { certifyVariationalInequality } from '../../certificates/equilibria.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { mulberry32, uniform } from '../../support/random.js';

const { variationalInequality, variationalInequalitySync, variationalInequalityDialogue } = games;

beforeAll(async () => {
  await load('games');
  await load('games-expressions');
});

/** A flow of 6 through Braess's network (Braess, Unternehmensforschung 12, 1968), with the costs of three routes. */
const braess = () => ({
  operator: {
    affine: {
      matrix: {
        rows: 3,
        columns: 3,
        data: new Float64Array([11, 0, 10, 0, 11, 10, 10, 10, 21]),
      },
      vector: new Float64Array([50, 50, 10]),
    },
  },
  set: [{ kind: 'simplex', size: 3, sum: 6 }] as games.ConvexSet[],
  initial: new Float64Array([6, 0, 0]),
});

/** Two firms; for one of them, selling nothing is optimal. */
const duopoly = (z: ArrayLike<number>) => {
  const [a, b] = [z[0] as number, z[1] as number];
  return [2 * a + b - 9, a + 2 * b - 4];
};

/** The bilinear map of a square matrix, without linear terms. */
const bilinear = (size: number, data: Float64Array) => ({
  saddle: {
    matrix: { rows: size, columns: size, data },
    primalLinear: new Float64Array(size),
    dualLinear: new Float64Array(size),
  },
});

checkSolver({
  method: 'games.variationalInequality',
  loads: ['games', 'games-expressions'],
  certify: certifyVariationalInequality as never,
  solve: variationalInequality as never,
  solveSync: variationalInequalitySync as never,
  problem: braess as never,
  mayBeInfinite: ['lower', 'upper'],
  verify({ status, solution, gap }: games.VariationalInequalitySolution) {
    expect(status).toBe('converged');
    expectAllClose(solution, [2, 2, 2], 1e-8);
    expect(gap).toBeLessThan(1e-6);
  },
  limited: (() => ({ ...braess(), method: 'halpern', maxIterations: 20 })) as never,
  long: (() => ({
    operator: bilinear(300, normalNumbers(3, 90_000)),
    set: [
      { kind: 'simplex', size: 300 },
      { kind: 'simplex', size: 300 },
    ],
    method: 'optimistic',
    tolerance: 1e-14,
    maxIterations: 4e9,
  })) as never,
});

checkSolver({
  method: 'games.variationalInequality',
  certify: certifyVariationalInequality as never,
  solve: variationalInequality as never,
  solveSync: variationalInequalitySync as never,
  problem: (() => ({
    operator: duopoly,
    set: [{ kind: 'box', lower: new Float64Array([0, 0]), upper: new Float64Array([10, 10]) }],
  })) as never,
  verify({ status, solution }: games.VariationalInequalitySolution) {
    expect(status).toBe('converged');
    expectAllClose(solution, [4.5, 0], 1e-8);
  },
});

describe('known solutions', () => {
  test('a market of five firms (Murphy, Sherali, Soyster, Math. Program. 24, 1982)', async () => {
    const costs = [10, 8, 6, 4, 2];
    const exponents = [1.2, 1.1, 1, 0.9, 0.8];
    const operator = (q: ArrayLike<number>) => {
      const total = Array.from(q).reduce((sum, value) => sum + value, 0);
      const price = (5000 / total) ** (1 / 1.1);
      return costs.map((cost, i) => {
        const own = q[i] as number;
        return cost + (own / 5) ** (1 / (exponents[i] as number)) - price + (own * price) / (1.1 * total);
      });
    };
    const problem = {
      operator,
      set: [{ kind: 'box', size: 5, lower: 0 }] as games.ConvexSet[],
      initial: [10, 10, 10, 10, 10],
    };
    const solution = await variationalInequality(problem);
    certifyVariationalInequality(problem, solution);
    expect(solution.status).toBe('converged');
    // To 40 digits, by Newton's method on the interior equations.
    const known = [
      36.93251081573577, 41.818141660437625, 43.706578522274214, 42.65923974330512, 39.178952516625024,
    ];
    expectAllClose(solution.solution, known, 1e-8);
    expect(solution.evaluations).toBeLessThan(120);
  });

  test('a complementarity problem between bounds (Harker, Pang 1990)', async () => {
    const n = 100;
    const [r, s, d, q] = [uniform(42, n * n), uniform(43, n * n), uniform(44, n), uniform(45, n)];
    const at = (of: ArrayLike<number>, i: number, j: number) => 10 * (of[i * n + j] as number) - 5;
    const data = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let product = 0;
        for (let k = 0; k < n; k++) product += at(r, i, k) * at(r, j, k);
        const skew = i < j ? at(s, i, j) : i > j ? -at(s, j, i) : 0.3 * (d[i] as number);
        data[i * n + j] = product + skew;
      }
    }
    const problem = {
      operator: { affine: { matrix: { rows: n, columns: n, data }, vector: q.map((value) => -500 * value) } },
      set: [{ kind: 'box', size: n, lower: 0, upper: 10 }] as games.ConvexSet[],
    };
    const solution = await variationalInequality(problem);
    certifyVariationalInequality(problem, solution);
    expectAllClose(solution.solution.slice(0, 4), [0.72101908, 0, 3.58120455, 0], 1e-8);
    expectClose(
      solution.solution.reduce((sum, value) => sum + value, 0),
      119.41822324,
      1e-8,
    );
    expect(solution.evaluations).toBeLessThanOrEqual(20);
  });

  test('a game of 50 actions each, whose duality gap the certificate bounds', async () => {
    const problem = {
      operator: bilinear(50, normalNumbers(41, 2500)),
      set: [
        { kind: 'simplex', size: 50 },
        { kind: 'simplex', size: 50 },
      ] as games.ConvexSet[],
    };
    const solution = await variationalInequality(problem);
    certifyVariationalInequality(problem, solution);
    expect(solution.status).toBe('converged');
    expect(solution.gap).toBeLessThan(1e-7);
    expect(solution.evaluations).toBeLessThan(4000);
    // The first player minimizes here: the value is that of the game for the second.
    const exact = await games.zeroSum({ payoffs: { rows: 50, columns: 50, data: normalNumbers(41, 2500) } });
    const [x, y] = [solution.solution.slice(0, 50), solution.solution.slice(50)];
    let value = 0;
    normalNumbers(41, 2500).forEach((entry, k) => {
      value += entry * (y[Math.floor(k / 50)] as number) * (x[k % 50] as number);
    });
    expectClose(value, exact.value, 1e-6);
  });

  test('a bilinear saddle point takes one Newton step', async () => {
    const data = new Float64Array(2500);
    for (let i = 0; i < 50; i++) data[51 * i] = 0.05 + (0.95 * i) / 49;
    const problem = {
      operator: bilinear(50, data),
      initial: new Float64Array(100).fill(1),
    };
    const solution = await variationalInequality(problem);
    certifyVariationalInequality(problem, solution);
    expect(solution.newtonSteps).toBe(1);
    expectAllClose(solution.solution, new Float64Array(100), 1e-12);
    const slow = await variationalInequality({ ...problem, newton: false });
    certifyVariationalInequality(problem, slow);
    expect(slow.status).toBe('converged');
    expect(slow.newtonSteps).toBe(0);
  });

  test("Braess's paradox: without the bridge everybody is faster", async () => {
    const { solution } = await variationalInequality({
      operator: {
        affine: {
          matrix: [
            [11, 0],
            [0, 11],
          ],
          vector: [50, 50],
        },
      },
      set: [{ kind: 'simplex', size: 2, sum: 6 }],
    });
    expectAllClose(solution, [3, 3], 1e-9);
  });
});

describe('skew maps on bounded sets', () => {
  /** A map with a skew matrix, of rank 2 or full rank, on one or two sets. */
  function skew(seed: number) {
    const random = mulberry32(seed);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const set = Array.from({ length: 1 + Math.floor(2 * random()) }, () => {
      const size = 3 + Math.floor(6 * random());
      const kind = Math.floor(3 * random());
      if (kind === 0) return { kind: 'box' as const, size, lower: -1, upper: 1 };
      return kind === 1 ? { kind: 'ball' as const, size, radius: 1 } : { kind: 'simplex' as const, size };
    });
    const n = set.reduce((sum, { size }) => sum + size, 0);
    const isOfRankTwo = random() < 0.4;
    const [u, v] = [0, 1].map(() => Array.from({ length: n }, normal)) as [number[], number[]];
    const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0)) as number[][];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [u[i], v[j]] as [number, number];
        const [c, d] = [v[i], u[j]] as [number, number];
        const entry = isOfRankTwo ? a * b - c * d : normal();
        (matrix[i] as number[])[j] = entry;
        (matrix[j] as number[])[i] = -entry;
      }
    }
    const vector = Array.from({ length: n }, () => normal() * (random() < 0.5 ? 1 : 0.1));
    return { operator: { affine: { matrix, vector } }, set };
  }

  test('have solutions where anchored steps alone make no progress', async () => {
    for (const seed of [222, 596, 1082, 1083, 1394, 1398, 1673, 1810, 1864, 2472, 2500]) {
      const problem = skew(seed);
      const solution = await variationalInequality(problem);
      expect(solution.status, `seed ${seed}`).toBe('converged');
      certifyVariationalInequality(problem, solution);
      expect(solution.evaluations, `seed ${seed}`).toBeLessThan(2000);
    }
  });
});

describe('constraints', () => {
  test('a limit on the bridge has a toll as its multiplier', async () => {
    const problem = { ...braess(), constraints: { matrix: [[0, 0, 1]], upper: [1] } };
    const solution = await variationalInequality(problem);
    certifyVariationalInequality(problem, solution);
    expect(solution.status).toBe('converged');
    // 2.5 on each of the other routes cost 87.5; the bridge costs 81.
    expectAllClose(solution.solution, [2.5, 2.5, 1], 1e-8);
    expectAllClose(solution.multipliers as Float64Array, [6.5], 1e-8);
    expect(solution.gap).toBeUndefined();
  });

  test('a quadratic program is one, and its multipliers are those of constrained.quadraticProgram', async () => {
    const [n, m] = [12, 5];
    const [r, c] = [normalNumbers(61, n * n), normalNumbers(62, n)];
    const rows = Array.from({ length: m }, (_, i) => Array.from(normalNumbers(70 + i, n)));
    const upper = Array.from(normalNumbers(63, m), (value) => Math.abs(value) / 10);
    const hessian = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => {
        let entry = i === j ? 0.5 : 0;
        for (let k = 0; k < n; k++) entry += ((r[i * n + k] as number) * (r[j * n + k] as number)) / n;
        return entry;
      }),
    );
    const problem = {
      operator: { affine: { matrix: hessian, vector: c } },
      set: [{ kind: 'box', size: n, lower: -0.5, upper: 0.5 }] as games.ConvexSet[],
      constraints: { matrix: rows, upper },
    };
    const solution = await variationalInequality(problem);
    certifyVariationalInequality(problem, solution);
    expect(solution.status).toBe('converged');
    const values = rows.map((row) =>
      row.reduce((sum, a, j) => sum + a * (solution.solution[j] as number), 0),
    );
    values.forEach((value, i) => {
      expect(value).toBeLessThanOrEqual((upper[i] as number) + 1e-7);
      const multiplier = (solution.multipliers as Float64Array)[i] as number;
      expect(multiplier * ((upper[i] as number) - value)).toBeLessThan(1e-7);
    });
  });
});

describe('the unit of the map does not matter', () => {
  // Two firms: the solution is (4, 0.5) with a cap of 10, and (1, 1) with a cap of 1.
  const map = (unit: number) => ({
    affine: {
      matrix: [
        [2, 1],
        [1, 2],
      ].map((row) => row.map((x) => unit * x)),
      vector: [-8.5 * unit, -5 * unit],
    },
  });
  const methods = ['auto', 'anchored', 'extragradient', 'goldenRatio', 'optimistic'] as const;
  test.each(methods)('%s', async (method) => {
    for (const unit of [1e-100, 1e-8, 1, 1e8, 1e100]) {
      for (const [upper, expected] of [
        [10, [4, 0.5]],
        [1, [1, 1]],
      ] as const) {
        const problem = {
          operator: map(unit),
          set: [{ kind: 'box', size: 2, lower: 0, upper }] as games.ConvexSet[],
          method,
        };
        const solution = await variationalInequality(problem);
        certifyVariationalInequality(problem, solution);
        expect(solution.status, `${unit} ${upper}`).toBe('converged');
        expectAllClose(solution.solution, [...expected], 1e-6);
      }
    }
    const simplex = {
      operator: {
        affine: {
          matrix: [
            [3e-60, 0],
            [0, 1e-60],
          ],
          vector: [0, 0],
        },
      },
      set: [{ kind: 'simplex', size: 2 }] as games.ConvexSet[],
      method,
    };
    expectAllClose((await variationalInequality(simplex)).solution, [0.25, 0.75], 1e-6);
  });

  test('a steep start does not make the tolerance loose', async () => {
    const { status, solution } = await variationalInequality({
      operator: (z: ArrayLike<number>) => [Math.exp(z[0] as number) - 1],
      initial: [30],
    });
    expect(status).toBe('converged');
    expectClose(solution[0] as number, 0, 1e-6);
  });
});

describe('constraints that leave no point', () => {
  const affine = {
    affine: {
      matrix: [
        [2, 1],
        [1, 2],
      ],
      vector: [-9, -4],
    },
  };
  test.each([
    ['of a box', [{ kind: 'box', size: 2, lower: 0, upper: 1 }], [[1, 1]], [-0.5]],
    [
      'of all vectors',
      [{ kind: 'free', size: 2 }],
      [
        [1, 0],
        [-1, 0],
      ],
      [-1, -1],
    ],
    ['of a simplex', [{ kind: 'simplex', size: 2 }], [[1, 1]], [0.9]],
    ['of a ball', [{ kind: 'ball', size: 2, radius: 1 }], [[-3, -4]], [-5.5]],
    ['of a half-space', [{ kind: 'box', size: 2, lower: 0 }], [[1e6, 1e6]], [-1]],
  ] as const)('%s', async (_, set, matrix, upper) => {
    const problem = {
      operator: affine,
      set: set as unknown as games.ConvexSet[],
      constraints: { matrix: matrix.map((row) => [...row]), upper: [...upper] },
    };
    const solution = await variationalInequality(problem);
    expect(solution.status).toBe('infeasible');
    certifyVariationalInequality(problem, solution);
    const multipliers = (solution.multipliers as Float64Array).map((x) => -x);
    expectRefusal(() => certifyVariationalInequality(problem, { ...solution, multipliers }));
    const touching = {
      ...problem,
      constraints: { ...problem.constraints, upper: upper.map((bound) => bound + 2) },
    };
    expect((await variationalInequality(touching)).status).toBe('converged');
  });
});

describe('maps', () => {
  const set = [{ kind: 'box', size: 2, lower: 0 }] as games.ConvexSet[];

  test('are the same as functions, with a Jacobian or without, as expressions, as data, dense or sparse', async () => {
    const matrix = { rows: 2, columns: 2, indptr: [0, 2, 4], indices: [0, 1, 0, 1], data: [2, 1, 1, 2] };
    const jacobian = () => [
      [2, 1],
      [1, 2],
    ];
    const expression = { formula: '[2 * q[0] + q[1] - 9, q[0] + c * q[1] - 4]', inputs: { q: 2, c: [] } };
    const answers = [
      await variationalInequality({ operator: duopoly, set }),
      await variationalInequality({ operator: duopoly, jacobian, set }),
      await variationalInequality({ operator: async (z) => duopoly(z), set }),
      await variationalInequality({ operator: { affine: { matrix, vector: [-9, -4] } }, set }),
      await variationalInequality({
        operator: {
          affine: {
            matrix: [
              [2, 1],
              [1, 2],
            ],
            vector: [-9, -4],
          },
        },
        set,
      }),
      await variationalInequality({ operator: { expression }, parameters: { c: 2 }, set }),
      await variationalInequality({
        operator: {
          sum: {
            matrices: [
              [2, 0],
              [0, 2],
              [2, 2],
              [2, 2],
            ],
            vectors: [
              [-9, 0],
              [-9, -8],
            ],
          },
        },
        set,
      }),
    ];
    for (const { status, solution } of answers) {
      expect(status).toBe('converged');
      expectAllClose(solution, [4.5, 0], 1e-8);
    }
  });

  test('may be NaN where they are only tried', async () => {
    const problem = {
      operator: ([x = 0]: ArrayLike<number> & Iterable<number>) => [x > 1.5 ? Number.NaN : Math.log(x) + 1],
      set: [{ kind: 'box', size: 1, lower: 1e-3 }] as games.ConvexSet[],
      initial: [1],
    };
    for (const method of ['auto', 'anchored', 'extragradient', 'goldenRatio', 'optimistic'] as const) {
      const { status, solution } = await variationalInequality({ ...problem, method } as never);
      expect(status).toBe('converged');
      expectClose(solution[0] as number, Math.exp(-1), 1e-7);
    }
    await expectError(
      () => variationalInequality({ ...problem, initial: [2] } as never),
      'INVALID_INPUT',
      'operator',
    );
  });

  test('that are not monotone are told so, where they are data', async () => {
    const operator = {
      affine: {
        matrix: [
          [-0.1, 1],
          [-1, -0.1],
        ],
        vector: [0.1, 0],
      },
    };
    const problem = { operator, initial: [1, 1], method: 'extragradient', maxIterations: 500 } as const;
    expect((await variationalInequality(problem)).status).toBe('notMonotone');
  });

  test('of many components need few of them', async () => {
    const problem = slowRotations(4096);
    const solution = await variationalInequality({
      ...problem,
      method: 'varianceReducedHalpern',
      lipschitz: 1,
      tolerance: 1e-3,
    });
    expect(solution.status).toBe('converged');
    certifyVariationalInequality({ ...problem, tolerance: 1e-3 }, solution);
    expect(solution.evaluations + solution.componentEvaluations / 4096).toBeLessThan(250);
    // Steps that are far too long are shortened.
    const { status } = await variationalInequality({
      ...problem,
      method: 'varianceReducedHalpern',
      lipschitz: 0.05,
      tolerance: 1e-3,
      maxIterations: 3000,
    });
    expect(status).toBe('converged');
  });
});

test('a dialogue asks the questions that are there', () => {
  const problem = { set: [{ kind: 'box', size: 2, lower: 0 }] as games.ConvexSet[], jacobian: true };
  const dialogue = variationalInequalityDialogue(problem);
  const asked = new Set<string>();
  while (dialogue.question !== undefined) {
    asked.add(dialogue.question.name);
    dialogue.answer(dialogue.question.name === 'jacobian' ? [2, 1, 1, 2] : duopoly(dialogue.question.point));
  }
  expect(asked).toEqual(new Set(['operator', 'jacobian']));
  expectAllClose(dialogue.solution.solution, [4.5, 0], 1e-8);
});

test('what does not fit together is refused by its name', async () => {
  const refused = (change: object, path: string) =>
    expectError(() => variationalInequality({ ...braess(), ...change } as never), 'INVALID_INPUT', path);
  await refused({ operator: {} }, 'operator');
  await refused({ operator: { affine: { matrix: [[1]], vector: [1, 2] } } }, 'operator.affine.vector');
  await refused({ set: [{ kind: 'simplex', size: 4 }] }, 'set');
  await refused({ set: [{ kind: 'simplex', size: 3, radius: 1 }] }, 'set[0].radius');
  await refused({ set: [{ kind: 'simplex', size: 3, sum: 0 }] }, 'set[0].sum');
  await refused({ set: [{ kind: 'ball', size: 3 }] }, 'set[0].radius');
  await refused({ set: [{ kind: 'box', size: 3, lower: 2, upper: 1 }] }, 'set[0].upper[0]');
  await refused({ constraints: { matrix: [[1, 0]], upper: [1] } }, 'constraints.matrix');
  await refused({ method: 'varianceReducedHalpern' }, 'method');
  await refused({ tolerance: 0 }, 'tolerance');
  const expression = { formula: '[q[0]]', inputs: { q: 3 } };
  await refused({ operator: { expression } }, 'operator.expression');
});

test('a certificate refuses other points', async () => {
  const problem = braess();
  const solution = await variationalInequality(problem);
  expectRefusal(() =>
    certifyVariationalInequality(problem, { ...solution, solution: new Float64Array([2, 2.1, 1.9]) }),
  );
  expectRefusal(() =>
    certifyVariationalInequality(problem, { ...solution, solution: new Float64Array([2, 2, 2.1]) }),
  );
  expectRefusal(() => certifyVariationalInequality(problem, { ...solution, naturalResidual: 1 }));
});
