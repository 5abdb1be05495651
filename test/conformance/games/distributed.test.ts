/** Roots of means of maps held by workers: workers as data and as functions, compressors, and the step size search. */

import { games, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { rotatingWorkers } from '../../../ts/claims/support/equilibria.js';
import { certifyDistributed } from '../../certificates/equilibria.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';

const { distributed, distributedSync, distributedDialogue } = games;

beforeAll(() => load('games'));

const workers = () => rotatingWorkers(4, 10, 0.5, 61);

const initial = () => new Float64Array(10).fill(1);

checkSolver({
  method: 'games.distributed',
  certify: certifyDistributed as never,
  solve: distributed as never,
  solveSync: distributedSync as never,
  problem: (() => ({ workers: workers(), initial: initial() })) as never,
  random: true,
  verify({ status, residual }: games.DistributedSolution) {
    expect(status).toBe('converged');
    expect(residual).toBeLessThan(1e-4);
  },
  limited: (() => ({ workers: workers(), maxIterations: 3 })) as never,
  long: (() => ({
    workers: rotatingWorkers(8, 120, 1e-6, 7),
    tolerance: 1e-15,
    maxIterations: 4e9,
  })) as never,
});

checkSolver({
  method: 'games.distributed',
  certify: certifyDistributed as never,
  solve: distributed as never,
  solveSync: distributedSync as never,
  problem: (() => ({
    worker: (z: Float64Array, index: number) => Array.from(z, (value, k) => value * (k + 1) - index),
    workerCount: 3,
    initial: new Float64Array([5, -2, 0.5]),
    tolerance: 1e-9,
  })) as never,
  random: true,
  verify({ status, solution }: games.DistributedSolution) {
    expect(status).toBe('converged');
    expectAllClose(solution, [1, 1 / 2, 1 / 3], 1e-7);
  },
});

describe('what is sent', () => {
  const problem = () => ({ workers: rotatingWorkers(10, 100, 0.1, 61) });

  test.each([
    { compressor: { kind: 'top', fraction: 0.1 } },
    { compressor: { kind: 'random', fraction: 0.1 } },
    { compressor: { kind: 'random', fraction: 0.2 }, bidirectional: true },
    { compressor: { kind: 'top', fraction: 0.1 }, participation: 0.5 },
  ] as const)('is counted, and the root is found: %j', async (options) => {
    const asked = { ...problem(), ...options };
    const solution = await distributed(asked, { seed: 1 });
    certifyDistributed(asked, solution);
    expect(solution.status).toBe('converged');
    const { iterations, snapshots, sentPerWorker, receivedPerWorker } = solution;
    const share = 'participation' in options ? options.participation : 1;
    const kept = 100 * options.compressor.fraction;
    expect(sentPerWorker).toBeCloseTo(100 * snapshots + iterations * kept * share, 6);
    const back = 'bidirectional' in options ? kept : 100;
    expect(receivedPerWorker).toBeCloseTo(100 * snapshots + iterations * back, 6);
  });

  test('steps that are too long are found out', async () => {
    const asked = { ...problem(), compressor: { kind: 'top', fraction: 0.05 }, step: 2 } as const;
    const solution = await distributed(asked, { seed: 1 });
    certifyDistributed(asked, solution);
    expect(solution.status).toBe('converged');
    expect(solution.backtracks).toBeGreaterThanOrEqual(1);
  });
});

test('steps at the limit of stability are shortened', async () => {
  const workers = {
    matrices: [
      [1.122135495501563, 0, 0],
      [-0.05, 1.0377064020331905, 0.11],
      [0.016, -0.14, 1.2],
      [1.1, -0.02, -0.04],
      [0.05, 1, -0.008564003723705896],
      [-0.1412141414882589, 0.012277265894305665, 1.1843170877118037],
    ],
    vectors: [
      [-1.3685213009828645, -1.022190943889816, -0.10749120035177501],
      [-0.7687574804394965, 0.006487940865998019, -1.0218079482780769],
    ],
  };
  const problem = { workers, compressor: { fraction: 1 } };
  const solution = await distributed(problem);
  certifyDistributed(problem, solution);
  expect(solution.status).toBe('converged');
});

test('workers may answer later, and all are asked before any is awaited', async () => {
  let [under, most] = [0, 0];
  const problem = {
    async worker(z: Float64Array, index: number) {
      const values = Array.from(z, (value) => value - index);
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 1));
      under -= 1;
      return values;
    },
    workerCount: 5,
    initial: [0, 0],
  };
  const { solution } = await distributed(problem);
  expectAllClose(solution, [2, 2], 1e-5);
  expect(most).toBe(5);
});

test('a dialogue tells which workers are asked', () => {
  const dialogue = distributedDialogue({ initial: [0, 1], workerCount: 3 });
  while (dialogue.question !== undefined) {
    const { point } = dialogue.question;
    const z = point.slice(0, 2);
    dialogue.answer(Array.from(point.slice(2)).flatMap((worker) => Array.from(z, (value) => value - worker)));
  }
  expectAllClose(dialogue.solution.solution, [1, 1], 1e-5);
});

test('what does not fit together is refused by its name', async () => {
  const refused = (change: object, path: string) =>
    expectError(() => distributed({ workers: workers(), ...change } as never), 'INVALID_INPUT', path);
  await refused({ set: [{ kind: 'free', size: 10 }] }, 'set');
  await refused({ initial: [1, 2] }, 'initial');
  await refused({ compressor: { kind: 'top', fraction: 0 } }, 'compressor.fraction');
  await refused({ compressor: { kind: 'top', fraction: 0.1 }, bidirectional: true }, 'bidirectional');
  await refused({ participation: 1.5 }, 'participation');
  await refused(
    {
      workers: {
        matrices: [
          [1, 0],
          [0, 1],
          [1, 1],
        ],
        vectors: [[1, 2]],
      },
    },
    'workers.matrices',
  );
  const nan = { worker: () => [Number.NaN], workerCount: 1, initial: [0] };
  await expectError(() => distributed(nan), 'INVALID_INPUT', 'worker');
});

test('a certificate refuses other points', async () => {
  const problem = { workers: workers(), initial: initial() };
  const solution = await distributed(problem);
  const moved = solution.solution.map((value) => value + 1e-3);
  expectRefusal(() => certifyDistributed(problem, { ...solution, solution: moved }));
});
