/** Options that several commands have, and how their values are read. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SyncRunOptions } from '../engine/options.js';

/** The run options as commander gives them. */
export interface CommonOptions {
  readonly method?: string;
  readonly seed?: number;
  readonly threads?: number;
  readonly timeLimit?: number;
  readonly backend?: 'auto' | 'native' | 'wasm';
}

/** Adds the options that say how problems are run. */
export function withRunOptions(command: Command): Command {
  return command
    .option('-m, --method <name>', 'the input holds problems for this method, and not jobs that name theirs')
    .option('--seed <number>', 'seed of the random streams', wholeNumber)
    .option('--threads <number>', 'threads for each problem', positiveWholeNumber)
    .option('--time-limit <seconds>', 'iterative methods stop then, with their best point', seconds)
    .addOption(new Option('--backend <name>', 'where to compute').choices(['auto', 'native', 'wasm']));
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

function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 0)) throw new InvalidArgumentError('It must be a number of seconds.');
  return value;
}
