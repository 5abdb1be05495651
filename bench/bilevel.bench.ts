// Bilevel problems natively on one thread and with WebAssembly.

import { bilevel, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { labels } from './bilevel/labels.js';
import { tunings } from './bilevel/penalties.js';
import { columnsOf, timeBackends } from './support/backends.js';

/** A workload, and the number of inner solves it needs. */
interface Workload {
  readonly name: string;
  readonly solve: (options: SyncRunOptions) => { readonly evaluations: number; readonly status: string };
}

const penalties = Object.entries(tunings).map(([name, make]): Workload => {
  const { problem } = make();
  return { name, solve: (options) => bilevel.tunePenaltiesSync(problem, options) };
});

const wrongLabels = [1000, 10_000, 100_000].map((count): Workload => {
  const problem = labels(count);
  return {
    name: `wrong labels, ${count} x 64, ten classes`,
    solve: (options) => bilevel.cleanSamplesSync(problem, options),
  };
});

async function measure({ name, solve }: Workload): Promise<Record<string, string>> {
  const { evaluations, status } = solve({ backend: 'native', threads: 1 });
  return {
    workload: name,
    status,
    evaluations: String(evaluations),
    ...columnsOf(await timeBackends(3, solve, 30)),
  };
}

const lines: Record<string, string>[] = [];
for (const workload of [...penalties, ...wrongLabels]) lines.push(await measure(workload));
console.log(formatTable(lines));
