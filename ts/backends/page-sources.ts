// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { Glue } from './instance.js';

/** Where a page finds a family's WebAssembly: the module, and the script beside it. */
export interface Source {
  readonly glue: () => Promise<Glue>;
  readonly file: URL;
}

/** The families' modules. */
export const SOURCES: Readonly<Record<string, Source>> = {
  engine: {
    glue: () => import('../wasm/engine/engine_bg.js'),
    file: new URL('../wasm/engine/engine_bg.wasm', import.meta.url),
  },
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
