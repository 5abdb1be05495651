/** How a method is run, as opposed to what it solves. */

import type { BackendName } from '../backends/backend.js';
import {
  type EngineOptions,
  engineOptions as engineOptionNames,
  type ProgressFraction,
} from '../generated/options.js';
import { requireKnown, requireObject } from './check.js';
import { describeValue, invalidInput } from './errors.js';
import { encode } from './wire.js';

/** Options of the blocking `…Sync` functions. */
export interface SyncRunOptions extends EngineOptions {
  /**
   * Where to compute: `auto` takes the native addon where it can be loaded, and WebAssembly elsewhere. `cuda` takes an NVIDIA GPU, for
   * the methods with kernels for it, or fails and says why; it is never taken unasked.
   * @defaultValue the environment variable `SUPERLINEAR_BACKEND`, else `auto`
   */
  readonly backend?: 'auto' | BackendName;
}

/** Options of every asynchronous function. */
export interface RunOptions<Progress = unknown> extends SyncRunOptions {
  /** Aborting it rejects the promise with the signal's reason and stops the work within 50 ms. */
  readonly signal?: AbortSignal;
  /**
   * Hears how far the method has come, at most twenty times a second, and once more at the end: of every method the `fraction`
   * of the way, from 0 to 1, which never falls and is 1 at the end, and what else its record holds. (A run that ends before its first
   * iteration has the fraction alone.) What it throws ends the run.
   */
  readonly onProgress?: (progress: Progress & ProgressFraction) => void;
}

/** The options of one of `count` equal parts of a run: its progress is that of the whole. */
export function partOf<Progress>(
  options: RunOptions<Progress> | undefined,
  part: number,
  count: number,
): RunOptions<Progress> | undefined {
  const { onProgress } = options ?? {};
  if (typeof onProgress !== 'function') return options;
  return {
    ...options,
    onProgress: (progress) => onProgress({ ...progress, fraction: (part + progress.fraction) / count }),
  };
}

/** Options taken apart: what this side handles, and what travels to the engine as JSON. */
export interface ParsedOptions {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: ProgressFraction) => void) | undefined;
  readonly backend: 'auto' | BackendName | undefined;
  /** What the engine does not refuse is a number of seconds. */
  readonly timeLimit: number | undefined;
  readonly engineOptions: string;
}

const SYNC_OPTIONS = [...engineOptionNames, 'backend'];
const ASYNC_OPTIONS = [...SYNC_OPTIONS, 'signal', 'onProgress'];

/** Checks the options of an asynchronous call. */
export function parseOptions(options: RunOptions<never> = {}): ParsedOptions {
  return parse(options as RunOptions, ASYNC_OPTIONS);
}

/** Checks the options of a blocking call, during which nothing could be heard or aborted. `taken` are those that it took out before. */
export function parseSyncOptions(options: SyncRunOptions = {}, taken: readonly string[] = []): ParsedOptions {
  return parse(options, [...SYNC_OPTIONS, ...taken]);
}

function parse(options: RunOptions, known: readonly string[]): ParsedOptions {
  requireObject(options, 'options');
  requireKnown(options, known);
  const { signal, onProgress, backend, ...engineOptions } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw invalidInput('signal', `must be an AbortSignal, got ${describeValue(signal)}`);
  }
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw invalidInput('onProgress', `must be a function, got ${describeValue(onProgress)}`);
  }
  const { timeLimit } = engineOptions;
  return {
    signal,
    onProgress,
    backend,
    timeLimit,
    engineOptions: encode(engineOptions, 'options').payload.header,
  };
}
