// A process of its own that solves one workload and prints by how many bytes its peak memory grew: FAMILY WORKLOAD BACKEND.

import { readFileSync } from 'node:fs';
import type { BackendName, SyncRunOptions } from 'superlinear';
import * as sketch from '../sketch/solver.js';
import * as transport from '../transport/solver.js';

const families = { sketch, transport };

type Families = typeof families;

/** The workloads of each family. */
export type Workloads = { [Family in keyof Families]: Parameters<Families[Family]['prepare']>[0] };

const [family, workload, backend] = process.argv.slice(2) as [keyof Families, string, BackendName];
const { prepare, prepareSmallest } = families[family] as {
  prepare(workload: string): (options: SyncRunOptions) => void;
  prepareSmallest(): (options: SyncRunOptions) => void;
};
const options = { backend, threads: 1 };

// Code, threads and the like are in memory before it counts.
prepareSmallest()(options);
const solve = prepare(workload);
const before = peakBytes();
solve(options);
console.log(peakBytes() - before);

/** The peak so far. The operating system's accounting of children starts with the parent's, so Linux is asked for its own. */
function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
