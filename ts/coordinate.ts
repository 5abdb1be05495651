/** Block coordinate descent: sparse generalised linear models, blocks of every rule, and quadratics on graphs. */

import type { Matrix, MatrixInput, VectorInput } from './engine/arrays.js';
import type { RunOptions, SyncRunOptions } from './engine/options.js';
import { run, runSync } from './engine/run.js';
import type {
  ForestProblem,
  ForestSolution,
  GraphProgress,
  GraphQuadraticProblem,
  GraphQuadraticSolution,
  LabelPropagationProblem,
  LabelPropagationSolution,
  MinimizeBlocksProblem,
  MinimizeBlocksProgress,
  MinimizeBlocksSolution,
} from './generated/coordinate.js';

export type * from './generated/coordinate.js';

/**
 * A quadratic on a graph: the `x` that minimises `x'Ax/2 - b'x` for a sparse positive definite matrix. Leaves and chains are
 * eliminated exactly; the rest goes to a sparse decomposition, or to conjugate gradients with forests or a multigrid cycle,
 * whichever its size and structure suggest. Several right sides share what is prepared.
 *
 * After Nutini, Laradji, Schmidt: Let's Make Block Coordinate Descent Converge Faster, Journal of Machine Learning Research 23,
 * 2022, whose forest blocks serve as a preconditioner here.
 *
 * @example
 * ```ts
 * // A chain of three nodes whose ends are tied to 0 and to 1.
 * const matrix = {
 *   rows: 3,
 *   columns: 3,
 *   indptr: [0, 2, 5, 7],
 *   indices: [0, 1, 0, 1, 2, 1, 2],
 *   data: [2, -1, -1, 2, -1, -1, 2],
 * };
 * const { solution } = await solveGraphQuadratic({ matrix, rightSide: [0, 0, 1] }); // [0.25, 0.5, 0.75]
 * ```
 */
export function solveGraphQuadratic<RightSide extends VectorInput | MatrixInput>(
  problem: GraphQuadraticProblem & { readonly rightSide: RightSide },
  options?: RunOptions<GraphProgress>,
): Promise<GraphQuadraticSolutionOf<RightSide>> {
  return run('coordinate.solveGraphQuadratic', problem, options);
}

/** {@link solveGraphQuadratic}, blocking the calling thread. */
export function solveGraphQuadraticSync<RightSide extends VectorInput | MatrixInput>(
  problem: GraphQuadraticProblem & { readonly rightSide: RightSide },
  options?: SyncRunOptions,
): GraphQuadraticSolutionOf<RightSide> {
  return runSync('coordinate.solveGraphQuadratic', problem, options);
}

/** The solution in the form of the right side: a vector for a vector, a matrix for a matrix. */
export type GraphQuadraticSolutionOf<RightSide> = RightSide extends VectorInput
  ? GraphQuadraticSolution & { readonly solution: Float64Array }
  : RightSide extends MatrixInput
    ? GraphQuadraticSolution & { readonly solution: Matrix }
    : GraphQuadraticSolution;

/**
 * Spreads labels, or values, from a few nodes of a graph over all that are connected with them: neighbours are to agree, the more
 * the heavier their edge. A node that no label reaches is listed, and gets the default label.
 *
 * After Zhu, Ghahramani, Lafferty: Semi-Supervised Learning Using Gaussian Fields and Harmonic Functions, ICML 2003; with `alpha`,
 * Zhou, Bousquet, Lal, Weston, Schölkopf: Learning with Local and Global Consistency, NIPS 2003.
 *
 * @example
 * ```ts
 * const { labels, scores } = await labelPropagation({
 *   edges: [[0, 1], [1, 2], [2, 3], [3, 4]],
 *   labels: [0, -1, -1, -1, 1],
 * });
 * // labels: [0, 0, 0, 1, 1]
 * ```
 */
export function labelPropagation<Problem extends LabelPropagationProblem>(
  problem: Problem,
  options?: RunOptions<GraphProgress>,
): Promise<LabelPropagationSolutionOf<Problem>> {
  return run('coordinate.labelPropagation', problem, options);
}

/** {@link labelPropagation}, blocking the calling thread. */
export function labelPropagationSync<Problem extends LabelPropagationProblem>(
  problem: Problem,
  options?: SyncRunOptions,
): LabelPropagationSolutionOf<Problem> {
  return runSync('coordinate.labelPropagation', problem, options);
}

/** The solution for labels has labels, that for values has values. */
export type LabelPropagationSolutionOf<Problem> = Problem extends { readonly labels: VectorInput }
  ? LabelPropagationSolution & {
      readonly labels: Int32Array;
      readonly scores: Matrix;
      readonly classes: Int32Array;
    }
  : Problem extends { readonly values: VectorInput }
    ? LabelPropagationSolution & { readonly values: Float64Array }
    : LabelPropagationSolution;

/**
 * A forest of a sparse symmetric matrix: rows whose entries form no cycle, chosen greedily. Its equations are solved in linear time,
 * by messages from the leaves to the roots and back.
 *
 * After Nutini, Laradji, Schmidt: Let's Make Block Coordinate Descent Converge Faster, Journal of Machine Learning Research 23,
 * 2022, section 5.
 *
 * @example
 * ```ts
 * // A triangle: one of its nodes would close the cycle.
 * const matrix = {
 *   rows: 3,
 *   columns: 3,
 *   indptr: [0, 3, 6, 9],
 *   indices: [0, 1, 2, 0, 1, 2, 0, 1, 2],
 *   data: [3, -1, -1, -1, 3, -1, -1, -1, 3],
 * };
 * const { size, members, solution } = await forest({ matrix, rightSide: [1, 1, 1] });
 * ```
 */
export function forest(problem: ForestProblem, options?: RunOptions<never>): Promise<ForestSolution> {
  return run('coordinate.forest', problem, options);
}

/** {@link forest}, blocking the calling thread. */
export function forestSync(problem: ForestProblem, options?: SyncRunOptions): ForestSolution {
  return runSync('coordinate.forest', problem, options);
}

/**
 * Block coordinate descent in which partition, rule and update are chosen freely, with a record of each iteration: for the study of
 * what makes such methods converge. Least squares, logistic and multinomial losses, and quadratics, with an l1 penalty and bounds.
 * What it solves, the other functions of this family solve many times faster.
 *
 * After Nutini, Laradji, Schmidt: Let's Make Block Coordinate Descent Converge Faster, Journal of Machine Learning Research 23, 2022.
 *
 * @param problem The function, and how it is to be minimised.
 * @param options Their `seed` chooses what is drawn at random.
 *
 * @example
 * ```ts
 * const { history } = await minimizeBlocks({
 *   matrix: [[2, 1, 0], [1, 2, 1], [0, 1, 2]],
 *   target: [1, 2, 3],
 *   blockSize: 2,
 *   partition: 'variable',
 *   rule: 'gsl',
 *   history: true,
 * });
 * for (const { block, objective } of history ?? []) console.log(block, objective);
 * ```
 */
export function minimizeBlocks(
  problem: MinimizeBlocksProblem,
  options?: RunOptions<MinimizeBlocksProgress>,
): Promise<MinimizeBlocksSolution> {
  return run('coordinate.minimizeBlocks', problem, options);
}

/** {@link minimizeBlocks}, blocking the calling thread. */
export function minimizeBlocksSync(
  problem: MinimizeBlocksProblem,
  options?: SyncRunOptions,
): MinimizeBlocksSolution {
  return runSync('coordinate.minimizeBlocks', problem, options);
}
