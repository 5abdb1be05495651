// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, IndexInput, Matrix, MatrixInput, SparseMatrix, SparseMatrixInput, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/coordinate.js';

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
 * - `proxGradient`: Does what `gradient` does.
 * - `proxNewton`: The minimum of the block's second-order model with penalty and bounds, with a line search.
 * - `twoMetric`: Two-metric projection: Newton's step on the coordinates that no bound holds, projected, with a line search along the
 * projected arc. Needs bounds of one sign where there is a penalty.
 */
export type BlockUpdate = 'gradient' | 'backtracking' | 'matrix' | 'newton' | 'exact' | 'proxGradient' | 'proxNewton' | 'twoMetric';

/**
 * Which strength is chosen.
 * - `best`: The best on average.
 * - `oneStandardError`: The largest whose average is within one standard error of the best.
 */
export type ChoiceRule = 'best' | 'oneStandardError';

/**
 * What ends the iteration.
 * - `dualityGap`: The duality gap, relative to how far the objective of the model without penalised features is above the least value
 * of the loss, which is 0 but for `poisson`; where there is no gap, as `kktResidual`: for penalties that are not convex, where that distance is rounding only, as
 * for counts that are all the same, and where `lambda` is 0 or less than 1e-9 of the slopes of the loss there.
 * - `kktResidual`: The violation of the optimality conditions, relative to the largest slope at that model.
 */
export type Criterion = 'dualityGap' | 'kktResidual';

/**
 * A generalised linear model whose penalty is to be chosen by cross-validation.
 */
export interface CrossValidateProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`
   * a matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;
   * of the two for `logistic`, the one that sorts last is the positive one.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * How many, at least 1, where `lambdas` is not given.
   * @defaultValue 100
   */
  readonly count?: number;
  /**
   * What `tolerance` bounds.
   * @defaultValue 'dualityGap'
   */
  readonly criterion?: Criterion;
  /**
   * What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,
   * and `predict` and `score` can tell whether they get the same ones.
   */
  readonly featureNames?: readonly string[];
  /**
   * How many folds, at least 2: sample `i` is then in fold `i` modulo that. Or the fold of each sample, numbered from 0
   * without gaps.
   * @defaultValue 5.0
   */
  readonly folds?: number | VectorInput;
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * Several values of `l1Ratio` to choose from. Default: only that one.
   */
  readonly l1Ratios?: VectorInput;
  /**
   * The strengths, descending and positive. Default: `count` of them in geometric progression, from the smallest that
   * makes all penalised coefficients zero for all samples.
   */
  readonly lambdas?: VectorInput;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations for each strength, at least 1.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * What is measured on the samples left out.
   * @defaultValue 'deviance'
   */
  readonly metric?: Metric;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * Which strength the model for all samples gets.
   * @defaultValue 'best'
   */
  readonly rule?: ChoiceRule;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * The last strength over the first, above 0 and below 1. Default: 0.01 where there are fewer samples than features, else
   * 0.0001.
   */
  readonly smallestRatio?: number;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * How exact each solution is to be: see `criterion`.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
}

/**
 * A model with coefficients, of which the duality gap is asked.
 */
export interface DualityGapProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`
   * a matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;
   * of the two for `logistic`, the one that sorts last is the positive one.
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
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,
   * and `predict` and `score` can tell whether they get the same ones.
   */
  readonly featureNames?: readonly string[];
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
}

/**
 * A generalised linear model: the coefficients `w` and the intercept `b` that minimise the weighted mean loss of the
 * predictor `X w + b`, plus a penalty on `w`.
 */
export interface FitProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`
   * a matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;
   * of the two for `logistic`, the one that sorts last is the positive one.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * What `tolerance` bounds.
   * @defaultValue 'dualityGap'
   */
  readonly criterion?: Criterion;
  /**
   * What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,
   * and `predict` and `score` can tell whether they get the same ones.
   */
  readonly featureNames?: readonly string[];
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Where to start. Default: at zero.
   */
  readonly initial?: ModelStart;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The strength of the penalty, zero or positive. This or `lambdaRatio` must be given, but for the penalty `none`.
   */
  readonly lambda?: number;
  /**
   * The strength as a share of the smallest one that makes all penalised coefficients zero; zero or positive.
   */
  readonly lambdaRatio?: number;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations, at least 1, each with one pass over the whole matrix.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * How exact the solution is to be: see `criterion`.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
}

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
   * @defaultValue 'auto'
   */
  readonly method?: GraphMethod;
  /**
   * The norm of `b - A x` that is asked for, relative to that of `b`; above 0 and below 1.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
}

/**
 * A model with coefficients, of which the violation of the optimality conditions is asked.
 */
export interface KktViolationProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`
   * a matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;
   * of the two for `logistic`, the one that sorts last is the positive one.
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
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,
   * and `predict` and `score` can tell whether they get the same ones.
   */
  readonly featureNames?: readonly string[];
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
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
   * The label of nodes that no known node reaches, for labels that are numbers; for others it is null. Default: -1.
   */
  readonly defaultLabel?: number;
  /**
   * The edges, a row for each: its two nodes and, in a third column, its weight. Without one, all weigh 1. Edges listed more than
   * once, in either direction, add up.
   */
  readonly edges?: MatrixInput;
  /**
   * The class of each node: a whole number from 0, a string or a boolean; null where it is sought, or for numbers -1 or NaN. Either
   * this or `values` must be given.
   */
  readonly labels?: VectorInput | readonly (number | null)[] | readonly (string | null)[] | readonly (boolean | null)[];
  /**
   * The most iterations for each class, at least 1. Default: 10 000.
   */
  readonly maxIterations?: number;
  /**
   * How to solve the equations.
   * @defaultValue 'auto'
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
 * A model of which the strength is asked that makes all penalised coefficients zero.
 */
export interface LambdaMaxProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`
   * a matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;
   * of the two for `logistic`, the one that sorts last is the positive one.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,
   * and `predict` and `score` can tell whether they get the same ones.
   */
  readonly featureNames?: readonly string[];
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
}

/**
 * How the entries of a matrix lie in memory.
 * - `rowMajor`: Row by row: entry `(i, j)` of a dense matrix at `data[i * columns + j]`; a sparse one by compressed rows.
 * - `columnMajor`: Column by column: entry `(i, j)` of a dense matrix at `data[j * rows + i]`; of a sparse one, `indptr` tells where
 * each column begins and `indices` are rows (CSC).
 */
export type Layout = 'rowMajor' | 'columnMajor';

/**
 * The loss of one sample, for its response `y` and linear predictor `z`.
 * - `squared`: `(y - z)^2 / 2`.
 * - `huber`: `(y - z)^2 / 2` up to a threshold of `|y - z|`, and linear beyond it, so that outliers count less.
 * - `logistic`: `ln(1 + exp(-y z))`, `y` being -1 or 1: two classes.
 * - `multinomial`: `ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.
 * - `poisson`: `exp(z) - y z`: counts.
 * - `multiSquared`: Half the squared norm of `y - z`, for several outputs at once.
 */
export type LossKind = 'squared' | 'huber' | 'logistic' | 'multinomial' | 'poisson' | 'multiSquared';

/**
 * What is measured on the samples left out.
 * - `deviance`: The mean deviance, twice the loss above its least value: for squared losses the mean squared error.
 * - `meanSquaredError`: The mean squared difference of response and its predicted mean; not for classes.
 * - `accuracy`: The share of samples whose most probable class is theirs; for classes only.
 */
export type Metric = 'deviance' | 'meanSquaredError' | 'accuracy';

/**
 * A function to be minimised block by block: a loss, summed over the rows of `matrix`, or a quadratic, with a penalty or bounds.
 */
export interface MinimizeBlocksProblem {
  /**
   * The rows of features; for `quadratic` the matrix `A`, symmetric.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * What is to be predicted, as long as `matrix` has rows: numbers for `squared`; classes as numbers, strings or booleans, of which there
   * are two for `logistic` and any number for `multinomial`, counted in ascending order; for `quadratic` the vector `b`.
   */
  readonly target: VectorInput | readonly string[] | readonly boolean[];
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
   * @defaultValue 'squared'
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
   * @defaultValue 'order'
   */
  readonly partition?: BlockPartition;
  /**
   * Which block is next.
   * @defaultValue 'gsd'
   */
  readonly rule?: BlockRule;
  /**
   * The violation of the conditions of a minimum that is asked for, relative to that at the start; not negative.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
  /**
   * What happens to it. Default: `matrix`, or `proxNewton` where there is a penalty or bounds.
   */
  readonly update?: BlockUpdate;
  /**
   * Upper bounds of the coordinates, at least 0; Infinity for none.
   */
  readonly upper?: VectorInput;
}

/**
 * Coefficients to start from; a solution has them.
 */
export interface ModelStart {
  /**
   * The coefficients, a number for each feature, or a matrix with a column for each output or class.
   */
  readonly coefficients: VectorInput | MatrixInput;
  /**
   * The intercept, or one for each output or class. Default: 0.
   */
  readonly intercept?: number | VectorInput;
}

/**
 * A generalised linear model for a sequence of strengths of the penalty.
 */
export interface PathProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`
   * a matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;
   * of the two for `logistic`, the one that sorts last is the positive one.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * How many, at least 1, where `lambdas` is not given.
   * @defaultValue 100
   */
  readonly count?: number;
  /**
   * What `tolerance` bounds.
   * @defaultValue 'dualityGap'
   */
  readonly criterion?: Criterion;
  /**
   * What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,
   * and `predict` and `score` can tell whether they get the same ones.
   */
  readonly featureNames?: readonly string[];
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
   * `multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The strengths, descending and positive. Default: `count` of them in geometric progression, from the smallest that
   * makes all penalised coefficients zero.
   */
  readonly lambdas?: VectorInput;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations for each strength, at least 1.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   * @defaultValue 'l1'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * The last strength over the first, above 0 and below 1. Default: 0.01 where there are fewer samples than features, else
   * 0.0001.
   */
  readonly smallestRatio?: number;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * Whether the path ends where nearly all is explained: 99.9 % of the deviance, or less than 0.001 % more than before.
   * @defaultValue false
   */
  readonly stopEarly?: boolean;
  /**
   * How exact each solution is to be: see `criterion`.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
}

/**
 * The penalty on the coefficients `w`, with `lambda`, the factors `v_j` of features and `u_g` of groups.
 * - `l1`: `lambda` times the sum of `v_j |w_j|`.
 * - `elasticNet`: `lambda` times the sum of `v_j (l1Ratio |w_j| + (1 - l1Ratio) w_j^2 / 2)`.
 * - `groupL2`: `lambda` times the sum of `u_g` times the norm of the group's coefficients.
 * - `sparseGroup`: `lambda` times `l1Ratio` times the `l1` penalty and `1 - l1Ratio` times that of `groupL2`.
 * - `mcp`: The minimax concave penalty (Zhang 2010): like `l1` at 0, and flat beyond `concavity * lambda`. Not convex: the result
 * is a local solution.
 * - `scad`: The smoothly clipped absolute deviation (Fan and Li 2001). Not convex, as `mcp`.
 * - `none`: No penalty.
 * - `l2`: `lambda` times the sum of `v_j w_j^2 / 2`.
 */
export type PenaltyKind = 'l1' | 'elasticNet' | 'groupL2' | 'sparseGroup' | 'mcp' | 'scad' | 'none' | 'l2';

/**
 * The part of a fitted model that predictions need.
 */
export interface PredictModel {
  /**
   * The coefficients.
   */
  readonly coefficients: VectorInput | MatrixInput;
  /**
   * The intercept.
   */
  readonly intercept: number | VectorInput;
  /**
   * The loss.
   */
  readonly loss: LossKind;
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
 * Samples of which a fitted model is to tell the response.
 */
export interface PredictProblem {
  /**
   * The model: a solution of `fit` is one.
   */
  readonly model: PredictModel;
  /**
   * The samples, a row for each.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * What the columns of `matrix` are called. They must be called as in the model, in the same order.
   */
  readonly featureNames?: readonly string[];
  /**
   * How the entries of `matrix` lie in memory.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
}

/**
 * Samples with a response, of which a fitted model is to be judged.
 */
export interface ScoreProblem {
  /**
   * The model: a solution of `fit` is one.
   */
  readonly model: PredictModel;
  /**
   * The samples, a row for each: those that the model was not fitted to tell how well it predicts.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response of each sample, as in `fit`: of classes, those of the model.
   */
  readonly response: VectorInput | MatrixInput | readonly string[] | readonly boolean[];
  /**
   * What the columns of `matrix` are called. They must be called as in the model, in the same order.
   */
  readonly featureNames?: readonly string[];
  /**
   * How the entries of `matrix` lie in memory.
   * @defaultValue 'rowMajor'
   */
  readonly layout?: Layout;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * A weight for each sample, zero or positive, in all means. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
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
 * What cross-validation found, and the model for all samples with the chosen penalty.
 */
export interface CrossValidateSolution {
  /**
   * `converged` where all models are, `timeLimit` where some are missing for it, else what kept the first that is not.
   */
  readonly status: Ending;
  /**
   * The results for each of the `l1Ratios`.
   */
  readonly curves: readonly CrossValidationCurve[];
  /**
   * The chosen `l1Ratio`, that of the best average.
   */
  readonly l1Ratio: number;
  /**
   * The strength of the best average.
   */
  readonly lambdaMin: number;
  /**
   * The largest strength whose average is within one standard error of the best.
   */
  readonly lambda1se: number;
  /**
   * The model for all samples.
   */
  readonly model: FitSolution;
}

/**
 * How well each strength predicts.
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
   * The mean over folds of the metric.
   */
  readonly means: Float64Array;
  /**
   * The standard error of that mean.
   */
  readonly standardErrors: Float64Array;
  /**
   * The place of the best mean.
   */
  readonly bestIndex: number;
  /**
   * The first place whose mean is within one standard error of the best.
   */
  readonly oneStandardErrorIndex: number;
}

/**
 * How far coefficients are from the optimum, at most.
 */
export interface DualityGapSolution {
  /**
   * The mean loss plus the penalty.
   */
  readonly objective: number;
  /**
   * The objective of the dual problem at the residuals, scaled into its domain: the minimum is not below it. Absent where the
   * residuals make no dual point.
   */
  readonly dualObjective?: number;
  /**
   * `objective` less `dualObjective`. Absent where that is.
   */
  readonly dualityGap?: number;
}

/**
 * How an iterative method ended. What a method means by "converged" and by "stalled" stands at its `status`. A method that
 * can end in a further way has a status of its own, with these names for these endings.
 * - `converged`: The solution is as exact as was asked for.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: Nothing is gained any more, mostly since rounding allows no more progress. This is the best point found.
 */
export type Ending = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * How far a fit has come.
 */
export interface FitProgress {
  /**
   * Iterations so far.
   */
  readonly iterations: number;
  /**
   * The objective.
   */
  readonly objective: number;
  /**
   * The violation of the optimality conditions.
   */
  readonly violation: number;
}

/**
 * A fitted model, with the proof of how close to the optimum it is.
 */
export interface FitSolution {
  /**
   * `converged` where what `tolerance` asks for was reached, `stalled` where rounding allows no further progress.
   */
  readonly status: Ending;
  /**
   * The coefficient of each feature; for several outputs or classes, a matrix with a row for each feature. Those that the
   * penalty holds at zero are exactly 0.
   */
  readonly coefficients: Float64Array | Matrix;
  /**
   * The intercept, 0 without one; for several outputs or classes, a vector.
   */
  readonly intercept: number | Float64Array;
  /**
   * The features with a coefficient other than 0, ascending.
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
   * The violation of the optimality conditions, relative to the largest slope of the loss at that model.
   */
  readonly kktResidual: number;
  /**
   * Iterations, each with one scan of the features that are not yet ruled out.
   */
  readonly iterations: number;
  /**
   * Rounds of coordinate descent over a working set.
   */
  readonly epochs: number;
  /**
   * Newton's steps on the support.
   */
  readonly newtonSteps: number;
  /**
   * The loss, for predictions.
   */
  readonly loss: LossKind;
  /**
   * The labels of the classes, ascending, for `logistic` (the second is the positive one) and `multinomial`: strings in the order
   * of their characters' numbers, false before true.
   */
  readonly classes?: Float64Array | readonly string[] | readonly boolean[];
  /**
   * How far `objective` is above the minimum, at most. Absent where there is no bound: for penalties that are not convex
   * or not there, and coefficients without a penalty that are bounded.
   */
  readonly dualityGap?: number;
  /**
   * The names of all features, where they were given.
   */
  readonly featureNames?: readonly string[];
  /**
   * The duality gap, relative to how far the objective of the model without penalised features is above the least value of
   * the loss, which is 0 but for `poisson`. This is what `tolerance` is compared to.
   */
  readonly relativeGap?: number;
  /**
   * The names of the features in `support`, where names were given.
   */
  readonly supportNames?: readonly string[];
}

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
   * `converged` where the residual is as small as was asked for, `stalled` where it no longer falls: rounding forbids what was
   * asked for.
   */
  readonly status: Ending;
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
 * By how much coefficients miss the conditions of Karush, Kuhn and Tucker.
 */
export interface KktViolationSolution {
  /**
   * The largest violation: the distance of minus the loss's slopes from the subdifferential of the penalty.
   */
  readonly violation: number;
  /**
   * The violation relative to the largest slope at the model without penalised features.
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
   * `converged` where the equations' residual is as small as was asked for, `stalled` where it no longer falls: rounding forbids
   * what was asked for.
   */
  readonly status: Ending;
  /**
   * The nodes that are not connected with any known one, ascending. They have the default label or null, and zeros for scores.
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
   * The class of each column of `scores`, ascending: strings in the order of their characters' numbers, false before true. Absent for
   * values.
   */
  readonly classes?: Int32Array | readonly string[] | readonly boolean[];
  /**
   * The class of each node: that with the highest score, of equal ones the lowest; null where strings or booleans do not reach. Absent
   * for values.
   */
  readonly labels?: Int32Array | readonly (string | null)[] | readonly (boolean | null)[];
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
 * The smallest strength that makes all penalised coefficients zero, and the model there.
 */
export interface LambdaMaxSolution {
  /**
   * That strength; 0 where it is zero, and for penalties that make no coefficient zero.
   */
  readonly lambdaMax: number;
  /**
   * The mean loss of the best model of the intercept and the features that are not penalised.
   */
  readonly objective: number;
  /**
   * Its intercept.
   */
  readonly intercept: number | Float64Array;
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
   * `converged` where the violation is as small as was asked for; never `stalled`.
   */
  readonly status: Ending;
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

/**
 * The models of a path.
 */
export interface PathSolution {
  /**
   * `converged` where all models are, `timeLimit` where later ones are missing for it, else what kept the first that is not.
   */
  readonly status: Ending;
  /**
   * The strengths.
   */
  readonly lambdas: Float64Array;
  /**
   * The smallest strength that makes all penalised coefficients zero.
   */
  readonly lambdaMax: number;
  /**
   * A row of coefficients for each strength. For several outputs that of feature `j` and output `k` is in column
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
   * The relative duality gap of each model, 0 where none can be had.
   */
  readonly relativeGaps: Float64Array;
  /**
   * The relative violation of the optimality conditions of each model.
   */
  readonly kktResiduals: Float64Array;
  /**
   * How many features have a coefficient other than 0.
   */
  readonly nonzeros: Int32Array;
  /**
   * The share of the deviance of the model without penalised features that each explains; for the squared loss, R².
   */
  readonly devianceRatios: Float64Array;
  /**
   * Iterations, all models together.
   */
  readonly iterations: number;
}

/**
 * What the model says.
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
   * The probability of each class, a column for each in the order of `classes`. Absent where there are no classes.
   */
  readonly probabilities?: Matrix;
}

/**
 * How right the model is.
 */
export interface ScoreSolution {
  /**
   * For classes, the share of samples whose most probable class is theirs.
   */
  readonly accuracy?: number;
  /**
   * For `poisson`, `logistic` and `multinomial`, the share of the deviance that the model explains: 1 for perfect predictions, 0
   * for those of the best constant. Absent where a constant predicts perfectly.
   */
  readonly devianceRatio?: number;
  /**
   * For classes, the mean of minus the logarithm of the probability that the model gave to the sample's class.
   */
  readonly logLoss?: number;
  /**
   * For numbers, the mean squared difference of the response and its prediction; the mean over outputs where there are several.
   */
  readonly meanSquaredError?: number;
  /**
   * For numbers, R²: 1 less the mean squared difference of the response and its prediction, relative to the variance of the
   * response; 1 for perfect predictions, 0 for those of the response's mean, negative for worse ones. The mean over outputs
   * where there are several. Absent where the response, or one output of it, is constant.
   */
  readonly rSquared?: number;
}

/**
 * How far given coefficients are from the optimum, at most: their objective, less that of the dual point that their residuals
 * make. For coefficients from anywhere, another program for instance.
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
 * By how much given coefficients violate the optimality conditions. It is there for penalties that have no duality gap, too.
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
 * The smallest `lambda` that makes all penalised coefficients zero.
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
 * Fits a generalised linear model for a falling sequence of strengths, each started from the one before: how the coefficients
 * enter as the penalty falls.
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
 * How right a fitted model is about samples whose response is known: the share of right classes, or R².
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
export function minimizeBlocksSync(problem: MinimizeBlocksProblem, options?: SyncRunOptions): MinimizeBlocksSolution {
  return runSync('coordinate.minimizeBlocks', problem, options);
}
