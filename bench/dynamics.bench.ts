// Streams, recurrences, fits and dynamical systems of several sizes: natively on one thread, and by WebAssembly.

import { dynamics, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { autoregression, lorenz, recurrence, stream } from './dynamics/workloads.js';
import { columnsOf, timeBackends } from './support/backends.js';

async function measure(
  workload: string,
  size: string,
  solve: (options: SyncRunOptions) => object,
): Promise<Record<string, string>> {
  return { workload, size, ...columnsOf(await timeBackends(5, solve)) };
}

/** The methods of dynamical systems on a series of Lorenz. */
async function measureSystems(rows: number): Promise<Record<string, string>[]> {
  const series = lorenz(rows);
  const x = series.data.filter((_, k) => k % 3 === 0);
  const calls: [string, (options: SyncRunOptions) => object][] = [
    ['simulate', (options) => dynamics.simulateSync({ system: 'lorenz', length: rows }, options)],
    [
      'lyapunovExponents',
      (options) => dynamics.lyapunovExponentsSync({ system: 'lorenz', length: rows }, options),
    ],
    ['lyapunovExponents of a series', (options) => dynamics.lyapunovExponentsSync({ series: x }, options)],
    ['embed', (options) => dynamics.embedSync({ series: x }, options)],
    [
      'compareAttractors',
      (options) => dynamics.compareAttractorsSync({ reference: series, series }, options),
    ],
    ['discoverEquations', (options) => dynamics.discoverEquationsSync({ series, step: 0.01 }, options)],
    ['reconstruct', (options) => dynamics.reconstructSync({ series, step: 0.01 }, options)],
  ];
  const lines = [];
  for (const [workload, call] of calls) lines.push(await measure(workload, `${rows} × 3`, call));
  return lines;
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
for (const rows of [5000, 10_000, 20_000]) lines.push(...(await measureSystems(rows)));
console.log(formatTable(lines));
