// Stochastic: natively on one thread, and by WebAssembly.

import { stochastic } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { columnsOf, timeBackends } from './support/backends.js';

const sizes = [10_000, 100_000, 1_000_000];

async function measure(size: number): Promise<Record<string, string>> {
  const problem = { values: Float64Array.from({ length: size }, (_, k) => k) };
  const times = await timeBackends(5, (options) => stochastic.fitSync(problem, options));
  return { size: String(size), ...columnsOf(times) };
}

const lines: Record<string, string>[] = [];
for (const size of sizes) lines.push(await measure(size));
console.log(formatTable(lines));
