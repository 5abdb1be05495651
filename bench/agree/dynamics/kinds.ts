// Regression on streams against least squares of NumPy.

import { dynamics } from 'superlinear';
import { certifyRecursiveLeastSquares } from '../../../test/certificates/dynamics.js';
import { at } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareMinima, ourSide } from '../verdict.js';
import { systems } from './systems.js';

interface Model {
  readonly inputs: number[][];
  readonly outputs: number[];
  readonly forgetting: number;
  readonly ridge: number;
}

const model =
  (entry: (random: Random) => number, forgetting: (random: Random) => number) =>
  (random: Random): Model => {
    const [rows, columns] = [random.integer(1, 60), random.integer(1, 6)];
    const inputs = random.matrix(rows, columns, () => entry(random));
    const truth = random.list(columns, () => random.normal());
    return {
      inputs,
      outputs: inputs.map((row) =>
        row.reduce((sum, value, j) => sum + value * at(truth, j), 0.1 * random.normal()),
      ),
      forgetting: forgetting(random),
      ridge: random.decade(-8, 2),
    };
  };

const always = (value: number) => () => value;

/** The weighted sum of squares that coefficients minimize. */
function objective({ inputs, outputs, forgetting, ridge }: Model, coefficients: ArrayLike<number>): number {
  const squares = inputs.reduce((total, row, t) => {
    const error = row.reduce((sum, value, j) => sum - value * at(coefficients, j), at(outputs, t));
    return total * forgetting + error * error;
  }, 0);
  const size = Array.from(coefficients).reduce((sum, value) => sum + value * value, 0);
  return squares + ridge * forgetting ** inputs.length * size;
}

export const subjects = [
  ...systems,
  subject<Model, dynamics.RecursiveLeastSquaresSolution, Reply & { readonly coefficients: number[] }>({
    method: 'recursiveLeastSquares',
    kinds: {
      plain: model((random) => random.normal(), always(1)),
      forgetting: model(
        (random) => random.normal(),
        (random) => 0.7 + 0.3 * random.uniform(),
      ),
      integers: model((random) => random.integer(-2, 2), always(0.95)),
      scaled: model((random) => random.normal() * random.decade(-4, 4), always(0.99)),
      silent: model((random) => (random.chance(0.8) ? 0 : random.normal()), always(0.9)),
    },
    axes: [['inputs', 'outputs']],
    peer: 'least_squares',
    solve: dynamics.recursiveLeastSquaresSync,
    certify: certifyRecursiveLeastSquares,
    *judge(made, outcome, { coefficients }) {
      if (outcome.solution === undefined || outcome.solution.windups > 0) return;
      const unit = made.outputs.reduce((total, value) => total * made.forgetting + value * value, 0);
      const side = ourSide(outcome, (solution) => ({ value: objective(made, solution.coefficients.data) }));
      const theirs = { status: 'finished', merit: { value: objective(made, coefficients) } };
      yield* compareMinima(side, theirs, { unit: unit + 1e-300, tolerance: 1e-12 });
    },
  }),
];
