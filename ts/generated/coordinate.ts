// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, IndexInput, Matrix, MatrixInput, SparseMatrix, SparseMatrixInput, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import '#wasm/coordinate.js';

export { load } from '../engine/load.js';

/**
 * The smooth part of the function.
 * - `squared`: `sum_i (y_i - z_i)^2 / 2` with `z = X x`.
 * - `logistic`: `sum_i log(1 + exp(-y_i z_i))`.
 * - `multinomial`: `sum_i log(sum_k exp(z_ik)) - z_i,y_i`, with a coordinate for each feature and class: `x[j * classes + k]`.
 * - `quadratic`: `x'Ax/2 - b'x`, convex.
 */
export type BlockLoss = 'squared' | 'logistic' | 'multinomial' | 'quadratic';

/**
 * The partition of the coordinates into blocks. The last five need a sparse `quadratic`; partitions into forests also
 * exclude a penalty and bounds.
 * - `order`: Fixed blocks in the order of the coordinates.
 * - `sort`: Fixed blocks in order of descending curvature.
 * - `average`: Fixed blocks that mix large and small curvatures.
 * - `custom`: The blocks given as `blocks`.
 * - `variable`: Blocks of arbitrary coordinates, chosen in each iteration.
 * - `redBlack`: The two color classes of a graph without odd cycles.
 * - `coloring`: A greedy coloring with few colors: no two coordinates of a block share an entry.
 * - `treePartition`: A few fixed forests that cover the graph.
 * - `greedyForest`: In each iteration a forest grown greedily from the largest gradient entries.
 * - `randomForest`: In each iteration a forest grown in random order.
 */
export type BlockPartition = 'order' | 'sort' | 'average' | 'custom' | 'variable' | 'redBlack' | 'coloring' | 'treePartition' | 'greedyForest' | 'randomForest';

/**
 * The rule that selects the next block. With a penalty or bounds, greedy rules use the decrease predicted for each
 * coordinate alone. Ties go to nonzero coordinates, then to the lowest index. Forests chosen in each iteration ignore
 * the rule.
 * - `cyclic`: Cyclic order.
 * - `shuffled`: Cyclic order, shuffled for each sweep.
 * - `random`: Random, uniformly.
 * - `lipschitz`: Random, with probabilities proportional to the curvatures.
 * - `gs`: Gauss–Southwell: the largest gradient.
 * - `gsl`: The largest gradient relative to the block's curvature.
 * - `gsd`: The largest gradient relative to the coordinates' curvatures.
 * - `gsq`: The largest decrease of a quadratic upper bound.
 * - `mi`: The largest decrease of the function itself, found by trying every block; for small problems.
 */
export type BlockRule = 'cyclic' | 'shuffled' | 'random' | 'lipschitz' | 'gs' | 'gsl' | 'gsd' | 'gsq' | 'mi';

/**
 * The update of a block. With a penalty or bounds, `gradient` steps are proximal. The second-order updates are then
 * `proxNewton` and `twoMetric`.
 * - `gradient`: A gradient step with the inverse of the block's largest curvature as step size.
 * - `backtracking`: A gradient step with backtracking: the curvature of each coordinate is estimated, starting from 1, and doubled
 * if the function decreases by less than predicted.
 * - `matrix`: The minimum of a quadratic upper bound with a constant matrix.
 * - `newton`: A Newton step with a line search.
 * - `exact`: The minimum over the block, by Newton steps.
 * - `proxGradient`: The same as `gradient`.
 * - `proxNewton`: The minimum of the block's second-order model with penalty and bounds, with a line search.
 * - `twoMetric`: Two-metric projection: a Newton step in the coordinates not held at a bound, projected, with a line search along
 * the projected arc. With a penalty, all coordinates need a bound of 0.
 */
export type BlockUpdate = 'gradient' | 'backtracking' | 'matrix' | 'newton' | 'exact' | 'proxGradient' | 'proxNewton' | 'twoMetric';

/**
 * The rule that selects the strength.
 * - `best`: The strength with the best mean.
 * - `oneStandardError`: The largest strength with a mean within one standard error of the best.
 */
export type ChoiceRule = 'best' | 'oneStandardError';

/**
 * The stopping criterion.
 * - `dualityGap`: The duality gap, relative to the excess loss of the null model (without penalized features) over the smallest
 * possible loss, 0 except for `poisson`. `kktResidual` replaces it if there is no usable gap: for nonconvex
 * penalties, if that excess is only rounding (as for constant counts), and if `lambda` is 0 or below 1e-9 times
 * the derivatives of the loss at the null model.
 * - `kktResidual`: The violation of the optimality conditions, relative to the largest derivative at the null model.
 */
export type Criterion = 'dualityGap' | 'kktResidual';

/**
 * A generalized linear model, with a penalty to choose by cross-validation.
 */
export interface CrossValidateProblem {
  /**
   * The feature matrix `X`: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for
   * `multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a
   * number, a string or a boolean. For `logistic`, the positive class is the one that sorts last.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and
   * 3.7.
   */
  readonly concavity?: number;
  /**
   * The number of strengths, at least 1, if `lambdas` is not given.
   * @defaultValue 100
   */
  readonly count?: number;
  /**
   * The stopping criterion: `tolerance` bounds it.
   * @defaultValue 'dualityGap'
   */
  readonly criterion?: Criterion;
  /**
   * A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and
   * `predict` and `score` can check that they get the same features.
   */
  readonly featureNames?: readonly string[];
  /**
   * The number of folds, at least 2, with sample `i` in fold `i` modulo that number. Or the fold of each sample,
   * numbered from 0 without gaps.
   * @defaultValue 5.0
   */
  readonly folds?: number | VectorInput;
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of its number of
   * coefficients.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required
   * otherwise.
   */
  readonly groups?: IndexInput;
  /**
   * The largest absolute residual treated as quadratic in `huber`; larger ones are linear.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept. It is never penalized.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared
   * coefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * Several values of `l1Ratio` to choose from. Default: only `l1Ratio`.
   */
  readonly l1Ratios?: VectorInput;
  /**
   * The strengths, descending and positive. Default: `count` strengths in geometric progression, starting from
   * the smallest one that makes all penalized coefficients zero on all samples.
   */
  readonly lambdas?: VectorInput;
  /**
   * The memory layout of `matrix`. Columns are read in place; rows are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss function.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The lower bound of each feature's coefficient: zero, negative or minus infinity.
   */
  readonly lower?: VectorInput;
  /**
   * The maximum number of iterations for each strength, at least 1.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The metric on the samples left out.
   * @defaultValue 'deviance'
   */
  readonly metric?: Metric;
  /**
   * An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for
   * each.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must be nonnegative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * The rule that selects the strength of the final model.
   * @defaultValue 'best'
   */
  readonly rule?: ChoiceRule;
  /**
   * A weight for each sample in the mean loss, zero or positive. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * The ratio of the last strength to the first, above 0 and below 1. Default: 0.01 with fewer samples than
   * features, else 0.0001.
   */
  readonly smallestRatio?: number;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before
   * they are penalized. Coefficients and bounds refer to the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * The tolerance of each model: see `criterion`.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * The upper bound of each feature's coefficient: zero, positive or infinity.
   */
  readonly upper?: VectorInput;
}

/**
 * A model with coefficients, to compute their duality gap.
 */
export interface DualityGapProblem {
  /**
   * The feature matrix `X`: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for
   * `multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a
   * number, a string or a boolean. For `logistic`, the positive class is the one that sorts last.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * The strength of the penalty, zero or positive.
   */
  readonly lambda: number;
  /**
   * The coefficients and the intercept.
   */
  readonly point: ModelStart;
  /**
   * The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and
   * 3.7.
   */
  readonly concavity?: number;
  /**
   * A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and
   * `predict` and `score` can check that they get the same features.
   */
  readonly featureNames?: readonly string[];
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of its number of
   * coefficients.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required
   * otherwise.
   */
  readonly groups?: IndexInput;
  /**
   * The largest absolute residual treated as quadratic in `huber`; larger ones are linear.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept. It is never penalized.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared
   * coefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The memory layout of `matrix`. Columns are read in place; rows are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss function.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The lower bound of each feature's coefficient: zero, negative or minus infinity.
   */
  readonly lower?: VectorInput;
  /**
   * An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for
   * each.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must be nonnegative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample in the mean loss, zero or positive. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before
   * they are penalized. Coefficients and bounds refer to the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * The upper bound of each feature's coefficient: zero, positive or infinity.
   */
  readonly upper?: VectorInput;
}

/**
 * A generalized linear model: the coefficients `w` and the intercept `b` minimize the weighted mean loss of the
 * predictor `X w + b` plus a penalty on `w`.
 */
export interface FitProblem {
  /**
   * The feature matrix `X`: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for
   * `multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a
   * number, a string or a boolean. For `logistic`, the positive class is the one that sorts last.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and
   * 3.7.
   */
  readonly concavity?: number;
  /**
   * The stopping criterion: `tolerance` bounds it.
   * @defaultValue 'dualityGap'
   */
  readonly criterion?: Criterion;
  /**
   * A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and
   * `predict` and `score` can check that they get the same features.
   */
  readonly featureNames?: readonly string[];
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of its number of
   * coefficients.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required
   * otherwise.
   */
  readonly groups?: IndexInput;
  /**
   * The largest absolute residual treated as quadratic in `huber`; larger ones are linear.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * The starting point. Default: zero.
   */
  readonly initial?: ModelStart;
  /**
   * Whether the model has an intercept. It is never penalized.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared
   * coefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The strength of the penalty, zero or positive. Exactly one of `lambda` and `lambdaRatio` must be given,
   * except for the penalty `none`.
   */
  readonly lambda?: number;
  /**
   * The strength relative to the smallest one that makes all penalized coefficients zero; zero or positive.
   */
  readonly lambdaRatio?: number;
  /**
   * The memory layout of `matrix`. Columns are read in place; rows are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss function.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The lower bound of each feature's coefficient: zero, negative or minus infinity.
   */
  readonly lower?: VectorInput;
  /**
   * The maximum number of iterations, at least 1. Each makes one pass over the whole matrix.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for
   * each.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must be nonnegative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample in the mean loss, zero or positive. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before
   * they are penalized. Coefficients and bounds refer to the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * The tolerance of the stopping criterion: see `criterion`.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * The upper bound of each feature's coefficient: zero, positive or infinity.
   */
  readonly upper?: VectorInput;
}

/**
 * A sparse symmetric matrix, to find a greedy maximal forest of its graph: a set of rows without a cycle among their
 * matrix entries.
 */
export interface ForestProblem {
  /**
   * The matrix `A`: symmetric, with both triangles stored, and positive definite on the forest.
   */
  readonly matrix: SparseMatrixInput;
  /**
   * The rows in the order to try; each joins the forest unless it would close a cycle. Other rows stay outside.
   * Default: all rows in order of descending diagonal entries, ties in ascending order.
   */
  readonly order?: IndexInput;
  /**
   * A right side `b` with an entry for each row of the matrix, to solve `A_FF x_F = b_F` on the forest F.
   */
  readonly rightSide?: VectorInput;
}

/**
 * The solver for a quadratic on a graph.
 * - `auto`: Eliminates leaves and chains exactly if there are many. Then chooses among the first four methods below by the
 * size of the rest, the growth of neighborhoods, the convergence of a few iterations of `cg`, and the cost of a
 * factorization.
 * - `cholesky`: A sparse Cholesky factorization with approximate minimum degree ordering: for small or nearly planar graphs, and
 * for many right sides.
 * - `amg`: Conjugate gradients with an algebraic multigrid cycle: for large graphs with few labels, which have
 * ill-conditioned matrices.
 * - `forestCg`: Conjugate gradients by message passing: one forest is eliminated exactly, and another preconditions the rest. If
 * two forests do not cover the graph, a sweep over all forests is the preconditioner.
 * - `cg`: Conjugate gradients with Jacobi preconditioning.
 * - `forestBcd`: Block descent that cycles over the forests of a partition and solves each exactly: for study; many times slower.
 * - `greedyForestBcd`: Block descent over forests grown in each iteration from the largest gradient entries: for study.
 */
export type GraphMethod = 'auto' | 'cholesky' | 'amg' | 'forestCg' | 'cg' | 'forestBcd' | 'greedyForestBcd';

/**
 * A quadratic on a graph: the solution `x` minimizes `x'Ax/2 - b'x`, and solves `A x = b`.
 */
export interface GraphQuadraticProblem {
  /**
   * The matrix `A`: sparse, symmetric with both triangles stored, and positive definite.
   */
  readonly matrix: SparseMatrixInput;
  /**
   * The right side `b`, with an entry for each row of the matrix, or several right sides as the columns of a matrix.
   */
  readonly rightSide: VectorInput | MatrixInput;
  /**
   * The starting point, in the form of `rightSide`. Default: zeros.
   */
  readonly initial?: VectorInput | MatrixInput;
  /**
   * The maximum number of iterations for each right side, at least 1. Default: 10 000.
   */
  readonly maxIterations?: number;
  /**
   * The solver.
   * @defaultValue 'auto'
   */
  readonly method?: GraphMethod;
  /**
   * The tolerance: the norm of `b - A x` divided by the norm of `b`; above 0 and below 1.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
}

/**
 * A model with coefficients, to compute the violation of the optimality conditions.
 */
export interface KktViolationProblem {
  /**
   * The feature matrix `X`: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for
   * `multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a
   * number, a string or a boolean. For `logistic`, the positive class is the one that sorts last.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * The strength of the penalty, zero or positive.
   */
  readonly lambda: number;
  /**
   * The coefficients and the intercept.
   */
  readonly point: ModelStart;
  /**
   * The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and
   * 3.7.
   */
  readonly concavity?: number;
  /**
   * A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and
   * `predict` and `score` can check that they get the same features.
   */
  readonly featureNames?: readonly string[];
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of its number of
   * coefficients.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required
   * otherwise.
   */
  readonly groups?: IndexInput;
  /**
   * The largest absolute residual treated as quadratic in `huber`; larger ones are linear.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept. It is never penalized.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared
   * coefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The memory layout of `matrix`. Columns are read in place; rows are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss function.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The lower bound of each feature's coefficient: zero, negative or minus infinity.
   */
  readonly lower?: VectorInput;
  /**
   * An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for
   * each.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must be nonnegative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample in the mean loss, zero or positive. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before
   * they are penalized. Coefficients and bounds refer to the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * The upper bound of each feature's coefficient: zero, positive or infinity.
   */
  readonly upper?: VectorInput;
}

/**
 * A graph with labels or values for some nodes. The solution extends them to the other nodes such that neighbors
 * agree.
 */
export interface LabelPropagationProblem {
  /**
   * With 0, known nodes keep their labels. Larger values below 1 let known nodes adapt to their neighbors (label
   * spreading): `((1 - alpha) I + alpha L) f = (1 - alpha) y` with the normalized Laplacian `L`.
   * @defaultValue 0.0
   */
  readonly alpha?: number;
  /**
   * The label of nodes not connected with a known one, for labels that are numbers; other labels are then null.
   * Default: -1.
   */
  readonly defaultLabel?: number;
  /**
   * The edges, a row for each: its two nodes and optionally its weight in a third column, 1 by default. Weights of
   * duplicate edges, in either direction, are added.
   */
  readonly edges?: MatrixInput;
  /**
   * The class of each node: an integer from 0, a string or a boolean. Unknown classes are null, or also -1 or NaN
   * among numbers. Exactly one of `labels` and `values` must be given.
   */
  readonly labels?: VectorInput | readonly (number | null)[] | readonly (string | null)[] | readonly (boolean | null)[];
  /**
   * The maximum number of iterations for each class, at least 1. Default: 10 000.
   */
  readonly maxIterations?: number;
  /**
   * The solver for the equations.
   * @defaultValue 'auto'
   */
  readonly method?: GraphMethod;
  /**
   * The tolerance of the equations: the norm of their residual divided by the norm of their right side; above 0 and
   * below 1.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * The value of each node; NaN if it is unknown.
   */
  readonly values?: VectorInput;
  /**
   * The edge weights: a sparse symmetric matrix with both triangles stored and no negative entry. Entry `(i, j)` is
   * the similarity of nodes `i` and `j`. The diagonal is ignored. Exactly one of `weights` and `edges` must be
   * given.
   */
  readonly weights?: SparseMatrixInput;
}

/**
 * A model, to compute the smallest strength that makes all penalized coefficients zero.
 */
export interface LambdaMaxProblem {
  /**
   * The feature matrix `X`: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for
   * `multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a
   * number, a string or a boolean. For `logistic`, the positive class is the one that sorts last.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and
   * 3.7.
   */
  readonly concavity?: number;
  /**
   * A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and
   * `predict` and `score` can check that they get the same features.
   */
  readonly featureNames?: readonly string[];
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of its number of
   * coefficients.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required
   * otherwise.
   */
  readonly groups?: IndexInput;
  /**
   * The largest absolute residual treated as quadratic in `huber`; larger ones are linear.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept. It is never penalized.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared
   * coefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The memory layout of `matrix`. Columns are read in place; rows are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss function.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The lower bound of each feature's coefficient: zero, negative or minus infinity.
   */
  readonly lower?: VectorInput;
  /**
   * An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for
   * each.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must be nonnegative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample in the mean loss, zero or positive. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before
   * they are penalized. Coefficients and bounds refer to the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * The upper bound of each feature's coefficient: zero, positive or infinity.
   */
  readonly upper?: VectorInput;
}

/**
 * The memory layout of a matrix.
 * - `rowMajor`: By rows: entry `(i, j)` of a dense matrix is `data[i * columns + j]`; a sparse matrix has compressed rows (CSR).
 * - `columnMajor`: By columns: entry `(i, j)` of a dense matrix is `data[j * rows + i]`; in a sparse matrix, `indptr` holds the
 * start of each column and `indices` are rows (CSC).
 */
export type Layout = 'rowMajor' | 'columnMajor';

/**
 * The loss of one sample, for its response `y` and linear predictor `z`.
 * - `squared`: `(y - z)^2 / 2`.
 * - `huber`: `(y - z)^2 / 2` up to a threshold of `|y - z|`, and linear beyond it, to reduce the influence of outliers.
 * - `logistic`: `ln(1 + exp(-y z))`, where `y` is -1 or 1: two classes.
 * - `multinomial`: `ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.
 * - `poisson`: `exp(z) - y z`: counts.
 * - `multiSquared`: Half the squared norm of `y - z`, for several outputs at once.
 */
export type LossKind = 'squared' | 'huber' | 'logistic' | 'multinomial' | 'poisson' | 'multiSquared';

/**
 * The metric on the samples left out.
 * - `deviance`: The mean deviance, twice the excess of the loss over its smallest value. For squared losses, the mean squared
 * error.
 * - `meanSquaredError`: The mean squared error of the predicted mean; not for classes.
 * - `accuracy`: The fraction of samples with a correct most probable class; only for classes.
 */
export type Metric = 'deviance' | 'meanSquaredError' | 'accuracy';

/**
 * A function to minimize block by block: a loss, summed over the rows of `matrix`, or a quadratic, with a penalty or
 * bounds.
 */
export interface MinimizeBlocksProblem {
  /**
   * The features, a row for each sample; for `quadratic` the symmetric matrix `A`.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The target for each row of `matrix`: numbers for `squared`; classes as numbers, strings or booleans for
   * `logistic` (two classes) and `multinomial` (any number), in ascending order; for `quadratic` the vector `b`.
   */
  readonly target: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The number of coordinates of a block, at least 1; the last block may have fewer. Ignored for partitions into
   * forests, colors or custom blocks.
   * @defaultValue 1
   */
  readonly blockSize?: number;
  /**
   * For `custom`: the block of each coordinate, numbered from 0.
   */
  readonly blocks?: IndexInput;
  /**
   * Whether to record each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The starting point. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * The factor of the penalty `lambda sum |x_j|`; nonnegative.
   * @defaultValue 0.0
   */
  readonly lambda?: number;
  /**
   * The loss function.
   * @defaultValue 'squared'
   */
  readonly loss?: BlockLoss;
  /**
   * Lower bounds of the coordinates, at most 0. -Infinity means no bound.
   */
  readonly lower?: VectorInput;
  /**
   * The maximum number of iterations. Each updates one block.
   * @defaultValue 1000
   */
  readonly maxIterations?: number;
  /**
   * The partition of the coordinates into blocks.
   * @defaultValue 'order'
   */
  readonly partition?: BlockPartition;
  /**
   * The rule that selects the next block.
   * @defaultValue 'gsd'
   */
  readonly rule?: BlockRule;
  /**
   * The tolerance of the optimality conditions, relative to their violation at the start; nonnegative.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
  /**
   * The update of a block. Default: `matrix`, or `proxNewton` with a penalty or bounds.
   */
  readonly update?: BlockUpdate;
  /**
   * Upper bounds of the coordinates, at least 0. Infinity means no bound.
   */
  readonly upper?: VectorInput;
}

/**
 * The loss function of a fitted model: one of `fit`, or of `stochastic.fit`.
 * - `squared`: The response is the predictor.
 * - `huber`: The response is the predictor.
 * - `logistic`: Two classes, with probabilities.
 * - `multinomial`: Any number of classes, with probabilities.
 * - `poisson`: The response is a mean count.
 * - `multiSquared`: The responses are the predictors of several outputs.
 * - `hinge`: Two classes, by the sign of the predictor.
 * - `squaredHinge`: Two classes, by the sign of the predictor.
 * - `quantile`: The response is the predictor.
 * - `epsilonInsensitive`: The response is the predictor.
 */
export type ModelLoss = 'squared' | 'huber' | 'logistic' | 'multinomial' | 'poisson' | 'multiSquared' | 'hinge' | 'squaredHinge' | 'quantile' | 'epsilonInsensitive';

/**
 * Starting coefficients. A solution has these fields.
 */
export interface ModelStart {
  /**
   * The coefficients: a number for each feature, or a matrix with a column for each output or class.
   */
  readonly coefficients: VectorInput | MatrixInput;
  /**
   * The intercept, or one for each output or class. Default: 0.
   */
  readonly intercept?: number | VectorInput;
}

/**
 * A generalized linear model for a sequence of penalty strengths.
 */
export interface PathProblem {
  /**
   * The feature matrix `X`: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for
   * `multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a
   * number, a string or a boolean. For `logistic`, the positive class is the one that sorts last.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and
   * 3.7.
   */
  readonly concavity?: number;
  /**
   * The number of strengths, at least 1, if `lambdas` is not given.
   * @defaultValue 100
   */
  readonly count?: number;
  /**
   * The stopping criterion: `tolerance` bounds it.
   * @defaultValue 'dualityGap'
   */
  readonly criterion?: Criterion;
  /**
   * A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and
   * `predict` and `score` can check that they get the same features.
   */
  readonly featureNames?: readonly string[];
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of its number of
   * coefficients.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required
   * otherwise.
   */
  readonly groups?: IndexInput;
  /**
   * The largest absolute residual treated as quadratic in `huber`; larger ones are linear.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept. It is never penalized.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared
   * coefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The strengths, descending and positive. Default: `count` strengths in geometric progression, starting from
   * the smallest one that makes all penalized coefficients zero.
   */
  readonly lambdas?: VectorInput;
  /**
   * The memory layout of `matrix`. Columns are read in place; rows are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss function.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The lower bound of each feature's coefficient: zero, negative or minus infinity.
   */
  readonly lower?: VectorInput;
  /**
   * The maximum number of iterations for each strength, at least 1.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for
   * each.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must be nonnegative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample in the mean loss, zero or positive. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * The ratio of the last strength to the first, above 0 and below 1. Default: 0.01 with fewer samples than
   * features, else 0.0001.
   */
  readonly smallestRatio?: number;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before
   * they are penalized. Coefficients and bounds refer to the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * Whether the path stops once almost everything is explained: 99.9 % of the deviance, or less than 0.001 %
   * more than before.
   * @defaultValue false
   */
  readonly stopEarly?: boolean;
  /**
   * The tolerance of each model: see `criterion`.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * The upper bound of each feature's coefficient: zero, positive or infinity.
   */
  readonly upper?: VectorInput;
}

/**
 * The penalty on the coefficients `w`, with `lambda`, the factors `v_j` of features and `u_g` of groups.
 * - `l1`: `lambda` times the sum of `v_j |w_j|`.
 * - `elasticNet`: `lambda` times the sum of `v_j (l1Ratio |w_j| + (1 - l1Ratio) w_j^2 / 2)`.
 * - `groupL2`: `lambda` times the sum of `u_g` times the norm of the group's coefficients.
 * - `sparseGroup`: `l1Ratio` times the `l1` penalty plus `1 - l1Ratio` times the `groupL2` penalty.
 * - `mcp`: The minimax concave penalty (Zhang 2010): like `l1` at 0, and flat beyond `concavity * lambda`. Nonconvex: the
 * result is a local solution.
 * - `scad`: The smoothly clipped absolute deviation (Fan and Li 2001). Nonconvex, like `mcp`.
 * - `none`: No penalty.
 * - `l2`: `lambda` times the sum of `v_j w_j^2 / 2`.
 */
export type PenaltyKind = 'l1' | 'elasticNet' | 'groupL2' | 'sparseGroup' | 'mcp' | 'scad' | 'none' | 'l2';

/**
 * The fields of a fitted model needed for predictions.
 */
export interface PredictModel {
  /**
   * The coefficients: a number for each feature, or a matrix with a column for each output or class.
   */
  readonly coefficients: VectorInput | MatrixInput;
  /**
   * The intercept, or one for each output or class.
   */
  readonly intercept: number | VectorInput;
  /**
   * The loss function.
   */
  readonly loss: ModelLoss;
  /**
   * The labels of the classes.
   */
  readonly classes?: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The names of the features.
   */
  readonly featureNames?: readonly string[];
}

/**
 * A fitted model, and samples to predict.
 */
export interface PredictProblem {
  /**
   * The model, for example a solution of `fit`.
   */
  readonly model: PredictModel;
  /**
   * The samples, one per row.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The names of the columns of `matrix`. They must equal the model's, in the same order.
   */
  readonly featureNames?: readonly string[];
  /**
   * The memory layout of `matrix`.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for each.
   */
  readonly offset?: VectorInput | MatrixInput;
}

/**
 * A fitted model, and samples with known responses to evaluate it on.
 */
export interface ScoreProblem {
  /**
   * The model, for example a solution of `fit`.
   */
  readonly model: PredictModel;
  /**
   * The samples, one per row. Use samples that the model was not fitted to.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response of each sample, as in `fit`. Classes must be among the model's.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * The names of the columns of `matrix`. They must equal the model's, in the same order.
   */
  readonly featureNames?: readonly string[];
  /**
   * The memory layout of `matrix`.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for each.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * A weight for each sample in all means, zero or positive. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
}

/**
 * The record of one iteration.
 */
export interface BlockIteration {
  /**
   * The updated coordinates.
   */
  readonly block: Int32Array;
  /**
   * The objective after the update.
   */
  readonly objective: number;
  /**
   * The step length along the update's direction; 1 without a line search.
   */
  readonly step: number;
}

/**
 * The results of cross-validation, and the model for all samples with the selected penalty.
 */
export interface CrossValidateSolution {
  /**
   * `converged` if all models converged, `timeLimit` if models are missing because of the time limit, otherwise the
   * status of the first model that did not converge.
   */
  readonly status: Ending;
  /**
   * The results for each of the `l1Ratios`.
   */
  readonly curves: readonly CrossValidationCurve[];
  /**
   * The selected `l1Ratio`, the one with the best mean.
   */
  readonly l1Ratio: number;
  /**
   * The strength with the best mean.
   */
  readonly lambdaMin: number;
  /**
   * The largest strength with a mean within one standard error of the best.
   */
  readonly lambda1se: number;
  /**
   * The model for all samples.
   */
  readonly model: FitSolution;
}

/**
 * The cross-validated metric of each strength.
 */
export interface CrossValidationCurve {
  /**
   * The `l1Ratio`.
   */
  readonly l1Ratio: number;
  /**
   * The strengths.
   */
  readonly lambdas: Float64Array;
  /**
   * The mean of the metric over the folds.
   */
  readonly means: Float64Array;
  /**
   * The standard error of that mean.
   */
  readonly standardErrors: Float64Array;
  /**
   * The index of the best mean.
   */
  readonly bestIndex: number;
  /**
   * The first index with a mean within one standard error of the best.
   */
  readonly oneStandardErrorIndex: number;
}

/**
 * A bound of the distance of coefficients from the optimum.
 */
export interface DualityGapSolution {
  /**
   * The mean loss plus the penalty.
   */
  readonly objective: number;
  /**
   * The dual objective at the residuals, scaled into the domain: a lower bound of the minimum. Absent if the
   * residuals yield no dual point.
   */
  readonly dualObjective?: number;
  /**
   * `objective` minus `dualObjective`. Absent without the latter.
   */
  readonly dualityGap?: number;
}

/**
 * The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its
 * `status`. Methods with further statuses have a type of their own that includes these names.
 * - `converged`: The solution meets the tolerance.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: No further progress, usually because of rounding errors. The point is the best one found.
 */
export type Ending = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * The progress of a fit.
 */
export interface FitProgress {
  /**
   * The number of iterations so far.
   */
  readonly iterations: number;
  /**
   * The mean loss plus the penalty.
   */
  readonly objective: number;
  /**
   * The violation of the optimality conditions.
   */
  readonly violation: number;
}

/**
 * A fitted model, with bounds of its distance from the optimum.
 */
export interface FitSolution {
  /**
   * `converged` if the criterion is within `tolerance`, `stalled` if rounding prevents further progress.
   */
  readonly status: Ending;
  /**
   * The coefficient of each feature; for several outputs or classes, a matrix with a row for each feature.
   * Coefficients at a kink of the penalty are exactly 0.
   */
  readonly coefficients: Float64Array | Matrix;
  /**
   * The intercept, 0 if the model has none; for several outputs or classes, a vector.
   */
  readonly intercept: number | Float64Array;
  /**
   * The features with nonzero coefficients, ascending.
   */
  readonly support: Int32Array;
  /**
   * The strength of the penalty.
   */
  readonly lambda: number;
  /**
   * The mean loss plus the penalty.
   */
  readonly objective: number;
  /**
   * The violation of the optimality conditions, relative to the largest derivative of the loss at the null model.
   */
  readonly kktResidual: number;
  /**
   * The number of iterations. Each scans all features not yet screened out.
   */
  readonly iterations: number;
  /**
   * The number of epochs of coordinate descent on working sets.
   */
  readonly epochs: number;
  /**
   * The number of Newton steps on the support.
   */
  readonly newtonSteps: number;
  /**
   * The loss function, for predictions.
   */
  readonly loss: LossKind;
  /**
   * The class labels in ascending order, for `logistic` (the second is the positive class) and `multinomial`.
   * Strings are ordered by code points, and false comes before true.
   */
  readonly classes?: Float64Array | readonly string[] | readonly boolean[];
  /**
   * An upper bound of the difference between `objective` and its minimum. Absent if there is none: without a
   * penalty, for nonconvex penalties, and for bounds on unpenalized coefficients.
   */
  readonly dualityGap?: number;
  /**
   * The names of all features, if given.
   */
  readonly featureNames?: readonly string[];
  /**
   * The duality gap, relative to the excess loss of the null model (without penalized features) over the smallest
   * possible loss, 0 except for `poisson`. `tolerance` bounds it.
   */
  readonly relativeGap?: number;
  /**
   * The names of the features in `support`, if names were given.
   */
  readonly supportNames?: readonly string[];
}

/**
 * A forest, rooted at the lowest row of each of its trees, and its factor.
 */
export interface ForestSolution {
  /**
   * The number of rows in the forest.
   */
  readonly size: number;
  /**
   * The rows in the forest, breadth first from each root, so that parents precede their children.
   */
  readonly members: Int32Array;
  /**
   * The parent row of each member; -1 for roots.
   */
  readonly parents: Int32Array;
  /**
   * The pivot of each member: its diagonal entry after elimination of its children.
   */
  readonly pivots: Float64Array;
  /**
   * The solution of `A_FF x_F = b_F`, with zeros outside the forest. Absent without a right side.
   */
  readonly solution?: Float64Array;
}

/**
 * The progress of a solve.
 */
export interface GraphProgress {
  /**
   * The index of the current right side, from 0.
   */
  readonly column: number;
  /**
   * The number of iterations for it so far.
   */
  readonly iterations: number;
}

/**
 * The minimum of a quadratic on a graph.
 */
export interface GraphQuadraticSolution {
  /**
   * `converged` if the residual is within `tolerance`, `stalled` if rounding prevents that.
   */
  readonly status: Ending;
  /**
   * The minimizer `x`, in the form of `rightSide`.
   */
  readonly solution: Float64Array | Matrix;
  /**
   * The norm of `b - A x` divided by the norm of `b`, computed from the solution; for several right sides the
   * maximum. 0 if `b` is 0.
   */
  readonly relativeResidual: number;
  /**
   * `x'Ax/2 - b'x` for each right side.
   */
  readonly objectives: Float64Array;
  /**
   * The number of iterations, for several right sides the maximum; 0 for elimination.
   */
  readonly iterations: number;
  /**
   * The method used.
   */
  readonly method: GraphRoute;
  /**
   * The number of variables eliminated as leaves or links of chains before the rest was solved.
   */
  readonly eliminated: number;
}

/**
 * The method that solved a quadratic on a graph.
 * - `elimination`: Elimination of leaves and chains alone.
 * - `cholesky`: A sparse Cholesky factorization.
 * - `amg`: Conjugate gradients with a multigrid cycle.
 * - `forestCg`: Conjugate gradients with forests.
 * - `cg`: Conjugate gradients with Jacobi preconditioning.
 * - `forestBcd`: Block descent over the forests of a partition.
 * - `greedyForestBcd`: Block descent over forests chosen in each iteration.
 */
export type GraphRoute = 'elimination' | 'cholesky' | 'amg' | 'forestCg' | 'cg' | 'forestBcd' | 'greedyForestBcd';

/**
 * The violation of the Karush–Kuhn–Tucker conditions.
 */
export interface KktViolationSolution {
  /**
   * The largest violation: the distance of the negative gradient of the loss from the subdifferential of the
   * penalty.
   */
  readonly violation: number;
  /**
   * The violation relative to the largest derivative of the loss at the null model, without penalized features.
   */
  readonly kktResidual: number;
  /**
   * The mean loss plus the penalty.
   */
  readonly objective: number;
}

/**
 * The labels or values of all nodes.
 */
export interface LabelPropagationSolution {
  /**
   * `converged` if the residual is within `tolerance`, `stalled` if rounding prevents that.
   */
  readonly status: Ending;
  /**
   * The nodes not connected with any known one, ascending. They have the default label or null, and zero scores.
   */
  readonly unreachable: Int32Array;
  /**
   * The norm of the equations' residual divided by the norm of their right side, computed from the solution. For
   * several classes, the maximum.
   */
  readonly relativeResidual: number;
  /**
   * The number of iterations, for several classes the maximum; 0 for elimination.
   */
  readonly iterations: number;
  /**
   * The method that solved the equations.
   */
  readonly method: GraphRoute;
  /**
   * The number of nodes eliminated as leaves or links of chains before the rest was solved.
   */
  readonly eliminated: number;
  /**
   * The class of each column of `scores`, ascending: strings are ordered by code points, and false comes before
   * true. Absent for values.
   */
  readonly classes?: Int32Array | readonly string[] | readonly boolean[];
  /**
   * The class of each node: the one with the highest score, the lowest if several are equal; null for unreachable
   * nodes with strings or booleans. Absent for values.
   */
  readonly labels?: Int32Array | readonly (string | null)[] | readonly (boolean | null)[];
  /**
   * The score of each node (row) for each class (column). If known nodes keep their labels, a row sums to 1, and its
   * entries are the probabilities that a random walk along the edges reaches each class first. Absent for values.
   */
  readonly scores?: Matrix;
  /**
   * The value of each node; 0 for unreachable ones. Absent for labels.
   */
  readonly values?: Float64Array;
}

/**
 * The smallest strength that makes all penalized coefficients zero, and the model for it.
 */
export interface LambdaMaxSolution {
  /**
   * The strength. 0 also for penalties that never make coefficients zero.
   */
  readonly lambdaMax: number;
  /**
   * The mean loss of the null model, of the intercept and the unpenalized features.
   */
  readonly objective: number;
  /**
   * The intercept of the null model.
   */
  readonly intercept: number | Float64Array;
}

/**
 * The progress of the descent.
 */
export interface MinimizeBlocksProgress {
  /**
   * The number of block updates so far.
   */
  readonly iterations: number;
  /**
   * The current objective.
   */
  readonly objective: number;
  /**
   * The current violation of the optimality conditions.
   */
  readonly violation: number;
}

/**
 * The final point of the descent.
 */
export interface MinimizeBlocksSolution {
  /**
   * `converged` if the violation is within `tolerance`; never `stalled`.
   */
  readonly status: Ending;
  /**
   * The number of block updates.
   */
  readonly iterations: number;
  /**
   * The objective at the solution.
   */
  readonly objective: number;
  /**
   * The violation of the optimality conditions: the largest entry of the gradient, minus the part balanced by penalty
   * and bounds.
   */
  readonly violation: number;
  /**
   * The final point.
   */
  readonly solution: Float64Array;
  /**
   * A record of each iteration, if `history` is set.
   */
  readonly history?: readonly BlockIteration[];
}

/**
 * The models of a path.
 */
export interface PathSolution {
  /**
   * `converged` if all models converged, `timeLimit` if later models are missing because of the time limit,
   * otherwise the status of the first model that did not converge.
   */
  readonly status: Ending;
  /**
   * The strengths of the models.
   */
  readonly lambdas: Float64Array;
  /**
   * The smallest strength that makes all penalized coefficients zero.
   */
  readonly lambdaMax: number;
  /**
   * The coefficients, a row for each strength. For several outputs, feature `j` and output `k` are in column
   * `j * outputs + k`.
   */
  readonly coefficients: SparseMatrix;
  /**
   * The intercepts: a row for each strength, a column for each output.
   */
  readonly intercepts: Matrix;
  /**
   * The objective of each model.
   */
  readonly objectives: Float64Array;
  /**
   * The relative duality gap of each model, 0 if there is none.
   */
  readonly relativeGaps: Float64Array;
  /**
   * The relative violation of the optimality conditions of each model.
   */
  readonly kktResiduals: Float64Array;
  /**
   * The number of features with nonzero coefficients in each model.
   */
  readonly nonzeros: Int32Array;
  /**
   * The fraction of the null model's deviance explained by each model. For the squared loss this is R².
   */
  readonly devianceRatios: Float64Array;
  /**
   * The total number of iterations of all models.
   */
  readonly iterations: number;
}

/**
 * The predictions.
 */
export interface PredictSolution {
  /**
   * The predicted response: the label of the most probable class, or the mean.
   */
  readonly response: Float64Array | Matrix | readonly string[] | readonly boolean[];
  /**
   * The linear predictor `X w + b`; for several outputs or classes, a column for each.
   */
  readonly predictor: Float64Array | Matrix;
  /**
   * The probability of each class, a column for each in the order of `classes`; for `logistic` and `multinomial`.
   */
  readonly probabilities?: Matrix;
}

/**
 * The accuracy of the model.
 */
export interface ScoreSolution {
  /**
   * For classes, the fraction of samples with a correct most probable class, or class of the predictor's sign.
   */
  readonly accuracy?: number;
  /**
   * For `poisson`, `logistic` and `multinomial`, the fraction of the deviance explained by the model: 1 for perfect
   * predictions, 0 for the best constant. Absent if a constant predicts perfectly.
   */
  readonly devianceRatio?: number;
  /**
   * For `logistic` and `multinomial`, the mean negative logarithm of the probability predicted for the sample's class.
   */
  readonly logLoss?: number;
  /**
   * For numbers, the mean squared error; for several outputs, the mean over outputs.
   */
  readonly meanSquaredError?: number;
  /**
   * For numbers, R²: 1 minus the mean squared error divided by the variance of the response. It is 1 for perfect
   * predictions, 0 for the mean of the response, and negative for worse predictions; for several outputs, the mean
   * over outputs. Absent if the response, or one output of it, is constant.
   */
  readonly rSquared?: number;
}

/**
 * An upper bound of the distance of given coefficients from the optimum: their objective minus the dual objective at
 * their residuals. The coefficients may come from anywhere, for example from another program.
 *
 * @example
 * ```ts
 * const { dualityGap: gap } = await dualityGap({
 *   matrix: [[1, 2], [2, -1], [0, 1]],
 *   response: [1, 2, -1],
 *   lambda: 0.1,
 *   point: { coefficients: [0.5, 0] },
 * });
 * ```
 */
export function dualityGap(
  problem: DualityGapProblem,
  options?: RunOptions,
): Promise<DualityGapSolution> {
  return run('coordinate.dualityGap', problem, options);
}

/** {@link dualityGap}, blocking the calling thread. */
export function dualityGapSync(problem: DualityGapProblem, options?: SyncRunOptions): DualityGapSolution {
  return runSync('coordinate.dualityGap', problem, options);
}

/**
 * The violation of the optimality conditions by given coefficients. It is also defined for penalties without a duality
 * gap.
 *
 * @example
 * ```ts
 * const { violation } = await kktViolation({
 *   matrix: [[1, 2], [2, -1], [0, 1]],
 *   response: [1, 2, -1],
 *   penalty: 'mcp',
 *   lambda: 0.1,
 *   point: { coefficients: [0.5, 0] },
 * });
 * ```
 */
export function kktViolation(
  problem: KktViolationProblem,
  options?: RunOptions,
): Promise<KktViolationSolution> {
  return run('coordinate.kktViolation', problem, options);
}

/** {@link kktViolation}, blocking the calling thread. */
export function kktViolationSync(problem: KktViolationProblem, options?: SyncRunOptions): KktViolationSolution {
  return runSync('coordinate.kktViolation', problem, options);
}

/**
 * The smallest `lambda` that makes all penalized coefficients zero.
 *
 * @example
 * ```ts
 * const { lambdaMax: largest } = await lambdaMax({ matrix: [[1, 2], [2, -1], [0, 1]], response: [1, 2, -1] });
 * ```
 */
export function lambdaMax(
  problem: LambdaMaxProblem,
  options?: RunOptions,
): Promise<LambdaMaxSolution> {
  return run('coordinate.lambdaMax', problem, options);
}

/** {@link lambdaMax}, blocking the calling thread. */
export function lambdaMaxSync(problem: LambdaMaxProblem, options?: SyncRunOptions): LambdaMaxSolution {
  return runSync('coordinate.lambdaMax', problem, options);
}

/**
 * Fits a generalized linear model for a decreasing sequence of penalty strengths, each warm-started from the one
 * before. The path shows which coefficients enter as the penalty decreases.
 *
 * @example
 * ```ts
 * const matrix = [[1, 2, 0], [2, -1, 1], [0, 1, 3], [1, 0, -1], [-1, 1, 2], [3, 1, 1]];
 * const { lambdas, coefficients, nonzeros } = await path({ matrix, response: [1, 2, -1, 0.5, -2, 3], count: 20 });
 * ```
 */
export function path(
  problem: PathProblem,
  options?: RunOptions<FitProgress>,
): Promise<PathSolution> {
  return run('coordinate.path', problem, options);
}

/** {@link path}, blocking the calling thread. */
export function pathSync(problem: PathProblem, options?: SyncRunOptions): PathSolution {
  return runSync('coordinate.path', problem, options);
}

/**
 * Evaluates a fitted model on samples with known responses: classification accuracy, or R².
 *
 * @example
 * ```ts
 * const model = await fit({ matrix: [[0], [1], [2], [3]], response: ['no', 'no', 'yes', 'yes'], loss: 'logistic', lambda: 0.01 });
 * const { accuracy } = await score({ model, matrix: [[-1], [4], [5]], response: ['no', 'yes', 'no'] }); // 2/3
 * ```
 */
export function score(
  problem: ScoreProblem,
  options?: RunOptions,
): Promise<ScoreSolution> {
  return run('coordinate.score', problem, options);
}

/** {@link score}, blocking the calling thread. */
export function scoreSync(problem: ScoreProblem, options?: SyncRunOptions): ScoreSolution {
  return runSync('coordinate.score', problem, options);
}

/**
 * A forest of a sparse symmetric matrix: rows chosen greedily such that their entries form no cycle. Its equations are
 * solved in linear time, by messages from the leaves to the roots and back.
 *
 * After Nutini, Laradji, Schmidt: Let's Make Block Coordinate Descent Converge Faster, Journal of Machine Learning
 * Research 23, 2022, section 5.
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
export function forest(
  problem: ForestProblem,
  options?: RunOptions,
): Promise<ForestSolution> {
  return run('coordinate.forest', problem, options);
}

/** {@link forest}, blocking the calling thread. */
export function forestSync(problem: ForestProblem, options?: SyncRunOptions): ForestSolution {
  return runSync('coordinate.forest', problem, options);
}

/**
 * Block coordinate descent with a free choice of partition, rule and update, and a record of each iteration, to study
 * the convergence of such methods. It minimizes least-squares, logistic and multinomial losses and quadratics, with an
 * l1 penalty and bounds. The other functions of this family solve the same problems many times faster.
 *
 * After Nutini, Laradji, Schmidt: Let's Make Block Coordinate Descent Converge Faster, Journal of Machine Learning
 * Research 23, 2022.
 *
 * @param problem The function to minimize, and options.
 * @param options Their `seed` determines all random choices.
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
export function minimizeBlocksSync(problem: MinimizeBlocksProblem, options?: SyncRunOptions): MinimizeBlocksSolution {
  return runSync('coordinate.minimizeBlocks', problem, options);
}
