// Transport problems for the benchmarks. `peers/workloads.py` generates the same ones, bit for bit.

import type { transport } from 'superlinear';
import { uniform } from '../../test/support/random.js';
import { DIGIT_SIDE, digits } from '../../ts/claims/support/digits.js';

type Problem = transport.SinkhornNewtonProblem;

/** A transport problem with a cost matrix. */
export interface DenseProblem {
  readonly rows: number;
  readonly columns: number;
  /** Row by row. */
  readonly cost: Float64Array;
  readonly source: Float64Array;
  readonly target: Float64Array;
  readonly regularization: number;
}

/** Workloads with one cost matrix each. */
export const denseWorkloads = {
  /** Random assignment. */
  lap500: () => ({
    ...{ rows: 500, columns: 500, cost: uniform(1, 250_000) },
    ...{ source: equalMasses(500), target: equalMasses(500), regularization: 1 / 1200 },
  }),
  /** A handwritten zero to a three, with squared distances. */
  digits_sq: () => digitsBy((dx, dy) => dx * dx + dy * dy),
  /** A handwritten zero to a three, with l1 distances, a degenerate cost. */
  digits_l1: () => digitsBy((dx, dy) => Math.abs(dx) + Math.abs(dy)),
  /** Two clouds of points in space. */
  cloud2000: () => squaredDistances(clouds(2000, 2000, 3, 7), 0.005),
  /** Two clouds in space, small enough for every method. */
  cloud100: () => squaredDistances(clouds(100, 100, 3, 7), 0.005),
} satisfies Record<string, () => DenseProblem>;

/** Workloads of one problem, or of many small ones solved one after the other. */
export const workloads = {
  lap500: () => [asProblem(denseWorkloads.lap500())],
  digits_sq: () => [asProblem(denseWorkloads.digits_sq())],
  digits_l1: () => [asProblem(denseWorkloads.digits_l1())],
  cloud2000: () => [asProblem(denseWorkloads.cloud2000())],
  /** Two clouds in the plane; a cost matrix would take 200 MB. */
  points5000: () => {
    const { n, m, d, sourcePoints, targetPoints } = clouds(5000, 5000, 2, 11);
    const points = {
      sourcePoints: { rows: n, columns: d, data: sourcePoints },
      targetPoints: { rows: m, columns: d, data: targetPoints },
    };
    return [{ ...points, regularization: 0.01 }];
  },
  batch256: () =>
    Array.from({ length: 256 }, (_, k) => asProblem(squaredDistances(clouds(64, 64, 2, 1000 + k), 0.005))),
} satisfies Record<string, () => Problem[]>;

export type Workload = keyof typeof workloads;

export function asProblem({ rows, columns, cost, source, target, regularization }: DenseProblem): Problem {
  return { cost: { rows, columns, data: cost }, source, target, regularization };
}

function equalMasses(count: number): Float64Array {
  return new Float64Array(count).fill(1 / count);
}

function digitsBy(distance: (dx: number, dy: number) => number): DenseProblem {
  const pixels = DIGIT_SIDE * DIGIT_SIDE;
  const largest = distance(DIGIT_SIDE - 1, DIGIT_SIDE - 1);
  const cost = new Float64Array(pixels * pixels);
  for (let i = 0; i < pixels; i++) {
    for (let j = 0; j < pixels; j++) {
      const dy = Math.floor(i / DIGIT_SIDE) - Math.floor(j / DIGIT_SIDE);
      const dx = (i % DIGIT_SIDE) - (j % DIGIT_SIDE);
      cost[i * pixels + j] = distance(dx, dy) / largest;
    }
  }
  return { rows: pixels, columns: pixels, cost, ...digits(), regularization: 1 / 1200 };
}

/** Source points uniform in the unit cube, target points in an overlapping cluster. */
function clouds(n: number, m: number, d: number, seed: number) {
  const numbers = uniform(seed, (n + 4 * m) * d);
  const sourcePoints = numbers.slice(0, n * d);
  const targetPoints = new Float64Array(m * d);
  for (let k = 0; k < m * d; k++) {
    const first = n * d + 4 * k;
    const sum = numbers[first] + numbers[first + 1] + numbers[first + 2] + numbers[first + 3];
    targetPoints[k] = 0.3 + 0.8 * (sum / 4);
  }
  return { n, m, d, sourcePoints, targetPoints };
}

function squaredDistances(
  { n, m, d, sourcePoints, targetPoints }: ReturnType<typeof clouds>,
  regularization: number,
): DenseProblem {
  const cost = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      let sum = 0;
      for (let axis = 0; axis < d; axis++) {
        const difference = sourcePoints[i * d + axis] - targetPoints[j * d + axis];
        sum += difference * difference;
      }
      cost[i * m + j] = sum;
    }
  }
  return { rows: n, columns: m, cost, source: equalMasses(n), target: equalMasses(m), regularization };
}
