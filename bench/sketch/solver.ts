// A workload as memory is measured of it: its inputs made, and then solved.

import { type SyncRunOptions, sketch } from 'superlinear';
import { type System, type SystemName, system, systems } from './workloads.js';

/** Makes the inputs of a workload and returns what solves them. */
export function prepare(workload: SystemName): (options: SyncRunOptions) => void {
  return solverOf(systems[workload]());
}

/** Makes the inputs of a problem that takes no time and returns what solves it. */
export function prepareSmallest(): (options: SyncRunOptions) => void {
  return solverOf(system(10_000, 30, 1e6));
}

function solverOf(problem: System) {
  return (options: SyncRunOptions) => void sketch.lstsqSync(problem, options);
}
