/** The loaders of the backends in a page. */

import { SuperlinearError } from '../engine/errors.js';
import { makeGlue } from '../wasm/glue.js';
import type { Backend } from './backend.js';
import type { Addon } from './native.js';
import { advice, loadModule } from './page-modules.js';
import type { PageTask } from './page-worker.js';
import { wasmBackend } from './wasm.js';
import { failureOf, type SpawnWorker } from './worker-pool.js';

/** Service workers have none. */
const hasWorkers = typeof Worker === 'function';

/** Pages have no native addon. */
export function loadNative(): Addon {
  const place = hasWorkers ? '' : '; there are no workers here either, so all is computed on this thread';
  throw new SuperlinearError('BACKEND_UNAVAILABLE', `pages cannot load native addons${place}`);
}

/** Creates the WebAssembly backend. */
export function loadWasm(): Backend {
  return wasmBackend({
    loadSync(name, method) {
      const place = 'document' in globalThis ? 'a page' : 'a worker';
      throw new SuperlinearError(
        'BACKEND_UNAVAILABLE',
        `in ${place}, await load('${name}') before blocking calls and dialogues of ${method}`,
      );
    },
    load: async (name) => ({ module: await loadModule(name), makeGlue }),
    ...(hasWorkers && { workers: { spawn: spawnWorker, count: navigator.hardwareConcurrency } }),
  });
}

/** Browsers give no reason for a script that cannot be loaded; these are the possible ones. */
const NOT_LOADED = 'its script is missing, of another media type, or forbidden by a Content-Security-Policy';

const spawnWorker: SpawnWorker = (onMessage, onDeath) => {
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

/**
 * Bundlers recognize the first form. The second is for pages without a bundler whose scripts come from another origin.
 */
function openWorker(): Worker {
  const { protocol, origin, href } = new URL(import.meta.url);
  if (!protocol.startsWith('http') || origin === location.origin) {
    return new Worker(new URL('./page-worker.js', import.meta.url), { type: 'module' });
  }
  const script = `import ${JSON.stringify(new URL('./page-worker.js', href).href)};`;
  return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), { type: 'module' });
}
