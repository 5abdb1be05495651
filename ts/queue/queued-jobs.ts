/** Names and ids of the jobs of a queue. */

import type { Job } from 'bullmq';
import type { QueuedJob } from '../batch/job-types.js';

/** The name of all jobs, required by BullMQ. */
export const JOB_NAME = 'solve';

/** The unique id of a line's job. */
export const jobId = (line: number) => `line-${line}`;

/** The line of the job of an id; 0 for other ids. */
export const lineOfId = (id: string) => Number(/^line-(\d+)$/.exec(id)?.[1] ?? 0);

/** Returns whether a job was created by `enqueue`: it has a text, and the id of its line. */
export function isEnqueued({ id, data }: Job<QueuedJob, string>): boolean {
  const { line, text } = data ?? {};
  return Number.isSafeInteger(line) && line >= 1 && id === jobId(line) && typeof text === 'string';
}
