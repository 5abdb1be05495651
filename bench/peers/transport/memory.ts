// Growth of peak memory on the large workloads, each program in its own process.

import { megabytes } from '../../support/format.js';
import { peakGrowth } from '../../support/memory.js';
import type { Workload } from '../../transport/workloads.js';
import { TOLERANCE } from './comparison.js';
import { contests } from './contests.js';
import { PeerWorker } from './worker.js';

/** Enough for a first-order method, which keeps no history between iterations. */
const FEW_ITERATIONS = 5;

/** Table rows with a column for the workload. */
export async function memory(workload: Workload): Promise<Record<string, string>[]> {
  const line = (program: string, bytes: number | null) => ({
    program,
    workload,
    growth: bytes === null ? '' : megabytes(bytes),
  });
  const lines = [
    line('superlinear, native', peakGrowth('transport', workload, 'native')),
    line('superlinear, WebAssembly', peakGrowth('transport', workload, 'wasm')),
  ];
  for (const { peer, method } of contests[workload]) {
    if (method === 'linearSumAssignment') continue;
    const { worker } = await PeerWorker.start();
    await worker.load(workload);
    const iterations = method === 'ssns' ? 1000 : FEW_ITERATIONS;
    lines.push(line(peer, await worker.peakGrowth(workload, method, TOLERANCE, iterations)));
    worker.stop();
  }
  return lines;
}
