// Our side of the comparison: one workload, ready to be solved on every backend.

import { type SyncRunOptions, sketch } from 'superlinear';
import { type System, system } from '../../sketch/workloads.js';
import { type Turn, timeOf } from '../../support/timing.js';

/** The ways in which superlinear runs here. */
const SIDES = {
  'native, 1 thread': { backend: 'native', threads: 1 },
  'native, all threads': { backend: 'native' },
  WebAssembly: { backend: 'wasm' },
} as const satisfies Record<string, SyncRunOptions>;

export type Side = keyof typeof SIDES;

/** What our side does on a workload. */
export interface Ours {
  readonly solution: readonly number[];
  /** By which method, and in how many readings of the matrix. */
  readonly summary: string;
  readonly turns: Readonly<Record<Side, Turn>>;
}

export function prepareOurs(problem: System): Ours {
  sketch.lstsqSync(system(1000, 10, 1), SIDES.WebAssembly); // compiles the module
  const { solution, method, passes } = sketch.lstsqSync(problem, SIDES['native, 1 thread']);
  const turns = Object.entries(SIDES).map(([side, options]) => [
    side,
    () => timeOf(() => sketch.lstsqSync(problem, options)),
  ]);
  return {
    solution: [...solution],
    summary: `${method}, ${passes} readings`,
    turns: Object.fromEntries(turns) as Record<Side, Turn>,
  };
}
