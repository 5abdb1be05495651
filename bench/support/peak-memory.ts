// A process of its own that solves one workload and prints by how many bytes its peak memory grew: WORKLOAD BACKEND.

import { type BackendName, transport } from 'superlinear';
import { asProblem, denseWorkloads, type Workload, workloads } from './workloads.js';

const [workload, backend] = process.argv.slice(2) as [Workload, BackendName];
const options = { backend, threads: 1 };

// Code, threads and the like are in memory before it counts.
transport.sinkhornNewtonSync(asProblem(denseWorkloads.cloud100()), options);
const problems = workloads[workload]();
const before = process.resourceUsage().maxRSS;
for (const problem of problems) transport.sinkhornNewtonSync(problem, options);
console.log((process.resourceUsage().maxRSS - before) * 1024);
