// A process of its own that solves one workload and prints by how many bytes its peak memory grew: WORKLOAD BACKEND.

import { readFileSync } from 'node:fs';
import { type BackendName, transport } from 'superlinear';
import { asProblem, denseWorkloads, type Workload, workloads } from './workloads.js';

const [workload, backend] = process.argv.slice(2) as [Workload, BackendName];
const options = { backend, threads: 1 };

// Code, threads and the like are in memory before it counts.
transport.sinkhornNewtonSync(asProblem(denseWorkloads.cloud100()), options);
const problems = workloads[workload]();
const before = peakBytes();
for (const problem of problems) transport.sinkhornNewtonSync(problem, options);
console.log(peakBytes() - before);

/** The peak so far. The operating system's accounting of children starts with the parent's, so Linux is asked for its own. */
function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
