/** Linear models fitted to targets: references, monotonicity, several predictions, batches, and bad input. */

import { load, stochastic } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleOfTargets } from '../../../ts/claims/support/stochastic-descent.js';
import { certifyMinimizeTargets } from '../../certificates/stochastic-minimize.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { minimizeTargets, minimizeTargetsSync, minimizeTargetsDialogue } = stochastic;

/** Half the squared errors of a line through points with noise. */
const RESPONSE = [1, 3.1, 4.9, 7.2];
const MATRIX = [
  [0, 1],
  [1, 1],
  [2, 1],
  [3, 1],
];
const squares: stochastic.TargetFunctions<number>['targetGradient'] = (z, indices, out) => {
  let loss = 0;
  z.forEach((entry, k) => {
    const error = entry - (RESPONSE[indices[k] as number] as number);
    out[k] = error;
    loss += (error * error) / 2 / z.length;
  });
  return loss;
};
const line = () => ({ matrix: MATRIX, targetSmoothness: 1, targetGradient: squares });

checkSolver({
  method: 'stochastic.minimizeTargets',
  loads: ['stochastic'],
  certify: certifyMinimizeTargets as never,
  solve: minimizeTargets,
  solveSync: minimizeTargetsSync,
  problem: line as () => stochastic.SyncMinimizeTargetsFunctionProblem,
  verify({ status, coefficients, iterations }) {
    expect(status).toBe('converged');
    expectAllClose(coefficients, [2.04, 0.99], 1e-12);
    // The surrogate is the loss itself.
    expect(iterations).toBe(2);
  },
  limited: () => ({ ...line(), maxIterations: 1 }),
});

describe('stochastic.minimizeTargets', () => {
  beforeAll(() => load('stochastic'));

  test('logistic regression descends to the optimum, and never rises', async () => {
    const { matrix, targetGradient } = sampleOfTargets();
    const problem = { matrix, targetGradient, targetSmoothness: 0.25 };
    const exact = await minimizeTargets({
      ...problem,
      innerSteps: 200,
      innerTolerance: 1e-14,
      maxIterations: 11,
    });
    expectClose(exact.history[1] as number, 0.443526914225956, 1e-12);
    expectClose(exact.history[10] as number, 0.401229682094762, 1e-12);
    const found = await minimizeTargets({ ...problem, maxIterations: 100 });
    expectClose(found.objective as number, 0.400572323146316, 1e-12);
    found.history.forEach((loss, k) => {
      // Rounding errors at the minimum are no rise.
      if (k > 0) expect(loss).toBeLessThanOrEqual((found.history[k - 1] as number) + 1e-14);
    });
  });

  test('too small a smoothness is corrected by halvings', async () => {
    const found = await minimizeTargets({ ...line(), targetSmoothness: 0.01 });
    expect(found.status).toBe('converged');
    expect(found.backtracks).toBeGreaterThan(0);
    expectAllClose(found.coefficients, [2.04, 0.99], 1e-6);
  });

  test('several predictions, sparse rows, and dependent columns', async () => {
    const matrix = MATRIX.map(([a = 0, b = 0]) => [a, b, a + b]);
    const targets = RESPONSE.flatMap((y) => [y, -2 * y]);
    const targetGradient: typeof squares = (z, indices, out) => {
      let loss = 0;
      z.forEach((entry, k) => {
        const error = entry - (targets[2 * (indices[k >> 1] as number) + (k & 1)] as number);
        out[k] = error;
        loss += (error * error) / z.length;
      });
      return loss;
    };
    const sparse = {
      rows: 4,
      columns: 3,
      indptr: [0, 3, 6, 9, 12],
      indices: matrix.flatMap(() => [0, 1, 2]),
      data: matrix.flat(),
    };
    for (const given of [matrix, sparse]) {
      const problem = { matrix: given, outputs: 2, targetSmoothness: 1, targetGradient };
      const { coefficients, status } = await minimizeTargets(problem);
      expect(status).toBe('converged');
      // The smallest of all optima: (2.04, 0.99, 0) projected off the null vector (1, 1, -1).
      const smallest = [2.04 - 1.01, 0.99 - 1.01, 1.01];
      expectAllClose(
        coefficients,
        smallest.flatMap((x) => [x, -2 * x]),
        1e-10,
      );
    }
  });

  test('batches come near the optimum', async () => {
    const { matrix, targetGradient } = sampleOfTargets();
    for (const sampling of ['shuffle', 'uniform'] as const) {
      const settings = { targetSmoothness: 0.25, batchSize: 100, maxIterations: 200, sampling };
      const found = await minimizeTargets({ matrix, targetGradient, ...settings });
      expect(found).toMatchObject({ status: 'iterationLimit', iterations: 200 });
      expect((found.objective as number) - 0.400572323146316).toBeLessThan(0.02);
    }
  });

  test('a dialogue asks the same questions', async () => {
    const { targetGradient, ...data } = line();
    const dialogue = minimizeTargetsDialogue(data);
    while (dialogue.question !== undefined) {
      const { point, items } = dialogue.question;
      const out = new Float64Array(items);
      dialogue.answer([targetGradient(point.subarray(0, items), point.subarray(items), out), ...out]);
    }
    expect(dialogue.solution).toEqual(await minimizeTargets(line()));
  });

  test('wrong problems and answers are refused by name', async () => {
    const refused = (problem: object, path: string) =>
      expectError(() => minimizeTargets({ ...line(), ...problem } as never), 'INVALID_INPUT', path);
    await refused({ targetGradient: () => 1 }, 'targetGradient');
    await refused({ targetGradient: () => undefined }, 'targetGradient');
    await refused({ targetSmoothness: 0 }, 'targetSmoothness');
    await refused({ targetSmoothness: undefined }, 'targetSmoothness');
    await refused({ batchSize: 5 }, 'batchSize');
    await refused({ outputs: 0 }, 'outputs');
    await refused({ innerSteps: 0 }, 'innerSteps');
    await refused({ initial: [1] }, 'initial');
    await refused({ matrix: [[1, Number.NaN]] }, 'matrix[0][1]');
  });
});
