/** `superlinear tune`: minimizes the number printed by a command over the values of its variables. */

import { existsSync } from 'node:fs';
import { stringify } from '../batch/array-files.js';
import { lockOutput } from '../batch/output-lock.js';
import { print } from '../batch/standard-output.js';
import { SuperlinearError } from '../engine/errors.js';
import { printable } from '../engine/printable.js';
import { minimize } from '../families/blackbox.js';
import type { Method } from '../generated/blackbox.js';
import { type RunChoices, runOptionsOf } from './common-options.js';
import { EXIT, UsageError } from './exit-codes.js';
import { ProgressBar } from './progress-bar.js';
import { tell } from './tell.js';
import { evaluate } from './tune/evaluation.js';
import { SearchRecord } from './tune/record.js';
import { commandAt, inWords, namesIn, type Point } from './tune/shell.js';
import { type Variables, variablesOf } from './tune/variables.js';
import { untilInterrupted } from './until-interrupted.js';

/** The options of `superlinear tune`, as parsed by commander. */
interface TuneOptions extends RunChoices {
  readonly variable: readonly string[];
  readonly evaluations: number;
  readonly parallel: number;
  readonly method: Method;
  readonly maximize?: boolean;
  readonly target?: number;
  readonly timeout?: number;
  readonly seed?: number;
  readonly record: string;
  readonly resume?: boolean;
  readonly overwrite?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Runs the search, reports progress on standard error, and prints the best values. */
export async function tune(command: string, options: TuneOptions): Promise<void> {
  const { record: file, resume, overwrite, quiet = false, json, maximize = false } = options;
  const variables = variablesOf(options.variable);
  checkPlaces(command, variables);
  if (existsSync(file) && !resume && !overwrite) {
    throw new UsageError(`${file} already exists: --resume goes on with it, --overwrite replaces it`);
  }
  const unlock = await lockOutput(file, 'record');
  const search = new Search(command, await SearchRecord.open(file, resume === true), options);
  try {
    const { status, solution, objective, evaluations, failures } = await search.run(variables);
    const point = solution as Point;
    const found = {
      status,
      objective: maximize ? -objective : objective,
      solution: point,
      evaluations,
      failures,
    };
    const line = inWords(commandAt(command, point));
    await print(json ? stringify({ ...found, command: line }) : printable(report(found, line, maximize)));
  } catch (error) {
    if (!search.signal.aborted) {
      // The command's own failure is more informative than the solver's error about non-finite values.
      throw search.hasOnlyFailed ? new SuperlinearError('INVALID_INPUT', search.complaint, 'command') : error;
    }
    if (!quiet) tell(`${search.inWords()}; stopped, --resume goes on`);
    process.exitCode = EXIT.interrupted;
  } finally {
    unlock();
  }
}

/** Requires a place in the command for each variable, and a variable for each place. */
function checkPlaces(command: string, variables: Variables): void {
  const places = namesIn(command);
  const unused = Object.keys(variables).find((name) => !places.includes(name));
  if (unused !== undefined)
    throw new UsageError(`the command has no place {${unused}} for the variable ${unused}`);
  const unknown = places.find((name) => !Object.hasOwn(variables, name));
  if (unknown !== undefined) throw new UsageError(`the place {${unknown}} has no --variable ${unknown}=…`);
}

/** A running search. */
class Search {
  readonly signal = untilInterrupted();
  /** The best number so far, as printed by the command. */
  best: number | undefined;
  /** The reason of the first failed evaluation. */
  complaint = '';
  readonly #command: string;
  readonly #record: SearchRecord;
  readonly #options: TuneOptions;
  readonly #bar: ProgressBar;
  #begun = 0;
  #done = 0;
  #failed = 0;

  constructor(command: string, record: SearchRecord, options: TuneOptions) {
    this.#command = command;
    this.#record = record;
    this.#options = options;
    this.#bar = new ProgressBar(options.quiet === true ? undefined : process.stderr);
  }

  async run(variables: Variables) {
    const { evaluations, parallel, method, target, maximize } = this.#options;
    try {
      return await minimize(
        {
          variables,
          objective: (point) => this.#valueAt(point as Point),
          maxEvaluations: evaluations,
          parallel,
          method,
          ...(target !== undefined && { target: maximize ? -target : target }),
        },
        { ...runOptionsOf(this.#options), signal: this.signal },
      );
    } finally {
      this.#bar.clear();
    }
  }

  /** Whether there were evaluations and all of them failed. */
  get hasOnlyFailed(): boolean {
    return this.#failed > 0 && this.best === undefined;
  }

  /** A summary of the progress. */
  inWords(): string {
    const failed = this.#failed > 0 ? `, ${this.#failed} failed` : '';
    return `${this.#done} evaluations${failed}${this.best === undefined ? '' : `, best ${this.best}`}`;
  }

  /** The objective to minimize; NaN if the evaluation fails. */
  async #valueAt(point: Point): Promise<number> {
    this.#begun += 1;
    const evaluation = this.#begun;
    let outcome = this.#record.outcomeOf(evaluation, point);
    if (outcome === undefined) {
      const { timeout = Number.POSITIVE_INFINITY } = this.#options;
      this.#record.begin();
      outcome = await evaluate(commandAt(this.#command, point), timeout, this.signal);
      this.#record.add({ evaluation, point, ...outcome });
    }
    const { value, error } = outcome;
    this.#note(value, error);
    return value === null ? Number.NaN : this.#options.maximize ? -value : value;
  }

  #note(value: number | null, error = ''): void {
    this.#done += 1;
    if (value === null) {
      this.#failed += 1;
      this.complaint ||= `no evaluation gave a number; the first that failed: ${error}`;
    } else if (this.best === undefined || (this.#options.maximize ? value > this.best : value < this.best)) {
      this.best = value;
    }
    const progress = {
      solved: this.#done - this.#failed,
      failed: this.#failed,
      fraction: this.#done / this.#options.evaluations,
    };
    this.#bar.show(progress, this.best === undefined ? '' : `best ${Number(this.best.toPrecision(6))}`);
  }
}

interface Found {
  readonly status: string;
  readonly objective: number;
  readonly solution: Point;
  readonly evaluations: number;
  readonly failures: number;
}

function report(
  { status, objective, solution, evaluations, failures }: Found,
  line: string,
  maximize: boolean,
): string {
  const failed = failures > 0 ? `, ${failures} of which failed` : '';
  const width = Math.max(...Object.keys(solution).map((name) => name.length));
  const values = Object.entries(solution).map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  const what = maximize ? 'the most' : 'the least';
  return [
    `${status} after ${evaluations} evaluations${failed}: ${what} is ${objective}`,
    values.join('\n'),
    line,
  ].join('\n\n');
}
