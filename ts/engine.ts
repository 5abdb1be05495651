/** What concerns the engine itself and no family. */

import { selectBackend } from './backends/select.js';
import type { RunOptions, SyncRunOptions } from './engine/options.js';
import { run, runSync } from './engine/run.js';
import type { Diagnosis, DiagnosisProblem, DiagnosisProgress } from './generated/engine.js';
import type { families } from './generated/methods.js';

export type * from './generated/engine.js';

/** The name of a family of methods. */
export type Family = (typeof families)[number];

/**
 * Loads what a family's blocking functions need. Only pages have to await this, and only before blocking functions; all
 * others load what they need themselves.
 */
export async function load(family: Family): Promise<void> {
  await selectBackend().load(`${family}.`);
}

/**
 * Solves nothing: gives back what it was given, after as long as asked, or fails as asked. For measuring what a call costs,
 * and for trying out progress, cancelling and failure.
 */
export function diagnose(
  problem: DiagnosisProblem,
  options?: RunOptions<DiagnosisProgress>,
): Promise<Diagnosis> {
  return run('engine.diagnose', problem, options);
}

/** {@link diagnose}, blocking the calling thread. */
export function diagnoseSync(problem: DiagnosisProblem, options?: SyncRunOptions): Diagnosis {
  return runSync('engine.diagnose', problem, options);
}
