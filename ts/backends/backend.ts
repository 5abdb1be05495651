/** The interface of backends: the engine's two entry points, independent of the compilation target. */

import type { Payload, WireArray } from '../engine/wire.js';

/**
 * The available backends: the native addon, WebAssembly, or the addon with a CUDA device for methods with kernels for
 * it.
 */
export type BackendName = 'native' | 'wasm' | 'cuda';

/** The names of all backends. */
export const backendNames = ['native', 'wasm', 'cuda'] as const satisfies readonly BackendName[];

/** The backend in use and its capabilities. */
export interface BackendDescription {
  /** The native addon, WebAssembly, or a CUDA device. */
  readonly name: BackendName;
  /** The version of the library. */
  readonly version: string;
  /**
   * The widest vector instructions used by its kernels on this processor: `avx512`, `avx2`, `neon`, `simd128` or
   * `baseline`; for a device its compute capability, such as `sm_90`.
   */
  readonly instructionSet: string;
  /** The default number of threads of a run. */
  readonly threads: number;
  /** Mebibytes of memory that a run may take unless `memoryLimit` says otherwise. */
  readonly memoryLimit: number;
  /** The name of the CUDA device. */
  readonly device?: string;
  /** The memory of the device in bytes. */
  readonly memory?: number;
  /** The CUDA version supported by the device's driver, such as `12.8`. */
  readonly driver?: string;
  /** The reason the native addon is not used; absent if it is. */
  readonly reason?: string;
}

/** The arguments of either entry point. */
export interface Call extends Payload {
  readonly method: string;
  /** The engine's run options as JSON. */
  readonly options: string;
}

/** The result of a call: a solution, or an error as `{ code, message, path }` in the header. */
export interface Reply extends Payload {
  readonly ok: boolean;
  /** The last progress record, if it was not reported before. */
  readonly progress?: string;
}

/** A running task. */
export interface Job {
  readonly reply: Promise<Reply>;
  /** Requests cancellation. The caller no longer waits for the reply. */
  cancel(): void;
}

/** A running dialogue. */
export interface Dialogue {
  /**
   * Four numbers for each question, by tag: the lengths of its point and its answer, and the numbers each item adds to
   * them. Empty if the problem was rejected.
   */
  readonly lengths: ArrayLike<number>;
  /** The number of items of the last question. */
  readonly items: number;
  /**
   * Takes the answer to the last question (an empty one before the first), writes the next point to the beginning of
   * `point` if it is long enough, and returns the question's tag; -1 when finished.
   */
  resume(answer: Float64Array, point: Float64Array): number;
  /** Writes the point of the last question to the beginning of `point` if it is long enough. */
  readPoint(point: Float64Array): void;
  /**
   * Notifies the solver that the time limit has passed while its question is unanswered. The answer may still come,
   * unless `isGone`. Returns whether the solver has finished with its current result.
   */
  leave(isGone: boolean): boolean;
  /** The latest progress record as JSON, if there is a new one. */
  takeProgress(): string | null | undefined;
  /** The outcome, once finished. Call it only once. */
  finish(): Reply;
  /** Frees its memory. */
  close(): void;
}

/** The entry points of a backend. */
export interface Backend {
  readonly description: BackendDescription;
  /** Loads a module for the blocking functions, if it is not available at once. */
  load(moduleName: string): Promise<void>;
  /** Runs a task off the calling thread. */
  solve(call: Call, onProgress: ((record: string) => void) | undefined): Job;
  /**
   * Runs a task on the calling thread. Another thread may cancel it through the first entry of `cancelled`, in shared
   * memory.
   */
  solveSync(call: Call, cancelled?: Int32Array): Reply;
  /** Opens a dialogue. */
  converse(call: Call): Dialogue;
}

/** The exports common to the native and the WebAssembly bindings. */
export interface EntryPoints {
  describe(): string;
  solveSync(
    method: string,
    header: string,
    buffers: readonly WireArray[],
    options: string,
    isCancelled?: () => boolean,
    progress?: (record: string) => void,
    copied?: (array: WireArray) => void,
  ): Reply;
  readonly Dialogue: new (
    method: string,
    header: string,
    buffers: readonly WireArray[],
    options: string,
  ) => Omit<Dialogue, 'close'>;
}
