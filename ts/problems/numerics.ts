/** Problems of numerics. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
  {
    id: 'root',
    want: 'Find where a function of one number is zero',
    words:
      'root, zero of a function, solve an equation, f(x) = 0, intersection, crossing, brentq, fzero, root_scalar, bisect, bisection, secant, newton raphson, inverse of a function, break-even, goal seek, implied volatility, interest rate, irr',
    have: 'formula',
    method: 'numerics.brentRoot',
    guide: 'numerics',
    example: { function: { formula: 'cos(x) - x', inputs: { x: [] } }, lower: 0, upper: 2 },
    alternatives: { 'constrained.leastSquares': 'several equations in several unknowns' },
  },
  {
    id: 'minimum-of-one-variable',
    want: 'Find the lowest point of a function of one number',
    words:
      'one-dimensional minimum, univariate, scalar minimization, minimize_scalar, fminbnd, golden section, brent, line search, best value of one parameter, ternary search',
    have: 'formula',
    method: 'numerics.brentMinimum',
    guide: 'numerics',
    example: { objective: { formula: 'x - ln(x)', inputs: { x: [] } }, lower: 0.1, upper: 4 },
    alternatives: { 'constrained.minimize': 'several variables' },
  },
  {
    id: 'fixed-point',
    want: 'Find a point that a map leaves unchanged',
    words:
      'fixed point, x = g(x), self-consistent, self-consistency, anderson acceleration, anderson mixing, fixed_point, picard, iterate until it converges, accelerate an iteration, steady state of an iteration',
    have: 'formula',
    method: 'numerics.fixedPoint',
    guide: 'numerics#fixed-points',
    example: { map: { formula: '[0.5 * cos(x[1]), 0.5 * sin(x[0])]', inputs: { x: 2 } }, initial: [0, 0] },
  },
];
