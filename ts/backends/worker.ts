/** The task loop of a worker. */

import type { WireArray } from '../engine/wire.js';
import { Instance, type LoadedModule } from './instance.js';
import { failureOf, type WorkerMessage, type WorkerTask } from './worker-pool.js';

/**
 * Frees an array of a task once it is copied, which garbage collection cannot do while the task runs. No effect in
 * older runtimes.
 */
function discard({ buffer }: WireArray): void {
  (buffer as { transfer?: (bytes: number) => void }).transfer?.(0);
}

/** Creates a function that runs a task and sends its outcome. */
export function taskServer<Task extends WorkerTask>(
  load: (task: Task) => LoadedModule,
  send: (message: WorkerMessage, transfer: ArrayBuffer[]) => void,
): (task: Task) => void {
  const instances = new Map<string, Instance>();

  const instanceFor = (task: Task) => {
    const instance = instances.get(task.moduleName) ?? new Instance(load(task));
    instances.set(task.moduleName, instance);
    return instance;
  };

  return (task) => {
    try {
      const instance = instanceFor(task);
      const { flag } = task;
      const isCancelled = flag && (() => Atomics.load(flag, 0) !== 0);
      const progress = (record: string) => send({ kind: 'progress', record }, []);
      const reply = instance.solveSync(task, isCancelled, task.wantsProgress ? progress : undefined, discard);
      const transfer = reply.buffers.map((array) => array.buffer as ArrayBuffer);
      send({ kind: 'reply', reply, bytes: instance.bytes }, transfer);
    } catch (error) {
      send(failureOf(error), []);
    }
  };
}
