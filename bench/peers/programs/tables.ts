// Programs as arrays of doubles, and the quality of solution points.

import type { constrained, Matrix, SparseMatrix } from 'superlinear';

/** Programs that differ only in their row bounds. */
export interface Tables {
  readonly variables: number;
  readonly rows: number;
  /** Row by row. */
  readonly hessian: Float64Array;
  readonly linear: Float64Array;
  /** Row by row. */
  readonly constraints: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Lower and upper row bounds of each program. */
  readonly rowBounds: readonly (readonly [Float64Array, Float64Array])[];
}

export function tablesOf(problem: constrained.QuadraticProgramsProblem): Tables {
  const linear = problem.linear as Float64Array;
  const variables = linear.length;
  const matrix = problem.constraintMatrix as Matrix | SparseMatrix;
  const several = Array.isArray(problem.constraintLower);
  const list = (rowBounds: unknown) => (several ? rowBounds : [rowBounds]) as Float64Array[];
  const upper = list(problem.constraintUpper);
  return {
    variables,
    rows: matrix.rows,
    hessian: wholeOf(problem.hessian as Matrix | Float64Array, variables),
    linear,
    constraints: 'indptr' in matrix ? filled(matrix) : matrix.data,
    lower: problem.lower as Float64Array,
    upper: problem.upper as Float64Array,
    rowBounds: list(problem.constraintLower).map((lower, k) => [lower, upper[k]] as const),
  };
}

function wholeOf(hessian: Matrix | Float64Array, variables: number): Float64Array {
  if ('rows' in hessian) return hessian.data;
  const whole = new Float64Array(variables * variables);
  hessian.forEach((value, j) => {
    whole[j * (variables + 1)] = value;
  });
  return whole;
}

function filled({ rows, columns, indptr, indices, data }: SparseMatrix): Float64Array {
  const whole = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = indptr[i]; k < indptr[i + 1]; k++) whole[i * columns + indices[k]] = data[k];
  return whole;
}

const times = (table: Float64Array, x: ArrayLike<number>) =>
  Array.from({ length: table.length / x.length }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < x.length; j++) sum += table[i * x.length + j] * x[j];
    return sum;
  });

/** The largest violation of any row or bound. */
export function violationOf(
  { constraints, lower, upper, rowBounds }: Tables,
  points: readonly ArrayLike<number>[],
): number {
  let worst = 0;
  points.forEach((x, k) => {
    const [from, to] = rowBounds[k];
    times(constraints, x).forEach((value, i) => {
      worst = Math.max(worst, from[i] - value, value - to[i]);
    });
    for (let j = 0; j < x.length; j++) worst = Math.max(worst, lower[j] - x[j], x[j] - upper[j]);
  });
  return worst;
}

/** The largest deviation of an objective from superlinear's, relative to its magnitude or 1. */
export function worstObjective(
  { hessian, linear }: Tables,
  points: readonly ArrayLike<number>[],
  ours: Float64Array,
): number {
  const apart = points.map((x, k) => {
    const objective = times(hessian, x).reduce((sum, value, j) => sum + x[j] * (value / 2 + linear[j]), 0);
    return (objective - ours[k]) / Math.max(1, Math.abs(ours[k]));
  });
  return apart.reduce((worst, value) => (Math.abs(value) > Math.abs(worst) ? value : worst), 0);
}
