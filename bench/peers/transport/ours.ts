// superlinear's side of the comparison: one workload, ready to be solved on every backend.

import { createHash } from 'node:crypto';
import { type SyncRunOptions, transport } from 'superlinear';
import { sum, type Turn, timeOf } from '../../support/timing.js';
import { type Workload, workloads } from '../../transport/workloads.js';

type Problem = transport.SinkhornNewtonProblem;
type Solution = transport.SinkhornNewtonSolution;

const solveBy =
  (options: SyncRunOptions) =>
  (problems: readonly Problem[]): Solution[] =>
    transport.batchSync({ problems }, options).solutions.map(solved);

function solved(solution: Solution | transport.BatchFailure): Solution {
  if (solution.status === 'failed') throw new Error(solution.message);
  return solution;
}

const solveExactlyBy = (options: SyncRunOptions) => (problems: readonly Problem[]) =>
  problems.map(
    ({ regularization: _, tolerance: __, ...problem }) => transport.exactSync(problem, options).transportCost,
  );

/** superlinear's backends and threads in this comparison. */
export const SIDES = {
  'native, 1 thread': solveBy({ backend: 'native', threads: 1 }),
  'native, 2 threads': solveBy({ backend: 'native', threads: 2 }),
  WebAssembly: solveBy({ backend: 'wasm' }),
  'exact, 1 thread': solveExactlyBy({ backend: 'native', threads: 1 }),
} as const;

export type Side = keyof typeof SIDES;

export const sides = Object.keys(SIDES) as readonly Side[];

/** A workload, and one turn of each side. */
export interface Ours {
  readonly solutions: readonly Solution[];
  /** The transport costs of all problems without regularization. */
  readonly exactCost: number;
  /** A checksum over the bytes of costs, points and masses. */
  readonly checksum: string;
  readonly turns: Readonly<Record<Side, Turn>>;
}

export function prepareOurs(workload: Workload, tolerance: number): Ours {
  const problems = workloads[workload]().map((problem: Problem) => ({ ...problem, tolerance }));
  SIDES.WebAssembly(problems.slice(0, 1)); // compiles the module
  const turns = sides.map((side) => [side, () => timeOf(() => SIDES[side](problems))]);
  return {
    solutions: SIDES['native, 1 thread'](problems),
    exactCost: sum(SIDES['exact, 1 thread'](problems)),
    checksum: checksum(problems),
    turns: Object.fromEntries(turns) as Record<Side, Turn>,
  };
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
