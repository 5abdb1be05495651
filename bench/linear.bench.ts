// Linear systems by the automatic choice and by each suitable method, natively on one thread and with WebAssembly.

import { linear, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { type Workload, workloads } from './linear/workloads.js';
import { columnsOf, timeBackends } from './support/backends.js';

const METHODS: Readonly<Partial<Record<Workload, readonly linear.SolveMethod[]>>> = {
  'dense-100': ['auto'],
  'dense-300': ['auto'],
  'dense-500': ['auto'],
  'poisson-127': ['auto', 'cholesky', 'ldl', 'lu', 'cg'],
  'poisson-255': ['auto', 'cholesky', 'ldl', 'lu', 'cg'],
  'board-127': ['auto', 'cholesky', 'cg'],
  'convection-63': ['auto', 'lu', 'gmres', 'bicgstab'],
  'convection-127': ['auto', 'lu', 'gmres', 'bicgstab'],
};

async function measure(workload: Workload, method: linear.SolveMethod): Promise<Record<string, string>> {
  const problem = { ...workloads[workload](), method };
  const solve = (options: SyncRunOptions) => linear.solveSync(problem, options);
  const answer = solve({ backend: 'native' });
  solve({ backend: 'wasm' }); // compiles the module
  return {
    workload,
    method: method === 'auto' ? `auto: ${answer.method}` : method,
    status: answer.status,
    iterations: String(answer.iterations),
    'factor entries': String(answer.factorEntries ?? ''),
    'backward error': answer.backwardError.toExponential(1),
    ...columnsOf(await timeBackends(3, solve)),
  };
}

const lines: Record<string, string>[] = [];
for (const workload of Object.keys(METHODS) as Workload[])
  for (const method of METHODS[workload] ?? []) lines.push(await measure(workload, method));
console.log(formatTable(lines));
