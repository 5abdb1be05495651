// Expressions: values and derivatives natively on one thread and with WebAssembly.

import type { SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { costOf, turnsOf } from './expression/cost.js';
import { type Quantity, type WorkloadName, workloads } from './expression/workloads.js';
import { factor, seconds } from './support/format.js';
import { takeTurns } from './support/timing.js';

const rounds = 5;
const native: SyncRunOptions = { backend: 'native', threads: 1 };
const wasm: SyncRunOptions = { backend: 'wasm' };

async function measure(workload: string, name: string, quantity: Quantity): Promise<Record<string, string>> {
  const times = await takeTurns(rounds, {
    ...turnsOf('native', quantity, native),
    ...turnsOf('wasm', quantity, wasm),
  });
  const ours = costOf('native', quantity, times);
  const theirs = costOf('wasm', quantity, times);
  return {
    workload,
    quantity: name,
    'first result': seconds(ours.first),
    'a call': seconds(ours.call),
    'a point': seconds(ours.point),
    'a prepared call': ours.prepared === undefined ? '' : seconds(ours.prepared),
    'WebAssembly / native': factor(theirs.point / ours.point),
    'its call / native': factor(theirs.call / ours.call),
  };
}

console.log(`Functions as data, medians of ${rounds} turns: processor time of one thread, and ratios\n`);
const lines: Record<string, string>[] = [];
for (const workload of Object.keys(workloads) as WorkloadName[]) {
  const { quantities } = workloads[workload]();
  for (const [name, quantity] of Object.entries(quantities))
    lines.push(await measure(workload, name, quantity));
}
console.log(formatTable(lines));
