/** `superlinear solve`: one job from a file to standard output. */

import { mkdirSync, readFileSync } from 'node:fs';
import { stringify } from '../batch/array-files.js';
import { parseJob, settingsFor } from '../batch/job.js';
import { STANDARD_INPUT } from '../batch/lines.js';
import { runSync } from '../engine/run.js';
import { type CommonOptions, runOptionsOf } from './common-options.js';

interface SolveOptions extends CommonOptions {
  readonly pretty?: boolean;
  readonly arraysTo?: string;
  readonly arraysAbove: number;
}

/** The file descriptor of standard input. */
const STDIN = 0;

/** Solves the job in a file and prints its solution. */
export function solve(file: string, options: SolveOptions): void {
  const text = readFileSync(file === STANDARD_INPUT ? STDIN : file, 'utf8');
  const job = parseJob(text, settingsFor(file, { method: options.method, options: runOptionsOf(options) }));
  const solution = runSync<object>(job.method, job.problem, job.options);
  const printed = stringify(solution, arraysOf(options), 'solution');
  process.stdout.write(`${options.pretty ? JSON.stringify(JSON.parse(printed), null, 2) : printed}\n`);
}

function arraysOf({ arraysTo, arraysAbove }: SolveOptions) {
  if (arraysTo === undefined) return undefined;
  mkdirSync(arraysTo, { recursive: true });
  return { folder: arraysTo, prefix: `${arraysTo}/`, above: arraysAbove };
}
