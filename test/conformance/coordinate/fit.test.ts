/** Generalized linear models: known solutions, optimality, and invariance. */

import * as fc from 'fast-check';
import { coordinate, load, type Matrix } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyFit } from '../../certificates/coordinate.js';
import { NINE_CLASSIFIED, SIX, SIX_CLASSIFIED, SIX_GROUPED } from '../../data/coordinate.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { sparse, transposed } from '../../support/matrices.js';
import { mulberry32 } from '../../support/random.js';
import { corr, text } from '../../support/regression.js';

const { fitSync } = coordinate;

/** Accuracy of the known solutions. */
const KNOWN = 1e-9;

beforeAll(() => load('coordinate'));

checkSolver({
  method: 'coordinate.fit',
  certify: certifyFit,
  solve: coordinate.fit<coordinate.FitProblem>,
  solveSync: fitSync<coordinate.FitProblem>,
  problem: () => ({
    ...SIX,
    layout: 'rowMajor' as const,
    loss: 'squared' as const,
    huberThreshold: 1,
    penalty: 'elasticNet' as const,
    l1Ratio: 0.5,
    concavity: 3,
    penaltyFactors: [1, 1, 1],
    intercept: false,
    sampleWeights: [1, 1, 1, 1, 1, 1],
    offset: [0, 0, 0, 0, 0, 0],
    lower: [-5, -5, -5],
    upper: [5, 5, 5],
    positive: false,
    standardize: false,
    lambda: 0.25,
    tolerance: 1e-12,
    criterion: 'dualityGap' as const,
    maxIterations: 50,
  }),
  verify({ status, coefficients, objective }) {
    expect(status).toBe('converged');
    const expected = [0.967549684598764, -0.0117216870998124, -0.216506921414834];
    expectAllClose(coefficients as Float64Array, expected, KNOWN);
    expectClose(objective, 0.3034163850348643, KNOWN);
  },
  limited: () => {
    const { matrix, response } = corr(100, 200, 10, 0.5, 3, 7);
    return { matrix, layout: 'columnMajor' as const, response, lambda: 0.2, maxIterations: 1 };
  },
});

interface Known {
  readonly problem: coordinate.FitProblem;
  readonly coefficients: readonly number[];
  readonly intercept?: number;
  readonly objective?: number;
}

const six = { ...SIX, lambda: 0.25, intercept: false };
const grouped = { ...SIX_GROUPED, penalty: 'groupL2', intercept: false } as const;
const classified = { ...SIX_CLASSIFIED, loss: 'logistic', lambda: 0.05, intercept: false } as const;

const CASES: Record<string, Known> = {
  'the lasso': {
    problem: six,
    coefficients: [0.96031746031746, 0, -0.182539682539683],
    objective: 0.38855820105820105,
  },
  'an intercept': {
    problem: { ...six, intercept: true },
    coefficients: [1.15, 0, 0],
    intercept: -0.566666666666667,
    objective: 0.33194444444444443,
  },
  'weights and an intercept': {
    problem: { ...six, intercept: true, sampleWeights: [1, 2, 1, 0.5, 1, 0] },
    coefficients: [1.17488262910798, 0, -0.00616197183098592],
    intercept: -0.544894366197183,
    objective: 0.339772060392659,
  },
  'factors, one of them zero': {
    problem: { ...six, penaltyFactors: [0, 1, 2] },
    coefficients: [1.04491206030151, -0.0144472361809045, -0.0948492462311558],
    objective: 0.17317054020100503,
  },
  'positive coefficients': {
    problem: { ...six, positive: true },
    coefficients: [0.9375, 0, 0],
    objective: 0.4322916666666667,
  },
  'a box': {
    problem: {
      ...six,
      lambda: 0.05,
      lower: [-0.1, -0.1, -0.1],
      upper: [0.75, 0.1, Number.POSITIVE_INFINITY],
    },
    coefficients: [0.75, -0.0875, -0.1],
  },
  groups: {
    problem: { ...grouped, lambda: 0.25 },
    coefficients: [0.918463986346056, -0.107316265024424, -0.095165510826457, -0.0512766544298463],
    objective: 0.48480107136240913,
  },
  'a group at zero': {
    problem: { ...grouped, lambda: 0.6 },
    coefficients: [0.728059254685767, -0.0975238826588289, 0, 0],
    objective: 0.9147334122035217,
  },
  'two classes': {
    problem: classified,
    coefficients: [1.40081275611183, 0, -1.42984787599311],
    objective: 0.3437521109547137,
  },
  'two classes with an intercept': {
    problem: { ...classified, intercept: true },
    coefficients: [1.0032708628052, 0, -1.82512947815422],
    intercept: 2.50022987258747,
    objective: 0.19403824046524384,
  },
  'two classes with weights': {
    problem: { ...classified, sampleWeights: [1, 2, 1, 0.5, 1, 3] },
    coefficients: [1.55345111608368, 0, -0.802902118228781],
    objective: 0.25208346467698395,
  },
  'three classes': {
    problem: { ...NINE_CLASSIFIED, loss: 'multinomial', lambda: 0.02, intercept: false },
    coefficients: [0.06329555315549, 0, -0.54398219577578, 0, 0.18332253094274, -0.7859956634469],
    objective: 0.9599359591069238,
  },
};

describe.each(Object.entries(CASES))('known: %s', (_, known) => {
  test.each(['dense', 'sparse'])('%s', async (form) => {
    const matrix = known.problem.matrix as Matrix;
    const solution = await coordinate.fit({
      ...known.problem,
      matrix: form === 'sparse' ? sparse(matrix) : matrix,
      tolerance: 1e-13,
    } as coordinate.FitProblem);
    expect(solution.status).toBe('converged');
    const { coefficients } = solution;
    const found = coefficients instanceof Float64Array ? coefficients : coefficients.data;
    expectAllClose(found, known.coefficients, KNOWN);
    known.coefficients.forEach((value, j) => {
      expect(found[j] === 0).toBe(value === 0);
    });
    if (known.intercept !== undefined) expectClose(solution.intercept as number, known.intercept, KNOWN);
    if (known.objective !== undefined) expectClose(solution.objective, known.objective, KNOWN);
    expect(solution.relativeGap).toBeLessThanOrEqual(1e-13);
  });
});

describe('correlated features', () => {
  const { matrix, response } = corr(100, 200, 10, 0.5, 3, 7);
  const problem = {
    matrix,
    layout: 'columnMajor',
    response,
    lambda: 1.6462882918372543 / 20,
    intercept: false,
    tolerance: 1e-13,
  } as const;

  test.each([
    ['the lasso', {}, 1.163305312547894, 51],
    ['an intercept', { intercept: true }, 1.1479150756946344, 47],
    ['the elastic net', { penalty: 'elasticNet' }, 0.8114711709271629, 78],
    ['positive coefficients', { positive: true }, 2.500270075195945, 44],
  ] as const)('%s', async (_, change, objective, nonzeros) => {
    const solution = await coordinate.fit({ ...problem, ...change });
    expect(solution.status).toBe('converged');
    expectClose(solution.objective, objective, KNOWN);
    expect(solution.support).toHaveLength(nonzeros);
  });

  test('a row-major matrix gives the same', () => {
    const byRows = transposed({ rows: matrix.columns, columns: matrix.rows, data: matrix.data });
    const solution = fitSync({ ...problem, matrix: byRows, layout: 'rowMajor' });
    expect(solution).toEqual(fitSync(problem));
  });

  test('one iteration from the solution suffices', () => {
    const { coefficients, intercept } = fitSync(problem);
    const again = fitSync({ ...problem, tolerance: 1e-10, initial: { coefficients, intercept } });
    expect(again.iterations).toBe(1);
  });

  test('a permutation of the features permutes the coefficients', () => {
    const order = Array.from({ length: 200 }, (_, j) => (j * 77) % 200);
    const data = new Float64Array(matrix.data.length);
    order.forEach((from, to) => {
      data.set(matrix.data.subarray(from * 100, (from + 1) * 100), to * 100);
    });
    const { coefficients } = fitSync(problem);
    const permuted = fitSync({ ...problem, matrix: { ...matrix, data } }).coefficients;
    expectAllClose(
      permuted,
      order.map((from) => coefficients[from] as number),
      1e-10,
    );
  });

  test('a weight of 2 counts as a second copy of the sample', () => {
    const rows = 100;
    const doubled = new Float64Array(2 * matrix.data.length);
    for (let j = 0; j < 200; j++) {
      const column = matrix.data.subarray(j * rows, (j + 1) * rows);
      doubled.set(column, 2 * j * rows);
      doubled.set(column, (2 * j + 1) * rows);
    }
    const weights = Float64Array.from({ length: rows }, (_, i) => 1 + (i % 2));
    const copies = Float64Array.from({ length: 2 * rows }, (_, i) => (i < rows ? 1 : (i - rows) % 2));
    const one = fitSync({ ...problem, sampleWeights: weights });
    const two = fitSync({
      ...problem,
      matrix: { rows: 2 * rows, columns: 200, data: doubled },
      response: Float64Array.from([...response, ...response]),
      sampleWeights: copies,
    });
    expectAllClose(two.coefficients, one.coefficients, 1e-9);
  });
});

test('documents of two classes', async () => {
  const { matrix, response } = text(300, 500, 12, 20, 9);
  const problem = { matrix, response, loss: 'logistic', intercept: false, tolerance: 1e-13 } as const;
  const few = await coordinate.fit({ ...problem, lambdaRatio: 0.1 });
  expectClose(few.objective, 0.5188149430497669, KNOWN);
  expect([...few.support]).toEqual([0, 1, 2, 4, 5, 20, 22, 58, 284]);
  const many = await coordinate.fit({ ...problem, lambdaRatio: 0.02 });
  expectClose(many.objective, 0.32086963941125796, KNOWN);
  expect(many.support).toHaveLength(71);
  const norm = many.coefficients.reduce((sum, value) => sum + Math.abs(value), 0);
  expectClose(norm, 167.715095, 1e-8);
});

const LOSSES = ['squared', 'huber', 'logistic', 'multinomial', 'poisson', 'multiSquared'] as const;
const PENALTIES = ['l1', 'elasticNet', 'groupL2', 'sparseGroup', 'mcp', 'scad', 'none', 'l2'] as const;

/** A random problem, mostly small and well-conditioned, with random options. */
function randomProblem(
  loss: coordinate.LossKind,
  penalty: coordinate.PenaltyKind,
  seed: number,
): coordinate.FitProblem {
  const next = mulberry32(seed);
  const [rows, columns] = [20 + Math.floor(40 * next()), 2 + Math.floor(20 * next())];
  const entry = () => (next() + next() + next() - 1.5) * 2;
  const density = next() < 0.3 ? 0.4 : 1;
  const data = Float64Array.from({ length: rows * columns }, () => (next() < density ? entry() : 0));
  const truth = Float64Array.from({ length: columns }, () => (next() < 0.4 ? entry() : 0));
  const z = Float64Array.from({ length: rows }, (_, i) => {
    const row = data.subarray(i * columns, (i + 1) * columns);
    return row.reduce((sum, value, j) => sum + value * (truth[j] as number), 0.5 * entry());
  });
  const isGrouped = penalty === 'groupL2' || penalty === 'sparseGroup';
  return {
    matrix: next() < 0.3 ? sparse({ rows, columns, data }) : { rows, columns, data },
    response: randomResponse(loss, z, next),
    loss,
    penalty,
    intercept: next() < 0.6,
    ...(penalty !== 'none' && { lambdaRatio: 10 ** (-2 * next()) }),
    ...(isGrouped && { groups: Int32Array.from({ length: columns }, (_, j) => j >> 1) }),
    ...(next() < 0.3 && { sampleWeights: Float64Array.from({ length: rows }, () => 0.2 + next()) }),
    ...(next() < 0.2 && { positive: true }),
    ...(next() < 0.2 && { standardize: true }),
  };
}

function randomResponse(loss: coordinate.LossKind, z: Float64Array, next: () => number) {
  switch (loss) {
    case 'logistic':
      return Float64Array.from(z, (value, i) => (i < 2 ? i : Number(value + 4 * (next() - 0.5) > 0)));
    case 'multinomial':
      return Float64Array.from(z, (value, i) =>
        i < 3 ? i : Math.floor(3 / (1 + Math.exp(-value)) + 0.5 * next()) % 3,
      );
    case 'poisson':
      return Float64Array.from(z, (value) => Math.floor(Math.exp(Math.min(2, 0.3 * value)) + next()));
    case 'multiSquared':
      return {
        rows: z.length,
        columns: 2,
        data: Float64Array.from([...z].flatMap((value) => [value, next() - value])),
      };
    default:
      return z;
  }
}

describe.each(LOSSES)('random problems: %s', (loss) => {
  const runs = 200;
  test.each(PENALTIES)('%s', (penalty) => {
    const tolerance = 1e-7;
    let converged = 0;
    for (let seed = 0; seed < runs; seed++) {
      const problem = randomProblem(loss, penalty, 1000 * seed + 17);
      const solution = fitSync({ ...problem, tolerance, criterion: 'kktResidual' });
      if (solution.status !== 'converged') continue;
      converged++;
      const { coefficients, intercept, lambda } = solution;
      const { lambdaRatio: _, ...model } = problem as coordinate.FitProblem & { lambdaRatio?: number };
      const { kktResidual } = coordinate.kktViolationSync({
        ...model,
        lambda,
        point: { coefficients, intercept },
      });
      expect(kktResidual, `seed ${seed}`).toBeLessThanOrEqual(10 * tolerance);
    }
    // The others report nonconvergence: separable classes without a penalty, and few others.
    expect(converged).toBeGreaterThan(penalty === 'none' ? runs / 2 : 0.9 * runs);
  });
});

describe('what cannot be fitted', () => {
  const base = { ...SIX, lambda: 0.25 };
  test.each<[string, object, string]>([
    ['a negative lambda', { lambda: -1 }, 'lambda'],
    ['no lambda', { lambda: undefined }, 'lambda'],
    ['both lambdas', { lambdaRatio: 0.1 }, 'lambdaRatio'],
    ['a tolerance of 0', { tolerance: 0 }, 'tolerance'],
    ['a ratio above 1', { l1Ratio: 1.5 }, 'l1Ratio'],
    ['a short response', { response: [1, 2] }, 'response'],
    ['a response that is not finite', { response: [1, 2, Number.NaN, 1, 1, 1] }, 'response[2]'],
    ['negative counts', { loss: 'poisson' }, 'response[2]'],
    ['no count above 0', { loss: 'poisson', response: [0, 0, 0, 0, 0, 0] }, 'response'],
    ['one class', { loss: 'logistic', response: [1, 1, 1, 1, 1, 1] }, 'response'],
    ['three classes for two', { loss: 'logistic', response: [1, 2, 3, 1, 1, 1] }, 'response'],
    ['negative weights', { sampleWeights: [1, 1, -1, 1, 1, 1] }, 'sampleWeights[2]'],
    ['weights of zero', { sampleWeights: [0, 0, 0, 0, 0, 0] }, 'sampleWeights'],
    ['negative factors', { penaltyFactors: [1, -1, 1] }, 'penaltyFactors[1]'],
    ['a positive lower bound', { lower: [0, 1, 0] }, 'lower[1]'],
    ['a negative upper bound', { upper: [0, -1, 0] }, 'upper[1]'],
    ['no groups', { penalty: 'groupL2' }, 'groups'],
    ['groups with gaps', { penalty: 'groupL2', groups: [0, 2, 2] }, 'groups'],
    ['a concavity too small', { penalty: 'mcp', concavity: 1 }, 'concavity'],
    ['no features', { matrix: { rows: 6, columns: 0, data: [] } }, 'matrix'],
    [
      'entries that are not finite',
      { matrix: { rows: 6, columns: 1, data: [1, 2, 3, Number.NaN, 5, 6] } },
      'matrix.data[3]',
    ],
  ])('%s', async (_, change, path) => {
    await expectError(
      () => coordinate.fit({ ...base, ...change } as coordinate.FitProblem),
      'INVALID_INPUT',
      path,
    );
  });

  test('a feature of zeros keeps the coefficient 0, a constant response needs none', () => {
    const matrix = { rows: 3, columns: 2, data: [1, 0, 2, 0, 4, 0] };
    const zero = fitSync({ matrix, response: [1, 2, 3], lambda: 0.01 });
    expect(zero.coefficients[1]).toBe(0);
    const constant = fitSync({ matrix, response: [2, 2, 2], lambdaRatio: 0.1 });
    expect(constant).toMatchObject({ status: 'converged', intercept: 2, lambda: 0, kktResidual: 0 });
    expect([...constant.coefficients]).toEqual([0, 0]);
  });
});

test('screening and working sets never change the answer', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0.02, max: 0.9, noNaN: true }),
      (seed, ratio) => {
        const { matrix, response } = corr(30, 300, 8, 0.6, 3, seed);
        const base = {
          matrix,
          layout: 'columnMajor',
          response,
          lambdaRatio: ratio,
          tolerance: 1e-12,
        } as const;
        const { coefficients, intercept, lambda, objective } = fitSync(base);
        const { violation } = coordinate.kktViolationSync({
          matrix,
          layout: 'columnMajor',
          response,
          lambda,
          point: { coefficients, intercept },
        });
        expect(violation).toBeLessThan(1e-5 * lambda);
        expect(objective).toBeGreaterThan(0);
      },
    ),
    { numRuns: 50, seed: 20240117 },
  );
});
