// Optimal transport compared with peers. All solvers get the same doubles in memory and must reach the same marginal
// error.

import { formatTable } from '../../../examples/support/table.js';
import type { Workload } from '../../transport/workloads.js';
import { compare, type Line, TOLERANCE } from './comparison.js';
import { contests } from './contests.js';
import { memory } from './memory.js';
import { overview, report } from './report.js';
import { PeerWorker } from './worker.js';

/** Workloads large enough to compare memory. */
const large: readonly Workload[] = ['cloud2000', 'points5000'];

export const workloads = Object.keys(contests) as Workload[];

/** Measures the chosen workloads and prints the results; `quick` takes one turn each and skips memory. */
export async function run(chosen: readonly Workload[], quick: boolean): Promise<void> {
  const { worker, versions } = await PeerWorker.start();
  console.log(`Against ${versions}, each on one thread, to a marginal error of ${TOLERANCE}.`);
  console.log('Ratios are peer over ours: of processor times, or by the clock where ours has two threads.\n');

  const lines = new Map<Workload, readonly Line[]>();
  for (const workload of chosen) {
    const patience = quick ? { rounds: 1, seconds: 0 } : { rounds: 5, seconds: 15 };
    const compared = await compare(workload, worker, patience);
    lines.set(workload, compared.lines);
    console.log(report(workload, compared.ours, compared.lines));
  }
  worker.stop();
  console.log(`## All: peer over ours natively on one thread, ~ if extrapolated\n\n${overview(lines)}`);

  if (quick) return;
  const growths: Record<string, string>[] = [];
  for (const workload of large.filter((workload) => chosen.includes(workload))) {
    growths.push(...(await memory(workload)));
  }
  if (growths.length > 0)
    console.log(`\n## Growth of peak memory beside the inputs\n\n${formatTable(growths)}`);
}
