/**
 * Prepared functions: the same results as methods that compile for each call, repeated calls, bad input, and closing.
 */

import { expression, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { read, prepare, prepareSync } = expression;

const specification = { method: 'expression.prepare' };

const CHAIN = 'sum(i in 0..8: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)';

describe(specification.method, () => {
  beforeAll(() => load('expression-matrices'));

  test('calls give what evaluate, gradient, jacobian and hessian give', async () => {
    const chain = read(CHAIN, { x: 10 });
    const f = await prepare({ function: chain });
    expect([f.variableCount, f.valueCount]).toEqual([10, 1]);
    for (let seed = 1; seed <= 5; seed++) {
      const x = normals(seed, 10);
      const points = { x };
      const { values } = expression.evaluateSync({ function: chain, points });
      const { hessian, gradient } = expression.hessianSync({ function: chain, points, format: 'sparse' });
      expectAllClose(f.values(x), values, 1e-14);
      const first = f.gradient(x);
      expectClose(first.value, values[0] as number, 1e-14);
      expectAllClose(first.gradient, gradient, 1e-13);
      const second = f.hessian(x);
      expectAllClose(second.gradient, gradient, 1e-13);
      expectAllClose(second.entries, hessian.data, 1e-13);
      const { rows, columns, indptr, indices } = f.hessianStructure;
      expect({ rows, columns, indptr, indices }).toEqual({
        rows: 10,
        columns: 10,
        indptr: (hessian as typeof f.hessianStructure).indptr,
        indices: (hessian as typeof f.hessianStructure).indices,
      });
    }
    f.close();
  });

  test('a vector has a Jacobian, and other inputs stay as they are', async () => {
    const problem = {
      function: read('[i in 0..2: A[i] * sin(y[i]) + y[0]]', { A: 3, y: 3 }),
      variables: 'y',
      parameters: { A: [1, 2, 3] },
    } as const;
    const f = prepareSync(problem);
    for (const y of [
      [0.1, 0.2, 0.3],
      [1, -1, 2],
    ]) {
      const given = { function: problem.function, points: { ...problem.parameters, y } };
      const { values, jacobian } = expression.jacobianSync({
        ...given,
        withRespectTo: 'y',
        format: 'sparse',
      });
      const own = f.jacobian(y);
      expectAllClose(own.values, values, 1e-15);
      expectAllClose(own.entries, jacobian.data, 1e-15);
      expect(f.jacobianStructure.indices).toEqual((jacobian as typeof f.jacobianStructure).indices);
    }
    await expectError(() => f.gradient([1, 2, 3]), 'INVALID_INPUT', 'function');
    await expectError(() => f.hessianStructure, 'INVALID_INPUT', 'function');
    f.close();
  });

  test('points are looked at, and the function can be called again', async () => {
    const f = prepareSync({ function: { formula: 'log(x) + x', inputs: { x: [] } } });
    expectClose(f.values([1])[0] as number, 1, 0);
    await expectError(() => f.values([1, 2]), 'INVALID_INPUT', 'x');
    await expectError(() => f.values(undefined as never), 'INVALID_INPUT', 'x');
    await expectError(() => f.gradient([Number.NaN]), 'INVALID_INPUT', 'x[0]');
    await expectError(() => f.gradient([Infinity]), 'INVALID_INPUT', 'x[0]');
    expect(f.values([-1])[0]).toBeNaN();
    expectClose(f.gradient([4]).gradient[0] as number, 1.25, 0);
    f.close();
    f.close();
    await expectError(() => f.values([1]), 'INVALID_INPUT', '');
  });

  test('a point whose getters close the function, or that has no entries, is refused', async () => {
    const f = prepareSync({ function: read('sum(x^2)', { x: 3 }) });
    const empty = { length: 3 };
    await expectError(() => f.values(empty as never), 'INVALID_INPUT', 'x[0]');
    const closing = {
      length: 3,
      get 0() {
        f.close();
        return 1;
      },
      1: 2,
      2: 3,
    };
    const error = await expectError(() => f.gradient(closing), 'INVALID_INPUT', '');
    expect(error.message).toBe('the function was closed');
  });

  test('what is no function is refused', async () => {
    const x = read('sum(x) + a', { x: 2, a: [] });
    const refused = (problem: object, path: string) =>
      expectError(() => prepare(problem as expression.PrepareProblem<string>), 'INVALID_INPUT', path);
    await refused({ function: x }, 'parameters.a');
    await refused({ function: x, parameters: { a: 1, x: [1, 2] } }, 'parameters.x');
    await refused({ function: x, parameters: { a: [1, 2] } }, 'parameters.a');
    await refused({ function: x, variables: 'z' }, 'variables');
    await refused({ function: 3 }, 'function');
    await refused({ function: x, parameters: { a: 1 }, points: {} }, 'points');
    await refused(undefined as never, 'problem');
    const f = await prepare({ function: read('sum(x^2)', { x: 2 }) });
    for (const [point, path] of [
      [['1', '2'], 'x[0]'],
      [[1, true], 'x[1]'],
      ['12', 'x'],
      [[1, 2, 3], 'x'],
    ] as const) {
      await expectError(async () => f.values(point as never), 'INVALID_INPUT', path);
    }
    expect(f.values(Float32Array.of(1, 2))[0]).toBe(5);
    const empty = read('3', {});
    await refused({ function: empty }, 'function.inputs');
  });

  test('ten thousand functions that are closed leave nothing', () => {
    const f = read('sum(x^2)', { x: 3 });
    for (let k = 0; k < 10_000; k++) {
      const prepared = prepareSync({ function: f });
      expect(prepared.gradient([k, 1, 2]).gradient[0]).toBe(2 * k);
      prepared.close();
    }
  });
});
