/** Claims about user-defined bilevel problems. */

import { type MinimizeSolution, minimize } from '../../families/bilevel.js';
import { errorUnderOneEquation, leastSquares, steep, underOneEquation } from './bilevel-problems.js';
import type { Claim } from './claim.js';

/** Index of the first iteration within `distance` of the minimum. */
const stepsTo = ({ history = [] }: MinimizeSolution, least: number, distance: number) =>
  history.findIndex(({ objective }) => objective <= least + distance);

/** Initial accuracies of inner solutions in MAID's experiment. */
const accuracies = [1, 0.1, 1e-3, 1e-5];

export const claims: readonly Claim[] = [
  {
    name: 'the-first-accuracy-does-not-matter',
    claim: 'If the accuracy of inner solutions adapts, the initial accuracy matters little',
    source: 'Salehi, Mukherjee, Roberts, Ehrhardt, SIAM J. Math. Data Sci. 2025, section 4.1',
    shown: {
      what: 'least squares of 1000 x 10 uniform numbers on both levels, seed 1, quasi-Newton directions, initial accuracies 1, 0.1, 1e-3 and 1e-5: steps to within 2e-6 of the minimum',
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
    claim: "The same holds for the paper's gradient directions with a line search",
    source: 'Salehi, Mukherjee, Roberts, Ehrhardt, SIAM J. Math. Data Sci. 2025, section 4.1',
    shown: {
      what: 'the same problem, gradient directions, initial accuracies 1 and 1e-5: steps to within 2e-6 of the minimum, and their difference',
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
    remark: 'Quasi-Newton directions, not used in the paper, take at most a tenth of the steps.',
  },
  {
    name: 'a-single-loop-under-constraints',
    claim:
      'A single loop without second derivatives solves problems whose inner constraints couple both levels, equally well in high and low dimension',
    source: 'Yao, Yu, Zeng, Zhang, ICLR 2024, section 4.1',
    shown: {
      what: "first experiment, n = 10 and n = 100, from 10: relative error after 500 steps, and for n = 10 after Newton's method on the optimality conditions",
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
      "The loop's own error falls slowly, as the inverse of its penalty. The final digits come from Newton's method, which uses second-order products.",
  },
  {
    name: 'steps-of-one-length-do-not-diverge',
    claim: 'Normalized momentum steps converge from distant starts even if the outer gradient is unbounded',
    source: 'Hao, Gong, Liu, ICLR 2024, theorem 4.1',
    shown: {
      what: "outer objective of cosh in 10 variables, noise of 0.05 in each sample's gradient, one sample per step, from 2, 8 and 20, with an objective of 2e14 at 20: final objective above the minimum of the mean over all samples",
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
