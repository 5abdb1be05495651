// The chosen learning rate against a grid of 14 on ten tables: the loss on held-out rows after one pass and after five.
//
//   node build/bench/stochastic/rates.js

import { stochastic } from 'superlinear';
import { formatTable } from '../../examples/support/table.js';
import { normals, uniform } from '../../test/support/random.js';
import { textTables } from './text.js';

interface Table {
  readonly name: string;
  readonly loss: stochastic.LossKind;
  readonly rows: readonly number[][] | undefined;
  readonly response: readonly number[];
  readonly sparse?: ReturnType<typeof textTables>;
}

const RATES = Array.from({ length: 14 }, (_, k) => 2 ** (k - 9));

/** A made table of a loss, with features of one scale or of several. */
function made(
  name: string,
  loss: stochastic.LossKind,
  seed: number,
  count: number,
  columns: number,
  spread = 0,
): Table {
  const [entries, weights, noise] = [
    normals(seed, count * columns),
    normals(seed + 1, columns),
    uniform(seed + 2, count),
  ];
  const scale = (j: number) => Math.exp((spread * j) / columns);
  const rows = Array.from({ length: count }, (_, i) =>
    Array.from({ length: columns }, (_, j) => (entries[i * columns + j] as number) * scale(j)),
  );
  const response = rows.map((row, i) => {
    const z =
      row.reduce((sum, x, j) => sum + (x / scale(j)) * (weights[j] as number), 0) / Math.sqrt(columns);
    const u = noise[i] as number;
    if (loss === 'poisson') return Math.floor(-Math.log(1 - u) * Math.exp(z) + 0.5);
    if (['logistic', 'hinge', 'squaredHinge'].includes(loss)) return u < 1 / (1 + Math.exp(-3 * z)) ? 1 : -1;
    return z + 0.5 * Math.log(u / (1 - u));
  });
  return { name, loss, rows, response };
}

const tables: readonly Table[] = [
  made('logistic, 30 columns', 'logistic', 201, 5000, 30),
  made('logistic, 150 columns', 'logistic', 211, 5000, 150),
  made('logistic, scales to 50', 'logistic', 221, 5000, 30, 4),
  made('hinge, 40 columns', 'hinge', 231, 3000, 40),
  made('squaredHinge, 15 columns', 'squaredHinge', 241, 3000, 15),
  made('squared, 60 columns', 'squared', 251, 6000, 60),
  made('huber, 50 columns', 'huber', 261, 2000, 50),
  made('quantile, 20 columns', 'quantile', 271, 3000, 20),
  made('poisson, 15 columns', 'poisson', 281, 3000, 15),
  {
    name: 'texts, 2000 columns',
    loss: 'logistic',
    rows: undefined,
    response: [],
    sparse: textTables(2000, 6000, 2000),
  },
];

/** The mean loss on held-out rows, by the certificate of a fit that does not move. */
function testLoss({ loss, rows, response, sparse }: Table, model: stochastic.FitSolution): number {
  const from = rows === undefined ? 0 : Math.floor(0.75 * rows.length);
  const matrix = sparse === undefined ? (rows ?? []).slice(from) : sparse.test.matrix;
  const held = sparse === undefined ? response.slice(from) : sparse.test.response;
  const still = { method: 'sgd', learningRate: 1e-300, maxIterations: 1, initial: model } as const;
  return stochastic.fitSync({ matrix, response: held, loss, ...still }).objective as number;
}

const lines: Record<string, string>[] = [];
for (const method of ['adagrad', 'normalizedAdaptive', 'sgd'] as const) {
  for (const table of tables) {
    for (const epochs of [1, 5]) {
      const { loss, rows, sparse } = table;
      const until = rows === undefined ? 0 : Math.floor(0.75 * rows.length);
      const matrix = sparse === undefined ? (rows ?? []).slice(0, until) : sparse.train.matrix;
      const response = sparse === undefined ? table.response.slice(0, until) : sparse.train.response;
      const problem = { matrix, response, loss, method, epochs, certificate: false } as const;
      const automatic = stochastic.fitSync(problem);
      const best = { rate: 0, loss: Number.POSITIVE_INFINITY };
      // Rates of gradient descent are relative to the smallest of its four.
      const unit = method === 'sgd' ? automatic.learningRate : 1;
      for (const rate of RATES) {
        const solution = stochastic.fitSync({ ...problem, learningRate: rate * unit });
        const value = solution.status === 'diverged' ? Number.POSITIVE_INFINITY : testLoss(table, solution);
        if (value < best.loss) [best.rate, best.loss] = [rate * unit, value];
      }
      const chosen = testLoss(table, automatic);
      lines.push({
        method,
        table: table.name,
        epochs: String(epochs),
        chosen: automatic.learningRate.toPrecision(2) + (automatic.rateAtEnd ? ' (at end)' : ''),
        'loss by it': chosen.toFixed(4),
        'best of 14': best.rate.toPrecision(2),
        'its loss': best.loss.toFixed(4),
        ratio: (chosen / best.loss).toFixed(3),
      });
    }
  }
}
console.log(formatTable(lines));
