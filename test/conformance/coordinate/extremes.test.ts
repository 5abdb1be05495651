/** Problems with extreme numbers: rejection, timely termination, and no false claims of convergence. */

import { coordinate, load, SuperlinearError } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyFit } from '../../certificates/coordinate.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { mulberry32, normals } from '../../support/random.js';

const { fitSync, pathSync, crossValidateSync, minimizeBlocksSync, solveGraphQuadraticSync } = coordinate;

const FOUR = {
  matrix: [
    [1, 2],
    [3, 4],
    [5, 7],
    [7, 8],
  ],
  response: [1, 2, 3, 5],
};

/** Counts with a mean above e: the loss of the model without features is negative. */
const COUNTS = {
  matrix: [
    [1, 0],
    [0, 1],
    [1, 1],
    [2, 1],
    [0, 0],
    [1, 2],
    [2, 2],
    [3, 1],
  ],
  response: [2, 5, 8, 20, 3, 12, 25, 40],
};

const rowsTimes = (factor: number) => FOUR.matrix.map((row) => row.map((entry) => entry * factor));
const responseTimes = (factor: number) => FOUR.response.map((y) => y * factor);

/** Accuracy of coefficients at the default tolerance, a gap of 1e-6, including rounding. */
const DEFAULT = 1e-3;

beforeAll(() => load('coordinate'));

test.each([9e-109, 1e-60, 1e-30])('a ridge of %d is no more than rounding, and proves nothing', (lambda) => {
  const problem = { matrix: [[1], [-1e-8]], response: [0, 1], lambda, penalty: 'l2' as const };
  const solution = fitSync(problem);
  expect(solution.status).toBe('converged');
  certifyFit(problem, solution);
});

describe('counts, whose loss may be negative', () => {
  test.each([1, 10, 1e4, 1e8])('converge when multiplied by %d', (factor) => {
    const response = COUNTS.response.map((y) => y * factor);
    const solution = fitSync({ ...COUNTS, response, loss: 'poisson', lambda: 0.1 * factor });
    expect(solution.status).toBe('converged');
    expect(solution.relativeGap).toBeLessThanOrEqual(1e-6);
    // The loss is that of the original counts times the factor, up to the intercept.
    const { coefficients } = fitSync({ ...COUNTS, loss: 'poisson', lambda: 0.1, tolerance: 1e-12 });
    expectAllClose(solution.coefficients as Float64Array, coefficients as Float64Array, DEFAULT);
  });

  test('converge along a path, in cross-validation and in the shortcut', () => {
    const path = pathSync({ ...COUNTS, loss: 'poisson', count: 20 });
    expect(path.status).toBe('converged');
    expect(Math.max(...path.relativeGaps)).toBeLessThanOrEqual(1e-6);
    expect(crossValidateSync({ ...COUNTS, loss: 'poisson', folds: 4, count: 20 }).status).toBe('converged');
    const solution = coordinate.poissonRegressionSync({ ...COUNTS, penalty: 'l1', lambda: 0.1 });
    expect(solution.status).toBe('converged');
    expect(solution.iterations).toBeLessThan(10);
  });

  test('converge where all are the same, and where they differ by next to nothing', () => {
    const response = [1e9, 1e9, 1e9, 1e9];
    const same = fitSync({ ...FOUR, response, loss: 'poisson', lambda: 0.1 });
    expect([same.status, same.support.length]).toEqual(['converged', 0]);
    expectClose(same.intercept as number, Math.log(1e9), 1e-12);
    const differing = FOUR.response.map((y) => 1e9 + y);
    const solution = fitSync({ ...FOUR, response: differing, loss: 'poisson', lambdaRatio: 0.1 });
    // Predictors of about 20.7 have rounding 2e-15, or 2e-6 in means of 1e9, to be multiplied by features of 4 and
    // divided by slopes of 3.3.
    expect(solution.kktResidual).toBeLessThanOrEqual(4e-6);
  });
});

describe('classes that overlap a little', () => {
  /** Three classes of 150 samples around the corners of a triangle. */
  const overlapping = (seed: number) => {
    const noise = normals(seed, 600);
    const response = Int32Array.from({ length: 150 }, (_, i) => i % 3);
    const feature = (i: number, j: number) => (noise[4 * i + j] as number) + (j === response[i] ? 3 : 0);
    const matrix = Array.from(response, (_, i) => [0, 1, 2, 3].map((j) => feature(i, j)));
    return { matrix, response: Float64Array.from(response), loss: 'multinomial' } as const;
  };
  const seeds = Array.from({ length: 20 }, (_, k) => k + 1);

  test.each(
    (['l1', 'l2', 'elasticNet'] as const).flatMap((penalty) =>
      [1e-6, 1e-5].map((lambda) => ({ penalty, lambda })),
    ),
  )('have a proven solution with $penalty and $lambda', ({ penalty, lambda }) => {
    for (const seed of seeds) {
      const { status, relativeGap } = fitSync({ ...overlapping(seed), penalty, lambda });
      expect(status).toBe('converged');
      expect(relativeGap).toBeLessThanOrEqual(1e-6);
    }
  });
});

describe('strengths and tolerances next to nothing', () => {
  test.each([1e-16, 1e-100, 1e-300, 1e-308, 1e-310, 5e-324])('lambda %d ends at least squares', (lambda) => {
    const { status, coefficients, iterations } = fitSync({ ...FOUR, lambda });
    expect(status).toBe('converged');
    expect(iterations).toBeLessThan(10);
    const free = fitSync({ ...FOUR, penalty: 'none' });
    expectAllClose(coefficients as Float64Array, free.coefficients as Float64Array, DEFAULT);
  });

  test.each(['squared', 'huber', 'logistic', 'multinomial', 'poisson'] as const)('end, of %s', (loss) => {
    const response = loss === 'logistic' || loss === 'multinomial' ? [0, 1, 0, 1] : FOUR.response;
    for (const penalty of ['l1', 'l2', 'elasticNet', 'mcp', 'scad'] as const)
      for (const lambda of [5e-324, 1e-308, 1e-200, 1e200, 1.7e308]) {
        const solution = fitSync({ ...FOUR, response, loss, penalty, lambda }, { timeLimit: 5 });
        expect(solution.status).not.toBe('timeLimit');
        expectFinite(solution);
      }
  });

  test('paths of them end, with whatever tolerance', () => {
    const lambdas = [1, 1e-100, 1e-308, 5e-324];
    for (const tolerance of [5e-324, 1e-300, 1e-16])
      expectFinite(pathSync({ ...FOUR, lambdas, tolerance }, { timeLimit: 5 }));
  });

  test('factors that vanish together with the strength leave no false gap', () => {
    const solution = fitSync({ ...FOUR, lambda: 1e-200, penaltyFactors: [1e-200, 1] });
    expect(solution.relativeGap).toBeUndefined();
    expect(solution.kktResidual).toBeLessThanOrEqual(1e-6);
  });
});

describe('data of extreme scale', () => {
  const SCALES = [1e-140, 1e-100, 1e-20, 1e20, 1e100, 1e140];

  test.each(SCALES)('a response times %d only multiplies the solution', (scale) => {
    const expected = fitSync({ ...FOUR, lambdaRatio: 0.1 });
    for (const loss of ['squared', 'huber'] as const) {
      const problem = { ...FOUR, response: responseTimes(scale), loss, huberThreshold: 100 * scale };
      const { status, coefficients } = fitSync({ ...problem, lambdaRatio: 0.1 });
      expect(status).toBe('converged');
      const scaled = Float64Array.from(coefficients as Float64Array, (entry) => entry / scale);
      expectAllClose(scaled, expected.coefficients as Float64Array, DEFAULT);
    }
  });

  test.each([1e-300, 1e-165, 1e-155, 1e155, 1e300])('a response times %d is refused', async (scale) => {
    const response = responseTimes(scale);
    for (const loss of ['squared', 'huber'] as const) {
      const problem = { ...FOUR, response, loss, huberThreshold: scale };
      await expectError(() => fitSync({ ...problem, lambdaRatio: 0.1 }), 'INVALID_INPUT', 'response');
      await expectError(() => pathSync(problem), 'INVALID_INPUT', 'response');
      await expectError(() => crossValidateSync({ ...problem, folds: 2 }), 'INVALID_INPUT', 'response');
    }
    const outputs = response.map((y) => [y, 2 * y]);
    const several = { ...FOUR, response: outputs, loss: 'multiSquared', lambdaRatio: 0.1 } as const;
    await expectError(() => fitSync(several), 'INVALID_INPUT', 'response');
  });

  test.each(SCALES)('features times %d only divide the coefficients', (scale) => {
    const expected = fitSync({ ...FOUR, lambdaRatio: 0.1 });
    const { status, coefficients } = fitSync({ ...FOUR, matrix: rowsTimes(scale), lambdaRatio: 0.1 });
    expect(status).toBe('converged');
    const scaled = Float64Array.from(coefficients as Float64Array, (entry) => entry * scale);
    expectAllClose(scaled, expected.coefficients as Float64Array, DEFAULT);
  });

  test.each([1e-300, 1e-165, 1e155, 1e300])('features times %d are refused', async (scale) => {
    const problem = { ...FOUR, matrix: rowsTimes(scale) };
    const actions = [
      () => fitSync({ ...problem, lambdaRatio: 0.1 }),
      () => pathSync(problem),
      () => crossValidateSync({ ...problem, folds: 2 }),
    ];
    for (const action of actions)
      expect(action).toThrow(/squares .*: scale it|squares of matrix overflow; scale it/);
    const tiny = FOUR.matrix.map(([a, b]) => [a as number, (b as number) * 1e-165]);
    const standardized = { ...FOUR, matrix: tiny, standardize: true, lambdaRatio: 0.1 };
    await expectError(() => fitSync(standardized), 'INVALID_INPUT', 'matrix');
  });

  test.each([1e6, 1e9, 1e12])('a response about %d has the coefficients of its differences', (mean) => {
    const expected = fitSync({ ...FOUR, lambdaRatio: 0.1, tolerance: 1e-12 });
    for (const loss of ['squared', 'huber'] as const) {
      const response = FOUR.response.map((y) => mean + y);
      const problem = { ...FOUR, response, loss, huberThreshold: 100, lambdaRatio: 0.1, tolerance: 1e-12 };
      const { status, coefficients, intercept } = fitSync(problem);
      expect(status).toBe('converged');
      // Rounding of the differences of such numbers.
      const rounding = 1e-9 + 10 * Number.EPSILON * mean;
      expectAllClose(coefficients as Float64Array, expected.coefficients as Float64Array, rounding);
      expectClose((intercept as number) - mean, expected.intercept as number, rounding);
    }
  });

  test('weights count by their share alone, and not at all where it is next to nothing', () => {
    const weights = [1, 2, 3, 1, 2, 3, 1];
    const problem = { ...COUNTS, lambdaRatio: 0.1, tolerance: 1e-12 };
    const expected = fitSync({ ...problem, sampleWeights: [...weights, 0] });
    for (const scale of [1e-300, 1e-100, 1e100, 1e300]) {
      const sampleWeights = [...weights.map((weight) => weight * scale), 1e-320];
      const { coefficients } = fitSync({ ...problem, sampleWeights });
      expectAllClose(coefficients as Float64Array, expected.coefficients as Float64Array, 1e-9);
    }
  });

  test('what overflows is an error, and never an answer that is not finite', async () => {
    const offset = [800, 800, 800, 800];
    await expectError(
      () => fitSync({ ...FOUR, loss: 'poisson', offset, intercept: false, lambdaRatio: 0.1 }),
      'NUMERICAL_BREAKDOWN',
    );
    const initial = { coefficients: [1e200, 1e200] };
    await expectError(() => fitSync({ ...FOUR, initial, lambdaRatio: 0.1 }), 'NUMERICAL_BREAKDOWN');
  });

  test('random problems end in a finite solution or a typed error', () => {
    const random = mulberry32(1);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const extreme = () => (random() < 0.5 ? 1 : pick([5e-324, 1e-310, 1e-165, 1e-50, 1e50, 1e150, 1e300]));
    for (let k = 0; k < 500; k++) {
      const [columns, rows] = [1 + Math.floor(random() * 3), 4 + Math.floor(random() * 4)];
      const loss = pick(['squared', 'huber', 'logistic', 'multinomial', 'poisson'] as const);
      const [x, y] = [extreme(), extreme()];
      const label = () => (loss === 'poisson' ? random() * y : (random() - 0.5) * y);
      const response = Array.from({ length: rows }, (_, i) =>
        loss === 'logistic' ? i % 2 : loss === 'multinomial' ? i % 3 : label(),
      );
      const problem = {
        matrix: Array.from({ length: rows }, () =>
          Array.from({ length: columns }, () => (random() - 0.5) * x),
        ),
        response,
        loss,
        penalty: pick(['l1', 'elasticNet', 'mcp', 'scad', 'l2'] as const),
        huberThreshold: y,
        sampleWeights: Array.from({ length: rows }, () => random() * Math.min(1e150, extreme()) + 5e-324),
        standardize: random() < 0.2,
        // Some have no minimum, and would only take longer.
        maxIterations: 20,
      };
      try {
        expectFinite(fitSync({ ...problem, lambda: extreme() }, { timeLimit: 5 }));
        expectFinite(pathSync({ ...problem, count: 5 }, { timeLimit: 5 }));
        expectFinite(crossValidateSync({ ...problem, count: 3, folds: 2 }, { timeLimit: 5 }));
      } catch (error) {
        expect(error).toBeInstanceOf(SuperlinearError);
        expect((error as SuperlinearError).code).not.toBe('INTERNAL');
      }
    }
  });
});

describe('blocks and graphs of extreme scale', () => {
  const CHAIN = [
    [2, -1, 0],
    [-1, 2, -1],
    [0, -1, 2],
  ];
  const GRAPH = {
    rows: 3,
    columns: 3,
    indptr: [0, 2, 5, 7],
    indices: [0, 1, 0, 1, 2, 1, 2],
    data: [2, -1, -1, 2, -1, -1, 2],
  };

  test('minimizeBlocks tells the violation where it ends, whatever a far start has left in its sums', () => {
    const matrix = [
      [1, 2, 0],
      [2, -1, 2 ** 31],
      [0, 1, 3],
      [1, 0, -1],
      [-1, 1, 2],
      [3, 1, 1],
    ];
    const target = [1, 2, -1, 0.5, -2, 3];
    const { violation, solution } = minimizeBlocksSync({ matrix, target, initial: [0, 0, 1], blockSize: 1 });
    const residuals = matrix.map(
      (row, i) =>
        row.reduce((sum, entry, j) => sum + entry * (solution[j] as number), 0) - (target[i] as number),
    );
    const slopes = [0, 1, 2].map((j) =>
      matrix.reduce((sum, row, i) => sum + (row[j] as number) * (residuals[i] as number), 0),
    );
    // The large entry amplifies the rounding of a residual, about 1e-16, by 2^31.
    expect(Math.abs(violation - Math.max(...slopes.map(Math.abs)))).toBeLessThan(1e-5);
  });

  test.each([1e-300, 1e-200, 1e200, 1e300])('minimizeBlocks refuses a target times %d', async (scale) => {
    for (const loss of ['squared', 'quadratic'] as const) {
      const problem = { matrix: CHAIN, target: [scale, 0, scale], loss };
      await expectError(() => minimizeBlocksSync(problem), 'INVALID_INPUT', 'target');
    }
    const matrix = CHAIN.map((row) => row.map((entry) => entry * scale));
    await expectError(() => minimizeBlocksSync({ matrix, target: [1, 0, 1] }), 'INVALID_INPUT', 'matrix');
  });

  test.each(['auto', 'cg', 'amg', 'cholesky', 'forestCg', 'forestBcd', 'greedyForestBcd'] as const)(
    '%s solves whatever the scale of matrix and right side',
    (method) => {
      for (const scale of [1e-300, 1e-200, 1e-100, 1e100]) {
        const matrix = { ...GRAPH, data: GRAPH.data.map((entry) => entry * scale) };
        const { status, solution } = solveGraphQuadraticSync({ matrix, rightSide: [1, 0, 1], method });
        expect(status).toBe('converged');
        expectAllClose(
          (solution as Float64Array).map((entry) => entry * scale),
          [1, 1, 1],
          1e-7,
        );
        const side = solveGraphQuadraticSync({ matrix: GRAPH, rightSide: [scale, 0, scale], method });
        expect(side.status).toBe('converged');
        expectAllClose(
          (side.solution as Float64Array).map((entry) => entry / scale),
          [1, 1, 1],
          1e-7,
        );
      }
    },
  );
});

describe('sizes that no array has', () => {
  const empty = { rows: 1e9, columns: 0, data: [] };
  const hollow = { rows: 1e9, columns: 2, indptr: [0, 1], indices: [0], data: [1] };
  const response = FOUR.response;

  /** Rejected immediately; allocating memory for 10^9 of anything would take seconds. */
  test.each([
    ['empty', empty],
    ['sparse', hollow],
  ] as const)('of a matrix that is %s', async (_, matrix) => {
    const point = { coefficients: [1, 2] };
    const model = { coefficients: [1, 2], intercept: 0, loss: 'squared' } as const;
    const actions = [
      () => fitSync({ matrix, response, lambda: 1 }),
      () => fitSync({ matrix, response, lambda: 1, layout: 'columnMajor' }),
      () => pathSync({ matrix, response }),
      () => crossValidateSync({ matrix, response }),
      () => crossValidateSync({ matrix, response, layout: 'columnMajor', folds: [0, 1, 0, 1] }),
      () => coordinate.lambdaMaxSync({ matrix, response }),
      () => coordinate.dualityGapSync({ matrix, response, lambda: 1, point }),
      () => coordinate.kktViolationSync({ matrix, response, lambda: 1, point }),
      () => coordinate.predictSync({ matrix, model }),
      () => minimizeBlocksSync({ matrix, target: response }),
    ];
    const start = performance.now();
    for (const action of actions) await expectError(action, 'INVALID_INPUT');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
