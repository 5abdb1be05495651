/** Many problems from files: batches in this process, and jobs on a queue for many machines. For Node. */

export type { Job, JobRecord } from './batch/job.js';
export type { BatchOptions, BatchProgress, BatchSummary } from './batch/options.js';
export { runBatch } from './batch/run-batch.js';
