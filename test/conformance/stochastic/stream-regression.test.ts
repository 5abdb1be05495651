/** Regression of a stream: accuracy on an ascending order, chunks, checkpoints, the exact fit, and bad input. */

import { load, stochastic } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose, expectError } from '../../support/expect.js';
import { normals, uniform } from '../../support/random.js';

const { streamRegression } = stochastic;

/** Compares checkpoints of megabytes: `toEqual` would take a minute on a loaded machine. */
function expectSameBytes(actual: Uint8Array, expected: Uint8Array): void {
  expect(actual.length).toBe(expected.length);
  expect(actual.findIndex((byte, k) => byte !== expected[k])).toBe(-1);
}

/** Rows whose first input ascends, with noise, and random rows without noise. */
function rowsOf(count: number) {
  const [second, noise, points] = [uniform(11, count), normals(12, count), uniform(99, 800)];
  const value = (a: number, b: number) => Math.sin(2 * a) * Math.cos(b) + (a * b) / 2 + Math.abs(a);
  const inputs = Array.from({ length: count }, (_, k) => [
    -2 + (4 * k) / (count - 1),
    4 * (second[k] as number) - 2,
  ]);
  const responses = inputs.map(([a = 0, b = 0], k) => value(a, b) + 0.05 * (noise[k] as number));
  const tests = Array.from({ length: 400 }, (_, k) => [
    4 * (points[2 * k] as number) - 2,
    4 * (points[2 * k + 1] as number) - 2,
  ]);
  return { inputs, responses, tests, truths: tests.map(([a = 0, b = 0]) => value(a, b)) };
}

const errorOf = (predictions: Float64Array, truths: readonly number[]) =>
  Math.sqrt(
    predictions.reduce((sum, p, k) => sum + (p - (truths[k] as number)) ** 2, 0) / predictions.length,
  );

const specification = { method: 'stochastic.streamRegression' };

describe(specification.method, () => {
  beforeAll(() => load('stochastic'));

  test('one pass over ascending rows is near the fit of all of them', async () => {
    const { inputs, responses, tests, truths } = rowsOf(4000);
    const regression = await streamRegression({ dimension: 2, scale: 2 });
    regression.learn(inputs, responses);
    expect(regression.rows).toBe(4000);
    const error = errorOf(regression.predict(tests), truths);
    expect(error).toBeLessThan(0.035);
    // Rows learned first are not forgotten.
    const oldest = tests.filter(([a = 0]) => a < -1);
    const oldestTruths = truths.filter((_, k) => (tests[k]?.[0] ?? 0) < -1);
    expect(errorOf(regression.predict(oldest), oldestTruths)).toBeLessThan(0.05);
    const residual = regression.residual();
    expect(residual).toBeLessThan(1e-2);
    expect(regression.polish({ tolerance: 1e-4 })).toBeLessThan(2e-4);
    expect(errorOf(regression.predict(tests), truths)).toBeGreaterThan(0.5 * error);
    regression.close();
  });

  test('chunks and interruptions change no bit', async () => {
    const { inputs, responses, tests } = rowsOf(700);
    const problem = { dimension: 2, scale: [2, 2], groups: 4 };
    const whole = await streamRegression(problem, { seed: 3 });
    whole.learn(inputs, responses);
    let other = await streamRegression(problem, { seed: 3 });
    for (let from = 0; from < 700; from += 37) {
      other.learn(inputs.slice(from, from + 37), responses.slice(from, from + 37));
      if (from % 5 === 0) {
        const checkpoint = other.checkpoint();
        other.close();
        other = await streamRegression({ ...problem, checkpoint }, { seed: 3 });
      }
    }
    expect(other.rows).toBe(700);
    expect(other.predict(tests)).toEqual(whole.predict(tests));
    expectSameBytes(other.checkpoint(), whole.checkpoint());
    const checkpoint = whole.checkpoint();
    await expectError(
      () => streamRegression({ ...problem, checkpoint }, { seed: 4 }),
      'INVALID_INPUT',
      'checkpoint',
    );
    await expectError(
      () => streamRegression({ ...problem, ridge: 1, checkpoint }, { seed: 3 }),
      'INVALID_INPUT',
      'checkpoint',
    );
    whole.close();
    other.close();
  });

  test('several responses are as many regressions', async () => {
    const { inputs, responses, tests } = rowsOf(300);
    const data = { rows: 300, columns: 2, data: Float64Array.from(inputs.flat()) };
    const both = await streamRegression({ dimension: 2, scale: 2, groups: 3, outputs: 2 });
    const one = await streamRegression({ dimension: 2, scale: 2, groups: 3 });
    both.learn(
      data,
      responses.flatMap((y) => [y, -2 * y]),
    );
    one.learn(data, responses);
    const expected = [...one.predict(tests)].flatMap((y) => [y, -2 * y]);
    expectAllClose(both.predict(tests), expected, 1e-9);
    both.close();
    one.close();
  });

  test('what is refused changes nothing', async () => {
    const [regression, same] = [
      await streamRegression({ dimension: 2, scale: 1 }),
      await streamRegression({ dimension: 2, scale: 1 }),
    ];
    expect(regression.predict([])).toHaveLength(0);
    expect([...regression.predict([[1, 2]])]).toEqual([0]);
    const refused = (call: () => unknown, path: string) =>
      expectError(async () => call(), 'INVALID_INPUT', path);
    await refused(() => regression.learn([[1, 2]], []), 'response');
    await refused(() => regression.learn([[1, 2]], [Number.NaN]), 'response[0]');
    await refused(() => regression.learn([[1, 2], [3]], [1, 2]), 'matrix[1]');
    await refused(() => regression.learn([[1, '2']] as never, [1]), 'matrix[0][1]');
    await refused(() => regression.learn({ rows: 1, columns: 3, data: [1, 2, 3] }, [1]), 'matrix');
    await refused(() => regression.learn({ columns: 2, data: [1, 2] } as never, [1]), 'matrix.rows');
    await refused(() => regression.learn(undefined as never, [1]), 'matrix');
    await refused(() => regression.predict([[1]]), 'matrix[0]');
    await refused(() => regression.polish({ tolerance: 0 }), 'tolerance');
    await refused(() => regression.polish({ maxIterations: 0.5 }), 'maxIterations');
    for (const each of [regression, same]) each.learn([[1, 2]], [3]);
    expectSameBytes(regression.checkpoint(), same.checkpoint());
    regression.close();
    same.close();
    regression.close();
    await expectError(async () => regression.learn([[1, 2]], [3]), 'INVALID_INPUT');
    await expectError(async () => regression.checkpoint(), 'INVALID_INPUT');
  });

  test('wrong settings are refused by name', async () => {
    const refused = (problem: object, path: string) =>
      expectError(
        () => streamRegression({ dimension: 2, scale: 1, ...problem } as never),
        'INVALID_INPUT',
        path,
      );
    await refused({ dimension: 0 }, 'dimension');
    await refused({ dimension: undefined }, 'dimension');
    await refused({ scale: undefined }, 'scale');
    await refused({ scale: 0 }, 'scale');
    await refused({ scale: [1] }, 'scale');
    await refused({ scale: [1, -1] }, 'scale[1]');
    await refused({ bins: 2 }, 'bins');
    await refused({ groups: 100, bins: 64 }, 'groups');
    await refused({ ridge: 0 }, 'ridge');
    await refused({ outputs: 0 }, 'outputs');
    await refused({ checkpoint: new Uint8Array(50) }, 'checkpoint');
  });
});
