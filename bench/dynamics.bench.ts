// Streams, recurrences and fits of several sizes: natively on one thread, and by WebAssembly.

import { dynamics, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { autoregression, recurrence, stream } from './dynamics/workloads.js';
import { columnsOf, timeBackends } from './support/backends.js';

async function measure(
  workload: string,
  size: string,
  solve: (options: SyncRunOptions) => object,
): Promise<Record<string, string>> {
  return { workload, size, ...columnsOf(await timeBackends(5, solve)) };
}

const lines: Record<string, string>[] = [];
for (const rows of [5000, 10_000, 20_000]) {
  const problem = stream(rows, 5);
  lines.push(
    await measure('stream', `${rows} × 5`, (options) => dynamics.recursiveLeastSquaresSync(problem, options)),
  );
}
for (const inputs of [10, 20, 40]) {
  const problem = stream(5000, inputs);
  const size = `5000 × ${inputs}`;
  lines.push(
    await measure('stream', size, (options) => dynamics.recursiveLeastSquaresSync(problem, options)),
  );
}
for (const rows of [2 ** 14, 2 ** 16, 2 ** 18]) {
  const problem = recurrence(rows, 16);
  lines.push(await measure('scan', `${rows} × 16`, (options) => dynamics.affineScanSync(problem, options)));
}
for (const rows of [1250, 5000, 20_000]) {
  const problem = autoregression(rows);
  lines.push(
    await measure('autoregression', `${rows} × 5`, (options) => dynamics.fitPredictorSync(problem, options)),
  );
}
console.log(formatTable(lines));
