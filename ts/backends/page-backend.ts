/** The WebAssembly backend of a page, wherever its files come from. */

import { SuperlinearError } from '../engine/errors.js';
import { makeGlue } from '../wasm/glue.js';
import type { Backend } from './backend.js';
import { advice } from './page-modules.js';
import type { PageTask } from './page-worker.js';
import { wasmBackend } from './wasm.js';
import { failureOf, type SpawnWorker } from './worker-pool.js';

/** The source of the files of a page. */
export interface PageFiles {
  /** Loads a WebAssembly module once. */
  readonly loadModule: (name: string) => Promise<WebAssembly.Module>;
  /** Starts a worker with the script `page-worker`. */
  readonly openWorker: () => Worker;
}

/** Service workers have none. */
export const hasWorkers = typeof Worker === 'function';

/** Creates the WebAssembly backend. */
export function pageBackend(files: PageFiles): Backend {
  const { loadModule } = files;
  return wasmBackend({
    loadSync(name, method) {
      const place = 'document' in globalThis ? 'a page' : 'a worker';
      throw new SuperlinearError(
        'BACKEND_UNAVAILABLE',
        `in ${place}, await load('${name}') before blocking calls and dialogues of ${method}`,
      );
    },
    load: async (name) => ({ module: await loadModule(name), makeGlue }),
    ...(hasWorkers && { workers: { spawn: spawnWith(files), count: navigator.hardwareConcurrency } }),
  });
}

/** Browsers give no reason for a script that cannot be loaded; these are the possible ones. */
const NOT_LOADED = 'its script is missing, of another media type, or forbidden by a Content-Security-Policy';

function spawnWith({ loadModule, openWorker }: PageFiles): SpawnWorker {
  return (onMessage, onDeath) => {
    const worker = openWorker();
    worker.onmessage = ({ data }) => onMessage(data);
    worker.onerror = ({ message }) => onDeath(new Error(message ?? `${NOT_LOADED}; ${advice()}`));
    return {
      post(task, transfer) {
        loadModule(task.moduleName).then(
          (module) => worker.postMessage({ ...task, module } satisfies PageTask, transfer),
          (error) => onMessage(failureOf(error)),
        );
      },
      terminate: () => worker.terminate(),
      keepAlive() {},
    };
  };
}
