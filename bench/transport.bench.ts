// Sinkhorn-Newton on the standard workloads, natively on one and two threads and with WebAssembly.
//
// Tinybench measures tasks one after the other. On a shared machine only interleaved turns give reliable ratios, so
// this suite samples by itself.

import { type SyncRunOptions, transport } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { factor, megabytes, seconds } from './support/format.js';
import { peakGrowth } from './support/memory.js';
import { sum, takeTurns, timeOf } from './support/timing.js';
import { type Workload, workloads } from './transport/workloads.js';

const rounds = 7;

async function measure(workload: Workload): Promise<Record<string, string>> {
  const problems = workloads[workload]();
  const solve = (options: SyncRunOptions) =>
    problems.map((problem) => transport.sinkhornNewtonSync(problem, options));
  const side = (options: SyncRunOptions) => () => timeOf(() => solve(options));

  const solutions = solve({ backend: 'native', threads: 1 });
  solve({ backend: 'wasm' }); // compiles the module
  const { one, two, wasm } = await takeTurns(rounds, {
    one: side({ backend: 'native', threads: 1 }),
    two: side({ backend: 'native', threads: 2 }),
    wasm: side({ backend: 'wasm' }),
  });
  const iterations = solutions.map(({ iterations }) => iterations);
  return {
    workload,
    status: [...new Set(solutions.map(({ status }) => status))].join(', '),
    'sweeps + steps': `${sum(iterations.map((i) => i.sinkhorn))} + ${sum(iterations.map((i) => i.newton))}`,
    'marginal error': Math.max(...solutions.map((s) => s.marginalError)).toExponential(1),
    '1 thread': seconds(one.cpu),
    'gain by 2 threads': factor(one.wall / two.wall),
    'WebAssembly / native': factor(wasm.cpu / one.cpu),
    'peak memory': megabytes(peakGrowth('transport', workload, 'native')),
    'by WebAssembly': megabytes(peakGrowth('transport', workload, 'wasm')),
  };
}

const chosen: Workload[] = ['lap500', 'digits_sq', 'digits_l1', 'cloud2000', 'batch256'];
if (process.argv.includes('--large')) chosen.push('points5000');

console.log(
  `Sinkhorn-Newton, medians of ${rounds} turns: processor time of one thread, ratios, growth of peak memory\n`,
);
const lines: Record<string, string>[] = [];
for (const workload of chosen) lines.push(await measure(workload));
console.log(formatTable(lines));
