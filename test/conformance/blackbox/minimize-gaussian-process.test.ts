/** Minimization with few evaluations by a Gaussian process. */

import { blackbox, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyMinimum } from '../../certificates/blackbox.js';
import { expectError } from '../../support/expect.js';

const { minimizeSync, minimizeDialogue } = blackbox;
const method = 'gaussianProcess';

beforeAll(async () => {
  await load('blackbox');
  await load('blackbox-expressions');
});

/** A rippled valley that is not aligned with the axes. */
const valley = ([x = 0, y = 0, z = 0]: Float64Array) =>
  (x - 1) ** 2 + 20 * (y - 0.3 * x * x) ** 2 + (z - y) ** 2 + 0.1 * (1 - Math.cos(6 * z));

const box = { lower: [-5, -5, -5], upper: [5, 5, 5] };

test('thirty evaluations come nearer to the minimum than those of the quadratic model', () => {
  const names = ['ackley', 'griewank', 'levy', 'rosenbrock', 'differentPowers'] as const;
  const worse = names.flatMap((name) =>
    [1, 2, 3, 4, 5, 6, 7, 8].filter((seed) => {
      const problem = { builtIn: { name, seed }, lower: -5, upper: 5, dimension: 5, maxEvaluations: 30 };
      const [quadratic, process] = (['cmaes', method] as const).map(
        (chosen) => minimizeSync({ ...problem, method: chosen, model: 'quadratic' }, { seed }).objective,
      );
      return (process as number) > (quadratic as number);
    }),
  );
  // At most 10 of 40; with two seeds each, up to 3 of 10 failed by chance.
  expect(worse.length).toBeLessThanOrEqual(10);
});

test('integers, ratios and failures', () => {
  const problem = {
    variables: {
      rate: { type: 'real', lower: 1e-6, upper: 1, scale: 'log' },
      layers: { type: 'integer', lower: 1, upper: 12 },
    },
    objective: ({ rate, layers }: { rate: number; layers: number }) =>
      layers > 9 ? Number.NaN : Math.log10(rate / 1e-3) ** 2 + (layers - 4) ** 2,
    maxEvaluations: 40,
    method,
  } as const;
  const { solution, failures, evaluations } = minimizeSync(problem);
  expect(solution.layers).toBe(4);
  expect(Math.abs(Math.log10(solution.rate / 1e-3))).toBeLessThan(0.01);
  expect([evaluations, failures > 0]).toEqual([40, true]);
});

test('what can be counted is never evaluated twice, and the search ends when all is known', () => {
  let asked = 0;
  const { status, objective } = minimizeSync({
    variables: { a: { type: 'integer', lower: 0, upper: 3 }, b: { type: 'boolean' } },
    objective({ a, b }) {
      asked += 1;
      return a + (b ? 1 : 0);
    },
    method,
  });
  expect([status, objective, asked]).toEqual(['converged', 0, 8]);
});

test('functions that are the same everywhere, or huge, are searched to the end', () => {
  const flat = { ...box, method, maxEvaluations: 60, parallel: 3 } as const;
  expect(minimizeSync({ ...flat, objective: () => 3 }).objective).toBe(3);
  const huge = { ...flat, objective: (x: Float64Array) => 1e308 * Math.tanh(valley(x) - 9) };
  certifyMinimum(huge, minimizeSync(huge));
});

test('what is known costs nothing and is gone on from', () => {
  const problem = { ...box, objective: valley, method, archive: true } as const;
  const first = minimizeSync({ ...problem, maxEvaluations: 25 });
  const known = first.archive as blackbox.Evaluated;
  const next = minimizeSync({ ...problem, maxEvaluations: 10, known });
  expect(next.evaluations).toBe(10);
  expect(next.objective).toBeLessThan(first.objective);
});

test('batches are the same bits whatever was answered before', () => {
  const problem = { ...box, method, maxEvaluations: 60, parallel: 4 } as const;
  const play = (answers: readonly ArrayLike<number>[], most: number) => {
    const dialogue = minimizeDialogue(problem, { answers });
    while (dialogue.question !== undefined && dialogue.answers.length < most) {
      const { point, items } = dialogue.question;
      dialogue.answer(Array.from({ length: items }, (_, k) => valley(point.subarray(3 * k, 3 * k + 3))));
    }
    return dialogue;
  };
  const whole = play([], 1e9);
  const resumed = play(JSON.parse(JSON.stringify(play([], 6).answers)), 1e9);
  expect(resumed.solution).toEqual(whole.solution);
  const direct = minimizeSync({ ...problem, objective: valley });
  expect(whole.solution).toEqual(direct);
  expect(direct.method).toBe(method);
});

test('too many variables are refused', async () => {
  await expectError(
    () => minimizeSync({ lower: 0, upper: 1, dimension: 41, objective: () => 0, method }),
    'INVALID_INPUT',
    'method',
  );
});
