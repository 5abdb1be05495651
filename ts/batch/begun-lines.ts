/**
 * The lines that are under way, in a file beside the output. A process that a job takes down leaves it behind; whoever goes on then solves
 * these lines in a process of their own, so that the job at fault fails alone and the batch ends.
 */

import { closeSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { CompletedLines } from './completed-lines.js';

/** The file with the lines under way of an output. */
export const begunPath = (output: string) => `${output}.begun`;

/** A list of more lines than this is made anew, without those that are done. */
const MAX_NOTED = 10_000;

export class BegunLines {
  /** The lines that an earlier run had begun when it was killed; none where this one does not go on with it. */
  readonly suspects: ReadonlySet<number>;
  readonly #path: string;
  readonly #completed: CompletedLines;
  #file: number | undefined;
  #noted: number[] = [];

  constructor(output: string, completed: CompletedLines, goesOn: boolean) {
    this.#path = begunPath(output);
    this.#completed = completed;
    const begun = goesOn ? linesIn(this.#path) : [];
    this.suspects = new Set(begun.filter((line) => !completed.has(line)));
  }

  /** Notes lines before they are solved. */
  begin(lines: readonly number[]): void {
    this.#noted.push(...lines);
    const isLong = this.#noted.length > MAX_NOTED;
    if (isLong) this.#noted = this.#noted.filter((line) => !this.#completed.has(line));
    try {
      this.#file ??= openSync(this.#path, 'w');
      if (isLong) ftruncateSync(this.#file);
      writeSync(this.#file, `${(isLong ? this.#noted : lines).join('\n')}\n`, isLong ? 0 : undefined);
    } catch {
      // On a full disk the output, too, cannot be written, which is told there.
    }
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
