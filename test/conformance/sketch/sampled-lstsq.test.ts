/** Least squares from few labels: unbiased and accurate on average as promised, with honest error estimates. */

import * as fc from 'fast-check';
import { load, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySampledLstsq } from '../../certificates/sketch.js';
import { range } from '../../certificates/support.js';
import { SIX_ROWS } from '../../data/sketch.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, failureOf } from '../../support/expect.js';
import { testNatively } from '../../support/natively.js';
import { uniform } from '../../support/random.js';

const { basisMatrixSync, sampledLstsq, sampledLstsqSync, weightedSampleSync } = sketch;

type Problem = sketch.SampledLstsqProblem;
type Solution = sketch.SampledLstsqSolution;
type Method = Problem['method'];
type Order = Pick<Problem, 'method' | 'size' | 'repeats'>;

beforeAll(() => load('sketch'));

/** Random features, and labels that no combination of them fits. */
function regression(seed: number, rows: number, columns: number) {
  const data = uniform(seed, rows * (columns + 1)).map((value) => value - 0.5);
  return {
    matrix: { rows, columns, data: data.slice(0, rows * columns) },
    rightSide: data.slice(rows * columns),
  };
}

const small = regression(1, 40, 3);

checkSolver({
  method: 'sketch.sampledLstsq',
  certify: certifySampledLstsq,
  solve: sampledLstsq,
  solveSync: sampledLstsqSync,
  random: true,
  problem: (): Problem => ({ ...regression(1, 40, 3), method: 'repeatedDpp', repeats: 4, stabilized: false }),
  verify: (solution) => expectFit(solution, small.matrix, small.rightSide),
});

checkSolver({
  method: 'sketch.sampledLstsq',
  solve: sampledLstsq,
  solveSync: sampledLstsqSync,
  random: true,
  problem: () => ({
    ...regression(1, 40, 3),
    rightSide: (row: number) => small.rightSide[row] as number,
    method: 'volumeRescaled' as const,
    size: 9,
  }),
  verify: (solution) => expectFit(solution, small.matrix, small.rightSide),
});

type Dense = { readonly rows: number; readonly columns: number; readonly data: ArrayLike<number> };

const valueAt = ({ columns, data }: Dense, row: number, x: ArrayLike<number>) => {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += (data[row * columns + j] as number) * (x[j] as number);
  return sum;
};

/** The sum of all squared residuals. */
function lossOf(matrix: Dense, labels: ArrayLike<number>, x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < matrix.rows; i++) sum += ((labels[i] as number) - valueAt(matrix, i, x)) ** 2;
  return sum;
}

/** Checks by the normal equations that a solution is the weighted least-squares fit to the labels of its rows. */
function expectFit(fit: Solution, matrix: Dense, labels: ArrayLike<number>): void {
  expect(fit.labels).toEqual(Float64Array.from(fit.rows, (row) => labels[row] as number));
  expect(fit.evaluations).toBe(new Set(fit.rows).size);
  const residuals = Array.from(
    fit.rows,
    (row) => (labels[row] as number) - valueAt(matrix, row, fit.solution),
  );
  const weighted = residuals.map((residual, k) => residual * (fit.weights[k] as number));
  for (let j = 0; j < matrix.columns; j++) {
    const terms = weighted.map(
      (value, k) => value * (matrix.data[(fit.rows[k] as number) * matrix.columns + j] as number),
    );
    const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
    expect(Math.abs(terms.reduce((sum, term) => sum + term, 0))).toBeLessThanOrEqual(
      1e-11 * Math.max(1, size),
    );
  }
  const square = residuals.reduce((sum, residual, k) => sum + (weighted[k] as number) * residual, 0);
  expectClose(fit.residualNorm, Math.sqrt(square), 1e-11);
}

/** The mean of numbers, and its standard error. */
function meanOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

/** Means of bounded numbers deviate by more than five standard errors with probability 6e-7. */
function expectMean(values: readonly number[], expected: number): void {
  const { mean, error } = meanOf(values);
  expect(Math.abs(mean - expected), `${mean} +- ${error}, expected ${expected}`).toBeLessThanOrEqual(
    5 * error,
  );
}

describe('fits to six rows', () => {
  const { problem, solution, loss, lossRatios } = SIX_ROWS;
  const dense = { rows: 6, columns: 2, data: problem.matrix.flat() };
  const fits = (order: Order) =>
    range(4000).map((seed) => sampledLstsqSync({ ...problem, ...order }, { seed }));

  testNatively.each([2, 3, 4] as const)(
    'from volume samples of %i are unbiased, and lose what is known',
    (size) => {
      const drawn = fits({ method: 'volume', size });
      solution.forEach((x, j) => {
        expectMean(
          drawn.map((fit) => fit.solution[j] as number),
          x,
        );
      });
      expectMean(
        drawn.map((fit) => lossOf(dense, problem.rightSide, fit.solution) / loss),
        lossRatios[size],
      );
    },
  );

  testNatively(
    'from determinantal samples lose as many times the least loss as there are features, and one',
    () => {
      const drawn = fits({ method: 'dpp' });
      expectMean(
        drawn.map((fit) => lossOf(dense, problem.rightSide, fit.solution) / loss),
        3,
      );
      // An interpolating fit has no residuals to estimate its error from.
      for (const { residualNorm, lossEstimate } of drawn) {
        expect(residualNorm).toBeLessThan(1e-13);
        expect(lossEstimate).toBeUndefined();
      }
    },
  );

  testNatively.each([2, 4])('from rescaled volume samples of %i are unbiased', (size) => {
    const drawn = fits({ method: 'volumeRescaled', size });
    solution.forEach((x, j) => {
      expectMean(
        drawn.map((fit) => fit.solution[j] as number),
        x,
      );
    });
  });

  testNatively('estimate the loss of fits to one draw less, or one repetition', () => {
    const estimates = (order: Order) => fits(order).map((fit) => fit.lossEstimate as number);
    const losses = (order: Order) => fits(order).map((fit) => lossOf(dense, problem.rightSide, fit.solution));
    expectMean(estimates({ method: 'repeatedDpp', repeats: 2 }), 3 * loss);
    const { mean, error } = meanOf(losses({ method: 'volumeRescaled', size: 3 }));
    const estimate = meanOf(estimates({ method: 'volumeRescaled', size: 4 }));
    expect(Math.abs(mean - estimate.mean)).toBeLessThanOrEqual(5 * Math.hypot(error, estimate.error));
  });

  test('are the least-squares fit where all rows are drawn', () => {
    const fit = sampledLstsqSync({ ...problem, method: 'volume', size: 6 });
    expectAllClose(fit.solution, solution, 1e-14);
    expectClose(fit.residualNorm ** 2, loss, 1e-13);
    expectFit(fit, dense, problem.rightSide);
  });
});

describe('fits', () => {
  const orders: [Method, object][] = [
    ['uniform', { size: 30 }],
    ['leverage', { size: 30 }],
    ['leverage', { size: 80, stabilized: true }],
    ['volume', { size: 30 }],
    ['dpp', {}],
    ['repeatedDpp', { repeats: 3 }],
    ['volumeRescaled', { size: 30 }],
  ];
  const large = regression(2, 1000, 6);

  test.each(orders)('by %s are weighted least-squares fits to what weightedSample draws', (method, order) => {
    for (const seed of range(5)) {
      const fit = sampledLstsqSync({ ...large, method, ...order }, { seed });
      expectFit(fit, large.matrix, large.rightSide);
      const sample = weightedSampleSync({ matrix: large.matrix, method, ...order }, { seed });
      const { rows, weights, normBounds, rank, stabilized, attempts } = sample;
      expect(fit).toMatchObject({ rows, weights, normBounds, rank, stabilized, attempts });
    }
  });

  test.each(orders)('by %s find what fits all labels', (method, order) => {
    const points = range(2000).map((i) => [Math.cos(i) * 0.999]);
    const target = (x: number) => 1 - 3 * x + 2 * x ** 4 - x ** 5;
    const problem = { points, basis: 'legendre', degree: 5 } as const;
    const rightSide = points.map(([x]) => target(x as number));
    const fit = sampledLstsqSync({ ...problem, rightSide, method, ...order });
    const elsewhere = range(50).map((k) => [k / 25 - 1]);
    const { matrix } = basisMatrixSync({ ...problem, points: elsewhere });
    elsewhere.forEach(([x], i) => {
      expectClose(valueAt(matrix, i, fit.solution), target(x as number), 1e-11);
    });
    if (fit.lossEstimate !== undefined) expect(fit.lossEstimate).toBeLessThan(1e-20);
  });

  test('are exact though columns nearly agree', () => {
    // Columns that differ from the first by relative amounts of 2^-8, 2^-16 and 2^-24.
    const random = uniform(5, 800);
    const entry = (i: number, j: number) => (random[4 * i + j] as number) * 2 ** (-8 * j);
    const rows = range(200).map((i) => range(4).map((j) => entry(i, 0) + (j === 0 ? 0 : entry(i, j))));
    const dense = { rows: 200, columns: 4, data: rows.flat() };
    const x = [1, -2, 3, -4];
    const rightSide = range(200).map((i) => valueAt(dense, i, x));
    const fit = sampledLstsqSync({ matrix: dense, rightSide, method: 'volumeRescaled', size: 12 });
    expect(fit.rank).toBe(4);
    expect(fit.residualNorm).toBeLessThan(1e-13);
    expectAllClose(fit.solution, x, 1e-6);
  });

  test('to dependent features are the shortest', () => {
    const matrix = range(50).map((i) => [1, i / 50, 1 + i / 50, 0]);
    const rightSide = range(50).map((i) => 2 + (3 * i) / 50);
    const fit = sampledLstsqSync({ matrix, rightSide, method: 'leverage', size: 12 });
    expect(fit.rank).toBe(2);
    // The minimum-norm solution among (2 - s, 3 - s, s).
    expectAllClose(fit.solution, [1 / 3, 4 / 3, 5 / 3, 0], 1e-13);
  });

  test('that the rows do not determine say so', () => {
    // A few independent draws from few rows occasionally all give the same row.
    const { problem } = SIX_ROWS;
    const fits = range(200).map((seed) =>
      sampledLstsqSync({ ...problem, method: 'leverage', size: 3 }, { seed }),
    );
    const [singular, regular] = [true, false].map((is) =>
      fits.filter(({ evaluations }) => (evaluations === 1) === is),
    ) as [Solution[], Solution[]];
    expect(singular.length).toBeGreaterThan(0);
    for (const { normBounds, residualNorm, lossEstimate } of singular) {
      expect(normBounds.lower).toBe(0);
      expect(lossEstimate).toBeUndefined();
      expect(residualNorm).toBeLessThan(1e-13);
    }
    for (const { normBounds } of regular) expect(normBounds.lower).toBeGreaterThan(1e-3);
  });

  test('scale with the labels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: -300, max: 300 }), (seed, exponent) => {
        const scale = 2 ** exponent;
        const order = { matrix: large.matrix, method: 'volumeRescaled', size: 20 } as const;
        const plain = sampledLstsqSync({ ...order, rightSide: large.rightSide }, { seed });
        const scaled = sampledLstsqSync(
          { ...order, rightSide: large.rightSide.map((label) => label * scale) },
          { seed },
        );
        expectAllClose(
          scaled.solution.map((x) => x / scale),
          plain.solution,
          1e-13,
        );
      }),
      { numRuns: 50, seed: 3 },
    );
  });
});

describe('labels of a function', () => {
  const { matrix, rightSide } = regression(3, 300, 5);
  const order = { matrix, method: 'leverage', size: 60 } as const;
  const reference = () => sampledLstsqSync({ ...order, rightSide });

  test('give the solution that data give', async () => {
    const label = (row: number) => rightSide[row] as number;
    expect(await sampledLstsq({ ...order, rightSide: label })).toEqual(reference());
    expect(sampledLstsqSync({ ...order, rightSide: label })).toEqual(reference());
    const later = async (row: number) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return label(row);
    };
    expect(await sampledLstsq({ ...order, rightSide: later })).toEqual(reference());
  });

  test('are asked for at the drawn rows alone, once each', () => {
    const asked: number[] = [];
    const fit = sampledLstsqSync({
      ...order,
      rightSide: (row) => {
        asked.push(row);
        return rightSide[row] as number;
      },
    });
    expect(asked).toEqual([...new Set(fit.rows)]);
    expect(fit.evaluations).toBe(asked.length);
    expect(asked.length).toBeLessThan(60);
  });

  test('are not asked for where the problem is refused', async () => {
    const unasked = () => {
      throw new Error('must not be asked');
    };
    const refused = (problem: object, code: 'INVALID_INPUT' | 'NUMERICAL_BREAKDOWN', path: string) =>
      expectError(() => sampledLstsq({ ...order, ...problem, rightSide: unasked }), code, path);
    await refused({ size: 4 }, 'INVALID_INPUT', 'size');
    await refused({ matrix: [[Number.NaN]], size: 1 }, 'INVALID_INPUT', 'matrix[0][0]');
    await refused(
      {
        matrix: [
          [0, 1],
          [0, 1],
        ],
        method: 'volume',
        size: 2,
      },
      'NUMERICAL_BREAKDOWN',
      '',
    );
  });

  test('that cannot be had end the call', async () => {
    const thrown = { not: 'even an Error' };
    const throws = () => {
      throw thrown;
    };
    expect(await failureOf(() => sampledLstsq({ ...order, rightSide: throws }))).toBe(thrown);
    expect(await failureOf(() => sampledLstsq({ ...order, rightSide: () => Promise.reject(thrown) }))).toBe(
      thrown,
    );
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 'text', undefined]) {
      const label = () => value as number;
      await expectError(() => sampledLstsq({ ...order, rightSide: label }), 'INVALID_INPUT', 'rightSide');
    }
    const promise = () => Promise.resolve(1) as unknown as number;
    await expectError(() => sampledLstsqSync({ ...order, rightSide: promise }), 'INVALID_INPUT', 'rightSide');
    const never = () => new Promise<number>(() => {});
    const waiting = sampledLstsq({ ...order, rightSide: never }, { signal: AbortSignal.timeout(20) });
    expect(await failureOf(() => waiting)).toMatchObject({ name: 'TimeoutError' });
  });
});

test('labels that are not one finite number for each row are refused', async () => {
  const refused = (problem: object, path: string) =>
    expectError(
      () => sampledLstsq({ ...small, method: 'dpp', ...problem } as Problem),
      'INVALID_INPUT',
      path,
    );
  await refused({ rightSide: undefined }, 'rightSide');
  await refused({ rightSide: [1, 2, 3] }, 'rightSide');
  await refused(
    { rightSide: small.rightSide.map((label, i) => (i === 7 ? Number.NaN : label)) },
    'rightSide[7]',
  );
  await refused({ matrix: undefined }, 'matrix');
  await refused({ method: 'volume', size: 2 }, 'size');
});
