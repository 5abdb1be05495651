/** What backends need of a page. */

import { SuperlinearError } from '../engine/errors.js';
import type { Backend } from './backend.js';
import type { Addon } from './native.js';
import { loadModule } from './page-modules.js';
import { wasmBackend } from './wasm.js';
import type { SpawnWorker } from './worker-pool.js';

/** Pages have no native addon. */
export function loadNative(): Addon {
  throw new SuperlinearError('BACKEND_UNAVAILABLE', 'pages cannot load native addons');
}

/** Makes the WebAssembly backend. */
export function loadWasm(): Backend {
  return wasmBackend({
    loadSync(family) {
      throw new SuperlinearError(
        'BACKEND_UNAVAILABLE',
        `in ${'document' in globalThis ? 'a page' : 'a worker'}, await load('${family}') before blocking calls`,
      );
    },
    load: loadModule,
    spawnWorker,
    workers: navigator.hardwareConcurrency,
  });
}

const spawnWorker: SpawnWorker = (onMessage, onDeath) => {
  const worker = new Worker(new URL('./page-worker.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => onMessage(data);
  worker.onerror = ({ message }) => onDeath(new Error(message ?? 'its script could not be loaded'));
  return {
    post: (task, transfer) => worker.postMessage(task, transfer),
    terminate: () => worker.terminate(),
    keepAlive() {},
  };
};
