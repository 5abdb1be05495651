// Sketched linear algebra compared with peers on the same doubles.

import { formatTable } from '../../../examples/support/table.js';
import type { SystemName, Workload } from '../../sketch/workloads.js';
import { compare } from './comparison.js';
import { contests } from './contests.js';
import { memory } from './memory.js';
import { report } from './report.js';
import { PeerWorker } from './worker.js';

/** Workloads large enough to compare memory. */
const large: readonly SystemName[] = ['1000000x64'];

export const workloads = Object.keys(contests) as Workload[];

/** Measures the chosen workloads and prints the results; `quick` takes one turn each and skips memory. */
export async function run(chosen: readonly Workload[], quick: boolean): Promise<void> {
  const { worker: one, versions } = await PeerWorker.start(1);
  const { worker: all } = await PeerWorker.start();
  console.log(`Against ${versions}.`);
  console.log('Ratios are peer over ours: of processor times with one thread, by the clock with all.\n');
  for (const workload of chosen) {
    const patience = quick ? { rounds: 1, seconds: 0 } : { rounds: 5, seconds: 40 };
    console.log(report(workload, await compare(workload, { one, all }, patience)));
  }
  one.stop();
  all.stop();

  if (quick) return;
  for (const workload of large.filter((workload) => chosen.includes(workload)))
    console.log(`## Growth of peak memory beside the inputs\n\n${formatTable(await memory(workload))}\n`);
}
