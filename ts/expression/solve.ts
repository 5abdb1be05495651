/** Solution of problems with functions given as text. */

import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import { withFormulasRead } from './in-problems.js';

/** Solves a problem with the task `method` without blocking the calling thread. */
export async function solve<Solution, Progress>(
  method: string,
  problem: object,
  options?: RunOptions<Progress>,
): Promise<Solution> {
  return run(method, withFormulasRead(problem), options);
}

/** Solves a problem with the task `method`, blocking the calling thread. */
export function solveSync<Solution>(method: string, problem: object, options?: SyncRunOptions): Solution {
  return runSync(method, withFormulasRead(problem), options);
}
