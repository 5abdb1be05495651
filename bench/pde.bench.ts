// Pde: natively on one thread, and by WebAssembly.

import { pde, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { factor, seconds } from './support/format.js';
import { takeTurns, timeOf } from './support/timing.js';

const sizes = [10_000, 100_000, 1_000_000];

async function measure(size: number): Promise<Record<string, string>> {
  const problem = { values: Float64Array.from({ length: size }, (_, k) => k) };
  const side = (options: SyncRunOptions) => () => timeOf(() => pde.poissonSync(problem, options));
  const { native, wasm } = await takeTurns(5, {
    native: side({ backend: 'native', threads: 1 }),
    wasm: side({ backend: 'wasm' }),
  });
  return {
    size: String(size),
    native: seconds(native.cpu),
    'WebAssembly / native': factor(wasm.cpu / native.cpu),
  };
}

const lines: Record<string, string>[] = [];
for (const size of sizes) lines.push(await measure(size));
console.log(formatTable(lines));
