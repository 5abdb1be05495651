// Peak memory, measured in a process of its own.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BackendName } from 'superlinear';
import type { Workload } from './workloads.js';

const program = fileURLToPath(new URL('peak-memory.js', import.meta.url));

/** By how many bytes a workload makes the peak memory of a process grow that holds its inputs. */
export function peakGrowth(workload: Workload, backend: BackendName): number {
  return Number(execFileSync(process.execPath, [program, workload, backend], { encoding: 'utf8' }));
}
