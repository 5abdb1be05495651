/** The backend of programs in the sandbox: the page hands over WebAssembly modules, and workers start from text. */

import type { Backend } from '../../dist/backends/backend.js';
import { pageBackend } from '../../dist/backends/page-backend.js';
import SolverWorker from '../../dist/backends/page-worker.js?worker&inline';
import { SuperlinearError } from '../../dist/engine/errors.js';
import { bytesOf } from './sandbox-files.js';

/** There is no native addon in pages. */
export function loadNative(): never {
  throw new SuperlinearError('BACKEND_UNAVAILABLE', 'pages cannot load native addons');
}

/** Creates the WebAssembly backend. */
export const loadWasm = (): Backend => pageBackend({ loadModule, openWorker: () => new SolverWorker() });

const modules = new Map<string, Promise<WebAssembly.Module>>();

function loadModule(name: string): Promise<WebAssembly.Module> {
  const known = modules.get(name);
  if (known !== undefined) return known;
  const module = compile(name);
  modules.set(name, module);
  // Allows the next call to retry.
  module.catch(() => modules.delete(name));
  return module;
}

async function compile(name: string): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await bytesOf(name));
  } catch (error) {
    const text = (error as Error).message;
    throw new SuperlinearError('BACKEND_UNAVAILABLE', `WebAssembly for ${name} cannot be loaded: ${text}`);
  }
}
