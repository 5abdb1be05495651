/** Named systems: their equations, parameters, customary states, sensitivities, and references. */

import { load, ode } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { NAMED } from '../../certificates/named-systems.js';
import { certifySolve } from '../../certificates/ode.js';
import { at, rowsOf } from '../../certificates/support.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { solve, solveSync } = ode;

beforeAll(async () => {
  for (const name of ['constrained', 'ode', 'ode-expressions'] as const) await load(name);
});

const last = ({ states }: ode.SolveSolution) => rowsOf(states).at(-1) as number[];
const systems = Object.keys(NAMED) as ode.NamedSystem[];

test.each(systems)('%s has the equations of its publication', async (system) => {
  const parameters = Object.fromEntries(
    Object.entries(NAMED[system].defaults ?? {}).map(([name, value], k) => [name, value * (1 + 0.1 * k)]),
  );
  for (const problem of [
    { system, times: [0, 0.01, 0.02] },
    { system, parameters, times: [0, 0.01, 0.02] },
  ]) {
    const solution = await solve(problem);
    expect(solution.status).toBe('finished');
    certifySolve(problem, solution);
  }
  // An Euler step of a size at which the second derivative does not count.
  const { states } = await solve({ system, parameters, times: [0, 1e-9], tolerance: 1e-10 });
  const [start, end] = rowsOf(states) as [number[], number[]];
  const slopes = NAMED[system].slopes({ ...NAMED[system].defaults, ...parameters }, start);
  const scale = Math.max(...slopes.map(Math.abs));
  expectAllClose(
    end.map((value, i) => (value - at(start, i)) / 1e-9 / scale),
    Array.from(slopes, (slope) => slope / scale),
    1e-4,
  );
});

describe('references', () => {
  test('Lorenz at 5', () => {
    const { states } = solveSync({ system: 'lorenz', times: [5], tolerance: 1e-10 });
    expectAllClose(
      states.data,
      [-6.512_113_699_419_599, -6.974_042_788_417_076, 23.924_129_572_103_37],
      1e-6,
    );
  });

  test('HIRES at 321.8122, of the test set by Mazzia and Magherini', () => {
    const { states } = solveSync({
      system: 'hires',
      times: [321.8122],
      tolerance: 1e-9,
      absoluteTolerance: 1e-14,
    });
    const expected = [
      0.737_131_257_332_566_8e-3, 0.144_248_572_631_618_5e-3, 0.588_872_974_096_746e-4,
      0.117_565_134_310_315_1e-2, 0.238_635_619_892_418_4e-2, 0.623_896_825_274_290_4e-2,
      0.284_999_839_518_575_6e-2, 0.285_000_160_481_424_4e-2,
    ];
    last({ states } as ode.SolveSolution).forEach((value, i) => {
      expectClose(value / at(expected, i), 1, 1e-6);
    });
  });

  test('Robertson at 40, with all sensitivities', () => {
    const { states, sensitivities } = solveSync({
      system: 'robertson',
      times: [40],
      tolerance: 1e-8,
      absoluteTolerance: 1e-14,
      sensitivities: true,
    });
    expectAllClose(states.data, [0.715_827_068_719_41, 9.185_534_764_56e-6, 0.284_163_745_745_83], 1e-8);
    expect(Object.keys(sensitivities ?? {})).toEqual(['k1', 'k2', 'k3']);
    expectClose(at(sensitivities?.k1?.data ?? [], 0) / -4.247_558_771_705_7, 1, 1e-5);
  });

  test('the orbit of Arenstorf closes', () => {
    const { states } = solveSync({
      system: 'arenstorf',
      times: [0, 17.065_216_560_157_964],
      tolerance: 1e-10,
    });
    const [start, end] = rowsOf(states) as [number[], number[]];
    expectAllClose(end, start, 2e-5);
  });

  test('energy of Hénon and Heiles', () => {
    const { states } = solveSync({ system: 'henonHeiles', times: [0, 50, 100], tolerance: 1e-10 });
    const energies = rowsOf(states).map(
      ([x = 0, y = 0, u = 0, v = 0]) => (u ** 2 + v ** 2 + x ** 2 + y ** 2) / 2 + x ** 2 * y - y ** 3 / 3,
    );
    expectAllClose(
      energies,
      energies.map(() => at(energies, 0)),
      1e-8,
    );
  });
});

test.each(['lorenz96', 'brusselatorDiffusion', 'lotkaVolterra'] as const)(
  'sensitivities of %s by implicit steps are differences',
  (system) => {
    const initial = system === 'lotkaVolterra' ? [1, 1.5] : [1, 2, 1.5, 3, 1, 2.5, 1, 3];
    const shared = { system, initial, times: [0.5], method: 'radau', tolerance: 1e-11 } as const;
    const defaults = NAMED[system].defaults ?? {};
    const { sensitivities } = solveSync({ ...shared, sensitivities: true });
    for (const [name, value] of Object.entries(defaults)) {
      const [above, below] = [1, -1].map((sign) =>
        last(solveSync({ ...shared, parameters: { [name]: value * (1 + sign * 1e-4) } })),
      ) as [number[], number[]];
      const differences = above.map((own, i) => (own - at(below, i)) / (2e-4 * value));
      expectAllClose(sensitivities?.[name]?.data ?? [], differences, 1e-6);
    }
  },
);

test('many points of the Brusselator with diffusion, by sparse factors', async () => {
  // The system relaxes to a wave that both methods agree on.
  const shared = { system: 'brusselatorDiffusion', times: [1] } as const;
  const initial = Array.from({ length: 120 }, (_, i) =>
    i % 2 === 0 ? 1 + Math.sin((2 * Math.PI * (i / 2 + 1)) / 61) : 3,
  );
  const [sparse, explicit] = (await Promise.all(
    (['radau', 'dormandPrince8'] as const).map((method) =>
      solve({ ...shared, initial, method, tolerance: 1e-8 }),
    ),
  )) as [ode.SolveSolution, ode.SolveSolution];
  expectAllClose(last(sparse), last(explicit), 1e-6);
});

test('several trajectories are those of single ones', async () => {
  const initial = Array.from({ length: 70 }, (_, k) => [1 + k / 10, 1, 1]);
  const shared = { system: 'lorenz', times: [1, 2] } as const;
  const together = await solve({ ...shared, initial });
  const alone = initial.map((row) => solveSync({ ...shared, initial: row, estimateError: false }));
  expect(Array.from(together.states.data)).toEqual(alone.flatMap(({ states }) => Array.from(states.data)));
});

test('events are formulas of the state and of all parameters', async () => {
  const { events } = await solve({
    system: 'lotkaVolterra',
    parameters: { alpha: 1.2, harvest: 0.5 },
    to: 10,
    events: [
      { function: { formula: 'y[0] - gamma / delta', inputs: { y: 2, gamma: [], delta: [] } }, direction: 1 },
      { times: [5], change: { formula: '[(1 - harvest) * y[0], y[1]]', inputs: { y: 2, harvest: [] } } },
    ],
  });
  expect(events.some(({ index }) => index === 0)).toBe(true);
  for (const { index, state, after } of events) {
    if (index === 0) expectClose(at(state, 0), 3, 1e-6);
    else expectClose(at(after ?? [], 0), at(state, 0) / 2, 1e-12);
  }
});

test('parameters of a named system are fitted, and others keep their defaults', async () => {
  const times = Array.from({ length: 21 }, (_, i) => i / 4);
  const truth = { alpha: 1.4, delta: 0.8 };
  const shared = { system: 'lotkaVolterra', initial: [1, 1], times, tolerance: 1e-8 } as const;
  const observations = rowsOf(solveSync({ ...shared, parameters: truth }).states);
  const { parameters } = await ode.fit({ ...shared, parameters: { alpha: 1.3, delta: 0.9 }, observations });
  expectAllClose([parameters.alpha, parameters.delta], [1.4, 0.8], 1e-5);
});

describe('bad input', () => {
  const bad: readonly [string, object][] = [
    ['system', { system: 'lorentz' }],
    ['system', { field: { formula: '[y[0]]', inputs: { y: 1 } } }],
    ['initial', { initial: [1, 2] }],
    ['initial', { system: 'lorenz96', initial: [1, 2, 3] }],
    ['parameters.r', { parameters: { r: 1 } }],
    ['parameters.rho', { parameters: { rho: [1, 2] } }],
    ['parameters.rho', { parameters: { rho: Number.NaN } }],
    ['parameters.a', { system: 'hires', parameters: { a: 1 } }],
    ['sensitivities', { sensitivities: ['r'] }],
    ['jacobian', { jacobian: () => [] }],
  ];
  test.each(bad)('%s of %j', async (path, change) => {
    await expectError(
      () => solve({ system: 'lorenz', times: [1], ...change } as never),
      'INVALID_INPUT',
      path,
    );
  });
});
