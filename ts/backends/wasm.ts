/** The WebAssembly backend: blocking calls and dialogues run on this thread, tasks in workers. */

import { version } from '../generated/version.js';
import type { Backend, Call } from './backend.js';
import { Instance, type LoadedModule } from './instance.js';
import { moduleAtHand, moduleOfDialogue, moduleOfTask } from './modules.js';
import { type SpawnWorker, WorkerPool } from './worker-pool.js';

/** The parts that differ between Node and pages. */
export interface WasmHost {
  /** Loads a module for a method synchronously. Throws if that is impossible and `load` was not awaited. */
  loadSync(name: string, method: string): LoadedModule;
  /** Loads a module. */
  load(name: string): Promise<LoadedModule>;
  /** Starts a worker for tasks. */
  readonly spawnWorker: SpawnWorker;
  /** Maximum number of concurrent workers. */
  readonly workers: number;
}

/** Mebibytes of a run: half of the address space of an instance, as in the engine. */
const MEMORY_LIMIT = 2048;

/** Creates a backend from the WebAssembly modules. */
export function wasmBackend(host: WasmHost): Backend {
  const instances = new Map<string, Instance>();
  const pool = new WorkerPool(host.spawnWorker, host.workers);

  const keep = (name: string, loaded: LoadedModule) => {
    const instance = new Instance(loaded);
    instances.set(name, instance);
    return instance;
  };
  const instanceOf = (module: string, method: string) => {
    const name = moduleAtHand(module, (other) => instances.has(other));
    return instances.get(name) ?? keep(name, host.loadSync(name, method));
  };

  // Modules loaded in workers, or compiled for them.
  const ofWorkers = new Set<string>();
  const byWorkers = (call: Call, onProgress: Parameters<Backend['solve']>[1]) => {
    const moduleName = moduleAtHand(moduleOfTask(call.method), (other) => ofWorkers.has(other));
    ofWorkers.add(moduleName);
    const job = pool.solve({ ...call, moduleName }, onProgress);
    // A module that failed to load cannot serve other methods.
    job.reply.catch(() => ofWorkers.delete(moduleName));
    return job;
  };

  return {
    description: { name: 'wasm', version, instructionSet: 'simd128', threads: 1, memoryLimit: MEMORY_LIMIT },
    async load(name) {
      if (instances.has(name)) return;
      const loaded = await host.load(name);
      ofWorkers.add(name);
      if (!instances.has(name)) keep(name, loaded);
    },
    solve: byWorkers,
    // Cancellation is not needed here: an abandoned thread is terminated together with its instance.
    solveSync: (call) => instanceOf(moduleOfTask(call.method), call.method).solveSync(call),
    converse: (call) => instanceOf(moduleOfDialogue(call.method), call.method).converse(call),
  };
}
