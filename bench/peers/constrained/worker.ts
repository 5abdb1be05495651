// Requests to the Python side of constrained problems, worker.py.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workload, WorkloadName } from '../../constrained/workloads.js';
import type { Time } from '../../support/timing.js';
import { Python } from '../python.js';
import type { Method } from './contests.js';

/** The solution points of all problems of a workload. */
export type Points = readonly ArrayLike<number>[];

/** A peer's result and the time of one call. */
export interface PeerResult extends Time {
  /** Seconds to set up the solver, derivatives included. */
  readonly setup: number;
  readonly iterations: number;
  readonly points: Points;
}

/** Objective and violation of a point. */
export interface Quality {
  readonly objectives: readonly number[];
  readonly violations: readonly number[];
}

export class PeerWorker {
  readonly #python: Python;

  private constructor(python: Python) {
    this.#python = python;
  }

  /** Starts the process with one thread or an unrestricted number; also returns its package versions. */
  static async start(threads?: 1): Promise<{ worker: PeerWorker; versions: string }> {
    const { python, versions } = await Python.start('constrained', threads);
    return { worker: new PeerWorker(python), versions };
  }

  /** Sends a workload; its doubles are passed in a file. */
  async load(name: WorkloadName, { kind, arguments: numbers, doubles }: Workload): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'superlinear-'));
    const file = join(folder, 'doubles');
    for (const part of doubles ?? []) writeFileSync(file, part, { flag: 'a' });
    await this.#python.ask('load', { workload: name, kind, arguments: numbers, ...(doubles && { file }) });
    rmSync(folder, { recursive: true });
  }

  async unload(workload: WorkloadName): Promise<void> {
    await this.#python.ask('unload', { workload });
  }

  /** Runs and times a method. */
  solve(workload: WorkloadName, method: Method): Promise<PeerResult> {
    return this.#python.ask('solve', { workload, method });
  }

  /** Objectives and violations at points of superlinear or of a peer. */
  measure(workload: WorkloadName, points: Points): Promise<Quality> {
    return this.#python.ask('measure', { workload, points: points.map((point) => Array.from(point)) });
  }

  stop(): void {
    this.#python.stop();
  }
}
