/** WebAssembly modules in a page or its workers: fetched. Bundlers find the files by the forms written here. */

import { SuperlinearError } from '../engine/errors.js';
import type { Glue, LoadedModule } from './instance.js';

interface Source {
  readonly glue: () => Promise<Glue>;
  readonly file: URL;
}

const SOURCES: Readonly<Record<string, Source>> = {
  atom: {
    glue: () => import('../wasm/atom/engine_bg.js'),
    file: new URL('../wasm/atom/engine_bg.wasm', import.meta.url),
  },
  constrained: {
    glue: () => import('../wasm/constrained/engine_bg.js'),
    file: new URL('../wasm/constrained/engine_bg.wasm', import.meta.url),
  },
  coordinate: {
    glue: () => import('../wasm/coordinate/engine_bg.js'),
    file: new URL('../wasm/coordinate/engine_bg.wasm', import.meta.url),
  },
  numerics: {
    glue: () => import('../wasm/numerics/engine_bg.js'),
    file: new URL('../wasm/numerics/engine_bg.wasm', import.meta.url),
  },
  sketch: {
    glue: () => import('../wasm/sketch/engine_bg.js'),
    file: new URL('../wasm/sketch/engine_bg.wasm', import.meta.url),
  },
  transport: {
    glue: () => import('../wasm/transport/engine_bg.js'),
    file: new URL('../wasm/transport/engine_bg.wasm', import.meta.url),
  },
};

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
