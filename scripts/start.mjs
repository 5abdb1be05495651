// npm start: builds what the first example needs, and runs it.
// That is the native addon; WebAssembly takes its place where the addon was removed or cannot be compiled.

import { spawn } from 'node:child_process';
import { bring, CannotBuild, main, problemWith } from './lib/build.mjs';
import { at } from './lib/project.mjs';
import { addonWasRemoved, isPresent } from './lib/steps.mjs';

const example = at('build/examples/colour-transfer.js');

async function bringEngine() {
  if (addonWasRemoved()) {
    console.log('native addon removed; solving by WebAssembly (npm run build brings it back)');
    const problem = problemWith(['wasm']);
    if (problem) throw new CannotBuild(problem);
    return bring('wasm', { quiet: true });
  }
  const problem = problemWith(['native']);
  if (!problem) return bring('native', { quiet: true });
  if (!isPresent('wasm')) throw new CannotBuild(problem);
  console.log(`${problem}\nSolving by WebAssembly, which is built already.`);
}

await main(async () => {
  const problem = problemWith(['dependencies']);
  if (problem) throw new CannotBuild(problem);
  await bring('dependencies', { quiet: true });
  await bringEngine();
  await bring('typescript', { quiet: true });
  await bring('examples', { quiet: true });

  const child = spawn(process.execPath, [example, ...process.argv.slice(2)], { stdio: 'inherit' });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
});
