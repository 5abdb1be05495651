/**
 * The lines in progress, listed in a file next to the output. If a job crashes the process, the file remains. The
 * resumed batch solves these lines in a separate process, so that only the faulty job fails.
 */

import { closeSync, constants, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { CompletedLines } from './completed-lines.js';

/** The file that lists the lines in progress for an output. */
export const begunPath = (output: string) => `${output}.begun`;

/** The list is compacted when its length exceeds twice the number of unfinished lines plus this number. */
const MAX_DONE = 10_000;

/** With `O_APPEND`, writes go to the end even after the list is truncated. */
const { O_WRONLY, O_CREAT, O_APPEND } = constants;

/** The lines in progress of a batch with an output file. */
export class BegunLines {
  /** The lines in progress when an earlier run was killed; empty if this run does not resume it. */
  readonly suspects: ReadonlySet<number>;
  readonly #path: string;
  readonly #completed: CompletedLines;
  #file: number | undefined;
  #noted: number[] = [];
  #limit = MAX_DONE;

  constructor(output: string, completed: CompletedLines, goesOn: boolean) {
    this.#path = begunPath(output);
    this.#completed = completed;
    const begun = goesOn ? linesIn(this.#path) : [];
    this.suspects = new Set(begun.filter((line) => !completed.has(line)));
  }

  /** Records lines before they are solved. */
  begin(lines: readonly number[]): void {
    this.#noted.push(...lines);
    try {
      if (this.#file === undefined || this.#noted.length > this.#limit) this.#renew();
      else this.#write(this.#file, lines);
    } catch {
      // If the disk is full, writing the output fails as well and reports the error.
    }
  }

  /** Rewrites the list without the completed lines. Suspects of an earlier run stay until they are completed. */
  #renew(): void {
    const noted = this.#file === undefined ? [...this.suspects, ...this.#noted] : this.#noted;
    this.#noted = noted.filter((line) => !this.#completed.has(line));
    this.#limit = 2 * this.#noted.length + MAX_DONE;
    this.#file ??= openSync(this.#path, O_WRONLY | O_CREAT | O_APPEND);
    ftruncateSync(this.#file);
    this.#write(this.#file, this.#noted);
  }

  #write(file: number, lines: readonly number[]): void {
    writeSync(file, `${lines.join('\n')}\n`);
  }

  /** Removes the list. To be called at any termination not caused by a job. */
  forget(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    rmSync(this.#path, { force: true });
  }
}

/** The line numbers in a file that may be truncated. */
function linesIn(path: string): number[] {
  try {
    const text = readFileSync(path, 'latin1');
    return text.slice(0, text.lastIndexOf('\n')).split('\n').map(Number).filter(Number.isSafeInteger);
  } catch {
    return [];
  }
}
