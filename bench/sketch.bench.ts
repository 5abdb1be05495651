// Least squares by each method, natively on one and two threads and with WebAssembly.

import { type SyncRunOptions, sketch } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { type SystemName, systems } from './sketch/workloads.js';
import { factor, megabytes, seconds } from './support/format.js';
import { peakGrowth } from './support/memory.js';
import { takeTurns, timeOf } from './support/timing.js';

const rounds = 5;
const methods = ['gram', 'iterative', 'qr'] as const;

async function measure(workload: SystemName): Promise<Record<string, string>[]> {
  const system = systems[workload]();
  const choice = sketch.lstsqSync(system, { backend: 'native' }).method;
  const lines: Record<string, string>[] = [];
  for (const method of methods) {
    const solve = (options: SyncRunOptions) => sketch.lstsqSync({ ...system, method }, options);
    const side = (options: SyncRunOptions) => () => timeOf(() => solve(options));
    const { status, passes, backwardError } = solve({ backend: 'native' });
    solve({ backend: 'wasm' }); // compiles the module
    const { one, two, wasm } = await takeTurns(rounds, {
      one: side({ backend: 'native', threads: 1 }),
      two: side({ backend: 'native', threads: 2 }),
      wasm: side({ backend: 'wasm' }),
    });
    lines.push({
      workload,
      method: method === choice ? `${method} (auto)` : method,
      status,
      readings: String(passes),
      'backward error': backwardError.toExponential(1),
      '1 thread': seconds(one.cpu),
      'gain by 2 threads': factor(one.wall / two.wall),
      'WebAssembly / native': factor(wasm.cpu / one.cpu),
    });
  }
  return lines;
}

const chosen: SystemName[] = ['20000x50', '100000x16', '3000x350', '50000x200-1e6'];
const large: SystemName = '1000000x64';

console.log(`Least squares, medians of ${rounds} turns: processor time of one thread, and ratios\n`);
const lines: Record<string, string>[] = [];
for (const workload of chosen) lines.push(...(await measure(workload)));
console.log(formatTable(lines));
if (process.argv.includes('--large')) {
  const growth = (['native', 'wasm'] as const).map((backend) => ({
    backend,
    'growth of peak memory': megabytes(peakGrowth('sketch', large, backend)),
  }));
  console.log(`\n${large} by the method that auto takes\n\n${formatTable(growth)}`);
}
