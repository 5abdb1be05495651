/** Rates of schedules: formulas, the rates of training, and bad input. */

import { expression, load, stochastic } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyStepSizes } from '../../certificates/stochastic-minimize.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';

const { stepSizes, stepSizesSync } = stochastic;

checkSolver({
  method: 'stochastic.stepSizes',
  loads: ['stochastic'],
  certify: certifyStepSizes,
  solve: stepSizes,
  solveSync: stepSizesSync,
  problem: (): stochastic.StepSizesProblem => ({ kind: 'uba', steps: 8 }),
  verify({ stepSizes: rates }) {
    const expected = [
      1, 0.909988219734107, 0.699823272443392, 0.472554790304765, 0.285714285714286, 0.151524977172755,
      0.0642216713768326, 0.0155798777715591,
    ];
    expectAllClose(rates, expected, 1e-14);
  },
});

describe('stochastic.stepSizes', () => {
  beforeAll(async () => {
    await load('stochastic');
    await load('expression-training');
  });

  const SCHEDULES: readonly stochastic.Schedule[] = [
    { kind: 'constant', warmup: 3 },
    { kind: 'lastIterate', warmup: 2 },
    { kind: 'cosine' },
    { kind: 'uba', shape: 0.5, floor: 0.1 },
    { kind: 'rex' },
    { kind: 'oneCycle' },
    { kind: 'inverseSquareRoot' },
    { kind: 'inverse', decay: 0.25 },
    { kind: 'exponential', decay: 0.9 },
    { kind: 'steps', boundaries: [2, 5], factor: 0.5 },
    { kind: 'stronglyConvex', strongConvexity: 0.5, smoothness: 2 },
    { kind: 'heavyTails', moment: 1.5 },
  ];

  test.each(SCHEDULES)(
    '%o has the rates of its formula, and training has the same bits',
    async (schedule) => {
      for (const steps of [4, 9, 100]) {
        const problem = { ...schedule, steps, peak: 0.3 };
        const solution = await stepSizes(problem);
        certifyStepSizes(problem, solution);
        // Descent along a slope of 1 adds up the rates.
        const { parameters } = await expression.train({
          loss: expression.read('s * x', { s: [], x: [] }),
          rows: { s: [1] },
          parameters: { x: 0 },
          ...{ method: 'sgd', momentum: 0, learningRate: 0.3, epochs: steps, schedule },
        });
        expect(parameters.x[0]).toBe(solution.stepSizes.reduce((sum, rate) => sum - rate, 0));
      }
    },
  );

  test('the schedule of one half and the end of the budget', async () => {
    const { stepSizes: rates } = await stepSizes({ kind: 'uba', shape: 0.5, steps: 8 });
    const expected = [
      1, 0.990205351608492, 0.958870938999628, 0.899591490341813, 0.8, 0.641043227713379, 0.406982719536957,
      0.136639357340278,
    ];
    expectAllClose(rates, expected, 1e-14);
  });

  test('shapes beyond all uses are finite', async () => {
    for (const shape of [1e-300, 1e300]) {
      const { stepSizes: rates } = await stepSizes({ kind: 'uba', shape, steps: 8 });
      expect(rates[0]).toBe(1);
      expect(rates.every((rate) => rate >= 0 && rate <= 1)).toBe(true);
    }
  });

  test('numbers out of range are refused by name', async () => {
    const refused = (problem: object, path: string) =>
      expectError(() => stepSizes({ kind: 'cosine', steps: 5, ...problem } as never), 'INVALID_INPUT', path);
    await refused({ steps: 0 }, 'steps');
    await refused({ kind: 'linear' }, 'kind');
    await refused({ peak: 0 }, 'peak');
    await refused({ floor: 2 }, 'floor');
    await refused({ warmup: 5 }, 'warmup');
    await refused({ shape: -1 }, 'shape');
    await refused({ kind: 'steps' }, 'boundaries');
    await refused({ kind: 'steps', boundaries: [-1] }, 'boundaries[0]');
    await refused({ kind: 'stronglyConvex', strongConvexity: 2, smoothness: 1 }, 'smoothness');
    await refused({ slope: 1 }, 'slope');
  });
});
