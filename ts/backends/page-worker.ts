/** The worker script for pages: a single file without imports, since the page passes the compiled modules. */

import { makeGlue } from '../wasm/glue.js';
import { taskServer } from './worker.js';
import type { WorkerTask } from './worker-pool.js';

/** A task for a page's worker. */
export type PageTask = WorkerTask & { readonly module: WebAssembly.Module };

const serve = taskServer(
  ({ module }: PageTask) => ({ module, makeGlue }),
  (message, transfer) => self.postMessage(message, { transfer }),
);

self.onmessage = ({ data }) => serve(data);
