// Stochastic against NumPy.

import { stochastic } from 'superlinear';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

interface Model {
  readonly values: number[];
}

const numbers =
  (entry: (random: Random) => number) =>
  (random: Random): Model => ({
    values: random.list(random.integer(1, 20), () => entry(random)),
  });

export const subjects = [
  subject<Model, stochastic.FitSolution, Reply & { readonly sum: number }>({
    method: 'fit',
    kinds: {
      tiny: (random) => ({ values: [random.normal()] }),
      degenerate: numbers((random) => random.integer(-1, 1)),
      scaled: numbers((random) => random.normal() * random.scale()),
    },
    axes: [['values']],
    peer: 'total',
    solve: stochastic.fitSync,
    *judge({ values }, { solution }, { sum }) {
      if (solution === undefined) return;
      const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      yield* compareFigures('the sum', solution.sum, sum, 1e-14 * values.length * size);
    },
  }),
];
