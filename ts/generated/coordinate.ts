// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, IndexInput, Matrix, MatrixInput, SparseMatrixInput, VectorInput } from '../engine/arrays.js';

/**
 * The smooth part of the function.
 * - `squared`: `sum_i (y_i - z_i)^2 / 2` with `z = X x`.
 * - `logistic`: `sum_i log(1 + exp(-y_i z_i))`.
 * - `multinomial`: `sum_i log(sum_k exp(z_ik)) - z_i,y_i`, with a coordinate for each feature and class: `x[j * classes + k]`.
 * - `quadratic`: `x'Ax/2 - b'x`, convex.
 */
export type BlockLoss = 'squared' | 'logistic' | 'multinomial' | 'quadratic';

/**
 * How coordinates are cut into blocks. The last five need a sparse `quadratic` without penalty and bounds (`redBlack` and
 * `colouring` may have them).
 * - `order`: Fixed blocks in the order of the coordinates.
 * - `sort`: Fixed blocks by descending curvature.
 * - `average`: Fixed blocks that mix large and small curvatures.
 * - `custom`: The caller's own `blocks`.
 * - `variable`: Any coordinates, chosen anew in each iteration.
 * - `redBlack`: The two colours of a graph without odd cycles.
 * - `colouring`: Few colours, greedily: no two coordinates of a block share an entry.
 * - `treePartition`: Few fixed forests that cover the graph.
 * - `greedyForest`: In each iteration a forest grown from where the gradient is largest.
 * - `randomForest`: In each iteration a forest grown in random order.
 */
export type BlockPartition = 'order' | 'sort' | 'average' | 'custom' | 'variable' | 'redBlack' | 'colouring' | 'treePartition' | 'greedyForest' | 'randomForest';

/**
 * Which block is next. With a penalty or bounds, the greedy rules go by what the update of each coordinate alone promises. Ties go
 * to coordinates that are not 0, then to the lowest index. Forests that are chosen anew do not ask for a rule.
 * - `cyclic`: One after the other.
 * - `shuffled`: One after the other in an order that is drawn anew for each sweep.
 * - `random`: At random.
 * - `lipschitz`: At random, in proportion to the curvatures.
 * - `gs`: Gauss-Southwell: the largest gradient.
 * - `gsl`: The largest gradient over the block's curvature.
 * - `gsd`: The largest gradient over the coordinates' curvatures.
 * - `gsq`: The largest decrease of a quadratic bound.
 * - `mi`: The largest decrease of the function itself, by trying every block: for small problems.
 */
export type BlockRule = 'cyclic' | 'shuffled' | 'random' | 'lipschitz' | 'gs' | 'gsl' | 'gsd' | 'gsq' | 'mi';

/**
 * What happens to the block. Where there is a penalty or bounds, `gradient` steps are followed by their proximal operator, and the
 * second-order updates without one are `proxNewton` and `twoMetric`.
 * - `gradient`: A gradient step over the block's largest curvature.
 * - `backtracking`: A gradient step whose length is found by trial: curvatures are estimated for each coordinate, from 1 on, and doubled where the
 * function falls by less than they promise.
 * - `matrix`: The minimum of a quadratic bound with one matrix for all points.
 * - `newton`: Newton's step with a line search.
 * - `exact`: The minimum over the block, by Newton steps.
 * - `proxGradient`: The same as `gradient`.
 * - `proxNewton`: The minimum of the block's second-order model with penalty and bounds, with a line search.
 * - `twoMetric`: Two-metric projection: Newton's step on the coordinates that no bound holds, projected, with a line search along the
 * projected arc. Needs bounds of one sign where there is a penalty.
 */
export type BlockUpdate = 'gradient' | 'backtracking' | 'matrix' | 'newton' | 'exact' | 'proxGradient' | 'proxNewton' | 'twoMetric';

/**
 * A sparse symmetric matrix, of whose graph a forest is wanted: a set of rows that is as large as a greedy choice makes it and
 * whose entries of the matrix form no cycle.
 */
export interface ForestProblem {
  /**
   * The matrix `A`: symmetric, with both triangles stored, and positive definite on the forest.
   */
  readonly matrix: SparseMatrixInput;
  /**
   * The rows in the order in which they are tried; each joins the forest unless it would close a cycle. Rows that are not
   * named stay outside. Default: all, by descending diagonal entries, of equal ones the lowest row first.
   */
  readonly order?: IndexInput;
  /**
   * A right side `b` as long as the matrix has rows, for which `A_FF x_F = b_F` is then solved on the forest F.
   */
  readonly rightSide?: VectorInput;
}

/**
 * How to solve a quadratic on a graph.
 * - `auto`: Eliminates leaves and chains exactly where there are many, and then chooses among the first four below by the size of the
 * rest, by how fast neighbourhoods grow and a few iterations of `cg` converge, and by how much a decomposition would cost.
 * - `cholesky`: A sparse Cholesky decomposition in an order of approximate minimum degree: for small or nearly planar graphs and many right
 * sides.
 * - `amg`: Conjugate gradients with an algebraic multigrid cycle: for large graphs with few labels, whose matrices are
 * ill-conditioned.
 * - `forestCg`: Conjugate gradients by message passing: one forest is eliminated exactly, and another one preconditions the rest. Where two
 * forests do not cover the graph, a sweep over all of them preconditions.
 * - `cg`: Conjugate gradients with Jacobi's preconditioner.
 * - `forestBcd`: Block descent over the forests of a partition in turn, each solved exactly: for study; many times slower.
 * - `greedyForestBcd`: Block descent over forests that are chosen anew in each iteration from where the gradient is largest: for study.
 */
export type GraphMethod = 'auto' | 'cholesky' | 'amg' | 'forestCg' | 'cg' | 'forestBcd' | 'greedyForestBcd';

/**
 * A quadratic on a graph: the `x` that minimises `x'Ax/2 - b'x`, which solves `A x = b`.
 */
export interface GraphQuadraticProblem {
  /**
   * The matrix `A`: sparse, symmetric with both triangles stored, and positive definite.
   */
  readonly matrix: SparseMatrixInput;
  /**
   * The right side `b`, as long as the matrix has rows; or several, as the columns of a matrix.
   */
  readonly rightSide: VectorInput | MatrixInput;
  /**
   * The point to start from, in the form of `rightSide`. Default: zeros.
   */
  readonly initial?: VectorInput | MatrixInput;
  /**
   * The most iterations for each right side, at least 1. Default: 10 000.
   */
  readonly maxIterations?: number;
  /**
   * How to solve it.
   */
  readonly method?: GraphMethod;
  /**
   * The norm of `b - A x` that is asked for, relative to that of `b`; above 0 and below 1.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
}

/**
 * A graph, some of whose nodes have labels or values; those of the others are sought, such that neighbours agree.
 */
export interface LabelPropagationProblem {
  /**
   * 0 keeps what is known. From there to below 1, known nodes give way to their neighbours the more the larger it is: label
   * spreading, `((1 - alpha) I + alpha L) f = (1 - alpha) y` with the normalised Laplacian `L`.
   * @defaultValue 0.0
   */
  readonly alpha?: number;
  /**
   * The label of nodes that no known node reaches.
   * @defaultValue -1
   */
  readonly defaultLabel?: number;
  /**
   * The edges, a row for each: its two nodes and, in a third column, its weight. Without one, all weigh 1. Edges listed more than
   * once, in either direction, add up.
   */
  readonly edges?: MatrixInput;
  /**
   * The class of each node, a whole number from 0; -1 or NaN where it is sought. Either this or `values` must be given.
   */
  readonly labels?: VectorInput;
  /**
   * The most iterations for each class, at least 1. Default: 10 000.
   */
  readonly maxIterations?: number;
  /**
   * How to solve the equations.
   */
  readonly method?: GraphMethod;
  /**
   * The norm of the equations' residual that is asked for, relative to that of their right side; above 0 and below 1.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * The value of each node; NaN where it is sought.
   */
  readonly values?: VectorInput;
  /**
   * The weights of the edges, a sparse symmetric matrix with both triangles stored and no negative entry; entry `(i, j)` says how
   * alike nodes `i` and `j` are. The diagonal does not count. Either this or `edges` must be given.
   */
  readonly weights?: SparseMatrixInput;
}

/**
 * A function to be minimised block by block: a loss, summed over the rows of `matrix`, or a quadratic, with a penalty or bounds.
 */
export interface MinimizeBlocksProblem {
  /**
   * The rows of features; for `quadratic` the matrix `A`, symmetric.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * What is to be predicted, as long as `matrix` has rows: numbers for `squared`, -1 and 1 for `logistic`, classes from 0 for
   * `multinomial`; for `quadratic` the vector `b`.
   */
  readonly target: VectorInput;
  /**
   * Coordinates in a block, at least 1; the last block may have fewer. Not for partitions into forests, colours or own blocks.
   * @defaultValue 1
   */
  readonly blockSize?: number;
  /**
   * For `custom`: the number of each coordinate's block, from 0.
   */
  readonly blocks?: IndexInput;
  /**
   * Whether to record each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The point to start from. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * The factor of the penalty `lambda sum |x_j|`, not negative.
   * @defaultValue 0.0
   */
  readonly lambda?: number;
  /**
   * The loss.
   */
  readonly loss?: BlockLoss;
  /**
   * Lower bounds of the coordinates, at most 0; -Infinity for none.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations, each the update of a block.
   * @defaultValue 1000
   */
  readonly maxIterations?: number;
  /**
   * How the coordinates are cut into blocks.
   */
  readonly partition?: BlockPartition;
  /**
   * Which block is next.
   */
  readonly rule?: BlockRule;
  /**
   * The violation of the conditions of a minimum that is asked for, relative to that at the start; not negative.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
  /**
   * What happens to it.
   */
  readonly update?: BlockUpdate;
  /**
   * Upper bounds of the coordinates, at least 0; Infinity for none.
   */
  readonly upper?: VectorInput;
}

/**
 * One iteration.
 */
export interface BlockIteration {
  /**
   * The coordinates that were updated.
   */
  readonly block: Int32Array;
  /**
   * The function after the update.
   */
  readonly objective: number;
  /**
   * The length of the step along the update's direction; 1 where it is taken as it is.
   */
  readonly step: number;
}

/**
 * Why a descent ended.
 * - `converged`: The violation is as small as was asked for.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 */
export type BlocksStatus = 'converged' | 'iterationLimit' | 'timeLimit';

/**
 * A forest, rooted at the lowest row of each of its trees, and its factor.
 */
export interface ForestSolution {
  /**
   * How many rows belong to it.
   */
  readonly size: number;
  /**
   * These rows, parents before their children: breadth first from each root.
   */
  readonly members: Int32Array;
  /**
   * The parent of each member, a row; -1 for roots.
   */
  readonly parents: Int32Array;
  /**
   * The pivot of each member: what is left of its diagonal entry once its children are eliminated.
   */
  readonly pivots: Float64Array;
  /**
   * The solution of `A_FF x_F = b_F`, with zeros outside of the forest; absent without a right side.
   */
  readonly solution?: Float64Array;
}

/**
 * How far a solve has come.
 */
export interface GraphProgress {
  /**
   * The right side that is being solved for, from 0.
   */
  readonly column: number;
  /**
   * The iterations done for it.
   */
  readonly iterations: number;
}

/**
 * The minimum of a quadratic on a graph.
 */
export interface GraphQuadraticSolution {
  /**
   * Why the solve ended.
   */
  readonly status: GraphStatus;
  /**
   * The point `x`, in the form of `rightSide`.
   */
  readonly solution: Float64Array | Matrix;
  /**
   * The norm of `b - A x` over that of `b`, computed from this point; of several right sides the largest. 0 where `b` is.
   */
  readonly relativeResidual: number;
  /**
   * `x'Ax/2 - b'x` of each right side.
   */
  readonly objectives: Float64Array;
  /**
   * The iterations done, of several right sides the most; 0 for elimination.
   */
  readonly iterations: number;
  /**
   * How it was solved.
   */
  readonly method: GraphRoute;
  /**
   * How many variables were eliminated one by one as leaves or links of chains, before the rest was solved.
   */
  readonly eliminated: number;
}

/**
 * How a quadratic on a graph was solved.
 * - `elimination`: By elimination of leaves and chains alone.
 * - `cholesky`: By a sparse Cholesky decomposition.
 * - `amg`: By conjugate gradients with a multigrid cycle.
 * - `forestCg`: By conjugate gradients with forests.
 * - `cg`: By conjugate gradients with Jacobi's preconditioner.
 * - `forestBcd`: By block descent over the forests of a partition.
 * - `greedyForestBcd`: By block descent over forests chosen anew.
 */
export type GraphRoute = 'elimination' | 'cholesky' | 'amg' | 'forestCg' | 'cg' | 'forestBcd' | 'greedyForestBcd';

/**
 * Why a solve ended.
 * - `converged`: The residual is as small as was asked for.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: The residual no longer falls: rounding forbids what was asked for.
 */
export type GraphStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * The labels or values of all nodes.
 */
export interface LabelPropagationSolution {
  /**
   * Why the solve ended.
   */
  readonly status: GraphStatus;
  /**
   * The nodes that are not connected with any known one, ascending. They have the default label, and zeros for scores.
   */
  readonly unreachable: Int32Array;
  /**
   * The norm of the equations' residual over that of their right side, computed from the solution; the largest of those solved.
   */
  readonly relativeResidual: number;
  /**
   * The iterations done, of several classes the most; 0 for elimination.
   */
  readonly iterations: number;
  /**
   * How the equations were solved.
   */
  readonly method: GraphRoute;
  /**
   * How many nodes were eliminated one by one as leaves or links of chains, before the rest was solved.
   */
  readonly eliminated: number;
  /**
   * The class of each column of `scores`, ascending. Absent for values.
   */
  readonly classes?: Int32Array;
  /**
   * The class of each node: that with the highest score, of equal ones the lowest. Absent for values.
   */
  readonly labels?: Int32Array;
  /**
   * What each node, a row, has of each class, a column. Where known nodes keep their labels, a row sums to 1, and its entries are
   * the chances of a random walk along the edges to meet each class first. Absent for values.
   */
  readonly scores?: Matrix;
  /**
   * The value of each node; 0 for unreachable ones. Absent for labels.
   */
  readonly values?: Float64Array;
}

/**
 * How far the descent has come.
 */
export interface MinimizeBlocksProgress {
  /**
   * The blocks updated.
   */
  readonly iterations: number;
  /**
   * The function after them.
   */
  readonly objective: number;
  /**
   * By how much the conditions of a minimum were violated before the last of them.
   */
  readonly violation: number;
}

/**
 * The point that the descent led to.
 */
export interface MinimizeBlocksSolution {
  /**
   * Why the descent ended.
   */
  readonly status: BlocksStatus;
  /**
   * The blocks updated.
   */
  readonly iterations: number;
  /**
   * The function at the point.
   */
  readonly objective: number;
  /**
   * By how much the conditions of a minimum are violated there: the largest entry of the gradient, less what penalty and bounds can
   * balance.
   */
  readonly violation: number;
  /**
   * The point.
   */
  readonly solution: Float64Array;
  /**
   * A record of each iteration; absent unless asked for.
   */
  readonly history?: readonly BlockIteration[];
}
