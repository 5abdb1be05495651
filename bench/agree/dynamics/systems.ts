// Comparisons of attractors and discoveries of equations against NumPy and SciPy.

import { dynamics } from 'superlinear';
import {
  certifyCompareAttractors,
  certifyDiscoverEquations,
} from '../../../test/certificates/dynamics-systems.js';
import { at, largest } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

interface Pair {
  readonly reference: number[][];
  readonly series: number[][];
  readonly bins: number;
  readonly smoothing: number;
  readonly pseudocount: number;
}

const pair =
  (entry: (random: Random, i: number) => number, columns: (random: Random) => number) =>
  (random: Random): Pair => {
    const count = columns(random);
    const rows = (min: number) => {
      const length = random.integer(min, 80);
      return Array.from({ length }, (_, i) => random.list(count, () => entry(random, i)));
    };
    return {
      reference: rows(20),
      series: rows(10),
      bins: random.integer(2, 12),
      smoothing: random.pick([0, 0.5, 3, 20]),
      pseudocount: random.decade(-8, -1),
    };
  };

interface Field {
  readonly series: number[][];
  readonly derivatives: number[][];
  readonly threshold: number;
  readonly ridge: number;
}

/** States with derivatives of a sparse quadratic field, and errors. */
const field =
  (error: number, scale: (random: Random) => number) =>
  (random: Random): Field => {
    const [rows, columns] = [random.integer(30, 90), random.integer(1, 3)];
    const unit = scale(random);
    const series = random.matrix(rows, columns, () => unit * random.normal());
    const rules = random.list(columns, () => ({
      factor: 0.5 + 3 * random.uniform(),
      first: random.integer(0, columns - 1),
      second: random.integer(0, columns - 1),
    }));
    const derivatives = series.map((row) =>
      rules.map(
        ({ factor, first, second }) =>
          factor * at(row, first) * at(row, second) - 0.7 * at(row, first) + error * random.normal(),
      ),
    );
    return { series, derivatives, threshold: 0.1, ridge: random.pick([0, 1e-3, 0.05]) };
  };

type Figures = Reply & { readonly attractorDivergence: number; readonly spectrumDistance: number };

export const systems = [
  subject<Pair, dynamics.CompareAttractorsSolution, Figures>({
    method: 'compareAttractors',
    kinds: {
      plain: pair(
        (random) => random.normal(),
        (random) => random.integer(1, 5),
      ),
      integers: pair(
        (random) => random.integer(0, 3) ** 2,
        () => 2,
      ),
      waves: pair(
        (random, i) => Math.sin(0.7 * i) + 0.01 * random.normal(),
        () => 3,
      ),
    },
    codes: ['bins'],
    peer: 'compare_attractors',
    solve: dynamics.compareAttractorsSync,
    certify: certifyCompareAttractors,
    *judge(_, { solution }, theirs) {
      if (solution === undefined) return;
      for (const figure of ['attractorDivergence', 'spectrumDistance'] as const) {
        // States on the border of a cell may count in either one.
        const slack = figure === 'attractorDivergence' ? 1e-9 : 1e-7;
        yield* compareFigures(figure, solution[figure], theirs[figure], slack);
      }
    },
  }),
  subject<
    Field,
    dynamics.DiscoverEquationsSolution,
    Reply & { readonly coefficients: number[][]; readonly margin: number }
  >({
    method: 'discoverEquations',
    kinds: {
      exact: field(0, () => 1),
      noisy: field(0.05, () => 1),
      scaled: field(1e-3, (random) => random.decade(-1, 1)),
    },
    axes: [['series', 'derivatives']],
    peer: 'thresholded',
    solve: dynamics.discoverEquationsSync,
    certify: certifyDiscoverEquations,
    *judge(_, { solution }, { coefficients, margin }) {
      // A coefficient at the threshold may be on either side of it.
      if (solution === undefined || margin < 1e-6) return;
      const theirs = coefficients.flat();
      const size = largest(theirs.map(Math.abs));
      const apart = largest(theirs.map((value, k) => Math.abs(value - at(solution.coefficients.data, k))));
      const slack = 1e-13 * solution.conditionNumber ** 2 * (1 + size);
      if (!(apart <= slack))
        yield { cause: 'coefficients differ', detail: `${apart} apart, more than ${slack}` };
    },
  }),
];
