/** The worker of a page: one file that refers to no other, since the page hands over the compiled modules. */

import { makeGlue } from '../wasm/glue.js';
import { taskServer } from './worker.js';
import type { WorkerTask } from './worker-pool.js';

/** A task as the worker of a page gets it. */
export type PageTask = WorkerTask & { readonly module: WebAssembly.Module };

const serve = taskServer(
  ({ module }: PageTask) => ({ module, makeGlue }),
  (message, transfer) => self.postMessage(message, { transfer }),
);

self.onmessage = ({ data }) => serve(data);
