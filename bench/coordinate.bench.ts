// Sparse models natively on one thread and with WebAssembly.

import { formatTable } from '../examples/support/table.js';
import { hasTables, tables } from './coordinate/tables.js';
import { type WorkloadName, workloads } from './coordinate/workloads.js';
import { columnsOf, timeBackends } from './support/backends.js';
import { timeOf } from './support/timing.js';

const rounds = 5;
const ofTables: readonly WorkloadName[] = ['logistic-cancer-r100', 'multinomial-digits-r30'];

async function measure(workload: WorkloadName): Promise<Record<string, string>> {
  const { solve } = workloads[workload](tables);
  const { summary } = solve({ backend: 'native', threads: 1 });
  // The first calls compile the module; the next ones trigger optimization of its hot loops.
  timeOf(() => solve({ backend: 'wasm' }));
  return {
    workload,
    solution: summary,
    ...columnsOf(await timeBackends(rounds, solve)),
  };
}

const all = Object.keys(workloads) as WorkloadName[];
const chosen = all.filter((name) => hasTables() || !ofTables.includes(name));

console.log(`Sparse models, medians of ${rounds} turns: processor time of one thread, and ratio\n`);
const lines: Record<string, string>[] = [];
for (const workload of chosen) lines.push(await measure(workload));
console.log(formatTable(lines));
