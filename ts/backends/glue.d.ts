/** The files that wasm-bindgen writes, one folder a family. */

declare module '*/engine_bg.js' {
  import type { Glue } from './instance.js';

  const glue: Glue;
  export = glue;
}
