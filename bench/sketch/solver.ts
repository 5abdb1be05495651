// A workload for measuring memory: its inputs are created first, then solved.

import { type SyncRunOptions, sketch } from 'superlinear';
import { type System, type SystemName, system, systems } from './workloads.js';

/** Creates the inputs of a workload and returns its solver. */
export function prepare(workload: SystemName): (options: SyncRunOptions) => void {
  return solverOf(systems[workload]());
}

/** Creates the inputs of a very small problem and returns its solver. */
export function prepareSmallest(): (options: SyncRunOptions) => void {
  return solverOf(system(10_000, 30, 1e6));
}

function solverOf(problem: System) {
  return (options: SyncRunOptions) => void sketch.lstsqSync(problem, options);
}
