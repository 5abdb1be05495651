// Partial differential equations by growing grids, natively on one thread and with WebAssembly.

import { pde, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { type Workload, workloads } from './pde/workloads.js';
import { columnsOf, timeBackends } from './support/backends.js';
import { seconds } from './support/format.js';

async function measure(name: Workload, n: number): Promise<Record<string, string>> {
  const workload = workloads[name](n);
  const solve = (options: SyncRunOptions) =>
    workload.method === 'poisson'
      ? pde.poissonSync(workload.problem, options)
      : pde.diffusionSync(workload.problem, options);
  const answer = solve({ backend: 'native' });
  solve({ backend: 'wasm' }); // compiles the module
  const times = await timeBackends(3, solve);
  return {
    workload: name,
    'points a side': String(n),
    status: answer.status,
    iterations: 'iterations' in answer ? String(answer.iterations) : '',
    ...columnsOf(times),
    'native per point': seconds(times.native.cpu / n ** workload.problem.points.length),
  };
}

const lines: Record<string, string>[] = [];
for (const name of Object.keys(workloads) as Workload[])
  for (const n of name === 'box' ? [31, 63, 127] : [127, 255, 511]) lines.push(await measure(name, n));
console.log(formatTable(lines));
