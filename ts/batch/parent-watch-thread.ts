/** The script of the thread that watches over the parent of its process. */

import { workerData } from 'node:worker_threads';
import { isRunning } from './process-limits.js';

/** Milliseconds between looks. */
const INTERVAL = 500;

const parent = workerData as number;

setInterval(() => {
  // Unix gives orphans another parent; on Windows the number stays.
  if (process.ppid !== parent || !isRunning(parent)) process.kill(process.pid, 'SIGKILL');
}, INTERVAL);
