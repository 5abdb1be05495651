/** A batch: a file of jobs to a file of records, on all processors, in constant memory, through any number of kills. */

import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { invalidInput } from '../engine/errors.js';
import { parseSyncOptions } from '../engine/options.js';
import { Batch } from './batch-under-way.js';
import { begin } from './beginning.js';
import { type JobSettings, requireMethod, settingsFor, threadsForEach } from './job.js';
import type { BatchOptions, BatchSummary } from './options.js';

/** Arrays of at most this many numbers stay in the record. */
const DEFAULT_ARRAYS_ABOVE = 1000;

/**
 * Solves every job of a file. A line that is no job, or whose job fails, gives a record with an error, and the others go on.
 * However the process ends, a run with `resume` loses and repeats nothing.
 *
 * @example
 * ```ts
 * import { runBatch } from 'superlinear/batch';
 *
 * const { solved, failed } = await runBatch({ input: 'jobs.jsonl', output: 'records.jsonl', resume: true });
 * ```
 */
export async function runBatch(options: BatchOptions): Promise<BatchSummary> {
  const settings = await settingsOf(options);
  const batch = new Batch(options, settings, await begin(options, settings));
  return batch.run();
}

async function settingsOf(options: BatchOptions): Promise<JobSettings> {
  const { method, input, output, arraysTo, jobs = availableParallelism() } = options;
  if (!Number.isInteger(jobs) || jobs < 1)
    throw invalidInput('jobs', `must be a whole number from 1 on, got ${jobs}`);
  if (method !== undefined) requireMethod(method);
  parseSyncOptions(options.options);
  if (arraysTo !== undefined) await mkdir(arraysTo, { recursive: true });
  return {
    ...settingsFor(input, { method, options: { threads: threadsForEach(jobs), ...options.options } }),
    ...(arraysTo !== undefined && {
      arrays: {
        folder: resolve(arraysTo),
        prefix: prefixOf(dirname(resolve(output)), resolve(arraysTo)),
        above: options.arraysAbove ?? DEFAULT_ARRAYS_ABOVE,
      },
    }),
  };
}

/** How files in `folder` are called by a file in `from`. */
function prefixOf(from: string, folder: string): string {
  const path = relative(from, folder).split(sep).join('/');
  if (path === '') return '';
  return isAbsolute(path) || path.startsWith('..') ? `${folder.split(sep).join('/')}/` : `${path}/`;
}
