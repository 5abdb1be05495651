/** Importance sampling: probabilities, unbiased weights, and variances. */

import { load, stochastic } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySamplingProbabilities } from '../../certificates/stochastic-minimize.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { samplingProbabilities, samplingProbabilitiesSync } = stochastic;

checkSolver({
  method: 'stochastic.samplingProbabilities',
  loads: ['stochastic'],
  certify: certifySamplingProbabilities,
  solve: samplingProbabilities,
  solveSync: samplingProbabilitiesSync,
  problem: (): stochastic.SamplingProbabilitiesProblem => ({
    scores: new Float64Array([1, 2, 0, 5]),
    count: 20,
  }),
  verify({ probabilities, draws, weights }) {
    expectAllClose(probabilities, [0.15, 0.25, 0.05, 0.55], 1e-15);
    expect(draws).toHaveLength(20);
    for (const [k, draw] of draws.entries()) {
      expectClose(weights[k] as number, 1 / (4 * (probabilities[draw] as number)), 1e-14);
    }
  },
  random: true,
});

describe('stochastic.samplingProbabilities', () => {
  beforeAll(() => load('stochastic'));

  test('weighted means are unbiased, and of smaller variance', async () => {
    const scores = Float64Array.from({ length: 500 }, (_, k) => Math.exp(3 * Math.sin(k)));
    const mean = scores.reduce((a, b) => a + b) / 500;
    for (const mixing of [0, 0.5, 0.9, 1]) {
      const problem = { scores, mixing, count: 100_000 };
      const { draws, weights, varianceRatio } = await samplingProbabilities(problem, { seed: 1 });
      const values = weights.map((weight, k) => weight * (scores[draws[k] as number] as number));
      const estimate = values.reduce((a, b) => a + b) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - estimate) ** 2, 0) / values.length;
      expect(Math.abs(estimate - mean)).toBeLessThanOrEqual(
        4 * Math.sqrt(variance / values.length) + 1e-12 * mean,
      );
      const uniform = scores.reduce((sum, score) => sum + score * score, 0) / 500;
      expectClose((variance + estimate ** 2) / uniform / varianceRatio, 1, 0.05);
    }
  });

  test('zeros are drawn by the uniform part alone, and all zeros uniformly', async () => {
    const { draws } = await samplingProbabilities({ scores: [0, 1, 0, 2, 0], mixing: 1, count: 10_000 });
    expect([...new Set(draws)].sort()).toEqual([1, 3]);
    const none = await samplingProbabilities({ scores: [0, 0, 0], count: 1000 });
    expectAllClose(none.probabilities, [1 / 3, 1 / 3, 1 / 3], 1e-15);
    expect(none.varianceRatio).toBe(1);
    expect(new Set(none.draws).size).toBe(3);
  });

  test('tiny and huge scores', async () => {
    for (const unit of [1e-320, 1e300]) {
      const problem = { scores: [unit, 3 * unit], count: 100 };
      certifySamplingProbabilities(problem, await samplingProbabilities(problem));
    }
  });

  test('paths through choice points are drawn beside items, with the product of weights', async () => {
    const problem = { scores: [1, 2, 0, 5], pathScores: [[1, 3], [1, 1, 2], [7]], count: 100_000 };
    const solution = await samplingProbabilities(problem, { seed: 3 });
    certifySamplingProbabilities(problem, solution);
    const { draws, pathDraws = [], weights } = solution;
    expect(draws).toEqual((await samplingProbabilities({ ...problem, pathScores: [] }, { seed: 3 })).draws);
    // A function of item and path, and its mean over all of both.
    const value = (i: number, a: number, b: number) => (i + 1) * (a === 0 ? 1 : 4) + b ** 2;
    const all = [0, 1, 2, 3].flatMap((i) => [0, 1].flatMap((a) => [0, 1, 2].map((b) => value(i, a, b))));
    const mean = all.reduce((x, y) => x + y) / all.length;
    const values = weights.map((weight, k) => {
      const [a, b] = [pathDraws[0]?.[k] as number, pathDraws[1]?.[k] as number];
      return weight * value(draws[k] as number, a, b);
    });
    const estimate = values.reduce((x, y) => x + y) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - estimate) ** 2, 0) / values.length;
    expect(Math.abs(estimate - mean)).toBeLessThan(4 * Math.sqrt(variance / values.length));
    expect(pathDraws[2]?.every((option) => option === 0)).toBe(true);
  });

  test('scores that give no probabilities are refused by name', async () => {
    const refused = (problem: object, path: string) =>
      expectError(() => samplingProbabilities(problem as never), 'INVALID_INPUT', path);
    await refused({ scores: [] }, 'scores');
    await refused({ scores: [1, -1] }, 'scores[1]');
    await refused({ scores: [1e308, 1e308] }, 'scores');
    await refused({ scores: [1], mixing: 1.5 }, 'mixing');
    await refused({ scores: [1], pathScores: [[1], []] }, 'pathScores[1]');
    await refused({ scores: [1], pathScores: [[1, -1]] }, 'pathScores[0][1]');
  });
});
