// The same doubles for the peers, by a file.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { System, SystemName } from '../../sketch/workloads.js';
import type { PeerWorker } from './worker.js';

/** Gives a workload to peers in Python. */
export async function handOver(
  workload: SystemName,
  { matrix, rightSide }: System,
  workers: readonly PeerWorker[],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'superlinear-'));
  const file = join(folder, 'doubles');
  writeFileSync(file, matrix.data);
  writeFileSync(file, rightSide, { flag: 'a' });
  for (const worker of workers) await worker.load(workload, file, matrix.rows, matrix.columns);
  rmSync(folder, { recursive: true });
}
