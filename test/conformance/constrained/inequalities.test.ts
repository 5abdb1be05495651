/**
 * Minimization with bounds and inequalities: the public test problems in all forms, guarantees of the statuses, and
 * warm starts.
 */

import { constrained, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyMinimize } from '../../certificates/constrained.js';
import { BOUNDED_PROGRAMS } from '../../data/constrained.js';
import { follow } from '../../data/pendulum.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { type BoundedProgram, boundedFormulasOf, boundedFunctionsOf } from '../../support/inequalities.js';
import { mulberry32 } from '../../support/random.js';

const { minimize, minimizeSync } = constrained;
const INFINITY = Number.POSITIVE_INFINITY;

/** The nearest point to (2, 1) in the unit box subject to 2 y <= x: (1, 1/2), with active bound and constraint. */
const nearest = () => ({
  objective: (x: Float64Array) => ((x[0] as number) - 2) ** 2 + ((x[1] as number) - 1) ** 2,
  gradient: (x: Float64Array) => [2 * ((x[0] as number) - 2), 2 * ((x[1] as number) - 1)],
  constraints: (x: Float64Array) => [0.5 * (x[0] as number) - (x[1] as number)],
  jacobian: () => [[0.5, -1]],
  hessian: (_: Float64Array, __: Float64Array, weight: number) => [
    [2 * weight, 0],
    [0, 2 * weight],
  ],
  constraintCount: 1,
  constraintLower: [0],
  lower: [0, 0],
  upper: [1, 1],
  initial: [0.5, 0.5],
});

checkSolver({
  method: 'constrained.minimize',
  loads: ['constrained', 'constrained-expressions'],
  certify: certifyMinimize,
  solve: minimize,
  solveSync: minimizeSync,
  problem: nearest,
  verify: (solution) => {
    expect(solution.status).toBe('converged');
    expectAllClose(solution.solution, [1, 0.5], 1e-8);
    expectAllClose(solution.multipliers, [-1], 1e-7);
    expectAllClose(solution.boundMultipliers, [2.5, 0], 1e-7);
    expect(Array.from(solution.activeBounds)).toEqual([1, 0]);
    expect(Array.from(solution.activeConstraints)).toEqual([-1]);
    expect(solution.secondOrder).toBe('sufficient');
  },
  limited: () => ({ ...nearest(), maxIterations: 1 }),
});

/** Compares a solution with the table, to this relative error of the objective. */
function expectAsTabulated(
  { kind, expected }: BoundedProgram,
  solution: constrained.MinimizeSolution,
  tolerance: number,
): void {
  expectFinite(solution);
  expect(solution.status).toBe(expected.status);
  if (expected.violation !== undefined) {
    expectClose(solution.constraintViolation, expected.violation, 1e-4);
  }
  if (expected.status !== 'converged') return;
  expect(solution.constraintViolation).toBeLessThanOrEqual(1e-8);
  const errors = (expected.acceptedObjectives ?? [expected.objective as number]).map(
    (objective) => (solution.objective - objective) / Math.max(1, Math.abs(objective)),
  );
  // If no multipliers exist, a violation of 1e-8 may lower the objective by its square root.
  const isRight = (error: number) =>
    kind === 'regular' ? Math.abs(error) <= tolerance : error >= -1e-4 && error <= 1e-6;
  expect(errors.some(isRight)).toBe(true);
}

/** A problem with functions that throw outside its bounds. */
function guarded<Problem extends { lower: readonly number[]; upper: readonly number[] }>(
  problem: Problem,
): Problem {
  const check = (x: Float64Array) => {
    problem.lower.forEach((lower, j) => {
      const value = x[j] as number;
      if (!(lower <= value && value <= (problem.upper[j] as number))) throw new Error(`asked at ${x}`);
    });
  };
  const guard = ([name, value]: [string, unknown]) => [
    name,
    typeof value === 'function'
      ? (...given: [Float64Array]) => {
          check(given[0]);
          return value(...given);
        }
      : value,
  ];
  return Object.fromEntries(Object.entries(problem).map(guard));
}

describe('public problems', () => {
  beforeAll(() => Promise.all([load('constrained'), load('constrained-expressions')]));

  describe.each([
    ['withDerivatives', 1e-8],
    ['withoutDerivatives', 1e-7],
  ] as const)('%s', (given, tolerance) => {
    let total = 0;

    test.each(BOUNDED_PROGRAMS)('$name', (program) => {
      const problem = guarded(boundedFunctionsOf(program)[given]);
      const solution = minimizeSync(problem);
      expectAsTabulated(program, solution, tolerance);
      if (solution.status !== 'converged') return;
      certifyMinimize(problem, solution);
      total += solution.iterations;
    });

    test('take fewer iterations in all than Ipopt', () => {
      const solvable = BOUNDED_PROGRAMS.filter(({ expected }) => expected.status === 'converged');
      const ipopt = solvable.reduce((sum, { ipopt }) => sum + ipopt.iterations, 0);
      expect(ipopt).toBe(281);
      expect(total).toBeLessThanOrEqual(260);
    });
  });

  test.each(BOUNDED_PROGRAMS)('$name as formulas', async (program) => {
    expectAsTabulated(program, await minimize(boundedFormulasOf(program)), 1e-8);
  });

  test.each(BOUNDED_PROGRAMS.filter(({ kind }) => kind === 'regular'))(
    'the multipliers of $name, and variables exactly on their bounds',
    (program) => {
      const { withDerivatives } = boundedFunctionsOf(program);
      const found = minimizeSync(withDerivatives);
      const { objective, solution, constraintMultipliers, boundMultipliers } = program.expected;
      // Problems with several minima may converge to another one.
      if (Math.abs(found.objective - (objective as number)) > 1e-6 * Math.max(1, Math.abs(found.objective)))
        return;
      expectAllClose(found.multipliers, constraintMultipliers as number[], 1e-6);
      expectAllClose(found.boundMultipliers, boundMultipliers as number[], 1e-6);
      expectAllClose(found.solution, solution as number[], 1e-6);
      found.activeBounds.forEach((end, j) => {
        const bound = end < 0 ? withDerivatives.lower[j] : withDerivatives.upper[j];
        if (end !== 0) expect(found.solution[j]).toBe(bound);
      });
    },
  );
});

describe('closed forms', () => {
  beforeAll(() => Promise.all([load('constrained'), load('constrained-expressions')]));

  const square = (x: ArrayLike<number>) => Array.from(x).reduce((sum, value) => sum + value * value, 0);

  test('a line that misses a box: the nearest corner, and the violation there', () => {
    const { status, solution, constraintViolation } = minimizeSync({
      objective: square,
      constraints: ([x = 0, y = 0]) => [x + y],
      constraintCount: 1,
      constraintLower: [3],
      lower: [0, 0],
      upper: [1, 1],
      initial: [0.2, 0.9],
    });
    expect(status).toBe('locallyInfeasible');
    expect(Array.from(solution)).toEqual([1, 1]);
    expect(constraintViolation).toBe(1);
  });

  test('an unbounded objective comes with a ray along which it falls', () => {
    const objective = ([x = 0, y = 0]: ArrayLike<number> & Iterable<number>) => -x - y;
    const { status, solution, ray } = minimizeSync({
      objective,
      constraints: ([x = 0, y = 0]) => [x - y],
      constraintCount: 1,
      constraintLower: [-1],
      constraintUpper: [1],
      lower: [0, 0],
      initial: [0, 0],
    });
    expect(status).toBe('unbounded');
    const along = ray as Float64Array;
    const far = Float64Array.from(solution, (value, j) => value + 1e21 * (along[j] as number));
    expect(objective(far)).toBeLessThan(-1e20);
    expect(Math.min(...far)).toBeGreaterThanOrEqual(0);
    expect(Math.abs((along[0] as number) - (along[1] as number))).toBeLessThanOrEqual(1e-12);
  });

  test('functions that are undefined outside the bounds', () => {
    const { status, solution } = minimizeSync({
      objective: ([x = 0]) => x - Math.log(x),
      lower: [0],
      initial: [0],
    });
    expect(status).toBe('converged');
    expectAllClose(solution, [1], 1e-7);
  });

  test('fixed variables have multipliers, which are 0 where the derivative is undefined', () => {
    const problem = {
      objective: ([x = 0, y = 0]: Float64Array) => (x - 3) ** 2 + x * y,
      gradient: ([x = 0, y = 0]: Float64Array) => [2 * (x - 3) + y, x],
      lower: [-INFINITY, 2],
      upper: [INFINITY, 2],
      initial: [0, 0],
    };
    const { solution, boundMultipliers, activeBounds } = minimizeSync(problem);
    expectAllClose(solution, [2, 2], 1e-8);
    expectAllClose(boundMultipliers, [0, -2], 1e-8);
    expect(Array.from(activeBounds)).toEqual([0, 2]);
    const undefinedThere = minimizeSync({
      ...problem,
      gradient: ([x = 0, y = 0]) => [2 * (x - 3) + y, Number.NaN],
    });
    expectAllClose(undefinedThere.solution, [2, 2], 1e-8);
    expect(undefinedThere.boundMultipliers[1]).toBe(0);
  });

  test('an end that is left out is infinite', () => {
    const problem = {
      objective: square,
      constraints: ([x = 0]: Float64Array) => [x],
      constraintCount: 1,
      initial: [2, 1],
    };
    expectAllClose(minimizeSync({ ...problem, constraintLower: [1] }).solution, [1, 0], 1e-7);
    expectAllClose(minimizeSync({ ...problem, constraintUpper: [1] }).solution, [0, 0], 1e-7);
    expectAllClose(minimizeSync({ ...problem, constraintUpper: [-1] }).solution, [-1, 0], 1e-7);
  });
});

describe('runs', () => {
  beforeAll(() => Promise.all([load('constrained'), load('constrained-expressions')]));

  test('from a solution stop at once, and from one of a problem nearby soon', () => {
    const random = mulberry32(1);
    let [cold, warm] = [0, 0];
    for (const program of BOUNDED_PROGRAMS.filter(({ name }) => name.startsWith('HS'))) {
      const problem = boundedFunctionsOf(program).withDerivatives;
      const { warmStart, solution, multipliers, boundMultipliers } = minimizeSync(problem);
      expect(minimizeSync({ ...problem, ...warmStart })).toMatchObject({
        status: 'converged',
        iterations: 0,
      });
      const { constraintLower, constraintUpper } = problem;
      if (constraintLower === undefined || constraintUpper === undefined) continue;
      const parts = constraintLower.map(() => 0.01 * (2 * random() - 1));
      const move = (end: number, i: number) =>
        Number.isFinite(end) ? end + (parts[i] as number) * Math.max(1, Math.abs(end)) : end;
      const moved = {
        ...problem,
        constraintLower: constraintLower.map(move),
        constraintUpper: constraintUpper.map(move),
      };
      const fromAfar = minimizeSync(moved);
      const fromNear = minimizeSync({
        ...moved,
        initial: solution,
        initialMultipliers: multipliers,
        initialBoundMultipliers: boundMultipliers,
      });
      expect([fromAfar.status, fromNear.status]).toEqual(['converged', 'converged']);
      cold += fromAfar.iterations;
      warm += fromNear.iterations;
    }
    expect(warm).toBeLessThanOrEqual(0.35 * cold);
  });

  test('of plans in a row, each from the one before, take a third of the iterations', async () => {
    await load('expression-matrices');
    const { cold, warm } = follow(10, (problem) => minimizeSync(problem));
    expect(warm).toBeLessThanOrEqual(0.45 * cold);
  });

  test('find the same points by the exact augmented Lagrangian', () => {
    for (const program of BOUNDED_PROGRAMS) {
      const problem = guarded(boundedFunctionsOf(program).withDerivatives);
      const solution = minimizeSync({ ...problem, merit: 'eal' });
      expectAsTabulated(program, solution, 1e-8);
      if (solution.status === 'converged') certifyMinimize(problem, solution);
    }
  });

  test('at a saddle that a required minimum leaves end at the limit of iterations, with bounds and without', () => {
    const saddle = {
      objective: ([x = 0, y = 0]: Float64Array) => x * x - y * y + y ** 4,
      gradient: ([x = 0, y = 0]: Float64Array) => [2 * x, -2 * y + 4 * y ** 3],
      initial: [0, 0],
      requireMinimum: true,
    };
    for (const bounds of [{}, { lower: [-1, -1], upper: [1, 1] }]) {
      const limited = minimizeSync({ ...saddle, ...bounds, maxIterations: 0 });
      expect(limited).toMatchObject({ status: 'iterationLimit', iterations: 0 });
      const { status, objective } = minimizeSync({ ...saddle, ...bounds });
      expect(status).toBe('converged');
      expectClose(objective, -0.25, 1e-8);
      expect(minimizeSync({ ...saddle, ...bounds, requireMinimum: false, maxIterations: 0 })).toMatchObject({
        status: 'converged',
        secondOrder: 'insufficient',
      });
    }
  });

  test('tell in their history what they did', () => {
    const program = BOUNDED_PROGRAMS.find(({ name }) => name === 'HS71') as BoundedProgram;
    const { history, statistics, iterations } = minimizeSync({
      ...boundedFunctionsOf(program).withDerivatives,
      history: true,
    });
    const phases = history?.map(({ phase }) => phase) ?? [];
    expect(phases).toHaveLength(iterations + 1);
    expect(phases.filter((phase) => phase === 'activeSet')).toHaveLength(statistics.activeSetSteps);
    expect(history?.every(({ barrier }) => barrier > 0 && barrier <= 0.01)).toBe(true);
  });

  test('with quasi-Newton updates find the same points', () => {
    for (const hessianApproximation of ['bfgs', 'limitedMemory'] as const) {
      for (const program of BOUNDED_PROGRAMS.filter(({ kind }) => kind === 'regular')) {
        const { hessian: _, ...problem } = boundedFunctionsOf(program).withDerivatives;
        expectAsTabulated(program, minimizeSync({ ...problem, hessianApproximation }), 1e-7);
      }
    }
  });
});

describe('bad input', () => {
  const refused = (problem: object, path: string) =>
    expectError(() => minimize({ ...nearest(), ...problem }), 'INVALID_INPUT', path);

  test('is refused with its path', async () => {
    await refused({ lower: [0] }, 'lower');
    await refused({ lower: [0, Number.NaN] }, 'lower[1]');
    await refused({ lower: [0, INFINITY] }, 'lower[1]');
    await refused({ upper: [-INFINITY, 0] }, 'upper[0]');
    await refused({ lower: [0, 2], upper: [1, 1] }, 'upper[1]');
    await refused({ constraintLower: [1, 2] }, 'constraintLower');
    await refused({ constraintLower: [INFINITY] }, 'constraintLower[0]');
    await refused({ constraintUpper: [-1] }, 'constraintUpper[0]');
    await refused({ initialMultipliers: [Number.NaN] }, 'initialMultipliers[0]');
    await refused({ initialBoundMultipliers: [1] }, 'initialBoundMultipliers');
    await refused({ initialBarrier: 0 }, 'initialBarrier');
    await refused({ merit: 'l1' }, 'merit');
    await refused({ inner: 'minres' }, 'inner');
    await refused({ inner: 'sketch' }, 'inner');
    await refused({ inner: 'gmres' }, 'inner');
  });

  test('are more equations than variables, but not more inequalities', async () => {
    const three = {
      constraints: ([x = 0, y = 0]: Float64Array) => [x, y, x + y],
      jacobian: () => [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      constraintCount: 3,
    };
    await refused({ ...three, constraintLower: [0, 0, 0], constraintUpper: [0, 0, 0] }, 'constraintCount');
    const { status } = await minimize({ ...nearest(), ...three, constraintLower: [0, 0, 0] });
    expect(status).toBe('converged');
  });
});
