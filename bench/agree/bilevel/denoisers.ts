// Denoisers: the objective is strongly convex with modulus 1, so that the certified gradient bounds the distance from the minimum. Gradients of
// learned ones against differences of losses.

import { bilevel } from 'superlinear';
import { certifyDenoise, certifyLearnDenoiser } from '../../../test/certificates/bilevel-denoisers.js';
import { at } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { subject } from '../subject.js';
import { compareFigures, mustConverge } from '../verdict.js';

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

interface Learning {
  readonly noisy: number[][];
  readonly clean: number[][];
  readonly filters: number[][][];
  readonly weights: number[];
  readonly smoothing: number[];
}

const learning =
  (unit: (random: Random) => number) =>
  (random: Random): Learning => {
    const [n, count, own] = [random.integer(4, 20), random.integer(1, 3), unit(random)];
    const clean = random.list(count, () => steps(random, n).map((value) => own * value));
    const filters = [[[-1, 1]], [[1, -2, 1]]].slice(0, random.integer(1, 2));
    return {
      clean,
      noisy: clean.map((signal) => signal.map((value) => value + 0.3 * own * random.normal())),
      filters,
      weights: filters.map(() => own * random.decade(-2, 0)),
      smoothing: filters.map(() => own * random.decade(-1.5, 0)),
    };
  };

/** Half the mean square of differences. */
const halfMeanSquare = (a: readonly number[], b: ArrayLike<number>) =>
  a.reduce((sum, value, k) => sum + (value - at(b, k)) ** 2, 0) / (2 * a.length);

/** The logarithmic step of central differences. */
const STEP = 1e-3;

/** A learned denoiser at its start, and the losses of those with one parameter a step up and a step down. */
interface Learned {
  readonly solution: bilevel.LearnDenoiserSolution;
  readonly beside: readonly (readonly [number, number])[];
}

/** Gradients of the loss against differences of denoised signals. */
export const learnedDenoisers = subject<Learning, Learned>({
  method: 'learnDenoiser',
  part: 'at a point',
  kinds: { signals: learning(() => 1), scaled: learning((random) => random.decade(-3, 3)) },
  axes: [
    ['noisy', 'clean'],
    ['noisy.*', 'clean.*'],
    ['filters', 'weights', 'smoothing'],
  ],
  codes: ['filters'],
  solve: (problem, options) => {
    const { noisy, clean, filters, weights, smoothing } = problem as Learning;
    const lossOf = (factors: readonly number[]) => {
      const scaled = [...weights, ...smoothing].map((value, k) => value * Math.exp(factors[k] ?? 0));
      const model = {
        filters,
        weights: scaled.slice(0, filters.length),
        smoothing: scaled.slice(filters.length),
      };
      const { denoised } = bilevel.denoiseSync({ model, noisy, tolerance: 1e-12 }, options);
      return halfMeanSquare(clean.flat(), denoised.data);
    };
    const solution = bilevel.learnDenoiserSync(
      {
        noisy,
        clean,
        filters,
        initial: { weights, smoothing },
        learn: 'weightsAndSmoothing',
        maxIterations: 0,
      },
      options,
    );
    const places = [...weights, ...smoothing].map((_, k) => k);
    const moved = (place: number, step: number) => lossOf(places.map((k) => (k === place ? step : 0)));
    return { solution, beside: places.map((k) => [moved(k, STEP), moved(k, -STEP)] as const) };
  },
  certify: (problem, { solution }) => certifyLearnDenoiser(problem as bilevel.LearnDenoiserProblem, solution),
  *judge({ noisy, clean }, outcome) {
    const { solution, beside = [] } = outcome.solution ?? {};
    if (solution === undefined) return;
    const unit = halfMeanSquare(clean.flat(), noisy.flat());
    const { data } = solution.denoised;
    yield* compareFigures('the noisy loss', solution.noisyLoss, unit, 1e-12 * unit);
    yield* compareFigures('the loss', solution.trainingLoss, halfMeanSquare(clean.flat(), data), 1e-9 * unit);
    for (const [k, [above, below]] of beside.entries()) {
      const slope = (above - below) / (2 * STEP * unit);
      const slack = solution.hypergradientError + 1e-3 * (Math.abs(slope) + 0.01);
      yield* compareFigures('the gradient', at(solution.gradient, k), slope, slack);
    }
  },
});
