/** The worker script for Node. */

import { parentPort } from 'node:worker_threads';
import { loadModule } from './node-modules.js';
import { taskServer } from './worker.js';

parentPort?.on(
  'message',
  taskServer(
    ({ moduleName }) => loadModule(moduleName),
    (message, transfer) => parentPort?.postMessage(message, transfer),
  ),
);
