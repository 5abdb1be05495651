// superlinear's side of the comparison: one workload, ready to be solved on every backend.

import { sketch } from 'superlinear';
import { system } from '../../sketch/workloads.js';
import { SIDES, type Side } from '../../support/sides.js';
import { type Turn, timeOf } from '../../support/timing.js';
import type { Found, Problem } from './problems.js';

/** superlinear's turns and result on a workload. */
export interface Ours extends Found {
  readonly turns: Readonly<Record<Side, Turn>>;
}

export function prepareOurs(problem: Problem): Ours {
  sketch.lstsqSync(system(1000, 10, 1), SIDES.WebAssembly); // compiles the module
  const turns = Object.entries(SIDES).map(([side, options]) => [
    side,
    () => timeOf(() => problem.solve(options)),
  ]);
  const found = problem.solve(SIDES['native, 1 thread'])();
  return { ...found, turns: Object.fromEntries(turns) as Record<Side, Turn> };
}
