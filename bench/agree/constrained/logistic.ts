// Logistic regression with a ridge under equations, by objectives, against a descent of SciPy in their null space.

import { constrained } from 'superlinear';
import { certifyLogistic } from '../../../test/certificates/constrained.js';
import { at, dot, largest, sum } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareMinima, type Merit, ourSide } from '../verdict.js';

interface Regression {
  readonly features: number[][];
  readonly labels: number[];
  readonly ridge: number;
  readonly equations: number[][];
  readonly inside: number[];
}

const regression =
  (unit: (random: Random) => number, hasEquations: boolean) =>
  (random: Random): Regression => {
    const [rows, n, own] = [random.integer(2, 12), random.integer(1, 5), unit(random)];
    return {
      features: random.matrix(rows, n, () => own * random.normal()),
      labels: random.list(rows, (i) => (i < 2 ? 2 * i - 1 : random.pick([-1, 1]))),
      ridge: own * own * random.decade(-4, 1),
      equations: random.normals(hasEquations ? random.integer(1, n) : 0, n),
      inside: random.list(n, () => random.normal() / own),
    };
  };

/** The right sides of equations that hold at a point. */
const valuesOf = ({ equations, inside }: Regression) => equations.map((row) => dot(row, inside));

function meritOf(model: Regression, x: ArrayLike<number>): Merit {
  const { features, labels, ridge, equations } = model;
  const point = Array.from(x);
  const margins = features.map((row, i) => at(labels, i) * dot(row, point));
  const losses = margins.map((margin) => Math.max(-margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))));
  const misses = equations.map((row, i) => (dot(row, point) - at(valuesOf(model), i)) / (1 + largest(point)));
  return { value: sum(losses) / losses.length + (ridge / 2) * dot(point, point), violation: largest(misses) };
}

export const logistic = subject<
  Regression,
  constrained.MinimizeSolution,
  Reply & { status: string; solution: number[] }
>({
  method: 'logistic',
  kinds: {
    free: regression(() => 1, false),
    'under equations': regression(() => 1, true),
    scaled: regression((random) => random.decade(-2, 2), true),
  },
  axes: [['features', 'labels'], ['features.*', 'inside', 'equations.*'], ['equations']],
  codes: ['labels', 'ridge'],
  peer: 'logistic',
  pose: (model) => ({
    features: model.features,
    labels: model.labels,
    ridge: model.ridge,
    ...(model.equations.length > 0 && {
      constraintMatrix: model.equations,
      constraintValues: valuesOf(model),
    }),
  }),
  solve: (problem, options) => constrained.logisticSync(problem as constrained.LogisticProblem, options),
  certify: certifyLogistic,
  *judge(model, outcome, { status, solution }) {
    const ours = ourSide(outcome, (found) => meritOf(model, found.solution));
    const theirs = { status, merit: meritOf(model, solution) };
    yield* compareMinima(ours, theirs, { unit: 1 + theirs.merit.value, tolerance: 1e-7 });
  },
});
