/**
 * Certificates of direct search: the point satisfies bounds and constraints, and no neighbor on the last mesh is
 * better.
 */

import type { blackbox } from 'superlinear';
import { at, atMost, holds, near } from './support.js';

/** Relative rounding of values recomputed at the same point. */
const ROUNDING = 1e-12;

type Given = Parameters<typeof blackbox.directSearch>[0];

/** The bounds of `count` variables. */
function boundsOf({ lower, upper }: Given, count: number): { lower: number[]; upper: number[] } {
  const spread = (bounds: unknown, none: number): number[] =>
    bounds === undefined || bounds === null
      ? Array(count).fill(none)
      : typeof bounds === 'number'
        ? Array(count).fill(bounds)
        : Array.from(bounds as ArrayLike<number>);
  return { lower: spread(lower, -Infinity), upper: spread(upper, Infinity) };
}

/** Certifies a solution of a problem given by bounds, with synchronous functions. */
export function certifyDirectSearch(problem: Given, solution: blackbox.DirectSearchSolution): void {
  const { point, objective, constraintValues, constraintViolation, status, history, evaluations } = solution;
  const { lower, upper } = boundsOf(problem, point.length);
  point.forEach((value, k) => {
    holds(`variable ${k} is within its bounds`, value >= at(lower, k) && value <= at(upper, k));
  });
  if (typeof problem.maxEvaluations === 'number') atMost('evaluations', evaluations, problem.maxEvaluations);
  near('violation', constraintViolation, Math.max(0, ...constraintValues), 0);
  const tolerance = problem.constraintTolerance ?? 0;
  if (status === 'infeasible') holds('a constraint is violated', constraintViolation > tolerance);
  else atMost('violation', constraintViolation, tolerance);
  history.forEach((improvement, k) => {
    const before = history[k - 1];
    if (before === undefined) return;
    holds('values in the history fall', improvement.objective < before.objective);
    holds('evaluations in the history grow', improvement.evaluations >= before.evaluations);
  });
  if (status !== 'infeasible')
    holds('the history bounds with the objective', history.at(-1)?.objective === objective);
  if (status === 'converged') atMost('mesh size', solution.meshSize, problem.tolerance ?? 1e-7);
  if ('objective' in problem && typeof problem.objective === 'function' && problem.variables === undefined)
    certifyValues(problem, solution);
}

/** Certifies that values are those of the functions, and that neighbors are no better. */
function certifyValues(problem: Given, solution: blackbox.DirectSearchSolution): void {
  const { objective: f, constraints: given } = problem as {
    objective: (x: Float64Array) => number;
    constraints?: (x: Float64Array) => ArrayLike<number>;
  };
  // The library does not evaluate constraints if their count is 0.
  const constraints = problem.constraintCount === 0 ? undefined : given;
  const { point, objective, constraintValues, stationarity } = solution;
  near('objective', objective, f(Float64Array.from(point)), ROUNDING * Math.abs(objective));
  Array.from(constraints?.(Float64Array.from(point)) ?? []).forEach((value, j) => {
    near(`constraint ${j}`, at(constraintValues, j), value, ROUNDING * Math.max(1, Math.abs(value)));
  });
  if (stationarity === undefined) {
    holds(
      'what has converged was compared with its neighbors',
      solution.status !== 'converged' || problem.certify === false,
    );
    return;
  }
  holds('the slope is not negative', stationarity.slope >= 0);
  const { lower, upper } = boundsOf(problem, point.length);
  const tolerance = problem.constraintTolerance ?? 0;
  const start = problem.initial as ArrayLike<number> | undefined;
  let [slope, directions] = [Infinity, 0];
  point.forEach((value, k) => {
    const range = at(upper, k) - at(lower, k);
    const side = Number.isFinite(range) ? range : Math.max(1, Math.abs(start?.[k] ?? 0));
    for (const sign of [1, -1]) {
      const beside = Float64Array.from(point);
      const moved = value + sign * stationarity.meshSize * side;
      beside[k] = Math.min(Math.max(moved, at(lower, k)), at(upper, k));
      const length = Math.abs(at(beside, k) - value) / side;
      const values = Array.from(constraints?.(beside) ?? []);
      const isKnown = length > 0 && Number.isFinite(f(beside)) && values.every((c) => c <= tolerance);
      if (!isKnown) continue;
      slope = Math.min(slope, (f(beside) - objective) / length);
      directions += 1;
    }
  });
  const slack = 1e-5 * Math.max(1, Math.abs(slope)) + (1e-14 * Math.abs(objective)) / stationarity.meshSize;
  // Active constraints may be satisfied or violated at a neighbor depending on rounding.
  if (directions === stationarity.directions && directions > 0)
    near('slope', stationarity.slope, slope, slack);
  else
    atMost(
      'directions that differ',
      Math.abs(directions - stationarity.directions),
      2 * constraintValues.length,
    );
}
