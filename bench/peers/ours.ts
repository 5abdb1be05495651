// Our side of the comparison: one workload, ready to be solved on every backend.

import { createHash } from 'node:crypto';
import { type SyncRunOptions, transport } from 'superlinear';
import { type Turn, timeOf } from '../support/timing.js';
import { type Workload, workloads } from '../support/workloads.js';

/** The ways in which superlinear runs here. */
export const SIDES = {
  'native, 1 thread': { backend: 'native', threads: 1 },
  'native, 2 threads': { backend: 'native', threads: 2 },
  WebAssembly: { backend: 'wasm' },
} as const satisfies Record<string, SyncRunOptions>;

export type Side = keyof typeof SIDES;

type Problem = transport.SinkhornNewtonProblem;

/** A workload, and what one turn of each side is. */
export interface Ours {
  readonly solutions: readonly transport.SinkhornNewtonSolution[];
  /** Of the bytes of costs, points and masses. */
  readonly checksum: string;
  readonly turns: Record<Side, Turn>;
}

export function prepareOurs(workload: Workload, tolerance: number): Ours {
  const problems = workloads[workload]().map((problem: Problem) => ({ ...problem, tolerance }));
  const turn = (side: Side) => () => timeOf(() => solve(problems, SIDES[side]));

  solve(problems.slice(0, 1), SIDES.WebAssembly); // compiles the module
  return {
    solutions: solve(problems, SIDES['native, 1 thread']),
    checksum: checksum(problems),
    turns: {
      'native, 1 thread': turn('native, 1 thread'),
      'native, 2 threads': turn('native, 2 threads'),
      WebAssembly: turn('WebAssembly'),
    },
  };
}

function solve(problems: readonly Problem[], options: SyncRunOptions): transport.SinkhornNewtonSolution[] {
  return problems.map((problem) => transport.sinkhornNewtonSync(problem, options));
}

function checksum(problems: readonly Problem[]): string {
  const digest = createHash('sha256');
  for (const value of problems.flatMap((problem) => Object.values<unknown>({ ...problem }))) {
    const array = typeof value === 'object' && value !== null && 'data' in value ? value.data : value;
    if (array instanceof Float64Array)
      digest.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  return digest.digest('hex');
}
