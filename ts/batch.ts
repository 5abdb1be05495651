/**
 * Many problems, from files or programs: batches in this process, queues of jobs for many machines, and questions
 * between processes. For Node.
 */

export type { Job, JobRecord } from './batch/job-types.js';
export type {
  BatchInput,
  BatchOptions,
  BatchProgress,
  BatchSummary,
  BatchToFileOptions,
} from './batch/options.js';
export { runBatch } from './batch/run-batch.js';
export type { QueueAddress } from './queue/address.js';
export { type CollectOptions, type CollectProgress, type CollectSummary, collect } from './queue/collect.js';
export { type EnqueueOptions, enqueue } from './queue/enqueue.js';
export { RequestError, type RequestFailure, type RequestOptions, request } from './queue/request.js';
export { type ServeOptions, serve } from './queue/serve.js';
export { type WorkOptions, work } from './queue/work.js';
