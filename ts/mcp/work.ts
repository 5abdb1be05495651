/** The work of a call, in its own process: reading of files, solving, pages of results, pictures. */

import { solveJobAsync } from '../batch/job.js';
import { withFormulasRead } from '../expression/in-problems.js';
import { answerOf, scalar } from './answer.js';
import { CallError } from './call-error.js';
import { draw } from './draw.js';
import { fieldOf } from './fields.js';
import type { Answer, Supervision, Work } from './messages.js';
import { pageOf } from './pages.js';
import { type Sources, withReferencesRead } from './references.js';
import { readResult, writeResult } from './results.js';
import { readServed } from './served-files.js';
import type { WorkSettings } from './settings.js';

interface SolveArguments {
  readonly method: string;
  readonly problem: object;
  readonly seed?: number;
  readonly digits?: number;
}

interface ReadArguments {
  readonly result: string;
  readonly field?: string;
  readonly from?: number;
  readonly count?: number;
}

const DEFAULT_DIGITS = 6;
const DEFAULT_COUNT = 100;

export async function perform(work: Work, supervision: Supervision): Promise<Answer> {
  const args: unknown = JSON.parse(work.args);
  const sources = sourcesOf(work.settings);
  if (work.tool === 'solve') return solve(args as SolveArguments, work, sources, supervision);
  if (work.tool === 'draw')
    return draw(withReferencesRead(args, sources, '') as Parameters<typeof draw>[0], work.settings.backend);
  const { result, field = '', from = 0, count = DEFAULT_COUNT } = args as ReadArguments;
  const value = fieldOf(sources.result(result, 'result'), field, 'field');
  return { data: { result, field, ...pageOf(value, field, { from, count }) } };
}

const sourcesOf = ({ roots, results }: WorkSettings): Sources => ({
  file: (name, path) => readServed(name, roots, path),
  result: (name, path) => readResult(results, name, path),
});

async function solve(
  { method, problem, seed, digits = DEFAULT_DIGITS }: SolveArguments,
  { result, seconds, settings }: Work,
  sources: Sources,
  { signal, onProgress }: Supervision,
): Promise<Answer> {
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const complete = withFormulasRead(withReferencesRead(problem, sources, '')) as object;
  const left = seconds - elapsed();
  if (left <= 0) throw new CallError('TIME_LIMIT', `reading alone took the ${seconds} s of the call`);
  const options = {
    timeLimit: left,
    memoryLimit: settings.maxMemory,
    signal,
    onProgress: progressReporter(onProgress),
    ...(seed !== undefined && { seed }),
    ...(settings.backend !== undefined && { backend: settings.backend }),
  };
  const solution = await solveJobAsync({ method, problem: complete, options });
  const taken = Number(elapsed().toPrecision(3));
  writeResult(settings.results, result, solution);
  return { data: { result, method, seconds: taken, solution: answerOf(solution, digits) } };
}

/** Milliseconds between reports. */
const REPORT_INTERVAL = 250;

/** Figures of a record in a message. */
const MAX_FIGURES = 3;

/** Reports the records of a run at most four times a second, when the fraction has risen. */
function progressReporter(onProgress: Supervision['onProgress']) {
  let [reported, last] = [0, -Infinity];
  return (record: object) => {
    const { fraction, ...figures } = record as { readonly fraction: number };
    const now = performance.now();
    if (fraction <= reported || now < last + REPORT_INTERVAL) return;
    [reported, last] = [fraction, now];
    const told = Object.entries(figures).filter(([, value]) => typeof value === 'number');
    const message = told.slice(0, MAX_FIGURES).map(([name, value]) => `${name} ${shown(value)}`);
    onProgress({ fraction, message: message.join(', ') });
  };
}

const shown = (value: unknown) =>
  Number.isFinite(value) && !Number.isInteger(value)
    ? Number((value as number).toPrecision(4))
    : scalar(value);
