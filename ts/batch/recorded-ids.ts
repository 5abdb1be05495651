/** Comparison of the ids of records with those of jobs, in bounded memory, for records without an input log. */

import { createHash } from 'node:crypto';
import { invalidInput } from '../engine/errors.js';
import type { CompletedLines } from './completed-lines.js';
import { InputHistory, type InputPoint } from './input-history.js';
import { idIn } from './job.js';
import type { JobRecord, JobSettings } from './job-types.js';
import { lastLineOf, readLines } from './lines.js';

/** Number of lines compared together. */
const GROUP = 1000;

/** The exclusive or of hashes, by groups of lines. It is zero once each line was added twice with the same id. */
export class RecordedIds {
  readonly #sums = new Map<number, number>();
  readonly #completed: CompletedLines;
  readonly #hasIds: boolean;
  #lastLine = 0;

  /**
   * `completed` lists the lines of all records. If the input consists of problems instead of jobs, there are no ids.
   */
  constructor(completed: CompletedLines, settings: JobSettings) {
    this.#completed = completed;
    this.#hasIds = settings.method === undefined;
  }

  /** Adds the line and the id of a record or job. */
  add({ line, id }: Pick<JobRecord, 'line' | 'id'>): void {
    this.#lastLine = Math.max(this.#lastLine, line);
    const group = Math.floor((line - 1) / GROUP);
    const text = JSON.stringify([line, this.#hasIds ? id : undefined]);
    const sum = (this.#sums.get(group) ?? 0) ^ createHash('sha256').update(text).digest().readInt32LE();
    if (sum === 0) this.#sums.delete(group);
    else this.#sums.set(group, sum);
  }

  /**
   * Throws if a job with a record is missing from the input or has another id. Resolves to the point after all records.
   */
  async requireSame(input: string): Promise<InputPoint> {
    const history = new InputHistory([], invalidResume(input));
    for await (const block of readLines(input)) {
      if (block.firstLine > this.#lastLine) break;
      history.add(block.text, lastLineOf(block));
      for (const line of block.lines) {
        if (this.#completed.has(line.number)) this.add({ line: line.number, ...idOf(line.text) });
      }
    }
    const [group] = [...this.#sums.keys()].sort((one, other) => one - other);
    if (group === undefined) return history.point;
    const [first, last] = [group * GROUP + 1, (group + 1) * GROUP];
    throw invalidResume(input)(`among lines ${first} to ${last} are jobs with other ids than their records`);
  }
}

/** Creates the error about an input that differs from that of the records. */
export const invalidResume = (input: string) => (difference: string) =>
  invalidInput(
    'resume',
    `is impossible: ${input} is not the input that the batch was started with: ${difference}`,
  );

function idOf(text: Buffer): Pick<JobRecord, 'id'> {
  const id = idIn(text.toString());
  return id === undefined ? {} : { id };
}
