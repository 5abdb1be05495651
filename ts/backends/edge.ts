/**
 * The loaders of the backends in edge runtimes, such as workerd: WebAssembly comes compiled with the program, and there
 * are no workers to compute in.
 */

import { SuperlinearError } from '../engine/errors.js';
import { makeGlue } from '../wasm/glue.js';
import type { Backend } from './backend.js';
import type { LoadedModule } from './instance.js';
import type { Addon } from './native.js';
import { wasmBackend } from './wasm.js';
import { sourceOf } from './wasm-files.js';

/** Edge runtimes have no native addon. */
export function loadNative(): Addon {
  throw new SuperlinearError(
    'BACKEND_UNAVAILABLE',
    'edge runtimes cannot load native addons or start workers; all is computed on this thread',
  );
}

/** Creates the WebAssembly backend. */
export function loadWasm(): Backend {
  return wasmBackend({ loadSync: loadModule, load: async (name) => loadModule(name) });
}

function loadModule(name: string): LoadedModule {
  const module = sourceOf(name);
  if (module instanceof WebAssembly.Module) return { module, makeGlue };
  throw new SuperlinearError(
    'BACKEND_UNAVAILABLE',
    module === undefined
      ? `the program holds no functions of ${name}: import those it uses before load('${name}')`
      : `WebAssembly for ${name} is missing in this bundle: superlinear/docs/edge.md says how to bundle it`,
  );
}
