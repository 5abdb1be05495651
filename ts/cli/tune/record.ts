/** The record of a search: a line for each completed evaluation, used to resume a killed search. */

import { appendFileSync, createReadStream, existsSync, renameSync, writeFileSync } from 'node:fs';
import { compressionOf, isCutOff } from '../../batch/compression.js';
import { unreachable } from '../../batch/files.js';
import { UsageError } from '../exit-codes.js';
import type { Outcome } from './evaluation.js';
import type { Point } from './shell.js';

/** An evaluation with its number, counted from 1. */
export interface Evaluated extends Outcome {
  readonly evaluation: number;
  readonly point: Point;
}

/** The file of a record. It remains unchanged until the first evaluation, so that a rejected search has no effect. */
export class SearchRecord {
  readonly #file: string;
  readonly #known: ReadonlyMap<number, Evaluated>;
  /** The lines to write before the first evaluation; undefined if the file already holds exactly these. */
  #beginning: string | undefined;

  private constructor(file: string, lines: readonly string[], isWhole: boolean) {
    this.#file = file;
    const evaluated = lines.map((line, k) => evaluatedOf(line, file, k + 1));
    this.#known = new Map(evaluated.map((known) => [known.evaluation, known]));
    if (!isWhole) this.#beginning = lines.map((line) => `${line}\n`).join('');
  }

  /** Opens a record: a new one that replaces any old one, or the old one to resume. */
  static async open(file: string, goesOn: boolean): Promise<SearchRecord> {
    if (!goesOn || !existsSync(file)) return new SearchRecord(file, [], false);
    const { text, isCut } = await readRecord(file);
    const lines = text.split('\n');
    // The text after the last line feed is empty if the last line is complete.
    const rest = lines.pop();
    return new SearchRecord(file, lines, rest === '' && !isCut);
  }

  /** The outcome of an evaluation, if it is known. Throws if it was made at another point. */
  outcomeOf(evaluation: number, point: Point): Outcome | undefined {
    const known = this.#known.get(evaluation);
    if (known !== undefined && JSON.stringify(known.point) !== JSON.stringify(point)) {
      throw new UsageError(
        `${this.#file} is of another search: evaluation ${evaluation} was at ${JSON.stringify(known.point)} ` +
          `and is now at ${JSON.stringify(point)}. Variables, method, seed and parallel must be as they were`,
      );
    }
    return known;
  }

  /** Prepares the file for evaluations. */
  begin(): void {
    if (this.#beginning === undefined) return;
    const beginning = this.#beginning;
    this.#beginning = undefined;
    this.#writing(() => {
      if (beginning === '') {
        writeFileSync(this.#file, '');
        return;
      }
      const next = `${this.#file}.next`;
      writeFileSync(next, this.#compressed(beginning));
      renameSync(next, this.#file);
    });
  }

  add(evaluated: Evaluated): void {
    this.#writing(() => appendFileSync(this.#file, this.#compressed(`${JSON.stringify(evaluated)}\n`)));
  }

  #compressed(text: string): Buffer {
    const bytes = Buffer.from(text);
    return compressionOf(this.#file)?.compressSync(bytes) ?? bytes;
  }

  #writing(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw unreachable('record', 'written', error);
    }
  }
}

/** Reads the text of a file, and whether it was compressed and truncated. */
async function readRecord(file: string): Promise<{ text: string; isCut: boolean }> {
  const blocks: Buffer[] = [];
  let isCut = false;
  try {
    const pieces = createReadStream(file);
    for await (const block of compressionOf(file)?.decompress(pieces) ?? pieces) blocks.push(block);
  } catch (error) {
    if (!isCutOff(error)) throw unreachable('record', 'read', error);
    isCut = true;
  }
  return { text: Buffer.concat(blocks).toString(), isCut };
}

function evaluatedOf(line: string, file: string, number: number): Evaluated {
  try {
    const { evaluation, point, value } = JSON.parse(line) as Partial<Evaluated>;
    const isValue = value === null || typeof value === 'number';
    if (Number.isInteger(evaluation) && typeof point === 'object' && isValue)
      return JSON.parse(line) as Evaluated;
  } catch {
    // Reported below.
  }
  throw new UsageError(`${file}: line ${number} is no record of an evaluation`);
}
