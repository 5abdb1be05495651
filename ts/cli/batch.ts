/** `superlinear batch`: a file of jobs to a file of records. */

import type { BatchSummary } from '../batch/options.js';
import { runBatch } from '../batch/run-batch.js';
import { SuperlinearError } from '../engine/errors.js';
import { type CommonOptions, runOptionsOf } from './common-options.js';
import { EXIT, UsageError } from './exit-codes.js';
import { ProgressBar } from './progress-bar.js';
import { untilInterrupted } from './until-interrupted.js';

interface BatchCommandOptions extends CommonOptions {
  readonly out: string;
  readonly jobs?: number;
  readonly ordered?: boolean;
  readonly resume?: boolean;
  readonly overwrite?: boolean;
  readonly arraysTo?: string;
  readonly arraysAbove: number;
  readonly quiet?: boolean;
}

/** Runs a batch, and tells about it on standard error. */
export async function batch(input: string, options: BatchCommandOptions): Promise<void> {
  const { out, method, jobs, ordered, resume, overwrite, arraysTo, arraysAbove, quiet = false } = options;
  const bar = new ProgressBar(quiet ? undefined : process.stderr);
  const summary = await runBatch({
    input,
    output: out,
    ...(method !== undefined && { method }),
    ...(jobs !== undefined && { jobs }),
    ...(ordered !== undefined && { ordered }),
    ...(resume !== undefined && { resume }),
    ...(overwrite !== undefined && { overwrite }),
    ...(arraysTo !== undefined && { arraysTo }),
    arraysAbove,
    options: runOptionsOf(options),
    signal: untilInterrupted(),
    onProgress: (progress) => bar.show(progress),
  }).catch((error: unknown) => {
    // What is wrong with a job stands in its record; this is about the batch.
    throw error instanceof SuperlinearError ? new UsageError(error.message) : error;
  });
  bar.clear();
  if (!quiet) process.stderr.write(`${inWords(summary)}\n`);
  if (summary.interrupted) process.exitCode = EXIT.interrupted;
  else if (summary.failed > 0) process.exitCode = EXIT.failed;
}

function inWords({
  solved,
  failed,
  resumed,
  interrupted,
  seconds,
  threads,
  solverShare,
}: BatchSummary): string {
  const parts = [`${solved} solved`, `${failed} failed`];
  if (resumed > 0) parts.push(`${resumed} of them before`);
  const share = `${Math.round(100 * solverShare)} % of ${threads} thread${threads === 1 ? '' : 's'} in solvers`;
  const text = `${parts.join(', ')}; ${seconds.toFixed(1)} s, ${share}`;
  return interrupted ? `${text}\nstopped; --resume goes on` : text;
}
