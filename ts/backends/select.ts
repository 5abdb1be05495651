/** The one place that knows in which order backends are tried. */

import { loadNative, loadWasm } from '#backend';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import type { Backend, BackendDescription, BackendName } from './backend.js';
import { nativeBackend } from './native.js';

const NAMES = ['auto', 'native', 'wasm'] as const;

let native: Backend | undefined;
let reason: string | undefined;
let wasm: Backend | undefined;

/** The backend to use: as asked, else as `SUPERLINEAR_BACKEND` says, else native where it can be loaded. */
export function selectBackend(name: 'auto' | BackendName = preference()): Backend {
  if (!NAMES.includes(name)) {
    throw invalidInput('backend', `must be one of ${NAMES.join(', ')}, got ${describeValue(name)}`);
  }
  if (name !== 'wasm') tryNative();
  if (name === 'native' && native === undefined) {
    throw new SuperlinearError('BACKEND_UNAVAILABLE', `the native addon cannot be used: ${reason}`);
  }
  if (name !== 'wasm' && native !== undefined) return native;
  wasm ??= loadWasm();
  return wasm;
}

/**
 * Tells which backend is in use: its name, version, instruction set and number of threads, and why it is not the native
 * addon where it is not.
 */
export function backend(name?: 'auto' | BackendName): BackendDescription {
  const { description } = selectBackend(name);
  if (description.name === 'native') return description;
  return { ...description, reason: reason ?? 'WebAssembly was asked for' };
}

function tryNative(): void {
  if (native !== undefined || reason !== undefined) return;
  try {
    native = nativeBackend(loadNative());
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
}

function preference(): 'auto' | BackendName {
  // Browsers have no process.
  const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env;
  return (environment?.SUPERLINEAR_BACKEND || 'auto') as 'auto' | BackendName;
}
