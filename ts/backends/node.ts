/** Node's loaders of the backends. */

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { SuperlinearError } from '../engine/errors.js';
import { loadAddon } from './addon.js';
import type { Backend } from './backend.js';
import type { Addon } from './native.js';
import { loadModule } from './node-modules.js';
import { wasmBackend } from './wasm.js';
import type { SpawnWorker } from './worker-pool.js';

/** Loads the native addon for this platform. Throws if there is none. */
export function loadNative(): Addon {
  try {
    return loadAddon();
  } catch (error) {
    const platform = `${process.platform}-${process.arch}`;
    throw new SuperlinearError('BACKEND_UNAVAILABLE', `no native addon for ${platform}: ${reasonIn(error)}`);
  }
}

/** The reason of a failure. Among all attempts, an addon that exists but does not load matters most. */
function reasonIn(error: unknown): string {
  const flags = missingFlags();
  if (flags.length > 0) return `Deno runs without ${flags.join(', ')}`;
  const failures: Error[] = error instanceof AggregateError ? error.errors : [];
  const broken = failures.find(({ message }) => !/^Cannot find /.test(message));
  if (broken !== undefined) return firstLine(broken.message);
  const packages = failures.map(({ message }) => /'(@superlinear\/native-[^'/]+)/.exec(message)?.[1]);
  const missing = packages.find((name) => name !== undefined);
  if (missing !== undefined) return `the package ${missing} is not installed`;
  return firstLine(error instanceof Error ? error.message : String(error));
}

/** The permission flags Deno needs to load an addon and does not have; none in Node and Bun. */
function missingFlags(): string[] {
  const { Deno } = globalThis as {
    Deno?: { permissions: { querySync(permission: { name: string }): { state: string } } };
  };
  if (Deno === undefined) return [];
  return ['read', 'ffi']
    .filter((name) => Deno.permissions.querySync({ name }).state !== 'granted')
    .map((name) => `--allow-${name}`);
}

const firstLine = (text: string) => text.split('\n')[0] as string;

/** Creates the WebAssembly backend. */
export function loadWasm(): Backend {
  return wasmBackend({
    loadSync: loadModule,
    load: async (name) => loadModule(name),
    workers: { spawn: spawnWorker, count: availableParallelism() },
  });
}

const spawnWorker: SpawnWorker = (onMessage, onDeath) => {
  // The process's own flags, such as --input-type, apply to its main script and may be invalid for a worker.
  const worker = new Worker(new URL('./node-worker.js', import.meta.url), { execArgv: [] });
  worker.on('message', onMessage);
  worker.on('error', onDeath);
  return {
    post: (task, transfer) => worker.postMessage(task, transfer),
    terminate: () => void worker.terminate(),
    keepAlive: (alive) => (alive ? worker.ref() : worker.unref()),
  };
};
