/**
 * Time limits and aborts during callbacks in every family's dialogues, with functions that are slow or never answer.
 */

import { atom, constrained, load, numerics, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { diagnoseQuestions } from '../../../dist/engine.js';
import { expectError, expectFinite, failureOf } from '../../support/expect.js';

/** The time limit in seconds, and the allowed delay in milliseconds on a loaded machine. */
const LIMIT = 0.2;
const ALLOWED_DELAY = 2000;

/** Wraps a problem's functions. */
type Wrap = <Args extends unknown[], Value>(
  f: (...args: Args) => Value,
) => (...args: Args) => PromiseLike<Value>;

const NEVER = new Promise<never>(() => {});

/** Functions that answer `answers` times in total, then never. */
function thenNever(answers: number): Wrap {
  let left = answers;
  return (f) =>
    (...args) =>
      left-- > 0 ? Promise.resolve(f(...args)) : NEVER;
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Asynchronous functions with a delay per call. */
const slow =
  (milliseconds: number): Wrap =>
  (f) =>
  async (...args) => {
    const value = f(...args);
    await sleep(milliseconds);
    return value;
  };

/** Functions that block the thread for a time per call. */
const busy =
  (milliseconds: number) =>
  <Args extends unknown[], Value>(f: (...args: Args) => Value) =>
  (...args: Args): Value => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return f(...args);
  };

const rosenbrock = ([x, y]: Float64Array) => {
  const [a, b] = [x as number, y as number];
  return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
};

/** A Vandermonde matrix, for which LSQR and LSMR need several iterations. */
const ROWS = Array.from({ length: 12 }, (_, i) => Array.from({ length: 5 }, (_, j) => (i / 6 - 1) ** j));
const rightSide = ROWS.map((_, i) => Math.exp(i / 6));
const apply = (x: Float64Array) =>
  ROWS.map((row) => row.reduce((sum, a, j) => sum + a * (x[j] as number), 0));
const applyTranspose = (y: Float64Array) =>
  [0, 1, 2, 3, 4].map((j) => ROWS.reduce((sum, row, i) => sum + (row[j] as number) * (y[i] as number), 0));
const operator = (wrap: Wrap) => ({
  rows: 12,
  columns: 5,
  apply: wrap(apply),
  applyTranspose: wrap(applyTranspose),
});

type Options = { timeLimit?: number; signal?: AbortSignal };
type Solve = (wrap: Wrap, options: Options) => Promise<{ status: string }>;

/** Dialogues with a partial result at every question after `answers` answers. */
const ITERATIVE: { name: string; answers: number; solve: Solve }[] = [
  {
    name: 'numerics.brentRoot',
    answers: 4,
    solve: (wrap, options) =>
      numerics.brentRoot({ function: wrap((x: number) => x ** 3 - 2), lower: 0, upper: 2 }, options),
  },
  {
    name: 'numerics.brentMinimum',
    answers: 4,
    solve: (wrap, options) =>
      numerics.brentMinimum(
        { objective: wrap((x: number) => Math.cosh(x - 1)), lower: 0, upper: 3 },
        options,
      ),
  },
  ...(['ldl', 'gmres', 'minres'] as const).map((inner) => ({
    name: `constrained.minimize with ${inner}`,
    answers: 30,
    solve: ((wrap, options) =>
      constrained.minimize({ objective: wrap(rosenbrock), initial: [-1.2, 1], inner }, options)) as Solve,
  })),
  {
    name: 'constrained.minimize before its first Hessian',
    answers: 6,
    solve: (wrap, options) =>
      constrained.minimize({ objective: wrap(rosenbrock), initial: [-1.2, 1] }, options),
  },
  {
    name: 'constrained.minimize under an equation',
    answers: 30,
    solve: (wrap, options) =>
      constrained.minimize(
        {
          objective: wrap(rosenbrock),
          constraints: wrap(([x, y]: Float64Array) => [(x as number) ** 2 + (y as number) ** 2 - 2]),
          constraintCount: 1,
          initial: [-1.2, 1],
        },
        options,
      ),
  },
  {
    name: 'sketch.lsqr',
    answers: 4,
    solve: (wrap, options) => sketch.lsqr({ matrix: operator(wrap), rightSide, tolerance: 0 }, options),
  },
  {
    name: 'sketch.lsmr',
    answers: 4,
    solve: (wrap, options) => sketch.lsmr({ matrix: operator(wrap), rightSide, tolerance: 0 }, options),
  },
  {
    name: 'sketch.lstsq',
    answers: 9,
    solve: (wrap, options) => sketch.lstsq({ matrix: operator(wrap), rightSide, tolerance: 1e-17 }, options),
  },
  {
    name: 'sketch.randomizedRangeFinder',
    answers: 25,
    solve: (wrap, options) =>
      sketch.randomizedRangeFinder({ matrix: operator(wrap), tolerance: 1e-9, powerIterations: 3 }, options),
  },
];

/** Dialogues without a result before their last answer. */
const DIRECT: {
  name: string;
  function: string;
  solve: (wrap: Wrap, options: Options) => Promise<unknown>;
}[] = [
  {
    name: 'atom.states',
    function: 'potential',
    solve: (wrap, options) =>
      atom.states(
        { potential: wrap((r: Float64Array) => r.map((r) => -1 / r)), chargeAtOrigin: 1, count: 1 },
        options,
      ),
  },
  {
    name: 'sketch.randomizedSvd',
    function: 'matrix.apply',
    solve: (wrap, options) => sketch.randomizedSvd({ matrix: operator(wrap), rank: 2 }, options),
  },
  {
    name: 'sketch.sampledLstsq',
    function: 'rightSide',
    solve: (wrap, options) =>
      sketch.sampledLstsq(
        {
          points: ROWS.map(([, x]) => [x as number]),
          basis: 'legendre',
          degree: 2,
          method: 'leverage',
          size: 6,
          rightSide: wrap((row: number) => row),
        },
        options,
      ),
  },
  {
    name: 'constrained.checkDerivatives',
    function: 'objective',
    solve: (wrap, options) =>
      constrained.checkDerivatives(
        { objective: wrap(rosenbrock), gradient: wrap(() => [0, 0]), initial: [1, 2] },
        options,
      ),
  },
  {
    name: 'engine.diagnoseQuestions',
    function: 'evaluate',
    solve: (wrap, options) =>
      diagnoseQuestions(
        {
          sizes: [2, 3],
          evaluate: wrap((_: Float64Array, count: number) => new Array<number>(count).fill(1)),
          confirm: () => 0,
        },
        options,
      ),
  },
];

async function timed<T>(action: () => Promise<T>): Promise<{ value: T; milliseconds: number }> {
  const started = performance.now();
  return { value: await action(), milliseconds: performance.now() - started };
}

beforeAll(() =>
  Promise.all(
    (['atom', 'constrained', 'engine', 'numerics', 'sketch'] as const).map((family) => load(family)),
  ),
);

describe.each(ITERATIVE)('$name', ({ answers, solve }) => {
  test('ends at the time limit with what it has where a function never answers again', async () => {
    const { value, milliseconds } = await timed(() => solve(thenNever(answers), { timeLimit: LIMIT }));
    expect(value.status).toBe('timeLimit');
    expectFinite(value);
    expect(milliseconds).toBeLessThan(1000 * LIMIT + ALLOWED_DELAY);
  });

  test('ends at the time limit where functions are slow', async () => {
    const { value, milliseconds } = await timed(() => solve(slow(60), { timeLimit: LIMIT }));
    expectFinite(value);
    expect(['timeLimit', 'converged']).toContain(value.status);
    expect(milliseconds).toBeLessThan(1000 * LIMIT + ALLOWED_DELAY);
  });
});

describe.each([...ITERATIVE.map(({ name, solve }) => ({ name, solve, function: undefined })), ...DIRECT])(
  '$name, whose functions never answer',
  ({ solve, function: asked }) => {
    test('fails at the time limit, where there is nothing to return', async () => {
      const { value: error, milliseconds } = await timed(() =>
        expectError(() => solve(thenNever(0), { timeLimit: LIMIT }), 'INVALID_INPUT', 'timeLimit'),
      );
      expect(error.message).toMatch(
        /^timeLimit passed while [a-zA-Z.]+ was awaited, before there was anything to return$/,
      );
      if (asked !== undefined) expect(error.message).toContain(asked);
      expect(milliseconds).toBeLessThan(1000 * LIMIT + ALLOWED_DELAY);
    });

    test('is aborted', async () => {
      const controller = new AbortController();
      const reason = new Error('enough');
      setTimeout(() => controller.abort(reason), 50);
      const started = performance.now();
      expect(await failureOf(() => solve(thenNever(1), { signal: controller.signal }))).toBe(reason);
      expect(performance.now() - started).toBeLessThan(50 + ALLOWED_DELAY);
    });
  },
);

describe('blocking functions', () => {
  const options = { timeLimit: LIMIT };

  test.each([
    () =>
      numerics.brentRootSync({ function: busy(60)((x: number) => x ** 3 - 2), lower: 0, upper: 2 }, options),
    () =>
      numerics.brentMinimumSync(
        { objective: busy(60)((x: number) => Math.cosh(x - 1)), lower: 0, upper: 3 },
        options,
      ),
    () => constrained.minimizeSync({ objective: busy(40)(rosenbrock), initial: [-1.2, 1] }, options),
    () =>
      sketch.lsqrSync(
        {
          matrix: { rows: 12, columns: 5, apply: busy(40)(apply), applyTranspose: busy(40)(applyTranspose) },
          rightSide,
          tolerance: 0,
        },
        options,
      ),
  ])('end soon after the time limit: %#', (solve) => {
    const started = performance.now();
    const solution = solve();
    expect(solution.status).toBe('timeLimit');
    expectFinite(solution);
    // Evaluating the start may exceed the limit, but by less than the limit plus a few questions.
    expect(performance.now() - started).toBeLessThan(1000 * LIMIT + 300 + ALLOWED_DELAY);
  });
});

test('an unfinished iteration is none', async () => {
  const problem = { objective: thenNever(30)(rosenbrock), initial: [-1.2, 1], history: true };
  const { iterations, history, warmStart, solution } = await constrained.minimize(problem, {
    timeLimit: LIMIT,
  });
  expect(history?.at(-1)?.iteration).toBe(iterations);
  expect(warmStart.initial).toEqual(solution);
});

test('a limit that is not reached changes nothing', async () => {
  const problem = { objective: async (x: Float64Array) => rosenbrock(x), initial: [-1.2, 1] };
  expect(await constrained.minimize(problem, { timeLimit: 1e6 })).toEqual(
    await constrained.minimize(problem),
  );
});

test('a rejection that comes too late is nobody’s', async () => {
  const late = async () => {
    await sleep(1000 * LIMIT + 200);
    throw new Error('too late');
  };
  const objective = thenNever(30)(rosenbrock);
  let asked = 0;
  const problem = {
    objective: (x: Float64Array) => (++asked > 20 ? late() : objective(x)),
    initial: [-1.2, 1],
  };
  expect((await constrained.minimize(problem, { timeLimit: LIMIT })).status).toBe('timeLimit');
  // The test runner fails on unhandled rejections.
  await sleep(400);
});
