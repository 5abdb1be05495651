/** The record of a search: a line for each evaluation, written when it ends, by which a killed search goes on. */

import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { unreachable } from '../../batch/files.js';
import { UsageError } from '../exit-codes.js';
import type { Outcome, Point } from './evaluation.js';

/** One evaluation, by its number from 1 on. */
export interface Evaluated extends Outcome {
  readonly evaluation: number;
  readonly point: Point;
}

/** The file of a record. */
export class SearchRecord {
  readonly #file: string;
  readonly #known: ReadonlyMap<number, Evaluated>;

  /** Opens a new record, in the place of an old one if there is any; or goes on with it. */
  constructor(file: string, goesOn: boolean) {
    this.#file = file;
    try {
      if (goesOn && existsSync(file)) {
        this.#known = readRecord(file);
      } else {
        writeFileSync(file, '');
        this.#known = new Map();
      }
    } catch (error) {
      throw error instanceof UsageError ? error : unreachable('record', 'written', error);
    }
  }

  /** How many evaluations it had when it was opened. */
  get size(): number {
    return this.#known.size;
  }

  /** What is known of an evaluation; refused where it was made at another point. */
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

  add(evaluated: Evaluated): void {
    try {
      appendFileSync(this.#file, `${JSON.stringify(evaluated)}\n`);
    } catch (error) {
      throw unreachable('record', 'written', error);
    }
  }
}

/** The evaluations of a file, whose last line is cut off where it was not written to its end. */
function readRecord(file: string): Map<number, Evaluated> {
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf('\n') + 1;
  const lines = bytes.subarray(0, whole).toString().split('\n').slice(0, -1);
  const known = new Map(
    lines.map((line, k) => [k, evaluatedOf(line, file, k + 1)] as const).map(([, e]) => [e.evaluation, e]),
  );
  if (whole < bytes.length) truncateSync(file, whole);
  return known;
}

function evaluatedOf(line: string, file: string, number: number): Evaluated {
  try {
    const { evaluation, point, value } = JSON.parse(line) as Partial<Evaluated>;
    const isValue = value === null || typeof value === 'number';
    if (Number.isInteger(evaluation) && typeof point === 'object' && isValue)
      return JSON.parse(line) as Evaluated;
  } catch {
    // Said below.
  }
  throw new UsageError(`${file}: line ${number} is no record of an evaluation`);
}
