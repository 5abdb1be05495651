// Weights of samples for ridge regression: the trusted loss and its gradient against the closed form with the complex step.

import { bilevel } from 'superlinear';
import { certifyCleanSamples } from '../../../test/certificates/bilevel-linear.js';
import { at, largest, norm } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

interface Samples {
  readonly matrix: number[][];
  readonly response: number[];
  readonly trustedMatrix: number[][];
  readonly trustedResponse: number[];
  readonly initial: number[];
  readonly ridge: number;
  readonly intercept: boolean;
}

const samples =
  (unit: (random: Random) => number, entry: (random: Random) => number) =>
  (random: Random): Samples => {
    const [rows, trusted, n] = [random.integer(1, 12), random.integer(1, 4), random.integer(1, 4)];
    const own = unit(random);
    return {
      matrix: random.matrix(rows, n, () => entry(random)),
      response: random.list(rows, () => own * random.normal()),
      trustedMatrix: random.matrix(trusted, n, () => entry(random)),
      trustedResponse: random.list(trusted, () => own * random.normal()),
      initial: random.list(rows, () => random.pick([0.5, 0.01, 0.99, random.uniform(0.001, 0.999)])),
      ridge: random.decade(-4, 2),
      intercept: random.chance(0.5),
    };
  };

type Figures = Reply & {
  readonly loss: number;
  readonly gradient: number[];
  readonly coefficients: number[];
};

export const weightedSamples = subject<Samples, bilevel.CleanSamplesSolution, Figures>({
  method: 'cleanSamples',
  part: 'at a point',
  kinds: {
    normal: samples(
      () => 1,
      (random) => random.normal(),
    ),
    counts: samples(
      () => 1,
      (random) => random.integer(0, 3),
    ),
    scaled: samples(
      (random) => random.decade(-3, 3),
      (random) => random.normal() + 10,
    ),
  },
  axes: [
    ['matrix', 'response', 'initial'],
    ['trustedMatrix', 'trustedResponse'],
    ['matrix.*', 'trustedMatrix.*'],
  ],
  codes: ['initial', 'ridge'],
  peer: 'weighted_ridge',
  pose: (model) => ({ ...model, loss: 'squared', maxIterations: 0 }),
  solve: (problem, options) => bilevel.cleanSamplesSync(problem as bilevel.CleanSamplesProblem, options),
  certify: certifyCleanSamples,
  *judge({ response, trustedResponse }, { solution }, { loss, gradient, coefficients }) {
    if (solution === undefined) return;
    const unit = largest([...response, ...trustedResponse]) ** 2;
    yield* compareFigures('the trusted loss', solution.trustedLoss, loss, 1e-7 * (loss + unit));
    const slack = 1e-6 * (norm(gradient) + 1e-3 * unit) + solution.hypergradientError;
    for (const [k, slope] of solution.gradient.entries())
      yield* compareFigures('the gradient', slope, at(gradient, k), slack);
    const ours = Array.from(solution.model.coefficients as Float64Array);
    for (const [k, value] of ours.entries())
      yield* compareFigures(
        'a coefficient',
        value,
        at(coefficients, k),
        1e-5 * (largest(coefficients) + Math.sqrt(unit)),
      );
  },
});
