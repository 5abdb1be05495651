// Growth of peak memory, each program in its own process.

import type { SystemName } from '../../sketch/workloads.js';
import { megabytes } from '../../support/format.js';
import { peakGrowth } from '../../support/memory.js';
import { contests } from './contests.js';
import { handOver } from './hand-over.js';
import { makeProblem } from './problems.js';
import { PeerWorker } from './worker.js';

/** Table rows with a column for the workload. */
export async function memory(workload: SystemName): Promise<Record<string, string>[]> {
  const line = (program: string, bytes: number | null) => ({
    program,
    workload,
    growth: bytes === null ? '' : megabytes(bytes),
  });
  const lines = [
    line('superlinear, native', peakGrowth('sketch', workload, 'native')),
    line('superlinear, WebAssembly', peakGrowth('sketch', workload, 'wasm')),
  ];
  for (const contest of contests[workload]) {
    if (!('python' in contest)) continue;
    const { worker } = await PeerWorker.start(1);
    await handOver(workload, makeProblem(workload), [worker]);
    lines.push(line(contest.peer, await worker.peakGrowth(workload, contest.python)));
    worker.stop();
  }
  return lines;
}
