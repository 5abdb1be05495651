/** `superlinear enqueue`, `work` and `collect`: jobs for many machines. */

import { collect } from '../queue/collect.js';
import { enqueue } from '../queue/enqueue.js';
import { type WorkOptions, work } from '../queue/work.js';
import { type CommonOptions, runOptionsOf } from './common-options.js';
import { EXIT } from './exit-codes.js';
import { ProgressBar } from './progress-bar.js';
import { tell } from './tell.js';
import { untilInterrupted } from './until-interrupted.js';

/** Reports that Redis is unavailable, or available again. */
function onConnection(isThere: boolean): void {
  const text = isThere ? 'Redis is there again' : 'the connection to Redis is lost; it is tried for a minute';
  tell(`superlinear: ${text}`);
}

interface QueueOptions {
  readonly queue: string;
  readonly name: string;
  readonly quiet?: boolean;
}

/** Adds a file of jobs to a queue. */
export async function enqueueFile(
  input: string,
  options: QueueOptions & CommonOptions & { readonly attempts: number },
): Promise<void> {
  const { queue, name, method, attempts } = options;
  const jobs = await enqueue({
    input,
    queue,
    name,
    onConnection,
    attempts,
    ...(method !== undefined && { method }),
    options: runOptionsOf(options),
  });
  tell(`${jobs} jobs are on the queue ${name}`);
}

/** Solves jobs of a queue. */
export async function workOnQueue(
  options: QueueOptions & Omit<WorkOptions, 'onConnection' | 'signal' | 'onJob'>,
): Promise<void> {
  const { quiet = false, ...settings } = options;
  const counts = { solved: 0, failed: 0 };
  await work({
    ...settings,
    onConnection,
    signal: untilInterrupted(),
    onJob(line, error) {
      if (error === undefined) counts.solved++;
      else counts.failed++;
      if (error !== undefined && !quiet) tell(`line ${line}: ${error}`);
    },
  });
  if (!quiet) tell(`${counts.solved} solved, ${counts.failed} failed by this worker`);
}

/** Writes the records of a queue to a file. */
export async function collectRecords(
  options: QueueOptions & { readonly out: string; readonly wait: boolean },
): Promise<void> {
  const { queue, name, out, wait, quiet = false } = options;
  const bar = new ProgressBar(quiet ? undefined : process.stderr);
  const signal = untilInterrupted();
  const { solved, failed, complete } = await collect({
    queue,
    name,
    onConnection,
    output: out,
    wait,
    signal,
    onProgress: (progress) => bar.show(progress),
  }).finally(() => bar.clear());
  const rest = complete ? '' : '; others are not done yet';
  if (!quiet) tell(`${solved} solved, ${failed} failed${rest}`);
  if (signal.aborted) process.exitCode = EXIT.interrupted;
  else if (failed > 0) process.exitCode = EXIT.failed;
}
