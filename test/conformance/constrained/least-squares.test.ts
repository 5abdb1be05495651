/** Bounded least squares: the NIST data sets as functions and as formulas, and faulty functions. */

import { constrained, load, type RunOptions, type SyncRunOptions } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyLeastSquares } from '../../certificates/constrained.js';
import { expectRefusal } from '../../certificates/support.js';
import { DATA_SETS, type DataSet } from '../../data/constrained.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';

const { leastSquares, leastSquaresSync, leastSquaresDialogue } = constrained;

type Functions = constrained.LeastSquaresData & constrained.SyncLeastSquaresFunctions;

/** The plane of best fit to five points, with the slope of x fixed at 0.5. */
const plane = () => ({
  residuals: ([a = 0, b = 0, c = 0]: Float64Array) =>
    [0.1, 1.4, 2.2, 3.5, 3.9].map((y, i) => a + b * i + c * ((i * i) % 3) - y),
  jacobian: () => [0, 1, 2, 3, 4].map((i) => [1, i, (i * i) % 3]),
  residualCount: 5,
  initial: [0, 0, 0],
  upper: [Number.POSITIVE_INFINITY, 0.5, Number.POSITIVE_INFINITY],
});

checkSolver({
  method: 'constrained.leastSquares',
  loads: ['constrained', 'constrained-fits'],
  certify: certifyLeastSquares,
  solve: (problem: Functions, options?: RunOptions<constrained.LeastSquaresRecord>) =>
    leastSquares(problem, options),
  solveSync: (problem: Functions, options?: SyncRunOptions) => leastSquaresSync(problem, options),
  problem: plane as () => Functions,
  mayBeInfinite: ['covariance', 'standardErrors'],
  verify: (solution) => {
    expect(solution.status).toBe('converged');
    expect(solution.solution[1]).toBe(0.5);
    // The other two parameters from their normal equations, for y - i/2: 5 a + 3 c and 3 a + 3 c are known.
    const left = [0.1, 0.9, 1.2, 2.0, 1.9];
    const ones = [0, 1, 1, 0, 1];
    const [sum, marked] = [
      left.reduce((s, v) => s + v, 0),
      left.reduce((s, v, i) => s + v * (ones[i] as number), 0),
    ];
    const c = (5 * marked - 3 * sum) / (5 * 3 - 9);
    expectAllClose(solution.solution, [(sum - 3 * c) / 5, 0.5, c], 1e-12);
    expect(solution.boundMultipliers[1]).toBeGreaterThan(0);
    expect([solution.rank, solution.degreesOfFreedom]).toEqual([2, 3]);
  },
  limited: () => ({
    ...plane(),
    residuals: ([a = 0, b = 0]: Float64Array) => [10 * (b - a * a), 1 - a, a, b, a * b],
    jacobian: ([a = 0, b = 0]: Float64Array) => [-20 * a, 10, 0, -1, 0, 0, 1, 0, 0, 0, 1, 0, b, a, 0],
    maxIterations: 1,
  }),
});

/** The residuals of a data set as an expression, with x, y and z as its data. */
const formulaOf = ({ model, x, y, z, parameters }: DataSet) => ({
  formula: `${model} - y`,
  inputs: { b: parameters.length },
  data: { x, y, ...(z && { z }) },
});

/** The number of correct digits, minimum over all parameters. */
const digits = (actual: ArrayLike<number>, certified: readonly number[]) =>
  -Math.log10(Math.max(1e-11, ...certified.map((value, j) => Math.abs((actual[j] as number) / value - 1))));

describe('the data sets of NIST, as formulas', () => {
  beforeAll(() => Promise.all([load('constrained'), load('constrained-fits')]));

  describe.each(DATA_SETS)('$name', (set) => {
    test.each([0, 1])('from start %d', (start) => {
      const initial = set.starts[start] as readonly number[];
      const fit = leastSquaresSync({ residuals: formulaOf(set), initial, tolerance: 1e-9 });
      // Lanczos1 has residuals of size 1e-13, pure rounding.
      const isRounding = set.name === 'Lanczos1';
      expect(fit.status).toBe(isRounding ? 'acceptable' : 'converged');
      expect(digits(fit.solution, set.parameters)).toBeGreaterThan(6);
      if (isRounding) return;
      expect(digits(fit.standardErrors ?? [], set.standardErrors)).toBeGreaterThan(6);
      expect(digits([2 * fit.objective], [set.sumOfSquares])).toBeGreaterThan(6);
    });
  });

  test('take no more iterations in all than they did', () => {
    const total = DATA_SETS.flatMap((set) =>
      set.starts.map((initial) => leastSquaresSync({ residuals: formulaOf(set), initial }).iterations),
    ).reduce((sum, iterations) => sum + iterations, 0);
    expect(total).toBeLessThan(2500);
  });
});

describe('functions', () => {
  beforeAll(() => Promise.all([load('constrained'), load('constrained-fits')]));

  const boxBod = DATA_SETS.find(({ name }) => name === 'BoxBOD') as DataSet;
  const asFunctions = (set: DataSet) => ({
    residuals: ([a = 0, b = 0]: Float64Array, values: Float64Array) => {
      for (let i = 0; i < values.length; i++)
        values[i] = a * (1 - Math.exp(-b * (set.x[i] as number))) - (set.y[i] as number);
    },
    residualCount: set.y.length,
    initial: set.starts[0] as readonly number[],
  });

  test('give what formulas give', async () => {
    const [given, formula] = [
      await leastSquares(asFunctions(boxBod)),
      await leastSquares({ residuals: formulaOf(boxBod), initial: boxBod.starts[0] as readonly number[] }),
    ];
    expectAllClose(given.solution, Array.from(formula.solution), 1e-7);
    expectAllClose(given.standardErrors ?? [], Array.from(formula.standardErrors ?? []), 1e-6);
    expect(given.iterations).toBe(formula.iterations);
    expect(formula.evaluations.jacobian).toBeGreaterThan(5);
  });

  test('may answer later', async () => {
    const { residuals, jacobian, ...rest } = plane();
    const later = await leastSquares({
      ...rest,
      residuals: async (x) => residuals(x),
      jacobian: async () => jacobian(),
    });
    expect(later).toEqual(await leastSquares(plane()));
    await expectError(
      () => leastSquaresSync({ ...rest, residuals: (async () => [0]) as never }),
      'INVALID_INPUT',
      'residuals',
    );
  });

  test('may be asked elsewhere', () => {
    const { residuals, jacobian, ...data } = plane();
    const dialogue = leastSquaresDialogue({ ...data, jacobian: true });
    while (dialogue.question !== undefined) {
      const { name, point } = dialogue.question;
      dialogue.answer(name === 'residuals' ? residuals(point) : jacobian().flat());
    }
    expect(dialogue.solution).toEqual(leastSquaresSync(plane()));
  });

  test('are asked within the bounds alone, differences too', () => {
    const [lower, upper] = [
      [0, 0.7],
      [200, 0.7001],
    ];
    let asked = 0;
    const { residuals, ...rest } = asFunctions(boxBod);
    const fit = leastSquaresSync({
      ...rest,
      lower,
      upper,
      residuals: (x, values) => {
        asked++;
        x.forEach((value, j) => {
          if (value < (lower?.[j] as number) || value > (upper?.[j] as number)) throw new Error(`${x}`);
        });
        return residuals(x, values);
      },
    });
    expect(asked).toBe(fit.evaluations.residuals);
    expect(fit.status).toBe('converged');
    expect(Array.from(fit.solution)).toEqual([200, 0.7]);
    expect(fit.boundMultipliers[0]).toBeGreaterThan(0);
    expect(fit.boundMultipliers[1]).toBeLessThan(0);
    expect([fit.rank, fit.degreesOfFreedom]).toEqual([0, 6]);
  });

  test('that throw are heard, and those that give nonsense are named', async () => {
    const thrown = new Error('mine');
    const throwing = () => {
      throw thrown;
    };
    await expect(leastSquares({ ...plane(), residuals: throwing })).rejects.toBe(thrown);
    await expectError(() => leastSquares({ ...plane(), residuals: () => [1] }), 'INVALID_INPUT', 'residuals');
    await expectError(
      () => leastSquares({ ...plane(), residuals: () => [1, 2, Number.NaN, 4, 5] }),
      'INVALID_INPUT',
      'residuals',
    );
    await expectError(() => leastSquares({ ...plane(), jacobian: 3 as never }), 'INVALID_INPUT', 'jacobian');
    await expectError(() => leastSquares({ initial: [0] } as never), 'INVALID_INPUT', 'residuals');
    await expectError(() => leastSquares({ ...plane(), upper: [1, 2] }), 'INVALID_INPUT', 'upper');
    const formula = { formula: '[p[0] - 1]', inputs: { p: 1 } };
    await expectError(
      () => leastSquares({ residuals: formula, jacobian: () => [1], initial: [0] } as never),
      'INVALID_INPUT',
      'jacobian',
    );
    await expectError(
      () => leastSquares({ residuals: formula, initial: [0, 1] }),
      'INVALID_INPUT',
      'initial',
    );
    await expectError(
      () => leastSquares({ residuals: { formula: '[[p[0] - 1]]', inputs: { p: 1 } }, initial: [0] }),
      'INVALID_INPUT',
      'residuals',
    );
    await expectError(
      () => leastSquares({ residuals: formula, variables: 'q', initial: [0] }),
      'INVALID_INPUT',
      'variables',
    );
  });
});

test('tiny variables at the start are no obstacle, with and without a Jacobian', async () => {
  await load('constrained-fits');
  const { jacobian, ...rest } = plane();
  for (const size of [1e-300, 1e-100, 1e-20, 1e-10]) {
    for (const problem of [rest, { ...rest, jacobian }]) {
      const solution = leastSquaresSync({ ...problem, initial: [size, size, -size], history: true });
      expect(solution.status).toBe('converged');
      expectAllClose(solution.solution, leastSquaresSync(problem).solution, 1e-7);
      expect(solution.history?.every(({ damping }) => Number.isFinite(damping))).toBe(true);
    }
  }
});

test('certificates refuse what is nearly right', async () => {
  await load('constrained');
  await load('constrained-fits');
  const { jacobian, ...rest } = plane();
  for (const problem of [rest, { ...rest, jacobian }]) {
    const solution = leastSquaresSync(problem);
    certifyLeastSquares(problem, solution);
    const wrong = solution.solution.with(0, (solution.solution[0] as number) + 1e-6);
    const residuals = Float64Array.from(problem.residuals(wrong));
    const objective = 0.5 * residuals.reduce((sum, value) => sum + value * value, 0);
    expectRefusal(() => certifyLeastSquares(problem, { ...solution, solution: wrong, residuals, objective }));
    const multipliers = solution.boundMultipliers.with(1, -1);
    expectRefusal(() => certifyLeastSquares(problem, { ...solution, boundMultipliers: multipliers }));
  }
});
