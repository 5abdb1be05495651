// npm run new-family -- NAME [METHOD]: the skeleton of a new family with one method, `solve` by default, for example
// "games".
//
// Writes its crate, its line in the list of families, its WebAssembly module, its functions, problems and claims in ts/, its guide,
// test, benchmark and panel of the site; everything else follows from that list. The skeleton works: its
// method adds up a vector. Build it, see its tests pass, and replace it by your method. Further methods: npm run
// new-solver.

import { readArguments } from './lib/arguments.mjs';
import { bring, CannotBuild, main } from './lib/build.mjs';
import { create, insert } from './lib/edits.mjs';
import { familyPieces } from './lib/family-skeleton.mjs';
import { families, npmTool } from './lib/project.mjs';
import { run } from './lib/run.mjs';

await main(async () => {
  const [family, name = 'solve', ...rest] = readArguments({}, true).positionals;
  if (!/^[a-z][a-z0-9]*$/.test(family ?? '') || !/^[a-z][A-Za-z0-9]*$/.test(name) || rest.length > 0) {
    throw new CannotBuild('npm run new-family -- family [nameOfMethod], say: games nash');
  }
  if (families().includes(family)) throw new CannotBuild(`The family "${family}" already exists.`);

  const { files, insertions } = familyPieces(family, name);
  for (const [path, text] of Object.entries(files)) create(path, text);
  for (const { path, ...edit } of insertions) insert(path, edit);

  await bring('dependencies', { quiet: true });
  await run(['cargo', 'fmt', '--all']);
  await run(['cargo', 'run', '--quiet', '--profile', 'checks', '--package', 'superlinear-codegen']);
  const written = Object.keys(files).filter((path) => path.endsWith('.ts'));
  await run([...npmTool('@biomejs/biome', 'biome'), 'check', '--write', ...written, 'README.md']);
  const test = written.find((path) => path.startsWith('test/'));
  console.log(`\nnpm run build && npm run claims -- --write && npx vitest run --project native ${test}`);
});
