/** Update rules for the caller's own loops: references, checkpoints, schedules, refused gradients, and closing. */

import { load, stochastic } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { QUADRATIC, START, TEN_STEPS } from '../../support/update-rules.js';

const { optimizer, optimizerSync, stepSizes } = stochastic;

const gradientAt = (x: ArrayLike<number>): number[] =>
  QUADRATIC.h.map((row, i) => {
    const product = row.reduce<number>((sum, entry, j) => sum + entry * (x[j] as number), 0);
    return product - (QUADRATIC.b[i] as number);
  });

const specification = { method: 'stochastic.optimizer' };

describe(specification.method, () => {
  beforeAll(() => load('stochastic'));

  test.each(TEN_STEPS)(
    '%o makes the steps of the reference programs',
    async (problem, expected, tolerance) => {
      const rule = await optimizer({ ...problem, initial: START });
      for (let k = 0; k < 10; k++) rule.step(gradientAt(rule.point));
      expectAllClose(rule.parameters(), expected, tolerance);
      if (problem.method === 'scheduleFree') {
        expectAllClose(rule.point, [0.5673578470555333, -0.5203378942189077, -0.5120576376048227], 1e-12);
      } else if (problem.method !== 'scheduleFreeAdamW') {
        expect(rule.point).toEqual(rule.parameters());
      }
      rule.close();
    },
  );

  test('adam is the default, and sgd has no momentum by default', () => {
    for (const [given, byDefault] of [
      [{ method: 'adam' }, {}],
      [{ method: 'sgd', momentum: 0 }, { method: 'sgd' }],
    ] as const) {
      const rules = [given, byDefault].map((settings) => optimizerSync({ ...settings, initial: START }));
      for (let k = 0; k < 2; k++) for (const rule of rules) rule.step([1, 2, 3]);
      expect(rules[0]?.point).toEqual(rules[1]?.point);
      for (const rule of rules) rule.close();
    }
  });

  test('steps of one rate for all follow their formulas', () => {
    const norm = optimizerSync({ method: 'adagradNorm', dimension: 2 });
    expect(norm.step([0, 0])).toEqual(new Float64Array(2));
    expectAllClose(norm.step([3, 4]), [-0.6, -0.8], 1e-15);
    const polyak = optimizerSync({ method: 'polyak', initial: [2, 0], lowerBound: 1 });
    // x^2 + 1 at 2: the step is 4 / 16 times the gradient 4.
    expectAllClose(polyak.step([4, 0], 5), [1, 0], 1e-15);
    norm.close();
    polyak.close();
  });

  test.each(TEN_STEPS)('%o goes on from a checkpoint with the same bits', async (problem) => {
    const rule = await optimizer({ ...problem, initial: START });
    for (let k = 0; k < 7; k++) rule.step(gradientAt(rule.point));
    const again = await optimizer({ ...problem, dimension: 3, checkpoint: rule.checkpoint() });
    expect(again.point).toEqual(rule.point);
    for (let k = 0; k < 7; k++) {
      expect(again.step(gradientAt(again.point))).toEqual(rule.step(gradientAt(rule.point)));
    }
    expect(again.parameters()).toEqual(rule.parameters());
    expect(again.checkpoint()).toEqual(rule.checkpoint());
    rule.close();
    again.close();
  });

  test('rates are those of stepSizes, and later steps have the last one', async () => {
    const schedule = { kind: 'uba', warmup: 3, floor: 0.1 } as const;
    const rates = (await stepSizes({ ...schedule, steps: 8, peak: 0.5 })).stepSizes;
    const rule = await optimizer({ method: 'sgd', dimension: 1, learningRate: 0.5, schedule, steps: 8 });
    let sum = 0;
    for (let k = 0; k < 10; k++) {
      sum -= rates[Math.min(k, 7)] as number;
      expect(rule.step([1])[0]).toBe(sum);
    }
    rule.close();
  });

  test('gradients are clipped', async () => {
    const rule = await optimizer({ method: 'sgd', dimension: 2, learningRate: 1, clipNorm: 5 });
    expectAllClose(rule.step([30, 40]), [-3, -4], 1e-15);
    rule.close();
  });

  test('what is refused changes nothing', async () => {
    const [rule, same] = [await optimizer({ initial: START }), await optimizer({ initial: START })];
    const refused = (gradient: unknown, path: string, value?: unknown) =>
      expectError(async () => rule.step(gradient as never, value as never), 'INVALID_INPUT', path);
    await refused([1, 2], 'gradient');
    await refused(undefined, 'gradient');
    await refused('abc', 'gradient');
    await refused([1, Number.NaN, 3], 'gradient[1]');
    await refused([1, '2', 3], 'gradient[1]');
    await refused([1, 2, 3], 'value', Number.NaN);
    expect(rule.step([1, 2, 3])).toEqual(same.step([1, 2, 3]));
    rule.close();
    same.close();
    rule.close();
    await expectError(async () => rule.step([1, 2, 3]), 'INVALID_INPUT');
    await expectError(async () => rule.parameters(), 'INVALID_INPUT');
    await expectError(async () => rule.checkpoint(), 'INVALID_INPUT');
  });

  test('a gradient that closes the optimizer as it is read', async () => {
    const rule = await optimizer({ dimension: 1 });
    const gradient = {
      length: 1,
      get 0() {
        rule.close();
        return 1;
      },
    };
    await expectError(async () => rule.step(gradient as never), 'INVALID_INPUT');
  });

  test('wrong settings are refused by name', async () => {
    const refused = (problem: object, path: string) =>
      expectError(() => optimizer(problem as never), 'INVALID_INPUT', path);
    await refused({}, 'dimension');
    await refused({ dimension: 0 }, 'dimension');
    await refused({ dimension: 2, initial: [1] }, 'initial');
    await refused({ initial: [1, Number.POSITIVE_INFINITY] }, 'initial[1]');
    await refused({ dimension: 1, method: 'sdg' }, 'method');
    await refused({ dimension: 1, learningRate: -1 }, 'learningRate');
    await refused({ dimension: 1, momentum: 1 }, 'momentum');
    await refused({ dimension: 1, schedule: 'cosine' }, 'schedule.kind');
    await refused({ dimension: 1, schedule: 'cosine', steps: 9, method: 'scheduleFree' }, 'schedule');
    await refused({ dimension: 1, weightDecay: 1, method: 'polyak' }, 'weightDecay');
    await refused({ dimension: 1, checkpoint: [1, 2, 3] }, 'checkpoint');
    const rule = await optimizer({ dimension: 2 });
    const checkpoint = rule.checkpoint();
    rule.close();
    await refused({ dimension: 3, checkpoint }, 'checkpoint');
    await refused({ dimension: 2, method: 'radam', checkpoint }, 'checkpoint');
    checkpoint[20] = (checkpoint[20] as number) ^ 1;
    await refused({ dimension: 2, checkpoint }, 'checkpoint');
    const polyak = await optimizer({ dimension: 1, method: 'polyak' });
    await expectError(async () => polyak.step([1]), 'INVALID_INPUT', 'value');
    polyak.close();
  });

  test('many optimizers leave no memory behind', async () => {
    for (let k = 0; k < 200; k++) {
      const rule = await optimizer({ dimension: 20_000 });
      rule.step(new Float64Array(20_000).fill(1));
      expectClose(rule.point[7] as number, -1e-3, 1e-9);
      rule.close();
    }
  });
});
