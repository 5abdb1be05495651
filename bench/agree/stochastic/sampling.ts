// Probabilities, weights and variances of importance sampling against NumPy.

import { stochastic } from 'superlinear';
import { certifySamplingProbabilities } from '../../../test/certificates/stochastic-minimize.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

interface Model {
  readonly scores: number[];
  readonly pathScores: number[][];
  readonly mixing: number;
  readonly count: number;
}

const modelOf =
  (score: (random: Random) => number) =>
  (random: Random): Model => ({
    scores: random.list(random.integer(1, 12), () => score(random)),
    pathScores: random.list(random.integer(0, 3), () =>
      random.list(random.integer(1, 4), () => score(random)),
    ),
    mixing: random.pick([0, 0.8, 1, random.uniform()]),
    count: random.integer(0, 10),
  });

interface Expected extends Reply {
  readonly probabilities: number[][];
  readonly varianceRatio: number;
}

export const sampling = subject<Model, stochastic.SamplingProbabilitiesSolution, Expected>({
  method: 'samplingProbabilities',
  kinds: {
    alike: modelOf((random) => random.uniform(0.5, 1.5)),
    'with zeros': modelOf((random) => (random.chance(0.5) ? 0 : random.uniform())),
    decades: modelOf((random) => random.decade(-8, 8)),
    scaled: (random) => {
      const unit = random.scale();
      return modelOf((own) => unit * own.uniform())(random);
    },
  },
  axes: [['scores'], ['pathScores']],
  codes: ['count'],
  peer: 'probabilities',
  solve: (problem, options) =>
    stochastic.samplingProbabilitiesSync(problem as stochastic.SamplingProbabilitiesProblem, options),
  certify: (problem, solution) =>
    certifySamplingProbabilities(problem as stochastic.SamplingProbabilitiesProblem, solution),
  *judge(_, { solution }, { probabilities, varianceRatio }) {
    if (solution === undefined) return;
    const found = [solution.probabilities, ...(solution.pathProbabilities ?? [])];
    for (const [point, expected] of probabilities.entries())
      for (const [k, p] of expected.entries())
        yield* compareFigures('a probability', found[point]?.[k] ?? Number.NaN, p, 1e-12 * p);
    yield* compareFigures('the variance', solution.varianceRatio, varianceRatio, 1e-11 * varianceRatio);
    const draws = [solution.draws, ...(solution.pathDraws ?? [])];
    for (const [k, weight] of solution.weights.entries()) {
      const chances = probabilities.map((expected, point) => {
        const option = draws[point]?.[k] as number;
        return expected.length * (expected[option] as number);
      });
      const expected = 1 / chances.reduce((product, chance) => product * chance, 1);
      yield* compareFigures('a weight', weight, expected, 1e-11 * expected);
    }
  },
});
