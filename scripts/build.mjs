// npm run build [-- STEP ...] [--verbose]: brings the named steps (default: all) up to date. Steps: dependencies,
// native, wasm, typescript, examples, bench. Each is skipped while its sources are unchanged.

import { readArguments } from './lib/arguments.mjs';
import { bring, CannotBuild, main, problemWith } from './lib/build.mjs';
import { stepNames } from './lib/steps.mjs';

await main(async () => {
  const { positionals: asked } = readArguments({}, true);
  const unknown = asked.find((name) => !stepNames.includes(name));
  if (unknown)
    throw new CannotBuild(`There is no build step "${unknown}"; there are ${stepNames.join(', ')}.`);

  // All other steps use npm packages, so dependencies come first.
  const wanted = asked.length > 0 ? ['dependencies', ...asked] : stepNames;
  const chosen = stepNames.filter((name) => wanted.includes(name));
  const problem = problemWith(chosen);
  if (problem) throw new CannotBuild(problem);
  for (const name of chosen) await bring(name);
});
