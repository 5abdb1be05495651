// Constrained problems compared with peers on the same doubles.

import type { WorkloadName } from '../../constrained/workloads.js';
import { compare } from './comparison.js';
import { contests } from './contests.js';
import { report } from './report.js';
import { PeerWorker } from './worker.js';

export const workloads = Object.keys(contests) as WorkloadName[];

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly WorkloadName[], quick: boolean): Promise<void> {
  const { worker: one, versions } = await PeerWorker.start(1);
  const { worker: all } = await PeerWorker.start();
  console.log(`Against ${versions}.`);
  console.log(
    'Ratios are peer over ours: of processor times with one thread, by the clock with all. Set-up, the derivatives of ' +
      'expressions above all, is not in them; of ours, everything is.\n',
  );
  for (const workload of chosen) {
    const patience = quick ? { rounds: 1, seconds: 0 } : { rounds: 5, seconds: 40 };
    console.log(report(workload, await compare(workload, { one, all }, patience)));
  }
  one.stop();
  all.stop();
}
