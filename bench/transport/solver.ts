// A workload as memory is measured of it: its inputs made, and then solved.

import { type SyncRunOptions, transport } from 'superlinear';
import { asProblem, denseWorkloads, type Workload, workloads } from './workloads.js';

/** Makes the inputs of a workload and returns what solves them. */
export function prepare(workload: Workload): (options: SyncRunOptions) => void {
  return solverOf(workloads[workload]());
}

/** Makes the inputs of a problem that takes no time and returns what solves it. */
export function prepareSmallest(): (options: SyncRunOptions) => void {
  return solverOf([asProblem(denseWorkloads.cloud100())]);
}

function solverOf(problems: readonly transport.SinkhornNewtonProblem[]) {
  return (options: SyncRunOptions) => {
    for (const problem of problems) transport.sinkhornNewtonSync(problem, options);
  };
}
