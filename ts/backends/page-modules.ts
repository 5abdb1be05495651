/** WebAssembly modules in a page or its workers: fetched. */

import { SuperlinearError } from '../engine/errors.js';
import type { LoadedModule } from './instance.js';
import { SOURCES } from './page-sources.js';

/** Loads the module of a family. */
export async function loadModule(family: string): Promise<LoadedModule> {
  const source = SOURCES[family];
  if (source === undefined) {
    throw new SuperlinearError('BACKEND_UNAVAILABLE', `there is no WebAssembly for ${family}`);
  }
  try {
    const [glue, module] = await Promise.all([source.glue(), compile(source.file)]);
    return { module, glue };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new SuperlinearError('BACKEND_UNAVAILABLE', `WebAssembly for ${family} cannot be loaded: ${text}`);
  }
}

async function compile(file: URL): Promise<WebAssembly.Module> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file.href} answered ${response.status}`);
  // Not compileStreaming: it refuses servers that do not know the media type of WebAssembly.
  return WebAssembly.compile(await response.arrayBuffer());
}
