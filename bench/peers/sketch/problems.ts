// A workload as both sides get it, and how ours solves it.

import { type Matrix, type SyncRunOptions, sketch } from 'superlinear';
import { type DecompositionName, decompositions, systems, type Workload } from '../../sketch/workloads.js';
import type { Solution } from './worker.js';

/** What our side found, and how. */
export interface Found {
  readonly solution: Solution;
  /** By which method, in how many readings of the matrix. */
  readonly summary: string;
}

/** What is to be solved. */
export interface Problem {
  readonly matrix: Matrix;
  /** Empty where singular values are wanted. */
  readonly rightSide: Float64Array;
  /** How many singular values are wanted. */
  readonly rank?: number;
  /** Solves it; what is returned tells, outside of the time taken, what was found. */
  solve(options: SyncRunOptions): () => Found;
}

/** Makes a workload. */
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
