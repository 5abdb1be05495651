// The Python process that runs the peers, kept alive so that both sides can take turns.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Time } from '../support/timing.js';
import type { Workload } from '../support/workloads.js';
import { preparePython, pythonFolder } from './environment.js';

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
  readonly #process: ChildProcess;
  readonly #replies: AsyncIterator<string>;

  private constructor(process: ChildProcess, replies: AsyncIterator<string>) {
    this.#process = process;
    this.#replies = replies;
  }

  /** Starts the process; also gives the versions of what it measures. */
  static async start(): Promise<{ worker: PeerWorker; versions: string }> {
    // Some machines set these for older versions of OpenBLAS; with a current one they only make it slow.
    const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...env } = process.env;
    const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
    const python = spawn(preparePython(), ['worker.py'], {
      cwd: pythonFolder,
      env: { ...env, ...oneThread, PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const worker = new PeerWorker(python, createInterface({ input: python.stdout })[Symbol.asyncIterator]());
    const { versions } = await worker.#reply<{ versions: string }>();
    return { worker, versions };
  }

  /** Makes a workload there; the checksum is that of its arrays' bytes. */
  load(workload: Workload): Promise<{ checksum: string }> {
    return this.#ask({ action: 'load', workload });
  }

  /** Sets the largest thresholds with which a method reaches this marginal error; says how many problems do not get there. */
  calibrate(
    workload: Workload,
    method: Method,
    tolerance: number,
    iterations: number,
  ): Promise<{ stalled: number }> {
    return this.#ask({ action: 'calibrate', workload, method, tolerance, iterations });
  }

  /** Lets the problems that did not get there end at their best iteration. */
  async curtail(workload: Workload, method: Method): Promise<void> {
    await this.#ask({ action: 'curtail', workload, method });
  }

  /** Gives a method the thresholds of another one with the same iterates, and at most so many iterations. */
  async imitate(workload: Workload, method: Method, like: Method, iterations: number): Promise<void> {
    await this.#ask({ action: 'imitate', workload, method, like, iterations });
  }

  /** Runs and times a method. */
  solve(workload: Workload, method: Method): Promise<PeerResult> {
    return this.#ask({ action: 'solve', workload, method });
  }

  /** By how many bytes the process's memory grows at most while a method runs; null where the system does not tell. */
  async peakGrowth(
    workload: Workload,
    method: Method,
    tolerance: number,
    iterations: number,
  ): Promise<number | null> {
    const request = { action: 'peak', workload, method, tolerance, iterations };
    const { bytes } = await this.#ask<{ bytes: number | null }>(request);
    return bytes;
  }

  stop(): void {
    this.#process.stdin?.end();
  }

  #ask<Reply>(request: object): Promise<Reply> {
    this.#process.stdin?.write(`${JSON.stringify(request)}\n`);
    return this.#reply();
  }

  async #reply<Reply>(): Promise<Reply> {
    const line = await this.#replies.next();
    if (line.done) throw new Error('the Python process ended; its message is above');
    return JSON.parse(line.value) as Reply;
  }
}
