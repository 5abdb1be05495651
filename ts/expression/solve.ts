/** Problems in which functions may stand as text, solved. */

import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import { withFormulasRead } from './in-problems.js';

/** Solves such a problem by the task `method` without blocking the calling thread. */
export async function solve<Solution, Progress>(
  method: string,
  problem: object,
  options?: RunOptions<Progress>,
): Promise<Solution> {
  return run(method, withFormulasRead(problem), options);
}

/** Solves it on the calling thread, which it blocks. */
export function solveSync<Solution>(method: string, problem: object, options?: SyncRunOptions): Solution {
  return runSync(method, withFormulasRead(problem), options);
}
