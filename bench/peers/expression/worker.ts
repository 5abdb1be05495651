// Requests to the Python side of expressions, worker.py.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workload } from '../../expression/workloads.js';
import type { Time } from '../../support/timing.js';
import { Python } from '../python.js';

/** A peer's time for one point. */
export interface PeerResult extends Time {
  /** Processor seconds from the formula to the first result. */
  readonly setup: number;
  /** The same numbers as superlinear's `compute` returns. */
  readonly answer: readonly number[];
}

/** Ipopt's time for one solution. */
export interface PeerMinimum extends Time {
  /** Processor seconds to set up the solver. */
  readonly setup: number;
  readonly status: string;
  readonly iterations: number;
  readonly objective: number;
}

export class PeerWorker {
  readonly #python: Python;

  private constructor(python: Python) {
    this.#python = python;
  }

  /** Starts the process with one thread; also returns its package versions. */
  static async start(): Promise<{ worker: PeerWorker; versions: string }> {
    const { python, versions } = await Python.start('expression', 1);
    return { worker: new PeerWorker(python), versions };
  }

  /** Passes a workload's arrays to the peers in a file. */
  async load(workload: string, { kind, arrays }: Workload): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'superlinear-'));
    const file = join(folder, 'doubles');
    for (const { values } of Object.values(arrays))
      writeFileSync(file, values as Float64Array, { flag: 'a' });
    const shapes = Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]));
    await this.#python.ask('load', { workload, kind, file, shapes });
    rmSync(folder, { recursive: true });
  }

  async unload(workload: string): Promise<void> {
    await this.#python.ask('unload', { workload });
  }

  /** Computes and times a quantity. */
  compute(workload: string, quantity: string, peer: string): Promise<PeerResult> {
    return this.#python.ask('compute', { workload, quantity, peer });
  }

  /** Minimizes the constrained chain and times it. */
  minimize(size: number): Promise<PeerMinimum> {
    return this.#python.ask('minimize', { size });
  }

  stop(): void {
    this.#python.stop();
  }
}
