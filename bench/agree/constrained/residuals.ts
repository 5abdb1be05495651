// Linear residuals under bounds, of convex losses, against SciPy's least_squares.

import { constrained } from 'superlinear';
import { at, dot, largest, sum } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { predicted, type Table, tables } from '../tables.js';
import { compareMinima, type Merit, ourSide } from '../verdict.js';

interface Residuals {
  readonly matrix: Table;
  readonly rightSide: number[];
  readonly initial: number[];
  readonly lower: number[];
  readonly upper: number[];
  readonly loss: 'linear' | 'huber' | 'softL1';
  readonly lossScale: number;
}

const NONE = Number.POSITIVE_INFINITY;

/** The losses as functions of squares, in units of the scale's. */
const LOSSES = {
  linear: (z: number) => z,
  huber: (z: number) => (z <= 1 ? z : 2 * Math.sqrt(z) - 1),
  softL1: (z: number) => 2 * (Math.sqrt(1 + z) - 1),
};

function drawn(random: Random, matrix: Table): Residuals {
  const noise = random.pick([0, 0.1, 1]);
  const columns = (matrix[0] ?? []).map((_, j) => largest(matrix.map((row) => at(row, j))) || 1);
  const bounds = columns.map((size) => {
    // Numbers from 1e20 on are no bounds.
    if (random.chance(0.6) || size < 1e-15) return [-NONE, NONE] as const;
    const middle = random.normal() / size;
    return [middle - random.pick([0.1, 1, NONE]) / size, middle + random.pick([0.1, 1]) / size] as const;
  });
  return {
    matrix,
    rightSide: predicted(random, matrix).map((value) => value + noise * random.normal()),
    initial: columns.map(() => 0),
    lower: bounds.map(([low]) => low),
    upper: bounds.map(([, high]) => high),
    loss: random.pick(['linear', 'linear', 'huber', 'softL1']),
    lossScale: random.pick([0.1, 1]),
  };
}

function objectiveOf({ matrix, rightSide, loss, lossScale }: Residuals, x: ArrayLike<number>): number {
  const point = Array.from(x);
  const squares = matrix.map((row, i) => ((dot(row, point) - at(rightSide, i)) / lossScale) ** 2);
  return (lossScale ** 2 / 2) * sum(squares.map(LOSSES[loss]));
}

function meritOf(model: Residuals, x: ArrayLike<number>): Merit {
  const outside = Array.from(x, (value, j) =>
    Math.max(0, at(model.lower, j) - value, value - at(model.upper, j)),
  );
  return { value: objectiveOf(model, x), violation: largest(outside) };
}

type Found = Reply & { readonly status: string; readonly solution: number[] };

export const residuals = subject<Residuals, constrained.LeastSquaresSolution, Found>({
  method: 'leastSquares',
  kinds: Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, (random: Random) => drawn(random, table(random))]),
  ),
  axes: [
    ['matrix', 'rightSide'],
    ['matrix.*', 'initial', 'lower', 'upper'],
  ],
  codes: ['lossScale'],
  mayBeInfinite: ['standardErrors', 'covariance', 'conditionNumber'],
  peer: 'residuals',
  pose: ({ matrix, rightSide, ...rest }) => ({
    residuals: {
      formula: 'A @ p - b',
      inputs: { p: rest.initial.length },
      data: { A: matrix, b: rightSide },
    },
    ...rest,
  }),
  solve: (problem, options) =>
    constrained.leastSquaresSync(problem as constrained.LeastSquaresExpressionsProblem, options),
  judge(model, outcome, { status, solution }) {
    const start = model.initial.map((value, j) =>
      Math.min(Math.max(value, at(model.lower, j)), at(model.upper, j)),
    );
    const unit = objectiveOf(model, start) + 1e-300;
    const ours = ourSide(outcome, (found) => meritOf(model, found.solution));
    const merit = meritOf(model, solution);
    return compareMinima(ours, { status, merit }, { unit, tolerance: 1e-8, feasibility: 0 });
  },
});
