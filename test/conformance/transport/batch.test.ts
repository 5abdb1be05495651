/** Many problems at once: the same bits as separate calls, with a status for each. */

import { load, transport } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyBatch } from '../../certificates/transport.js';
import { ASSIGNMENT_FIVE, FOUR_POINTS, WEAK_LINK } from '../../data/transport.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';
import { masses, uniform } from '../../support/random.js';

const { batch, batchSync, sinkhornNewton } = transport;

beforeAll(() => load('transport'));

checkSolver({
  method: 'transport.batch',
  certify: certifyBatch,
  solve: batch,
  solveSync: batchSync,
  problem: (): transport.BatchProblem => ({
    problems: [
      WEAK_LINK.problem,
      { source: [0.1, 0.2, 0.7], target: [0.3, 0.3, 0.2, 0.2], regularization: 0.2 },
    ],
    cost: WEAK_LINK.problem.cost,
  }),
  verify({ solutions: [first, second] }) {
    expect([first?.status, second?.status]).toEqual(['converged', 'converged']);
    expectClose((first as transport.SinkhornNewtonSolution).transportCost, WEAK_LINK.transportCost, 1e-9);
  },
  limited: () => ({ problems: [{ ...WEAK_LINK.problem, maxIterations: 3 }] }),
  long: (): transport.BatchProblem => ({
    problems: [1, 2, 3, 4].map((seed) => ({
      cost: { rows: 500, columns: 500, data: uniform(seed, 250_000) },
      regularization: 1e-5,
      tolerance: 1e-13,
      method: 'sinkhorn',
      maxIterations: 1_000_000,
    })),
  }),
});

describe('batch', () => {
  test('gives the bits of one by one, for problems of any sizes', async () => {
    const problems: transport.SinkhornNewtonProblem[] = [
      WEAK_LINK.problem,
      { ...ASSIGNMENT_FIVE.problem, regularization: 0.005, plan: 'sparse' },
      { ...FOUR_POINTS.problem, gradients: true },
      ...[1, 2, 3, 4, 5].map((seed) => ({
        cost: { rows: 10 + seed, columns: 20, data: uniform(seed, (10 + seed) * 20) },
        source: masses(seed, 10 + seed),
        target: masses(seed + 100, 20),
        normalize: true,
        regularization: 10 ** -seed,
      })),
    ];
    const alone = await Promise.all(problems.map((problem) => sinkhornNewton(problem)));
    for (const threads of [1, 2]) {
      const { solutions } = await batch({ problems }, { threads });
      expect(solutions).toEqual(alone);
    }
  });

  test('shares a cost or points among the problems that have none', async () => {
    const { sourcePoints, targetPoints, ...masses } = FOUR_POINTS.problem;
    const { solutions } = await batch({
      sourcePoints,
      targetPoints,
      problems: [masses, FOUR_POINTS.problem],
    });
    expect(solutions[0]).toEqual(solutions[1]);
  });

  test('takes no problem at all', async () => {
    expect((await batch({ problems: [] })).solutions).toEqual([]);
  });

  test('names the problem that is not well formed', async () => {
    const bad = { ...WEAK_LINK.problem, source: [0.2, -0.3, 1.1] };
    const problems = [WEAK_LINK.problem, bad];
    await expectError(() => batch({ problems }), 'INVALID_INPUT', 'problems[1].source[1]');
    const noList = await expectError(() => batch({ problems: {} as never }), 'INVALID_INPUT', 'problems');
    expect(noList.message).toBe('problems must be a list, got an object');
    await expectError(
      () => batch({ problems: [{ ...WEAK_LINK.problem, epsilon: 1 } as never] }),
      'INVALID_INPUT',
      'problems[0].epsilon',
    );
  });

  test('names what problems share where it stands', async () => {
    const one = { regularization: 1 };
    const masses = { source: [0.5, 0.5], target: [1, 0] };
    const own = { cost: [[1, 2]], ...one };
    const problems = [own, one];
    const notNumber = [
      [0, 1],
      [Number.NaN, 2],
    ];
    const wrong = await expectError(() => batch({ cost: notNumber, problems }), 'INVALID_INPUT');
    expect(wrong.path).toMatch(/^cost\b/);
    expect(wrong.message.startsWith(wrong.path)).toBe(true);
    const points = { sourcePoints: [[0, Number.NaN]], targetPoints: [[0, 1]] };
    const ofPoints = await expectError(() => batch({ ...points, problems }), 'INVALID_INPUT');
    expect(ofPoints.path).toMatch(/^sourcePoints\b/);
    await expectError(
      () => batch({ sourcePoints: [[0]], problems }),
      'INVALID_INPUT',
      'problems[1].targetPoints',
    );
    await expectError(() => batch({ problems }), 'INVALID_INPUT', 'problems[1].cost');
    const halfOwn = { ...one, sourcePoints: [[0]] };
    await expectError(
      () => batch({ cost: [[1]], problems: [halfOwn] }),
      'INVALID_INPUT',
      'problems[0].targetPoints',
    );
    const none = Number.POSITIVE_INFINITY;
    const closed = [
      [none, 1],
      [1, 1],
    ];
    const infeasible = await expectError(
      () => batch({ cost: closed, problems: [one, { ...one, ...masses }] }),
      'INFEASIBLE',
      'cost',
    );
    expect(infeasible.message).toMatch(/^problems\[1\]: cost has all pairs of source 0 forbidden/);
  });

  test('says which problem failed, and solves the others', async () => {
    const overflowing = {
      cost: [
        [0, 1e300],
        [1e300, 0],
      ],
      source: [1e200, 1e200],
      target: [1e200, 1e200],
    };
    const { solutions } = await batch({
      problems: [{ ...overflowing, regularization: 1e299 }, WEAK_LINK.problem],
    });
    expect(solutions[0]).toMatchObject({ status: 'failed', code: 'NUMERICAL_BREAKDOWN' });
    expect(solutions[1]?.status).toBe('converged');
  });
});
