/** The WebAssembly backend: blocking calls and dialogues run on this thread; tasks do in workers, if there are any. */

import { version } from '../generated/version.js';
import type { Backend } from './backend.js';
import { Instance, type LoadedModule } from './instance.js';
import { moduleAtHand, moduleOfDialogue, moduleOfTask } from './modules.js';
import { solverOnThisThread } from './this-thread.js';
import { type SpawnWorker, WorkerPool } from './worker-pool.js';

/** The parts that differ between Node, pages and edge runtimes. */
export interface WasmHost {
  /** Loads a module for a method synchronously. Throws if that is impossible and `load` was not awaited. */
  loadSync(name: string, method: string): LoadedModule;
  /** Loads a module. */
  load(name: string): Promise<LoadedModule>;
  /** Workers for tasks. Without them, tasks run on this thread. */
  readonly workers?: Workers;
}

/** Workers for tasks. */
export interface Workers {
  /** Starts one. */
  readonly spawn: SpawnWorker;
  /** Maximum number of concurrent ones. */
  readonly count: number;
}

/** Mebibytes of a run: half of the address space of an instance, as in the engine. */
const MEMORY_LIMIT = 2048;

/** Creates a backend from the WebAssembly modules. */
export function wasmBackend(host: WasmHost): Backend {
  const instances = new Map<string, Instance>();

  const keep = (name: string, loaded: LoadedModule) => {
    const instance = new Instance(loaded);
    instances.set(name, instance);
    return instance;
  };
  const atHand = (module: string) => moduleAtHand(module, (other) => instances.has(other));
  const instanceOf = (module: string, method: string) => {
    const name = atHand(module);
    return instances.get(name) ?? keep(name, host.loadSync(name, method));
  };
  const load = async (name: string) => {
    const known = instances.get(name);
    if (known !== undefined) return known;
    const loaded = await host.load(name);
    return instances.get(name) ?? keep(name, loaded);
  };

  const tasks = host.workers && solverInWorkers(host.workers);
  const drop = (instance: Instance) => {
    for (const [name, other] of instances) if (other === instance) instances.delete(name);
  };
  const instanceFor = (method: string) => load(atHand(moduleOfTask(method)));
  return {
    description: { name: 'wasm', version, instructionSet: 'simd128', threads: 1, memoryLimit: MEMORY_LIMIT },
    async load(name) {
      await load(name);
      tasks?.loaded(name);
    },
    solve: tasks?.solve ?? solverOnThisThread({ instanceFor, drop }),
    // Cancellation is not needed here: an abandoned thread is terminated together with its instance.
    solveSync: (call) => instanceOf(moduleOfTask(call.method), call.method).solveSync(call),
    converse: (call) => instanceOf(moduleOfDialogue(call.method), call.method).converse(call),
  };
}

/** Runs tasks in workers, given the names of modules compiled for them. */
function solverInWorkers({ spawn, count }: Workers) {
  const pool = new WorkerPool(spawn, count);
  // Modules loaded in workers, or compiled for them.
  const ofWorkers = new Set<string>();
  const solve: Backend['solve'] = (call, onProgress) => {
    const moduleName = moduleAtHand(moduleOfTask(call.method), (other) => ofWorkers.has(other));
    ofWorkers.add(moduleName);
    const job = pool.solve({ ...call, moduleName }, onProgress);
    // A module that failed to load cannot serve other methods.
    job.reply.catch(() => ofWorkers.delete(moduleName));
    return job;
  };
  return { loaded: (name: string) => void ofWorkers.add(name), solve };
}
