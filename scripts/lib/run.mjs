// Runs other programs quietly: their output is shown only on failure or with --verbose.

import { spawn } from 'node:child_process';
import { root } from './project.mjs';

export const verbose = process.argv.includes('--verbose');

const cargoProgress = /^ +(Compiling|Checking|Downloaded|Downloading|Locking|Adding) .*\n/gm;

/** A failed program. Its output has been shown already, so the message only names it. */
export class ProgramFailed extends Error {}

/**
 * Runs `command` (program and arguments) in the repository and resolves to `{ code, output, stdout }`; does not throw
 * on a nonzero exit code. `stream` shows the output immediately; `streamErrors` only stderr.
 */
export function attempt(
  command,
  { cwd = root, env = {}, shell = false, stream = verbose, streamErrors = stream } = {},
) {
  return new Promise((resolve) => {
    const [program, ...args] = command;
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      stdout += text;
      if (stream) process.stdout.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (streamErrors) process.stderr.write(text);
    });
    child.on('error', (error) => resolve({ code: 127, output: `${error.message}\n`, stdout }));
    child.on('close', (code) => resolve({ code: code ?? 1, output, stdout }));
  });
}

/** As `attempt`, but a nonzero exit code shows the output (unless already shown) and throws `ProgramFailed`. */
export async function run(command, options = {}) {
  const result = await attempt(command, options);
  if (result.code !== 0) {
    if (!(options.stream ?? verbose)) process.stderr.write(result.output.replace(cargoProgress, ''));
    const shown = command.map((part) => part.replace(`${root}/`, '').replace(process.execPath, 'node'));
    throw new ProgramFailed(`exit code ${result.code} from: ${shown.join(' ')}`);
  }
  return result.stdout;
}

/** "0.4 s", "1 min 12 s". */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
