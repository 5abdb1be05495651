/** Options that several commands have, and how their values are read. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { type BackendName, backendNames } from '../backends/backend.js';
import type { SyncRunOptions } from '../engine/options.js';

/** How one problem is run, as commander gives it. */
export interface RunChoices {
  readonly threads?: number;
  readonly timeLimit?: number;
  readonly backend?: 'auto' | BackendName;
}

/** How jobs of any method are run. */
export interface CommonOptions extends RunChoices {
  readonly method?: string;
  readonly seed?: number;
}

/** Adds the options that say what the input holds, and how it is run. */
export function withJobOptions(command: Command): Command {
  return withRunOptions(
    command
      .option(
        '-m, --method <name>',
        'the input holds problems for this method, and not jobs that name theirs',
      )
      .option('--seed <number>', 'seed of the random streams', wholeNumber),
  );
}

/** Adds the options that say how a problem is run. */
export function withRunOptions(command: Command): Command {
  return command
    .option('--threads <number>', 'threads for each problem', positiveWholeNumber)
    .option('--time-limit <seconds>', 'iterative methods stop then, with their best point', seconds)
    .addOption(new Option('--backend <name>', 'where to compute').choices(['auto', ...backendNames]));
}

/** The run options among a command's options. */
export function runOptionsOf({ seed, threads, timeLimit, backend }: CommonOptions): SyncRunOptions {
  return {
    ...(seed !== undefined && { seed }),
    ...(threads !== undefined && { threads }),
    ...(timeLimit !== undefined && { timeLimit }),
    ...(backend !== undefined && { backend }),
  };
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

export function positiveWholeNumber(text: string): number {
  if (!/^0*[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(text);
}

export function anyNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

/** Refuses that an option of one value is given twice: the second value would replace the first in silence. */
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

/** Names with commas between them. */
export const listed = (text: string): readonly string[] => text.split(',').map((name) => name.trim());

/** All values of an option that may be given several times. */
export const collected = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

export function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 0)) throw new InvalidArgumentError('It must be a number of seconds.');
  return value;
}
