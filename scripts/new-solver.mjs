// npm run new-solver -- FAMILY NAME: the skeleton of a new method of a family, for example "sketch conditionEstimate".
//
// Writes the method's file in the family's crate, its line in the family's list, its section in the guide, its entry
// in the catalogue of problems and its tests; its two TypeScript functions are generated from these. The skeleton works:
// it adds up a vector. Build it, see its tests pass, and replace it by your method.

import { existsSync, writeFileSync } from 'node:fs';
import { readArguments } from './lib/arguments.mjs';
import { bring, CannotBuild, main } from './lib/build.mjs';
import { crateFolder } from './lib/crates.mjs';
import { create, insert, read } from './lib/edits.mjs';
import { at, families, npmTool } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { pieces, snake } from './lib/solver-skeleton.mjs';

/** A module declaration in a crate's `lib.rs`. */
const MODULE = /^(pub )?mod /m;

await main(async () => {
  const [family, name, ...rest] = readArguments({}, true).positionals;
  if (name === undefined || rest.length > 0 || !/^[a-z][A-Za-z0-9]*$/.test(name)) {
    throw new CannotBuild('npm run new-solver -- FAMILY nameOfMethod, say: sketch conditionEstimate');
  }
  if (!families().includes(family)) {
    throw new CannotBuild(`There is no family "${family}"; there are ${families().join(', ')}.`);
  }
  if (existsSync(at(`${crateFolder(family)}/src/${snake(name)}.rs`)))
    throw new CannotBuild(`${family}.${name} already exists.`);

  const parts = pieces(family, name);
  create(`${crateFolder(family)}/src/${snake(name)}.rs`, parts.rust);
  insert(`${crateFolder(family)}/src/lib.rs`, { before: MODULE, text: `pub mod ${snake(name)};\n` });
  insert(`${crateFolder(family)}/src/lib.rs`, { before: 'pub use ', text: parts.reexport });
  insert(`${crateFolder(family)}/src/lib.rs`, {
    after: 'superlinear_interface::methods! {\n',
    text: parts.registration,
  });
  writeFileSync(at(`docs/${family}.md`), `${read(`docs/${family}.md`).trimEnd()}\n${parts.guide}`);
  insert(`ts/problems/${family}.ts`, { before: /^\];$/m, text: parts.problem });
  create(parts.testPath, parts.test);

  await bring('dependencies', { quiet: true });
  await run(['cargo', 'fmt', '--all']);
  await run(['cargo', 'run', '--quiet', '--profile', 'checks', '--package', 'superlinear-codegen']);
  await run([...npmTool('@biomejs/biome', 'biome'), 'check', '--write', parts.testPath]);
  console.log(`\nnpm run build -- native typescript && npx vitest run --project native ${parts.testPath}`);
});
