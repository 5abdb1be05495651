// npm start: builds the requirements of the examples, and runs the first one, or the one named by the first word after
// `--`. WebAssembly replaces the native addon if that was removed or cannot be compiled.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { bring, CannotBuild, main, problemWith } from './lib/build.mjs';
import { at } from './lib/project.mjs';
import { addonWasRemoved, isPresent } from './lib/steps.mjs';

/** The header of each example contains its name: `npm start -- chain`. */
const examples = Object.fromEntries(
  readdirSync(at('examples'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [
      /npm start -- ([a-z]+)\b(?!\.)/.exec(readFileSync(at('examples', file), 'utf8'))?.[1],
      basename(file, '.ts'),
    ]),
);
const FIRST = 'color-transfer';

const [word, ...rest] = process.argv.slice(2);
const isNamed = Object.hasOwn(examples, word ?? '');
const example = at(`build/examples/${isNamed ? examples[word] : FIRST}.js`);
const options = isNamed ? rest : process.argv.slice(2);

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

  const child = spawn(process.execPath, [example, ...options], { stdio: 'inherit' });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
});
