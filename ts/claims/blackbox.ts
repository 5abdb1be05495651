/**
 * Claims about black-box optimization: CMA-ES and its model, consensus-based optimization and hopping, predictors,
 * designs, direct search.
 */

import { type BuiltInName, minimizeSync } from '../families/blackbox.js';
import type { Claim } from './support/claim.js';
import { claims as compromises } from './support/compromises.js';
import { claims as directSearches } from './support/direct-search.js';
import { uniform } from './support/random.js';

const TUTORIAL = 'Hansen, arXiv:1604.00772';
const SURROGATE = 'Hansen, GECCO 2019';
const CONSENSUS = 'Pinnau, Totzeck, Tse, Martin, M3AS 27, 2017; Carrillo, Jin, Li, Zhu, ESAIM: COCV 27, 2021';
const HOPPING = 'Riedl, Klock, Geldhauser, Fornasier, arXiv:2306.09778';

/** The box of test functions. */
const BOX = { lower: -5, upper: 5 };

const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed);

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** Median number of evaluations until a built-in function is below 1e-8. */
function evaluationsOf(name: BuiltInName, options: object): number {
  const counts = seeds(7).map((seed) => {
    const { status, evaluations } = minimizeSync(
      { builtIn: { name, seed: 3 }, ...BOX, dimension: 5, method: 'cmaes', target: 1e-8, ...options },
      { seed },
    );
    return status === 'targetReached' ? evaluations : Number.MAX_SAFE_INTEGER;
  });
  return median(counts);
}

/** Number of 20 runs of consensus-based optimization that come within 0.05 of the minimum. */
function consensusSuccesses(name: BuiltInName, dimension: number, particles: number, end: number): number {
  const found = seeds(20).map((seed) =>
    minimizeSync(
      {
        builtIn: { name },
        ...{ lower: -end, upper: end, dimension, method: 'consensus', restarts: 0 },
        ...{ maxEvaluations: 1000 * particles, consensus: { particles } },
      },
      { seed },
    ),
  );
  return found.filter(({ objective }) => objective < 0.05).length;
}

export const claims: readonly Claim[] = [
  {
    name: 'invariance',
    claim:
      'CMA-ES is rotation invariant: a rotated ellipsoid takes no more evaluations than an axis-aligned one',
    source: TUTORIAL,
    shown: {
      what: 'ellipsoid of condition number 1e6 in 5 dimensions, to 1e-8, axis-aligned and rotated; medians of 7 seeds',
      budget: 0.5,
      measure(log) {
        const [along, rotated] = [{ builtIn: { name: 'ellipsoid' } }, {}].map((other) =>
          evaluationsOf('ellipsoid', { ...other, model: 'none' }),
        ) as [number, number];
        if (rotated < Number.MAX_SAFE_INTEGER) log('both are reached');
        return { 'rotated over along': rotated / along };
      },
    },
    gold: { 'rotated over along': { near: 1, absolute: 0.25 } },
    landmarks: ['both are reached'],
    verdict: 'holds',
  },
  {
    name: 'surrogate',
    claim: 'A global quadratic model at least halves the evaluations on smooth functions',
    source: SURROGATE,
    shown: {
      what: 'evaluations without the model relative to with it, to 1e-8 in 5 dimensions: ellipsoid, rosenbrock; medians of 7 seeds',
      budget: 0.5,
      measure: () => ({
        factors: (['ellipsoid', 'rosenbrock'] as const).map(
          (name) => evaluationsOf(name, { model: 'none' }) / evaluationsOf(name, { model: 'quadratic' }),
        ),
      }),
    },
    gold: { factors: { atLeast: 2 } },
    landmarks: [],
    verdict: 'holds',
  },
  {
    name: 'proximal-step',
    claim:
      'A step of consensus hopping is a proximal step: with many samples it converges to (I + α s² A)⁻¹ x for a quadratic with matrix A',
    source: HOPPING,
    shown: {
      what: 'A of 0.5, 0.875, 1.25, 1.625, 2; α = 10, s = 0.1, 100,000 samples: distance from that point relative to the step length, median of 3 seeds',
      budget: 0.5,
      measure() {
        const curvatures = [0.5, 0.875, 1.25, 1.625, 2];
        const start = [0.3, -0.2, 0.1, 0.2, -0.1];
        const goal = curvatures.map((curvature, k) => (start[k] as number) / (1 + 0.1 * curvature));
        const particles = 100_000;
        const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
          Math.hypot(...Array.from(a, (value, k) => value - (b[k] as number)));
        const relative = seeds(3).map((seed) => {
          const { archive } = minimizeSync(
            {
              objective: { formula: '0.5 * sum(a * x * x)', inputs: { x: 5, a: 5 } },
              parameters: { a: curvatures },
              ...{ lower: -0.5, upper: 0.5, dimension: 5, initial: start, method: 'hopping', stepSize: 0.1 },
              ...{ maxEvaluations: particles + 2, restarts: 0, archive: true },
              consensus: { particles, inverseTemperature: 10, stepSizeDecay: 1e-3 },
            },
            { seed },
          );
          return distance(archive?.points.data.subarray(-5) ?? [], goal) / distance(start, goal);
        });
        return { distance: median(relative) };
      },
    },
    gold: { distance: { atMost: 0.04 } },
    landmarks: [],
    verdict: 'holds',
  },
  {
    name: 'consensus-rastrigin',
    claim:
      "Consensus-based optimization finds the global minimum of Rastrigin's function, with certainty given enough particles",
    source: CONSENSUS,
    shown: {
      what: 'successes in 20 runs of 1000 steps: 2 variables, 50 particles, from -3 to 3',
      budget: 0.5,
      measure: () => ({ successes: consensusSuccesses('rastrigin', 2, 50, 3) }),
    },
    gold: { successes: { atLeast: 20 } },
    landmarks: [],
    verdict: 'holds',
  },
  {
    name: 'hopping-escapes',
    claim: 'Consensus hopping is a stochastic relaxation of gradient descent that escapes local minima',
    source: HOPPING,
    shown: {
      what: "Rastrigin's function of 2 variables from 25 starts between -4 and 4: runs that end in the global basin, for 305 steps of 100 samples, with widths from 1 to a hundredth, and for 2000 gradient steps of size 0.002",
      budget: 0.5,
      measure() {
        const starts = seeds(25).map((seed) => uniform(seed + 1, 2).map((value) => 8 * value - 4));
        const isAtMinimum = (x: ArrayLike<number>) => Array.from(x).every((value) => Math.abs(value) < 0.3);
        const hopped = starts.map(
          (start, seed) =>
            // The last evaluated points are the final ones.
            minimizeSync(
              {
                builtIn: { name: 'rastrigin' },
                ...{ ...BOX, dimension: 2, initial: start, method: 'hopping', stepSize: 0.1 },
                ...{ maxEvaluations: 31_000, restarts: 0, archive: true },
                consensus: { particles: 100, inverseTemperature: 30, stepSizeDecay: 0.985 },
              },
              { seed },
            ).archive?.points.data.subarray(-2) ?? [],
        );
        const descended = starts.map((start) => {
          const x = Float64Array.from(start);
          for (let step = 0; step < 2000; step++) {
            x.forEach((value, k) => {
              x[k] = value - 0.002 * (2 * value + 20 * Math.PI * Math.sin(2 * Math.PI * value));
            });
          }
          return x;
        });
        return { hopping: hopped.filter(isAtMinimum).length, descent: descended.filter(isAtMinimum).length };
      },
    },
    gold: { hopping: { atLeast: 13 }, descent: { atMost: 3 } },
    landmarks: [],
    verdict: 'holds',
  },
  ...compromises,
  ...directSearches,
];
