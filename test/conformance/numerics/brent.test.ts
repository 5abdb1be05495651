/**
 * Brent's minimizer and root finder: the entry point of dialogues, with functions that answer synchronously,
 * asynchronously, or not at all.
 */

import { expression, load, numerics } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyBrentMinimum, certifyBrentRoot } from '../../certificates/numerics.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError, failureOf } from '../../support/expect.js';

const { define } = expression;
const { brentMinimum, brentMinimumSync, brentRoot, brentRootSync } = numerics;

/** The minimizer of x - ln x is 1, and so is its minimum. */
const convex = (x: number) => x - Math.log(x);

checkSolver({
  method: 'numerics.brentMinimum',
  certify: certifyBrentMinimum,
  solve: brentMinimum,
  solveSync: brentMinimumSync,
  problem: () => ({ objective: convex, lower: 0.1, upper: 4, tolerance: 1e-9, maxIterations: 100 }),
  verify({ status, minimizer, objective, evaluations }) {
    expect(status).toBe('converged');
    // A minimizer is determined to the square root of rounding, its value to rounding.
    expectClose(minimizer, 1, 3e-8);
    expectClose(objective, 1, 1e-15);
    expect(evaluations).toBeLessThan(25);
  },
  limited: () => ({ objective: convex, lower: 0.1, upper: 4, maxIterations: 2 }),
});

checkSolver({
  method: 'numerics.brentRoot',
  certify: certifyBrentRoot,
  solve: brentRoot,
  solveSync: brentRootSync,
  problem: () => ({
    function: (x: number) => x * x - 2,
    lower: 0,
    upper: 2,
    tolerance: 1e-15,
    maxIterations: 100,
  }),
  verify({ status, root, evaluations }) {
    expect(status).toBe('converged');
    expectClose(root, Math.SQRT2, 1e-15);
    expect(evaluations).toBeLessThan(15);
  },
  limited: () => ({ function: (x: number) => x * x - 2, lower: 0, upper: 2, maxIterations: 2 }),
});

describe('functions that are data', () => {
  beforeAll(() => load('expression-matrices'));
  const formula = { formula: 'cos(x) - a * x', inputs: { x: [], a: [] } };

  test('have the roots and minima that functions of JavaScript have', async () => {
    const ends = { lower: 0, upper: 2 };
    const own = brentRootSync({ ...ends, function: (x: number) => Math.cos(x) - 0.5 * x });
    const root = await brentRoot({ ...ends, function: formula, parameters: { a: 0.5 } });
    expect(root.status).toBe('converged');
    expectClose(root.root, own.root, 1e-15);
    expect(brentRootSync({ ...ends, function: formula, parameters: { a: 0.5 } })).toEqual(root);
    const square = define({ x: [] }, () => '(x - 1)^2 + 3');
    const minimum = await brentMinimum({ ...ends, objective: square });
    expectClose(minimum.minimizer, 1, 1e-7);
    expect(brentMinimumSync({ ...ends, objective: square })).toEqual(minimum);
  });

  test('are refused by name', async () => {
    const ends = { lower: 0, upper: 2 };
    const refused = async (make: () => unknown, path: string) =>
      expectError(async () => make(), 'INVALID_INPUT', path);
    const vector = { formula: 'sum(x)', inputs: { x: 2 } };
    await refused(() => brentRoot({ ...ends, function: formula }), 'parameters.a');
    await refused(() => brentRoot({ ...ends, function: vector }), 'function');
    await refused(
      () => brentRootSync({ ...ends, function: { formula: 'x +', inputs: { x: [] } } }),
      'function.formula:4',
    );
    await refused(() => brentMinimum({ ...ends, objective: vector }), 'objective');
    await refused(() => brentMinimumSync({ ...ends, objective: {} as never }), 'objective');
    await refused(() => brentMinimumSync({ ...ends, objective: 'x' as never }), 'objective');
  });
});

describe('dialogues', () => {
  beforeAll(() => load('numerics'));

  const later = async (x: number) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return convex(x);
  };

  test('asynchronous functions get the same answer as synchronous ones', async () => {
    const interval = { lower: 0.1, upper: 4 };
    const reference = brentMinimumSync({ objective: convex, ...interval });
    expect(await brentMinimum({ objective: convex, ...interval })).toEqual(reference);
    expect(await brentMinimum({ objective: later, ...interval })).toEqual(reference);
    const sometimes = (x: number) => (x > 1 ? later(x) : convex(x));
    expect(await brentMinimum({ objective: sometimes, ...interval })).toEqual(reference);
  });

  test('what the function throws reaches the caller unchanged', async () => {
    const thrown = { not: 'even an Error' };
    const throws = () => {
      throw thrown;
    };
    const rejects = () => Promise.reject(thrown);
    for (const objective of [throws, rejects]) {
      expect(await failureOf(() => brentMinimum({ objective, lower: 0, upper: 1 }))).toBe(thrown);
      expect(await failureOf(() => brentRoot({ function: objective, lower: 0, upper: 1 }))).toBe(thrown);
    }
    expect(await failureOf(() => brentMinimumSync({ objective: throws, lower: 0, upper: 1 }))).toBe(thrown);
  });

  test('a dialogue can be had inside a function of another', () => {
    // The minimum over x of min over y of (x - 1)^2 + (y - x)^2 is at x = 1.
    const inner = (x: number) =>
      brentMinimumSync({ objective: (y) => (x - 1) ** 2 + (y - x) ** 2, lower: -3, upper: 3 }).objective;
    expectClose(brentMinimumSync({ objective: inner, lower: -2, upper: 3 }).minimizer, 1, 1e-7);
  });

  test('many dialogues at a time do not mix', async () => {
    const roots = await Promise.all(
      Array.from({ length: 50 }, (_, k) =>
        brentRoot({ function: async (x) => x ** 3 - k, lower: -1, upper: 10 }),
      ),
    );
    roots.forEach(({ root }, k) => {
      expectClose(root, Math.cbrt(k), 1e-13);
    });
  });

  test('an abort ends a dialogue between answers and while it waits', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let asked = 0;
    const stopping = (x: number) => {
      if (++asked === 3) controller.abort(reason);
      return convex(x);
    };
    const { signal } = controller;
    expect(
      await failureOf(() => brentMinimum({ objective: stopping, lower: 0.1, upper: 4 }, { signal })),
    ).toBe(reason);
    expect(asked).toBe(3);
    const never = () => new Promise<number>(() => {});
    const waiting = brentMinimum(
      { objective: never, lower: 0, upper: 1 },
      { signal: AbortSignal.timeout(20) },
    );
    expect(await failureOf(() => waiting)).toMatchObject({ name: 'TimeoutError' });
  });

  test('answers that are not numbers are refused, and the function is named', async () => {
    for (const value of ['1', undefined, null, {}, 1n]) {
      const objective = () => value as unknown as number;
      await expectError(() => brentMinimum({ objective, lower: 0, upper: 1 }), 'INVALID_INPUT', 'objective');
      await expectError(
        () => brentMinimumSync({ objective, lower: 0, upper: 1 }),
        'INVALID_INPUT',
        'objective',
      );
    }
    const nan = await expectError(
      () => brentRoot({ function: () => Number.NaN, lower: 0.25, upper: 1 }),
      'INVALID_INPUT',
      'function',
    );
    expect(nan.message).toContain('0.25');
    const promise = () => later(1) as unknown as number;
    await expectError(
      () => brentMinimumSync({ objective: promise, lower: 0, upper: 1 }),
      'INVALID_INPUT',
      'objective',
    );
  });

  test('bad intervals are refused before the function is asked', async () => {
    const unasked = () => {
      throw new Error('must not be asked');
    };
    const refused = (problem: object, path: string) =>
      expectError(
        () => brentRoot({ function: unasked, lower: 0, upper: 1, ...problem }),
        'INVALID_INPUT',
        path,
      );
    await refused({ lower: 2 }, 'upper');
    await refused({ upper: Number.NaN }, 'upper');
    await refused({ lower: '0' }, 'lower');
    await refused({ tolerance: 0 }, 'tolerance');
    await refused({ maxIterations: -1 }, 'maxIterations');
    await refused({ function: 3 }, 'function');
    await expectError(
      () => brentRoot({ function: (x) => x * x + 1, lower: 0, upper: 1 }),
      'INVALID_INPUT',
      'function',
    );
  });
});
