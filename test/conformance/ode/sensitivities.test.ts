/** Sensitivities to the initial state, and values of `observe`, for fields as data and in JavaScript. */

import { expression, load, ode } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySolve } from '../../certificates/ode.js';
import { at, rowsOf } from '../../certificates/support.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { solve, solveSync } = ode;
const { read } = expression;

beforeAll(async () => {
  await load('ode');
  await load('ode-expressions');
});

const METHODS = ['dormandPrince5', 'dormandPrince8', 'radau'] as const;
const oscillator = { formula: '[w * y[1], -w * y[0]]', inputs: { y: 2, w: [] } };
const pendulum = (_t: number, [angle = 0, speed = 0]: Float64Array) => [speed, -Math.sin(angle)];
const pendulumAsData = { formula: '[y[1], -sin(y[0])]', inputs: { y: 2 } };

const OBSERVED = { formula: 'y[0] * initial', inputs: { y: 2, initial: [] } };

const initialSlopes = ({ sensitivities }: ode.SolveSolution) =>
  rowsOf(sensitivities?.initial as ode.SolveSolution['states']).at(-1) as number[];

describe('to the initial state', () => {
  test.each(METHODS)('are the rotation of an oscillator, by %s', async (method) => {
    const solution = await solve({
      field: oscillator,
      parameters: { w: 2 },
      initial: [1, 0.5],
      times: [0, 1.5],
      method,
      tolerance: 1e-9,
      sensitivities: ['initial', 'w'],
    });
    const [start, end] = rowsOf(solution.sensitivities?.initial as ode.SolveSolution['states']);
    expect(start).toEqual([1, 0, 0, 1]);
    const [c, s] = [Math.cos(3), Math.sin(3)];
    expectAllClose(end as number[], [c, s, -s, c], 1e-7);
    // By w: t times the derivative of the rotation.
    const slopes = rowsOf(solution.sensitivities?.w as ode.SolveSolution['states'])[1] as number[];
    expectAllClose(slopes, [1.5 * (-s + 0.5 * c), 1.5 * (-c - 0.5 * s)], 1e-7);
  });

  test.each(METHODS)('of a field in JavaScript are those of the formula, by %s', async (method) => {
    const shared = {
      initial: [1, 0.5],
      times: [1, 4],
      method,
      sensitivities: ['initial'],
      tolerance: 1e-8,
    } as const;
    const data = await solve({ ...shared, field: pendulumAsData });
    const jacobian = (_t: number, [angle = 0]: Float64Array) => [0, 1, -Math.cos(angle), 0];
    const differences = solveSync({ ...shared, field: pendulum });
    const exact = solveSync({ ...shared, field: pendulum, jacobian });
    expectAllClose(initialSlopes(differences), initialSlopes(data), 1e-6);
    expectAllClose(initialSlopes(exact), initialSlopes(data), 1e-8);
  });

  test('pass events with changes', async () => {
    // A ball from height h bounces with half of its speed; its height at 1.5 by h and by its first speed v.
    const height = (h: number, v: number) => {
      const [g, speed] = [9.81, Math.sqrt(v ** 2 + 2 * 9.81 * h)];
      const rest = 1.5 - (v + speed) / g;
      return 0.5 * speed * rest - (g / 2) * rest ** 2;
    };
    const slopes = [
      (height(5 + 1e-5, 0.3) - height(5 - 1e-5, 0.3)) / 2e-5,
      (height(5, 0.3 + 1e-5) - height(5, 0.3 - 1e-5)) / 2e-5,
    ];
    const shared = { initial: [5, 0.3], times: [1.5], sensitivities: ['initial'], tolerance: 1e-9 } as const;
    const data = await solve({
      ...shared,
      field: { formula: '[y[1], -9.81]', inputs: { y: 2 } },
      events: [
        {
          function: { formula: 'y[0]', inputs: { y: 2 } },
          direction: -1,
          change: { formula: '[0, -0.5 * y[1]]', inputs: { y: 2 } },
        },
      ],
    });
    const asked = await solve({
      ...shared,
      field: (_t, [, v = 0]) => [v, -9.81],
      events: [{ function: (_t, [y = 0]) => y, direction: -1, change: (_t, [, v = 0]) => [0, -0.5 * v] }],
    });
    expectClose(at(data.states.data, 0), height(5, 0.3), 1e-7);
    expectAllClose(initialSlopes(data).slice(0, 2), slopes, 1e-6);
    expectAllClose(initialSlopes(asked).slice(0, 2), slopes, 1e-5);
  });

  test('of algebraic equations: entries that are solved for do not count', async () => {
    const { sensitivities } = await solve({
      field: { formula: '[-y[1], y[1] - y[0]^2]', inputs: { y: 2 } },
      massMatrix: [1, 0],
      initial: [1, 0.5],
      times: [0, 1],
      tolerance: 1e-9,
      sensitivities: ['initial'],
    });
    // y0' = -y0^2: y0 = x / (1 + x t), y1 = y0^2.
    const [start, end] = rowsOf(sensitivities?.initial as ode.SolveSolution['states']);
    expectAllClose(start as number[], [1, 0, 2, 0], 1e-9);
    expectAllClose(end as number[], [1 / 4, 0, 2 * 0.5 * (1 / 4), 0], 1e-7);
  });

  test('of several trajectories are those of single ones', async () => {
    const initial = Array.from({ length: 20 }, (_, k) => [1, 0.1 * k]);
    const shared = {
      field: oscillator,
      parameters: { w: 2 },
      times: [1],
      sensitivities: ['initial'],
    } as const;
    const together = await solve({ ...shared, initial });
    const alone = initial.map((row) => solveSync({ ...shared, initial: row, estimateError: false }));
    expect(Array.from(together.sensitivities?.initial?.data ?? [])).toEqual(
      alone.flatMap(({ sensitivities }) => Array.from(sensitivities?.initial?.data ?? [])),
    );
  });
});

test('observed quantities, with their derivatives', async () => {
  const observe = read('[gain * y[0]^2, t + y[1]]', { y: 2, t: [], gain: [] });
  const problem = {
    field: read(oscillator.formula, oscillator.inputs),
    parameters: { w: 2, gain: 3 },
    observe,
    initial: [1, 0],
    times: [0.5, 1],
    tolerance: 1e-9,
    sensitivities: ['gain', 'initial', 'w'],
  } as const;
  const solution = await solve(problem);
  certifySolve(problem, solution);
  const expected = [0.5, 1].flatMap((t) => [3 * Math.cos(2 * t) ** 2, t - Math.sin(2 * t)]);
  expectAllClose(solution.observed?.data ?? [], expected, 1e-7);
  const { gain, w, initial } = solution.observedSensitivities ?? {};
  const [c, s] = [Math.cos(2), Math.sin(2)];
  expectAllClose(rowsOf(gain as ode.SolveSolution['states'])[1] as number[], [c ** 2, 0], 1e-7);
  expectAllClose(rowsOf(w as ode.SolveSolution['states'])[1] as number[], [-6 * c * s, -c], 1e-7);
  expectAllClose(
    rowsOf(initial as ode.SolveSolution['states'])[1] as number[],
    [6 * c * c, 6 * c * s, -s, c],
    1e-7,
  );
});

describe('the structure of the Jacobian of a field in JavaScript', () => {
  const n = 90;
  const heat = (_t: number, y: Float64Array, slope: Float64Array) => {
    calls++;
    for (let i = 0; i < n; i++) {
      const [before, own, after] = [y[i - 1] ?? 0, y[i] ?? 0, y[i + 1] ?? 0];
      slope[i] = (n + 1) ** 2 * (before - 2 * own + after) - own ** 3;
    }
  };
  let calls = 0;
  const structure = { rows: [] as number[], columns: [] as number[] };
  for (let i = 0; i < n; i++) {
    for (const j of [i - 1, i, i + 1]) {
      if (j < 0 || j >= n) continue;
      structure.rows.push(i);
      structure.columns.push(j);
    }
  }
  const initial = Array.from({ length: n }, (_, i) => Math.sin((3 * (i + 1)) / n));
  const shared = { initial, times: [0.05], method: 'radau', tolerance: 1e-6 } as const;

  test('a difference serves several columns, and the result stays the same', () => {
    calls = 0;
    const dense = solveSync({ ...shared, field: heat });
    const callsOfDense = calls;
    calls = 0;
    const sparse = solveSync({ ...shared, field: heat, jacobianStructure: structure });
    expect(sparse.jacobians).toBeLessThanOrEqual(dense.jacobians + 2);
    expect(callsOfDense - dense.evaluations).toBeGreaterThan(80 * dense.jacobians);
    expect(calls - sparse.evaluations).toBeLessThan(6 * sparse.jacobians);
    expectAllClose(sparse.states.data, dense.states.data, 1e-7);
  });

  test('a Jacobian has the entries of the structure', () => {
    const jacobian = (_t: number, y: Float64Array) =>
      structure.rows.map((i, k) =>
        i === structure.columns[k] ? -2 * (n + 1) ** 2 - 3 * at(y, i) ** 2 : (n + 1) ** 2,
      );
    const exact = solveSync({ ...shared, field: heat, jacobian, jacobianStructure: structure });
    const differences = solveSync({ ...shared, field: heat, jacobianStructure: structure });
    expectAllClose(exact.states.data, differences.states.data, 1e-6);
  });
});

test('observed quantities of a named system have parameters of their own', () => {
  const observe = read('gain * y[0]', { y: 3, gain: [] });
  const { states, observed, sensitivities, observedSensitivities } = solveSync({
    system: 'lorenz',
    parameters: { gain: 2 },
    times: [0.1, 0.2],
    observe,
    sensitivities: ['gain', 'rho'],
  });
  const first = [states.data[0], states.data[3]] as number[];
  expectAllClose(
    observed?.data ?? [],
    first.map((x) => 2 * x),
    1e-14,
  );
  expectAllClose(observedSensitivities?.gain?.data ?? [], first, 1e-14);
  expect(Array.from(sensitivities?.gain?.data ?? [])).toEqual(new Array(6).fill(0));
  const byRho = sensitivities?.rho?.data ?? [];
  expectAllClose(
    observedSensitivities?.rho?.data ?? [],
    [byRho[0], byRho[3]].map((slope) => 2 * (slope as number)),
    1e-14,
  );
});

describe('bad input', () => {
  const good = { field: oscillator, parameters: { w: 2 }, initial: [1, 0], times: [1] } as const;
  const asked = { field: pendulum, initial: [1, 0], times: [1], method: 'radau' } as const;
  const bad: readonly [string, object][] = [
    ['sensitivities', { ...good, sensitivities: ['initials'] }],
    ['sensitivities', { ...good, field: pendulumAsData, parameters: {}, sensitivities: true }],
    [
      'parameters.initial',
      { ...good, parameters: { w: 2, initial: 1 }, observe: OBSERVED, sensitivities: ['initial'] },
    ],
    ['parameters.gain', { system: 'lorenz', parameters: { gain: 2 }, times: [1] }],
    ['sensitivities', { ...asked, sensitivities: true }],
    ['sensitivities', { ...asked, sensitivities: ['w'] }],
    ['jacobianStructure.columns', { ...asked, jacobianStructure: { rows: [0, 1], columns: [0] } }],
    ['jacobianStructure.rows[1]', { ...asked, jacobianStructure: { rows: [0, 2], columns: [0, 1] } }],
    ['jacobianStructure', { ...good, jacobianStructure: { rows: [0], columns: [0] } }],
    ['observe', { ...asked, observe: OBSERVED }],
    ['observe.inputs', { ...good, observe: { formula: 'y', inputs: { y: 3 } } }],
    ['field', { ...asked, field: () => undefined }],
    ['field', { ...asked, method: 'auto', field: () => undefined }],
  ];
  test.each(bad)('%s of case %#', async (path, problem) => {
    await expectError(() => solve(problem as never), 'INVALID_INPUT', path);
  });
});
