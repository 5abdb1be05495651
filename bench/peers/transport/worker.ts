// The Python side of transport: what can be asked of worker.py.

import type { Time } from '../../support/timing.js';
import type { Workload } from '../../transport/workloads.js';
import { Python } from '../python.js';

/** What methods.py knows. */
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

/** What a peer did, and how long one call took. */
export interface PeerResult extends Time {
  /** Of each problem; zeros where the peer does not tell. */
  readonly iterations: readonly number[];
  /** The largest of all problems. */
  readonly marginalError: number;
  /** Of all problems together. */
  readonly transportCost: number;
}

export class PeerWorker {
  readonly #python: Python;

  private constructor(python: Python) {
    this.#python = python;
  }

  /** Starts the process, with one thread; also gives the versions of what it measures. */
  static async start(): Promise<{ worker: PeerWorker; versions: string }> {
    const { python, versions } = await Python.start('transport', 1);
    return { worker: new PeerWorker(python), versions };
  }

  /** Makes a workload there; the checksum is that of its arrays' bytes. */
  load(workload: Workload): Promise<{ checksum: string }> {
    return this.#python.ask('load', { workload });
  }

  /** Sets the largest thresholds with which a method reaches this marginal error; says how many problems do not get there. */
  calibrate(
    workload: Workload,
    method: Method,
    tolerance: number,
    iterations: number,
  ): Promise<{ stalled: number }> {
    return this.#python.ask('calibrate', { workload, method, tolerance, iterations });
  }

  /** Lets the problems that did not get there end at their best iteration. */
  async curtail(workload: Workload, method: Method): Promise<void> {
    await this.#python.ask('curtail', { workload, method });
  }

  /** Gives a method the thresholds of another one with the same iterates, and at most so many iterations. */
  async imitate(workload: Workload, method: Method, like: Method, iterations: number): Promise<void> {
    await this.#python.ask('imitate', { workload, method, like, iterations });
  }

  /** Runs and times a method. */
  solve(workload: Workload, method: Method): Promise<PeerResult> {
    return this.#python.ask('solve', { workload, method });
  }

  /** By how many bytes the process's memory grows at most while a method runs; null where the system does not tell. */
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
