/** WebAssembly modules in Node, read synchronously from files. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { SuperlinearError } from '../engine/errors.js';
import type { Glue, LoadedModule } from './instance.js';

const require = createRequire(import.meta.url);

/** Loads the module with this name. */
export function loadModule(name: string): LoadedModule {
  try {
    // Required lazily: with the addon in use, the file may be missing.
    const { makeGlue } = require('../wasm/glue.js') as { makeGlue: () => Glue };
    const file = new URL(`../wasm/${name}.wasm`, import.meta.url);
    return { module: new WebAssembly.Module(readFileSync(file)), makeGlue };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new SuperlinearError('BACKEND_UNAVAILABLE', `WebAssembly for ${name} cannot be loaded: ${text}`);
  }
}
