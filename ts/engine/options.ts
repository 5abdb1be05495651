/** Run options: how a method is run, independent of the problem. */

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
   * The backend. `auto` uses the native addon if it can be loaded, else WebAssembly. `cuda` uses an NVIDIA GPU for the
   * methods with kernels for it, and throws an error with the reason if it cannot; it is never chosen automatically.
   * @defaultValue the environment variable `SUPERLINEAR_BACKEND`, else `auto`
   */
  readonly backend?: 'auto' | BackendName;
}

/** Options of asynchronous functions. */
export interface RunOptions<Progress = unknown> extends SyncRunOptions {
  /** Aborting it rejects the promise with the signal's reason and stops the work within 50 ms. */
  readonly signal?: AbortSignal;
  /**
   * Called with the progress of the method at most twenty times a second, and once at the end. Every method reports
   * `fraction`, from 0 to 1, which never decreases and is 1 at the end, in addition to the fields of its own record. (A
   * run that terminates before its first iteration reports the fraction alone.) An exception thrown here stops the run.
   */
  readonly onProgress?: (progress: Progress & ProgressFraction) => void;
}

/** The options of one of `count` equal parts of a run; its progress is reported as that of the whole run. */
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

/** Parsed options. `engineOptions` is passed to the engine as JSON; the others are handled here. */
export interface ParsedOptions {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: ProgressFraction) => void) | undefined;
  readonly backend: 'auto' | BackendName | undefined;
  /** In seconds. The engine rejects invalid values. */
  readonly timeLimit: number | undefined;
  readonly engineOptions: string;
}

const SYNC_OPTIONS = [...engineOptionNames, 'backend'];
const ASYNC_OPTIONS = [...SYNC_OPTIONS, 'signal', 'onProgress'];

/** Checks the options of an asynchronous call. */
export function parseOptions(options: RunOptions<never> = {}): ParsedOptions {
  return parse(options as RunOptions, ASYNC_OPTIONS);
}

/**
 * Checks the options of a blocking call, which allows neither a signal nor progress. `taken` lists options already
 * removed by the caller, for the error message.
 */
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
