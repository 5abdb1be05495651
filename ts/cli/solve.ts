/** `superlinear solve`: one job from a file to standard output. */

import { mkdirSync, readFileSync } from 'node:fs';
import { stringify } from '../batch/array-files.js';
import { readJob, settingsFor, solveJob } from '../batch/job.js';
import { STANDARD } from '../batch/lines.js';
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
  const text = readFileSync(file === STANDARD ? STDIN : file, 'utf8');
  const job = readJob(text, settingsFor(file, { method: options.method, options: runOptionsOf(options) }));
  const printed = stringify(solveJob(job), arraysOf(options), 'solution');
  process.stdout.write(`${options.pretty ? JSON.stringify(JSON.parse(printed), null, 2) : printed}\n`);
}

function arraysOf({ arraysTo, arraysAbove }: SolveOptions) {
  if (arraysTo === undefined) return undefined;
  mkdirSync(arraysTo, { recursive: true });
  return { folder: arraysTo, prefix: `${arraysTo}/`, above: arraysAbove };
}
