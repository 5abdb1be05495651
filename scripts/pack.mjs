// npm run pack [-- --addons FOLDER]: makes the packages that are published, as tarballs in build/packages.
//
// The main package holds types, JavaScript and WebAssembly; each platform's addon is a package of its own, an optional
// dependency of the main one. Without --addons, that is the addon of this computer alone; with it, FOLDER has the addons of
// all targets in package.json, each built on its own platform by `npm run build -- native`, and a missing one is an error.

import { resolve } from 'node:path';
import { bring, CannotBuild, main, problemWith } from './lib/build.mjs';
import { makePackages } from './lib/packages.mjs';

await main(async () => {
  const [flag, folder] = process.argv.slice(2);
  if (flag !== undefined && (flag !== '--addons' || folder === undefined)) {
    throw new CannotBuild('npm run pack [-- --addons FOLDER]');
  }
  const steps = ['dependencies', 'native', 'wasm', 'typescript'];
  const problem = problemWith(steps);
  if (problem) throw new CannotBuild(problem);
  for (const step of steps) await bring(step);
  for (const tarball of await makePackages(folder && resolve(folder))) console.log(tarball);
});
