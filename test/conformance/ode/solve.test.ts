/** Initial value problems with a field as data: references, events, changes, algebraic equations, sensitivities. */

import { expression, load, ode } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySolve } from '../../certificates/ode.js';
import { at, rowsOf } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';

const { solve, solveSync } = ode;
const { read } = expression;

beforeAll(async () => {
  await load('ode');
  await load('ode-expressions');
});

const lorenz = {
  formula: '[a * (y[1] - y[0]), y[0] * (r - y[2]) - y[1], y[0] * y[1] - b * y[2]]',
  inputs: { y: 3, a: [], r: [], b: [] },
};
const predators = {
  formula: '[a * y[0] - b * y[0] * y[1], b * y[0] * y[1] - c * y[1]]',
  inputs: { y: 2, a: [], b: [], c: [] },
};
const robertson = {
  formula:
    '[-k[0] * y[0] + k[1] * y[1] * y[2], k[0] * y[0] - k[1] * y[1] * y[2] - k[2] * y[1]^2, k[2] * y[1]^2]',
  inputs: { y: 3, k: 3 },
};
const ball = { formula: '[y[1], -9.81]', inputs: { y: 2 } };
const oscillator = { formula: '[y[1], -y[0]]', inputs: { y: 2 } };

const METHODS = ['dormandPrince5', 'dormandPrince8', 'radau'] as const;

const last = ({ states }: ode.SolveSolution) => rowsOf(states).at(-1) as number[];

checkSolver({
  method: 'ode.solve',
  loads: ['ode', 'ode-expressions'],
  solve,
  solveSync,
  problem: () => ({
    field: read(predators.formula, predators.inputs),
    parameters: { a: 1, b: 0.1, c: 1.5 },
    initial: new Float64Array([10, 5]),
    times: new Float64Array([0, 0.5, 1]),
    tolerance: 1e-6,
    maxIterations: 500,
  }),
  verify: (solution) => {
    expect(solution.status).toBe('finished');
    // The classical method of order 4 with 4000 steps, extrapolated.
    expectAllClose(last(solution), REFERENCE_OF_PREDATORS, 1e-5);
  },
  certify: certifySolve,
  limited: () => ({
    field: read(predators.formula, predators.inputs),
    parameters: { a: 1, b: 0.1, c: 1.5 },
    initial: [10, 5],
    to: 1000,
    maxIterations: 5,
  }),
  long: () => ({
    field: read(lorenz.formula, lorenz.inputs),
    parameters: { a: 10, r: 28, b: 8 / 3 },
    initial: [1, 1, 1],
    times: [1e9],
    maxIterations: 4e9,
  }),
});

/** State at 1 of predators and prey. */
const REFERENCE_OF_PREDATORS = [17.625_167_132_583, 4.249_420_111_720_1];

describe('references', () => {
  test.each(METHODS)('Lorenz at 5 by %s', async (method) => {
    const solution = await solve({
      field: lorenz,
      parameters: { a: 10, r: 28, b: 8 / 3 },
      initial: [1, 1, 1],
      times: [5],
      method,
      tolerance: 1e-9,
    });
    expect(solution.status).toBe('finished');
    expectAllClose(
      last(solution),
      [-6.512_113_699_419_599, -6.974_042_788_417_076, 23.924_129_572_103_37],
      1e-5,
    );
    expect(Math.max(...(solution.errorEstimate as Float64Array))).toBeLessThan(1e-4);
  });

  test('Robertson at 40, with its sensitivities', async () => {
    for (const method of ['auto', 'radau'] as const) {
      const solution = await solve({
        field: robertson,
        parameters: { k: [0.04, 1e4, 3e7] },
        initial: [1, 0, 0],
        times: [40],
        method,
        tolerance: 1e-8,
        absoluteTolerance: 1e-14,
        sensitivities: true,
      });
      const expected = [0.715_827_068_719_41, 9.185_534_764_56e-6, 0.284_163_745_745_83];
      const ratios = last(solution).map((value, i) => value / at(expected, i));
      expectAllClose(ratios, [1, 1, 1], 1e-6);
      const slopes = rowsOf(solution.sensitivities?.k as ode.SolveSolution['states'])[0] as number[];
      // A row holds the derivatives of each entry by all elements of k.
      expectClose(at(slopes, 0) / -4.247_558_771_705_7, 1, 1e-5);
      expectClose(at(slopes, 3) / 4.591_196_249_253_9e-5, 1, 1e-4);
      expect(solution.methods.at(-1)?.method).toBe('radau');
    }
  });

  test('the orbit of Arenstorf closes', async () => {
    const initial = [0.994, 0, 0, -2.001_585_106_379_082_4];
    const d = '((y[0] + m)^2 + y[1]^2)^1.5';
    const e = '((y[0] - 1 + m)^2 + y[1]^2)^1.5';
    const solution = await solve({
      field: {
        formula: `[y[2], y[3], y[0] + 2 * y[3] - (1 - m) * (y[0] + m) / ${d} - m * (y[0] - 1 + m) / ${e},
          y[1] - 2 * y[2] - (1 - m) * y[1] / ${d} - m * y[1] / ${e}]`,
        inputs: { y: 4, m: [] },
      },
      parameters: { m: 0.012277471 },
      initial,
      times: [17.065_216_560_157_964],
      tolerance: 1e-9,
    });
    expectAllClose(last(solution), initial, 2e-5);
  });

  test('a stiff oscillator of van der Pol needs radau, which is found', async () => {
    const solution = await solve({
      field: { formula: '[y[1], ((1 - y[0]^2) * y[1] - y[0]) / e]', inputs: { y: 2, e: [] } },
      parameters: { e: 1e-6 },
      initial: [2, 0],
      times: [11],
    });
    expectAllClose(last(solution), [-1.590_150_544_829_1, 1.040_279_389_212_4], 1e-5);
    expect(solution.methods.map(({ method }) => method)).toContain('radau');
  });

  test.each(METHODS)('output at any time, forwards and backwards, by %s', async (method) => {
    const times = Array.from({ length: 41 }, (_, k) => k / 4);
    for (const sign of [1, -1]) {
      const { states, times: reached } = await solve({
        field: oscillator,
        initial: [1, 0],
        times: times.map((time) => sign * time),
        method,
        tolerance: 1e-8,
      });
      expectAllClose(
        reached,
        times.map((time) => sign * time),
        0,
      );
      expectAllClose(
        rowsOf(states).map(([y = 0]) => y),
        times.map(Math.cos),
        1e-6,
      );
    }
  });

  test('the estimate is of the size of the error', async () => {
    const exact = [Math.cos(20), -Math.sin(20)];
    for (const method of METHODS) {
      const solution = await solve({ field: oscillator, initial: [1, 0], times: [20], method });
      last(solution).forEach((value, i) => {
        const estimate = at(solution.errorEstimate ?? [], i);
        expect(Math.abs(value - at(exact, i))).toBeLessThan(estimate);
        expect(estimate).toBeLessThan(1e-3);
      });
    }
  });

  test('many unknowns: the heat equation, whose Jacobian is sparse', async () => {
    const n = 100;
    const place = (i: number) => (Math.PI * (i + 1)) / (n + 1);
    const rate = 4 * (n + 1) ** 2 * Math.sin(place(0) / 2) ** 2;
    const solution = await solve({
      field: {
        formula: `let z = concatenate([[0], y, [0]], 0); [i in 0..${n - 1}: ${(n + 1) ** 2} * (z[i] - 2 z[i + 1] + z[i + 2])]`,
        inputs: { y: n },
      },
      initial: Array.from({ length: n }, (_, i) => Math.sin(place(i))),
      times: [0.1],
      method: 'radau',
    });
    const expected = last(solution).map((_, i) => Math.exp(-0.1 * rate) * Math.sin(place(i)));
    expectAllClose(last(solution), expected, 1e-6);
  });
});

describe('events', () => {
  test('a ball falls, and bounces up to the third time', async () => {
    const bounce = { formula: '[0, -0.5 * y[1]]', inputs: { y: 2 } };
    const event = {
      function: { formula: 'y[0]', inputs: { y: 2 } },
      direction: -1,
      change: bounce,
      terminal: 3,
    };
    for (const method of METHODS) {
      const solution = await solve({ field: ball, initial: [10, 0], to: 20, method, events: [event] });
      const first = Math.sqrt(20 / 9.81);
      expect(solution.status).toBe('event');
      expectAllClose(
        solution.events.map(({ time }) => time),
        [first, 2 * first, 2.5 * first],
        1e-9,
      );
      expect(solution.events.map(({ index }) => index)).toEqual([0, 0, 0]);
      expectAllClose(solution.events[0]?.after as Float64Array, [0, 0.5 * 9.81 * first], 1e-6);
      expect(solution.times.at(-1)).toBe(solution.events.at(-1)?.time);
    }
  });

  test('bounces accumulate', async () => {
    const bounce = { formula: '[0, -0.5 * y[1]]', inputs: { y: 2 } };
    const event = { function: { formula: 'y[0]', inputs: { y: 2 } }, direction: -1, change: bounce };
    const solution = await solve({ field: ball, initial: [10, 0], times: [10], events: [event] });
    expect(solution.status).toBe('stalled');
    expectClose(solution.times.at(-1) as number, 4.283_529_368_78, 1e-9);
    expect(solution.events.length).toBeGreaterThan(40);
  });

  test('doses at given times, and their derivatives', async () => {
    const dose = { formula: 'y + d', inputs: { y: 1, d: [] } };
    const solution = await solve({
      field: { formula: '[-k * y[0]]', inputs: { y: 1, k: [] } },
      parameters: { k: 0.5, d: 2 },
      initial: [0],
      times: [0, 1, 3],
      events: [{ times: [0, 1, 2, 7], change: dose }],
      tolerance: 1e-9,
      sensitivities: ['d', 'k'],
    });
    const amount = (k: number, t: number) =>
      [0, 1, 2].reduce((sum, at) => sum + (t > at ? 2 * Math.exp(-k * (t - at)) : 0), 0);
    expectAllClose(solution.states.data, [0, amount(0.5, 1), amount(0.5, 3)], 1e-7);
    expectAllClose(
      solution.sensitivities?.d?.data as Float64Array,
      [0, amount(0.5, 1) / 2, amount(0.5, 3) / 2],
      1e-7,
    );
    const slope = (amount(0.5 + 1e-5, 3) - amount(0.5 - 1e-5, 3)) / 2e-5;
    expectClose(at(solution.sensitivities?.k?.data as Float64Array, 2), slope, 1e-6);
    expect(solution.events).toHaveLength(3);
  });

  test('the time of an event depends on parameters', async () => {
    // Thrown from height h, the ball loses half of its speed at the ground: y(t) after the bounce by h, in closed form.
    const at3 = (h: number) => {
      const [g, T] = [9.81, Math.sqrt((2 * h) / 9.81)];
      const speed = 0.5 * g * T;
      return speed * (1.5 - T) - (g / 2) * (1.5 - T) ** 2;
    };
    const solution = await solve({
      field: { formula: '[y[1], -g]', inputs: { y: 2, g: [] } },
      parameters: { g: 9.81, h: 5 },
      initial: [0, 0],
      times: [1.5],
      events: [
        { times: [0], change: { formula: '[h, y[1]]', inputs: { y: 2, h: [] } } },
        {
          function: { formula: 'y[0]', inputs: { y: 2 } },
          direction: -1,
          change: { formula: '[y[0], -0.5 * y[1]]', inputs: { y: 2 } },
        },
      ],
      sensitivities: ['h'],
      tolerance: 1e-9,
    });
    expectClose(at(last(solution), 0), at3(5), 1e-8);
    const slope = (at3(5 + 1e-5) - at3(5 - 1e-5)) / 2e-5;
    expectClose(at(solution.sensitivities?.h?.data as Float64Array, 0), slope, 1e-6);
  });

  test('directions select', async () => {
    const crossing = { formula: 'y[0] - 0.5', inputs: { y: 2 } };
    const counts = [1, -1, 0].map(
      (direction) =>
        solveSync({
          field: oscillator,
          initial: [0, 1],
          times: [18],
          events: [{ function: crossing, direction }],
        }).events.length,
    );
    expect(counts).toEqual([3, 3, 6]);
  });
});

test('numbers outside the domain of a field, an event or a change never reach the solution', async () => {
  const shared = { initial: [1, 4], times: [1, 2, 3], maxIterations: 500 };
  for (const method of METHODS) {
    // The root ends at 0, where the steps become short.
    const field = { formula: '[-sqrt(y[0]) - 0.5, log(y[1])]', inputs: { y: 2 } };
    const crossing = { formula: 'log(y[0] - 0.5)', inputs: { y: 2 } };
    const ended = await solve({ ...shared, field, method, events: [{ function: crossing }] });
    expectFinite(ended);
    expect(ended.events).toEqual([]);
    const change = { formula: '[1 / (y[0] - y[0]), y[1]]', inputs: { y: 2 } };
    const changed = await solve({ ...shared, field: oscillator, method, events: [{ times: [0.5], change }] });
    expectFinite(changed);
    expect(changed.status).toBe('stalled');
    expect(changed.events[0]?.after).toBeUndefined();
  }
});

test('algebraic equations: Robertson with the sum of all concentrations', async () => {
  const solution = await solve({
    field: {
      formula:
        '[-0.04 * y[0] + 1e4 * y[1] * y[2], 0.04 * y[0] - 1e4 * y[1] * y[2] - 3e7 * y[1]^2, y[0] + y[1] + y[2] - 1]',
      inputs: { y: 3 },
    },
    massMatrix: [1, 1, 0],
    // The third entry is solved for.
    initial: [1, 0, 0.5],
    times: [0, 40],
    tolerance: 1e-8,
    absoluteTolerance: 1e-14,
  });
  const [start, end] = rowsOf(solution.states) as [number[], number[]];
  expectAllClose(start, [1, 0, 0], 1e-12);
  expectAllClose(end, [0.715_827_068_719_41, 9.185_534_764_56e-6, 0.284_163_745_745_83], 1e-8);
});

describe('a mass matrix other than 0 and 1', () => {
  const cooling = { formula: '[-rate * y[0]]', inputs: { y: 1, rate: [] } };
  const slow = { field: cooling, parameters: { rate: 1 }, initial: [1] };

  test('is steady by the rate of the state, not by the value of the field', async () => {
    // y' = -1000 y: the rate falls to 1e-3 at ln(1e6) / 1000 = 0.0138, the value of the field already at 0.0069.
    const problem = { ...slow, massMatrix: [1e-3], to: 1, steadyTolerance: 1e-3, absoluteTolerance: 1e-6 };
    const { status, times } = await solve(problem);
    expect(status).toBe('steady');
    expect(at(times, times.length - 1)).toBeGreaterThan(0.0138);
  });

  test('has sensitivities through events', async () => {
    // 2 y' = -rate y falls to 1/2 at t = 2 ln 2 / rate, is doubled there, and is 2 exp(-rate t / 2) afterwards.
    const { states, sensitivities } = await solve({
      ...slow,
      massMatrix: [2],
      times: [2],
      tolerance: 1e-10,
      sensitivities: true,
      events: [
        {
          function: { formula: 'y[0] - 0.5', inputs: { y: 1 } },
          direction: -1,
          change: { formula: '[2 * y[0]]', inputs: { y: 1 } },
        },
      ],
    });
    expectAllClose(states.data, [2 * Math.exp(-1)], 1e-7);
    expectAllClose(sensitivities?.rate?.data ?? [], [-2 * Math.exp(-1)], 1e-6);
  });
});

test('sensitivities beside algebraic equations are refused where the time of a change would need their rates', async () => {
  await expectError(
    () =>
      solve({
        field: { formula: '[y[1], y[0] + y[1] - a]', inputs: { y: 2, a: [] } },
        parameters: { a: 1 },
        initial: [0, 1],
        massMatrix: [1, 0],
        times: [1],
        sensitivities: true,
        events: [
          {
            function: { formula: 'y[0] - 0.5', inputs: { y: 2 } },
            change: { formula: '[0, 1]', inputs: { y: 2 } },
          },
        ],
      }),
    'INVALID_INPUT',
    'sensitivities',
  );
});

test('a change to a state without a solution of the algebraic equations names the event', async () => {
  await expectError(
    () =>
      solve({
        field: { formula: '[-y[0], y[1]^2 - y[0]]', inputs: { y: 2 } },
        initial: [1, 1],
        massMatrix: [1, 0],
        times: [1],
        events: [{ times: [0.5], change: { formula: '[-1, 2]', inputs: { y: 2 } } }],
      }),
    'INVALID_INPUT',
    'events[0].change',
  );
});

test('without the time for sensitivities there are none', async () => {
  const parameters = { a: 10, r: 28, b: 8 / 3 };
  const problem = { field: lorenz, parameters, initial: [1, 1, 1], times: [1000], sensitivities: true };
  const { status, sensitivities } = await solve(problem, { timeLimit: 0.02 });
  expect(status).toBe('timeLimit');
  expect(sensitivities).toBeUndefined();
});

test('several trajectories are those of single ones', async () => {
  const initial = [
    [1, 0],
    [0, 2],
    [3, 1],
  ];
  const shared = { field: oscillator, times: [0, 1, 2] } as const;
  const together = await solve({ ...shared, initial });
  expect(together.errorEstimate).toBeUndefined();
  expect(Array.from(together.starts as Int32Array)).toEqual([0, 3, 6]);
  expect(together.statuses).toEqual(['finished', 'finished', 'finished']);
  const alone = initial.map((row) => solveSync({ ...shared, initial: row, estimateError: false }));
  expect(Array.from(together.states.data)).toEqual(alone.flatMap(({ states }) => Array.from(states.data)));
});

describe('trajectories on several threads', () => {
  const rows = (count: number, make: (k: number) => number[]) =>
    Array.from({ length: count }, (_, k) => make(k));
  const crossing = { formula: 'y[0]', inputs: { y: 2 } };
  const bad = { formula: 'log(y)', inputs: { y: 1 } };
  const cases: readonly [string, ode.SolveExpressionsProblem][] = [
    ['at once', { system: 'lorenz', initial: rows(700, (k) => [1, 1, 1 + k / 100]), times: [0.5, 1] }],
    [
      'that turn stiff',
      { system: 'vanDerPol', parameters: { mu: 1e3 }, initial: rows(300, (k) => [2, k / 100]), times: [1] },
    ],
    [
      'implicit',
      { system: 'robertson', initial: rows(20, (k) => [1, 0, k]), times: [1, 40], method: 'radau' },
    ],
    [
      'with events',
      { field: oscillator, initial: rows(20, (k) => [1, k]), to: 3, events: [{ function: crossing }] },
    ],
    [
      'with estimates',
      { system: 'lorenz', initial: rows(20, (k) => [1, 1, k]), times: [1], estimateError: true },
    ],
  ];
  test.each(cases)('%s are the same on any number of threads', async (_, problem) => {
    const [alone, ...others] = await Promise.all([1, 2, 7].map((threads) => solve(problem, { threads })));
    expect(alone?.statuses?.every((status) => status === 'finished')).toBe(true);
    for (const other of others) expect(other).toEqual(alone);
  });

  test('the first error is reported, and a time limit holds', async () => {
    const initial = rows(40, (k) => [k === 17 || k === 31 ? -1 : 1]);
    await expectError(
      () => solve({ field: bad, initial, times: [1] }, { threads: 2 }),
      'INVALID_INPUT',
      'initial[17]',
    );
    // One after another, by data and by questions.
    for (const field of [bad, (_: number, [y = 0]: Float64Array) => [Math.log(y)]]) {
      await expectError(
        () => solve({ field, initial, times: [1], method: 'radau' } as never),
        'INVALID_INPUT',
        'initial[17]',
      );
    }
    const long = { system: 'lorenz', initial: rows(5000, (k) => [1, 1, k / 100]), times: [1e4] } as const;
    const { status, times } = await solve({ ...long, maxIterations: 1e9 }, { timeLimit: 0.2, threads: 2 });
    expect(status).toBe('timeLimit');
    expect(times).toHaveLength(5000);
  });
});

test('an integration that ends early has no estimate of its error', async () => {
  const blowUp = { formula: '[y[0]^2]', inputs: { y: 1 } };
  const { status, errorEstimate } = await solve({ field: blowUp, initial: [1], times: [0.5, 2] });
  expect([status, errorEstimate]).toEqual(['stalled', undefined]);
});

test('a singularity stalls, a fixed point is steady', async () => {
  for (const method of METHODS) {
    const square = { formula: 'y^2', inputs: { y: 1 } };
    const solution = await solve({ field: square, initial: [1], times: [0.5, 2], method });
    expect(solution.status).toBe('stalled');
    expectClose(solution.times.at(-1) as number, 1, 1e-3);
    const decay = { formula: '1 - y', inputs: { y: 1 } };
    const steady = await solve({ field: decay, initial: [3], to: 1e6, method, steadyTolerance: 1e-4 });
    expect(steady.status).toBe('steady');
    expectClose(at(last(steady), 0), 1, 1e-3);
  }
});

describe('bad input', () => {
  const good = { field: oscillator, initial: [1, 0], times: [1, 2] } as const;
  const bad: readonly [string, object][] = [
    ['times', { times: undefined }],
    ['to', { to: 3 }],
    ['times[1]', { times: [1, 1] }],
    ['times[2]', { times: [1, 3, 2, 4] }],
    ['times[0]', { times: [-1, 2] }],
    ['initial', { initial: [] }],
    ['field.inputs', { initial: [1, 2, 3] }],
    ['field', { field: { formula: '[y[0]]', inputs: { y: 2 } } }],
    ['parameters.a', { field: { formula: '[a * y[1], y[0]]', inputs: { y: 2, a: [] } } }],
    ['parameters.a', { parameters: { a: 1 } }],
    ['tolerance', { tolerance: 0 }],
    ['absoluteTolerance', { absoluteTolerance: 0 }],
    ['absoluteTolerance', { absoluteTolerance: [1e-9] }],
    ['massMatrix', { massMatrix: [1] }],
    ['method', { massMatrix: [1, 0], method: 'dormandPrince5' }],
    ['massMatrix', { massMatrix: [1, 0], field: { formula: '[y[0], y[0]]', inputs: { y: 2 } } }],
    ['events[0]', { events: [{ direction: 1 }] }],
    ['events[0]', { events: [{ times: [1], function: { formula: 'y[0]', inputs: { y: 2 } } }] }],
    ['events[1].direction', { events: [{ times: [1] }, { times: [1], direction: 2 }] }],
    ['events[0].function', { events: [{ function: { formula: 'y', inputs: { y: 2 } } }] }],
    ['events[0].change', { events: [{ times: [1], change: { formula: '[1]', inputs: {} } }] }],
    ['events[0].terminal', { events: [{ times: [1], terminal: 0 }] }],
    ['sensitivities', { sensitivities: ['a'] }],
    ['maxIterations', { maxIterations: 0 }],
    ['firstStep', { firstStep: 0 }],
    ['initial', { field: { formula: '[1 / y[1], y[0]]', inputs: { y: 2 } } }],
  ];
  test.each(bad)('%s of %j', async (path, change) => {
    await expectError(() => solve({ ...good, ...change } as never), 'INVALID_INPUT', path);
  });
});
