/**
 * Block descent with every partition, rule and update against known minima, and theoretical guarantees. The paper's
 * experiments are in crates/families/coordinate/tests/blocks.
 */

import * as fc from 'fast-check';
import { coordinate, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyMinimizeBlocks } from '../../certificates/graphs.js';
import { grid } from '../../data/coordinate-graphs.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { testNatively } from '../../support/natively.js';
import { gaussians, mulberry32 } from '../../support/random.js';

const { minimizeBlocks, minimizeBlocksSync } = coordinate;

type Problem = coordinate.MinimizeBlocksProblem;

const RULES = ['cyclic', 'shuffled', 'random', 'lipschitz', 'gs', 'gsl', 'gsd', 'gsq', 'mi'] as const;
const PARTITIONS = ['order', 'sort', 'average', 'variable'] as const;
const SMOOTH_UPDATES = ['gradient', 'backtracking', 'matrix', 'newton', 'exact'] as const;
const PENALTY_UPDATES = ['gradient', 'backtracking', 'proxGradient', 'proxNewton'] as const;

const MATRIX = [
  [1, 2, 0],
  [2, -1, 1],
  [0, 1, 3],
  [1, 0, -1],
  [-1, 1, 2],
  [3, 1, 1],
];

/** Lasso, solved by rational arithmetic. */
const LASSO = {
  problem: { matrix: MATRIX, target: [1, 2, -1, 0.5, -2, 3], lambda: 1.5 } satisfies Problem,
  solution: [0.96031746031746, 0, -0.182539682539683],
  objective: 6 * 0.38855820105820105,
};

/** Penalized logistic regression, solved by an independent program. */
const LOGISTIC = {
  problem: {
    matrix: MATRIX.with(3, [-1, 0, -1]),
    target: [1, 1, -1, 1, -1, 1],
    loss: 'logistic',
    lambda: 0.3,
  } satisfies Problem,
  solution: [1.40081275611183, 0, -1.42984787599311],
  objective: 6 * 0.3437521109547137,
};

/** Penalized multinomial regression, solved by an independent program. */
const MULTINOMIAL = {
  problem: {
    matrix: [
      [1, 0],
      [2, 1],
      [1.5, -0.5],
      [-1, 1],
      [0, 2],
      [-0.5, 1.5],
      [-1, -1],
      [0, -2],
      [-2, 0.5],
    ],
    target: [0, 0, 1, 1, 1, 2, 2, 2, 0],
    loss: 'multinomial',
    lambda: 0.18,
  } satisfies Problem,
  solution: [0.06329555315549, 0, -0.54398219577578, 0, 0.18332253094274, -0.7859956634469],
  objective: 9 * 0.9599359591069238,
};

checkSolver<Problem, coordinate.MinimizeBlocksSolution, coordinate.MinimizeBlocksProgress>({
  method: 'coordinate.minimizeBlocks',
  certify: certifyMinimizeBlocks,
  solve: minimizeBlocks,
  solveSync: minimizeBlocksSync,
  problem: () => ({
    ...LASSO.problem,
    loss: 'squared',
    lower: [-1, -1, -1],
    upper: [1, 1, 1],
    partition: 'custom',
    blockSize: 2,
    blocks: [0, 1, 0],
    rule: 'gsd',
    update: 'proxNewton',
    initial: [0, 0, 0],
    tolerance: 1e-13,
    maxIterations: 200,
    history: true,
  }),
  verify({ status, solution, objective, history, iterations }) {
    expect(status).toBe('converged');
    expectAllClose(solution, LASSO.solution, 1e-12);
    expectClose(objective, LASSO.objective, 1e-12);
    expect(history?.length).toBe(iterations);
    expect(history?.at(-1)?.objective).toBe(objective);
  },
  long: () => ({
    matrix: { rows: 200, columns: 2000, data: gaussians(1, 400_000) },
    target: gaussians(2, 200),
    rule: 'cyclic',
    tolerance: 0,
    maxIterations: 1_000_000,
  }),
  limited: () => ({ ...LASSO.problem, update: 'gradient', maxIterations: 1 }),
});

function leastSquares(seed: number, rows: number, columns: number) {
  return {
    matrix: { rows, columns, data: gaussians(seed, rows * columns) },
    target: gaussians(seed + 1, rows),
  };
}

describe('coordinate.minimizeBlocks', () => {
  beforeAll(() => load('coordinate'));

  describe.each([
    ['lasso', LASSO],
    ['penalized logistic regression', LOGISTIC],
    ['penalized multinomial regression', MULTINOMIAL],
  ] as const)('on %s', (_, { problem, solution, objective }) => {
    test.each(PENALTY_UPDATES)('every rule and partition leads to the minimum by %s', async (update) => {
      for (const rule of RULES) {
        for (const partition of PARTITIONS) {
          const found = await minimizeBlocks({
            ...problem,
            rule,
            partition,
            update,
            blockSize: 2,
            tolerance: 1e-12,
            maxIterations: 20_000,
          });
          expect(found.status, `${rule}, ${partition}`).toBe('converged');
          expectAllClose(found.solution, solution, 1e-9);
          expectClose(found.objective, objective, 1e-12);
          // Zeros are exact.
          for (const [j, x] of solution.entries()) expect(found.solution[j] === 0).toBe(x === 0);
        }
      }
    });
  });

  test('bounds hold, with and without a penalty', async () => {
    const infinite = Number.POSITIVE_INFINITY;
    const box = { lower: [-0.1, -0.1, -0.1], upper: [0.75, 0.1, infinite], lambda: 0.3 };
    for (const update of PENALTY_UPDATES) {
      const found = await minimizeBlocks({
        ...LASSO.problem,
        ...box,
        update,
        tolerance: 1e-12,
        maxIterations: 5000,
      });
      expectAllClose(found.solution, [0.75, -0.0875, -0.1], 1e-10);
    }
    for (const update of [...PENALTY_UPDATES, 'twoMetric'] as const) {
      const lower = [0, 0, 0];
      const found = await minimizeBlocks({
        ...LASSO.problem,
        lower,
        update,
        tolerance: 1e-12,
        maxIterations: 5000,
      });
      expectAllClose(found.solution, [0.9375, 0, 0], 1e-10);
    }
  });

  testNatively(
    'smooth problems have one minimum, whatever leads there, and the function never rises',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            seed: fc.nat(),
            loss: fc.constantFrom('squared', 'logistic', 'multinomial'),
            rule: fc.constantFrom(...RULES),
            partition: fc.constantFrom(...PARTITIONS),
            update: fc.constantFrom(...SMOOTH_UPDATES),
            blockSize: fc.integer({ min: 1, max: 4 }),
          }),
          async ({ seed, loss, ...choice }) => {
            const { matrix, target } = leastSquares(seed, 40, 4);
            const next = mulberry32(seed);
            // Labels that are not linearly separable.
            const labels = target.map(() =>
              loss === 'logistic' ? 2 * Math.floor(2 * next()) - 1 : Math.floor(3 * next()),
            );
            const base = { matrix, target: loss === 'squared' ? target : labels, loss } as const;
            const found = await minimizeBlocks({ ...base, ...choice, maxIterations: 20_000, history: true });
            expectFinite(found);
            expect(found.status).toBe('converged');
            const reference = await minimizeBlocks({
              ...base,
              partition: 'variable',
              blockSize: 4,
              update: 'newton',
            });
            expectClose(found.objective, reference.objective, 1e-9);
            let last = Number.POSITIVE_INFINITY;
            for (const { objective } of found.history ?? []) {
              expect(objective).toBeLessThanOrEqual(last + 1e-12 * Math.abs(last));
              last = objective;
            }
          },
        ),
        { numRuns: 150, seed: 4 },
      );
    },
  );

  test('an update gains the more the better its rule: gsq as much as trying all, gs the least', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const base = {
        ...leastSquares(seed, 30, 24),
        partition: 'order',
        blockSize: 4,
        maxIterations: 1,
      } as const;
      const objectiveBy = async (rule: (typeof RULES)[number]) =>
        (await minimizeBlocks({ ...base, rule })).objective;
      const [gsq, mi, gsd, gs] = [
        await objectiveBy('gsq'),
        await objectiveBy('mi'),
        await objectiveBy('gsd'),
        await objectiveBy('gs'),
      ];
      expectClose(gsq, mi, 1e-12);
      for (const other of [gsd, gs, await objectiveBy('gsl'), await objectiveBy('cyclic')]) {
        expect(gsq).toBeLessThanOrEqual(other + 1e-12 * other);
      }
    }
  });

  test.each(['redBlack', 'coloring', 'treePartition', 'greedyForest', 'randomForest'] as const)(
    'blocks of a graph: %s',
    async (partition) => {
      const { matrix, rightSide } = grid(12, 12, 0.05, 2);
      const { objectives, solution } = await coordinate.solveGraphQuadratic({
        matrix,
        rightSide,
        tolerance: 1e-13,
      });
      const problem = { matrix, target: rightSide, loss: 'quadratic', partition, rule: 'cyclic' } as const;
      const found = await minimizeBlocks({ ...problem, maxIterations: 20_000, tolerance: 1e-11 });
      expect(found.status).toBe('converged');
      expectClose(found.objective, objectives[0] as number, 1e-12);
      expectAllClose(found.solution, solution, 1e-8);
    },
  );

  test('takes classes of any kind', async () => {
    const of = (target: coordinate.MinimizeBlocksProblem['target'], loss: 'logistic' | 'multinomial') =>
      minimizeBlocks({ matrix: MATRIX, target, loss, lambda: 0.1, maxIterations: 50 });
    const signs = await of([-1, 1, 1, -1, 1, -1], 'logistic');
    expect(await of([0, 1, 1, 0, 1, 0], 'logistic')).toEqual(signs);
    expect(await of(['no', 'yes', 'yes', 'no', 'yes', 'no'], 'logistic')).toEqual(signs);
    const places = await of([0, 1, 2, 0, 2, 1], 'multinomial');
    expect(await of(['a', 'b', 'c', 'a', 'c', 'b'], 'multinomial')).toEqual(places);
  });

  test('the seed repeats what is drawn', async () => {
    const problem = { ...leastSquares(3, 30, 20), rule: 'random', maxIterations: 20, history: true } as const;
    const first = await minimizeBlocks(problem, { seed: 1 });
    expect(await minimizeBlocks(problem, { seed: 1 })).toEqual(first);
    expect(await minimizeBlocks(problem, { seed: 2 })).not.toEqual(first);
  });

  test('refuses what it cannot take, and names it', async () => {
    const refused = (change: object, path: string) =>
      expectError(() => minimizeBlocks({ ...LASSO.problem, ...change } as never), 'INVALID_INPUT', path);
    await refused({ matrix: [] }, 'matrix');
    await refused({ matrix: MATRIX.with(1, [2, Number.NaN, 1]) }, 'matrix[1][1]');
    await refused({ target: [1] }, 'target');
    await refused({ loss: 'logistic' }, 'target');
    await refused({ loss: 'multinomial', target: [0, 0, 0, 0, 0, 0] }, 'target');
    await refused({ loss: 'quadratic' }, 'matrix');
    await refused(
      {
        loss: 'quadratic',
        matrix: [
          [1, 2],
          [3, 4],
        ],
        target: [1, 1],
      },
      'matrix[1][0]',
    );
    await refused({ loss: 'quadratic', matrix: [[-1]], target: [1] }, 'matrix');
    await refused({ lambda: -1 }, 'lambda');
    await refused({ lower: [0, 1, 0] }, 'lower[1]');
    await refused({ upper: [0, 1, -1] }, 'upper[2]');
    await refused({ upper: [0, 1] }, 'upper');
    await refused({ blockSize: 0 }, 'blockSize');
    await refused({ blockSize: 4 }, 'blockSize');
    await refused({ partition: 'custom', update: 'gradient' }, 'blocks');
    await refused({ partition: 'custom', update: 'gradient', blocks: [0, 0] }, 'blocks');
    await refused({ partition: 'custom', update: 'gradient', blocks: [0, 0, 3] }, 'blocks[2]');
    await refused({ blocks: [0, 0, 0], update: 'gradient' }, 'blocks');
    await refused({ partition: 'redBlack', update: 'gradient' }, 'partition');
    await refused({ update: 'matrix' }, 'update');
    await refused({ update: 'twoMetric' }, 'update');
    await refused({ partition: 'treePartition', lambda: 0, update: 'gradient' }, 'update');
    await refused({ initial: [1, 2] }, 'initial');
    await refused({ tolerance: -1 }, 'tolerance');
    await refused({ rule: 'greedy' }, 'rule');
  });
});

test('the default update is one that knows the penalty and the bounds', () => {
  const { status, solution, objective } = minimizeBlocksSync(LASSO.problem);
  expect(status).toBe('converged');
  expectAllClose(solution, LASSO.solution, 1e-7);
  expectClose(objective, LASSO.objective, 1e-9);
  const { lambda: _, ...free } = LASSO.problem;
  expect(minimizeBlocksSync({ ...free, lower: [0, 0, 0] }).status).toBe('converged');
  expect(minimizeBlocksSync(free)).toEqual(minimizeBlocksSync({ ...free, update: 'matrix' }));
});
