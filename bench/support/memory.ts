// Peak memory, measured in a process of its own.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BackendName } from 'superlinear';
import type { Workloads } from './peak-memory.js';

const program = fileURLToPath(new URL('peak-memory.js', import.meta.url));

/** By how many bytes a workload makes the peak memory of a process grow that holds its inputs. */
export function peakGrowth<Family extends keyof Workloads>(
  family: Family,
  workload: Workloads[Family],
  backend: BackendName,
): number {
  const words = [program, family, workload, backend];
  return Number(execFileSync(process.execPath, words, { encoding: 'utf8' }));
}
