// What a script is told on its command line, and what it says where that makes no sense: a sentence, and how it is called.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** The values of a script's options, as parseArgs has them, and where they are allowed the words beside them. */
export function readArguments(options = {}, allowPositionals = false) {
  try {
    // What `--verbose` does, it does in all scripts: see run.mjs.
    return parseArgs({ options: { ...options, verbose: { type: 'boolean' } }, allowPositionals });
  } catch (error) {
    const [sentence] = error.message.split(/[.\n] ?/);
    console.error(`${sentence}.\n\n${usage()}`);
    process.exit(1);
  }
}

/** The lines at a script's beginning that say how it is called. */
function usage() {
  const lines = readFileSync(process.argv[1], 'utf8').split('\n');
  return lines
    .filter((line) => /^\/\/ npm /.test(line))
    .map((line) => line.slice(3))
    .join('\n');
}
