/**
 * Certificates of kernel ridge regression: the model solves its linear system, and its criterion is stationary within
 * the bounds. The criterion and its finite differences are computed here from the returned parameters.
 */

import type { bilevel } from 'superlinear';
import {
  at,
  atMost,
  dot,
  EPSILON,
  isVector,
  largest,
  MEASURED,
  near,
  rightSidesOf,
  rowsOf,
  sum,
  vectorOf,
} from './support.js';

/** Cholesky factor of a symmetric positive definite matrix, from its lower triangle. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const lower = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      const [left, right] = [lower[i] as number[], lower[j] as number[]];
      const rest = at(matrix[i] as number[], j) - dot(left.slice(0, j), right.slice(0, j));
      left[j] = i === j ? Math.sqrt(rest) : rest / at(right, j);
    }
  }
  return lower;
}

/** Solves a system with a Cholesky factor. */
function solved(lower: readonly number[][], rightSide: readonly number[]): number[] {
  const x = Array.from(rightSide);
  for (let i = 0; i < x.length; i++) {
    const row = lower[i] as number[];
    x[i] = (at(x, i) - dot(row.slice(0, i), x.slice(0, i))) / at(row, i);
  }
  for (let i = x.length - 1; i >= 0; i--) {
    let rest = at(x, i);
    for (let j = i + 1; j < x.length; j++) rest -= at(lower[j] as number[], i) * at(x, j);
    x[i] = rest / at(lower[i] as number[], i);
  }
  return x;
}

/** The kernel of two rows, with squared inverse length scales as factors. */
export function kernelOf(
  kernel: bilevel.KernelShape,
  a: readonly number[],
  b: readonly number[],
  factors: readonly number[],
): number {
  if (kernel === 'linear') return sum(a.map((value, j) => at(factors, j) * value * at(b, j)));
  const square = sum(a.map((value, j) => at(factors, j) * (value - at(b, j)) ** 2));
  const [three, five] = [Math.sqrt(3 * square), Math.sqrt(5 * square)];
  if (kernel === 'matern12') return Math.exp(-Math.sqrt(square));
  if (kernel === 'matern32') return (1 + three) * Math.exp(-three);
  if (kernel === 'matern52') return (1 + five + (5 * square) / 3) * Math.exp(-five);
  return Math.exp(-square / 2);
}

/** The features, centered and scaled as in the problem. */
function scaledRows(problem: bilevel.TuneKernelProblem): number[][] {
  const rows = rowsOf(problem.matrix as NonNullable<typeof problem.matrix>);
  const columns = (rows[0] as number[]).map((_, j) => centered(rows.map((row) => at(row, j))));
  const variances = columns.map((column) => dot(column, column) / rows.length);
  const scales = variances.map((own) => {
    if (problem.standardize === false) return 1;
    const variance = problem.lengthScales === 'shared' ? sum(variances) / variances.length : own;
    return variance > 0 ? Math.sqrt(variance) : 1;
  });
  return rows.map((_, i) => columns.map((column, j) => at(column, i) / at(scales, j)));
}

/** The kernel matrix at the logarithms of its parameters. */
function matrixOf(problem: bilevel.TuneKernelProblem, x: readonly number[]): number[][] {
  if (problem.kernels !== undefined) {
    const matrices = problem.kernels.map((kernel) => rowsOf(kernel));
    return (matrices[0] as number[][]).map((row, i) =>
      row.map((_, j) => sum(matrices.map((matrix, k) => Math.exp(at(x, k)) * at(matrix[i] as number[], j)))),
    );
  }
  const rows = scaledRows(problem);
  const factors = (rows[0] as number[]).map((_, j) =>
    Math.exp(at(x, problem.lengthScales === 'shared' ? 0 : j)),
  );
  return rows.map((a) => rows.map((b) => kernelOf(problem.kernel ?? 'gaussian', a, b, factors)));
}

const withRidge = (kernel: readonly number[][], ridge: number) =>
  kernel.map((row, i) => row.map((value, j) => (i === j ? value + ridge * kernel.length : value)));

const centered = (values: readonly number[]) => {
  const mean = sum(values) / values.length;
  return values.map((value) => value - mean);
};

/** The intercept, the response without it, and the dual coefficients; also A⁻¹1 if the intercept is fitted. */
function fitted(lower: readonly number[][], response: readonly number[], intercept: bilevel.KernelIntercept) {
  const mean = intercept === 'none' ? 0 : sum(response) / response.length;
  const around = response.map((value) => value - mean);
  if (intercept !== 'fitted') return { offset: mean, rest: around, dual: solved(lower, around) };
  const ones = solved(
    lower,
    response.map(() => 1),
  );
  const constant = dot(ones, around) / sum(ones);
  const rest = around.map((value) => value - constant);
  return { offset: mean + constant, rest, dual: solved(lower, rest), ones };
}

/** Leave-one-out errors, from the full system. */
function leftOut(
  lower: readonly number[][],
  response: readonly number[],
  intercept: bilevel.KernelIntercept,
) {
  const { dual, ones } = fitted(lower, response, intercept);
  return dual.map((value, i) => {
    const unit = dual.map((_, k) => (k === i ? 1 : 0));
    const ofConstant = ones === undefined ? 0 : at(ones, i) ** 2 / sum(ones);
    return value / (at(solved(lower, unit), i) - ofConstant);
  });
}

const interceptOf = ({ intercept = 'fitted' }: bilevel.TuneKernelProblem) => intercept;

/** Prediction errors on the held-out samples of all folds. */
function heldOut(problem: bilevel.TuneKernelProblem, kernel: readonly number[][], ridge: number): number[] {
  const { folds = 5 } = problem;
  const foldOf = kernel.map((_, i) => (typeof folds === 'number' ? i % folds : at(vectorOf(folds), i)));
  const errors: number[] = [];
  for (const response of rightSidesOf(problem.response)) {
    for (let fold = 0; fold <= Math.max(...foldOf); fold++) {
      const training = foldOf.flatMap((own, i) => (own === fold ? [] : [i]));
      const part = training.map((i) => training.map((j) => at(kernel[i] as number[], j)));
      const chosen = training.map((i) => at(response, i));
      const { offset, dual } = fitted(cholesky(withRidge(part, ridge)), chosen, interceptOf(problem));
      foldOf.forEach((own, i) => {
        if (own !== fold) return;
        const row = training.map((j) => at(kernel[i] as number[], j));
        errors.push(offset + dot(row, dual) - at(response, i));
      });
    }
  }
  return errors;
}

const halfMeanSquare = (values: readonly number[]) => dot(values, values) / (2 * values.length);

/** The criterion at the logarithms of the parameters, with the ridge last. */
export function criterionOf(problem: bilevel.TuneKernelProblem, x: readonly number[]): number {
  const [kernel, ridge] = [matrixOf(problem, x.slice(0, -1)), Math.exp(at(x, x.length - 1))];
  if (problem.criterion === 'folds') return halfMeanSquare(heldOut(problem, kernel, ridge));
  const lower = cholesky(withRidge(kernel, ridge));
  const [responses, intercept] = [rightSidesOf(problem.response), interceptOf(problem)];
  if (problem.criterion === 'leaveOneOut')
    return halfMeanSquare(responses.flatMap((response) => leftOut(lower, response, intercept)));
  const fits = responses.map((response) => fitted(lower, response, intercept));
  const energy = sum(fits.map(({ rest, dual }) => dot(rest, dual)));
  const ones = fits[0]?.ones;
  const degrees = kernel.length - (ones === undefined ? 0 : 1);
  const ofConstant = ones === undefined ? 0 : Math.log(sum(ones)) / 2;
  const determinant = sum(lower.map((row, i) => Math.log(at(row, i)))) + ofConstant;
  return Math.log(energy / (degrees * responses.length)) / 2 + determinant / degrees;
}

/** Bounds of the logarithms of squared inverse length scales and of weights. */
const KERNEL_BOUNDS = [-12, 4] as const;

/** The unit of the ridge: the size of the kernel's diagonal. */
function unitOf({ kernels }: bilevel.TuneKernelProblem): number {
  if (kernels === undefined) return 1;
  const tables = kernels.map((kernel) => rowsOf(kernel));
  const diagonals = tables.flatMap((table) => table.map((row, i) => Math.abs(at(row, i))));
  return sum(diagonals) / (tables[0] as number[][]).length || 1;
}

/** Allowed deviation from the library's results, relative, in units of rounding times condition number. */
const ROUNDINGS = 64;

/** Nothing is certified if rounding exceeds this limit. */
const WORST = 1e-3;

/** Fourth-order central difference in one variable. */
function slopeOf(value: (x: readonly number[]) => number, x: readonly number[], j: number): number {
  const h = 1e-3;
  const moved = (step: number) => value(x.map((entry, k) => (k === j ? entry + step : entry)));
  return (8 * (moved(h) - moved(-h)) - (moved(2 * h) - moved(-2 * h))) / (12 * h);
}

/**
 * Certifies that the figures of a solution follow from its parameters, and that the criterion is stationary to the
 * tolerance if converged.
 */
export function certifyTuneKernel(
  problem: bilevel.TuneKernelProblem,
  solution: bilevel.TuneKernelSolution,
): void {
  const { lengthScales, weights, ridge } = solution;
  const parameters =
    weights === undefined
      ? vectorOf(lengthScales as Float64Array).map((scale) => -2 * Math.log(scale))
      : vectorOf(weights).map(Math.log);
  const x = [...parameters, Math.log(ridge)];
  const matrix = withRidge(matrixOf(problem, parameters), ridge);
  const condition = largest(matrix.flat()) / ridge;
  const slack = ROUNDINGS * EPSILON * matrix.length * condition;
  if (slack > WORST) return;
  const responses = rightSidesOf(problem.response);
  const duals = rightSidesOf(solution.dualCoefficients as never);
  const lower = cholesky(matrix);
  const intercept = interceptOf(problem);
  const unit = largest(intercept === 'none' ? responses.flat() : responses.flatMap(centered));
  responses.forEach((response, k) => {
    const { offset } = fitted(lower, response, intercept);
    near('the offset', at(solution.offset, k), offset, slack * largest(response));
    const dual = duals[k] as number[];
    // The offset is rounded in its last place, which may be large relative to the centered response.
    const rounding = EPSILON * largest(response);
    if (intercept === 'fitted') near('the sum of the dual coefficients', sum(dual), 0, slack * largest(dual));
    matrix.forEach((row, i) => {
      const rest = at(response, i) - at(solution.offset, k);
      near(`row ${i} of the system`, dot(row, dual), rest, slack * unit + rounding);
    });
  });
  const errors = responses.flatMap((response) => leftOut(lower, response, intercept));
  const found = rightSidesOf(solution.leaveOneOutResiduals as never).flat();
  errors.forEach((error, i) => {
    near(`leave-one-out residual ${i}`, at(found, i), error, slack * largest(errors));
  });
  near('the leave-one-out loss', solution.leaveOneOutLoss, halfMeanSquare(errors), slack * unit * unit);
  const value = criterionOf(problem, x);
  near('the objective', solution.objective, value, slack * Math.max(Math.abs(value), 1e-300) + slack);
  // Fourth-order differences have a relative error of 1e-9, plus the rounding of the criterion divided by the step.
  const gradient = x.map((_, j) => slopeOf((point) => criterionOf(problem, point), x, j));
  const rough = 1e-7 * Math.max(largest(gradient), Math.abs(value)) + 1e4 * slack * Math.abs(value);
  gradient.forEach((slope, j) => {
    near(`entry ${j} of the gradient`, at(solution.gradient, j), slope, rough);
  });
  const [smallest, most] = [unitOf(problem) * (1e-14 / matrix.length), unitOf(problem) * Math.exp(3)];
  const ridgeBounds = [Math.log(smallest), Math.log(most)] as const;
  const projected = largest(
    x.map((entry, j) => {
      const slope = at(solution.gradient, j);
      const [least, most] = j < x.length - 1 ? KERNEL_BOUNDS : ridgeBounds;
      // Bounds apply to logarithms of the returned values.
      const [down, up] = [entry - least, entry - most].map((distance) =>
        Math.abs(distance) < 1e-9 ? 0 : distance,
      );
      return Math.max(Math.min(slope, down as number), up as number);
    }),
  );
  near('the projected gradient', solution.projectedGradient, projected, 1e-9 * (1 + projected));
  if (solution.status !== 'converged') return;
  const isLikelihood = (problem.criterion ?? 'marginalLikelihood') === 'marginalLikelihood';
  const without = responses.flatMap((response) => (intercept === 'none' ? response : centered(response)));
  const scale = isLikelihood ? 1 : Math.max(solution.objective, 1e-16 * halfMeanSquare(without));
  atMost('the projected gradient', projected, MEASURED * (problem.tolerance ?? 1e-4) * scale + 1e-300);
}

/** Certifies that predictions are sums of kernels. */
export function certifyPredictKernel(
  problem: bilevel.PredictKernelProblem,
  solution: bilevel.PredictKernelSolution,
): void {
  const { model, matrix, kernels } = problem;
  const duals = rightSidesOf(model.dualCoefficients);
  const predictions = isVector(solution.predictions as never)
    ? [vectorOf(solution.predictions as Float64Array)]
    : rightSidesOf(solution.predictions as never);
  const cross: number[][] = [];
  if (matrix !== undefined && model.matrix !== undefined) {
    const [means, units] = [model.featureMeans, model.featureScales].map((values) =>
      values === undefined ? undefined : vectorOf(values),
    );
    const scaled = (rows: readonly (readonly number[])[]) =>
      rows.map((row) => row.map((value, j) => (value - (means?.[j] ?? 0)) / (units?.[j] ?? 1)));
    const training = scaled(rowsOf(model.matrix));
    const scales = vectorOf(model.lengthScales as Float64Array);
    const factors = (training[0] as number[]).map((_, j) => at(scales, scales.length === 1 ? 0 : j) ** -2);
    for (const a of scaled(rowsOf(matrix)))
      cross.push(training.map((b) => kernelOf(model.kernel ?? 'gaussian', a, b, factors)));
  } else {
    const weights = vectorOf(model.weights as Float64Array);
    const tables = (kernels ?? []).map((kernel) => rowsOf(kernel));
    (tables[0] ?? []).forEach((row, i) => {
      cross.push(
        row.map((_, j) => sum(tables.map((table, k) => at(weights, k) * at(table[i] as number[], j)))),
      );
    });
  }
  predictions.forEach((column, k) => {
    const dual = duals[k] as number[];
    cross.forEach((row, i) => {
      const sizes = row.map((value, j) => Math.abs(value * at(dual, j)));
      const expected = at(vectorOf(model.offset), k) + dot(row, dual);
      const slack = 1e-9 * (sum(sizes) + Math.abs(at(vectorOf(model.offset), k))) + 1e-300;
      if (Number.isFinite(slack)) near(`prediction ${i}`, at(column, i), expected, slack);
    });
  });
}
