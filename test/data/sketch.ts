/**
 * Least-squares problems with exact data, and their solutions by rational arithmetic, rounded.
 *
 * The data are small multiples of powers of 2, so every program makes the same doubles: number k of mulberry32's stream
 * is cut to 16 bits and centered.
 */

import type { Matrix } from 'superlinear';
import { mulberry32 } from '../support/random.js';

/** A `rows` x `columns` matrix and one additional column, from a seed. */
function generate(rows: number, columns: number, seed: number): { matrix: Matrix; noise: Float64Array } {
  const next = mulberry32(seed);
  const data = new Float64Array(rows * columns);
  const noise = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= columns; j++) {
      const value = (Math.floor(65536 * next()) - 32768) / 32768;
      if (j < columns) data[i * columns + j] = value;
      else noise[i] = value;
    }
  }
  return { matrix: { rows, columns, data }, noise };
}

/** Changes each row of a matrix in place. */
function changeRows({ rows, columns, data }: Matrix, change: (row: Float64Array) => void): void {
  for (let i = 0; i < rows; i++) change(data.subarray(i * columns, (i + 1) * columns));
}

/** Makes columns increasingly close to the first: column j becomes the first plus 2^(-shift j) times itself. */
function draw(matrix: Matrix, shift: number): void {
  changeRows(matrix, (row) => {
    for (let j = 1; j < row.length; j++) row[j] = (row[0] as number) + 2 ** (-shift * j) * (row[j] as number);
  });
}

/** A problem with its exact solution. */
interface ExactCase {
  readonly problem: {
    readonly matrix: Matrix;
    readonly rightSide: Float64Array;
    readonly weights?: Float64Array;
  };
  readonly solution: readonly number[];
  readonly residualNorm: number;
  readonly rank: number;
  /** The allowed relative error of the solution's norm: rounding amplified by the condition number. */
  readonly allowed: number;
}

function plain(): ExactCase {
  const { matrix, noise } = generate(2000, 10, 42);
  return {
    problem: { matrix, rightSide: noise },
    solution: [
      -0.029282439043496, -0.014437483739366, -0.014080824636355, -0.00992291429792, 0.018274251743364,
      -0.013846251999414, 0.004382724679256, -0.004745964500773, -0.032184448370535, 0.021318857243518,
    ],
    residualNorm: 25.75289031729302,
    rank: 10,
    allowed: 1e-12,
  };
}

/** Condition number 1e9, and a large residual. */
function nearlyDependent(): ExactCase {
  const { matrix, noise } = generate(400, 8, 7);
  draw(matrix, 4);
  return {
    problem: { matrix, rightSide: noise },
    solution: [
      -11348683.652933257, 0.0518083583611831, 18.9808095481975, 261.992731114514, 5973.81331794335,
      74789.9218229856, 19865.8292540332, 11247773.082442358,
    ],
    residualNorm: 11.200989208917184,
    rank: 8,
    allowed: 1e-6,
  };
}

/** Condition number 1.1e9, and a small residual. */
function nearlyConsistent(): ExactCase {
  const { matrix, noise } = generate(400, 8, 8);
  draw(matrix, 4);
  const rightSide = noise.map((value, i) => {
    const row = matrix.data.subarray(8 * i, 8 * i + 8);
    return row.reduce((sum, entry) => sum + entry, 0) + value / 1024;
  });
  return {
    problem: { matrix, rightSide },
    solution: [
      9838.7529889699, 1.00015001869444, 0.992156831458506, 0.934937170876697, 4.34601272367133,
      -2.75818975516857, 378.364209024111, -10213.6323631089,
    ],
    residualNorm: 0.011005759353119099,
    rank: 8,
    allowed: 1e-6,
  };
}

/** The last column is the sum of the first two: the minimum-norm solution is required. */
function dependent(): ExactCase {
  const { matrix, noise } = generate(300, 5, 9);
  changeRows(matrix, (row) => {
    row[4] = (row[0] as number) + (row[1] as number);
  });
  return {
    problem: { matrix, rightSide: noise },
    solution: [
      -0.040559396136475, -0.034557518941829, -0.010796210378029, -0.017287468630871, -0.075116915078303,
    ],
    residualNorm: 9.94842424183092,
    rank: 4,
    allowed: 1e-11,
  };
}

function weighted(): ExactCase {
  const { matrix, noise } = generate(500, 4, 10);
  return {
    problem: {
      matrix,
      rightSide: noise,
      weights: Float64Array.from({ length: 500 }, (_, i) => 2 ** (i % 5)),
    },
    solution: [-0.0336345254983197, 0.0548526509265854, -0.0933575214301288, -0.0179248029500144],
    residualNorm: 31.122217995557765,
    rank: 4,
    allowed: 1e-12,
  };
}

/** The cases by name. */
export const EXACT_CASES = {
  plain: plain(),
  'nearly dependent columns': nearlyDependent(),
  'nearly dependent columns, nearly consistent': nearlyConsistent(),
  'dependent columns': dependent(),
  weighted: weighted(),
} satisfies Record<string, ExactCase>;

/**
 * Six rows (1, t) and their labels: small enough for enumeration of all samples. The numbers are fractions: the
 * determinant of the Gram matrix is 105, the denominator of the leverage scores.
 */
export const SIX_ROWS = {
  problem: { matrix: [0, 1, 2, 3, 4, 5].map((t) => [1, t]), rightSide: [1, 3, 2, 5, 4, 7] },
  solution: [23 / 21, 36 / 35],
  loss: 506 / 105,
  scores: [55, 31, 19, 19, 31, 55].map((score) => score / 105),
  /** The expected loss of the fit to a volume sample divided by the minimum loss, by sample size. */
  lossRatios: { 2: 3, 3: 1.6201037235, 4: 1.2859253625 },
  /** The probability of each row in a volume sample of 3. */
  marginalsOfThree: [0.6428571429, 0.4714285714, 0.3857142857, 0.3857142857, 0.4714285714, 0.6428571429],
};

/** The singular values of two cases' matrices, from their Gram matrices in integers, by mpmath with 40 digits. */
export const SINGULAR_VALUES = {
  plain: [
    27.08818210763755, 26.81486788942113, 26.31800326567851, 26.048833594596935, 25.93186363034394,
    25.65997939099546, 25.423172187751184, 24.903009173109226, 24.71070044694729, 24.45983847327666,
  ],
  'dependent columns': [16.806777961829152, 10.26381016352356, 10.23728328122751, 9.95735720949557, 0],
} satisfies Partial<Record<keyof typeof EXACT_CASES, readonly number[]>>;
