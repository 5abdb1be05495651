/** Claims about direct search: the gradient bound of an unsuccessful poll, and the evaluations saved by models. */

import { directSearchSync } from '../../families/blackbox.js';
import type { Claim } from './claim.js';
import { constrainedSet, evaluationsUntil, fromRandomStart } from './constrained-set.js';
import { normals, uniform } from './random.js';

const seeds = [1, 2, 3, 4, 5];

const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

export const claims: readonly Claim[] = [
  {
    name: 'poll-bounds-gradient',
    claim:
      'If no neighbor at distance Δ along ± an orthonormal basis is better, the gradient is at most √n L Δ / 2, where L is its Lipschitz constant',
    source: 'Kolda, Lewis, Torczon, SIAM Review 45, 2003',
    shown: {
      what: 'Rosenbrock in 4 variables from 5 starts, tolerance 1e-4: largest final gradient relative to the bound, with L a tenth above the Gershgorin bound at the minimum',
      budget: 0.5,
      measure(log) {
        const rosenbrock = (x: ArrayLike<number>) => {
          let sum = 0;
          for (let k = 0; k + 1 < x.length; k++) {
            const [a, b] = [x[k] as number, x[k + 1] as number];
            sum += 100 * (b - a * a) ** 2 + (1 - a) ** 2;
          }
          return sum;
        };
        const gradient = (x: ArrayLike<number>) =>
          Array.from(x, (value, k) => {
            const [before, after] = [x[k - 1], x[k + 1]];
            const own = after === undefined ? 0 : -400 * value * (after - value * value) - 2 * (1 - value);
            return own + (before === undefined ? 0 : 200 * (value - before * before));
          });
        // By Gershgorin, the rows of the Hessian at the minimum are at most 1002 + 2 * 400.
        const lipschitz = 1.1 * 1802;
        const ratios = seeds.map((seed) => {
          const { point, status, stationarity } = directSearchSync(
            {
              objective: rosenbrock,
              lower: -2,
              upper: 2,
              dimension: 4,
              tolerance: 1e-4,
              maxEvaluations: 8000,
            },
            { seed },
          );
          if (status === 'converged' && (stationarity?.slope ?? -1) >= 0) log('no neighbor is better');
          // Each side of the box has length 4.
          const distance = 4 * (stationarity?.meshSize ?? Number.NaN);
          return Math.hypot(...gradient(point)) / ((Math.sqrt(4) * lipschitz * distance) / 2);
        });
        return { 'gradient over bound': Math.max(...ratios) };
      },
    },
    gold: { 'gradient over bound': { atMost: 1 } },
    landmarks: ['no neighbor is better'],
    verdict: 'holds',
  },
  {
    name: 'models-save-polls',
    claim: 'Quadratic models of objective and constraints reduce the evaluations of a direct search',
    source: 'Conn, Le Digabel, Optim. Methods Softw. 28, 2013',
    shown: {
      what: 'medians over 5 random starts of the evaluations to within 1e-4 of the minimum: G04, G06, G24; and the ratio without to with models, G04',
      budget: 0.5,
      measure() {
        const median = (problem: (typeof constrainedSet)['G04'], modelSearch: boolean) =>
          middle(
            seeds.map((seed) => {
              const { history } = directSearchSync(
                { ...fromRandomStart(problem, seed), modelSearch, maxEvaluations: 1000 },
                { seed },
              );
              return Math.min(evaluationsUntil(problem, history, 1e-4), 1000);
            }),
          );
        const { G04, G06, G24 } = constrainedSet;
        const [first, ...rest] = [G04, G06, G24].map((problem) => median(problem, true));
        return {
          evaluations: [first as number, ...rest],
          'without over with': median(G04, false) / (first as number),
        };
      },
    },
    gold: { evaluations: { atMost: 150 }, 'without over with': { atLeast: 2 } },
    landmarks: [],
    verdict: 'holds',
  },
  {
    name: 'attacks-save-evaluations',
    claim:
      'Attacks on a network inside the black box find better points than direct search alone, in equally many evaluations',
    source: 'Bouchet, Vidal, arXiv:2510.01461, 2025',
    shown: {
      what: 'random sum of outputs of 3 networks 60-60-60-3 with random weights, first output within 1.5 of its start, no models: median gain with attacks relative to without, after 100 and 300 evaluations; a second attack, along the constraint, is ours',
      budget: 0.5,
      measure(log) {
        const gains = [false, true].map((isAttacked) =>
          seeds.slice(0, 3).map((seed) => gainsOf(seed, isAttacked)),
        );
        const ratio = (mark: 0 | 1) => {
          const [without, by] = gains.map((all) => middle(all.map((marks) => marks[mark])));
          return (by as number) / (without as number);
        };
        if (ratio(0) > ratio(1)) log('the fewer evaluations, the more is gained');
        return { 'after 100': ratio(0), 'after 300': ratio(1) };
      },
    },
    gold: { 'after 100': { atLeast: 1.5 }, 'after 300': { atLeast: 1.2 } },
    landmarks: ['the fewer evaluations, the more is gained'],
    verdict: 'holds',
  },
];

/** Improvement of a direct search over its start after 100 and 300 evaluations. */
function gainsOf(seed: number, isAttacked: boolean): [number, number] {
  const { outputs, pullback } = network(seed);
  const goal = normals(3000 + seed, 3);
  const start = uniform(2000 + seed, 60).map((part) => 0.4 * part - 0.2);
  const first = outputs(start);
  const lossOf = (y: Float64Array) => -y.reduce((sum, output, k) => sum + output * (goal[k] as number), 0);
  const { history } = directSearchSync(
    {
      // Each question contains one point.
      objectives(x: Float64Array) {
        const y = outputs(x);
        const change = (y[0] as number) - (first[0] as number);
        return [lossOf(y), change - 1.5, -change - 1.5];
      },
      constraintCount: 2,
      ...{ lower: -1, upper: 1, dimension: 60, initial: start },
      ...{ meshSize: 0.25, modelSearch: false, maxEvaluations: 300, certify: false },
      ...(isAttacked && {
        // Both constraints depend on the first output only; the second direction leaves it unchanged.
        attack: (x: ArrayLike<number>, violated: readonly number[]) =>
          pullback(
            x,
            goal.map((weight, k) => (k === 0 && violated.length > 0 ? 0 : -weight)),
          ),
      }),
    },
    { seed },
  );
  const gain = (mark: number) =>
    lossOf(first) -
    Math.min(...history.filter((step) => step.evaluations <= mark).map((step) => step.objective));
  return [gain(100), gain(300)];
}

/**
 * A network of three layers with random weights and rectifiers: its outputs, and the transpose of its Jacobian times a
 * vector.
 */
function network(seed: number) {
  const numbers = normals(1000 + seed, 7503);
  // Each layer stores its weights in row-major order, followed by its bias.
  const layers = [60, 60, 3].map((height, depth) => {
    const [start, end] = [depth * 3660, depth * 3660 + 60 * height];
    return {
      height,
      weights: numbers.subarray(start, end).map((weight) => weight * Math.sqrt(2 / 60)),
      bias: numbers.subarray(end, end + height).map((bias) => 0.1 * bias),
    };
  });
  const forward = (x: ArrayLike<number>) => {
    let values = Float64Array.from(x);
    return layers.map(({ height, weights, bias }, depth) => {
      const before = values;
      values = Float64Array.from({ length: height }, (_, i) => {
        let sum = bias[i] as number;
        for (let j = 0; j < 60; j++) sum += (weights[60 * i + j] as number) * (before[j] as number);
        return depth < 2 ? Math.max(0, sum) : sum;
      });
      return values;
    });
  };
  return {
    outputs: (x: ArrayLike<number>) => forward(x)[2] as Float64Array,
    pullback(x: ArrayLike<number>, direction: Float64Array) {
      const activations = forward(x);
      let slopes = direction;
      for (let depth = 2; depth >= 0; depth--) {
        const { height, weights } = layers[depth] as (typeof layers)[number];
        const next = new Float64Array(60);
        for (let i = 0; i < height; i++) {
          const isOn = depth === 2 || (activations[depth]?.[i] as number) > 0;
          if (!isOn) continue;
          for (let j = 0; j < 60; j++)
            (next[j] as number) += (slopes[i] as number) * (weights[60 * i + j] as number);
        }
        slopes = next;
      }
      return slopes;
    },
  };
}
