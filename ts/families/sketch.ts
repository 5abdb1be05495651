/** Randomized linear algebra: random projections that reduce large problems, and refinement to full accuracy. */

import type { Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import { converse, converseSync, scalarAnswerer } from '../engine/converse.js';
import { type SyncLinearOperator, solve, solveSync, type WithOperator } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type {
  IterativeHessianSketchProblem,
  IterativeHessianSketchProgress,
  IterativeHessianSketchSolution,
  KrylovProblem,
  KrylovProgress,
  KrylovSolution,
  LstsqProblem,
  LstsqProgress,
  LstsqSolution,
  RandomizedRangeFinderProblem,
  RandomizedRangeFinderProgress,
  RandomizedRangeFinderSolution,
  RandomizedSvdProblem,
  RandomizedSvdProgress,
  RandomizedSvdSolution,
  SampledLstsqProblem,
  SampledLstsqSolution,
  SketchedLstsqProblem,
  SketchedLstsqSolution,
} from '../generated/sketch.js';
import '#wasm/sketch.js';

export type { LinearOperator, SyncLinearOperator, VectorAnswer, WithOperator } from '../engine/operators.js';
export * from '../generated/sketch.js';

/**
 * Solves linear least squares to machine precision, faster than LAPACK for tall matrices. A random sketch preconditions
 * the problem, the full matrix corrects the solution, and a certificate bounds its backward error. If the certificate
 * fails, a QR decomposition takes over, and the result reports it. Supports weights, a ridge term and several
 * right-hand sides; returns the minimum-norm solution if the matrix is rank deficient or wide.
 *
 * @example
 * ```ts
 * const { solution, backwardError } = await lstsq({
 *   matrix: [
 *     [1, 0],
 *     [1, 1],
 *     [1, 2],
 *   ],
 *   rightSide: [1, 2.9, 5.1],
 * });
 * ```
 */
export function lstsq<RightSide extends VectorInput | MatrixInput>(
  problem: (LstsqProblem | WithOperator<LstsqProblem>) & { readonly rightSide: RightSide },
  options?: RunOptions<LstsqProgress>,
): Promise<LstsqSolutionOf<RightSide>> {
  return solve('sketch.lstsq', problem, options);
}

/** Blocking version of {@link lstsq}; an operator's functions must be synchronous. */
export function lstsqSync<RightSide extends VectorInput | MatrixInput>(
  problem: (LstsqProblem | WithOperator<LstsqProblem, SyncLinearOperator>) & {
    readonly rightSide: RightSide;
  },
  options?: SyncRunOptions,
): LstsqSolutionOf<RightSide> {
  return solveSync('sketch.lstsq', problem, options);
}

/** The solution in the form of the right-hand side: a vector for a vector, a matrix for a matrix. */
export type LstsqSolutionOf<RightSide> = RightSide extends VectorInput
  ? LstsqSolution & { readonly solution: Float64Array; readonly residual?: Float64Array }
  : RightSide extends MatrixInput
    ? LstsqSolution & { readonly solution: Matrix; readonly residual?: Matrix }
    : LstsqSolution;

/**
 * Solves least squares by LSQR, for large sparse matrices and for matrices given by their products: `matrix` may be
 * data or an operator with your own functions. Each iteration takes one product with the matrix and one with its
 * transpose, and reduces the residual.
 *
 * After Paige, Saunders: LSQR, An Algorithm for Sparse Linear Equations and Sparse Least Squares, ACM Transactions on
 * Mathematical Software 8, 1982.
 *
 * @example
 * ```ts
 * const differences = {
 *   rows: 3,
 *   columns: 4,
 *   apply: ([a = 0, b = 0, c = 0, d = 0]: Float64Array) => [b - a, c - b, d - c],
 *   applyTranspose: ([a = 0, b = 0, c = 0]: Float64Array) => [-a, a - b, b - c, c],
 * };
 * const { solution } = await lsqr({ matrix: differences, rightSide: [1, 2, 3] });
 * ```
 */
export function lsqr(
  problem: KrylovProblem | WithOperator<KrylovProblem>,
  options?: RunOptions<KrylovProgress>,
): Promise<KrylovSolution> {
  return solve('sketch.lsqr', problem, options);
}

/** Blocking version of {@link lsqr}; an operator's functions must be synchronous. */
export function lsqrSync(
  problem: KrylovProblem | WithOperator<KrylovProblem, SyncLinearOperator>,
  options?: SyncRunOptions,
): KrylovSolution {
  return solveSync('sketch.lsqr', problem, options);
}

/**
 * Solves least squares by LSMR. Unlike {@link lsqr}, it reduces the residual of the normal equations in each iteration,
 * and is thus safer to stop early, at the cost of slightly more memory.
 *
 * After Fong, Saunders: LSMR, An Iterative Algorithm for Sparse Least-Squares Problems, SIAM Journal on Scientific
 * Computing 33, 2011.
 *
 * @example
 * ```ts
 * const { solution, normalResidual } = await lsmr({
 *   matrix: [[1, 0], [1, 1], [1, 2]],
 *   rightSide: [1, 3, 2],
 * });
 * ```
 */
export function lsmr(
  problem: KrylovProblem | WithOperator<KrylovProblem>,
  options?: RunOptions<KrylovProgress>,
): Promise<KrylovSolution> {
  return solve('sketch.lsmr', problem, options);
}

/** Blocking version of {@link lsmr}; an operator's functions must be synchronous. */
export function lsmrSync(
  problem: KrylovProblem | WithOperator<KrylovProblem, SyncLinearOperator>,
  options?: SyncRunOptions,
): KrylovSolution {
  return solveSync('sketch.lsmr', problem, options);
}

/**
 * Solves least squares to a chosen accuracy by sketching the problem to few rows and solving the small one. With a
 * dense sketch the error bound holds for each coordinate of the solution: errors spread evenly over them.
 *
 * After Song, Yin, Zhang: A Nearly-Optimal Bound for Fast Regression with l∞ Guarantee, ICML 2023 (arXiv 2302.00248).
 *
 * @example
 * ```ts
 * const times = Array.from({ length: 100_000 }, (_, i) => i / 100_000);
 * const { solution, errorBounds } = await sketchedLstsq({
 *   matrix: times.map((t) => [1, t]),
 *   rightSide: times.map((t) => 2 - t + 0.1 * Math.sin(1e6 * t)),
 *   accuracy: 0.2,
 * });
 * ```
 */
export function sketchedLstsq<RightSide extends VectorInput | MatrixInput>(
  problem: SketchedLstsqProblem & { readonly rightSide: RightSide },
  options?: RunOptions,
): Promise<SketchedLstsqSolution & InTheFormOf<RightSide>> {
  return run('sketch.sketchedLstsq', problem, options);
}

/** Blocking version of {@link sketchedLstsq}. */
export function sketchedLstsqSync<RightSide extends VectorInput | MatrixInput>(
  problem: SketchedLstsqProblem & { readonly rightSide: RightSide },
  options?: SyncRunOptions,
): SketchedLstsqSolution & InTheFormOf<RightSide> {
  return runSync('sketch.sketchedLstsq', problem, options);
}

/**
 * Solves least squares by the iterative Hessian sketch: Newton steps with a sketched Hessian. Each step reduces the
 * error by a factor that depends on the number of rows of the sketch but not on the condition number.
 *
 * After Pilanci, Wainwright: Iterative Hessian Sketch, Journal of Machine Learning Research 17, 2016; Lacotte, Pilanci:
 * Optimal Randomized First-Order Methods for Least-Squares Problems, ICML 2020.
 *
 * @example
 * ```ts
 * const { status, iterations, solution } = await iterativeHessianSketch({
 *   matrix: Array.from({ length: 5000 }, (_, i) => [1, i, i * i]),
 *   rightSide: Array.from({ length: 5000 }, (_, i) => Math.sqrt(i)),
 *   tolerance: 1e-6,
 * });
 * ```
 */
export function iterativeHessianSketch<RightSide extends VectorInput | MatrixInput>(
  problem: IterativeHessianSketchProblem & { readonly rightSide: RightSide },
  options?: RunOptions<IterativeHessianSketchProgress>,
): Promise<IterativeHessianSketchSolution & InTheFormOf<RightSide>> {
  return run('sketch.iterativeHessianSketch', problem, options);
}

/** Blocking version of {@link iterativeHessianSketch}. */
export function iterativeHessianSketchSync<RightSide extends VectorInput | MatrixInput>(
  problem: IterativeHessianSketchProblem & { readonly rightSide: RightSide },
  options?: SyncRunOptions,
): IterativeHessianSketchSolution & InTheFormOf<RightSide> {
  return runSync('sketch.iterativeHessianSketch', problem, options);
}

/** A vector for one right-hand side, a matrix for several. */
export type InTheFormOf<RightSide> = RightSide extends VectorInput
  ? { readonly solution: Float64Array }
  : RightSide extends MatrixInput
    ? { readonly solution: Matrix }
    : unknown;

/** The label of a row of features, possibly asynchronous. */
export type LabelFunction = (row: number) => number | PromiseLike<number>;

/** A problem whose labels come from a function. It is called once for each sampled row. */
export type WithLabels<Problem, Label = LabelFunction> = Omit<Problem, 'rightSide'> & {
  readonly rightSide: Label;
};

/**
 * Solves least squares from few labels: samples rows like {@link weightedSample}, and fits coefficients to their labels
 * by weighted least squares. Labels are data or a function.
 *
 * @example
 * ```ts
 * const times = Array.from({ length: 1001 }, (_, i) => i / 500 - 1);
 * const { solution, lossEstimate } = await sampledLstsq({
 *   points: times.map((time) => [time]),
 *   basis: 'legendre',
 *   degree: 5,
 *   rightSide: async (i) => Math.exp(i / 500 - 1), // a slow measurement
 *   method: 'volumeRescaled',
 *   size: 12,
 * });
 * ```
 */
export function sampledLstsq(
  problem: SampledLstsqProblem | WithLabels<SampledLstsqProblem>,
  options?: RunOptions,
): Promise<SampledLstsqSolution> {
  return asksForLabels(problem)
    ? converse('sketch.sampledLstsq', problem, LABELS, options)
    : run('sketch.sampledLstsq', problem, options);
}

/** Blocking version of {@link sampledLstsq}; a label function must be synchronous. */
export function sampledLstsqSync(
  problem: SampledLstsqProblem | WithLabels<SampledLstsqProblem, (row: number) => number>,
  options?: SyncRunOptions,
): SampledLstsqSolution {
  return asksForLabels(problem)
    ? converseSync('sketch.sampledLstsq', problem, LABELS, options)
    : runSync('sketch.sampledLstsq', problem, options);
}

const LABELS = { rightSide: scalarAnswerer };

/** Values other than problems are rejected by the entry points. */
function asksForLabels(problem: { readonly rightSide: unknown } | null | undefined): boolean {
  return typeof problem?.rightSide === 'function';
}

/**
 * Computes the largest singular values of a matrix and their vectors, from its products with slightly more random
 * vectors than the rank. Takes a few passes over the matrix, at the speed of matrix products, and returns an error
 * bound. `matrix` may be data or an operator with your own functions.
 *
 * After Halko, Martinsson, Tropp: Finding Structure with Randomness, SIAM Review 53, 2011.
 *
 * @example
 * ```ts
 * const { singularValues, leftVectors, errorBound } = await randomizedSvd({
 *   matrix: [
 *     [3, 0],
 *     [4, 0],
 *     [0, 1],
 *   ],
 *   rank: 1,
 * });
 * ```
 */
export function randomizedSvd(
  problem: RandomizedSvdProblem | WithOperator<RandomizedSvdProblem>,
  options?: RunOptions<RandomizedSvdProgress>,
): Promise<RandomizedSvdSolution> {
  return solve('sketch.randomizedSvd', problem, options);
}

/** Blocking version of {@link randomizedSvd}; an operator's functions must be synchronous. */
export function randomizedSvdSync(
  problem: RandomizedSvdProblem | WithOperator<RandomizedSvdProblem, SyncLinearOperator>,
  options?: SyncRunOptions,
): RandomizedSvdSolution {
  return solveSync('sketch.randomizedSvd', problem, options);
}

/**
 * Computes an orthonormal basis Q for the approximate range of a matrix A, of a given rank or to a given tolerance, and
 * a bound on the error of A ≈ QQ'A. `matrix` may be data or an operator with your own functions.
 *
 * After Halko, Martinsson, Tropp: Finding Structure with Randomness, SIAM Review 53, 2011.
 *
 * @example
 * ```ts
 * const { basis, rank } = await randomizedRangeFinder({
 *   matrix: [
 *     [1, 2, 3],
 *     [2, 4, 6],
 *     [1, 0, 1],
 *   ],
 *   tolerance: 1e-6,
 * });
 * ```
 */
export function randomizedRangeFinder(
  problem: RandomizedRangeFinderProblem | WithOperator<RandomizedRangeFinderProblem>,
  options?: RunOptions<RandomizedRangeFinderProgress>,
): Promise<RandomizedRangeFinderSolution> {
  return solve('sketch.randomizedRangeFinder', problem, options);
}

/** Blocking version of {@link randomizedRangeFinder}; an operator's functions must be synchronous. */
export function randomizedRangeFinderSync(
  problem: RandomizedRangeFinderProblem | WithOperator<RandomizedRangeFinderProblem, SyncLinearOperator>,
  options?: SyncRunOptions,
): RandomizedRangeFinderSolution {
  return solveSync('sketch.randomizedRangeFinder', problem, options);
}
