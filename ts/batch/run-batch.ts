/**
 * Batches: solve many jobs on all processors in bounded memory, from file to file, and resume after any interruption.
 */

import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { requireKnown, requireObject } from '../engine/check.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { parseOptions, parseSyncOptions } from '../engine/options.js';
import { requireFolders } from './array-folders.js';
import { CompletedLines } from './completed-lines.js';
import { Dealer } from './dealer.js';
import { solveToFile } from './file-batch.js';
import { reaching } from './files.js';
import { settingsFor, threadsForEach } from './job.js';
import type { JobRecord, JobSettings } from './job-types.js';
import { STANDARD } from './lines.js';
import { requireMethod } from './methods.js';
import type { BatchOptions, BatchSummary, BatchToFileOptions } from './options.js';
import { RecordQueue } from './record-queue.js';

/** Arrays with at most this many numbers stay in the record. */
const DEFAULT_ARRAYS_ABOVE = 1000;

/** The options of all batches, and the additional ones of batches with an output file. */
const OPTIONS = [
  'input',
  'jobs',
  'ordered',
  'method',
  'options',
  'arraysFrom',
  'isolate',
  'memoryLimit',
  'signal',
  'onProgress',
];
const FILE_OPTIONS = ['output', 'resume', 'overwrite', 'arraysTo', 'arraysAbove'];

/**
 * Solves every job of a file or an iterable. An invalid line or a failed job gives a record with an error, and the
 * other jobs continue.
 *
 * With `output`, records are written to that file. However the process ends, a run with `resume` loses nothing and
 * repeats nothing.
 *
 * @example
 * ```ts
 * import { runBatch } from 'superlinear/batch';
 *
 * const { solved, failed } = await runBatch({ input: 'jobs.jsonl', output: 'records.jsonl', resume: true });
 * ```
 */
export function runBatch(options: BatchToFileOptions): Promise<BatchSummary>;
/**
 * Without `output`, yields records one by one, with solutions as returned by the methods' functions. Jobs are requested
 * and solved only slightly ahead of the consumer. Leaving the loop ends the batch and frees its threads.
 *
 * @example
 * ```ts
 * import { runBatch } from 'superlinear/batch';
 *
 * function* jobs() {
 *   for (let id = 1; id <= 1000; id++) {
 *     yield { id, method: 'transport.exact', problem: { cost: [[4, 1], [2, id / 100]] } };
 *   }
 * }
 * for await (const { id, solution, error } of runBatch({ input: jobs() })) console.log(id, solution ?? error);
 * ```
 */
export function runBatch(options: BatchOptions): AsyncGenerator<JobRecord, void, undefined>;
export function runBatch(
  options: BatchOptions | BatchToFileOptions,
): Promise<BatchSummary> | AsyncGenerator<JobRecord, void, undefined> {
  requireObject(options, 'options');
  return 'output' in options ? toFile(options) : records(options);
}

async function toFile(options: BatchToFileOptions): Promise<BatchSummary> {
  const { output, arraysTo, arraysAbove: above = DEFAULT_ARRAYS_ABOVE } = options;
  checkOptions(options, [...OPTIONS, ...FILE_OPTIONS]);
  if (typeof output !== 'string' || output === '') {
    throw invalidInput('output', `must be the path of a file, got ${describeValue(output)}`);
  }
  options.signal?.throwIfAborted();
  if (arraysTo === undefined) return solveToFile(options, settingsOf(options));
  await reaching('arraysTo', 'written', () => mkdir(arraysTo, { recursive: true }));
  const from = output === STANDARD ? process.cwd() : dirname(resolve(output));
  const arrays = { folder: resolve(arraysTo), prefix: prefixOf(from, resolve(arraysTo)), above };
  return solveToFile(options, { ...settingsOf(options), arrays });
}

async function* records(options: BatchOptions): AsyncGenerator<JobRecord, void, undefined> {
  checkOptions(options, OPTIONS);
  options.signal?.throwIfAborted();
  const completed = new CompletedLines();
  const dealer = new Dealer(options, { ...settingsOf(options), asObjects: true }, completed);
  const queue = new RecordQueue({
    completed,
    ordered: options.ordered ?? false,
    capacity: 2 * dealer.threads,
    onTaken: () => dealer.wake(),
  });
  const solving = dealer
    .run(queue)
    .then(() => dealer.tell())
    .then(
      () => queue.close(),
      (reason: unknown) => queue.fail(reason),
    );
  try {
    for (let record = await queue.take(); record !== undefined; record = await queue.take()) yield record;
  } finally {
    dealer.stop(undefined);
    await solving;
  }
}

function checkOptions(options: BatchOptions, known: readonly string[]): void {
  const unused = FILE_OPTIONS.find((key) => key in options && !known.includes(key));
  if (unused !== undefined) throw invalidInput(unused, 'needs an output');
  requireKnown(options, known);
  const { input, jobs, method, arraysFrom, signal, onProgress } = options;
  const isIterable =
    typeof input === 'object' &&
    input !== null &&
    (Symbol.iterator in input || Symbol.asyncIterator in input);
  if (!isIterable && (typeof input !== 'string' || input === '')) {
    throw invalidInput('input', `must be a path or an iterable of jobs, got ${describeValue(input)}`);
  }
  if (jobs !== undefined && !(Number.isInteger(jobs) && jobs >= 1)) {
    throw invalidInput('jobs', `must be a positive integer, got ${describeValue(jobs)}`);
  }
  if (method !== undefined) requireMethod(method);
  requireFolders(arraysFrom);
  parseOptions({ ...(signal && { signal }), ...(onProgress && { onProgress }) });
  parseSyncOptions(options.options);
}

function settingsOf(batch: BatchOptions): JobSettings {
  const { input, jobs = availableParallelism(), options } = batch;
  return settingsFor(input, { ...batch, options: { threads: threadsForEach(jobs), ...options } });
}

/** The path of `folder` relative to a file in `from`, as a prefix. */
function prefixOf(from: string, folder: string): string {
  const path = relative(from, folder).split(sep).join('/');
  if (path === '') return '';
  return isAbsolute(path) || path.startsWith('..') ? `${folder.split(sep).join('/')}/` : `${path}/`;
}
