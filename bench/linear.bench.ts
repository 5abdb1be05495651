// Linear systems by the automatic choice and by each suitable method, natively on one thread and with WebAssembly.

import { linear, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { type Workload, workloads } from './linear/workloads.js';
import { factor, seconds } from './support/format.js';
import { takeTurns, timeOf } from './support/timing.js';

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
  const side = (options: SyncRunOptions) => () => timeOf(() => linear.solveSync(problem, options));
  const answer = linear.solveSync(problem, { backend: 'native' });
  linear.solveSync(problem, { backend: 'wasm' }); // compiles the module
  const { native, wasm } = await takeTurns(3, {
    native: side({ backend: 'native', threads: 1 }),
    wasm: side({ backend: 'wasm' }),
  });
  return {
    workload,
    method: method === 'auto' ? `auto: ${answer.method}` : method,
    status: answer.status,
    iterations: String(answer.iterations),
    'factor entries': String(answer.factorEntries ?? ''),
    'backward error': answer.backwardError.toExponential(1),
    native: seconds(native.cpu),
    'WebAssembly / native': factor(wasm.cpu / native.cpu),
  };
}

const lines: Record<string, string>[] = [];
for (const workload of Object.keys(METHODS) as Workload[])
  for (const method of METHODS[workload] ?? []) lines.push(await measure(workload, method));
console.log(formatTable(lines));
