/** `superlinear solve`: one job from a file to standard output. */

import { mkdirSync } from 'node:fs';
import { stringify } from '../batch/array-files.js';
import { readJob, settingsFor, solveJob } from '../batch/job.js';
import { print } from '../batch/standard-output.js';
import { readText } from '../batch/text-file.js';
import { type CommonOptions, runOptionsOf } from './common-options.js';
import { type PlotOption, plotTo, requireSvg } from './plot.js';

interface SolveOptions extends CommonOptions, PlotOption {
  readonly pretty?: boolean;
  readonly arraysFrom?: readonly string[];
  readonly arraysTo?: string;
  readonly arraysAbove: number;
}

/** Solves the job in a file and prints its solution. */
export async function solve(file: string, options: SolveOptions): Promise<void> {
  requireSvg(options);
  const text = readText(file, 'file');
  const { method, arraysFrom } = options;
  const job = readJob(text, settingsFor(file, { method, options: runOptionsOf(options), arraysFrom }));
  const solution = solveJob(job) as object;
  plotTo(options, job.method, [job.problem, solution]);
  const printed = stringify(solution, arraysOf(options), 'solution');
  await print(options.pretty ? JSON.stringify(JSON.parse(printed), null, 2) : printed);
}

function arraysOf({ arraysTo, arraysAbove }: SolveOptions) {
  if (arraysTo === undefined) return undefined;
  mkdirSync(arraysTo, { recursive: true });
  return { folder: arraysTo, prefix: `${arraysTo}/`, above: arraysAbove };
}
