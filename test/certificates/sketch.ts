/**
 * Certificates of sketched linear algebra: residuals, orthonormality and distributions, recomputed from the results.
 */

import type { AnyMatrixInput, Matrix, MatrixInput, sketch, VectorInput } from 'superlinear';
import {
  at,
  atMost,
  columnsOf,
  dot,
  EPSILON,
  exponentOf,
  holds,
  isVector,
  largest,
  MEASURED_NORM,
  near,
  norm,
  rightSidesOf,
  rowsOf,
  shifted,
  sum,
  TINY,
  transposed,
  vectorOf,
} from './support.js';

/** Tolerance of orthonormality and products promised up to rounding. */
const ROUNDING = 1e-11;

/** Steps of conjugate gradients or of the power method for lower bounds of norms. */
const STEPS = 40;

/** Whether a matrix is given as data; operators are not inspected. */
const isData = (matrix: unknown): matrix is AnyMatrixInput =>
  typeof matrix === 'object' && matrix !== null && !('apply' in matrix);

/** `a b` and its rounding error, exactly. */
function twoProduct(a: number, b: number): [number, number] {
  const product = a * b;
  const split = (value: number) => {
    const high = 134217729 * value;
    const top = high - (high - value);
    return [top, value - top] as const;
  };
  const [[p, q], [r, s]] = [split(a), split(b)];
  return [product, q * s - (product - p * r - q * r - p * s)];
}

/** `start` plus the inner product, as if computed with twice the precision (Ogita, Rump, Oishi 2005). */
function exactSum(start: number, x: readonly number[], y: readonly number[]): number {
  let [total, rest] = [start, 0];
  x.forEach((value, k) => {
    const [product, error] = twoProduct(value, at(y, k));
    const next = total + product;
    const part = next - total;
    rest += total - (next - part) + (product - part) + error;
    total = next;
  });
  return total + rest;
}

/** A least-squares problem without overflow: columns and right side in power-of-two units. */
interface Scaled {
  /** The weighted rows, followed by those of the ridge. */
  readonly rows: readonly (readonly number[])[];
  readonly columns: readonly (readonly number[])[];
  readonly rightSide: readonly number[];
  /** The binary exponents of the columns' units. */
  readonly exponents: readonly number[];
  /** The solution in these units. */
  readonly x: readonly number[];
  /** The right side minus the product with the solution. */
  readonly residual: readonly number[];
  /** Converts a residual to the caller's units. */
  readonly inWhole: (value: number) => number;
}

function scaledProblem(
  rows: readonly (readonly number[])[],
  count: number,
  rightSide: readonly number[],
  solution: readonly number[],
  weights?: readonly number[],
  ridge = 0,
): Scaled {
  const roots = (weights ?? rightSide.map(() => 1)).map(Math.sqrt);
  const unit = exponentOf(largest(roots));
  const weighted = rows.map((row, i) => row.map((value) => value * shifted(at(roots, i), -unit)));
  const root = shifted(Math.sqrt(ridge), -unit);
  const ridged =
    ridge === 0
      ? []
      : Array.from({ length: count }, (_, j) =>
          Array.from({ length: count }, (_, k) => (j === k ? root : 0)),
        );
  const all = [...weighted, ...ridged];
  const columns = transposed(all, count);
  const exponents = columns.map((column) => exponentOf(largest(column)));
  const b = rightSide.map((value, i) => value * shifted(at(roots, i), -unit));
  const image = largest(solution.map((value, j) => shifted(value, at(exponents, j))).filter(Number.isFinite));
  const top = exponentOf(Math.max(largest(b), image));
  const scaledRows = all.map((row) => row.map((value, j) => shifted(value, -at(exponents, j))));
  const x = solution.map((value, j) => shifted(value, at(exponents, j) - top));
  const whole = [...b.map((value) => shifted(value, -top)), ...ridged.map(() => 0)];
  const negative = x.map((value) => -value);
  return {
    rows: scaledRows,
    columns: transposed(scaledRows, count),
    rightSide: whole,
    exponents,
    x,
    residual: scaledRows.map((row, i) => exactSum(at(whole, i), row, negative)),
    inWhole: (value) => shifted(value, top + unit),
  };
}

const times = (rows: readonly (readonly number[])[], x: readonly number[]) => rows.map((row) => dot(row, x));

const frobenius = (rows: readonly (readonly number[])[]) => norm(rows.flat());

/**
 * A lower bound of `|(A' A + shift I)^(-1/2) g|`. Every v gives the lower bound `v'g / sqrt(|A v|^2 + shift |v|^2)`,
 * and iterates v of conjugate gradients come close. `noise`, the rounding of the gradient, is subtracted, because it
 * dominates near the null space.
 */
function inverseRootNorm(
  { rows, columns }: Scaled,
  gradient: readonly number[],
  shift: number,
  noise = 0,
): number {
  const apply = (v: readonly number[]) =>
    times(columns, times(rows, v)).map((value, j) => value + shift * at(v, j));
  const bound = (v: readonly number[]) => {
    const size = Math.sqrt(norm(times(rows, v)) ** 2 + shift * norm(v) ** 2);
    return size > 0 ? Math.max(0, Math.abs(dot(v, gradient)) - noise * norm(v)) / size : 0;
  };
  const v = gradient.map(() => 0);
  const [r, p] = [[...gradient], [...gradient]];
  let best = bound(gradient);
  let square = dot(r, r);
  for (let step = 0; step < STEPS && square > 0; step++) {
    const image = apply(p);
    const curvature = dot(p, image);
    if (!(curvature > 0)) break;
    const length = square / curvature;
    p.forEach((value, j) => {
      v[j] = (v[j] as number) + length * value;
      r[j] = (r[j] as number) - length * at(image, j);
    });
    const next = dot(r, r);
    p.forEach((value, j) => {
      p[j] = at(r, j) + (next / square) * value;
    });
    square = next;
    const value = bound(v);
    if (value > best) best = value;
  }
  return best;
}

/**
 * That the backward error is at most `tolerance`: Karlson and Waldén's estimate, `|(|x|^2 A'A + |r|^2 I)^(-1/2) A'r| / |A|` with columns
 * of equal norms, or as they are, or rather a lower bound of it. Rounding of the gradient is that of sums of as many terms as there are rows.
 */
function certifyMinimum(problem: Scaled, tolerance: number, hasEqualColumns = true): void {
  const top = Math.max(...problem.exponents);
  const norms = problem.columns.map((column, j) =>
    hasEqualColumns ? norm(column) || 1 : shifted(1, top - at(problem.exponents, j)),
  );
  const rows = problem.rows.map((row) => row.map((value, j) => value / at(norms, j)));
  const equal = { ...problem, rows, columns: transposed(rows, norms.length) };
  const length = norm(problem.x.map((value, j) => value * at(norms, j)));
  const residual = norm(problem.residual);
  if (residual === 0) return;
  const gradient = times(equal.columns, problem.residual).map((value) => value / residual);
  const size = frobenius(rows);
  if (size === 0) return;
  const ratio = length / residual;
  // For x far above the residual, the squared ratio leaves the range of doubles: the error is below its reciprocal.
  const shift = ratio > 1 ? 1 / (ratio * ratio) : 1;
  const unit = Math.max(ratio, 1);
  const error =
    ratio > 1
      ? inverseRootNorm(equal, gradient, shift) / unit
      : inverseRootNorm(
          {
            ...equal,
            rows: rows.map((row) => row.map((value) => ratio * value)),
            columns: equal.columns.map((column) => column.map((value) => ratio * value)),
          },
          gradient,
          1,
        );
  const rounding = 8 * EPSILON * (problem.rows.length + norms.length);
  atMost('the backward error', error / size, MEASURED_NORM * tolerance + rounding);
}

/** The default of `tolerance`: the accuracy allowed by rounding, at most this. */
const CERTIFIED = 1e-14;

/** Norms this small may be returned as 0, because their squares underflow. */
const VANISHING = 1e-150;

/** Certifies the norm of a residual, up to the rounding of the products. */
function nearResidual(name: string, value: number, problem: Scaled, residual: readonly number[]): void {
  const terms = problem.rows.map(
    (row, i) =>
      sum(row.map((entry, j) => Math.abs(entry * at(problem.x, j)))) + Math.abs(at(problem.rightSide, i)),
  );
  const own = norm(residual);
  const slack = 1e-9 * own + 8 * EPSILON * (problem.x.length + 4) * norm(terms);
  near(name, value, problem.inWhole(own), problem.inWhole(slack) + VANISHING);
}

function solutionsOf(solution: Float64Array | Matrix): number[][] {
  return rightSidesOf(solution);
}

/** Certifies a least-squares solution: its backward error is within the tolerance, or at the level of rounding. */
export function certifyLstsq(problem: sketch.LstsqProblem, solution: sketch.LstsqSolution): void {
  const { matrix, rightSide, weights, ridge = 0, tolerance = CERTIFIED, rankTolerance } = problem;
  if (!isData(matrix)) return;
  const [rows, columns] = [rowsOf(matrix), columnsOf(matrix)];
  const given = weights === undefined ? undefined : vectorOf(weights);
  holds('the rank is at most each side', solution.rank >= 0 && solution.rank <= columns);
  const found = solutionsOf(solution.solution);
  rightSidesOf(rightSide).forEach((b, k) => {
    const scaled = scaledProblem(rows, columns, b, found[k] as number[], given, ridge);
    nearResidual(
      `residualNorms[${k}]`,
      at(solution.residualNorms, k),
      scaled,
      scaled.residual.slice(0, rows.length),
    );
    // With directions truncated as zero, the solution is not a minimizer along them.
    if (rankTolerance === undefined || solution.rank === columns)
      certifyMinimum(scaled, Math.max(tolerance, CERTIFIED), rows.length >= columns || ridge > 0);
  });
}

/**
 * A solution of an iterative method: the residual is at most the tolerance times `|A| |x| + |b|`, or that of the normal equations at most
 * the tolerance times `|A|` and the residual, in Frobenius norms, with the rows of the ridge, and preconditioned. A preconditioned `|A|` is
 * estimated: after more iterations than there are columns it may be as much too large as the root of their ratio.
 */
export function certifyKrylov(problem: sketch.KrylovProblem, solution: sketch.KrylovSolution): void {
  const { matrix, rightSide, ridge = 0, tolerance = 1e-10, preconditioner } = problem;
  if (!isData(matrix)) return;
  const [rows, columns] = [rowsOf(matrix), columnsOf(matrix)];
  const x = Array.from(solution.solution);
  const scaled = scaledProblem(rows, columns, vectorOf(rightSide), x, undefined, ridge);
  nearResidual('residualNorm', solution.residualNorm, scaled, scaled.residual.slice(0, rows.length));
  // In units of the matrix's largest entry, because the columns' norms are summed.
  const top = exponentOf(largest(rows.flat().concat(Math.sqrt(ridge))));
  const unit = exponentOf(
    Math.max(largest(vectorOf(rightSide)), largest(x.map((value) => shifted(value, top)))),
  );
  const root = Math.sqrt(ridge);
  const ridged = ridge === 0 ? [] : x.map((_, j) => x.map((_, k) => (j === k ? root : 0)));
  const whole = [...rows, ...ridged].map((row) => row.map((value) => shifted(value, -top)));
  const b = [...vectorOf(rightSide).map((value) => shifted(value, -unit)), ...ridged.map(() => 0)];
  const point = x.map((value) => shifted(value, top - unit));
  const negative = point.map((value) => -value);
  const residual = whole.map((row, i) => exactSum(at(b, i), row, negative));
  const triangle =
    preconditioner === undefined
      ? undefined
      : rowsOf(preconditioner).map((row) => row.map((value) => shifted(value, -top)));
  if (triangle?.some((row, j) => row[j] === 0)) return;
  const worked = triangle === undefined ? whole : whole.map((row) => solveTransposed(triangle, row));
  const gradient = times(transposed(whole, columns), residual);
  const slope = triangle === undefined ? gradient : solveTransposed(triangle, gradient);
  const excess = triangle === undefined ? 1 : Math.sqrt(Math.max(1, solution.iterations / columns));
  const size = frobenius(worked) * excess;
  const length = norm(
    triangle === undefined
      ? point
      : point.map((_, j) =>
          dot(
            (triangle[j] as number[]).map((value, k) => (k < j ? 0 : value)),
            point,
          ),
        ),
  );
  const least = Math.max(tolerance, 4 * EPSILON) + 8 * EPSILON * (rows.length + columns);
  const small = norm(residual) <= MEASURED_NORM * least * (size * length + norm(b)) + TINY * rows.length;
  if (!small)
    atMost(
      'the residual of the normal equations',
      norm(slope),
      MEASURED_NORM * least * size * norm(residual) + TINY,
    );
}

/** Solves `R' y = vector` with an upper triangle R. */
function solveTransposed(triangle: readonly (readonly number[])[], vector: readonly number[]): number[] {
  const y: number[] = [];
  vector.forEach((value, j) => {
    const known = y.reduce((total, own, k) => total + own * at(triangle[k] as number[], j), 0);
    y.push((value - known) / at(triangle[j] as number[], j));
  });
  return y;
}

/** Certifies a solution of a consistent system: the residual is at most the tolerance times `|A| |x| + |b|`. */
export function certifySolveConsistent(
  problem: sketch.SolveConsistentProblem,
  solution: sketch.SolveConsistentSolution,
): void {
  const { matrix, rightSide, tolerance = 1e-10 } = problem;
  const rows = rowsOf(matrix);
  const b = vectorOf(rightSide);
  const x = Array.from(solution.solution);
  const scaled = scaledProblem(rows, columnsOf(matrix), b, x);
  nearResidual('residualNorm', solution.residualNorm, scaled, scaled.residual);
  const top = exponentOf(largest(rows.flat()));
  const unit = exponentOf(Math.max(largest(b), largest(x.map((value) => shifted(value, top)))));
  const whole = rows.map((row) => row.map((value) => shifted(value, -top)));
  const right = b.map((value) => shifted(value, -unit));
  const point = x.map((value) => shifted(value, top - unit));
  const negative = point.map((value) => -value);
  const residual = norm(whole.map((row, i) => exactSum(at(right, i), row, negative)));
  const size = frobenius(whole) * norm(point) + norm(right);
  const least = Math.max(tolerance, 4 * EPSILON) + 8 * EPSILON * (rows.length + x.length);
  atMost('the residual', residual, MEASURED_NORM * least * size + TINY * rows.length);
}

/** Allowed error factor of an estimate by a sketch: about 2 by default, and more for barely more rows than columns. */
const ESTIMATED = 16;

/**
 * Certifies an iterative Hessian sketch: `|A (x - x*)|`, the residual's part in the range of the matrix, is at most the
 * tolerance times `|b|`, up to the error factor of the sketch's estimate.
 */
export function certifyIterativeHessianSketch(
  problem: sketch.IterativeHessianSketchProblem,
  solution: sketch.IterativeHessianSketchSolution,
): void {
  const { matrix, rightSide, tolerance = 1e-10 } = problem;
  const [rows, columns] = [rowsOf(matrix), columnsOf(matrix)];
  const found = solutionsOf(solution.solution);
  rightSidesOf(rightSide).forEach((b, k) => {
    const scaled = scaledProblem(rows, columns, b, found[k] as number[]);
    nearResidual(`residualNorms[${k}]`, at(solution.residualNorms, k), scaled, scaled.residual);
    const size = norm(scaled.rightSide);
    // A sketch with barely more rows than columns guarantees nothing.
    if (size === 0 || solution.sketchRows < Math.min(4 * columns, rows.length)) return;
    const noise = 8 * EPSILON * (rows.length + columns) * frobenius(scaled.rows) * norm(scaled.residual);
    const error = inverseRootNorm(scaled, times(scaled.columns, scaled.residual), 0, noise);
    // With nearly equal columns, the rounding of the solution shows in the product.
    const rounding =
      64 * EPSILON * (rows.length + columns) * (size + norm(scaled.residual)) +
      8 * EPSILON * frobenius(scaled.rows) * norm(scaled.x);
    atMost('the error of the fitted values', error, ESTIMATED * tolerance * size + rounding);
  });
}

/**
 * Certifies a sketched least-squares solution: its reported residuals, and its optimality if the original problem was
 * solved.
 */
export function certifySketchedLstsq(
  problem: sketch.SketchedLstsqProblem,
  solution: sketch.SketchedLstsqSolution,
): void {
  const { matrix, rightSide, accuracy = 0.5, norm: kind = 'infinity' } = problem;
  const [rows, columns] = [rowsOf(matrix), columnsOf(matrix)];
  const found = solutionsOf(solution.solution);
  rightSidesOf(rightSide).forEach((b, k) => {
    const scaled = scaledProblem(rows, columns, b, found[k] as number[]);
    const residual = at(solution.residualNorms, k);
    nearResidual(`residualNorms[${k}]`, residual, scaled, scaled.residual);
    if (solution.exact) {
      near(`errorBounds[${k}]`, at(solution.errorBounds, k), 0, 0);
      if (solution.rank === columns) certifyMinimum(scaled, CERTIFIED * 100);
      return;
    }
    const bound =
      accuracy * residual * solution.pseudoinverseNorm * (kind === 'infinity' ? columns ** -0.5 : 1);
    if (Number.isFinite(bound))
      near(`errorBounds[${k}]`, at(solution.errorBounds, k), bound, 1e-9 * bound + TINY);
  });
}

/** Certifies that the columns of a matrix are orthonormal. */
function certifyOrthonormal(name: string, matrix: Matrix): void {
  const columns = transposed(rowsOf(matrix), matrix.columns);
  columns.forEach((column, j) => {
    columns.slice(0, j + 1).forEach((other, k) => {
      near(`the product of columns ${j} and ${k} of ${name}`, dot(column, other), Number(j === k), ROUNDING);
    });
  });
}

/** A lower bound of the spectral norm, by the power method. */
function spectralNorm(rows: readonly (readonly number[])[], columns: number): number {
  if (largest(rows.flat()) === 0) return 0;
  const sides = transposed(rows, columns);
  let best = 0;
  let v = sides.map((column) => 1e-3 + norm(column));
  for (let step = 0; step < STEPS; step++) {
    const length = norm(v);
    if (!(length > 0)) break;
    v = v.map((value) => value / length);
    const image = times(rows, v);
    best = Math.max(best, norm(image));
    v = times(sides, image);
  }
  return best;
}

/** A matrix in units of its largest entry. */
function inUnits(matrix: AnyMatrixInput): { rows: number[][]; unit: number } {
  const rows = rowsOf(matrix);
  const unit = exponentOf(largest(rows.flat()));
  return { rows: rows.map((row) => row.map((value) => shifted(value, -unit))), unit };
}

/**
 * Certifies singular values and vectors: orthonormal, descending, consistent with the matrix, and within the error
 * bound of it.
 */
export function certifyRandomizedSvd(
  problem: sketch.RandomizedSvdProblem,
  { singularValues, leftVectors, rightVectors, errorBound }: sketch.RandomizedSvdSolution,
): void {
  const { matrix, rank } = problem;
  if (!isData(matrix)) return;
  const { rows, unit } = inUnits(matrix);
  const columns = columnsOf(matrix);
  holds('there are as many singular values as asked for', singularValues.length === rank);
  holds(
    'singular values fall and are not negative',
    singularValues.every((value, k) => value >= 0 && (k === 0 || value <= at(singularValues, k - 1))),
  );
  certifyOrthonormal('leftVectors', leftVectors);
  certifyOrthonormal('rightVectors', rightVectors);
  const values = Array.from(singularValues, (value) => shifted(value, -unit));
  const [left, right] = [rowsOf(leftVectors), rowsOf(rightVectors)];
  const size = frobenius(rows);
  transposed(left, rank).forEach((u, k) => {
    const v = right.map((row) => at(row, k));
    near(`singular value ${k}`, at(values, k), dot(u, times(rows, v)), ROUNDING * size);
    const most = u[u.findIndex((value) => Math.abs(value) === largest(u))] as number;
    holds(`the largest entry of left vector ${k} is positive`, most >= -ROUNDING);
  });
  const rest = rows.map((row, i) =>
    row.map(
      (value, j) =>
        value -
        sum(values.map((sigma, k) => sigma * at(left[i] as number[], k) * at(right[j] as number[], k))),
    ),
  );
  atMost(
    'the norm of what the decomposition leaves',
    spectralNorm(rest, columns),
    shifted(errorBound, -unit) + ROUNDING * size,
  );
}

/** Certifies a basis: orthonormal, with a residual within the error bound, and that within the tolerance. */
export function certifyRandomizedRangeFinder(
  problem: sketch.RandomizedRangeFinderProblem,
  { basis, rank, errorBound }: sketch.RandomizedRangeFinderSolution,
): void {
  const { matrix, tolerance } = problem;
  if (!isData(matrix)) return;
  const { rows, unit } = inUnits(matrix);
  const columns = columnsOf(matrix);
  near('the columns of the basis', basis.columns, rank, 0);
  certifyOrthonormal('basis', basis);
  const q = rowsOf(basis);
  const products = transposed(q, rank).map((vector) => times(transposed(rows, columns), vector));
  const rest = rows.map((row, i) =>
    row.map(
      (value, j) => value - sum(products.map((product, k) => at(product, j) * at(q[i] as number[], k))),
    ),
  );
  const missed = spectralNorm(rest, columns);
  const slack = ROUNDING * frobenius(rows);
  atMost('the norm of what the basis misses', missed, shifted(errorBound, -unit) + slack);
  if (tolerance !== undefined) atMost('errorBound', errorBound, tolerance);
}

/** Leverage scores by Gram-Schmidt, twice; undefined if columns are too close to dependent. */
function leverages(rows: readonly (readonly number[])[], columns: number): number[] | undefined {
  const basis: number[][] = [];
  for (const column of transposed(rows, columns)) {
    const exponent = exponentOf(largest(column));
    const scaled = column.map((value) => shifted(value, -exponent));
    const length = norm(scaled);
    let rest = scaled.map((value) => value / length);
    for (const vector of [...basis, ...basis]) {
      const share = dot(vector, rest);
      rest = rest.map((value, i) => value - share * at(vector, i));
    }
    const left = norm(rest);
    if (!(left > 1e-4)) return undefined;
    basis.push(rest.map((value) => value / left));
  }
  return rows.map((_, i) => sum(basis.map((vector) => at(vector, i) ** 2)));
}

/**
 * Certifies leverage scores: from 0 to 1, with the rank as their sum and, if exact, equal to those of an orthonormal
 * basis.
 */
export function certifyLeverageScores(
  { matrix, rankTolerance = 1e-12 }: sketch.LeverageScoresProblem,
  { scores, rank, exact }: sketch.LeverageScoresSolution,
): void {
  const columns = columnsOf(matrix);
  const rows = rowsOf(matrix);
  holds('there is a score for each row', scores.length === rows.length);
  atMost('the largest score', Math.max(0, ...scores), exact ? 1 + ROUNDING : 1.5);
  atMost('the negative of the smallest score', -Math.min(0, ...scores), ROUNDING);
  holds('the rank is at most each side', rank <= Math.min(rows.length, columns));
  if (!exact) return;
  near('the sum of the scores', sum(scores), rank, (1e-9 + 1e-17 / rankTolerance) * (1 + rank));
  if (columns > rows.length || rankTolerance > 1e-9) return;
  const own = leverages(rows, columns);
  if (own === undefined) return;
  near('rank', rank, columns, 0);
  own.forEach((score, i) => {
    near(`score ${i}`, at(scores, i), score, 1e-9 + 1e-17 / rankTolerance);
  });
}

/** The basis functions of one coordinate, by their recurrences. */
function functionsAt(
  basis: sketch.BasisKind,
  degree: number,
  x: number,
): { value: number; degree: number }[] {
  if (basis === 'fourier') {
    const pairs = Array.from({ length: degree }, (_, k) =>
      [Math.cos, Math.sin].map((wave) => ({
        value: Math.SQRT2 * wave((k + 1) * Math.PI * x),
        degree: k + 1,
      })),
    );
    return [{ value: 1, degree: 0 }, ...pairs.flat()];
  }
  const values = [1, x];
  for (let k = 1; k < degree; k++) {
    const [a, b] = [at(values, k), at(values, k - 1)];
    values.push(basis === 'chebyshev' ? 2 * x * a - b : ((2 * k + 1) * x * a - k * b) / (k + 1));
  }
  const factor = (k: number) => (basis === 'legendre' ? Math.sqrt(2 * k + 1) : k === 0 ? 1 : Math.SQRT2);
  return values.slice(0, degree + 1).map((value, k) => ({ value: value * factor(k), degree: k }));
}

/**
 * Certifies a basis matrix: each entry is the product given by its column's indices, and all permitted columns are
 * present.
 */
export function certifyBasisMatrix(
  { points, basis, degree, degreeKind = 'total' }: sketch.BasisMatrixProblem,
  { matrix, multiIndices }: sketch.BasisMatrixSolution,
): void {
  const [places, dimension] = [rowsOf(points), columnsOf(points)];
  const indices = Array.from({ length: matrix.columns }, (_, j) =>
    Array.from(multiIndices.slice(j * dimension, (j + 1) * dimension)),
  );
  holds('no two columns are the same product', new Set(indices.map(String)).size === matrix.columns);
  rowsOf(matrix).forEach((row, i) => {
    const functions = (places[i] as number[]).map((x) => functionsAt(basis, degree, x));
    const sizes = functions.map((parts) => largest(parts.map((part) => part.value)));
    const size = sizes.reduce((all, one) => all * one, 1);
    row.forEach((value, j) => {
      const parts = (indices[j] as number[]).map((index, k) => functions[k]?.[index]);
      const total = sum(parts.map((part) => part?.degree ?? Number.NaN));
      atMost(
        `the degree of column ${j}`,
        degreeKind === 'total' ? total : largest(parts.map((part) => part?.degree ?? Number.NaN)),
        degree,
      );
      const product = parts.reduce((all, part) => all * (part?.value ?? Number.NaN), 1);
      near(`entry ${i}, ${j}`, value, product, 1e-13 * (1 + degree) ** 2 * (1 + size));
    });
  });
}

/**
 * Certifies a product with a sketch: its shape and, except for Gaussian sketches, unit norms of the sketch's columns.
 */
export function certifyApplySketch(
  { matrix, kind, rows, columns, transpose = false }: sketch.ApplySketchProblem,
  { product }: sketch.ApplySketchSolution,
): void {
  const given = rowsOf(matrix);
  near('the rows of the product', product.rows, transpose ? (columns as number) : rows, 0);
  near('the columns of the product', product.columns, columnsOf(matrix), 0);
  if (kind === 'gaussian' || transpose) return;
  const sides = transposed(given, product.columns);
  transposed(rowsOf(product), product.columns).forEach((column, j) => {
    const bound = sum((sides[j] as number[]).map(Math.abs));
    if (Number.isFinite(bound))
      atMost(`the norm of column ${j}`, norm(column), (1 + ROUNDING) * bound + TINY * rows);
  });
}

interface Sample {
  readonly rows: Int32Array;
  readonly weights: Float64Array;
  readonly rank: number;
  readonly normBounds: sketch.NormBounds;
  readonly stabilized: boolean;
}

interface Drawing {
  readonly method: sketch.SampleMethod;
  readonly matrix?: AnyMatrixInput;
  readonly points?: MatrixInput;
  readonly size?: number;
  readonly repeats?: number;
}

/**
 * Certifies a sample: existing rows, sets without repetition, weights of the sampling distribution, and ordered bounds.
 */
function certifySample(
  { method, matrix, points, size, repeats = 1 }: Drawing,
  sample: Sample,
  scores?: Float64Array,
): void {
  const { rows, weights, normBounds, stabilized, rank } = sample;
  const count = rowsOf((matrix ?? points) as AnyMatrixInput).length;
  const features = matrix === undefined ? rank : columnsOf(matrix);
  holds(
    'drawn rows are rows',
    rows.every((row) => row >= 0 && row < count),
  );
  const wanted =
    method === 'dpp' ? features : method === 'repeatedDpp' ? features * repeats : (size ?? rows.length);
  near('the number of drawn rows', rows.length, wanted, 0);
  const sets = method === 'repeatedDpp' ? repeats : 1;
  if (method !== 'leverage' && method !== 'volumeRescaled')
    for (let k = 0; k < sets; k++) {
      const own = Array.from(rows).slice((k * wanted) / sets, ((k + 1) * wanted) / sets);
      holds(
        'the rows of a set ascend',
        own.every((row, i) => i === 0 || row > at(own, i - 1)),
      );
    }
  holds('norm bounds are in order', normBounds.lower >= 0 && normBounds.lower <= normBounds.upper);
  holds(
    'stabilized says whether the bounds are from 1/2 to 3/2',
    stabilized === (normBounds.lower >= 0.5 && normBounds.upper <= 1.5),
  );
  rows.forEach((_, i) => {
    const score = scores?.[i];
    const byScore = {
      dpp: 1,
      repeatedDpp: 1 / repeats,
      leverage: rank / wanted,
      volumeRescaled: rank / wanted,
    } as Record<string, number>;
    const factor = byScore[method];
    if (factor === undefined)
      near(`weight ${i}`, at(weights, i), count / wanted, (EPSILON * 4 * count) / wanted);
    else if (score !== undefined)
      near(`weight ${i}`, at(weights, i), factor / score, (1e-12 * factor) / score);
  });
}

/** Certifies a sample of rows. */
export function certifyWeightedSample(
  problem: sketch.WeightedSampleProblem,
  solution: sketch.WeightedSampleSolution,
): void {
  certifySample(problem, solution, solution.scores);
  atMost('the largest score', Math.max(0, ...solution.scores), 1 + ROUNDING);
}

/** Certifies a fit to a sample: the labels are those of the drawn rows, and their weighted residuals are minimal. */
export function certifySampledLstsq(
  problem: Omit<sketch.SampledLstsqProblem, 'rightSide'> & { readonly rightSide?: unknown },
  solution: sketch.SampledLstsqSolution,
): void {
  certifySample(problem, solution);
  const { rows, weights, labels, evaluations, rank, residualNorm } = solution;
  const { rightSide, matrix } = problem;
  if (isVector(rightSide as VectorInput))
    rows.forEach((row, i) => {
      near(`label ${i}`, at(labels, i), at(rightSide as VectorInput, row), 0);
    });
  near('evaluations', evaluations, new Set(rows).size, 0);
  if (matrix === undefined) return;
  const all = rowsOf(matrix);
  const columns = columnsOf(matrix);
  const drawn = Array.from(rows, (row) => all[row] as number[]);
  const scaled = scaledProblem(
    drawn,
    columns,
    Array.from(labels),
    Array.from(solution.solution),
    Array.from(weights),
  );
  nearResidual('residualNorm', residualNorm, scaled, scaled.residual);
  // Near the null space of the drawn rows, the features have lost as many digits.
  const { lower } = solution.normBounds;
  if (rank === columns && lower > EPSILON)
    certifyMinimum(scaled, (100 * CERTIFIED) / Math.min(1, Math.sqrt(lower)));
}
