// Tuning of linear models' penalties: samples, starting points and target objectives.

import { readFileSync } from 'node:fs';
import type { bilevel } from 'superlinear';
import { correlated } from '../../ts/claims/support/correlated-samples.js';
import { gauss, mulberry32 } from '../../ts/claims/support/random.js';

/** A problem, and an objective within a thousandth of the best known. */
export interface Tuning {
  readonly problem: bilevel.TunePenaltiesProblem;
  readonly target: number;
}

/** A split into training samples and held-out samples. */
const heldOut = (training: number, all: number) =>
  Int32Array.from({ length: all }, (_, i) => (i < training ? -1 : 0));

/** Documents of 30 words out of 2000, with skewed frequencies; the first 60 words decide between two classes. */
function text(count: number, words: number, length: number, seed: number) {
  const next = mulberry32(seed);
  const [indptr, indices, data, scores] = [[0], [] as number[], [] as number[], [] as number[]];
  for (let i = 0; i < count; i++) {
    const row = new Map<number, number>();
    let score = 0;
    for (let k = 0; k < length; k++) {
      const u = next();
      const [word, value] = [Math.min(words - 1, Math.floor(words * (u * u * u))), 1 + next()];
      row.set(word, (row.get(word) ?? 0) + value);
      if (word < 60) score += word % 2 === 1 ? -value : value;
    }
    for (const word of [...row.keys()].sort((a, b) => a - b)) {
      indices.push(word);
      data.push(row.get(word) ?? 0);
    }
    indptr.push(indices.length);
    scores.push(score);
  }
  return {
    matrix: {
      rows: count,
      columns: words,
      indptr: Int32Array.from(indptr),
      indices: Int32Array.from(indices),
      data: Float64Array.from(data),
    },
    response: Float64Array.from(scores, (score) => (score + 1.5 * gauss(next) > 0 ? 1 : -1)),
  };
}

/** Breast cancer data (Street, Wolberg, Mangasarian 1993); the label -1 means malignant. */
function cancer() {
  const file = new URL('../../../examples/data/breast-cancer.csv', import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const table = lines
    .map((line) => line.split(','))
    .filter(([diagnosis]) => /^(malignant|benign)$/.test(diagnosis));
  return {
    matrix: {
      rows: table.length,
      columns: 30,
      data: Float64Array.from(table.flatMap((row) => row.slice(1).map(Number))),
    },
    response: Float64Array.from(table, ([diagnosis]) => (diagnosis === 'benign' ? 1 : -1)),
  };
}

/** The start for absolute-value penalties: this fraction of the smallest penalty with all coefficients 0. */
function start({ matrix, response }: ReturnType<typeof correlated>, training: number, share: number): number {
  const { columns, data } = matrix;
  const mean = (of: (i: number) => number) =>
    Array.from({ length: training }, (_, i) => of(i)).reduce((a, b) => a + b) / training;
  const middle = mean((i) => response[i]);
  const slopes = Array.from({ length: columns }, (_, j) => {
    const about = mean((i) => data[i * columns + j]);
    return Math.abs(mean((i) => (data[i * columns + j] - about) * (response[i] - middle)));
  });
  return share * Math.max(...slopes);
}

/** Workloads by name. */
export const tunings: Readonly<Record<string, () => Tuning>> = {
  'ridge, 300 x 100': () => ({
    problem: {
      ...correlated(300, 100, 101, 'squared'),
      standardize: false,
      spread: 2,
      initial: Math.exp(-4),
    },
    target: 1.001 * 0.637944675284,
  }),
  'logistic, 600 x 100': () => ({
    problem: {
      ...correlated(600, 100, 102, 'logistic'),
      loss: 'logistic',
      standardize: false,
      spread: 2,
      initial: Math.exp(-4),
    },
    target: 1.001 * 0.221532143535,
  }),
  'breast cancer, 569 x 30': () => ({
    problem: { ...cancer(), loss: 'logistic', spread: 1, initial: Math.exp(-4) },
    target: 1.001 * 0.0710511233226,
  }),
  'text, 2400 x 2000, sparse': () => ({
    problem: {
      ...text(2400, 2000, 30, 105),
      loss: 'logistic',
      standardize: false,
      folds: heldOut(1200, 2400),
      spread: 1,
      initial: Math.exp(-6),
    },
    target: 1.001 * 0.244935239571,
  }),
  'weighted lasso, 600 x 200': () => {
    const samples = correlated(600, 200, 103, 'squared');
    return {
      problem: {
        ...samples,
        penalty: 'l1',
        standardize: false,
        folds: heldOut(300, 600),
        spread: 'free',
        initial: start(samples, 300, 0.05),
      },
      target: 0.621264238427,
    };
  },
  'elastic net, 600 x 1000': () => {
    const samples = correlated(600, 1000, 104, 'squared');
    return {
      problem: {
        ...samples,
        penalty: 'elasticNet',
        groups: 'shared',
        standardize: false,
        folds: heldOut(300, 600),
        spread: 'free',
        initial: start(samples, 300, 0.1),
      },
      target: 1.001 * 17.7094819961608,
    };
  },
};
