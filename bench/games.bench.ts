// Games: time against problem size, natively on one thread and with WebAssembly.

import { games, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { equilibria } from './games/equilibria.js';
import { bimatrix, correlatedGames, matrix, normals, tensors, zeroSumGames } from './games/workloads.js';
import { columnsOf, timeBackends } from './support/backends.js';

/** A workload, and the number of iterations it needs. */
interface Workload {
  readonly name: string;
  readonly solve: (options: SyncRunOptions) => { readonly iterations: number; readonly status: string };
}

const zeroSum = Object.entries(zeroSumGames).map(([name, make]): Workload => {
  const payoffs = make();
  return { name: `zero-sum, ${name}`, solve: (options) => games.zeroSumSync({ payoffs }, options) };
});

const larger = [1000, 2000].map((size): Workload => {
  const payoffs = matrix(size, size, normals(8, size * size));
  const problem = { payoffs, method: 'primalDual', tolerance: 1e-6 } as const;
  return {
    name: `zero-sum, primal-dual to 1e-6, ${size}²`,
    solve: (options) => games.zeroSumSync(problem, options),
  };
});

const nash = [10, 30, 50, 100].map((size): Workload => {
  const payoffs = bimatrix(size, 11);
  return { name: `nash, ${size}²`, solve: (options) => games.nashSync({ payoffs }, options) };
});

const all = [5, 7, 8, 10, 12].map((size): Workload => {
  const payoffs = bimatrix(size, 13);
  return {
    name: `nash, all, ${size}²`,
    solve: (options) => games.nashSync({ payoffs, find: 'all' }, options),
  };
});

const logit = (
  [
    [1000, [3, 3, 3]],
    [1060, [4, 4, 4]],
    [2000, [6, 6, 6]],
    [1090, [2, 2, 2, 2]],
  ] as const
).map(([seed, shape]): Workload => {
  const payoffs = tensors(shape, seed);
  return { name: `nash, ${shape.join(' x ')}`, solve: (options) => games.nashSync({ payoffs }, options) };
});

const correlated = correlatedGames.map(([seed, shape]): Workload => {
  const payoffs = tensors(shape, seed);
  return {
    name: `correlated, ${shape.join(' x ')}`,
    solve: (options) => games.correlatedSync({ payoffs }, options),
  };
});

async function measure({ name, solve }: Workload): Promise<Record<string, string>> {
  const { iterations, status } = solve({ backend: 'native', threads: 1 });
  return {
    workload: name,
    status,
    iterations: String(iterations),
    ...columnsOf(await timeBackends(3, solve, 30)),
  };
}

const lines: Record<string, string>[] = [];
for (const workload of [...zeroSum, ...larger, ...nash, ...all, ...logit, ...correlated, ...equilibria])
  lines.push(await measure(workload));
console.log(formatTable(lines));
