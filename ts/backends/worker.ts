/** The inside of a worker: runs one task after another. */

import { SuperlinearError } from '../engine/errors.js';
import type { WireArray } from '../engine/wire.js';
import { Instance, type LoadedModule } from './instance.js';
import type { WorkerMessage, WorkerTask } from './worker-pool.js';

/** Frees an array of a task once it is copied: nothing collects it while the task runs. Older runtimes cannot. */
function discard({ buffer }: WireArray): void {
  (buffer as { transfer?: (bytes: number) => void }).transfer?.(0);
}

/** Makes the function that runs a task and tells how it went. */
export function taskServer(
  load: (family: string) => LoadedModule | Promise<LoadedModule>,
  send: (message: WorkerMessage, transfer: ArrayBuffer[]) => void,
): (task: WorkerTask) => Promise<void> {
  const instances = new Map<string, Instance>();

  const instanceOf = async (family: string) => {
    const known = instances.get(family);
    if (known !== undefined) return known;
    const instance = new Instance(await load(family));
    instances.set(family, instance);
    return instance;
  };

  return async (task) => {
    try {
      const instance = await instanceOf(task.family);
      const { flag } = task;
      const isCancelled = flag && (() => Atomics.load(flag, 0) !== 0);
      const progress = (record: string) => send({ kind: 'progress', record }, []);
      const reply = instance.solveSync(task, isCancelled, task.wantsProgress ? progress : undefined, discard);
      const transfer = reply.buffers.map((array) => array.buffer as ArrayBuffer);
      send({ kind: 'reply', reply, bytes: instance.bytes }, transfer);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const code = error instanceof SuperlinearError ? error.code : 'BACKEND_UNAVAILABLE';
      send({ kind: 'failure', code, message }, []);
    }
  };
}
