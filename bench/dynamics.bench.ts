// Regression on streams and dynamical systems: natively on one thread, and by WebAssembly.

import { dynamics, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { lorenz, stream } from './dynamics/workloads.js';
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

/** The methods of dynamical systems on a series of Lorenz. */
async function measureSystems(rows: number): Promise<Record<string, string>[]> {
  const series = lorenz(rows);
  const x = series.data.filter((_, k) => k % 3 === 0);
  const calls: [string, (options: SyncRunOptions) => unknown][] = [
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
  for (const [workload, call] of calls)
    lines.push({ workload, rows: String(rows), inputs: '3', ...columnsOf(await timeBackends(3, call)) });
  return lines;
}

const lines: Record<string, string>[] = [];
for (const rows of [5000, 10_000, 20_000]) lines.push(await measure(rows, 5));
for (const inputs of [10, 20, 40]) lines.push(await measure(5000, inputs));
for (const rows of [5000, 10_000, 20_000]) lines.push(...(await measureSystems(rows)));
console.log(formatTable(lines));
