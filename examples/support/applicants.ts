// Random credit applicants. Those of group B earn less and have shorter histories for the same reliability.

import type { Matrix } from 'superlinear';
import { normal, randomNumbers } from './random-numbers.js';

export const FEATURES = [
  'constant',
  'income',
  'debt',
  'years of history',
  'late payments',
  'age',
  'savings',
] as const;

export interface Applicants {
  /** One row per applicant, in the order of `FEATURES`, standardized. */
  readonly features: Matrix;
  /** 1 for those who repay, -1 for the others. */
  readonly labels: Float64Array;
  /** 0 for A, 1 for B. */
  readonly group: Uint8Array;
}

export function applicants(count: number): Applicants {
  const random = randomNumbers(17);
  const data: number[] = [];
  const labels = new Float64Array(count);
  const group = new Uint8Array(count);
  for (let k = 0; k < count; k++) {
    group[k] = random() < 0.35 ? 1 : 0;
    const [reliability, other] = normal(random);
    const [income, debt] = normal(random);
    const [history, late] = normal(random);
    const [age, savings] = normal(random);
    const past = group[k] === 1 ? 0.9 : 0;
    data.push(
      1,
      0.6 * reliability + 0.8 * income - past,
      -0.3 * reliability + 0.9 * debt,
      0.4 * reliability + 0.7 * history + 0.3 * age - past,
      -0.7 * reliability + 0.7 * late,
      age,
      0.5 * reliability + 0.5 * income + 0.6 * savings - past / 2,
    );
    labels[k] = 1.6 * reliability + 0.8 * other + 0.4 - past / 4 > 0 ? 1 : -1;
  }
  return {
    features: { rows: count, columns: FEATURES.length, data: Float64Array.from(data) },
    labels,
    group,
  };
}

/** The mean of each feature over group A minus that over group B. */
export function meanDifference({ rows, columns, data }: Matrix, group: Uint8Array): Float64Array {
  const ofB = group.reduce((sum, isB) => sum + isB, 0);
  const difference = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const weight = group[i] === 1 ? -1 / ofB : 1 / (rows - ofB);
    for (let j = 0; j < columns; j++) difference[j] += weight * data[i * columns + j];
  }
  return difference;
}

/** The product of each applicant's features with the coefficients; positive scores get credit. */
export function scoresOf({ rows, columns, data }: Matrix, coefficients: Float64Array): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) =>
    coefficients.reduce((sum, coefficient, j) => sum + coefficient * data[i * columns + j], 0),
  );
}
