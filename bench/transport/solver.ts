// A workload for measuring memory: its inputs are created first, then solved.

import { type SyncRunOptions, transport } from 'superlinear';
import { asProblem, denseWorkloads, type Workload, workloads } from './workloads.js';

/** Creates the inputs of a workload and returns its solver. */
export function prepare(workload: Workload): (options: SyncRunOptions) => void {
  return solverOf(workloads[workload]());
}

/** Creates the inputs of a very small problem and returns its solver. */
export function prepareSmallest(): (options: SyncRunOptions) => void {
  return solverOf([asProblem(denseWorkloads.cloud100())]);
}

function solverOf(problems: readonly transport.SinkhornNewtonProblem[]) {
  return (options: SyncRunOptions) => {
    for (const problem of problems) transport.sinkhornNewtonSync(problem, options);
  };
}
