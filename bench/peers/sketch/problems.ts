// A workload's data, shared with the peers, and superlinear's solver for it.

import { type Matrix, type SyncRunOptions, sketch } from 'superlinear';
import { type DecompositionName, decompositions, systems, type Workload } from '../../sketch/workloads.js';

/**
 * The solution of a least-squares problem; or left singular vectors, singular values, and right singular vectors as
 * rows.
 */
export type Solution = readonly (readonly number[] | readonly (readonly number[])[])[];

/** superlinear's solution. */
export interface Found {
  readonly solution: Solution;
  /** The method, and its number of passes over the matrix. */
  readonly summary: string;
}

export interface Problem {
  readonly matrix: Matrix;
  /** Empty for singular value problems. */
  readonly rightSide: Float64Array;
  /** Number of requested singular values. */
  readonly rank?: number;
  /** Solves the problem. The returned function reports the solution outside the measured time. */
  solve(options: SyncRunOptions): () => Found;
}

export function makeProblem(workload: Workload): Problem {
  return isDecomposition(workload) ? decomposition(workload) : leastSquares(workload);
}

function isDecomposition(workload: Workload): workload is DecompositionName {
  return Object.hasOwn(decompositions, workload);
}

function leastSquares(workload: Exclude<Workload, DecompositionName>): Problem {
  const system = systems[workload]();
  const solve = (options: SyncRunOptions) => {
    const { solution, method, passes } = sketch.lstsqSync(system, options);
    return () => ({ solution: [[...solution]], summary: `${method}, ${passes} readings` });
  };
  return { ...system, solve };
}

function decomposition(workload: DecompositionName): Problem {
  const problem = decompositions[workload]();
  const solve = (options: SyncRunOptions) => {
    const found = sketch.randomizedSvdSync(problem, options);
    return () => ({
      solution: [rowsOf(found.leftVectors), [...found.singularValues], columnsOf(found.rightVectors)],
      summary: `${found.iterations} power iterations`,
    });
  };
  return { ...problem, rightSide: new Float64Array(0), solve };
}

function rowsOf({ rows, columns, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
}

function columnsOf({ columns, data }: Matrix): number[][] {
  return Array.from({ length: columns }, (_, j) => [...data.filter((_, k) => k % columns === j)]);
}
