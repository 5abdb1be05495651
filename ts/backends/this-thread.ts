/** Tasks computed on the calling thread, for runtimes without workers. */

import { Turns } from '../engine/turns.js';
import type { Backend, Job, Reply } from './backend.js';
import type { Instance } from './instance.js';

/** Loaded modules, by the name of a method. */
export interface Modules {
  /** Loads the module of a task. */
  instanceFor(method: string): Promise<Instance>;
  /** Frees the memory of an instance after its last call; the next call makes a new one. */
  drop(instance: Instance): void;
}

/**
 * An instance with more memory than this is dropped after a task, since it never frees memory, and edge runtimes end
 * programs above 128 MiB.
 */
const MAX_IDLE_BYTES = 48 * 2 ** 20;

/**
 * Creates a function that runs tasks one after another. Between tasks it yields to timers and events; a signal can stop
 * a task before it begins, or from `onProgress`.
 */
export function solverOnThisThread({ instanceFor, drop }: Modules): Backend['solve'] {
  const turns = new Turns();
  return (call, onProgress): Job => {
    // The caller may modify its arrays before the task begins.
    const copied = { ...call, buffers: call.buffers.map((array) => array.slice()) };
    let isCancelled = false;
    const compute = async (): Promise<Reply> => {
      const instance = await instanceFor(call.method);
      if (turns.areDue) await turns.take();
      // Nobody waits for the reply of a cancelled job.
      if (isCancelled) return new Promise(() => {});
      try {
        return instance.solveSync(copied, () => isCancelled, onProgress);
      } finally {
        if (instance.bytes > MAX_IDLE_BYTES) drop(instance);
      }
    };
    return {
      reply: compute(),
      cancel() {
        isCancelled = true;
      },
    };
  };
}
