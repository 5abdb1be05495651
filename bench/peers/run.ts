// superlinear against other programs, in turns within one run: `npm run bench:peers -- [WORKLOAD…] [--quick]`.
//
// All get the same doubles in memory and are to reach the same marginal error. ../README.md says what the columns mean.

import { formatTable } from '../../examples/support/table.js';
import type { Workload } from '../support/workloads.js';
import { compare, type Line, TOLERANCE } from './comparison.js';
import { contests } from './contests.js';
import { memory } from './memory.js';
import { overview, report } from './report.js';
import { PeerWorker } from './worker.js';

/** Where memory is of interest. */
const large: readonly Workload[] = ['cloud2000', 'points5000'];

const workloads = Object.keys(contests) as Workload[];
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = asked.find((name) => !Object.hasOwn(contests, name));
if (unknown !== undefined)
  throw new Error(`There is no workload "${unknown}"; there are ${workloads.join(', ')}.`);
const chosen = workloads.filter((workload) => asked.length === 0 || asked.includes(workload));
const quick = process.argv.includes('--quick');

const { worker, versions } = await PeerWorker.start();
console.log(`Against ${versions}, each on one thread, to a marginal error of ${TOLERANCE}.`);
console.log('Ratios are peer over ours: of processor times, or by the clock where ours has two threads.\n');

const lines = new Map<Workload, readonly Line[]>();
for (const workload of chosen) {
  const compared = await compare(
    workload,
    worker,
    quick ? { rounds: 1, seconds: 0 } : { rounds: 5, seconds: 15 },
  );
  lines.set(workload, compared.lines);
  console.log(report(workload, compared.ours, compared.lines));
}
worker.stop();
console.log(`## All: peer over ours natively on one thread, ~ if extrapolated\n\n${overview(lines)}`);

if (!quick) {
  const growths: Record<string, string>[] = [];
  for (const workload of large.filter((workload) => chosen.includes(workload))) {
    growths.push(...(await memory(workload)));
  }
  if (growths.length > 0)
    console.log(`\n## Growth of peak memory beside the inputs\n\n${formatTable(growths)}`);
}
