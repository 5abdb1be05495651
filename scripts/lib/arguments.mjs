// Parses a script's command line; on invalid arguments prints the error and the usage.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** The values of a script's options as returned by parseArgs, and the positional arguments if allowed. */
export function readArguments(options = {}, allowPositionals = false) {
  try {
    // `--verbose` has the same effect in all scripts: see run.mjs.
    return parseArgs({ options: { ...options, verbose: { type: 'boolean' } }, allowPositionals });
  } catch (error) {
    const [sentence] = error.message.split(/[.\n] ?/);
    console.error(`${sentence}.\n\n${usage()}`);
    process.exit(1);
  }
}

/** The usage lines in the header comment of a script. */
function usage() {
  const lines = readFileSync(process.argv[1], 'utf8').split('\n');
  return lines
    .filter((line) => /^\/\/ npm /.test(line))
    .map((line) => line.slice(3))
    .join('\n');
}
