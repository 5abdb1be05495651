/**
 * Direct search: known constrained minima, unrelaxable constraints, unbounded variables, certificates, dialogues and
 * batches.
 */

import { blackbox, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  constrainedSet,
  evaluationsUntil,
  fromRandomStart,
} from '../../../ts/claims/support/constrained-set.js';
import { certifyDirectSearch } from '../../certificates/blackbox-direct-search.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';

const { directSearch, directSearchSync, directSearchDialogue } = blackbox;

beforeAll(async () => {
  await load('blackbox');
  await load('blackbox-searches');
});

/** The point of the unit disk farthest towards (3, 4), (.6, .8), with the objective 5. */
const disc = {
  objective: (x: ArrayLike<number>) => 10 - 3 * (x[0] as number) - 4 * (x[1] as number),
  constraints: (x: ArrayLike<number>) => [(x[0] as number) ** 2 + (x[1] as number) ** 2 - 1],
  constraintCount: 1,
};

const SOLVER = {
  method: 'blackbox.directSearch',
  loads: ['blackbox' as const, 'blackbox-searches' as const],
  certify: certifyDirectSearch as never,
  solve: directSearch as never,
  solveSync: directSearchSync as never,
};

checkSolver({
  ...SOLVER,
  problem: () => ({
    ...disc,
    lower: new Float64Array([-2, -2]),
    upper: new Float64Array([2, 2]),
    maxEvaluations: 120,
  }),
  random: true,
  verify({ objective, constraintViolation }: blackbox.DirectSearchSolution) {
    expect(constraintViolation).toBe(0);
    expectClose(objective, 5, 1e-3);
  },
});

checkSolver({
  ...SOLVER,
  problem: () => ({ builtIn: { name: 'ellipsoid' }, dimension: 3, lower: -5, upper: 4, tolerance: 1e-4 }),
  random: true,
  verify({ status, stationarity }: blackbox.DirectSearchSolution) {
    expect(status).toBe('converged');
    expect(stationarity?.directions).toBe(6);
    expect(stationarity?.slope).toBeGreaterThanOrEqual(0);
  },
  long: () => ({
    builtIn: { name: 'rosenbrock' },
    dimension: 300,
    lower: -5,
    upper: 5,
    tolerance: 1e-300,
    maxEvaluations: 4e9,
  }),
} as never);

describe('a feasible hundredth of the box is found', () => {
  const square = ([x = 0, y = 0]: ArrayLike<number> & Iterable<number>) => (x - 0.7) ** 2 + (y + 0.4) ** 2;
  const isInside = (x: Float64Array) => square(x) < 0.04 / Math.PI;
  const box = { lower: [-1, -1], upper: [1, 1] };

  test.each([0, 1, 2])('by a constraint that is 0 or 1, from seed %i', (seed) => {
    const constraints = (x: Float64Array) => [isInside(x) ? 0 : 1];
    const solution = directSearchSync(
      { objective: square, constraints, constraintCount: 1, ...box },
      { seed },
    );
    expect(solution.status).toBe('converged');
    expect(solution.objective).toBeLessThan(1e-8);
  });

  test.each([0, 1, 2])('where all else fails, from seed %i', (seed) => {
    const objective = (x: Float64Array) => (isInside(x) ? square(x) : Number.NaN);
    const solution = directSearchSync({ objective, ...box }, { seed });
    expect(solution.status).toBe('converged');
    expect(solution.objective).toBeLessThan(1e-8);
  });
});

test.each([1e8, 1e20])('bounds of %f are far away, and cost no digits', async (bound) => {
  const box = { lower: [-bound, -bound], upper: [bound, bound], initial: [1, 1] };
  const objective = ([x = 0, y = 0]: Float64Array) => Math.abs(x - 3) + (y + 0.5) ** 2;
  const solution = directSearchSync({ objective, ...box });
  expect(solution.objective).toBeLessThan(1e-2);
  const { objective: least } = solution;
  expect(least).toBeGreaterThanOrEqual(0);
  if (bound >= 1e20)
    await expectError(() => blackbox.minimizeSync({ objective, ...box }), 'INVALID_INPUT', 'lower[0]');
});

describe('few evaluations are enough', () => {
  // Minima from Liang and others, 2006. NOMAD 4.6 needs 346, 185, more than 200 and 261 evaluations to 1e-4, as medians
  // of 3 starts.
  test.each([
    ['G04', 300],
    ['G06', 200],
    ['G24', 150],
    ['spring', 500],
  ] as const)('of %s: %i in the median of 5 random starts to 1e-4', async (name, most) => {
    const counts: number[] = [];
    for (const seed of [1, 2, 3, 4, 5]) {
      const problem = { ...fromRandomStart(constrainedSet[name], seed), maxEvaluations: 600 };
      const solution = await directSearch(problem, { seed });
      certifyDirectSearch(problem, solution);
      counts.push(evaluationsUntil(constrainedSet[name], solution.history, 1e-4));
    }
    expect(counts.sort((a, b) => a - b)[2]).toBeLessThanOrEqual(most);
  });
});

test('functions without derivatives, and no function is asked beyond the bounds or too often', async () => {
  let asked = 0;
  const problem = {
    objective(x: Float64Array) {
      const [a, b] = Array.from(x) as [number, number];
      asked += 1;
      if (!(a >= 0.25 && a <= 3 && b >= -1 && b <= 1)) throw new Error(`asked at ${a}, ${b}`);
      return Math.abs(a - 0.1) + 2 * Math.abs(b - 0.3) + Math.abs(a - b);
    },
    lower: [0.25, -1],
    upper: [3, 1],
    maxEvaluations: 700,
  };
  const solution = await directSearch(problem);
  expect(asked).toBe(solution.evaluations);
  certifyDirectSearch(problem, solution);
  expect(solution.status).toBe('converged');
  expect(solution.meshSize).toBeLessThanOrEqual(1e-7);
  // At (.25, .3) the slopes are at least 1 - 2 + 1.
  expectClose(solution.objective, 0.2, 1e-5);
});

test('unrelaxable constraints are walls: values behind them are not used', async () => {
  const problem = {
    objective: (x: ArrayLike<number>) => {
      const [a, b] = [x[0] as number, x[1] as number];
      return a < 0.5 ? -1e6 : a * a + b * b;
    },
    constraints: (x: ArrayLike<number>) => [0.5 - (x[0] as number), 0.25 - (x[1] as number)],
    constraintCount: 2,
    relaxable: [false, true],
    initial: [1, -1],
    lower: [-2, -2],
    upper: [2, 2],
  };
  const solution = await directSearch(problem);
  certifyDirectSearch(problem, solution);
  expectClose(solution.objective, 0.3125, 1e-5);
});

test('variables without ends, fixed ones, and failures', async () => {
  const problem = {
    objective: (x: ArrayLike<number>) => {
      const [a, b, c] = [x[0] as number, x[1] as number, x[2] as number];
      return a < -30 ? Number.NaN : (a + 20) ** 2 + b + (c - 7) ** 2;
    },
    lower: [-Infinity, 2, -Infinity],
    upper: [Infinity, 2, 5],
    initial: [100, 2, 0],
  };
  const solution = await directSearch(problem);
  certifyDirectSearch(problem, solution);
  expect(solution.status).toBe('converged');
  expectClose(solution.objective, 6, 1e-4);
  const { solution: free } = await directSearch({
    objective: (x) => ((x[0] as number) - 3) ** 2 + ((x[1] as number) + 2) ** 2,
    initial: [0, 0],
  });
  expectClose(free[0] as number, 3, 1e-4);
  expectClose(free[1] as number, -2, 1e-4);
});

test('where no point keeps the constraints, the least violation is returned', async () => {
  const problem = {
    objective: (x: ArrayLike<number>) => x[0] as number,
    constraints: (x: ArrayLike<number>) => [1 - (x[0] as number), (x[0] as number) + 1],
    constraintCount: 2,
    lower: [-4],
    upper: [4],
  };
  const solution = await directSearch(problem);
  certifyDirectSearch(problem, solution);
  expect(solution.status).toBe('infeasible');
  expectClose(solution.constraintViolation, 1, 1e-3);
  expect(solution.stationarity).toBeUndefined();
});

test('integers are polled by their neighbors, by name', async () => {
  const { solution, status } = await directSearch({
    variables: {
      teeth: { type: 'integer', lower: 12, upper: 60 },
      width: { type: 'real', lower: 0.1, upper: 10, scale: 'log' },
    },
    objective({ teeth, width }) {
      expect(Number.isInteger(teeth)).toBe(true);
      return (teeth - 37.3) ** 2 + (width - 2) ** 2;
    },
    constraints: ({ teeth }) => [teeth - 36.5],
    constraintCount: 1,
  });
  expect(status).toBe('converged');
  expect(solution.teeth).toBe(36);
  expectClose(solution.width, 2, 1e-4);
  await expectError(
    () =>
      directSearch({
        variables: [{ type: 'category', values: ['a', 'b'] }],
        objective: () => 0,
      }),
    'INVALID_INPUT',
    'variables[0]',
  );
});

test('a target ends the search, and what was evaluated before counts', async () => {
  const problem = { ...disc, lower: [-2, -2], upper: [2, 2] };
  const first = await directSearch({ ...problem, target: 5.5, archive: true });
  expect(first.status).toBe('targetReached');
  expect(first.objective).toBeLessThanOrEqual(5.5);
  const known = first.archive as blackbox.EvaluatedOutputs;
  const second = await directSearch({ ...problem, target: 5.5, known });
  expect([second.status, second.evaluations]).toEqual(['targetReached', 0]);
});

test('formulas are functions as others are', async () => {
  const inputs = { x: [2] };
  // A single number is one constraint.
  for (const formula of ['[x[0]^2 + x[1]^2 - 1]', 'sum(x^2) - 1']) {
    const { constraintValues, objective } = await directSearch({
      ...{ lower: [-2, -2], upper: [2, 2], maxEvaluations: 150 },
      objective: { formula: '-3 * x[0] - 4 * x[1]', inputs },
      constraints: { formula, inputs },
    } as never);
    expect(constraintValues.length).toBe(1);
    expectClose(objective, -5, 1e-3);
  }
});

test('a dialogue resumes from its answers', () => {
  const problem = { lower: [-2, -2], upper: [2, 2], constraintCount: 1, maxEvaluations: 60, parallel: 3 };
  const whole = directSearchDialogue(problem);
  const counts = new Set<number>();
  const answer = (dialogue: ReturnType<typeof directSearchDialogue>, steps: number) => {
    for (let step = 0; step < steps && dialogue.question !== undefined; step++) {
      const { point, items } = dialogue.question as { point: Float64Array; items: number };
      counts.add(items);
      const points = Array.from({ length: items }, (_, k) => point.subarray(2 * k, 2 * k + 2));
      dialogue.answer(points.flatMap((x) => [disc.objective(x), ...disc.constraints(x)]));
    }
  };
  answer(whole, 7);
  const resumed = directSearchDialogue(problem, { answers: JSON.parse(JSON.stringify(whole.answers)) });
  answer(whole, 1000);
  answer(resumed, 1000);
  expect(resumed.solution).toEqual(whole.solution);
  expect(Math.max(...counts)).toBe(3);
});

test('several at once give the same bits whatever the timing', async () => {
  const problem = { lower: [-2, -2], upper: [2, 2], constraintCount: 1, maxEvaluations: 80, parallel: 4 };
  let count = 0;
  const late = (x: Float64Array) =>
    new Promise<number>((resolve) => setTimeout(resolve, (count++ * 7) % 5, disc.objective(x)));
  const [slow, quick] = await Promise.all([
    directSearch({ ...problem, objective: late, constraints: disc.constraints }),
    directSearch({ ...problem, ...disc }),
  ]);
  expect(slow).toEqual(quick);
  const batch = await directSearch({
    ...problem,
    objectives: (points, k) =>
      Array.from({ length: k }, (_, i) => points.slice(2 * i, 2 * i + 2)).flatMap((x) => [
        disc.objective(x),
        ...disc.constraints(x),
      ]),
  });
  expect(batch).toEqual(quick);
});

test('its certificate refuses what is nearly right', async () => {
  const problem = {
    objective: (x: ArrayLike<number>) => ((x[0] as number) - 1) ** 2 + ((x[1] as number) - 1) ** 2,
    lower: [-2, -2],
    upper: [2, 2],
  };
  const solution = await directSearch(problem);
  certifyDirectSearch(problem, solution);
  expect(solution.status).toBe('converged');
  const { stationarity } = solution as { stationarity: blackbox.Stationarity };
  expectRefusal(() =>
    certifyDirectSearch(problem, { ...solution, stationarity: { ...stationarity, slope: -1e-3 } }),
  );
  expectRefusal(() => certifyDirectSearch(problem, { ...solution, meshSize: 1e-6 }));
  expectRefusal(() => certifyDirectSearch(problem, { ...solution, objective: solution.objective + 1e-9 }));
});

test.each<[string, object]>([
  ['upper[1]', { upper: [1, -1] }],
  ['lower[0]', { lower: [Number.NaN, 0] }],
  ['upper', { lower: 0, upper: -Infinity, dimension: 2 }],
  ['initial[0]', { initial: [5, 0] }],
  ['initial', { initial: [0] }],
  ['dimension', { lower: 0, upper: 1 }],
  ['parallel', { parallel: 0 }],
  ['maxEvaluations', { maxEvaluations: 0 }],
  ['meshSize', { meshSize: 0 }],
  ['meshSize', { meshSize: 1.5 }],
  ['tolerance', { tolerance: 0 }],
  ['constraintTolerance', { constraintTolerance: -1 }],
  ['constraintCount', { constraints: () => [0] }],
  ['constraints', { constraints: () => [0, 1], constraintCount: 1 }],
  ['relaxable', { relaxable: [true] }],
  ['objective', { objective: () => 'a' }],
  ['objective', { objective: () => Number.NaN }],
  ['objective', { objective: undefined }],
  ['known.values', { known: { points: [[0, 0]], values: [[1, 2]] } }],
])('%s is refused in %o', async (path, changes) => {
  const problem = { objective: () => 1, lower: [0, 0], upper: [1, 1], ...changes } as never;
  await expectError(() => directSearch(problem), 'INVALID_INPUT', path);
});

test('restarts find the better of two minima', () => {
  const problem = {
    objective: ([x = 0, y = 0]: Float64Array) => (x * x - 1) ** 2 - 0.3 * x + y * y,
    ...{ lower: [-2, -2], upper: [2, 2], initial: [-1, 0.5], covering: false, maxEvaluations: 5000 },
  };
  const [once, often] = [0, 8].map((restarts) => directSearchSync({ ...problem, restarts }, { seed: 3 }));
  expect(once).toMatchObject({ status: 'converged', restarts: 0 });
  expect(often).toMatchObject({ status: 'converged', restarts: 8 });
  expect(once?.objective).toBeGreaterThan(0.2);
  expect(often?.objective).toBeLessThan(-0.2);
  certifyDirectSearch(problem, often as blackbox.DirectSearchSolution);
});

describe('attacks', () => {
  /** A linear function of 12 variables with one constraint. */
  const slopes = Array.from({ length: 12 }, (_, k) => (k % 3) - 1 + 0.1 * k);
  const problem = {
    objective: (x: ArrayLike<number>) => slopes.reduce((sum, slope, k) => sum + slope * (x[k] as number), 0),
    constraints: (x: ArrayLike<number>) => [(x[0] as number) - 0.2],
    constraintCount: 1,
    ...{ lower: -1, upper: 1, dimension: 12, modelSearch: false, maxEvaluations: 60 },
  };

  test('are steps against what is believed to grow, and away from constraints', async () => {
    const seen: (readonly number[])[] = [];
    const attack = (_: ArrayLike<number>, violated: readonly number[]) => {
      seen.push(violated);
      return slopes.map((slope, k) => (k === 0 && violated.length > 0 ? 1 : slope));
    };
    const without = directSearchSync(problem);
    const by = directSearchSync({ ...problem, attack });
    expect(by.objective).toBeLessThan(without.objective - 1);
    expect(seen).toContainEqual([0]);
    certifyDirectSearch(problem, by);
    expect(await directSearch({ ...problem, attack: async (x, violated) => attack(x, violated) })).toEqual(
      by,
    );
  });

  test('in the wrong direction do no harm but for their evaluations, and what is no direction is refused', async () => {
    const away = directSearchSync({ ...problem, maxEvaluations: 600, attack: () => slopes.map((s) => -s) });
    const nowhere = directSearchSync({
      ...problem,
      maxEvaluations: 600,
      attack: () => slopes.map(() => Number.NaN),
    });
    for (const { objective } of [away, nowhere]) expect(objective).toBeLessThan(-8);
    await expectError(() => directSearchSync({ ...problem, attack: () => [1] }), 'INVALID_INPUT', 'attack');
  });

  test('are a question of dialogues', () => {
    const { objective, constraints: _, ...data } = { ...problem, constraintCount: 0 };
    const dialogue = directSearchDialogue({ ...data, attack: true });
    const names = new Set<string>();
    while (dialogue.question !== undefined) {
      const { point, name } = dialogue.question;
      names.add(name);
      dialogue.answer(name === 'attack' ? slopes : [objective(point)]);
    }
    expect([...names].sort()).toEqual(['attack', 'objective']);
  });
});
