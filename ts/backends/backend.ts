/** What a backend is: the engine's two doors, wherever it was compiled to. */

import type { Payload, WireArray } from '../engine/wire.js';

/** The places where the engine can compute: the native addon, WebAssembly, or the addon with a CUDA device for what has kernels for it. */
export type BackendName = 'native' | 'wasm' | 'cuda';

/** The names of all backends. */
export const backendNames = ['native', 'wasm', 'cuda'] as const satisfies readonly BackendName[];

/** Which backend is in use, and what it can do. */
export interface BackendDescription {
  /** The native addon, WebAssembly, or a CUDA device. */
  readonly name: BackendName;
  /** The version of the library. */
  readonly version: string;
  /**
   * The widest vector instructions that its kernels use here: `avx512`, `avx2`, `neon`, `simd128` or `baseline`; of a device its
   * generation, for instance `sm_90`.
   */
  readonly instructionSet: string;
  /** How many threads a run uses unless told otherwise. */
  readonly threads: number;
  /** The device's name. */
  readonly device?: string;
  /** The device's memory in bytes. */
  readonly memory?: number;
  /** The version of CUDA that the device's driver supports, for instance `12.8`. */
  readonly driver?: string;
  /** Why the native addon is not in use; absent where it is. */
  readonly reason?: string;
}

/** One call through either door. */
export interface Call extends Payload {
  readonly method: string;
  /** The engine's run options as JSON. */
  readonly options: string;
}

/** What comes back: a solution, or an error as `{ code, message, path }` in the header. */
export interface Reply extends Payload {
  readonly ok: boolean;
  /** The last record of progress, where it was not reported before. */
  readonly progress?: string;
}

/** A task under way. */
export interface Job {
  readonly reply: Promise<Reply>;
  /** Asks it to stop soon. Whoever calls this no longer waits for the reply. */
  cancel(): void;
}

/** A dialogue under way. */
export interface Dialogue {
  /**
   * Four numbers for each question, by tag: how many its point and its answer have, and how many each item adds to them. Empty
   * where the problem was refused.
   */
  readonly lengths: ArrayLike<number>;
  /** How many items the last question is about. */
  readonly items: number;
  /**
   * Takes the answer to the last question (an empty one before the first), writes the next point to the beginning of `point`,
   * where it is long enough, and returns the question's tag; -1 when finished.
   */
  resume(answer: Float64Array, point: Float64Array): number;
  /** Writes the point of the last question to the beginning of `point`, where it is long enough. */
  readPoint(point: Float64Array): void;
  /**
   * Tells the solver that the time limit has passed while its question awaits the answer, which it may yet get unless the caller
   * is gone. Returns whether it has finished, with what it has reached.
   */
  leave(isGone: boolean): boolean;
  /** How far the solver has come, as JSON, where there is news. */
  takeProgress(): string | null | undefined;
  /** The outcome, once, when finished. */
  finish(): Reply;
  /** Gives back what it holds. */
  close(): void;
}

/** The engine's doors. */
export interface Backend {
  readonly description: BackendDescription;
  /** Makes the blocking functions of a module usable, where that takes time. */
  load(moduleName: string): Promise<void>;
  /** The task door, off the calling thread. */
  solve(call: Call, onProgress: ((record: string) => void) | undefined): Job;
  /** The task door, on the calling thread. Another thread may cancel it by the first number of `cancelled`, which is shared. */
  solveSync(call: Call, cancelled?: Int32Array): Reply;
  /** The dialogue door. */
  converse(call: Call): Dialogue;
}

/** What both bindings export, whatever they were compiled to. */
export interface Door {
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
