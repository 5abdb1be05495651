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

  test('the exact solver is the least-squares fit after each row', async () => {
    const { inputs, responses, tests } = rowsOf(600);
    const problem = { dimension: 2, scale: 2, groups: 4, bins: 6 };
    const [exact, sparse] = [
      await streamRegression({ ...problem, solver: 'exact' }),
      await streamRegression(problem),
    ];
    for (const [from, to] of [
      [0, 50],
      [50, 600],
    ] as const) {
      for (const each of [exact, sparse]) each.learn(inputs.slice(from, to), responses.slice(from, to));
      expect(exact.residual()).toBeLessThan(1e-11);
      sparse.polish({ tolerance: 1e-13, maxIterations: 10_000 });
      expectAllClose(exact.predict(tests), sparse.predict(tests), 1e-8);
    }
    exact.close();
    sparse.close();
  });

  test('the exact solver continues with the same bits', async () => {
    const { inputs, responses, tests } = rowsOf(90);
    const problem = { dimension: 2, scale: 2, groups: 2, outputs: 2, solver: 'exact' } as const;
    const both = responses.flatMap((y) => [y, y * y]);
    const whole = await streamRegression(problem);
    whole.learn(inputs, both);
    const first = await streamRegression(problem);
    first.learn(inputs.slice(0, 40), both.slice(0, 80));
    first.predict(tests);
    const second = await streamRegression({ ...problem, checkpoint: first.checkpoint() });
    second.learn(inputs.slice(40), both.slice(80));
    expect(second.predict(tests)).toEqual(whole.predict(tests));
    expect(second.checkpoint()).toEqual(whole.checkpoint());
    for (const each of [whole, first, second]) each.close();
  });

  test('inputs are standardized by the first rows, in any units', async () => {
    const { inputs, responses, tests, truths } = rowsOf(2000);
    // Rows in a random order, whose first hundred are typical.
    const order = inputs.map((_, k) => (k * 1201) % 2000);
    const shuffled = order.map((k) => inputs[k] as number[]);
    const values = order.map((k) => responses[k] as number);
    const inUnits = (rows: readonly (readonly number[])[]) =>
      rows.map(([a = 0, b = 0]) => [5000 + 10 * a, 1e-6 * b - 3]);
    const [plain, other] = [
      await streamRegression({ dimension: 2, groups: 6 }),
      await streamRegression({ dimension: 2, groups: 6 }),
    ];
    plain.learn(shuffled, values);
    other.learn(inUnits(shuffled), values);
    expect(errorOf(plain.predict(tests), truths)).toBeLessThan(0.1);
    expectAllClose(other.predict(inUnits(tests)), plain.predict(tests), 1e-4);
    plain.close();
    other.close();
  });

  test('predictions and interruptions among the first rows change no bit', async () => {
    const { inputs, responses, tests } = rowsOf(150);
    const problem = { dimension: 2, groups: 3 };
    const whole = await streamRegression(problem);
    whole.learn(inputs, responses);
    let other = await streamRegression(problem);
    expect([...other.predict(tests.slice(0, 2))]).toEqual([0, 0]);
    for (const [from, to] of [
      [0, 1],
      [1, 40],
      [40, 99],
      [99, 100],
      [100, 150],
    ] as const) {
      other.learn(inputs.slice(from, to), responses.slice(from, to));
      other.predict(tests);
      if (to < 100) other.polish();
      const checkpoint = other.checkpoint();
      other.close();
      other = await streamRegression({ ...problem, checkpoint });
    }
    expect(other.predict(tests)).toEqual(whole.predict(tests));
    whole.close();
    other.close();
  });

  test('a constant input and a center', async () => {
    const { inputs, responses, tests } = rowsOf(300);
    const [constant, centered, shifted] = [
      await streamRegression({ dimension: 3, groups: 3 }),
      await streamRegression({ dimension: 2, groups: 3, scale: 2, center: [1, -1] }),
      await streamRegression({ dimension: 2, groups: 3, scale: 2 }),
    ];
    constant.learn(
      inputs.map((row) => [...row, 0.1]),
      responses,
    );
    expect(constant.predict([[0, 0, 0.1]])[0]).toBeLessThan(10);
    centered.learn(
      inputs.map(([a = 0, b = 0]) => [a + 1, b - 1]),
      responses,
    );
    shifted.learn(inputs, responses);
    const moved = tests.map(([a = 0, b = 0]) => [a + 1, b - 1]);
    expectAllClose(centered.predict(moved), shifted.predict(tests), 1e-6);
    for (const each of [constant, centered, shifted]) each.close();
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

  test('tables by columns are those by rows', async () => {
    const { inputs, responses, tests } = rowsOf(100);
    const byColumns = (rows: readonly (readonly number[])[]) =>
      ({
        rows: rows.length,
        columns: 2,
        data: [0, 1].flatMap((j) => rows.map((row) => row[j] as number)),
        layout: 'columnMajor',
      }) as const;
    const [one, other] = [
      await streamRegression({ dimension: 2, scale: 2, groups: 3 }),
      await streamRegression({ dimension: 2, scale: 2, groups: 3 }),
    ];
    one.learn(inputs, responses);
    other.learn(byColumns(inputs), responses);
    expect(other.predict(byColumns(tests))).toEqual(one.predict(tests));
    one.close();
    other.close();
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
    await refused({ center: Number.NaN }, 'center');
    await refused({ center: [1] }, 'center');
    await refused({ solver: 'exact', groups: 33 }, 'groups');
    await refused({ solver: 'other' }, 'solver');
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
