// Our side of the comparison: one workload with dense costs, ready to be solved on every backend.

import { createHash } from 'node:crypto';
import { type SyncRunOptions, transport } from 'superlinear';
import { type Turn, timeOf } from '../support/timing.js';
import { asProblem, type DenseWorkload, denseWorkloads } from '../support/workloads.js';

/** The ways in which superlinear runs here. */
export const SIDES = {
  'native, 1 thread': { backend: 'native', threads: 1 },
  'native, all threads': { backend: 'native' },
  WebAssembly: { backend: 'wasm' },
} as const satisfies Record<string, SyncRunOptions>;

export type Side = keyof typeof SIDES;

/** A workload, and what one turn of each side is. */
export interface Ours {
  readonly solution: transport.SinkhornNewtonSolution;
  /** Of the bytes of cost, source and target. */
  readonly checksum: string;
  readonly turns: Record<Side, Turn>;
}

export function prepareOurs(workload: DenseWorkload, tolerance: number): Ours {
  const dense = denseWorkloads[workload]();
  const problem = { ...asProblem(dense), tolerance };
  const digest = createHash('sha256');
  for (const array of [dense.cost, dense.source, dense.target]) digest.update(new Uint8Array(array.buffer));
  const turn = (side: Side) => () => timeOf(() => transport.sinkhornNewtonSync(problem, SIDES[side]));

  transport.sinkhornNewtonSync(problem, SIDES.WebAssembly); // compiles the module
  return {
    solution: transport.sinkhornNewtonSync(problem, SIDES['native, 1 thread']),
    checksum: digest.digest('hex'),
    turns: {
      'native, 1 thread': turn('native, 1 thread'),
      'native, all threads': turn('native, all threads'),
      WebAssembly: turn('WebAssembly'),
    },
  };
}
