// The Python side of sketches: what can be asked of worker.py.

import type { Workload } from '../../sketch/workloads.js';
import type { Time } from '../../support/timing.js';
import { Python } from '../python.js';
import type { PythonMethod } from './contests.js';
import type { Problem } from './problems.js';

/** The solution of a least-squares problem; or left singular vectors, singular values, and right singular vectors as rows. */
export type Solution = readonly (readonly number[] | readonly (readonly number[])[])[];

/** What a peer found, and how long one call took. */
export interface PeerResult extends Time {
  readonly solution: Solution;
}

export class PeerWorker {
  readonly #python: Python;

  private constructor(python: Python) {
    this.#python = python;
  }

  /** Starts the process, with one thread or as many as it likes; also gives the versions of what it measures. */
  static async start(threads?: 1): Promise<{ worker: PeerWorker; versions: string }> {
    const { python, versions } = await Python.start('sketch', threads);
    return { worker: new PeerWorker(python), versions };
  }

  /** Reads a workload from a file. */
  async load(workload: Workload, file: string, { matrix, rank }: Problem): Promise<void> {
    await this.#python.ask('load', { workload, file, rows: matrix.rows, columns: matrix.columns, rank });
  }

  async unload(workload: Workload): Promise<void> {
    await this.#python.ask('unload', { workload });
  }

  /** Runs and times a method. */
  solve(workload: Workload, method: PythonMethod): Promise<PeerResult> {
    return this.#python.ask('solve', { workload, method });
  }

  /** The error of a solution of either side: the backward error, or the distance of a decomposition from the matrix. */
  async measure(workload: Workload, solution: Solution): Promise<number> {
    const { error } = await this.#python.ask<{ error: number }>('measure', { workload, solution });
    return error;
  }

  /** By how many bytes the process's memory grows at most while a method runs; null where the system does not tell. */
  async peakGrowth(workload: Workload, method: PythonMethod): Promise<number | null> {
    const { bytes } = await this.#python.ask<{ bytes: number | null }>('peak', { workload, method });
    return bytes;
  }

  stop(): void {
    this.#python.stop();
  }
}
