/** Options shared by several commands, and the parsing of their values. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { type BackendName, backendNames } from '../backends/backend.js';
import type { SyncRunOptions } from '../engine/options.js';

/** Run options of one problem, as parsed by commander. */
export interface RunChoices {
  readonly threads?: number;
  readonly timeLimit?: number;
  readonly backend?: 'auto' | BackendName;
}

/** Run options of jobs of any method. */
export interface CommonOptions extends RunChoices {
  readonly method?: string;
  readonly seed?: number;
}

/** Adds the options for the contents of the input and the run options. */
export function withJobOptions(command: Command): Command {
  return withRunOptions(
    command
      .option(
        '-m, --method <name>',
        'the input holds problems for this method, and not jobs that name theirs',
      )
      .option('--seed <number>', 'seed of the random streams', nonnegativeInteger),
  );
}

/** Adds the run options of a problem. */
export function withRunOptions(command: Command): Command {
  return command
    .option('--threads <number>', 'threads for each problem', positiveInteger)
    .option('--time-limit <seconds>', 'iterative methods stop then, with their best point', seconds)
    .addOption(new Option('--backend <name>', 'where to compute').choices(['auto', ...backendNames]));
}

/** Extracts the run options from a command's options. */
export function runOptionsOf({ seed, threads, timeLimit, backend }: CommonOptions): SyncRunOptions {
  return {
    ...(seed !== undefined && { seed }),
    ...(threads !== undefined && { threads }),
    ...(timeLimit !== undefined && { timeLimit }),
    ...(backend !== undefined && { backend }),
  };
}

export function nonnegativeInteger(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a nonnegative integer.');
  return Number(text);
}

export function positiveInteger(text: string): number {
  if (!/^0*[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a positive integer.');
  return Number(text);
}

export function anyNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

/** Rejects repetitions of single-valued options; otherwise the second value would silently replace the first. */
export function refuseRepetitions(command: Command): void {
  for (const option of command.options) {
    if (option.isBoolean() || option.parseArg === collected) continue;
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) command.error(`error: option '${option.flags}' is given twice`);
      isGiven = true;
    });
  }
}

/** Splits a comma-separated list of names. */
export const listed = (text: string): readonly string[] => text.split(',').map((name) => name.trim());

/** Collects the values of a repeatable option. */
export const collected = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

export function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 0)) throw new InvalidArgumentError('It must be a number of seconds.');
  return value;
}
