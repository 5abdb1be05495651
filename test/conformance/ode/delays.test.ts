/** Delays: closed forms by the method of steps, references of another program, jumps, bad input. */

import { expression, load, ode } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { at, rowsOf } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { solve, solveSync, solveDialogue } = ode;
const { read } = expression;

beforeAll(async () => {
  await load('ode');
  await load('ode-expressions');
});

const METHODS = ['dormandPrince5', 'dormandPrince8'] as const;

const decay = { formula: '[-past[0]]', inputs: { y: 1, past: 1 } };

/** The solution of y' = -y(t - 1) with y(0) = 1 and no past; with the past 1 it is that of a time later. */
function response(t: number): number {
  let [sum, factorial] = [0, 1];
  for (let k = 0; k <= t; k++) {
    factorial *= Math.max(k, 1);
    sum += ((-1) ** k * (t - k) ** k) / factorial;
  }
  return sum;
}

/** A system with the lags 1 and 3/2 and the past (1 + t, 1/2 - t²): Taylor series of degree 60 in 40 digits, by mpmath. */
const twoLags = {
  field: {
    formula:
      '[-y[0] + 0.5 * y[1] - 0.7 * short[1] + 0.2 * long[0], 0.3 * y[0] - 0.8 * y[1] + 0.4 * short[0] - 0.9 * long[1]]',
    inputs: { y: 2, short: 2, long: 2 },
  },
  delays: { short: 1, long: 1.5 },
  history: { formula: '[1 + t, 0.5 - t^2]', inputs: { t: [] } },
  initial: [1, 0.5],
  times: [1, 2.5, 5, 10, 20],
};
const twoLagsExact = [
  [0.5285559206260841, 0.8107014948402314],
  [-0.07192110891578142, -0.09117969230153934],
  [0.05172222457574825, -0.000558040196815004],
  [-0.006035901320955081, -0.03559176755574869],
  [-0.0026537156336604783, -0.005724444965715818],
];
const twoLagsFunctions = {
  ...twoLags,
  field: (_t: number, [a = 0, b = 0]: Float64Array, out: Float64Array, { short, long }: ode.LaggedStates) => {
    const [[c = 0, d = 0], [e = 0, f = 0]] = [short as Float64Array, long as Float64Array];
    out[0] = -a + 0.5 * b - 0.7 * d + 0.2 * e;
    out[1] = 0.3 * a - 0.8 * b + 0.4 * c - 0.9 * f;
  },
  history: (t: number) => [1 + t, 0.5 - t ** 2],
};

/** The equation of Mackey and Glass with the past 1.2, by Taylor series of degree 36 in 40 digits, by mpmath. */
const mackeyGlass = {
  field: {
    formula: '[rate * past[0] / (1 + past[0]^10) - loss * y[0]]',
    inputs: { y: 1, past: 1, rate: [], loss: [] },
  },
  parameters: { rate: 0.2, loss: 0.1 },
  delays: { past: 17 },
  initial: [1.2],
  times: [25, 50, 75, 100],
};
const mackeyGlassExact = [0.8766912957913762, 1.0609543628975022, 0.8760429232119848, 1.0137240165241166];

const numbers = ({ states }: ode.SolveSolution) => Array.from(states.data);

checkSolver({
  method: 'ode.solve',
  loads: ['ode', 'ode-expressions'],
  solve,
  solveSync,
  problem: () => ({
    field: read(twoLags.field.formula, twoLags.field.inputs),
    delays: { short: 1, long: 1.5 },
    history: read('[1 + t, 0.5 - t^2]', { t: [] }),
    initial: new Float64Array([1, 0.5]),
    times: new Float64Array([1, 2.5]),
  }),
  verify: (solution) => expectAllClose(numbers(solution), twoLagsExact.slice(0, 2).flat(), 1e-5),
});

describe.each(METHODS)('%s', (method) => {
  test.each([1e-4, 1e-7, 1e-10])('follows polynomials at a tolerance of %s', async (tolerance) => {
    const times = [0.5, 1, 1.5, 2.5, 5, 8, 12];
    const { status, states, errorEstimate } = await solve({
      field: decay,
      delays: { past: 1 },
      initial: [1],
      times,
      method,
      tolerance,
      absoluteTolerance: tolerance,
    });
    expect(status).toBe('finished');
    expectAllClose(
      states.data,
      times.map((t) => response(t + 1)),
      10 * tolerance,
    );
    expect(errorEstimate?.[0]).toBeLessThan(10 * tolerance);
  });

  test.each([1e-4, 1e-7, 1e-10])('agrees with series at a tolerance of %s', async (tolerance) => {
    const options = { method, tolerance, absoluteTolerance: tolerance };
    const system = await solve({ ...twoLags, ...options });
    expectAllClose(numbers(system), twoLagsExact.flat(), 10 * tolerance);
    expectAllClose(numbers(await solve({ ...mackeyGlass, ...options })), mackeyGlassExact, 200 * tolerance);
  });

  test('has its order at the end, from fixed steps', async () => {
    const errorAt = async (size: number) => {
      const solution = await solve({
        ...twoLags,
        times: [10],
        method,
        tolerance: 0.9,
        absoluteTolerance: 1e6,
        firstStep: size,
        largestStep: size,
        estimateError: false,
      });
      return Math.abs(at(numbers(solution), 0) - at(twoLagsExact[3] ?? [], 0));
    };
    const order = method === 'dormandPrince5' ? 5 : 8;
    const [coarse, fine] = [await errorAt(0.5), await errorAt(0.25)];
    expect(Math.log2(coarse / fine)).toBeGreaterThan(order - 0.5);
  });

  test('goes beyond a small lag in a step', async () => {
    // Polynomials of degree 500 in 900 digits, by mpmath.
    const { states, steps } = await solve({
      field: decay,
      delays: { past: 0.01 },
      initial: [1],
      times: [1, 2, 5],
      method,
      tolerance: 1e-8,
      absoluteTolerance: 1e-10,
      estimateError: false,
    });
    expectAllClose(states.data, [0.3641820666779136, 0.1326217651804082, 0.006404770135103614], 1e-7);
    expect(steps).toBeLessThan(200);
  });

  test('takes lags below the resolution of time as none', async () => {
    const options = { initial: [1], from: 5, times: [6, 7], method, tolerance: 1e-9 };
    const solution = await solve({ ...options, field: decay, delays: { past: 1e-30 } });
    expect(solution.status).toBe('finished');
    expectAllClose(solution.states.data, [Math.exp(-1), Math.exp(-2)], 1e-8);
  });

  test('takes the history alone if the lag is longer than the integration', async () => {
    const { states } = await solve({
      field: { formula: '[past[0] - y[0]]', inputs: { y: 1, past: 1 } },
      delays: { past: 100 },
      history: { formula: '[w * t]', inputs: { t: [], w: [] } },
      parameters: { w: 2 },
      initial: [1],
      times: [1, 3],
      method,
      tolerance: 1e-9,
    });
    // y' = 2 (t - 100) - y.
    const exact = (t: number) => 2 * t - 202 + 203 * Math.exp(-t);
    expectAllClose(states.data, [exact(1), exact(3)], 1e-7);
  });

  test('follows a jump at the start', async () => {
    const times = [0.5, 1, 1.5, 2, 3.25, 6];
    const { states } = await solve({
      field: decay,
      delays: { past: 1 },
      history: [0],
      initial: [1],
      times,
      method,
      tolerance: 1e-9,
    });
    expectAllClose(states.data, times.map(response), 1e-8);
  });

  test('follows changes of the state, which return a lag later', async () => {
    const times = [1, 2, 2.6, 3.1, 4.7, 7];
    const change = { formula: '[y[0] + dose]', inputs: { y: 1, dose: [] } };
    const { states, events } = await solve({
      field: decay,
      delays: { past: 1 },
      parameters: { dose: 2 },
      initial: [1],
      times,
      method,
      tolerance: 1e-9,
      events: [{ times: [0.3, 2.1], change }],
    });
    const exact = (t: number) => response(t + 1) + 2 * (response(t - 0.3) + response(t - 2.1));
    expectAllClose(states.data, times.map(exact), 1e-8);
    expectClose(at(events[1]?.after ?? [], 0), exact(2.1), 1e-8);
  });

  test('finds zeros, and ends there', async () => {
    const event = { function: { formula: 'y[0] + 0.375', inputs: { y: 1 } }, direction: -1, terminal: true };
    const solution = await solve({
      field: decay,
      delays: { past: 1 },
      initial: [1],
      to: 5,
      method,
      tolerance: 1e-9,
      events: [event],
    });
    // 1 - t + (t - 1)²/2 is -3/8 at 3/2.
    expect(solution.status).toBe('event');
    expectClose(solution.times.at(-1) as number, 1.5, 1e-8);
  });

  test('a change at a zero makes a lag of its own', async () => {
    // y is 1 - t down to 1/2, then raised by 1: y(t) = response(t + 1) + response(t - 1/2), for later zeros of y - 1/2.
    const { states, events } = await solve({
      field: decay,
      delays: { past: 1 },
      initial: [1],
      times: [0.75, 1.25],
      method,
      tolerance: 1e-9,
      events: [
        {
          function: { formula: 'y[0] - 0.5', inputs: { y: 1 } },
          direction: -1,
          change: { formula: '[y[0] + 1]', inputs: { y: 1 } },
        },
      ],
    });
    const [first, second] = events.map(({ time }) => time);
    expectClose(first as number, 0.5, 1e-8);
    expectAllClose(states.data, [response(1.75) + 1, response(2.25) + 1], 1e-8);
    expect(second).toBeUndefined();
  });
});

test('random linear systems are accurate at every tolerance', async () => {
  const random = mulberry32(7);
  for (let trial = 0; trial < 12; trial++) {
    const n = 1 + (trial % 3);
    const lags = [0.2 + random(), 0.05 + 2 * random()];
    const matrix = () => Array.from({ length: n }, () => Array.from({ length: n }, () => 2 * random() - 1));
    const [own, first, second] = [matrix(), matrix(), matrix()];
    const shape = [n, n];
    const problem = {
      field: {
        formula: 'a @ y + b @ first + c @ second',
        inputs: { y: n, first: n, second: n, a: shape, b: shape, c: shape },
      },
      parameters: { a: own, b: first, c: second },
      delays: { first: at(lags, 0), second: at(lags, 1) },
      initial: Array.from({ length: n }, () => random()),
      history: Array.from({ length: n }, () => random()),
      times: [1, 3, 6],
    };
    const tight = await solve({ ...problem, tolerance: 1e-12, absoluteTolerance: 1e-13 });
    const size = Math.max(1, ...numbers(tight).map(Math.abs));
    for (const tolerance of [1e-4, 1e-6, 1e-8, 1e-10]) {
      const solution = await solve({
        ...problem,
        tolerance,
        absoluteTolerance: tolerance,
        estimateError: false,
      });
      expect(solution.status).toBe('finished');
      numbers(solution).forEach((value, k) => {
        expect(Math.abs(value - at(numbers(tight), k))).toBeLessThan(100 * tolerance * size);
      });
    }
  }
});

describe('functions in JavaScript', () => {
  test.each(METHODS)('take the steps of data by %s', async (method) => {
    const [asked, data] = [
      await solve({ ...twoLagsFunctions, method, tolerance: 1e-8 }),
      await solve({ ...twoLags, method, tolerance: 1e-8 }),
    ];
    expectAllClose(numbers(asked), numbers(data), 1e-13);
    expect(asked.steps).toBe(data.steps);
    expect(asked.evaluations).toBe(data.evaluations);
    expect(solveSync({ ...twoLagsFunctions, method, tolerance: 1e-8 })).toEqual(asked);
  });

  test('may be asynchronous, and have a vector as history', async () => {
    const solution = await solve({
      field: async (_t, _y, _out, { past }) => [-(past?.[0] ?? 0)],
      delays: { past: 1 },
      history: [1],
      initial: [1],
      times: [2.5],
      tolerance: 1e-8,
    });
    expectClose(at(solution.states.data, 0), response(3.5), 1e-7);
  });

  test('are asked in a dialogue', () => {
    const dialogue = solveDialogue({
      delays: { past: 1 },
      history: true,
      initial: [1],
      times: [2.5],
      tolerance: 1e-8,
    });
    while (dialogue.question !== undefined) {
      const { name, point } = dialogue.question;
      dialogue.answer(name === 'history' ? [1] : [-at(point, 2)]);
    }
    const { states } = dialogue.solution as ode.SolveSolution;
    expectClose(at(states.data, 0), response(3.5), 1e-7);
  });
});

test('several trajectories are the same as alone', async () => {
  const starts = Array.from({ length: 40 }, (_, k) => [0.5 + 0.02 * k]);
  const { parameters, field, delays } = mackeyGlass;
  const options = { field, parameters, delays, times: [20, 60], tolerance: 1e-7 };
  const all = await solve({ ...options, initial: starts });
  const rows = rowsOf(all.states);
  for (const k of [0, 17, 39]) {
    const alone = await solve({ ...options, initial: starts[k] as number[], estimateError: false });
    expect(rows.slice(2 * k, 2 * k + 2)).toEqual(rowsOf(alone.states));
  }
});

describe('limits', () => {
  test('of steps', async () => {
    const { status } = await solve({ ...mackeyGlass, maxIterations: 4, estimateError: false });
    expect(status).toBe('iterationLimit');
  });

  test('of time', async () => {
    const { status } = await solve(
      { ...mackeyGlass, times: [1e9], maxIterations: 4e9, estimateError: false },
      { timeLimit: 0.05 },
    );
    expect(status).toBe('timeLimit');
  });

  test('a singularity stalls', async () => {
    const { status } = await solve({
      field: { formula: '[y[0]^2 + past[0]]', inputs: { y: 1, past: 1 } },
      delays: { past: 0.25 },
      initial: [1],
      to: 5,
      estimateError: false,
    });
    expect(status).toBe('stalled');
  });

  test('stiff problems take small steps, and do not switch', async () => {
    const { methods } = await solve({
      field: { formula: '[-1000 * y[0] + past[0]]', inputs: { y: 1, past: 1 } },
      delays: { past: 1 },
      initial: [1],
      times: [3],
    });
    expect(methods.map(({ method }) => method)).toEqual(['dormandPrince8']);
  });
});

describe('bad input', () => {
  const good = { field: decay, delays: { past: 1 }, initial: [1], times: [2] };
  const cases: readonly [string, object, string][] = [
    ['a lag of 0', { delays: { past: 0 } }, 'delays.past'],
    ['a negative lag', { delays: { past: -1 } }, 'delays.past'],
    ['an infinite lag', { delays: { past: Number.POSITIVE_INFINITY } }, 'delays.past'],
    ['a lag that is no number', { delays: { past: Number.NaN } }, 'delays.past'],
    ['a delay that is no input', { delays: { past: 1, other: 2 } }, 'delays.other'],
    ['the name of the state', { delays: { y: 1 } }, 'delays.y'],
    ['the name of a parameter', { delays: { past: 1 }, parameters: { past: 1 } }, 'delays.past'],
    ['a name that is none', { delays: { 'a b': 1 } }, 'delays'],
    ['an input of another length', { field: { formula: '[-past[0]]', inputs: { past: 2 } } }, 'field.inputs'],
    ['a history of another length', { history: [1, 2] }, 'history'],
    ['a history that is not finite', { history: [Number.NaN] }, 'history[0]'],
    ['a history of the state', { history: { formula: '[y[0]]', inputs: { y: 1 } } }, 'history.inputs'],
    ['a history outside its domain', { history: { formula: '[log(t)]', inputs: { t: [] } } }, 'history'],
    ['a history that is a function', { history: () => [1] }, 'history'],
    [
      'a history without delays',
      { field: { formula: '[-y[0]]', inputs: { y: 1 } }, delays: {}, history: [1] },
      'history',
    ],
    ['descending times', { times: [-2] }, 'times'],
    ['a final time before the start', { times: undefined, to: -2 }, 'to'],
    ['radau', { method: 'radau' }, 'method'],
    ['a mass matrix', { massMatrix: [1] }, 'massMatrix'],
    ['a steady state', { steadyTolerance: 1e-3 }, 'steadyTolerance'],
    ['sensitivities', { sensitivities: ['initial'] }, 'sensitivities'],
    [
      'a named system',
      { field: undefined, system: 'vanDerPol', delays: { past: 1 }, initial: undefined },
      'delays',
    ],
  ];
  test.each(cases)('%s', async (_, change, path) => {
    await expectError(() => solve({ ...good, ...change } as never), 'INVALID_INPUT', path);
  });

  const asked = { ...good, field: (_t: number, y: Float64Array) => [-at(y, 0)] };
  const askedCases: readonly [string, object, string][] = [
    ['a history of another length', { history: () => [1, 2] }, 'history'],
    ['a history that is not finite', { history: () => [Number.NaN] }, 'history'],
    ['a history that is a formula', { history: { formula: '[t]', inputs: { t: [] } } }, 'history'],
    ['a history that is a number', { history: 1 }, 'history'],
    ['a lag of 0', { delays: { past: 0 } }, 'delays.past'],
    ['delays that are a list', { delays: [1] }, 'delays'],
  ];
  test.each(askedCases)('functions with %s', async (_, change, path) => {
    await expectError(() => solve({ ...asked, ...change } as never), 'INVALID_INPUT', path);
  });

  test('fits have no delays', async () => {
    await expectError(
      () => ode.fit({ ...good, parameters: {}, observations: [[1]] } as never),
      'INVALID_INPUT',
      'delays',
    );
  });
});
