// The peers compared on each workload, and their stopping rules.

import type { Workload } from '../../transport/workloads.js';
import type { Method } from './worker.js';

/** A peer's way to solve a workload. */
export interface Contest {
  readonly peer: string;
  readonly method: Method | 'linearSumAssignment';
  /** For methods that stop by an error; the others are exact. */
  readonly stop?: Calibrated | Bounded;
}

/** Stops at a threshold calibrated to the tolerance, or at the method's own iteration limit. */
export interface Calibrated {
  readonly atMost: number;
}

/** Has the same iterates as another contest of the workload, and is stopped early if it would take too long. */
export interface Bounded extends Calibrated {
  readonly like: Method;
  /** Whether all problems are solved together and continue until the slowest converges. */
  readonly atOnce?: true;
}

const forEver = 10_000_000;

const ssns: Contest = { peer: 'RegOT SSNS', method: 'ssns', stop: { atMost: 1000 } };
const emd: Contest = { peer: 'POT emd', method: 'emd' };
const sinkhorn: Contest = { peer: 'POT sinkhorn', method: 'sinkhorn', stop: { atMost: forEver } };
const sinkhornLog: Contest = {
  peer: 'POT sinkhorn_log',
  method: 'sinkhornLog',
  stop: { like: 'sinkhorn', atMost: 350 },
};
const lazyEmd: Contest = { peer: 'POT emd2_lazy', method: 'lazyEmd' };
const empiricalSinkhorn: Contest = {
  peer: 'POT empirical_sinkhorn',
  method: 'empiricalSinkhorn',
  stop: { atMost: forEver },
};
const lazySinkhorn: Contest = {
  peer: 'POT empirical_sinkhorn, lazy',
  method: 'lazySinkhorn',
  stop: { like: 'empiricalSinkhorn', atMost: 10 },
};
const batchSinkhorn: Contest = {
  peer: 'POT solve_batch, sinkhorn',
  method: 'batchSinkhorn',
  stop: { like: 'sinkhorn', atMost: 500, atOnce: true },
};
const batchSinkhornLog: Contest = {
  peer: 'POT solve_batch, log_sinkhorn',
  method: 'batchSinkhornLog',
  stop: { like: 'sinkhorn', atMost: 100, atOnce: true },
};
const linearSumAssignment: Contest = { peer: 'linear-sum-assignment', method: 'linearSumAssignment' };

export const contests: Readonly<Record<Workload, readonly Contest[]>> = {
  lap500: [ssns, emd, linearSumAssignment, sinkhorn, sinkhornLog],
  digits_sq: [ssns, emd, sinkhorn, sinkhornLog],
  digits_l1: [ssns, emd, sinkhorn, sinkhornLog],
  cloud2000: [ssns, emd, sinkhorn, sinkhornLog],
  points5000: [lazyEmd, empiricalSinkhorn, lazySinkhorn],
  batch256: [ssns, emd, sinkhorn, sinkhornLog, batchSinkhorn, batchSinkhornLog],
};
