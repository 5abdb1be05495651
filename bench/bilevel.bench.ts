// Bilevel problems natively on one thread and with WebAssembly.

import { bilevel, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { labels } from './bilevel/labels.js';
import { tunings } from './bilevel/penalties.js';
import { factor, seconds } from './support/format.js';
import { takeTurns, timeOf } from './support/timing.js';

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
  const { native, wasm } = await takeTurns(
    3,
    {
      native: () => timeOf(() => solve({ backend: 'native', threads: 1 })),
      wasm: () => timeOf(() => solve({ backend: 'wasm' })),
    },
    30,
  );
  return {
    workload: name,
    status,
    evaluations: String(evaluations),
    native: seconds(native.cpu),
    'WebAssembly / native': factor(wasm.cpu / native.cpu),
  };
}

const lines: Record<string, string>[] = [];
for (const workload of [...penalties, ...wrongLabels]) lines.push(await measure(workload));
console.log(formatTable(lines));
