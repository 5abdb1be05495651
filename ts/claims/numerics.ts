/** Claims about functions of one variable: Brent's minimizer and root finder. */

import { brentMinimumSync, brentRootSync } from '../families/numerics.js';
import type { Claim } from './support/claim.js';

const BRENT = 'Brent, Algorithms for Minimization without Derivatives, 1973';

export const claims: readonly Claim[] = [
  {
    name: 'smooth-roots',
    claim: 'A root of a smooth function is found to rounding in about ten evaluations',
    source: `${BRENT}, chapter 4`,
    shown: {
      what: 'x² − 2 on [0, 2], cos x − x on [0, 1], eˣ − 5 on [0, 3], tolerance 10⁻¹⁵',
      budget: 0.1,
      measure(log) {
        const found = [
          brentRootSync({ function: (x) => x * x - 2, lower: 0, upper: 2, tolerance: 1e-15 }),
          brentRootSync({ function: (x) => Math.cos(x) - x, lower: 0, upper: 1, tolerance: 1e-15 }),
          brentRootSync({ function: (x) => Math.exp(x) - 5, lower: 0, upper: 3, tolerance: 1e-15 }),
        ];
        log(found.map(({ status }) => status).join(', '));
        return {
          roots: found.map(({ root }) => root),
          evaluations: found.map(({ evaluations }) => evaluations),
        };
      },
    },
    gold: {
      roots: { near: [Math.SQRT2, 0.7390851332151607, Math.log(5)], relative: 1e-15 },
      evaluations: { atMost: 12 },
    },
    landmarks: ['converged, converged, converged'],
    verdict: 'holds',
  },
  {
    name: 'beside-bisection',
    claim: 'No root takes much longer than with bisection',
    source: `${BRENT}, chapter 4`,
    shown: {
      what: "x⁹ and x¹⁹ on [−1, 1.1], the sign of x − 0.3 on [0, 1], to 10⁻¹²: evaluations over bisection's",
      budget: 0.1,
      measure() {
        const over = (problem: { function: (x: number) => number; lower: number; upper: number }) =>
          brentRootSync({ ...problem, tolerance: 1e-12 }).evaluations /
          Math.ceil(Math.log2((problem.upper - problem.lower) / 1e-12));
        return {
          "evaluations over bisection's": [
            over({ function: (x) => x ** 9, lower: -1, upper: 1.1 }),
            over({ function: (x) => x ** 19, lower: -1, upper: 1.1 }),
            over({ function: (x) => (x > 0.3 ? 1 : -1), lower: 0, upper: 1 }),
          ],
        };
      },
    },
    gold: { "evaluations over bisection's": { atMost: 3 } },
    verdict: 'holds',
    remark: 'Much is three times here, for roots of high multiplicity.',
  },
  {
    name: 'minimum',
    claim:
      'A minimum of a smooth function is found superlinearly, in far fewer evaluations than golden section',
    source: `${BRENT}, chapter 5`,
    shown: {
      what: 'x − ln x on [0.1, 4], tolerance 10⁻⁹; golden section takes 46 evaluations for it',
      budget: 0.1,
      measure(log) {
        const problem = { objective: (x: number) => x - Math.log(x), lower: 0.1, upper: 4, tolerance: 1e-9 };
        const { status, minimizer, objective, evaluations } = brentMinimumSync(problem);
        log(status);
        return { minimizer, objective, evaluations };
      },
    },
    gold: {
      minimizer: { near: 1, relative: 3e-8 },
      objective: { near: 1, relative: 1e-15 },
      evaluations: { atMost: 23 },
    },
    landmarks: ['converged'],
    verdict: 'holds',
  },
];
