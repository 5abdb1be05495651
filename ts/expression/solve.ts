/**
 * Problems with formulas, solved on the calling thread. It stands apart from what does so elsewhere, which loads the reader of formulas when
 * there is one to read: bundlers leave both out of pages that do neither.
 */

import type { SyncRunOptions } from '../engine/options.js';
import { runSync } from '../engine/run.js';
import { withFormulasRead } from './in-problems.js';

/** Solves a problem in which functions may stand as text by the task `method`. */
export function solveSync<Solution>(method: string, problem: object, options?: SyncRunOptions): Solution {
  return runSync(method, withFormulasRead(problem), options);
}
