// Requests to the Python side of transport, worker.py.

import type { Time } from '../../support/timing.js';
import type { Workload } from '../../transport/workloads.js';
import { Python } from '../python.js';

/** The methods of methods.py. */
export type Method =
  | 'ssns'
  | 'emd'
  | 'lazyEmd'
  | 'sinkhorn'
  | 'sinkhornLog'
  | 'empiricalSinkhorn'
  | 'lazySinkhorn'
  | 'batchSinkhorn'
  | 'batchSinkhornLog';

/** A peer's result and the time of one call. */
export interface PeerResult extends Time {
  /** For each problem; zeros if the peer does not report them. */
  readonly iterations: readonly number[];
  /** Maximum over all problems. */
  readonly marginalError: number;
  /** Sum over all problems. */
  readonly transportCost: number;
}

export class PeerWorker {
  readonly #python: Python;

  private constructor(python: Python) {
    this.#python = python;
  }

  /** Starts the process with one thread; also returns its package versions. */
  static async start(): Promise<{ worker: PeerWorker; versions: string }> {
    const { python, versions } = await Python.start('transport', 1);
    return { worker: new PeerWorker(python), versions };
  }

  /** Generates a workload in Python; the checksum covers its arrays' bytes. */
  load(workload: Workload): Promise<{ checksum: string }> {
    return this.#python.ask('load', { workload });
  }

  /** Sets the largest thresholds that reach this marginal error; returns the number of problems that stall above it. */
  calibrate(
    workload: Workload,
    method: Method,
    tolerance: number,
    iterations: number,
  ): Promise<{ stalled: number }> {
    return this.#python.ask('calibrate', { workload, method, tolerance, iterations });
  }

  /** Stops stalled problems at their best iteration. */
  async curtail(workload: Workload, method: Method): Promise<void> {
    await this.#python.ask('curtail', { workload, method });
  }

  /** Gives a method the thresholds of another one with the same iterates, and an iteration limit. */
  async imitate(workload: Workload, method: Method, like: Method, iterations: number): Promise<void> {
    await this.#python.ask('imitate', { workload, method, like, iterations });
  }

  /** Runs and times a method. */
  solve(workload: Workload, method: Method): Promise<PeerResult> {
    return this.#python.ask('solve', { workload, method });
  }

  /** Growth in bytes of the process's peak memory while a method runs; null if the system does not report it. */
  async peakGrowth(
    workload: Workload,
    method: Method,
    tolerance: number,
    iterations: number,
  ): Promise<number | null> {
    const request = { workload, method, tolerance, iterations };
    const { bytes } = await this.#python.ask<{ bytes: number | null }>('peak', request);
    return bytes;
  }

  stop(): void {
    this.#python.stop();
  }
}
