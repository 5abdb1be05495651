// Problems of the catalogue at any size. Their features, frequencies and noise do not depend on the size.

import { normals, uniform } from '../../test/support/random.js';

/** A problem at any size. */
export interface Workload {
  /** The problem's name in the catalogue. */
  readonly problem: string;
  /** Its method. */
  readonly method: string;
  /** The noun that the size counts, with all else that matters: `rows of 10 features`. */
  readonly noun: string;
  /** Larger sizes need more memory than most computers have. */
  readonly largest?: number;
  readonly at: (size: number) => object;
}

const FEATURES = 10;

/** Rows of normal features, and a response that depends on half of them. */
function table(rows: number) {
  const data = normals(1, rows * FEATURES);
  const noise = normals(2, rows);
  const response = noise.map((value, i) => {
    let sum = 0.5 * value;
    for (let j = 0; j < FEATURES / 2; j++) sum += (data[i * FEATURES + j] as number) / (j + 1);
    return sum;
  });
  return { matrix: { rows, columns: FEATURES, data }, response };
}

function classes(rows: number) {
  const { matrix, response } = table(rows);
  return { matrix, response: Array.from(response, (value) => (value > 0 ? 'yes' : 'no')) };
}

function counts(rows: number) {
  const { matrix, response } = table(rows);
  return { matrix, response: response.map((value) => Math.floor(Math.exp(Math.min(3, value)))) };
}

const equations = (rows: number) => {
  const { matrix, response } = table(rows);
  return { matrix, rightSide: response };
};

/** Two clouds in the unit square. */
const clouds = (size: number) => ({
  sourcePoints: { rows: size, columns: 2, data: uniform(1, 2 * size) },
  targetPoints: { rows: size, columns: 2, data: uniform(2, 2 * size) },
});

/** The second differences on a line, a sparse matrix. */
function differences(size: number) {
  const [indptr, indices, data] = [[0], [] as number[], [] as number[]];
  for (let i = 0; i < size; i++) {
    for (const j of [i - 1, i, i + 1]) {
      if (j < 0 || j >= size) continue;
      indices.push(j);
      data.push(i === j ? 2.1 : -1);
    }
    indptr.push(indices.length);
  }
  return {
    rows: size,
    columns: size,
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(indices),
    data: Float64Array.from(data),
  };
}

const side = (points: number) => Math.round(Math.sqrt(points));

/** A limit on the sum, and a profit and an upper bound for each variable. */
const plan = (size: number) => ({
  linear: uniform(1, size).map((value) => -value),
  constraintMatrix: { rows: 1, columns: size, data: uniform(2, size).map((value) => value + 0.1) },
  constraintUpper: [size / 10],
  lower: new Float64Array(size),
  upper: new Float64Array(size).fill(1),
});

/** Wins between players on a ring, each against its 10 next ones. */
function results(players: number) {
  const strength = uniform(1, players);
  const chance = uniform(2, 10 * players);
  const [winners, losers] = [new Int32Array(10 * players), new Int32Array(10 * players)];
  for (let k = 0; k < 10 * players; k++) {
    const [one, other] = [Math.floor(k / 10), (Math.floor(k / 10) + 1 + (k % 10)) % players];
    const gain = (strength[one] as number) - (strength[other] as number);
    const wins = (chance[k] as number) < 1 / (1 + Math.exp(-gain));
    [winners[k], losers[k]] = wins ? [one, other] : [other, one];
  }
  return { comparisons: { winners, losers } };
}

const ROWS = `rows of ${FEATURES} features`;

const series = (size: number) =>
  normals(1, size).map((noise, t) => 10 + 0.001 * t + 3 * Math.sin((2 * Math.PI * t) / 12) + 0.3 * noise);

/** A decay with noise of 1 %. */
function decay(size: number) {
  const x = Float64Array.from({ length: size }, (_, k) => (8 * k) / size);
  const noise = normals(1, size);
  return {
    model: 'exponentialDecay',
    x,
    y: x.map((t, k) => 9 * Math.exp(-t / 3) + 0.1 * (noise[k] as number)),
  };
}

const formula = { formula: 'x[0]^2 * x[1] + sin(x[1])', inputs: { x: 2 } };

const places = (size: number) => ({
  function: formula,
  points: { x: { rows: size, columns: 2, data: uniform(1, 2 * size) } },
});

export const workloads: readonly Workload[] = [
  { problem: 'fit-a-curve', method: 'constrained.curveFit', noun: 'measurements', at: decay },
  {
    problem: 'select-features',
    method: 'coordinate.lasso',
    noun: ROWS,
    at: (size) => ({ ...table(size), lambdaRatio: 0.1 }),
  },
  {
    problem: 'correlated-features',
    method: 'coordinate.elasticNet',
    noun: ROWS,
    at: (size) => ({ ...table(size), lambdaRatio: 0.1, l1Ratio: 0.5 }),
  },
  {
    problem: 'classify-in-two',
    method: 'coordinate.logisticRegression',
    noun: ROWS,
    at: (size) => ({ ...classes(size), lambdaRatio: 0.01 }),
  },
  {
    problem: 'predict-counts',
    method: 'coordinate.poissonRegression',
    noun: ROWS,
    at: (size) => ({ ...counts(size), lambdaRatio: 0.01 }),
  },
  { problem: 'nonnegative', method: 'coordinate.nonNegativeLeastSquares', noun: ROWS, at: table },
  {
    problem: 'path-of-penalties',
    method: 'coordinate.path',
    noun: `${ROWS}, at 50 strengths`,
    at: (size) => ({ ...table(size), count: 50 }),
  },
  {
    problem: 'choose-the-penalty',
    method: 'coordinate.crossValidate',
    noun: `${ROWS}, in 5 folds`,
    at: (size) => ({ ...table(size), folds: 5, count: 50 }),
  },
  {
    problem: 'many-rows',
    method: 'stochastic.fit',
    noun: ROWS,
    at: (size) => ({ ...table(size), loss: 'squared', lambda: 1e-3 }),
  },
  {
    problem: 'linear-least-squares',
    method: 'sketch.lstsq',
    noun: `equations of ${FEATURES} unknowns`,
    at: equations,
  },
  {
    problem: 'least-squares-by-products',
    method: 'sketch.lsqr',
    noun: `equations of ${FEATURES} unknowns`,
    at: equations,
  },
  {
    problem: 'leverage-scores',
    method: 'sketch.leverageScores',
    noun: ROWS,
    at: (size) => ({ matrix: table(size).matrix }),
  },
  {
    problem: 'singular-values',
    method: 'sketch.randomizedSvd',
    noun: `${ROWS}, the 3 largest values`,
    at: (size) => ({ matrix: table(size).matrix, rank: 3 }),
  },
  {
    problem: 'linear-system',
    method: 'linear.solve',
    noun: 'equations with 3 entries each',
    at: (size) => ({ matrix: differences(size), rightSide: uniform(1, size) }),
  },
  {
    problem: 'eigenvalues',
    method: 'linear.eigenvalues',
    noun: 'rows with 3 entries each, the largest value',
    largest: 10_000,
    at: (size) => ({ matrix: differences(size), count: 1 }),
  },
  {
    problem: 'match-points',
    method: 'transport.exact',
    noun: 'points in each cloud',
    largest: 10_000,
    at: (size) => ({ ...clouds(size), metric: 'euclidean' }),
  },
  {
    problem: 'match-softly',
    method: 'transport.sinkhornNewton',
    noun: 'points in each cloud',
    largest: 10_000,
    at: (size) => ({ ...clouds(size), regularization: 0.01 }),
  },
  {
    problem: 'assign',
    method: 'transport.exact',
    noun: 'costs, as many rows as columns',
    at: (size) => ({ cost: { rows: side(size), columns: side(size), data: uniform(1, side(size) ** 2) } }),
  },
  {
    problem: 'zero-sum',
    method: 'games.zeroSum',
    noun: 'payoffs, as many rows as columns',
    at: (size) => ({ payoffs: { rows: side(size), columns: side(size), data: uniform(1, side(size) ** 2) } }),
  },
  { problem: 'rank', method: 'games.bradleyTerry', noun: 'players with 10 games each', at: results },
  {
    problem: 'linear-program',
    method: 'constrained.quadraticProgram',
    noun: 'variables under one limit',
    at: plan,
  },
  {
    problem: 'model-a-series',
    method: 'dynamics.fitPredictor',
    noun: 'rows of a series with a season',
    at: (size) => ({ series: series(size), season: 12 }),
  },
  { problem: 'values', method: 'expression.evaluate', noun: 'points', at: places },
  { problem: 'gradient', method: 'expression.gradient', noun: 'points', at: places },
  {
    problem: 'poisson',
    method: 'pde.poisson',
    noun: 'points of a square',
    at: (size) => ({ points: [side(size), side(size)], rightSide: 1 }),
  },
  {
    problem: 'steady-diffusion',
    method: 'pde.diffusion',
    noun: 'points of a square',
    at: (size) => ({ points: [side(size), side(size)], rightSide: 1, coefficient: 2 }),
  },
  {
    problem: 'heat',
    method: 'pde.heat',
    noun: 'points of a square, to two times',
    at: (size) => ({ points: [side(size), side(size)], rightSide: 0, initial: 1, times: [0.01, 0.1] }),
  },
  {
    problem: 'simulate-a-system',
    method: 'dynamics.simulate',
    noun: 'states',
    at: (size) => ({ system: 'lorenz', length: size, transient: 100 }),
  },
  {
    problem: 'nondominated',
    method: 'blackbox.nondominated',
    noun: 'candidates with 2 goals',
    at: (size) => ({ values: { rows: size, columns: 2, data: uniform(1, 2 * size) } }),
  },
];
