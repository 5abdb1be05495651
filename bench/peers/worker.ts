// The Python process that runs the peers, kept alive so that both sides can take turns.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Time } from '../support/timing.js';
import { preparePython, pythonFolder } from './environment.js';

/** What POT is to do. */
export interface PeerRun {
  readonly workload: string;
  readonly method: 'sinkhorn' | 'sinkhorn_log';
  /** POT's `stopThr`. */
  readonly threshold: number;
  readonly maxIterations: number;
}

/** What POT did, and how long one call took. */
export interface PeerResult extends Time {
  readonly iterations: number;
  readonly marginalError: number;
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
    const python = spawn(preparePython(), ['worker.py'], {
      cwd: pythonFolder,
      env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const worker = new PeerWorker(python, createInterface({ input: python.stdout })[Symbol.asyncIterator]());
    const { versions } = await worker.#reply<{ versions: string }>();
    return { worker, versions };
  }

  /** Makes a workload there; the checksum is that of its arrays' bytes. */
  load(workload: string): Promise<{ checksum: string }> {
    return this.#ask({ action: 'load', workload });
  }

  /** Runs and times POT. */
  solve(run: PeerRun): Promise<PeerResult> {
    return this.#ask({ action: 'solve', ...run });
  }

  /** The largest threshold with which POT reaches this marginal error. */
  calibrate(run: Omit<PeerRun, 'threshold'>, tolerance: number): Promise<{ threshold: number }> {
    return this.#ask({ action: 'calibrate', ...run, tolerance });
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
