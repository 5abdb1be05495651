/** Warm starts: the covariance learned by `cmaes` on one function, used for a similar one. */

import { blackbox, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { expectError } from '../../support/expect.js';

const { minimize, minimizeSync } = blackbox;

beforeAll(() => Promise.all([load('blackbox'), load('blackbox-expressions')]));

/** Rosenbrock's function of eight variables, with all coordinates of its minimum at 1 + `moved`. */
const curved = (moved: number) => (x: ArrayLike<number>) => {
  const z = Array.from(x, (value) => value - moved);
  return z.slice(1).reduce((sum, next, k) => {
    const before = z[k] as number;
    return sum + 100 * (before * before - next) ** 2 + (before - 1) ** 2;
  }, 0);
};

const problem = (moved: number) => ({
  objective: curved(moved),
  ...{ lower: -5, upper: 5, dimension: 8, target: 1e-8, maxEvaluations: 20_000 },
});

test.each(['none', 'quadratic'] as const)('with the model %s less is to be evaluated', (model) => {
  const count = { cold: 0, warm: 0 };
  for (let seed = 0; seed < 3; seed++) {
    const { warmStart } = minimizeSync({ ...problem(0), model }, { seed });
    const next = { ...problem(0.05), model };
    const options = { seed: seed + 9 };
    const cold = minimizeSync({ ...next, ...(warmStart && { initial: warmStart.initial }) }, options);
    const warm = minimizeSync({ ...next, ...warmStart }, options);
    expect([cold.status, warm.status]).toEqual(['targetReached', 'targetReached']);
    count.cold += cold.evaluations;
    count.warm += warm.evaluations;
  }
  expect(count.warm).toBeLessThan(0.7 * count.cold);
});

test('may be of variances, with which formulas start too, and has the mean variance 1', async () => {
  const box = {
    builtIn: { name: 'ellipsoid' },
    ...({ lower: -5, upper: 5, dimension: 6, method: 'cmaes', target: 1e-6 } as const),
  } as const;
  for (const covariance of ['full', 'diagonal'] as const) {
    const { warmStart } = await minimize({ ...box, covariance });
    const learned = warmStart?.initialCovariance ?? [];
    const variances =
      'rows' in learned ? Array.from({ length: 6 }, (_, k) => learned.data[7 * k] as number) : learned;
    expect(Array.from(variances).reduce((sum, variance) => sum + variance / 6, 0)).toBeCloseTo(1, 12);
    expect((await minimize({ ...box, covariance, ...warmStart })).status).toBe('targetReached');
    // Full and diagonal warm starts work for both kinds of covariance.
    const other = covariance === 'full' ? 'diagonal' : 'full';
    expect((await minimize({ ...box, covariance: other, ...warmStart })).status).toBe('targetReached');
  }
});

test('has the names of the variables', () => {
  const named = {
    variables: {
      rate: { type: 'real', lower: 1e-6, upper: 1, scale: 'log' },
      layers: { type: 'integer', lower: 1, upper: 12 },
      bias: { type: 'boolean' },
    },
    objective: (point: { rate: number; layers: number; bias: boolean }) =>
      Math.log10(point.rate / 1e-3) ** 2 + (point.layers - 4) ** 2 + (point.bias ? 0 : 1),
    target: 1e-6,
  } as const;
  const { warmStart } = minimizeSync(named);
  expect(Object.keys(warmStart?.initial ?? {})).toEqual(['rate', 'layers', 'bias']);
  expect(minimizeSync({ ...named, ...warmStart }).runs[0]?.start[1]).toBe(warmStart?.initial.layers);
});

test('is kept by a search with noise, and none comes of other methods', () => {
  const few = { ...problem(0), maxEvaluations: 300 };
  expect(minimizeSync({ ...few, noise: true }).warmStart?.initial).toHaveLength(8);
  expect(minimizeSync({ ...few, method: 'nelderMead' }).warmStart).toBeUndefined();
  expect(minimizeSync({ ...few, method: 'gaussianProcess', maxEvaluations: 100 }).warmStart).toBeUndefined();
});

test.each<[string, object]>([
  ['initialCovariance', { initialCovariance: [1, 1] }],
  ['initialCovariance[2]', { initialCovariance: [1, 1, 0] }],
  [
    'initialCovariance',
    {
      initialCovariance: [
        [1, 0],
        [0, 1],
      ],
    },
  ],
  [
    'initialCovariance',
    {
      initialCovariance: [
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    },
  ],
  [
    'initialCovariance',
    {
      initialCovariance: [
        [1, 0, 0],
        [2, 1, 0],
        [0, 0, 1],
      ],
    },
  ],
  ['initialCovariance', { initialCovariance: [1, 1, 1], method: 'nelderMead' }],
])('a covariance is refused at %s in %o', async (path, changes) => {
  const given = { objective: curved(0), lower: -5, upper: 5, dimension: 3, maxEvaluations: 50, ...changes };
  await expectError(() => minimizeSync(given as never), 'INVALID_INPUT', path);
});
