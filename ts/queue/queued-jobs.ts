/** Jobs as they lie on a queue, and how those that `enqueue` put there are told from others. */

import type { Job } from 'bullmq';
import type { QueuedJob } from '../batch/job.js';

/** The name of all jobs; BullMQ wants one. */
export const JOB_NAME = 'solve';

/** The id of the job of a line, which belongs to no other job. */
export const jobId = (line: number) => `line-${line}`;

/** Whether a job is that of a line, as `enqueue` makes them. The record of another would be that of no line, or of another job's. */
export function isEnqueued({ id, data }: Job<QueuedJob, string>): boolean {
  const { line, text } = data ?? {};
  return Number.isSafeInteger(line) && line >= 1 && id === jobId(line) && typeof text === 'string';
}
