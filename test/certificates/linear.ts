/** Certificates of linear systems: residuals and backward errors, recomputed from the returned solution. */

import type { linear } from 'superlinear';
import { relativeResidual } from './graphs.js';
import {
  at,
  atMost,
  EPSILON,
  exponentOf,
  largest,
  MEASURED_NORM,
  near,
  rightSidesOf,
  rowsOf,
  shifted,
  sum,
} from './support.js';

/** The direct methods. */
const DIRECT = ['cholesky', 'ldl', 'lu'];

/** The part of a solution that solving a system promises. */
type Solved = Pick<
  linear.SolveSolution,
  'status' | 'solution' | 'relativeResidual' | 'backwardError' | 'method'
>;

/** The normwise backward error in the maximum norm and its rounding error, computed without overflow. */
function backwardError(
  rows: readonly (readonly number[])[],
  b: readonly number[],
  x: readonly number[],
): { value: number; rounding: number } {
  const [top, unit] = [exponentOf(largest(rows.flat())), exponentOf(largest(b))];
  const point = x.map((value) => shifted(value, top - unit));
  const right = b.map((value) => shifted(value, -unit));
  const terms = rows.map((row) =>
    row.map((value, j) => (value === 0 ? 0 : shifted(value, -top) * at(point, j))),
  );
  const residual = largest(terms.map((row, i) => at(right, i) - sum(row)));
  const width = largest(rows.map((row) => sum(row.map((value) => Math.abs(shifted(value, -top))))));
  const size = width * largest(point) + largest(right);
  const slack = largest(
    terms.map((row, i) => EPSILON * (8 + row.length) * (Math.abs(at(right, i)) + sum(row.map(Math.abs)))),
  );
  return size === 0 ? { value: 0, rounding: 0 } : { value: residual / size, rounding: slack / size };
}

/**
 * Certifies a converged solution: its residual is within the tolerance, or explained by rounding for a direct method,
 * and the reported figures are those of the solution.
 */
export function certifySolve(problem: linear.SolveProblem, solution: Solved): void {
  const { tolerance = 1e-10 } = problem;
  const rows = rowsOf(problem.matrix);
  const found = rightSidesOf(solution.solution);
  const figures = rightSidesOf(problem.rightSide).map((b, k) => ({
    residual: relativeResidual(rows, b, found[k] as number[]),
    backward: backwardError(rows, b, found[k] as number[]),
  }));
  for (const { residual, backward } of figures) {
    const rounded = 4 * EPSILON * Math.sqrt(rows.length);
    const isExplained = DIRECT.includes(solution.method) && backward.value <= rounded + backward.rounding;
    if (!isExplained)
      atMost('the relative residual', residual.value, MEASURED_NORM * tolerance + residual.rounding);
  }
  const worst = (values: readonly { value: number; rounding: number }[]) =>
    [largest(values.map(({ value }) => value)), largest(values.map(({ rounding }) => rounding))] as const;
  const [residual, rounding] = worst(figures.map((figure) => figure.residual));
  near('relativeResidual', solution.relativeResidual, residual, 0.01 * residual + 2 * rounding);
  const [backward, slack] = worst(figures.map((figure) => figure.backward));
  near('backwardError', solution.backwardError, backward, 0.01 * backward + 2 * slack);
}
