// Peak memory, measured in a separate process.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BackendName } from 'superlinear';
import type { Workloads } from './peak-memory.js';

const program = fileURLToPath(new URL('peak-memory.js', import.meta.url));

/** Growth in bytes of a process's peak memory during a workload, beyond its inputs. */
export function peakGrowth<Family extends keyof Workloads>(
  family: Family,
  workload: Workloads[Family],
  backend: BackendName,
): number {
  const words = [program, family, workload, backend];
  return Number(execFileSync(process.execPath, words, { encoding: 'utf8' }));
}
