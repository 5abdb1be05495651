// Requests to the Python side of sketches, worker.py.

import type { Workload } from '../../sketch/workloads.js';
import type { Time } from '../../support/timing.js';
import { Python } from '../python.js';
import type { PythonMethod } from './contests.js';
import type { Problem, Solution } from './problems.js';

/** A peer's result and the time of one call. */
export interface PeerResult extends Time {
  readonly solution: Solution;
}

export class PeerWorker {
  readonly #python: Python;

  private constructor(python: Python) {
    this.#python = python;
  }

  /** Starts the process with one thread or an unrestricted number; also returns its package versions. */
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

  /**
   * The error of a solution of superlinear or a peer: the backward error, or the distance between a decomposition and
   * the matrix.
   */
  async measure(workload: Workload, solution: Solution): Promise<number> {
    const { error } = await this.#python.ask<{ error: number }>('measure', { workload, solution });
    return error;
  }

  /** Growth in bytes of the process's peak memory while a method runs; null if the system does not report it. */
  async peakGrowth(workload: Workload, method: PythonMethod): Promise<number | null> {
    const { bytes } = await this.#python.ask<{ bytes: number | null }>('peak', { workload, method });
    return bytes;
  }

  stop(): void {
    this.#python.stop();
  }
}
