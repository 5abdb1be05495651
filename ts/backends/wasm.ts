/** WebAssembly as a backend: blocking calls and dialogues on this thread, tasks in workers. */

import { version } from '../generated/version.js';
import type { Backend } from './backend.js';
import { Instance, type LoadedModule } from './instance.js';
import { type SpawnWorker, WorkerPool } from './worker-pool.js';

/** What differs between Node and a page. */
export interface WasmHost {
  /** Loads a family's module at once; throws where that is impossible and `load` has not been awaited. */
  loadSync(family: string): LoadedModule;
  /** Loads a family's module. */
  load(family: string): Promise<LoadedModule>;
  /** Starts a worker that serves tasks. */
  readonly spawnWorker: SpawnWorker;
  /** How many workers may compute at a time. */
  readonly workers: number;
}

/** The family whose module holds a method; the engine's own methods have one of their own. */
const familyOf = (method: string) => method.split('.')[0] ?? '';

/** Makes a backend of the WebAssembly modules. */
export function wasmBackend(host: WasmHost): Backend {
  const instances = new Map<string, Instance>();
  const pool = new WorkerPool(host.spawnWorker, host.workers);

  const keep = (family: string, loaded: LoadedModule) => {
    const instance = new Instance(loaded);
    instances.set(family, instance);
    return instance;
  };
  const instanceFor = (method: string) => {
    const family = familyOf(method);
    return instances.get(family) ?? keep(family, host.loadSync(family));
  };

  return {
    description: { name: 'wasm', version, instructionSet: 'simd128', threads: 1 },
    async load(method) {
      const family = familyOf(method);
      if (instances.has(family)) return;
      const loaded = await host.load(family);
      if (!instances.has(family)) keep(family, loaded);
    },
    solve: (call, onProgress) => pool.solve({ ...call, family: familyOf(call.method) }, onProgress),
    // A thread that nobody waits for any more is ended, WebAssembly and all.
    solveSync: (call) => instanceFor(call.method).solveSync(call),
    converse: (call) => instanceFor(call.method).converse(call),
  };
}
