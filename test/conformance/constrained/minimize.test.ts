/**
 * Equality-constrained minimization: the public test problems with callbacks, and faulty callbacks. Bounds are tested
 * in inequalities.test.ts.
 */

import * as fc from 'fast-check';
import { constrained, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyMinimize } from '../../certificates/constrained.js';
import { PROGRAMS } from '../../data/constrained.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite, failureOf } from '../../support/expect.js';
import { functionsOf } from '../../support/programs.js';

const { minimize, minimizeSync } = constrained;

/** A linear function on a circle, with the solution (-1, -1) and the multiplier 1/2. */
const onCircle = () => ({
  objective: (x: Float64Array) => (x[0] as number) + (x[1] as number),
  constraints: (x: Float64Array) => [(x[0] as number) ** 2 + (x[1] as number) ** 2 - 2],
  constraintCount: 1,
  initial: [-2, 0],
});

const withDerivatives = () => ({
  ...onCircle(),
  gradient: (_: Float64Array, gradient: Float64Array) => {
    gradient.fill(1);
  },
  jacobian: (x: Float64Array) => [[2 * (x[0] as number), 2 * (x[1] as number)]],
  hessian: (_: Float64Array, multipliers: Float64Array, __: number, entries: Float64Array) => {
    entries.set([2 * (multipliers[0] as number), 0, 0, 2 * (multipliers[0] as number)]);
  },
});

checkSolver({
  method: 'constrained.minimize',
  loads: ['constrained', 'constrained-expressions'],
  certify: certifyMinimize,
  solve: minimize,
  solveSync: minimizeSync,
  problem: withDerivatives,
  verify: (solution) => {
    expect(solution.status).toBe('converged');
    expectAllClose(solution.solution, [-1, -1], 1e-8);
    expectAllClose(solution.multipliers, [0.5], 1e-8);
    expect(solution.secondOrder).toBe('sufficient');
  },
  limited: () => ({ ...withDerivatives(), maxIterations: 1 }),
});

/** Points near most of an ellipse. */
const ELLIPSE = Array.from({ length: 40 }, (_, i) => {
  const angle = 0.04 * Math.PI * i;
  const noise = 0.02 * Math.sin(7 * i);
  return [3 * Math.cos(angle) + 1 + noise, 1.5 * Math.sin(angle) + 0.5 * Math.cos(angle) - noise] as const;
});

/**
 * The ellipse a x^2 + b x y + c y^2 + d x + e y + f = 0 with 4 a c - b^2 = 1 that minimizes the left sides at the
 * points.
 */
const ellipseThrough = (points: readonly (readonly [number, number])[]) => ({
  objective: (p: ArrayLike<number>) => {
    const [a, b, c, d, e, f] = Array.from(p) as [number, number, number, number, number, number];
    return points.reduce(
      (sum, [x, y]) => sum + (a * x * x + b * x * y + c * y * y + d * x + e * y + f) ** 2,
      0,
    );
  },
  constraints: ([a, b, c]: Float64Array) => [4 * (a as number) * (c as number) - (b as number) ** 2 - 1],
  constraintCount: 1,
  initial: [1, 0, 1, 0, 0, -1],
});

describe('public problems', () => {
  beforeAll(() => load('constrained'));

  describe.each(['withDerivatives', 'withoutDerivatives'] as const)('%s', (given) => {
    let total = 0;

    test.each(PROGRAMS)('$name', (program) => {
      const solution = minimizeSync(functionsOf(program)[given]);
      expectFinite(solution);
      expect(solution.status).toBe('converged');
      expect(solution.constraintViolation).toBeLessThanOrEqual(1e-8);
      if (program.isDegenerate) expect(solution.objective).toBeLessThanOrEqual(program.optimum + 1e-7);
      else expectClose(solution.objective, program.optimum, 1e-8);
      total += solution.iterations;
    });

    test('take no more iterations in all than Ipopt', () => {
      const ipopt = PROGRAMS.reduce((sum, { ipoptIterations }) => sum + ipoptIterations, 0);
      expect(ipopt).toBe(381);
      expect(total).toBeLessThanOrEqual(ipopt);
    });
  });
});

describe('functions', () => {
  beforeAll(() => load('constrained'));

  test('may answer later, by return or by writing, as rows or flat', async () => {
    const expected = await minimize(withDerivatives());
    const later = await minimize({
      ...withDerivatives(),
      objective: async (x) => (x[0] as number) + (x[1] as number),
      gradient: async () => [1, 1],
      jacobian: async (x) => [[2 * (x[0] as number), 2 * (x[1] as number)]],
      hessian: async (_, [multiplier]) => [
        Float64Array.of(2 * (multiplier as number), 0),
        Float64Array.of(0, 2 * (multiplier as number)),
      ],
    });
    expect(later).toEqual(expected);
  });

  test('give products with the Hessian instead of it', async () => {
    const { hessian: _, ...rest } = withDerivatives();
    const { solution, evaluations } = await minimize({
      ...rest,
      hessianProduct: (_, multipliers, __, vector, product) => {
        for (let i = 0; i < 2; i++) product[i] = 2 * (multipliers[0] as number) * (vector[i] as number);
      },
    });
    expectAllClose(solution, [-1, -1], 1e-8);
    expect(evaluations.hessianProduct).toBeGreaterThan(0);
    expect(evaluations.hessian).toBe(0);
  });

  test('are asked for differences where derivatives are missing', () => {
    const exact = minimizeSync(withDerivatives());
    const { evaluations, iterations } = minimizeSync(onCircle());
    expect(evaluations.gradient + evaluations.jacobian + evaluations.hessian).toBe(0);
    expect(Math.abs(iterations - exact.iterations)).toBeLessThanOrEqual(1);
  });

  test('of sparse problems give the entries of their structures', () => {
    // A chain of differences with the solution x[i] = i.
    const n = 60;
    const pairs = Array.from({ length: n - 1 }, (_, i) => i);
    const problem = {
      initial: new Float64Array(n),
      constraintCount: n - 1,
      objective: (x: Float64Array) => (x[0] as number) ** 2 + ((x[n - 1] as number) - n + 1) ** 4,
      constraints: (x: Float64Array, values: Float64Array) => {
        for (const i of pairs) values[i] = (x[i + 1] as number) - (x[i] as number) - 1;
      },
      jacobian: (_: Float64Array, entries: Float64Array) => {
        for (const i of pairs) entries.set([-1, 1], 2 * i);
      },
      jacobianStructure: { rows: pairs.flatMap((i) => [i, i]), columns: pairs.flatMap((i) => [i, i + 1]) },
      hessianStructure: { rows: [0, n - 1], columns: [0, n - 1] },
    };
    const { status, solution, evaluations } = minimizeSync(problem);
    expect(status).toBe('converged');
    expectAllClose(solution, Array.from(solution.keys()), 1e-6);
    // Two columns of the Hessian share a difference.
    const { hessianStructure: _, ...dense } = problem;
    const without = minimizeSync(dense);
    expect(without.evaluations.objective).toBeGreaterThan(10 * evaluations.objective);
  });

  test('that throw, or reject, end the run with what they threw', async () => {
    const thrown = new Error('from the caller');
    const fails = () => {
      throw thrown;
    };
    for (const name of ['objective', 'constraints', 'gradient', 'jacobian', 'hessian']) {
      const problem = { ...withDerivatives(), [name]: fails };
      expect(await failureOf(() => minimize(problem))).toBe(thrown);
      expect(await failureOf(() => minimizeSync(problem))).toBe(thrown);
    }
    const rejects = { ...withDerivatives(), gradient: () => Promise.reject(thrown) };
    expect(await failureOf(() => minimize(rejects))).toBe(thrown);
  });

  test('that give the wrong number of numbers, or none, are refused by name', async () => {
    const wrong = [[], [1, 2, 3, 4, 5], 'text', 3, null, {}, [[1, 2], 3], [Number.NaN, 1], () => []];
    for (const name of ['constraints', 'gradient', 'jacobian', 'hessian']) {
      for (const value of [...wrong, undefined]) {
        const problem = { ...withDerivatives(), [name]: () => value as never };
        await expectError(() => minimize(problem), 'INVALID_INPUT', name);
        await expectError(() => minimizeSync(problem), 'INVALID_INPUT', name);
      }
    }
    const promise = { ...withDerivatives(), gradient: async () => [1, 1] };
    await expectError(() => minimizeSync(promise as never), 'INVALID_INPUT', 'gradient');
    for (const value of [3, 'text', null, {}]) {
      await expectError(
        () => minimize({ ...onCircle(), hessian: value as never }),
        'INVALID_INPUT',
        'hessian',
      );
    }
  });

  test('that are not defined at a point that is tried refuse the step', () => {
    const problem = {
      ...onCircle(),
      objective: ([x, y]: Float64Array) => Math.log((x as number) + 2.1) + (y as number),
    };
    const { status, constraintViolation } = minimizeSync(problem);
    expect(status).toBe('converged');
    expect(constraintViolation).toBeLessThanOrEqual(1e-8);
  });
});

describe('bad input', () => {
  const unasked = () => {
    throw new Error('must not be asked');
  };
  const refused = (problem: object, path: string) =>
    expectError(
      () => minimize({ ...onCircle(), objective: unasked, constraints: unasked, ...problem }),
      'INVALID_INPUT',
      path,
    );

  test('is refused before any function is asked', async () => {
    await refused({ initial: [] }, 'initial');
    await refused({ initial: [0, Number.NaN] }, 'initial[1]');
    await refused({ constraintCount: 3 }, 'constraintCount');
    await refused({ constraintCount: 0 }, 'constraintCount');
    await refused({ constraintCount: -1 }, 'constraintCount');
    await refused({ constraints: undefined }, 'constraints');
    await refused({ objective: undefined }, 'objective');
    await refused({ tolerance: 0 }, 'tolerance');
    await refused({ constraintTolerance: -1 }, 'constraintTolerance');
    await refused({ sufficientDecrease: 0.5 }, 'sufficientDecrease');
    await refused({ initialMultipliers: [1, 2] }, 'initialMultipliers');
    await refused(
      {
        initialHessian: [
          [1, 0],
          [0, 1],
        ],
      },
      'initialHessian',
    );
    const bfgs = { hessianApproximation: 'bfgs' };
    await refused({ ...bfgs, initialHessian: [[1, 0]] }, 'initialHessian');
    await refused({ ...bfgs, initialHessian: [[1], [1]] }, 'initialHessian');
    await refused({ constraintScales: [0] }, 'constraintScales[0]');
    await refused({ scaling: 'best' }, 'scaling');
    await refused({ jacobianStructure: { rows: [0, 0], columns: [0, 0] } }, 'jacobianStructure.rows[1]');
    await refused({ jacobianStructure: { rows: [0, 1], columns: [0, 0] } }, 'jacobianStructure.rows[1]');
    await refused({ jacobianStructure: { rows: [0], columns: [0, 1] } }, 'jacobianStructure.columns');
    await refused({ hessianStructure: { rows: [0], columns: [1] } }, 'hessianStructure.rows[0]');
    await refused({ hessianApproximation: 'bfgs', hessian: unasked }, 'hessianApproximation');
  });

  test('are no bounds that are infinite, nor ends that are equal', async () => {
    const infinity = Number.POSITIVE_INFINITY;
    const equations = { constraintLower: [2], constraintUpper: [2] };
    const free = { lower: [-infinity, -infinity], upper: [infinity, infinity] };
    const { solution } = await minimize({ ...onCircle(), ...free, ...equations });
    expectAllClose(solution, [-Math.SQRT2, -Math.SQRT2], 1e-7);
    // The problem has equations only.
    const { merit, ...rest } = { ...onCircle(), ...free, ...equations, merit: 'l1' as const };
    expect(await minimize({ ...rest, merit })).toMatchObject({ status: 'converged' });
  });
});

describe('runs', () => {
  test('tell their progress and stop between questions once aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let asked = 0;
    const objective = (x: Float64Array) => {
      if (++asked === 3) controller.abort(reason);
      return (x[0] as number) + (x[1] as number);
    };
    const problem = { ...onCircle(), objective };
    expect(await failureOf(() => minimize(problem, { signal: controller.signal }))).toBe(reason);
    expect(asked).toBe(3);
    const records: constrained.MinimizeRecord[] = [];
    const slow = async (x: Float64Array) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      return (x[0] as number) + (x[1] as number);
    };
    await minimize({ ...onCircle(), objective: slow }, { onProgress: (record) => records.push(record) });
    expect(records.length).toBeGreaterThan(0);
    expectFinite(records);
  });

  test('go on from a warm start, and stop at once at a solution', async () => {
    const { warmStart } = await minimize(withDerivatives());
    const again = await minimize({ ...withDerivatives(), ...warmStart });
    expect(again).toMatchObject({ status: 'converged', iterations: 0 });
    expect(again.evaluations).toMatchObject({
      objective: 1,
      constraints: 1,
      gradient: 1,
      jacobian: 1,
      hessian: 1,
    });
  });

  test('by bfgs go on with its matrix: as if not interrupted, and on a similar problem in a fraction of the iterations', async () => {
    const problem = { ...ellipseThrough(ELLIPSE), hessianApproximation: 'bfgs' } as const;
    const whole = await minimize(problem);
    expect(whole.status).toBe('converged');
    const half = await minimize({ ...problem, maxIterations: Math.floor(whole.iterations / 2) });
    const rest = await minimize({ ...problem, ...half.warmStart });
    expect(half.iterations + rest.iterations).toBeLessThanOrEqual(whole.iterations + 1);
    expectAllClose(rest.solution, Array.from(whole.solution), 1e-6);

    const moved = { ...problem, ...ellipseThrough(ELLIPSE.map(([x, y]) => [x + 0.02 * y * y, y])) };
    const cold = await minimize(moved);
    const fromPoint = await minimize({ ...moved, initial: whole.solution });
    const warm = await minimize({ ...moved, ...whole.warmStart });
    expect([cold.status, fromPoint.status, warm.status]).toEqual(Array(3).fill('converged'));
    expect(2 * warm.iterations).toBeLessThan(fromPoint.iterations);
    expect(warm.iterations).toBeLessThan(cold.iterations);
    expectClose(warm.objective, cold.objective, 1e-9);
  });

  test('that creep towards a minimum at infinity say so, and go on where they were', async () => {
    // Least squares of a exp(b t) + c to points on a line: the fit improves as b tends to zero and a to infinity.
    const times = Array.from({ length: 12 }, (_, i) => i / 2);
    const squares = (x: ArrayLike<number>) => {
      const [a, b, c] = Array.from(x) as [number, number, number];
      return times.reduce((sum, t) => sum + (a * Math.exp(b * t) + c - 1 - 0.5 * t) ** 2, 0);
    };
    const problem = { objective: squares, initial: [1, -1, 0], maxIterations: 5000 };
    let [start, reached] = [{}, Number.POSITIVE_INFINITY];
    for (let round = 0; round < 3; round++) {
      const { status, iterations, warmStart, kktResidual, history } = await minimize({
        ...problem,
        ...start,
        history: true,
      });
      expect(['stalled', 'acceptable']).toContain(status);
      expect(iterations).toBeLessThan(2000);
      const residuals = history?.map((record) => record.kktResidual) as number[];
      expect(kktResidual).toBe(Math.min(...residuals));
      if (status === 'acceptable') return;
      const now = squares(warmStart.initial);
      expect(now).toBe(history?.at(-1)?.objective);
      expect(now).toBeLessThan(reached);
      [start, reached] = [warmStart, now];
    }
  });

  test('tell whether the curvature was looked at', async () => {
    const looked = await minimize({ ...withDerivatives(), initial: [1, 1] });
    expect(looked).toMatchObject({ status: 'converged', iterations: 0, secondOrder: 'insufficient' });
    const { secondOrder } = await minimize({ ...onCircle(), hessianApproximation: 'bfgs' });
    expect(secondOrder).toBe('unexamined');
    expect(await minimize({ ...withDerivatives(), maxIterations: 1 })).toMatchObject({
      secondOrder: 'unexamined',
    });
  });

  test('have a history where it is asked for', async () => {
    const { history, iterations } = await minimize({ ...withDerivatives(), history: true });
    expect(history?.map(({ iteration }) => iteration)).toEqual(
      Array.from({ length: iterations + 1 }, (_, i) => i),
    );
    expect((await minimize(withDerivatives())).history).toBeUndefined();
  });

  test('without constraints are unconstrained minimization', async () => {
    const rosenbrock = ([x, y]: Float64Array) =>
      100 * ((y as number) - (x as number) ** 2) ** 2 + (1 - (x as number)) ** 2;
    for (const hessianApproximation of ['finiteDifferences', 'bfgs'] as const) {
      const { status, solution, multipliers } = await minimize({
        objective: rosenbrock,
        initial: [-1.2, 1],
        hessianApproximation,
      });
      expect(status).toBe('converged');
      expectAllClose(solution, [1, 1], 1e-6);
      expect(multipliers).toHaveLength(0);
    }
  });

  test('on infeasible problems end at the point of least violation', async () => {
    const { status, constraintViolation, solution } = await minimize({
      objective: ([x, y]) => (x as number) ** 2 + (y as number) ** 2,
      constraints: ([x, y]) => [(x as number) + (y as number) - 1, (x as number) + (y as number) - 2],
      constraintCount: 2,
      initial: [5, -3],
    });
    expect(status).toBe('locallyInfeasible');
    expectClose(constraintViolation, 0.5, 1e-5);
    expectClose((solution[0] as number) + (solution[1] as number), 1.5, 1e-5);
  });

  test('never call a point with a violated constraint converged', async () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    const vector = fc.array(number, { minLength: 3, maxLength: 3 });
    const quadratic = fc.tuple(vector, vector, number);
    await load('constrained');
    fc.assert(
      fc.property(quadratic, quadratic, quadratic, vector, (f, c1, c2, initial) => {
        const value = ([squares, slopes, constant]: typeof f, x: Float64Array) =>
          x.reduce(
            (sum, xi, i) => sum + (squares[i] as number) * xi * xi + (slopes[i] as number) * xi,
            constant,
          );
        const solution = minimizeSync({
          objective: (x) => value(f, x),
          constraints: (x) => [value(c1, x), value(c2, x)],
          constraintCount: 2,
          initial,
          maxIterations: 50,
        });
        expectFinite(solution);
        const violation = Math.max(...[c1, c2].map((c) => Math.abs(value(c, solution.solution))));
        expectClose(solution.constraintViolation, violation, 1e-12);
        if (solution.status === 'converged') expect(violation).toBeLessThanOrEqual(1e-8);
      }),
      { numRuns: 100, seed: 20240117 },
    );
  });
});
