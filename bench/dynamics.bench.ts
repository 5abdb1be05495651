// Regression on streams: natively on one thread, and by WebAssembly.

import { dynamics } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { stream } from './dynamics/workloads.js';
import { columnsOf, timeBackends } from './support/backends.js';

async function measure(rows: number, inputs: number): Promise<Record<string, string>> {
  const problem = stream(rows, inputs);
  const times = await timeBackends(5, (options) => dynamics.recursiveLeastSquaresSync(problem, options));
  return {
    workload: 'recursiveLeastSquares',
    rows: String(rows),
    inputs: String(inputs),
    ...columnsOf(times),
  };
}

const lines: Record<string, string>[] = [];
for (const rows of [5000, 10_000, 20_000]) lines.push(await measure(rows, 5));
for (const inputs of [10, 20, 40]) lines.push(await measure(5000, inputs));
console.log(formatTable(lines));
