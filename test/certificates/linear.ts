/** Certificates of linear systems and eigenvalues, recomputed from the returned solution. */

import type { linear } from 'superlinear';
import { relativeResidual } from './graphs.js';
import {
  at,
  atMost,
  EPSILON,
  exponentOf,
  holds,
  largest,
  MEASURED_NORM,
  near,
  norm,
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

/** The largest order for which all eigenvalues are recomputed. */
const MAX_RECOMPUTED_ROWS = 12;

/** The rounding error of orthonormality and of eigenvalues, in units of the rounding unit and the number of rows. */
const ROUNDING = 1e4;

/** The eigenvalues of a symmetric matrix in ascending order, by Jacobi's rotations. */
function symmetricEigenvalues(rows: readonly (readonly number[])[]): number[] {
  const a = rows.map((row) => [...row]);
  const n = a.length;
  const get = (i: number, j: number) => at(a[i] as number[], j);
  for (let sweep = 0; sweep < 60; sweep++)
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (get(p, q) === 0) continue;
        const theta = (get(q, q) - get(p, p)) / (2 * get(p, q));
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const row = a[k] as number[];
          [row[p], row[q]] = [c * get(k, p) - s * get(k, q), s * get(k, p) + c * get(k, q)];
        }
        const [first, second] = [a[p] as number[], a[q] as number[]];
        for (let k = 0; k < n; k++)
          [first[k], second[k]] = [
            c * at(first, k) - s * at(second, k),
            s * at(first, k) + c * at(second, k),
          ];
      }
  return a.map((_, k) => get(k, k)).sort((x, y) => x - y);
}

/**
 * Certifies converged eigenvalues: the residuals of the returned vectors are within the tolerance and as reported, the
 * vectors of a symmetric matrix are orthonormal in the inner product of B, and no eigenvalue of a small matrix is missed.
 */
export function certifyEigenvalues(
  problem: linear.EigenvaluesProblem,
  solution: linear.EigenvaluesSolution,
): void {
  const given = rowsOf(problem.matrix);
  const exponent = exponentOf(largest(given.flat()));
  const rows = given.map((row) => row.map((value) => shifted(value, -exponent)));
  const [n, count] = [rows.length, solution.values.length];
  const mass = Array.from(problem.massDiagonal ?? new Array<number>(n).fill(1));
  const values = Array.from(solution.values, (value) => shifted(value, -exponent));
  const imaginary = Array.from(solution.imaginary ?? new Array<number>(count).fill(0), (value) =>
    shifted(value, -exponent),
  );
  if (problem.count !== undefined)
    holds('as many eigenvalues as asked', count === problem.count || count === problem.count + 1);
  const size = largest(rows.map((row) => sum(row.map(Math.abs))));
  const bounds: number[] = [];
  if (solution.vectors !== undefined) {
    const real = rightSidesOf(solution.vectors);
    const other =
      solution.imaginaryVectors === undefined
        ? real.map((x) => x.map(() => 0))
        : rightSidesOf(solution.imaginaryVectors);
    for (let k = 0; k < count; k++) {
      const [x, y] = [real[k] as number[], other[k] as number[]];
      const [alpha, beta] = [at(values, k), at(imaginary, k)];
      const product = (vector: readonly number[], i: number) =>
        sum((rows[i] as number[]).map((value, j) => value * at(vector, j)));
      const first = x.map((_, i) => product(x, i) - at(mass, i) * (alpha * at(x, i) - beta * at(y, i)));
      const second = x.map((_, i) => product(y, i) - at(mass, i) * (alpha * at(y, i) + beta * at(x, i)));
      const length = Math.hypot(norm(x), norm(y));
      const residual = Math.hypot(norm(first), norm(second)) / length;
      const heaviest = largest(mass.map((value, i) => value * Math.hypot(at(x, i), at(y, i)))) / length;
      const slack = 8 * n * EPSILON * (size + Math.hypot(alpha, beta) * heaviest);
      atMost(`the residual of eigenvalue ${k}`, residual, (problem.tolerance ?? 1e-10) * size + slack);
      near(
        `residuals[${k}]`,
        shifted(at(solution.residuals, k), -exponent),
        residual,
        0.01 * residual + slack,
      );
      const weighted = norm(first.map((value, i) => value / Math.sqrt(at(mass, i))));
      const weight = norm(x.map((value, i) => value * Math.sqrt(at(mass, i))));
      const bound = weighted / weight;
      bounds.push(bound);
      if (solution.errorBounds !== undefined) {
        const rounding = (slack * length) / (Math.sqrt(Math.min(...mass)) * weight);
        const given = shifted(at(solution.errorBounds, k), -exponent);
        near(`errorBounds[${k}]`, given, bound, 0.01 * bound + rounding);
      }
    }
    if (solution.imaginary === undefined)
      for (let i = 0; i < count; i++)
        for (let j = 0; j <= i; j++) {
          const terms = mass.map((b, k) => b * at(real[i] as number[], k) * at(real[j] as number[], k));
          near(
            `the inner product of vectors ${i} and ${j}`,
            sum(terms),
            i === j ? 1 : 0,
            ROUNDING * n * EPSILON,
          );
        }
  }
  if (solution.imaginary !== undefined || n > MAX_RECOMPUTED_ROWS) return;
  const scaled = rows.map((row, i) =>
    row.map((value, j) => value / Math.sqrt(at(mass, i)) / Math.sqrt(at(mass, j))),
  );
  const all = symmetricEigenvalues(scaled);
  const shift = shifted(problem.shift ?? 0, -exponent);
  const distance = {
    smallest: (value: number) => value,
    largest: (value: number) => -value,
    nearest: (value: number) => Math.abs(value - shift),
  }[problem.which ?? 'smallest'];
  const expected = [...all].sort((x, y) => distance(x) - distance(y)).slice(0, count);
  const found = [...values].sort((x, y) => distance(x) - distance(y));
  const slack = 1e-9 * largest(all) + largest(bounds);
  for (let k = 0; k < count; k++)
    near(`the place of eigenvalue ${k}`, distance(at(found, k)), distance(at(expected, k)), slack);
}

/**
 * Certifies a converged sequence: the residual of each system is within the tolerance, or explained by rounding for a
 * direct method, and as reported.
 */
export function certifySequence(
  problem: linear.SolveSequenceProblem,
  { solutions, relativeResiduals, method }: linear.SolveSequenceSolution,
): void {
  const found = rightSidesOf(solutions);
  const given = rightSidesOf(problem.rightSides);
  const base = problem.matrix === undefined ? [] : rowsOf(problem.matrix);
  for (const [k, x] of found.entries()) {
    const [scale, shift] = [problem.scales?.[k] ?? 1, problem.shifts?.[k] ?? 0];
    const matrix = problem.matrices?.[k];
    const rows =
      matrix === undefined
        ? base.map((row, i) => row.map((value, j) => scale * value + (i === j ? shift : 0)))
        : rowsOf(matrix);
    const b = given[given.length === 1 ? 0 : k] as number[];
    const { value, rounding } = relativeResidual(rows, b, x);
    const backward = backwardError(rows, b, x);
    const isExplained =
      method === 'direct' && backward.value <= 4 * EPSILON * Math.sqrt(rows.length) + backward.rounding;
    if (!isExplained)
      atMost(`the residual of system ${k}`, value, MEASURED_NORM * (problem.tolerance ?? 1e-8) + rounding);
    near(`relativeResiduals[${k}]`, at(relativeResiduals, k), value, 0.01 * value + 2 * rounding);
  }
}
