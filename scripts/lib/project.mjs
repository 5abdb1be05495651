// Where things are in this repository, and how its installed tools are called.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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

/** The WebAssembly modules: one a family, one for each part of it, `FAMILY-PART`, and one of the engine's own methods. */
export const wasmModules = () =>
  readdirSync(at('bindings/wasm/families'))
    .map((file) => basename(file, '.rs'))
    .sort();

/** The family that a WebAssembly module belongs to. */
export const familyOf = (module) => module.split('-')[0];

/** The name under which a WebAssembly module is compiled. */
export const crateOf = (module) => module.replaceAll('-', '_');

/** The families of solvers. */
export const families = () => wasmModules().filter((name) => name !== 'engine' && name === familyOf(name));

/** The public modules: what an import says, and the file of its source. A pattern of package.json stands for all it matches. */
export const publicModules = () =>
  Object.entries(readJson('package.json').exports).flatMap(([subpath, { default: built }]) => {
    if (built === undefined) return [];
    const source = built.replace('./dist/', 'ts/').replace('.js', '.ts');
    const names = source.includes('*')
      ? readdirSync(at(dirname(source))).map((file) => basename(file, '.ts'))
      : [''];
    return names.map((name) => ({
      specifier: `superlinear${subpath.slice(1).replace('*', name)}`,
      source: source.replace('*', name),
    }));
  });
