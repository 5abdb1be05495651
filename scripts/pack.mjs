// npm run pack [-- --addons FOLDER [--incomplete]]: makes the published packages as tarballs in build/packages.
//
// The main package holds types, JavaScript and WebAssembly; each platform's addon is a separate package, an optional
// dependency of the main one. Without --addons, only this computer's addon is packed. With it, FOLDER has the addons of
// all targets in package.json, made by `npm run build -- native` on their own platforms or `npm run addons`; a missing
// one is an error unless --incomplete is given.

import { resolve } from 'node:path';
import { readArguments } from './lib/arguments.mjs';
import { bring, CannotBuild, main, problemWith } from './lib/build.mjs';
import { makePackages } from './lib/packages.mjs';

await main(async () => {
  const { values } = readArguments({
    addons: { type: 'string' },
    incomplete: { type: 'boolean', default: false },
  });
  const { addons, incomplete } = values;
  const steps = ['dependencies', 'native', 'wasm', 'typescript'];
  const problem = problemWith(steps);
  if (problem) throw new CannotBuild(problem);
  for (const step of steps) await bring(step);
  for (const tarball of await makePackages(addons && resolve(addons), incomplete)) console.log(tarball);
});
