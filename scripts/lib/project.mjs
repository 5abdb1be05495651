// Where things are in this repository, and how its installed tools are called.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const at = (...parts) => join(root, ...parts);
export const readJson = (...parts) => JSON.parse(readFileSync(at(...parts), 'utf8'));

/**
 * The command line of a program that an npm package brings. Its script is given to this very Node instead of going
 * through node_modules/.bin, which would need a shell on Windows.
 */
export function npmTool(packageName, program) {
  const manifest = at('node_modules', packageName, 'package.json');
  if (!existsSync(manifest))
    throw new Error(`${packageName} is not installed: run "npm run build dependencies"`);
  return [process.execPath, join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin[program])];
}

export const packageVersion = (name) => readJson('package.json').devDependencies[name];

/** The solver families that have a WebAssembly module: the features of bindings/wasm, `default` apart. */
export function wasmFamilies() {
  const sections = readFileSync(at('bindings/wasm/Cargo.toml'), 'utf8').split(/^(?=\[)/m);
  const features = sections.find((section) => section.startsWith('[features]')) ?? '';
  return [...features.matchAll(/^([\w-]+)\s*=/gm)]
    .map((match) => match[1])
    .filter((name) => name !== 'default');
}
