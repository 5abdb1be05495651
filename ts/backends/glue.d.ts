/** The script that wasm-bindgen writes, as the build makes it a function: each instance has glue of its own. */

declare module '*/glue.js' {
  import type { Glue } from './instance.js';

  export function makeGlue(): Glue;
}
