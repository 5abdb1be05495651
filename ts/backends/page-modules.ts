/** WebAssembly modules in a page, fetched and compiled once for its thread and its workers. */

import { SuperlinearError } from '../engine/errors.js';
import { sourceOf } from './wasm-files.js';

const modules = new Map<string, Promise<WebAssembly.Module>>();

/** Loads the module with this name. */
export function loadModule(name: string): Promise<WebAssembly.Module> {
  const known = modules.get(name);
  if (known !== undefined) return known;
  const module = compile(name);
  modules.set(name, module);
  // Allows the next call to retry.
  module.catch(() => modules.delete(name));
  return module;
}

async function compile(name: string): Promise<WebAssembly.Module> {
  const source = sourceOf(name);
  if (source === undefined) {
    throw new SuperlinearError(
      'BACKEND_UNAVAILABLE',
      `the page holds no functions of ${name}: import those it uses before load('${name}')`,
    );
  }
  if (source instanceof WebAssembly.Module) return source;
  const file = source();
  try {
    const response = await fetch(file);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    // `compileStreaming` would reject servers that do not send the media type of WebAssembly.
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new SuperlinearError(
      'BACKEND_UNAVAILABLE',
      `WebAssembly for ${name} cannot be loaded from ${file.href}: ${text}; ${advice()}`,
    );
  }
}

/** Advice for files of this package that cannot be loaded. */
export function advice(): string {
  // Vite's development server puts prebundled dependencies in this folder, which contains only scripts.
  return import.meta.url.includes('/.vite/')
    ? "Vite has moved superlinear away from its files: add optimizeDeps: { exclude: ['superlinear'] } to its configuration"
    : 'superlinear/docs/bundlers.md says what bundlers, servers and Content-Security-Policy must do for it';
}
