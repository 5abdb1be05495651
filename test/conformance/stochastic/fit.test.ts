/** Linear models of many rows, row by row: references of other programs, certificates, checkpoints. */

import { constrained, coordinate, load, stochastic } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certify } from '../../certificates/stochastic.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';
import { table } from './data.js';

beforeAll(() => load('stochastic'));
beforeAll(() => load('coordinate'));

const rows = [
  [1, 0, 2],
  [0, 1, 0.5],
  [1, -1, 0],
  [0, 2, 1],
  [-1, 0, 1],
];
const small = { matrix: rows, response: [1, -1, 1, -1, 1], loss: 'logistic' } as const;

/** The same rows as a sparse matrix. */
const sparse = {
  rows: 5,
  columns: 3,
  indptr: Int32Array.of(0, 2, 4, 6, 8, 10),
  indices: Int32Array.of(0, 2, 1, 2, 0, 1, 1, 2, 0, 2),
  data: Float64Array.of(1, 2, 1, 0.5, 1, -1, 2, 1, -1, 1),
};

const problem = (): stochastic.FitProblem => ({ ...small, matrix: sparse, lambda: 0.05, epochs: 30 });

checkSolver<stochastic.FitProblem, stochastic.FitSolution, stochastic.FitProgress>({
  method: 'stochastic.fit',
  solve: stochastic.fit,
  solveSync: stochastic.fitSync,
  problem,
  certify,
  verify: (solution) => {
    expect(solution.status).toBe('epochLimit');
    expect(solution.epochs).toBe(30);
    certify(problem(), solution);
  },
  random: true,
  long: () => ({ ...table(3, 20_000, 20), loss: 'logistic', epochs: 1e6 }),
  mayBeInfinite: ['lower', 'upper'],
});

describe('two passes in order, against vowpal wabbit and plain programs', () => {
  const inOrder = { ...small, sampling: 'cyclic', epochs: 2 } as const;
  test.each([
    [
      'ftrl',
      { learningRate: 0.5, beta: 1e-3, l1: 0.1, l2: 0.01 },
      [0.245724917029608, -1.35476385924848, 0.54765375537391, 0.426437755445307],
      0.52209637999185,
    ],
    [
      'adagrad',
      { learningRate: 0.5 },
      [0.292673781715231, -1.40082757213729, 0.598164402824001, 0.413890585296849],
      0.511741106005425,
    ],
    [
      'normalizedAdaptive',
      { learningRate: 0.5 },
      [0.252109944153508, -0.494890527091208, 0.148505117433233, 0.228536993556146],
      0.627236716407297,
    ],
    [
      'normalizedAdaptive',
      { learningRate: 0.5, importanceAware: false },
      [0.288732984130076, -0.540987714465097, 0.172783403442427, 0.259267120051415],
      0.622061218796304,
    ],
  ] as const)('%s %o', (method, settings, parameters, loss) => {
    for (const matrix of [rows, sparse]) {
      const solution = stochastic.fitSync({ ...inOrder, matrix, method, ...settings });
      [...solution.coefficients, solution.intercept].forEach((parameter, k) => {
        expect(parameter).toBeCloseTo(parameters[k] as number, 13);
      });
      expect(solution.progressiveLoss).toBeCloseTo(loss, 13);
      expect(solution.iterations).toBe(10);
    }
  });
});

describe('certificates', () => {
  const { matrix, response } = table(5, 300, 6);
  const numbers = response.map((label, i) => (label === 'yes' ? 1 : -1) + (i % 7) / 7);
  const counts = response.map((_, i) => i % 4);
  const losses: readonly stochastic.LossKind[] = [
    'squared',
    'huber',
    'logistic',
    'poisson',
    'hinge',
    'squaredHinge',
    'quantile',
    'epsilonInsensitive',
  ];
  const responseOf = (loss: stochastic.LossKind) => {
    if (loss === 'poisson') return counts;
    return ['logistic', 'hinge', 'squaredHinge'].includes(loss) ? response : numbers;
  };

  test.each(losses)('of %s, with each penalty, bounds, weights and offsets', (loss) => {
    for (const method of ['sgd', 'adagrad'] as const) {
      for (const penalty of ['l2', 'l1', 'elasticNet'] as const) {
        const base = { matrix, response: responseOf(loss), loss, penalty, lambda: 0.05, method, epochs: 5 };
        const weights = {
          sampleWeights: numbers.map((_, i) => i % 3),
          offset: numbers.map((_, i) => (i % 5) / 50),
        };
        const bounds = {
          lower: [0, -1, Number.NEGATIVE_INFINITY, 0, 0, -0.1],
          upper: new Array<number>(6).fill(0.5),
        };
        for (const more of [{}, weights, bounds, { batchSize: 7 }, { intercept: false, positive: true }]) {
          const problem = { ...base, ...more };
          const solution = stochastic.fitSync(problem);
          expect(solution.status).toBe('epochLimit');
          expect(solution.dualityGap).toBeGreaterThanOrEqual(0);
          certify(problem, solution);
        }
      }
    }
  });

  test('a tolerance ends the fit, and coordinate.fit finds the same model', () => {
    const shared = { matrix: rows, response: small.response, loss: 'logistic', intercept: false } as const;
    const problem = { ...shared, lambda: 0.1, method: 'sgd', tolerance: 1e-5, epochs: 2 ** 17 } as const;
    const solution = stochastic.fitSync(problem);
    expect(solution.status).toBe('converged');
    certify(problem, solution);
    // 40 digits, by Newton's method in another program.
    const minimum = 0.37280244791037936;
    expect(solution.objective as number).toBeGreaterThanOrEqual(minimum - 1e-15);
    expect((solution.objective as number) - minimum).toBeLessThanOrEqual(solution.dualityGap as number);
    const known = coordinate.fitSync({ ...shared, penalty: 'l2', lambda: 0.1, tolerance: 1e-12 });
    expect(known.objective).toBeCloseTo(minimum, 13);
  });

  test('its gap is that of coordinate.dualityGap', () => {
    const shared = { matrix, response, loss: 'logistic', penalty: 'elasticNet', intercept: false } as const;
    const solution = stochastic.fitSync({ ...shared, lambda: 0.02, epochs: 3 });
    const known = coordinate.dualityGapSync({ ...shared, lambda: 0.02, point: solution });
    expect(solution.objective).toBeCloseTo(known.objective, 13);
    expect(solution.dualityGap).toBeCloseTo(known.dualityGap as number, 12);
  });
});

/** Fits to a tolerance: the minimum is that of `coordinate.fit`, up to the gap. */
function expectMinimum(shared: stochastic.FitProblem & coordinate.FitProblem): void {
  const problem = { ...shared, method: 'sgd', tolerance: 2e-3, epochs: 2 ** 12 } as const;
  const solution = stochastic.fitSync(problem);
  certify(problem, solution);
  expect(solution.status).toBe('converged');
  const known = coordinate.fitSync({ ...shared, tolerance: 1e-10 });
  const excess = (solution.objective as number) - known.objective;
  expect(excess).toBeGreaterThanOrEqual(-1e-9);
  expect(excess).toBeLessThanOrEqual((solution.dualityGap as number) + 1e-9);
}

describe('several classes', () => {
  const { matrix } = table(17, 90, 4);
  const response = matrix.map((row, i) => {
    const [a = 0, b = 0, c = 0] = row;
    const scores = [a, b, c - a + Math.sin(i)];
    return ['red', 'green', 'blue'][scores.indexOf(Math.max(...scores))] as string;
  });
  const all = { matrix, response, loss: 'multinomial' } as const;
  const offset = matrix.map((_, i) => [Math.sin(i), 0.3, Math.cos(2 * i)]);

  test.each(['l2', 'l1', 'elasticNet', 'groupL2', 'none'] as const)(
    'certificates with the penalty %s',
    (penalty) => {
      const lambda = penalty === 'none' ? 0 : 0.02;
      for (const method of ['sgd', 'adagrad'] as const) {
        for (const more of [
          {},
          { sampleWeights: matrix.map((_, i) => i % 3) },
          { batchSize: 7 },
          { intercept: false, sampling: 'gradientNorm' },
          { offset },
          { offset, intercept: false, validationFraction: 0.1 },
        ] as const) {
          const problem = { ...all, penalty, lambda, method, epochs: 5, ...more };
          const solution = stochastic.fitSync(problem);
          expect(solution.status).toBe('epochLimit');
          expect([solution.coefficients.rows, solution.coefficients.columns]).toEqual([4, 3]);
          expect(solution.classes).toEqual(['blue', 'green', 'red']);
          certify(problem, solution);
        }
      }
    },
  );

  test.each([
    ['l2', true],
    ['elasticNet', true],
    ['groupL2', true],
    ['l2', false],
    ['groupL2', false],
  ] as const)('the minimum is that of coordinate.fit: %s, with an intercept: %s', (penalty, intercept) => {
    const shared = { ...all, penalty, lambda: 0.05, intercept, ...(intercept && { offset }) } as const;
    expectMinimum(shared);
  });

  test('its gap is that of coordinate.dualityGap', () => {
    const shared = { ...all, penalty: 'elasticNet', lambda: 0.02, intercept: false } as const;
    const solution = stochastic.fitSync({ ...shared, epochs: 3 });
    const known = coordinate.dualityGapSync({ ...shared, point: solution });
    expect(solution.objective).toBeCloseTo(known.objective, 13);
    expect(solution.dualityGap).toBeCloseTo(known.dualityGap as number, 12);
  });

  test('coordinate.predict takes the model', () => {
    for (const loss of ['multinomial', 'hinge'] as const) {
      const two = loss === 'hinge' ? response.map((of) => String(of === response[0])) : response;
      const model = stochastic.fitSync({ ...all, loss, response: two, lambda: 1e-3, epochs: 20 });
      const predicted = coordinate.predictSync({ model, matrix }).response as readonly string[];
      expect(predicted.filter((of, i) => of === two[i]).length).toBeGreaterThan(70);
    }
  });

  test('two classes of one predictor are those of two with opposite coefficients', () => {
    const two = { matrix: rows, response: small.response, intercept: false, method: 'sgd' } as const;
    const settings = { sampling: 'cyclic', schedule: 'constant', epochs: 3, penalty: 'none' } as const;
    // The slopes of each of two predictors are half of those along their difference.
    const several = stochastic.fitSync({ ...two, ...settings, loss: 'multinomial', learningRate: 0.1 });
    const one = stochastic.fitSync({ ...two, ...settings, loss: 'logistic', learningRate: 0.2 });
    one.coefficients.forEach((w, j) => {
      const [below = 0, above = 0] = several.coefficients.data.slice(2 * j, 2 * j + 2);
      expect(above - below).toBeCloseTo(w, 13);
      expect(above + below).toBeCloseTo(0, 13);
    });
  });

  test('checkpoints, starts and validation', () => {
    const validation = { validationMatrix: matrix, validationResponse: response };
    for (const penalty of ['l2', 'groupL2'] as const) {
      const problem = { ...all, ...validation, penalty, lambda: 0.01 } as const;
      const whole = stochastic.fitSync({ ...problem, epochs: 4 });
      const { checkpoint } = stochastic.fitSync({ ...problem, epochs: 1.3 });
      const resumed = stochastic.fitSync({ ...problem, epochs: 4, checkpoint: checkpoint as Uint8Array });
      expect(resumed.coefficients).toEqual(whole.coefficients);
      expect(resumed.intercept).toEqual(whole.intercept);
      expect(resumed.checkpoint).toEqual(whole.checkpoint);
      expect(whole.validationLoss).toBeLessThan(Math.log(3));
      const started = stochastic.fitSync({ ...problem, initial: whole, learningRate: 1e-9, epochs: 1 });
      started.coefficients.data.forEach((w, k) => {
        expect(w).toBeCloseTo(whole.coefficients.data[k] as number, 6);
      });
    }
  });

  test('any number of threads gives the same bits', () => {
    const problem = { ...all, penalty: 'groupL2', lambda: 0.01, epochs: 3 } as const;
    expect(stochastic.fitSync(problem, { threads: 4 })).toEqual(stochastic.fitSync(problem, { threads: 1 }));
  });

  test.each([
    ['one class', { response: matrix.map(() => 'red') }, 'response'],
    ['an offset of one predictor', { offset: matrix.map(() => 0) }, 'offset'],
    ['an offset of few rows', { offset: [[0, 0, 0]] }, 'offset'],
    ['an offset that is no number', { offset: matrix.map(() => [0, Number.NaN, 0]) }, 'offset[0][1]'],
    ['one flow', { method: 'normalizedAdaptive' }, 'method'],
    ['a start of one predictor', { initial: { coefficients: [0, 0, 0, 0] } }, 'initial.coefficients'],
    [
      'a start with an intercept for two',
      {
        initial: {
          coefficients: [
            [0, 0, 0],
            [0, 0, 0],
            [0, 0, 0],
            [0, 0, 0],
          ],
          intercept: [0, 0],
        },
      },
      'initial.intercept',
    ],
  ] as const)('%s: refused', async (_, more, path) => {
    await expectError(
      () => stochastic.fit({ ...all, ...more } as stochastic.FitProblem),
      'INVALID_INPUT',
      path,
    );
  });
});

describe('groups', () => {
  const { matrix, response } = table(19, 120, 6);
  const groups = [0, 1, 0, 2, 2, 1];
  const all = { matrix, response, loss: 'logistic', penalty: 'groupL2', groups } as const;

  test('the minimum is that of coordinate.fit', () => {
    for (const more of [{}, { groupWeights: [1, 2, 0.5] }, { intercept: false }] as const) {
      const shared = { ...all, ...more, lambda: 0.03 } as const;
      expectMinimum(shared);
    }
  });

  test('are zero as a whole, and certified', () => {
    for (const method of ['sgd', 'adagrad'] as const) {
      // The strength of the last group is above the gradients of all rows.
      const problem = { ...all, lambda: 0.1, groupWeights: [0.1, 0.1, 100], method, epochs: 10 } as const;
      const solution = stochastic.fitSync(problem);
      certify(problem, solution);
      expect(Array.from(solution.coefficients, (w) => w === 0)).toEqual(groups.map((group) => group === 2));
      expect([...solution.support]).toEqual([0, 1, 2, 5]);
    }
  });

  test('an unpenalized group leaves no gap', () => {
    const problem = { ...all, lambda: 0.1, groupWeights: [0, 1, 1], epochs: 3 } as const;
    const solution = stochastic.fitSync(problem);
    expect(solution.dualityGap).toBeUndefined();
    expect(solution.gradientNorm).toBeGreaterThan(0);
    certify(problem, solution);
  });

  /** Descent that visits every group in each step. */
  function eager(isAdagrad: boolean, epochs: number): number[] {
    const [rate, of] = [0.3, [0, 1, 0]];
    const [w, squares] = [new Array<number>(3).fill(0), [0, 0]];
    for (let step = 0; step < epochs * rows.length; step++) {
      const [row, y] = [rows[step % 5] as number[], small.response[step % 5] as number];
      const z = row.reduce((sum, x, j) => sum + x * (w[j] as number), 0);
      const slope = -y / (1 + Math.exp(y * z));
      for (const group of [0, 1]) {
        const members = [0, 1, 2].filter((j) => of[j] === group);
        for (const j of members)
          squares[group] = (squares[group] as number) + (slope * (row[j] as number)) ** 2;
        const square = squares[group] as number;
        if (isAdagrad && square === 0) continue;
        const length = isAdagrad ? rate / (Math.sqrt(square) + 1e-10) : rate;
        for (const j of members) w[j] = (w[j] as number) - length * slope * (row[j] as number);
        const size = Math.hypot(...members.map((j) => w[j] as number));
        const factor = size > 0 ? Math.max(0, 1 - (length * 0.04 * Math.sqrt(members.length)) / size) : 1;
        for (const j of members) w[j] = (w[j] as number) * factor;
      }
    }
    return w;
  }

  test.each(['sgd', 'adagrad'] as const)('missed steps of the penalty are made at once: %s', (method) => {
    const settings = { penalty: 'groupL2', groups: [0, 1, 0], lambda: 0.04, intercept: false } as const;
    const order = { sampling: 'cyclic', epochs: 20, learningRate: 0.3 } as const;
    const schedule = method === 'sgd' ? ({ schedule: 'constant' } as const) : {};
    const expected = eager(method === 'adagrad', 20);
    for (const matrix of [rows, sparse]) {
      const problem = { ...small, matrix, method, ...settings, ...order, ...schedule } as const;
      stochastic.fitSync(problem).coefficients.forEach((w, j) => {
        expect(w).toBeCloseTo(expected[j] as number, 12);
      });
    }
  });

  test.each([
    ['no groups', { groups: undefined }, 'groups'],
    ['too few groups', { groups: [0, 1] }, 'groups'],
    ['a gap', { groups: [0, 2, 0, 2, 2, 2] }, 'groups'],
    ['a negative group', { groups: [0, 1, 0, -1, 2, 1] }, 'groups[3]'],
    ['too few weights', { groupWeights: [1, 1] }, 'groupWeights'],
    ['a negative weight', { groupWeights: [1, -1, 1] }, 'groupWeights[1]'],
    ['groups of l1', { penalty: 'l1' }, 'groups'],
    ['bounds', { positive: true }, 'positive'],
    ['ftrl', { method: 'ftrl', lambda: 0 }, 'penalty'],
  ] as const)('%s: refused', async (_, more, path) => {
    await expectError(
      () => stochastic.fit({ ...all, lambda: 0.1, ...more } as stochastic.FitProblem),
      'INVALID_INPUT',
      path,
    );
  });
});

describe('factors of features', () => {
  const { matrix, response } = table(23, 150, 5);
  const penaltyFactors = [1, 0.5, 3, 0.1, 200];
  const all = { matrix, response, loss: 'logistic', penaltyFactors } as const;

  test.each([
    ['l1', 'sgd'],
    ['l2', 'sgd'],
    ['elasticNet', 'sgd'],
    ['l1', 'adagrad'],
    ['elasticNet', 'adagrad'],
  ] as const)('the minimum of %s by %s is that of coordinate.fit', (penalty, method) => {
    const shared = { ...all, penalty, lambda: 0.02 } as const;
    const problem = { ...shared, method, epochs: 1000 } as const;
    const solution = stochastic.fitSync(problem);
    certify(problem, solution);
    const known = coordinate.fitSync({ ...shared, tolerance: 1e-12 });
    const excess = (solution.objective as number) - known.objective;
    expect(excess).toBeGreaterThanOrEqual(-1e-12);
    expect(excess).toBeLessThanOrEqual(method === 'sgd' ? 1e-4 : 5e-3);
    expect(excess).toBeLessThanOrEqual(solution.dualityGap as number);
    if (penalty !== 'l2') expect(solution.coefficients[4]).toBe(0);
  });

  test('a factor of 0 frees a feature, and leaves no gap', () => {
    const shared = { ...all, penaltyFactors: [0, 1, 1, 1, 1], penalty: 'elasticNet', lambda: 0.05 } as const;
    const problem = { ...shared, method: 'sgd', epochs: 1000, tolerance: 1e-2 } as const;
    const solution = stochastic.fitSync(problem);
    expect(solution.status).toBe('converged');
    expect(solution.dualityGap).toBeUndefined();
    certify(problem, solution);
    const known = coordinate.fitSync({ ...shared, tolerance: 1e-12 });
    expect((solution.objective as number) - known.objective).toBeLessThan(1e-3);
    expect((solution.objective as number) - known.objective).toBeGreaterThan(-1e-12);
  });

  test.each(['squared', 'huber', 'logistic', 'poisson', 'multinomial'] as const)(
    'the largest lambda of %s is that of coordinate.fit',
    (loss) => {
      const numbers = matrix.map((row, i) => (row[0] as number) + Math.sin(i));
      const counts = matrix.map((_, i) => i % 4);
      const classes = matrix.map((row, i) => (i % 7 === 0 ? 'c' : (row[1] as number) > 0 ? 'a' : 'b'));
      const responses = { squared: numbers, huber: numbers, logistic: response, poisson: counts };
      const offset =
        loss === 'multinomial'
          ? matrix.map((_, i) => [Math.sin(i), 0, i % 3])
          : matrix.map((_, i) => Math.sin(5 * i));
      const problem = {
        matrix,
        response: loss === 'multinomial' ? classes : responses[loss],
        loss,
        lambdaRatio: 0.3,
      } as const;
      const sampleWeights = matrix.map((_, i) => i % 3);
      for (const penalty of ['l1', 'elasticNet', 'l2', 'groupL2'] as const) {
        const groups = penalty === 'groupL2' ? { groups: [0, 1, 0, 2, 1] } : { penaltyFactors };
        for (const more of [{}, { sampleWeights }, { offset }, { intercept: false }]) {
          const shared = { ...problem, penalty, ...groups, ...more };
          const { lambda } = stochastic.fitSync({ ...shared, epochs: 0.1 });
          expect(lambda / coordinate.fitSync({ ...shared, maxIterations: 1 }).lambda).toBeCloseTo(1, 6);
        }
      }
    },
  );

  test.each(['hinge', 'squaredHinge', 'quantile', 'epsilonInsensitive'] as const)(
    'from the largest lambda of %s on, no coefficients are better than 0, and below it some are',
    (loss) => {
      const numbers = matrix.map((row, i) => (row[0] as number) + Math.sin(i));
      const isOfClasses = loss === 'hinge' || loss === 'squaredHinge';
      const y = isOfClasses ? response.map((label) => (label === 'yes' ? 1 : -1)) : numbers;
      const values = {
        hinge: (z: number, y: number) => Math.max(0, 1 - y * z),
        squaredHinge: (z: number, y: number) => Math.max(0, 1 - y * z) ** 2 / 2,
        quantile: (z: number, y: number) => Math.abs(y - z) / 2,
        epsilonInsensitive: (z: number, y: number) => Math.max(0, Math.abs(y - z) - 0.1),
      };
      const mean = (z: number) => y.reduce((sum, y) => sum + values[loss](z, y), 0) / y.length;
      let [low, high] = [-10, 10];
      for (let k = 0; k < 200; k++) {
        const [first, second] = [low + (high - low) / 3, high - (high - low) / 3];
        if (mean(first) < mean(second)) high = second;
        else low = first;
      }
      for (const intercept of [true, false]) {
        const none = mean(intercept ? low : 0);
        const shared = { matrix, response: isOfClasses ? response : numbers, loss, penalty: 'l1' } as const;
        const settings = { intercept, method: 'sgd', epochs: 400, learningRate: 0.02 } as const;
        const at = (lambdaRatio: number) => {
          const problem = { ...shared, ...settings, lambdaRatio };
          const solution = stochastic.fitSync(problem);
          certify(problem, solution);
          return solution.objective as number;
        };
        expect(at(1)).toBeGreaterThanOrEqual(none * (1 - 1e-12));
        expect(at(0.7)).toBeLessThan(none * (1 - 1e-3));
      }
    },
  );

  test.each([
    ['a negative factor', { penaltyFactors: [1, -1, 1, 1, 1] }, 'penaltyFactors[1]'],
    ['few factors', { penaltyFactors: [1] }, 'penaltyFactors'],
    ['a product that overflows', { penaltyFactors: [1, 1, 1e300, 1, 1], lambda: 1e300 }, 'penaltyFactors[2]'],
    ['factors of no penalty', { penalty: 'none', lambda: 0 }, 'penaltyFactors'],
    ['factors of groups', { penalty: 'groupL2', groups: [0, 0, 0, 0, 0] }, 'penaltyFactors'],
    ['factors of ftrl', { method: 'ftrl', lambda: 0 }, 'penaltyFactors'],
    ['factors for large steps', { method: 'gradient', lambda: 0 }, 'penaltyFactors'],
    ['two strengths', { lambdaRatio: 0.1 }, 'lambdaRatio'],
    ['a negative ratio', { lambda: 0, lambdaRatio: -1 }, 'lambdaRatio'],
    [
      'a ratio of no penalty',
      { lambda: 0, lambdaRatio: 1, penalty: 'none', penaltyFactors: undefined },
      'lambdaRatio',
    ],
    [
      'a ratio with a free feature',
      { lambda: 0, lambdaRatio: 1, penaltyFactors: [1, 1, 0, 1, 1] },
      'lambdaRatio',
    ],
    [
      'a ratio of ftrl',
      { lambda: 0, lambdaRatio: 1, penaltyFactors: undefined, method: 'ftrl' },
      'lambdaRatio',
    ],
    ['a ratio that overflows', { lambda: 0, lambdaRatio: 1e308, penalty: 'l2' }, 'lambdaRatio'],
  ] as const)('%s: refused', async (_, more, path) => {
    await expectError(
      () => stochastic.fit({ ...all, lambda: 0.1, ...more } as stochastic.FitProblem),
      'INVALID_INPUT',
      path,
    );
  });
});

describe('averages', () => {
  const { matrix, response } = table(29, 300, 4);
  const numbers = response.map((label, i) => (label === 'yes' ? 1 : -1) + Math.sin(37 * i));
  const noisy = {
    matrix,
    response: numbers,
    method: 'sgd',
    schedule: 'constant',
    learningRate: 0.1,
  } as const;

  test.each(['polyak', 'exponential'] as const)(
    '%s: nearer to the minimum where steps are noisy',
    (average) => {
      const last = stochastic.fitSync({ ...noisy, epochs: 20 });
      const mean = stochastic.fitSync({ ...noisy, epochs: 20, average });
      certify({ ...noisy, epochs: 20, average }, mean);
      const { objective: minimum } = coordinate.fitSync({ matrix, response: numbers, lambda: 0 });
      const [far, near] = [last, mean].map(({ objective = 0 }) => objective - minimum) as [number, number];
      expect(near).toBeLessThan(0.3 * far);
      expect(near).toBeGreaterThan(-1e-12);
    },
  );

  test('polyak is the mean of the coefficients at equal distances', () => {
    // Rows of 4 entries: a model after each 16 rows, from half of 600 rows on.
    const prefix = (maxIterations: number) =>
      stochastic.fitSync({ ...noisy, sampling: 'cyclic', maxIterations }).coefficients;
    const places = Array.from({ length: 19 }, (_, k) => 300 + Math.min(300, 16 * k));
    places.push(600);
    const models = places.map(prefix);
    const mean = stochastic.fitSync({ ...noisy, sampling: 'cyclic', maxIterations: 600, average: 'polyak' });
    mean.coefficients.forEach((w, j) => {
      expect(w).toBeCloseTo(models.reduce((sum, model) => sum + (model[j] as number), 0) / models.length, 13);
    });
  });

  test.each(['adagrad', 'ftrl', 'sgd', 'normalizedAdaptive'] as const)(
    '%s continues to the bit',
    (method) => {
      const sampling = method === 'normalizedAdaptive' ? 'gradientNorm' : 'shuffle';
      const problem = {
        matrix,
        response,
        loss: 'logistic',
        method,
        sampling,
        average: 'polyak',
        epochs: 7,
      } as const;
      const whole = stochastic.fitSync(problem);
      let checkpoint: Uint8Array | undefined;
      // Runs in parts of growing time: the first ones end anywhere.
      for (let timeLimit = 1e-5; ; timeLimit *= 1.5) {
        const part = stochastic.fitSync({ ...problem, ...(checkpoint && { checkpoint }) }, { timeLimit });
        checkpoint = part.checkpoint as Uint8Array;
        if (part.status === 'timeLimit') continue;
        expect(part.coefficients).toEqual(whole.coefficients);
        expect(part.checkpoint).toEqual(whole.checkpoint);
        return;
      }
    },
  );

  test('of groups, of several classes and of batches are certified', () => {
    const problem = { matrix, response, loss: 'multinomial', penalty: 'groupL2', lambda: 0.02 } as const;
    for (const method of ['sgd', 'adagrad'] as const) {
      const all = { ...problem, method, batchSize: 7, epochs: 3.3, average: 'polyak' } as const;
      certify(all, stochastic.fitSync(all));
    }
  });

  test('need steps along rows', async () => {
    const problem = { matrix, response, loss: 'logistic', method: 'gradient', average: 'polyak' } as const;
    await expectError(() => stochastic.fit(problem), 'INVALID_INPUT', 'average');
  });
});

describe('missed steps of the penalty', () => {
  /** Gradient descent that visits every coefficient in each step. */
  function eager(
    problem: {
      rate: number;
      l1: number;
      l2: number;
      isAdagrad: boolean;
      factors: readonly number[];
      decay: number;
    },
    epochs: number,
  ): number[] {
    const [w, squares] = [new Array<number>(3).fill(0), new Array<number>(3).fill(0)];
    for (let step = 0; step < epochs * rows.length; step++) {
      const [row, y] = [rows[step % 5] as number[], small.response[step % 5] as number];
      const z = row.reduce((sum, x, j) => sum + x * (w[j] as number), 0);
      const slope = -y / (1 + Math.exp(y * z));
      row.forEach((x, j) => {
        squares[j] = (squares[j] as number) + (slope * x) ** 2;
        const square = squares[j] as number;
        if (problem.isAdagrad && square === 0) return;
        const fraction = problem.isAdagrad ? 1 / (Math.sqrt(square) + 1e-10) : problem.decay ** step;
        const rate = problem.rate * fraction;
        const moved = (w[j] as number) - rate * slope * x;
        const [l1, l2] = [problem.l1, problem.l2].map((of) => of * (problem.factors[j] as number)) as [
          number,
          number,
        ];
        w[j] = (Math.sign(moved) * Math.max(0, Math.abs(moved) - rate * l1)) / (1 + rate * l2);
      });
    }
    return w;
  }

  test.each([
    ['l1', 'sgd', 1],
    ['l2', 'sgd', 0],
    ['elasticNet', 'sgd', 0.3],
    ['l1', 'adagrad', 1],
    ['l2', 'adagrad', 0],
    ['elasticNet', 'adagrad', 0.3],
  ] as const)('%s of %s', (penalty, method, share) => {
    const settings = {
      penalty,
      method,
      lambda: 0.04,
      l1Ratio: share,
      learningRate: 0.3,
      intercept: false,
    } as const;
    const schedule = method === 'sgd' ? ({ schedule: { kind: 'exponential', decay: 0.99 } } as const) : {};
    const order = { sampling: 'cyclic', epochs: 20 } as const;
    for (const factors of [
      [1, 1, 1],
      [0.5, 2, 1],
      [0, 1, 1e-9],
    ]) {
      const [isAdagrad, decay] = [method === 'adagrad', 0.99];
      const strengths = { l1: 0.04 * share, l2: 0.04 * (1 - share) };
      const expected = eager({ rate: 0.3, ...strengths, isAdagrad, factors, decay }, 20);
      const penaltyFactors = factors.some((factor) => factor !== 1) ? { penaltyFactors: factors } : {};
      for (const matrix of [rows, sparse]) {
        const problem = { ...small, matrix, ...settings, ...schedule, ...order, ...penaltyFactors };
        stochastic.fitSync(problem).coefficients.forEach((w, j) => {
          expect(w).toBeCloseTo(expected[j] as number, 13);
        });
      }
    }
  });
});

describe('checkpoints', () => {
  const { matrix, response } = table(7, 500, 4);
  const all = { matrix, response, loss: 'logistic', lambda: 1e-3 } as const;

  test.each(['adagrad', 'ftrl', 'normalizedAdaptive'] as const)('%s continues to the bit', (method) => {
    const settings = method === 'adagrad' ? {} : { lambda: 0 };
    const problem = { ...all, ...settings, method, validationFraction: 0.2 } as const;
    for (const first of [0.4, 1, 2.5]) {
      const { checkpoint } = stochastic.fitSync({ ...problem, epochs: first });
      const resumed = stochastic.fitSync({ ...problem, epochs: 4, checkpoint: checkpoint as Uint8Array });
      const whole = stochastic.fitSync({ ...problem, epochs: 4 });
      expect(resumed.coefficients).toEqual(whole.coefficients);
      expect(resumed.intercept).toBe(whole.intercept);
      expect(resumed.progressiveLoss).toBe(whole.progressiveLoss);
      expect(resumed.learningRate).toBe(whole.learningRate);
    }
  });

  test.each([
    ['shuffle', 7],
    ['gradientNorm', 1],
    ['gradientNorm', 3],
    ['lipschitz', 5],
  ] as const)(
    'a budget that ends within an epoch continues to the bit: %s, batches of %i',
    (sampling, batchSize) => {
      const problem = { ...all, sampling, batchSize } as const;
      const whole = stochastic.fitSync({ ...problem, epochs: 3 });
      for (const first of [0.3, 0.502, 1.7]) {
        const { checkpoint } = stochastic.fitSync({ ...problem, epochs: first });
        const resumed = stochastic.fitSync({ ...problem, epochs: 3, checkpoint: checkpoint as Uint8Array });
        expect(resumed.coefficients).toEqual(whole.coefficients);
        expect(resumed.progressiveLoss).toBe(whole.progressiveLoss);
        expect(resumed.checkpoint).toEqual(whole.checkpoint);
      }
    },
  );

  test('damaged bytes and those of other settings are refused', async () => {
    const { checkpoint } = stochastic.fitSync({ ...all, epochs: 1 });
    const bytes = checkpoint as Uint8Array;
    for (let k = 0; k < bytes.length; k += 37) {
      const damaged = bytes.slice();
      damaged[k] = (damaged[k] as number) ^ 4;
      await expectError(() => stochastic.fit({ ...all, checkpoint: damaged }), 'INVALID_INPUT', 'checkpoint');
    }
    for (const checkpoint of [new Uint8Array(0), bytes.subarray(0, 40), new Uint8Array(100)])
      await expectError(() => stochastic.fit({ ...all, checkpoint }), 'INVALID_INPUT', 'checkpoint');
    await expectError(
      () => stochastic.fit({ ...all, lambda: 1e-2, checkpoint: bytes }),
      'INVALID_INPUT',
      'checkpoint',
    );
  });
});

describe('large steps', () => {
  test.each(['normalized', 'gradient', 'perceptron'] as const)('%s separates, with a margin', (method) => {
    const problem = {
      matrix: [
        [2, 1],
        [1, 3],
        [-1, 0],
        [-2, -2],
      ],
      response: [1, 1, 0, 0],
      loss: 'logistic',
      method,
    } as const;
    const solution = stochastic.fitSync(problem);
    expect(solution.status).toBe('converged');
    expect(solution.mistakes).toBe(0);
    expect(solution.margin).toBeGreaterThan(0);
    expect(solution.stepBound).toBeGreaterThanOrEqual(1);
    certify(problem, solution);
  });

  test('rows that no hyperplane separates leave mistakes, and a quadratic program proves it', async () => {
    await load('constrained-quadratic');
    const problem = {
      matrix: [
        [2, 1],
        [-1, 1],
        [-1, -2],
      ],
      response: [1, 1, 1],
      loss: 'logistic',
      method: 'normalized',
      intercept: false,
      maxIterations: 50,
    } as const;
    const solution = stochastic.fitSync(problem);
    expect(solution.status).toBe('iterationLimit');
    expect(solution.mistakes).toBeGreaterThan(0);
    expect(solution.margin).toBeUndefined();
    const { status, certificate } = constrained.quadraticProgramSync({
      hessian: [
        [1, 0],
        [0, 1],
      ],
      linear: [0, 0],
      constraintMatrix: problem.matrix,
      constraintLower: [1, 1, 1],
    });
    expect(status).toBe('infeasible');
    const multipliers = certificate?.multipliers ?? [];
    const combined = [0, 1].map((j) =>
      problem.matrix.reduce((sum, row, i) => sum + (row[j] as number) * (multipliers[i] as number), 0),
    );
    expectAllClose(combined, [0, 0], 1e-8 * Math.max(...Array.from(multipliers, Math.abs)));
  });
});

describe('rates, weights and endings', () => {
  test.each([
    ['squared', {}],
    ['huber', { huberThreshold: 1 }],
    ['quantile', { quantile: 0.5 }],
    ['epsilonInsensitive', { insensitivity: 0.25 }],
  ] as const)('rates to choose from fit responses of any size: %s', (loss, threshold) => {
    const { matrix } = table(17, 400, 3);
    const response = matrix.map(([a = 0, b = 0], i) => 1 + a - 2 * b + 0.1 * Math.sin(i));
    for (const method of ['adagrad', 'normalizedAdaptive'] as const) {
      const shared = { matrix, loss, method, epochs: 5 } as const;
      const one = stochastic.fitSync({ ...shared, ...threshold, response });
      for (const scale of [2 ** 18, 2 ** -10]) {
        const scaled = Object.entries(threshold).map(([name, value]) => [
          name,
          name === 'quantile' ? value : value * scale,
        ]);
        const other = stochastic.fitSync({
          ...shared,
          ...Object.fromEntries(scaled),
          response: response.map((y) => y * scale),
        });
        expect(other.learningRate).toBe(one.learningRate * scale);
        expectAllClose(
          (other.coefficients as Float64Array).map((w) => w / scale),
          one.coefficients,
          1e-5,
        );
      }
    }
  });

  const { matrix, response } = table(11, 400, 5);

  test('rows of weight 0 change nothing, not even the number of steps', () => {
    const settings = { loss: 'logistic', sampling: 'cyclic', epochs: 2, lambda: 0.01 } as const;
    const known = stochastic.fitSync({ matrix, response, ...settings });
    const solution = stochastic.fitSync({
      matrix: [[1e300, 0, 0, 0, 0], ...matrix, [0, 1e300, 0, 0, 0]],
      response: ['no', ...response, 'yes'],
      sampleWeights: [0, ...response.map(() => 3), 0],
      ...settings,
    });
    expect(solution.coefficients).toEqual(known.coefficients);
    expect(solution.iterations).toBe(known.iterations);
  });

  test('a rate that is too large diverges, and a smaller one is proposed', () => {
    const numbers = response.map((label) => (label === 'yes' ? 1 : 0));
    const solution = stochastic.fitSync({ matrix, response: numbers, method: 'sgd', learningRate: 1e6 });
    expect(solution.status).toBe('diverged');
    expect(solution.suggestedLearningRate).toBe(2.5e5);
    expect([...solution.coefficients].every((w) => Math.abs(w) < 1e3)).toBe(true);
  });

  test('patience ends the fit with the best model by validation', () => {
    const random = table(13, 60, 40);
    const settings = {
      loss: 'logistic',
      learningRate: 0.5,
      epochs: 500,
      validationFraction: 0.5,
      patience: 3,
    } as const;
    const solution = stochastic.fitSync({ ...random, ...settings });
    expect(solution.status).toBe('stoppedEarly');
    const losses = solution.history.map(({ validationLoss }) => validationLoss as number);
    expect(solution.validationLoss).toBe(Math.min(...losses));
    expect(losses.length).toBe(losses.indexOf(Math.min(...losses)) + 4);
  });

  test.each(['shuffle', 'uniform', 'cyclic', 'lipschitz', 'gradientNorm'] as const)(
    'batches that do not divide the rows take as many steps as given: %s',
    (sampling) => {
      const problem = { matrix: rows, response: small.response, loss: 'logistic', method: 'sgd' } as const;
      for (const [batchSize, maxIterations] of [
        [2, 6],
        [2, 7],
        [3, 40],
        [4, 1],
        [9, 5],
      ] as const) {
        const solution = stochastic.fitSync({ ...problem, sampling, batchSize, maxIterations });
        expect(solution.status).toBe('iterationLimit');
        expect(solution.iterations).toBe(maxIterations);
      }
      const { iterations, epochs } = stochastic.fitSync({ ...problem, sampling, batchSize: 2, epochs: 1.5 });
      expect([iterations, epochs]).toEqual([5, 1.8]);
    },
  );

  test('slopes whose sums overflow prove nothing', async () => {
    const problem = {
      matrix: rows.map(() => [1e300]),
      response: rows.map(() => 1e8),
      penalty: 'l1',
      lambda: 0.1,
      intercept: false,
      tolerance: 1e-3,
    } as const;
    expect(stochastic.fitSync({ ...problem, certificate: false }).status).toBe('epochLimit');
    await expectError(() => stochastic.fit(problem), 'INVALID_INPUT', 'matrix');
  });

  test('validation losses and margins that overflow are no infinite figures', () => {
    const counts = { matrix: [[0.1], [0.2]], response: [1, 2], loss: 'poisson', epochs: 3 } as const;
    const validated = { ...counts, validationMatrix: [[1e5]], validationResponse: [1] } as const;
    const { history, validationLoss } = stochastic.fitSync(validated);
    expect(history.map((record) => record.validationLoss)).toEqual(new Array(3).fill(Number.MAX_VALUE));
    expect(validationLoss).toBe(Number.MAX_VALUE);
    const separated = stochastic.fitSync({
      matrix: [[1e100], [-1e100]],
      response: [1, 0],
      loss: 'logistic',
      method: 'gradient',
      learningRate: 1e100,
      intercept: false,
    });
    expect(separated.margin ?? 1).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(separated.stepBound ?? 1).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  test('any number of threads gives the same bits', () => {
    const problem = { matrix, response, loss: 'hinge', lambda: 0.01, epochs: 3 } as const;
    expect(stochastic.fitSync(problem, { threads: 4 })).toEqual(stochastic.fitSync(problem, { threads: 1 }));
  });

  test('draws by norms are unbiased: they meet the minimum too', () => {
    const problem = { matrix, response, loss: 'logistic', lambda: 0.1, method: 'sgd', epochs: 200 } as const;
    for (const sampling of ['uniform', 'lipschitz', 'shuffle'] as const)
      expect(stochastic.fitSync({ ...problem, sampling }).relativeGap).toBeLessThan(5e-3);
  });
});

test.each([
  ['three classes', { response: [1, 2, 3, 1, 2] }, 'response'],
  ['weights of 0', { sampleWeights: [0, 0, 0, 0, 0] }, 'sampleWeights'],
  ['a rate of 0', { learningRate: 0 }, 'learningRate'],
  ['two budgets', { epochs: 1, maxIterations: 3 }, 'maxIterations'],
  ['a ridge of ftrl', { method: 'ftrl', lambda: 0.1 }, 'lambda'],
  ['sums of adagrad', { l1: 0.1 }, 'l1'],
  ['a schedule of adagrad', { schedule: { kind: 'constant' } }, 'schedule'],
  ['batches of one flow', { method: 'normalizedAdaptive', batchSize: 2 }, 'batchSize'],
  ['bounds of ftrl', { method: 'ftrl', positive: true }, 'positive'],
  ['a hinge for large steps', { method: 'perceptron', loss: 'hinge' }, 'method'],
  ['batches of large steps', { method: 'normalized', batchSize: 2 }, 'batchSize'],
  ['an order for large steps', { method: 'gradient', sampling: 'cyclic' }, 'sampling'],
  ['patience of large steps', { method: 'perceptron', patience: 3 }, 'patience'],
  ['patience without rows for validation', { patience: 3 }, 'patience'],
  ['a loss that overflows', { response: [1e200, 0, 1, 2, 3], loss: 'squared' }, 'response'],
  [
    'an offset beyond the loss',
    { response: [1, 0, 1, 2, 3], loss: 'poisson', offset: [1e3, 0, 0, 0, 0] },
    'offset',
  ],
  [
    'columns out of order',
    { matrix: { ...sparse, indices: [2, 0, 1, 2, 0, 1, 1, 2, 0, 2] } },
    'matrix.indices[1]',
  ],
  ['an entry that is no number', { matrix: [[Number.NaN, 0, 0], ...rows.slice(1)] }, 'matrix[0][0]'],
  ['half of the rows and more', { validationFraction: 0.7 }, 'validationFraction'],
  [
    'classes unknown to the rows',
    { validationMatrix: [[0, 0, 0]], validationResponse: [7] },
    'validationResponse[0]',
  ],
] as const)('%s: refused', async (_, more, path) => {
  await expectError(
    () => stochastic.fit({ ...small, ...more } as stochastic.FitProblem),
    'INVALID_INPUT',
    path,
  );
});
