/** Claims about problems of two levels that are the caller's: what the papers promise, and what is seen of it. */

import { type MinimizeSolution, minimize } from '../../families/bilevel.js';
import { errorUnderOneEquation, leastSquares, steep, underOneEquation } from './bilevel-problems.js';
import type { Claim } from './claim.js';

/** The number of the first iteration within `distance` of the least value. */
const stepsTo = ({ history = [] }: MinimizeSolution, least: number, distance: number) =>
  history.findIndex(({ objective }) => objective <= least + distance);

/** The first accuracies of inner solutions in MAID's experiment. */
const accuracies = [1, 0.1, 1e-3, 1e-5];

export const claims: readonly Claim[] = [
  {
    name: 'the-first-accuracy-does-not-matter',
    claim:
      'With the accuracy of inner solutions adapted on the way, it matters little how exact they are at first',
    source: 'Salehi, Mukherjee, Roberts, Ehrhardt, SIAM J. Math. Data Sci. 2025, section 4.1',
    shown: {
      what: 'least squares of 1000 x 10 uniform numbers on both levels, seed 1, quasi-Newton directions, first accuracies 1, 0.1, 1e-3 and 1e-5: the steps to within 2e-6 of the least objective',
      budget: 0.4,
      async measure(log) {
        const problem = { ...leastSquares(1), history: true };
        const found: MinimizeSolution[] = [];
        for (const initialAccuracy of accuracies) found.push(await minimize({ ...problem, initialAccuracy }));
        const least = Math.min(...found.map(({ objective }) => objective));
        for (const { status } of found) log(status);
        return { steps: found.map((solution) => stepsTo(solution, least, 2e-6)) };
      },
    },
    gold: { steps: { atMost: 30 } },
    landmarks: ['converged'],
    verdict: 'holds',
  },
  {
    name: 'along-gradients-the-first-accuracy-does-not-matter',
    claim: 'The same with the directions of the paper, gradients, whose length is searched for',
    source: 'Salehi, Mukherjee, Roberts, Ehrhardt, SIAM J. Math. Data Sci. 2025, section 4.1',
    shown: {
      what: 'the same problem, along gradients, first accuracies 1 and 1e-5: the steps to within 2e-6 of the least objective, and by how many they differ',
      budget: 6,
      async measure(log) {
        const problem = { ...leastSquares(1), history: true };
        const { objective: least } = await minimize(problem);
        const steps: number[] = [];
        for (const initialAccuracy of [1, 1e-5]) {
          const found = await minimize({
            ...problem,
            initialAccuracy,
            direction: 'gradient',
            maxIterations: 250,
          });
          steps.push(stepsTo(found, least, 2e-6));
          log(`${steps.at(-1)} steps`);
        }
        const [first = 0, second = 0] = steps;
        return { fewest: Math.min(...steps), most: Math.max(...steps), difference: Math.abs(first - second) };
      },
    },
    gold: { fewest: { atLeast: 1 }, most: { atMost: 200 }, difference: { atMost: 20 } },
    landmarks: ['steps'],
    verdict: 'holds',
    remark: 'Quasi-Newton directions, which are not the paper’s, take a tenth of the steps or fewer.',
  },
  {
    name: 'a-single-loop-under-constraints',
    claim:
      'A single loop without second derivatives solves problems whose inner one is under constraints of both levels’ variables, as well in many variables as in few',
    source: 'Yao, Yu, Zeng, Zhang, ICLR 2024, section 4.1',
    shown: {
      what: 'the first experiment, n = 10 and n = 100, from 10: the relative error after 500 steps, and after Newton’s method on the conditions of both levels from there for n = 10',
      budget: 0.5,
      async measure(log) {
        const loop: number[] = [];
        for (const n of [10, 100]) {
          const { solution, innerSolution } = await minimize({ ...underOneEquation(n), polish: false });
          loop.push(errorUnderOneEquation(solution, innerSolution));
          log(`${n} variables`);
        }
        const { solution, innerSolution } = await minimize(underOneEquation(10));
        return { loop, polished: errorUnderOneEquation(solution, innerSolution) };
      },
    },
    gold: { loop: { atMost: 0.1 }, polished: { atMost: 1e-12 } },
    landmarks: ['10 variables', '100 variables'],
    verdict: 'holds',
    remark:
      'The loop’s own error falls slowly, as the inverse of its penalty; the digits are those of Newton’s method, which takes products.',
  },
  {
    name: 'steps-of-one-length-do-not-diverge',
    claim:
      'Where the outer gradient is unboundedly steep, steps along its momentum divided by its length come to a solution from afar',
    source: 'Hao, Gong, Liu, ICLR 2024, theorem 4.1',
    shown: {
      what: 'an outer objective of cosh in 10 variables, noise of 0.05 in each sample’s gradients, one sample a step, from 2, 8 and 20, where it is 2e15: how far above the minimum of the mean over all samples the objective ends',
      budget: 0.5,
      async measure(log) {
        const values: number[] = [];
        for (const start of [2, 8, 20]) {
          const problem = steep(start, 100);
          const { outerBatch: _a, innerBatch: _b, productBatch: _c, ...whole } = problem;
          const { objective: least } = await minimize({ ...whole, initial: new Float64Array(10) });
          const { status, objective } = await minimize(problem);
          log(status);
          values.push(objective - least);
        }
        return { above: values };
      },
    },
    gold: { above: { atMost: 0.01 } },
    landmarks: ['stopped'],
    verdict: 'holds',
  },
];
