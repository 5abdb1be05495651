/** `superlinear fit-stream`: a linear model of a table that need not fit in memory. */

import { createReadStream, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { print } from '../batch/standard-output.js';
import { invalidInput } from '../engine/errors.js';
import {
  csvRows,
  fitStream,
  type LearnedModel,
  type LearnerProblem,
  type StreamProgress,
  type StreamRows,
  svmlightRows,
} from '../families/stochastic.js';
import { UsageError } from './exit-codes.js';
import { untilInterrupted } from './until-interrupted.js';

/** The options of the command, as parsed. */
export interface FitStreamChoices {
  readonly format?: 'csv' | 'svmlight';
  readonly response?: string;
  readonly header?: boolean;
  readonly delimiter?: string;
  readonly loss?: LearnerProblem['loss'];
  readonly classes?: readonly string[];
  readonly method?: LearnerProblem['method'];
  readonly hashBits?: number;
  readonly dimension?: number;
  readonly rate?: number;
  readonly penalty?: LearnerProblem['penalty'];
  readonly lambda?: number;
  readonly intercept?: boolean;
  readonly epochs: number;
  readonly out?: string;
  readonly checkpoint?: string;
  readonly checkpointEvery: number;
  readonly resume?: boolean;
  readonly threads?: number;
}

/** Milliseconds between lines of progress. */
const PROGRESS_INTERVAL = 500;

/** Learns from a file, and prints or writes the model. Stopped or killed, it continues from its checkpoint. */
export async function fitStreamOfFile(file: string, choices: FitStreamChoices): Promise<boolean> {
  statSync(file);
  const signal = untilInterrupted();
  const problem = problemOf(file, choices);
  const store = choices.checkpoint === undefined ? undefined : new Store(choices.checkpoint);
  const before = choices.resume === true ? store?.read() : undefined;
  if (choices.resume === true && store === undefined)
    throw new UsageError('--resume needs --checkpoint FILE');
  const terminal = process.stderr.isTTY ? process.stderr : undefined;
  const [save, tell] = [new Interval(1000 * choices.checkpointEvery), new Interval(PROGRESS_INTERVAL)];
  let isStopped = false;
  const source = passes(file, choices, before?.rows ?? 0, () => isStopped);
  const solution = await fitStream(
    source,
    { ...problem, ...(before && { checkpoint: before.bytes }) },
    {
      ...(choices.threads !== undefined && { threads: choices.threads }),
      onProgress(progress) {
        if (terminal !== undefined && tell.isOver) terminal.write(`\r\x1b[K${lineOf(progress)}`);
        if (store !== undefined && save.isOver) store.write(progress.rows, progress.checkpoint());
        isStopped ||= signal.aborted;
      },
    },
  );
  terminal?.write('\r\x1b[K');
  store?.write(solution.rows, solution.checkpoint);
  if (isStopped) {
    process.stderr.write(`stopped after ${solution.rows} rows${store ? '; go on with --resume' : ''}\n`);
    return false;
  }
  const { checkpoint: _, coefficients, intercept, support, ...facts } = solution;
  const text = JSON.stringify({
    ...facts,
    dimension: 'data' in coefficients ? coefficients.rows : coefficients.length,
    support: Array.from(support),
    coefficients: Array.from(support, (j) => coefficientsOf(solution, j)),
    intercept: typeof intercept === 'number' ? intercept : Array.from(intercept),
    ...(facts.classes && { classes: Array.from(facts.classes as readonly string[]) }),
  });
  if (choices.out === undefined) await print(text);
  else replace(choices.out, `${text}\n`);
  return true;
}

/** The coefficient of a feature, or one for each class. */
function coefficientsOf({ coefficients }: LearnedModel, feature: number): number | number[] {
  if (!('data' in coefficients)) return coefficients[feature] as number;
  const { columns, data } = coefficients;
  return Array.from(data.subarray(feature * columns, (feature + 1) * columns));
}

const lineOf = ({ rows, progressiveLoss }: StreamProgress) =>
  `${rows} rows  mean loss ${progressiveLoss.toPrecision(4)}`;

/** The settings of the learner. Hashed features by default for text and sparse tables. */
function problemOf(file: string, choices: FitStreamChoices): LearnerProblem {
  const { loss, method, rate, penalty, lambda, intercept, classes, hashBits, dimension } = choices;
  const isSparse = formatOf(file, choices) === 'svmlight';
  if (isSparse && hashBits === undefined && dimension === undefined)
    throw new UsageError('an svmlight file needs --dimension or --hash-bits');
  return {
    ...(loss && { loss }),
    ...(method && { method }),
    ...(penalty && { penalty }),
    ...(rate !== undefined && { learningRate: rate }),
    ...(lambda !== undefined && { lambda }),
    ...(intercept === false && { intercept }),
    ...(classes && { classes: labelsOf(classes) as readonly string[] }),
    ...(hashBits !== undefined && { hashBits }),
    ...(dimension !== undefined && { dimension }),
  };
}

/** Classes as numbers if all are, as responses of tables. */
function labelsOf(classes: readonly string[]): readonly (string | number)[] {
  const numbers = classes.map(Number);
  return numbers.every(Number.isFinite) ? numbers : classes;
}

function formatOf(file: string, { format }: FitStreamChoices): 'csv' | 'svmlight' {
  if (format !== undefined) return format;
  return /\.(csv|tsv|txt)(\.gz)?$/.test(file) ? 'csv' : 'svmlight';
}

/** The rows of all passes over a file, without the first ones. */
async function* passes(
  file: string,
  choices: FitStreamChoices,
  known: number,
  isStopped: () => boolean,
): AsyncGenerator<StreamRows> {
  let left = known;
  for (let pass = 0; pass < choices.epochs; pass++) {
    for await (const rows of rowsOf(file, choices)) {
      if (isStopped()) return;
      const count = rows.response.length;
      if (left < count) yield left === 0 ? rows : behind(rows, left);
      left = Math.max(0, left - count);
    }
  }
}

function rowsOf(file: string, choices: FitStreamChoices): AsyncGenerator<StreamRows> {
  const bytes = createReadStream(file);
  const text = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  bytes.on('error', (error) => text.destroy(error));
  if (formatOf(file, choices) === 'svmlight') {
    const { dimension } = choices;
    return svmlightRows(text, dimension === undefined ? {} : { columns: dimension });
  }
  const { response, header, delimiter, hashBits } = choices;
  if (response === undefined) throw new UsageError('a CSV file needs --response COLUMN');
  return csvRows(text, {
    response: header === false ? Number(response) : response,
    hashed: hashBits !== undefined,
    ...(header === false && { header }),
    delimiter: delimiter ?? (/\.tsv(\.gz)?$/.test(file) ? '\t' : ','),
  });
}

/** The rows of a chunk behind the first `count`. */
function behind({ matrix, response }: StreamRows, count: number): StreamRows {
  const rest = Array.from(response as readonly string[]).slice(count);
  if (!('indptr' in matrix))
    return { matrix: (matrix as readonly Float64Array[]).slice(count), response: rest };
  const start = matrix.indptr[count] as number;
  return {
    matrix: {
      rows: rest.length,
      columns: matrix.columns,
      indptr: Array.from(matrix.indptr)
        .slice(count)
        .map((place) => place - start),
      indices: Array.from(matrix.indices).slice(start),
      data: Array.from(matrix.data).slice(start),
    },
    response: rest,
  };
}

/** A checkpoint in a file: the number of rows, and the learner's bytes. */
class Store {
  constructor(readonly file: string) {}

  read(): { rows: number; bytes: Uint8Array } | undefined {
    if (!existsSync(this.file)) return undefined;
    const bytes = readFileSync(this.file);
    if (bytes.length < 8) throw invalidInput('checkpoint', `must be a file of this command: ${this.file}`);
    return { rows: Number(bytes.readBigUInt64LE(0)), bytes: bytes.subarray(8) };
  }

  write(rows: number, bytes: Uint8Array): void {
    const head = Buffer.alloc(8);
    head.writeBigUInt64LE(BigInt(rows));
    replace(this.file, Buffer.concat([head, bytes]));
  }
}

/** Replaces a file as a whole, so that a kill leaves the old or the new one. */
function replace(file: string, content: string | Uint8Array): void {
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, content);
  renameSync(beside, file);
}

/** An interval of time that begins anew whenever it is over. */
class Interval {
  #due: number;

  constructor(readonly milliseconds: number) {
    this.#due = performance.now() + milliseconds;
  }

  get isOver(): boolean {
    if (performance.now() < this.#due) return false;
    this.#due = performance.now() + this.milliseconds;
    return true;
  }
}
