/**
 * The lines that are under way, in a file beside the output. A process that a job takes down leaves it behind; whoever goes on then solves
 * these lines in a process of their own, so that the job at fault fails alone and the batch ends.
 */

import { closeSync, constants, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { CompletedLines } from './completed-lines.js';

/** The file with the lines under way of an output. */
export const begunPath = (output: string) => `${output}.begun`;

/** A list is made anew, without the lines that are done, once it has this many more than twice those that were not. */
const MAX_DONE = 10_000;

/** Each write goes to the end, also after the list was made anew. */
const { O_WRONLY, O_CREAT, O_APPEND } = constants;

/** The lines under way of a batch that writes to a file. */
export class BegunLines {
  /** The lines that an earlier run had begun when it was killed; none where this one does not go on with it. */
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

  /** Notes lines before they are solved. */
  begin(lines: readonly number[]): void {
    this.#noted.push(...lines);
    try {
      if (this.#file === undefined || this.#noted.length > this.#limit) this.#renew();
      else this.#write(this.#file, lines);
    } catch {
      // On a full disk the output, too, cannot be written, which is told there.
    }
  }

  /** Makes the list anew, without the lines that are done. Suspects of an earlier run stay until they are. */
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

  /** To be called at an end that no job has brought about. */
  forget(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    rmSync(this.#path, { force: true });
  }
}

/** The numbers in a file, which may have been cut off. */
function linesIn(path: string): number[] {
  try {
    const text = readFileSync(path, 'latin1');
    return text.slice(0, text.lastIndexOf('\n')).split('\n').map(Number).filter(Number.isSafeInteger);
  } catch {
    return [];
  }
}
