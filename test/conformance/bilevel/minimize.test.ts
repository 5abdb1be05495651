/** Bilevel minimization: closed-form solutions, all forms of functions, all methods. */

import { bilevel, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  errorUnderOneEquation,
  exponential,
  leastSquares,
  pricing,
  steep,
  underOneEquation,
} from '../../../ts/claims/support/bilevel-problems.js';
import { certifyMinimize } from '../../certificates/bilevel-minimize.js';
import { expectRefusal } from '../../certificates/support.js';
import { exponentialFormulas, inputs } from '../../data/bilevel.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';

const { checkDerivatives, checkDerivativesSync, minimize, minimizeSync, minimizeDialogue } = bilevel;

beforeAll(async () => {
  await load('bilevel');
  await load('bilevel-expressions');
});

/** The pricing problem as expressions. */
const priceFormulas = (cap: number) => {
  const sizes = { x: 2, y: 2 };
  const buyers = 'y[0]^2 + y[0] * y[1] / 2 + y[1]^2 / 2 - (6 - x[0]) * y[0] - (4 - x[1]) * y[1]';
  return {
    outerObjective: { formula: '-sum(x * y)', inputs: sizes },
    innerObjective: { formula: buyers, inputs: sizes },
    innerInequalities: {
      formula: '[-y[0], -y[1], y[0] + y[1] - cap]',
      inputs: { ...sizes, cap: [] },
    },
    parameters: { cap },
    initial: new Float64Array([1, 1]),
  };
};

const optimum = 1 + Math.E;

checkSolver({
  method: 'bilevel.minimize',
  certify: certifyMinimize,
  solve: minimize as never,
  solveSync: minimizeSync,
  problem: exponential,
  verify({ status, solution }: bilevel.MinimizeSolution) {
    expect(status).toBe('converged');
    expectAllClose(solution, [optimum], 1e-5);
  },
  limited: () => ({ ...exponential(), maxIterations: 1 }),
});

checkSolver({
  method: 'bilevel.minimize',
  certify: certifyMinimize,
  solve: minimize as never,
  solveSync: minimizeSync,
  problem: () => pricing(1.5),
  verify({
    status,
    solution,
    innerSolution,
    objective,
    stationarity,
    multipliers,
  }: bilevel.MinimizeSolution) {
    expect(status).toBe('converged');
    // The closed-form solution: the cap is active with multiplier zero.
    expect(stationarity).toBe('strong');
    expectAllClose(solution, [63 / 16, 47 / 16], 1e-9);
    expectAllClose(innerSolution, [7 / 8, 5 / 8], 1e-9);
    expectAllClose(multipliers ?? [], [0, 0, 0], 1e-9);
    expect(objective).toBeCloseTo(-169 / 32, 9);
  },
});

test('the exponential problem as data has the certificate of its functions', async () => {
  certifyMinimize(exponential(), await minimize(exponentialFormulas()));
});

checkSolver({
  method: 'bilevel.minimize',
  loads: ['bilevel', 'bilevel-expressions'],
  solve: minimize,
  solveSync: minimizeSync,
  problem: exponentialFormulas,
  verify({ status, solution }: bilevel.MinimizeSolution) {
    expect(status).toBe('converged');
    expectAllClose(solution, [optimum], 1e-5);
  },
  limited: () => ({ ...exponentialFormulas(), maxIterations: 1 }),
  long: () => ({
    outerObjective: { formula: 'sum((y - 1)^2)', inputs: { x: 200, y: 200 } },
    innerObjective: { formula: 'sum(exp(y) - x * y)', inputs: { x: 200, y: 200 } },
    initial: new Float64Array(200),
    method: 'valueFunction' as const,
    maxIterations: 4e9,
  }),
});

describe('closed solutions', () => {
  test('prices where nothing holds back, as functions and as data', async () => {
    const problem = pricing(10);
    const found = await minimize(problem);
    certifyMinimize(problem, found);
    expectAllClose(found.solution, [3, 2], 1e-9);
    expectAllClose(found.innerSolution, [8 / 7, 10 / 7], 1e-9);
    expect(found.objective).toBeCloseTo(-44 / 7, 9);
    const same = await minimize(priceFormulas(10));
    certifyMinimize(problem, same);
    expectAllClose(same.solution, [3, 2], 1e-10);
    const capped = await minimize(priceFormulas(1.5));
    certifyMinimize(pricing(1.5), capped);
    expect(capped.stationarity).toBe('strong');
    expectAllClose(capped.solution, [63 / 16, 47 / 16], 1e-10);
  });

  test('prices within bounds', async () => {
    const problem = { ...pricing(10), upper: [2.5, 10] };
    const found = await minimize(problem);
    certifyMinimize(problem, found);
    expect(found.status).toBe('converged');
    expect(found.solution[0]).toBe(2.5);
  });

  test('inner solutions that are not unique, under an equation (LV-HBA, section 4.1)', async () => {
    const problem = underOneEquation(10);
    const found = await minimize(problem);
    certifyMinimize(problem, found);
    expect(found.status).toBe('converged');
    expect(errorUnderOneEquation(found.solution, found.innerSolution)).toBeLessThan(1e-12);
    expectAllClose(found.multipliers ?? [], [-1], 1e-12);
  });

  test('a constraint that curves: y is x projected onto a disc', async () => {
    const sizes = { x: 2, y: 2 };
    const data = {
      outerObjective: {
        formula: '((y[0] - 0.6)^2 + (y[1] - 0.8)^2) / 2 + ((x[0] - 3)^2 + x[1]^2) / 20',
        inputs: sizes,
      },
      innerObjective: { formula: 'sum((y - x)^2) / 2', inputs: sizes },
      innerInequalities: { formula: '[sum(y^2) - 1]', inputs: sizes },
      initial: [2, 1],
    };
    const problem: bilevel.SyncMinimizeFunctionProblem = {
      outer: ([p = 0, q = 0], [a = 0, b = 0]) => ({
        value: ((a - 0.6) ** 2 + (b - 0.8) ** 2) / 2 + ((p - 3) ** 2 + q ** 2) / 20,
        xGradient: [(p - 3) / 10, q / 10],
        yGradient: [a - 0.6, b - 0.8],
      }),
      inner: ([p = 0, q = 0], [a = 0, b = 0]) => ({
        value: ((a - p) ** 2 + (b - q) ** 2) / 2,
        yGradient: [a - p, b - q],
        xGradient: [p - a, q - b],
      }),
      constraints: (_, [a = 0, b = 0]) => ({
        inequalities: [a ** 2 + b ** 2 - 1],
        xJacobian: [[0, 0]],
        yJacobian: [[2 * a, 2 * b]],
      }),
      inequalityCount: 1,
      initial: [2, 1],
      innerInitial: [0, 0],
    };
    const constraintProduct = (
      _x: unknown,
      _y: unknown,
      [l = 0]: Float64Array,
      [u = 0, v = 0]: Float64Array,
    ) => ({
      hessianProduct: [2 * l * u, 2 * l * v],
      mixedProduct: [0, 0],
    });
    for (const form of [data, problem, { ...problem, constraintProduct }]) {
      const found = await minimize(form);
      certifyMinimize(problem, found);
      expect(found.status).toBe('converged');
      const [p = 0, q = 0] = found.solution;
      const length = Math.hypot(p, q);
      expectAllClose(found.innerSolution, [p / length, q / length], 1e-9);
      expectAllClose(found.multipliers ?? [], [(length - 1) / 2], 1e-9);
    }
  });

  test('a bound holds x back', async () => {
    const problem = { ...exponential(), upper: [3] };
    const found = await minimize(problem);
    certifyMinimize(problem, found);
    expect(found.solution[0]).toBe(3);
  });
});

describe('the forms that functions come in', () => {
  const product = (_x: Float64Array, [y = 0]: Float64Array, [v = 0]: Float64Array) => ({
    hessianProduct: [(Math.exp(y) + 1) * v],
    mixedProduct: [-v],
  });
  const hessian = (_x: Float64Array, [y = 0]: Float64Array) => [[Math.exp(y) + 1]];

  test('products, Hessians, both, or neither; answers that come later', async () => {
    const { inner, outer, ...data } = exponential();
    const forms = [
      { innerProduct: product },
      { innerHessian: hessian },
      { innerProduct: product, innerHessian: hessian },
    ];
    for (const form of forms) {
      const problem = { ...data, inner, outer, ...form };
      const found = await minimize(problem);
      certifyMinimize(problem, found);
      expect(found.status).toBe('converged');
      expectAllClose(found.solution, [optimum], 1e-5);
    }
    const later = await minimize({
      ...data,
      inner: async (x, y) => inner(x, y),
      outer: async (x, y) => outer(x, y),
    });
    expect(later).toEqual(await minimize({ ...data, inner, outer }));
  });

  test('a dialogue', () => {
    const dialogue = minimizeDialogue({ initial: [0], innerInitial: [0], innerProduct: true });
    while (dialogue.question !== undefined) {
      const { name, point } = dialogue.question;
      const [x = 0, y = 0, v = 0] = point;
      if (name === 'outer') dialogue.answer([(y - 1) ** 2 / 2, 0, y - 1]);
      else if (name === 'inner') dialogue.answer([Math.exp(y) + y ** 2 / 2 - x * y, Math.exp(y) + y - x]);
      else dialogue.answer([(Math.exp(y) + 1) * v, -v]);
    }
    expectAllClose(dialogue.solution.solution, [optimum], 1e-5);
  });

  test('many inner variables, by products', async () => {
    const sizes = { x: 3, y: 700 };
    const found = await minimize({
      outerObjective: { formula: 'sum((y - 1)^2)', inputs: sizes },
      innerObjective: {
        formula: 'sum(exp(y)) + sum(y^2) / 2 - (x[0] + x[1] / 2 + x[2] / 3) * sum(y)',
        inputs: sizes,
      },
      initial: [0, 0, 0],
    });
    expect(found.status).toBe('converged');
    const [a = 0, b = 0, c = 0] = found.solution;
    expect(a + b / 2 + c / 3).toBeCloseTo(optimum, 5);
  });
});

test('by batches, from near and from where the outer objective is astronomical', async () => {
  for (const start of [2, 20]) {
    const found = await minimize(steep(start, 100));
    expect(found.status).toBe('stopped');
    expect(found.method).toBe('stochastic');
    expect(found.hypergradientError).toBeGreaterThan(0);
    expect(Math.abs(found.objective)).toBeLessThan(0.5);
  }
});

test('the length of inner accuracy does not matter (MAID)', async () => {
  // The objective falls from 24 to 9e-6 and is nearly flat along some directions: the default tolerance takes hundreds
  // of iterations.
  const problem = { ...leastSquares(1), tolerance: 0.01 };
  for (const initialAccuracy of [1, 1e-5]) {
    const found = await minimize({ ...problem, initialAccuracy });
    certifyMinimize(problem, found);
    expect(found.status).toBe('converged');
    expect(found.iterations).toBeLessThan(30);
  }
});

describe('what has converged', () => {
  const follower = (objective: string, start: number) => ({
    outerObjective: { formula: objective, inputs: { y: 1 } },
    innerObjective: { formula: '(y[0] - x[0])^2 / 2', inputs: { x: 1, y: 1 } },
    initial: [start],
  });

  test.each([
    ['y[0]', 0],
    ['1e-3 * y[0]', 1e15],
    ['-y[0]', -1e15],
  ] as const)('%s from %d has no minimum', async (objective, start) => {
    const { status, gradient, projectedGradient } = await minimize(follower(objective, start));
    expect(status).not.toBe('converged');
    expect(projectedGradient).toBe(Math.abs((gradient as Float64Array)[0] as number));
  });

  test.each([1e-100, 1e-8, 1, 1e100])('%d (y - 1)²', async (unit) => {
    const { status, solution } = await minimize(follower(`${unit} * (y[0] - 1)^2`, 5));
    expect(status).toBe('converged');
    expect(Math.abs((solution[0] as number) - 1)).toBeLessThan(1e-5);
  });
});

describe('derivatives against differences', () => {
  checkSolver({
    method: 'bilevel.checkDerivatives',
    solve: checkDerivatives as never,
    solveSync: checkDerivativesSync,
    problem: () => pricing(1.5),
    random: true,
    verify({ errors, compared }: bilevel.DerivativeReport) {
      expect(errors).toEqual([]);
      expect(compared).toBe(4 + 4 + 4 + 12);
    },
  });

  test('what is wrong is told, the worst first', async () => {
    const { inner, ...rest } = exponential();
    const { errors } = await checkDerivatives({
      ...rest,
      inner: (x, y) => ({ ...inner(x, y), xGradient: [y[0] as number] }),
      innerHessian: (_, [y = 0]) => [[Math.exp(y) + 4]],
    });
    expect(errors.map(({ name }) => name)).toContain('innerHessian');
    expect(errors[0]?.name).toBe('innerHessian');
    expect(errors[0]?.relativeError).toBeCloseTo(3 / (errors[0]?.numeric ?? 0), 5);
  });
});

test('a certificate refuses another point, other gradients and other multipliers', async () => {
  const [problem, prices] = [exponential(), pricing(1.5)];
  const [found, bought] = [await minimize(problem), await minimize(prices)];
  expectRefusal(() => certifyMinimize(problem, { ...found, solution: new Float64Array([3]) }));
  expectRefusal(() => certifyMinimize(problem, { ...found, innerSolution: new Float64Array([1.1]) }));
  expectRefusal(() => certifyMinimize(problem, { ...found, gradient: new Float64Array([1]) }));
  expectRefusal(() => certifyMinimize(prices, { ...bought, solution: new Float64Array([4, 3]) }));
  expectRefusal(() => certifyMinimize(prices, { ...bought, multipliers: new Float64Array([0, 0, 1]) }));
  const wrong = (bought.outerMultipliers as Float64Array).map((value) => value + 1);
  expectRefusal(() => certifyMinimize(prices, { ...bought, outerMultipliers: wrong }));
});

test('what cannot be solved is refused by its name', async () => {
  const good = exponential();
  const refuse = (change: object, path: string) =>
    expectError(() => minimize({ ...good, ...change } as never), 'INVALID_INPUT', path);
  await refuse({ initial: [] }, 'initial');
  await refuse({ innerInitial: [] }, 'innerInitial');
  await refuse({ lower: [0, 0] }, 'lower');
  await refuse({ lower: [1], upper: [0] }, 'lower[0]');
  await refuse({ method: 'stochastic' }, 'outerBatch');
  await refuse({ method: 'implicit', strongConvexity: 0 }, 'strongConvexity');
  await refuse({ inequalityCount: 1 }, 'constraints');
  await refuse({ inner: undefined }, 'inner');
  await refuse({ outer: () => ({ value: Number.NaN, xGradient: [0], yGradient: [0] }) }, 'outer');
  await refuse({ inner: () => ({ value: 0, yGradient: [Infinity], xGradient: [0] }) }, 'inner');
  await refuse({ outer: () => 3 }, 'outer');
  await refuse({ outer: () => ({ value: 0, xGradient: [0, 1], yGradient: [0] }) }, 'outer.xGradient');
  await refuse({ inner: () => ({ value: 0, yGradient: 'steep' }) }, 'inner.yGradient');
  const data = exponentialFormulas();
  const refuseData = (change: object, path: string) =>
    expectError(() => minimize({ ...data, ...change } as never), 'INVALID_INPUT', path);
  await refuseData({ initial: [0, 0] }, 'initial');
  await refuseData({ innerInitial: [0, 0] }, 'innerInitial');
  await refuseData({ innerVariables: 'z' }, 'innerVariables');
  await refuseData({ innerVariables: 'x' }, 'innerVariables');
  await refuseData({ parameters: { y: [0] } }, 'parameters.y');
  await refuseData({ method: 'stochastic' }, 'method');
  await refuseData({ innerObjective: { formula: 'log(y[0])', inputs } }, 'innerObjective');
  await refuseData({ innerInequalities: { formula: '[[y[0]]]', inputs } }, 'innerInequalities');
});
