// Denoisers: the objective is strongly convex with modulus 1, so that the certified gradient bounds the distance from the minimum.

import { bilevel } from 'superlinear';
import { certifyDenoise } from '../../../test/certificates/bilevel-denoisers.js';
import type { Random } from '../random.js';
import { subject } from '../subject.js';
import { mustConverge } from '../verdict.js';

interface Denoising {
  readonly noisy: number[][];
  readonly weights: number[];
  readonly smoothing: number[];
  readonly shape?: number[];
}

const steps = (random: Random, n: number) => {
  const level = random.list(4, () => random.normal());
  return random.list(n, (i) => (level[Math.floor((4 * i) / n)] as number) + 0.3 * random.normal());
};

const signals =
  (unit: (random: Random) => number, smoothing: (random: Random) => number) => (random: Random) => {
    const [n, scale] = [random.integer(2, 40), unit(random)];
    return {
      noisy: random.list(random.integer(1, 3), () => steps(random, n).map((value) => scale * value)),
      weights: [scale * random.decade(-2, 1)],
      smoothing: [scale * smoothing(random)],
    };
  };

export const denoisers = subject<Denoising, bilevel.DenoiseSolution>({
  method: 'denoise',
  kinds: {
    signals: signals(
      () => 1,
      (random) => random.decade(-3, 0),
    ),
    'hardly smoothed': signals(
      () => 1,
      (random) => random.decade(-7, -3),
    ),
    scaled: signals(
      (random) => random.mildScale(),
      (random) => random.decade(-3, 0),
    ),
    images: (random: Random): Denoising => {
      const [rows, columns] = [random.integer(2, 8), random.integer(2, 8)];
      return {
        noisy: [steps(random, rows * columns)],
        shape: [rows, columns],
        weights: random.list(2, () => random.decade(-2, 1)),
        smoothing: random.list(2, () => random.decade(-3, 0)),
      };
    },
  },
  axes: [['noisy']],
  codes: ['shape'],
  pose: ({ weights, smoothing, ...rest }) => ({ ...rest, model: { weights, smoothing } }),
  solve: (problem, options) => bilevel.denoiseSync(problem as bilevel.DenoiseProblem, options),
  certify: certifyDenoise,
  *judge(_, outcome) {
    yield* mustConverge(outcome);
  },
});
