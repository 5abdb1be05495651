/**
 * Workers that run one task each at a time, so that the calling thread stays responsive.
 *
 * A busy worker reads no messages. If memory can be shared, a flag cancels its task; otherwise, or if the flag is not
 * seen in time, the worker is terminated and replaced when needed.
 */

import { SuperlinearError } from '../engine/errors.js';
import type { Call, Job, Reply } from './backend.js';

/** A task as received by a worker. */
export interface WorkerTask extends Call {
  /** The WebAssembly module that contains the method. */
  readonly moduleName: string;
  /** One integer in shared memory, nonzero once the task is cancelled. Absent if memory cannot be shared. */
  readonly flag?: Int32Array;
  readonly wantsProgress: boolean;
}

/** A task before it is assigned to a worker. */
type TaskCall = Omit<WorkerTask, 'flag' | 'wantsProgress'>;

/** A message from a worker: any number of progress records, then a reply or a failure. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly record: string }
  | { readonly kind: 'reply'; readonly reply: Reply; readonly bytes: number }
  | { readonly kind: 'failure'; readonly code: SuperlinearError['code']; readonly message: string };

/** Converts an error to a message. */
export function failureOf(error: unknown): WorkerMessage {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof SuperlinearError ? error.code : 'BACKEND_UNAVAILABLE';
  return { kind: 'failure', code, message };
}

/** A worker of Node or of a page. */
export interface WorkerHandle {
  post(task: WorkerTask, transfer: ArrayBuffer[]): void;
  terminate(): void;
  /** Sets whether the worker keeps the process alive; it does while it works. */
  keepAlive(alive: boolean): void;
}

/** Starts a worker with handlers of its messages and of its death. */
export type SpawnWorker = (
  onMessage: (message: WorkerMessage) => void,
  onDeath: (error: Error) => void,
) => WorkerHandle;

/** A worker is terminated if a cancelled task has not stopped after this time. `RunOptions.signal` promises 50 ms. */
const CANCEL_GRACE_MILLISECONDS = 40;

/**
 * An idle worker with more memory than this is terminated, since an instance never frees memory. A smaller limit would
 * restart workers more often.
 */
const MAX_IDLE_BYTES = 256 * 2 ** 20;

/** Runs tasks on at most `size` workers, in order of arrival. */
export class WorkerPool {
  readonly #spawn: SpawnWorker;
  readonly #size: number;
  readonly #idle: PooledWorker[] = [];
  readonly #queue: PooledTask[] = [];
  #busy = 0;

  constructor(spawn: SpawnWorker, size: number) {
    this.#spawn = spawn;
    this.#size = size;
  }

  /** Queues a task. Its arrays are copied, since the caller may modify them meanwhile. */
  solve(call: TaskCall, onProgress: ((record: string) => void) | undefined): Job {
    const task = new PooledTask({ ...call, buffers: call.buffers.map((array) => array.slice()) }, onProgress);
    this.#queue.push(task);
    this.#startNext();
    return { reply: task.reply, cancel: () => this.#cancel(task) };
  }

  #startNext(): void {
    if (this.#busy === this.#size) return;
    const task = this.#queue.shift();
    if (task === undefined) return;
    let worker: PooledWorker;
    try {
      worker = this.#takeIdle() ?? new PooledWorker(this.#spawn);
    } catch (error) {
      task.reject(new SuperlinearError('BACKEND_UNAVAILABLE', `no worker could be started: ${error}`));
      this.#startNext();
      return;
    }
    this.#busy++;
    worker.run(task, (reusable) => {
      this.#busy--;
      if (reusable) this.#idle.push(worker);
      this.#startNext();
    });
  }

  /** Takes an idle worker that is still alive. */
  #takeIdle(): PooledWorker | undefined {
    let worker = this.#idle.pop();
    while (worker?.isDead) worker = this.#idle.pop();
    return worker;
  }

  #cancel(task: PooledTask): void {
    const place = this.#queue.indexOf(task);
    if (place >= 0) this.#queue.splice(place, 1);
    else task.worker?.cancel();
  }
}

class PooledTask {
  readonly reply: Promise<Reply>;
  resolve!: (reply: Reply) => void;
  reject!: (error: Error) => void;
  /** The worker running the task. */
  worker: PooledWorker | undefined;

  constructor(
    readonly call: TaskCall,
    readonly onProgress: ((record: string) => void) | undefined,
  ) {
    this.reply = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}

/** A worker with its current task. */
class PooledWorker {
  readonly #handle: WorkerHandle;
  /** Whether it has died. Idle workers may. */
  isDead = false;
  #task: PooledTask | undefined;
  #onEnd: (reusable: boolean) => void = () => {};
  #flag: Int32Array | undefined;
  #grace: ReturnType<typeof setTimeout> | undefined;

  constructor(spawn: SpawnWorker) {
    this.#handle = spawn(
      (message) => this.#hear(message),
      (error) => {
        this.isDead = true;
        this.#fail(new SuperlinearError('BACKEND_UNAVAILABLE', `a worker died: ${error.message}`));
      },
    );
  }

  run(task: PooledTask, onEnd: (reusable: boolean) => void): void {
    this.#task = task;
    this.#onEnd = onEnd;
    task.worker = this;
    this.#flag = sharedFlag();
    this.#handle.keepAlive(true);
    const { call } = task;
    const flag = this.#flag && { flag: this.#flag };
    const transfer = call.buffers.map((array) => array.buffer as ArrayBuffer);
    this.#handle.post({ ...call, ...flag, wantsProgress: task.onProgress !== undefined }, transfer);
  }

  cancel(): void {
    if (this.#flag !== undefined) {
      Atomics.store(this.#flag, 0, 1);
      this.#grace = setTimeout(() => this.#end(false), CANCEL_GRACE_MILLISECONDS);
    } else {
      this.#end(false);
    }
  }

  #hear(message: WorkerMessage): void {
    if (message.kind === 'progress') {
      this.#task?.onProgress?.(message.record);
    } else if (message.kind === 'reply') {
      this.#task?.resolve(message.reply);
      this.#end(message.bytes <= MAX_IDLE_BYTES);
    } else {
      this.#fail(new SuperlinearError(message.code, message.message));
    }
  }

  /** A failed worker is not reused: its instance may be in any state. */
  #fail(error: SuperlinearError): void {
    this.#task?.reject(error);
    this.#end(false);
  }

  #end(reusable: boolean): void {
    if (this.#task === undefined) return;
    clearTimeout(this.#grace);
    this.#task.worker = undefined;
    this.#task = undefined;
    if (reusable) this.#handle.keepAlive(false);
    else this.#handle.terminate();
    this.#onEnd(reusable);
  }
}

/** Memory a busy worker can read. Pages have it only if they are cross-origin isolated. */
function sharedFlag(): Int32Array | undefined {
  const canShare = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated ?? true;
  return canShare ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
}
