/** Initial value problems with functions in JavaScript: the same steps as with data, and bad functions. */

import { load, ode } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';

const { solve, solveSync, solveDialogue } = ode;

beforeAll(async () => {
  await load('ode');
  await load('ode-expressions');
});

const METHODS = ['auto', 'dormandPrince5', 'dormandPrince8', 'radau'] as const;

const pendulum = (_t: number, [angle = 0, speed = 0]: Float64Array) => [speed, -Math.sin(angle)];
const asData = { formula: '[y[1], -sin(y[0])]', inputs: { y: 2 } };

checkSolver({
  method: 'ode.solve',
  solve,
  solveSync,
  problem: () => ({
    field: (_t: number, [x = 0, v = 0]: Float64Array) => [v, -x],
    initial: new Float64Array([1, 0]),
    times: new Float64Array([0, 1, 2]),
    maxIterations: 500,
  }),
  verify: ({ states }) => {
    expectAllClose(
      rowsOf(states).map(([x = 0]) => x),
      [1, Math.cos(1), Math.cos(2)],
      1e-5,
    );
  },
});

test.each(METHODS)('the steps of %s are those with data', async (method) => {
  const shared = { initial: [2, 0], times: [1, 5, 9], method, tolerance: 1e-8 };
  const own = await solve({ ...shared, field: pendulum });
  const data = await solve({ ...shared, field: asData });
  expect(own.steps).toBe(data.steps);
  expectAllClose(own.states.data, data.states.data, 1e-9);
});

test('functions may write, wait, and have a Jacobian', async () => {
  const jacobian = (_t: number, [angle = 0]: Float64Array) => [0, 1, -Math.cos(angle), 0];
  const shared = { initial: [2, 0], times: [3], method: 'radau' } as const;
  const expected = solveSync({ ...shared, field: pendulum, jacobian });
  const written = solveSync({
    ...shared,
    jacobian,
    field: (_t, [angle = 0, speed = 0], derivative) => {
      derivative[0] = speed;
      derivative[1] = -Math.sin(angle);
    },
  });
  expect(written).toEqual(expected);
  expect(await solve({ ...shared, field: async (t, y) => pendulum(t, y.slice()), jacobian })).toEqual(
    expected,
  );
});

test.each(['auto', 'dormandPrince5', 'dormandPrince8'] as const)(
  'explicit steps in JavaScript and in the engine have the same bits: %s',
  async (method) => {
    const chaos = (_t: number, [x = 0, y = 0, z = 0]: Float64Array) => [
      10 * (y - x),
      x * (28 - z) - y,
      x * y - (8 / 3) * z,
    ];
    const shared = { initial: [1, 1, 1], times: [0, 0.3, 2, 10], method };
    for (const tolerance of [1e-3, 1e-8]) {
      const own = solveSync({ ...shared, tolerance, field: chaos });
      expect(await solve({ ...shared, tolerance, field: chaos })).toEqual(own);
      expect(solveSync({ ...shared, tolerance, field: chaos }, { timeLimit: 100 })).toEqual(own);
      // A field that waits is asked by the engine.
      expect(await solve({ ...shared, tolerance, field: async (t, y) => chaos(t, y.slice()) })).toEqual(own);
    }
  },
);

test('an abort stops explicit steps in JavaScript', async () => {
  const reason = new Error('enough');
  const problem = { initial: [1], to: 1e6, tolerance: 1e-10, maxIterations: 1e9 };
  let calls = 0;
  const field = (t: number) => [calls++ * 0 + Math.sin(t)];
  const aborted = { signal: AbortSignal.abort(reason) };
  await expect(solve({ ...problem, field }, aborted)).rejects.toBe(reason);
  expect(calls).toBe(0);
  const controller = new AbortController();
  const solving = solve({ ...problem, field }, controller);
  setTimeout(() => controller.abort(reason), 20);
  await expect(solving).rejects.toBe(reason);
  const within = new AbortController();
  const abortsItself = (t: number) => {
    if (t > 1) within.abort(reason);
    return field(t);
  };
  await expect(solve({ ...problem, field: abortsItself }, within)).rejects.toBe(reason);
});

test('a stiff problem is left to the engine, and an error of the field reaches the caller', async () => {
  const stiff = (_t: number, [x = 0, v = 0]: Float64Array) => [v, (1 - x * x) * v * 1e4 - x * 1e4];
  const solution = await solve({ field: stiff, initial: [2, 0], times: [2] });
  expect(solution.methods.map(({ method }) => method)).toContain('radau');
  let calls = 0;
  const failing = () => {
    if (calls++ > 20) throw new RangeError('from the caller');
    return [1];
  };
  await expect(solve({ field: failing, initial: [1], times: [2] })).rejects.toThrow('from the caller');
});

test('events with functions', () => {
  const solution = solveSync({
    field: (_t, [, v = 0]) => [v, -9.81],
    initial: [10, 0],
    to: 20,
    events: [
      { times: [0.5] },
      {
        function: (_t, [height = 0]) => height,
        direction: -1,
        change: (_t, [, v = 0]) => [0, -0.5 * v],
        terminal: 2,
      },
    ],
  });
  const first = Math.sqrt(20 / 9.81);
  expect(solution.status).toBe('event');
  expect(solution.events.map(({ index }) => index)).toEqual([0, 1, 1]);
  expectAllClose(
    solution.events.map(({ time }) => time),
    [0.5, first, 2 * first],
    1e-9,
  );
});

test('a dialogue gives the same solution', () => {
  const problem = { initial: [2, 0], times: [3] };
  const dialogue = solveDialogue(problem);
  while (dialogue.question !== undefined) {
    const { point } = dialogue.question;
    dialogue.answer(pendulum(point[0] as number, point.slice(1)));
  }
  expect(dialogue.solution).toEqual(solveSync({ ...problem, field: pendulum }));
});

test('wrong functions are named', async () => {
  const good = { field: pendulum, initial: [2, 0], times: [3] };
  await expectError(() => solve({ ...good, field: () => [1] }), 'INVALID_INPUT', 'field');
  await expectError(() => solve({ ...good, field: 'y' as never }), 'INVALID_INPUT', 'field');
  const formulas = [{ function: { formula: 'y[0]', inputs: { y: 2 } } }];
  for (const none of [{}, { events: formulas }]) {
    const missing = { initial: [2, 0], times: [3], ...none } as never;
    expect((await expectError(() => solve(missing), 'INVALID_INPUT', 'field')).message).toBe(
      'field is missing; it may be replaced by system, a name',
    );
  }
  await expectError(() => solve({ ...good, system: 'lorenz' } as never), 'INVALID_INPUT', 'system');
  const unwritten = (_t: number, _y: Float64Array, derivative: Float64Array) => {
    derivative.fill(Number.NaN);
  };
  const { message } = await expectError(() => solve({ ...good, field: unwritten }), 'INVALID_INPUT', 'field');
  expect(message).toMatch(/all its entries are NaN at the first call$/);
  const swapped = (y: never) => [2 * y[1], -Math.sin(y[0])];
  expect(
    (await expectError(() => solve({ ...good, field: swapped }), 'INVALID_INPUT', 'initial')).message,
  ).toBe('initial must be a state with a finite derivative, and the field gives NaN as entry 0');
  expect(
    (await expectError(() => solve({ ...good, field: () => ['1', 2] as never }), 'INVALID_INPUT', 'field'))
      .message,
  ).toMatch(/ it returned "1" at entry 0$/);
  await expectError(() => solve({ ...good, parameters: { k: 1 } } as never), 'INVALID_INPUT', 'parameters');
  await expectError(() => solve({ ...good, events: () => 1 } as never), 'INVALID_INPUT', 'events');
  await expectError(() => solve({ ...good, events: [() => 1] } as never), 'INVALID_INPUT', 'events[0]');
  const events = [{ times: [1], change: () => undefined }];
  await expectError(() => solve({ ...good, events }), 'INVALID_INPUT', 'events[0].change');
  await expectError(
    () => solve({ ...good, events: [{ function: 3 as never }] }),
    'INVALID_INPUT',
    'events[0].function',
  );
  await expectError(
    () => solve({ ...good, field: asData, events: [{ function: () => 1 }] } as never),
    'INVALID_INPUT',
    'events[0].function',
  );
});

test('times that descend from the default start are told where the integration begins', async () => {
  const { message } = await expectError(
    () => solve({ field: pendulum, initial: [2, 0], times: [2, 1, 0] }),
    'INVALID_INPUT',
    'times[1]',
  );
  expect(message).toBe(
    'times[1] must be greater than the one before, 2, as the integration begins at from, 0, got 1',
  );
});
