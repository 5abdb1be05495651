/** Certificates of functions of one variable: the bracket, and the function values at its endpoints. */

import type { numerics } from 'superlinear';
import { atMost, EPSILON, holds, MEASURED, near, norm } from './support.js';

/** Relative parts of the tolerances of a root and of a minimizer: twice the machine rounding, and its square root. */
const ROOT_ROUNDING = 4 * EPSILON;
const MINIMIZER_ROUNDING = 1.5e-8;

type Callback = (x: number) => number | PromiseLike<number>;

/** The value of a function that answers synchronously and reproducibly. */
function answerOf(f: Callback, x: number): number | undefined {
  const [first, second] = [f(x), f(x)];
  return typeof first === 'number' && Object.is(first, second) ? first : undefined;
}

/** Certifies a root: the stated value, and a sign change in a bracket within the tolerance. */
export function certifyBrentRoot(
  problem: numerics.BrentRootProblem & { readonly function: Callback },
  { root, value, lower, upper }: numerics.BrentRootSolution,
): void {
  const { tolerance = 1e-14 } = problem;
  holds(
    'the bracket is within the interval',
    lower >= problem.lower && upper <= problem.upper && lower <= upper,
  );
  holds('the root is in the bracket', root >= lower && root <= upper);
  const [here, left, right] = [root, lower, upper].map((x) => answerOf(problem.function, x));
  if (here === undefined || left === undefined || right === undefined) return;
  near('the value at the root', value, here, 0);
  if (here === 0) return;
  holds('the sign changes in the bracket', Math.sign(left) * Math.sign(right) <= 0);
  const width = 2 * MEASURED * (tolerance + ROOT_ROUNDING * Math.max(Math.abs(lower), Math.abs(upper)));
  atMost('the width of the bracket', upper - lower, width);
}

/**
 * Certifies a minimum: the stated value, no lower values at the endpoints of the bracket (except at those of the
 * interval, which are not evaluated), and a bracket within the tolerance.
 */
export function certifyBrentMinimum(
  problem: numerics.BrentMinimumProblem & { readonly objective: Callback },
  { minimizer, objective, lower, upper }: numerics.BrentMinimumSolution,
): void {
  const { tolerance = 1e-10 } = problem;
  holds('the bracket is within the interval', lower >= problem.lower && upper <= problem.upper);
  holds('the minimizer is in the bracket', minimizer >= lower && minimizer <= upper);
  const here = answerOf(problem.objective, minimizer);
  if (here === undefined) return;
  near('the objective at the minimizer', objective, here, 0);
  for (const end of [lower, upper]) {
    if (end === problem.lower || end === problem.upper) continue;
    const there = answerOf(problem.objective, end);
    if (there !== undefined) holds(`the objective is no lower at ${end}`, there >= objective);
  }
  const width = 4 * MEASURED * (tolerance + MINIMIZER_ROUNDING * Math.abs(minimizer));
  atMost('the width of the bracket', upper - lower, width);
}

/** Certifies a fixed point: the stated residual, and the tolerance. */
export function certifyFixedPoint(
  problem: numerics.FixedPointProblem & { readonly map: numerics.VectorMap },
  { solution, residual, errorBound }: numerics.FixedPointSolution,
): void {
  const imageOf = () => {
    const [x, out] = [Float64Array.from(solution), new Float64Array(solution.length)];
    return problem.map(x, out) ?? out;
  };
  const [first, second] = [imageOf(), imageOf()];
  if ('then' in first || 'then' in second) return;
  const image = Array.from(first);
  // A map that answers differently has no fixed point to certify.
  if (image.some((value, k) => !Object.is(value, second[k]))) return;
  const apart = norm(image.map((value, k) => value - (solution[k] as number)));
  near('residual', residual, apart, 1e-12 * apart + 4 * EPSILON * norm(image));
  const size = norm(Array.from(solution));
  holds('the norm of the point is finite', Number.isFinite(size));
  atMost('the residual', residual, MEASURED * (problem.tolerance ?? 1e-10) * (1 + size));
  if (problem.contraction !== undefined && errorBound !== undefined)
    near('errorBound', errorBound, residual / (1 - problem.contraction), 1e-12 * errorBound);
}
