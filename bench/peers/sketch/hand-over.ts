// Passes superlinear's doubles to the peers in a file.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workload } from '../../sketch/workloads.js';
import type { Problem } from './problems.js';
import type { PeerWorker } from './worker.js';

export async function handOver(
  workload: Workload,
  problem: Problem,
  workers: readonly PeerWorker[],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'superlinear-'));
  const file = join(folder, 'doubles');
  writeFileSync(file, problem.matrix.data);
  writeFileSync(file, problem.rightSide, { flag: 'a' });
  for (const worker of workers) await worker.load(workload, file, problem);
  rmSync(folder, { recursive: true });
}
