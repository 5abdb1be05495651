/**
 * Certificates of bilevel problems: hypergradients and the optimality conditions of both levels, recomputed from the
 * caller's functions and the returned point. Second derivatives are central differences.
 */

import type { bilevel } from 'superlinear';
import {
  at,
  atMost,
  dot,
  EPSILON,
  holds,
  largest,
  MEASURED,
  near,
  norm,
  solved,
  vectorOf,
} from './support.js';

type Vector = readonly number[];

/** Relative step of differences: the cube root of the machine epsilon. */
const STEP = 6e-6;

/** Allowed error of differences of gradients and of sums, relative to their terms. */
const SLACK = 1e-5;

type Problem = bilevel.SyncMinimizeFunctionProblem;

const array = (values: Vector) => Float64Array.from(values);
const flat = (values: unknown): Vector =>
  Array.from(values as ArrayLike<number | ArrayLike<number>>).flatMap((entry) =>
    typeof entry === 'number' ? [entry] : Array.from(entry),
  );

/** The functions of a problem, taking arrays. */
function functionsOf(problem: Pick<Problem, 'outer' | 'inner' | 'constraints'>) {
  const inner = (x: Vector, y: Vector) => problem.inner(array(x), array(y));
  return {
    outer(x: Vector, y: Vector) {
      const { value, xGradient, yGradient } = problem.outer(array(x), array(y));
      return { value, byX: flat(xGradient), byY: flat(yGradient) };
    },
    byY: (x: Vector, y: Vector) => flat(inner(x, y).yGradient),
    constraints(x: Vector, y: Vector) {
      const answer = problem.constraints?.(array(x), array(y));
      if (answer === undefined) return { inequalities: [], equalities: [], byX: [], byY: [] };
      return {
        inequalities: flat(answer.inequalities ?? []),
        equalities: flat(answer.equalities ?? []),
        byX: flat(answer.xJacobian),
        byY: flat(answer.yJacobian),
      };
    },
  };
}

/** The Jacobian of a vector function by columns. */
function columnsOf(f: (point: Vector) => Vector, point: Vector): Vector[] {
  return point.map((value, j) => {
    const step = STEP * Math.max(1, Math.abs(value));
    const moved = (sign: number) => point.map((entry, k) => (k === j ? entry + sign * step : entry));
    const [above, below] = [f(moved(1)), f(moved(-1))];
    return above.map((entry, i) => (entry - at(below, i)) / (2 * step));
  });
}

/** The hypergradient at (x, y), the norm of its terms, and an estimate of the inner curvature. */
function hypergradientAt(problem: Problem, x: Vector, y: Vector) {
  const { outer, byY } = functionsOf(problem);
  const { byX, byY: side } = outer(x, y);
  const adjoint = solved(
    columnsOf((point) => byY(x, point), y),
    side,
  );
  const mixed = columnsOf((point) => byY(point, y), x).map((column) => dot(column, adjoint));
  const curvature = norm(adjoint) > 0 ? norm(side) / norm(adjoint) : 1;
  return { gradient: byX.map((value, j) => value - at(mixed, j)), parts: norm(byX) + norm(mixed), curvature };
}

/**
 * Certifies that value, inner residual, gradient and gradient error are those of the returned point, and below the
 * tolerance if converged.
 */
export function certifyHypergradient(
  problem: bilevel.SyncHypergradientFunctionProblem,
  solution: bilevel.HypergradientSolution,
): void {
  certifyGradient(problem, vectorOf(problem.initial), solution);
  if (solution.status !== 'converged') return;
  const { byX, byY } = functionsOf(problem).outer(
    vectorOf(problem.initial),
    vectorOf(solution.innerSolution),
  );
  const units = Math.max(norm(vectorOf(solution.gradient)), norm(byX), norm(byY));
  atMost('hypergradientError', solution.hypergradientError, MEASURED * (problem.tolerance ?? 1e-6) * units);
}

function certifyGradient(
  problem: Problem,
  x: Vector,
  solution: {
    readonly objective: number;
    readonly innerResidual: number;
    readonly innerSolution: Float64Array;
    readonly gradient: Float64Array;
    readonly hypergradientError: number;
  },
): void {
  const y = vectorOf(solution.innerSolution);
  const { outer, byY } = functionsOf(problem);
  const { value } = outer(x, y);
  near('objective', solution.objective, value, 64 * EPSILON * Math.abs(value));
  const residual = largest(byY(x, y));
  near('innerResidual', solution.innerResidual, residual, 64 * EPSILON * residual);
  const { gradient, parts } = hypergradientAt(problem, x, y);
  const off = norm(gradient.map((entry, j) => entry - at(solution.gradient, j)));
  atMost('the error of gradient', off, 2 * solution.hypergradientError + SLACK * parts);
}

/** Certifies a converged point, by the hypergradient or by the conditions of both levels. */
export function certifyMinimize(problem: Problem, solution: bilevel.MinimizeSolution): void {
  if (solution.status !== 'converged') return;
  const x = vectorOf(solution.solution);
  const boundsOf = (given: Problem['lower'], none: number): Vector =>
    given === undefined ? x.map(() => none) : vectorOf(given);
  const [lower, upper] = [boundsOf(problem.lower, -Infinity), boundsOf(problem.upper, Infinity)];
  holds(
    'x is between its bounds',
    x.every((value, j) => at(lower, j) <= value && value <= at(upper, j)),
  );
  const start = vectorOf(problem.initial).map((value, j) =>
    Math.min(Math.max(value, at(lower, j)), at(upper, j)),
  );
  const first = functionsOf(problem).outer(start, vectorOf(problem.innerInitial)).value;
  const goal = MEASURED * (problem.tolerance ?? 1e-6) * Math.max(1, Math.abs(first));
  const projected = (gradient: Vector): number =>
    largest(
      x.map((value, j) => Math.max(Math.min(at(gradient, j), value - at(lower, j)), value - at(upper, j))),
    );
  if (solution.method === 'valueFunction') {
    certifyBothLevels(problem, solution, goal, projected);
    return;
  }
  const { gradient, hypergradientError } = solution as Required<bilevel.MinimizeSolution>;
  certifyGradient(problem, x, { ...solution, gradient, hypergradientError });
  const { projectedGradient, scale } = solution as Required<bilevel.MinimizeSolution>;
  near('projectedGradient', projectedGradient, projected(vectorOf(gradient)), SLACK * projectedGradient);
  atMost('the objective', Math.abs(solution.objective), scale);
  const asked = (MEASURED * (problem.tolerance ?? 1e-6) * scale) / Math.max(1, largest(x));
  atMost('projectedGradient', projectedGradient, asked);
  atMost('hypergradientError', hypergradientError, asked);
}

/** Certifies the inner KKT conditions, and the outer KKT conditions with the inner ones as equations. */
function certifyBothLevels(
  problem: Problem,
  solution: bilevel.MinimizeSolution,
  goal: number,
  projected: (gradient: Vector) => number,
): void {
  const [x, y] = [vectorOf(solution.solution), vectorOf(solution.innerSolution)];
  const { outer, constraints } = functionsOf(problem);
  const [n, m] = [x.length, y.length];
  const { inequalities, equalities, byX, byY } = constraints(x, y);
  const count = inequalities.length + equalities.length;
  const multipliers = vectorOf(solution.multipliers ?? []);
  const all = vectorOf(solution.outerMultipliers as Float64Array);
  const [adjoint, weights, signs] = [all.slice(0, m), all.slice(m, m + count), all.slice(m + count)];
  const weighted = (rows: Vector, by: Vector, width: number): Vector =>
    Array.from({ length: width }, (_, j) =>
      by.reduce((sum, weight, i) => sum + weight * at(rows, i * width + j), 0),
    );
  /** The gradient of the inner Lagrangian with respect to x, then y. */
  const lagrangian = (point: Vector): Vector => {
    const { xGradient = [], yGradient } = problem.inner(array(x), array(point));
    const there = constraints(x, point);
    const [ofX, ofY] = [weighted(there.byX, multipliers, n), weighted(there.byY, multipliers, m)];
    return [
      ...flat(xGradient).map((value, j) => value + at(ofX, j)),
      ...flat(yGradient).map((value, j) => value + at(ofY, j)),
    ];
  };
  const slope = lagrangian(y).slice(n);
  const slack = goal + SLACK * (1 + largest(all) + largest(multipliers));
  atMost('the gradient of the inner Lagrangian', largest(slope), slack);
  atMost('the inner equations', largest(equalities), slack);
  inequalities.forEach((value, i) => {
    atMost(`inequality ${i}`, value, slack);
    atMost(`the negative of multiplier ${i}`, -at(multipliers, i), slack);
    atMost(`the complementarity of inequality ${i}`, Math.min(at(multipliers, i), -value), slack);
  });
  const columns = columnsOf(lagrangian, y);
  const { value, byX: outerByX, byY: outerByY } = outer(x, y);
  near('objective', solution.objective, value, 64 * EPSILON * Math.abs(value));
  const along = Array.from({ length: n + m }, (_, i) =>
    columns.reduce((sum, column, k) => sum + at(column, i) * at(adjoint, k), 0),
  );
  const [ofX, ofY] = [weighted(byX, weights, n), weighted(byY, weights, m)];
  const left = [...outerByX, ...outerByY].map((entry, j) => entry + at(along, j) + at([...ofX, ...ofY], j));
  atMost('the outer conditions in x', projected(left.slice(0, n)), slack);
  atMost('the outer conditions in y', largest(left.slice(n)), slack);
  signs.forEach((sign, i) => {
    near(`the outer multiplier of multiplier ${i}`, sign, dot(byY.slice(i * m, (i + 1) * m), adjoint), slack);
    atMost(
      `outer multiplier ${i} beside its inequality`,
      Math.min(Math.abs(at(weights, i)), -at(inequalities, i)),
      slack,
    );
    const product = at(weights, i) * sign;
    if (solution.stationarity !== 'weak')
      atMost(`the negative product of outer multipliers ${i}`, -product, slack);
  });
}
