// One pass over sparse rows, natively on one thread and by WebAssembly, for growing numbers of rows.

import { stochastic } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { textTables } from './stochastic/text.js';
import { columnsOf, timeBackends } from './support/backends.js';

const sizes = [5000, 20_000, 80_000];

const methods: Readonly<Record<string, Partial<stochastic.FitProblem>>> = {
  sgd: { method: 'sgd', learningRate: 1, lambda: 1e-6 },
  adagrad: { method: 'adagrad', learningRate: 1 },
  ftrl: { method: 'ftrl', learningRate: 1 },
  normalizedAdaptive: { method: 'normalizedAdaptive', learningRate: 2 },
  'adagrad, rate chosen': { method: 'adagrad' },
};

const lines: Record<string, string>[] = [];
for (const rows of sizes) {
  const { train } = textTables(50_000, rows, 0);
  for (const [name, settings] of Object.entries(methods)) {
    const problem = {
      ...train,
      ...settings,
      loss: 'logistic',
      sampling: 'cyclic',
      epochs: 1,
      certificate: false,
    } as const;
    const times = await timeBackends(3, (options) => stochastic.fitSync(problem, options));
    lines.push({ rows: String(rows), method: name, ...columnsOf(times) });
  }
}
console.log('One pass over rows of 78 entries, 50000 columns\n');
console.log(formatTable(lines));
