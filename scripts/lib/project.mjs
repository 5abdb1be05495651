// Locations in this repository, and command lines of its installed tools.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const at = (...parts) => join(root, ...parts);
export const readJson = (...parts) => JSON.parse(readFileSync(at(...parts), 'utf8'));

/**
 * The command line of a program in an npm package. The running Node executes its script directly, because
 * node_modules/.bin would need a shell on Windows.
 */
export function npmTool(packageName, program) {
  const manifest = at('node_modules', packageName, 'package.json');
  if (!existsSync(manifest))
    throw new Error(`${packageName} is not installed: run "npm run build dependencies"`);
  return [process.execPath, join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin[program])];
}

export const packageVersion = (name) => readJson('package.json').devDependencies[name];

/**
 * The WebAssembly modules: one per family, one for each part of a family, `FAMILY-PART`, and one of the engine's own
 * methods.
 */
export const wasmModules = () =>
  readdirSync(at('bindings/wasm/families'))
    .map((file) => basename(file, '.rs'))
    .sort();

/** The family of a WebAssembly module. */
export const familyOf = (module) => module.split('-')[0];

/** The crate name of a WebAssembly module. */
export const crateOf = (module) => module.replaceAll('-', '_');

/** The solver families. */
export const families = () => wasmModules().filter((name) => name !== 'engine' && name === familyOf(name));

/** The public modules: import specifier and source file. A pattern of package.json is expanded to all its matches. */
export const publicModules = () =>
  Object.entries(readJson('package.json').exports).flatMap(([subpath, { default: built }]) => {
    if (built === undefined) return [];
    // Entries of families export what is in the families' own modules.
    const source = built
      .replace('./dist/', 'ts/')
      .replace('.js', '.ts')
      .replace('generated/entries/', 'families/');
    const names = source.includes('*')
      ? readdirSync(at(dirname(source))).map((file) => basename(file, '.ts'))
      : [''];
    return names.map((name) => ({
      specifier: `superlinear${subpath.slice(1).replace('*', name)}`,
      source: source.replace('*', name),
    }));
  });
