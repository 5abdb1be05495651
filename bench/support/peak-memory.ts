// Solves one workload in its own process and prints the growth of its peak memory in bytes: FAMILY WORKLOAD BACKEND.

import { readFileSync } from 'node:fs';
import type { BackendName, SyncRunOptions } from 'superlinear';
import * as sketch from '../sketch/solver.js';
import * as transport from '../transport/solver.js';

const families = { sketch, transport };

type Families = typeof families;

export type Workloads = { [Family in keyof Families]: Parameters<Families[Family]['prepare']>[0] };

const [family, workload, backend] = process.argv.slice(2) as [keyof Families, string, BackendName];
const { prepare, prepareSmallest } = families[family] as {
  prepare(workload: string): (options: SyncRunOptions) => void;
  prepareSmallest(): (options: SyncRunOptions) => void;
};
const options = { backend, threads: 1 };

// Loads code and starts threads before the measurement.
prepareSmallest()(options);
const solve = prepare(workload);
const before = peakBytes();
solve(options);
console.log(peakBytes() - before);

/** The peak so far. On Linux it is read from /proc, since `resourceUsage` of a child starts at its parent's peak. */
function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
