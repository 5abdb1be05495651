/** `superlinear batch`: from a file of jobs to a file of records. */

import { existsSync } from 'node:fs';
import type { JobRecord } from '../batch/job-types.js';
import { STANDARD } from '../batch/lines.js';
import type { BatchProgress, BatchSummary } from '../batch/options.js';
import { runBatch } from '../batch/run-batch.js';
import { SuperlinearError } from '../engine/errors.js';
import { type CommonOptions, runOptionsOf } from './common-options.js';
import { EXIT, UsageError } from './exit-codes.js';
import { ProgressBar } from './progress-bar.js';
import { tell } from './tell.js';
import { untilInterrupted } from './until-interrupted.js';

interface BatchCommandOptions extends CommonOptions {
  readonly out: string;
  readonly jobs?: number;
  readonly ordered?: boolean;
  readonly resume?: boolean;
  readonly overwrite?: boolean;
  readonly arraysFrom?: readonly string[];
  readonly isolate?: boolean;
  readonly memoryLimit?: number;
  readonly arraysTo?: string;
  readonly arraysAbove: number;
  readonly quiet?: boolean;
}

/** Runs a batch and reports its progress on standard error. */
export async function batch(input: string, options: BatchCommandOptions): Promise<void> {
  const { out, method, jobs, ordered, resume, overwrite, quiet = false } = options;
  const { arraysFrom, arraysTo, arraysAbove, isolate, memoryLimit } = options;
  if (out !== STANDARD && existsSync(out) && !resume && !overwrite) {
    throw new UsageError(`${out} already exists: --resume goes on with it, --overwrite replaces it`);
  }
  // If both go to a terminal, a progress bar would appear between the records.
  const isShown = !quiet && !(out === STANDARD && process.stdout.isTTY);
  const bar = new ProgressBar(isShown ? process.stderr : undefined);
  const signal = untilInterrupted();
  let reached: BatchProgress = { solved: 0, failed: 0, fraction: 0 };
  const running = runBatch({
    input,
    output: out,
    ...(method !== undefined && { method }),
    ...(jobs !== undefined && { jobs }),
    ...(ordered !== undefined && { ordered }),
    ...(resume !== undefined && { resume }),
    ...(overwrite !== undefined && { overwrite }),
    ...(arraysFrom !== undefined && { arraysFrom }),
    ...(isolate !== undefined && { isolate }),
    ...(memoryLimit !== undefined && { memoryLimit }),
    ...(arraysTo !== undefined && { arraysTo }),
    arraysAbove,
    options: runOptionsOf(options),
    signal,
    onProgress(progress) {
      reached = progress;
      bar.show(progress);
    },
  });
  const report = (text: string) => !quiet && tell(text);
  try {
    const summary = await running.finally(() => bar.clear());
    report(inWords(summary));
    if (summary.failed > 0) process.exitCode = EXIT.failed;
  } catch (error) {
    if (!signal.aborted) throw ofBatch(error);
    report(
      `${reached.solved} solved, ${reached.failed} failed; stopped${out === STANDARD ? '' : ', --resume goes on'}`,
    );
    process.exitCode = EXIT.interrupted;
    // An open standard input would keep the process alive.
    process.stdin.destroy();
  }
}

/** Errors of jobs are in their records. An error of the batch concerns its arguments or the operating system. */
function ofBatch(error: unknown): unknown {
  const isUsage = error instanceof SuperlinearError && error.code !== 'UNREACHABLE';
  return isUsage ? new UsageError(error.message) : error;
}

function inWords({
  solved,
  failed,
  firstFailure,
  resumed,
  seconds,
  threads,
  solverShare,
}: BatchSummary): string {
  const parts = [`${solved} solved`, `${failed} failed`];
  if (resumed > 0) parts.push(`${resumed} of them before`);
  const share = `${Math.round(100 * solverShare)} % of ${threads} thread${threads === 1 ? '' : 's'} in solvers`;
  const text = `${parts.join(', ')}; ${seconds.toFixed(1)} s, ${share}`;
  return firstFailure === undefined ? text : `${text}\n${failureInWords(firstFailure, failed)}`;
}

function failureInWords({ line, id, error }: JobRecord, failed: number): string {
  const which = failed === 1 ? 'failed' : 'the first that failed';
  const name = id === undefined ? '' : ` (${JSON.stringify(id)})`;
  return `${which}: line ${line}${name}: ${error?.code}: ${error?.message}`;
}
