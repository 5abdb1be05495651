/** Claims about direct search: what a poll without success says, and how few evaluations models take. */

import { directSearchSync } from '../../families/blackbox.js';
import type { Claim } from './claim.js';
import { constrainedSet, evaluationsUntil, fromRandomStart } from './constrained-set.js';

const seeds = [1, 2, 3, 4, 5];

const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

export const claims: readonly Claim[] = [
  {
    name: 'poll-bounds-gradient',
    claim:
      'Where no neighbour at distance Δ along ± an orthonormal basis is better, the gradient is at most √n L Δ / 2, with its Lipschitz constant L',
    source: 'Kolda, Lewis, Torczon, SIAM Review 45, 2003',
    shown: {
      what: 'Rosenbrock in 4 variables from 5 starts, tolerance 1e-4: the largest gradient at the end over the bound, with L a tenth above what the circles of Gershgorin allow at the minimum',
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
        // The Hessian at the minimum has rows of at most 1002 + 2 * 400, by Gershgorin.
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
          if (status === 'converged' && (stationarity?.slope ?? -1) >= 0) log('no neighbour is better');
          // Sides are 4 long.
          const distance = 4 * (stationarity?.meshSize ?? Number.NaN);
          return Math.hypot(...gradient(point)) / ((Math.sqrt(4) * lipschitz * distance) / 2);
        });
        return { 'gradient over bound': Math.max(...ratios) };
      },
    },
    gold: { 'gradient over bound': { atMost: 1 } },
    landmarks: ['no neighbour is better'],
    verdict: 'holds',
  },
  {
    name: 'models-save-polls',
    claim:
      'With quadratic models of the objective and the constraints, a direct search takes fewer evaluations than without',
    source: 'Conn, Le Digabel, Optim. Methods Softw. 28, 2013',
    shown: {
      what: 'medians over 5 random starts of the evaluations to within 1e-4 of the minimum: G04, G06, G24; and without models over with, of G04',
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
];
