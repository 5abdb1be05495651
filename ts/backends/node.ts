/** What backends need of Node. */

import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { SuperlinearError } from '../engine/errors.js';
import type { Backend } from './backend.js';
import type { Addon } from './native.js';
import { loadModule } from './node-modules.js';
import { wasmBackend } from './wasm.js';
import type { SpawnWorker } from './worker-pool.js';

/** Loads the native addon for this platform; throws where there is none. */
export function loadNative(): Addon {
  try {
    return createRequire(import.meta.url)('../native/loader.js') as Addon;
  } catch (error) {
    const platform = `${process.platform}-${process.arch}`;
    throw new SuperlinearError('BACKEND_UNAVAILABLE', `no native addon for ${platform}: ${rootCause(error)}`);
  }
}

/** The loader tries one place after another; the failure at the first place is the one that matters. */
function rootCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? rootCause(error.cause) : (error.message.split('\n')[0] as string);
}

/** Makes the WebAssembly backend. */
export function loadWasm(): Backend {
  return wasmBackend({
    loadSync: loadModule,
    load: async (family) => loadModule(family),
    spawnWorker,
    workers: availableParallelism(),
  });
}

const spawnWorker: SpawnWorker = (onMessage, onDeath) => {
  // The process's own flags, such as --input-type, are about its main script and may make no sense for this one.
  const worker = new Worker(new URL('./node-worker.js', import.meta.url), { execArgv: [] });
  worker.on('message', onMessage);
  worker.on('error', onDeath);
  return {
    post: (task, transfer) => worker.postMessage(task, transfer),
    terminate: () => void worker.terminate(),
    keepAlive: (alive) => (alive ? worker.ref() : worker.unref()),
  };
};
