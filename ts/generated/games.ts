// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, BytesInput, IndexInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/inputs.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import '#wasm/games.js';

export { load } from '../engine/load.js';

/**
 * An affine map, `matrix` z + `vector`.
 */
export interface AffineMap {
  /**
   * A square matrix.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * One number per row of the matrix.
   */
  readonly vector: VectorInput;
}

/**
 * The mean of affine maps of d variables.
 */
export interface AffineSum {
  /**
   * The square matrices stacked vertically: d columns, and d rows per map.
   */
  readonly matrices: MatrixInput;
  /**
   * The constant vectors: a row per map, d columns.
   */
  readonly vectors: MatrixInput;
}

/**
 * Pairwise votes. Give either `votes` or `comparisons`.
 */
export interface BradleyTerryProblem {
  /**
   * The votes as a list, instead of `votes`.
   */
  readonly comparisons?: Comparisons;
  /**
   * A row of features per item; the strength is a linear function of them. At most 2000 columns, entries up to 10¹⁰⁰.
   */
  readonly features?: MatrixInput;
  /**
   * The number of items, with `comparisons`. Default: the largest index plus one.
   */
  readonly itemCount?: number;
  /**
   * The loss of a vote.
   */
  readonly loss?: VoteLoss;
  /**
   * Limit on Newton steps.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * Requests the policy with the strengths as rewards.
   */
  readonly policy?: PolicyReference;
  /**
   * The factor λ on half the squared norm of the strengths, or of the coefficients, added to the loss.
   * @defaultValue 0.0
   */
  readonly regularization?: number;
  /**
   * Whether to compute standard errors. They take cubic time and are never computed for more than 2000 items.
   * @defaultValue true
   */
  readonly standardErrors?: boolean;
  /**
   * Tolerance on the largest absolute entry of the gradient, relative to the largest number of wins of one item over
   * another.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
  /**
   * The number of times that item i beat item j, in row i and column j: nonnegative, with a zero diagonal.
   */
  readonly votes?: AnyMatrixInput;
}

/**
 * Votes as a list.
 */
export interface Comparisons {
  /**
   * The index of the winner of each vote, from 0.
   */
  readonly winners: IndexInput;
  /**
   * The index of the loser of each vote.
   */
  readonly losers: IndexInput;
  /**
   * The weight of each vote, nonnegative. Default: 1.
   */
  readonly weights?: VectorInput;
}

/**
 * The compression of vectors.
 */
export interface Compressor {
  /**
   * The fraction of entries sent, above 0 and at most 1; at least one is sent.
   * @defaultValue 0.1
   */
  readonly fraction?: number;
  /**
   * The choice of entries.
   */
  readonly kind?: CompressorKind;
}

/**
 * The choice of entries to send.
 * - `top`: The entries of largest absolute value. The rest is added to later messages.
 * - `random`: Random entries, scaled to be unbiased.
 */
export type CompressorKind = 'top' | 'random';

/**
 * A convex set for consecutive variables.
 */
export interface ConvexSet {
  /**
   * The kind of set.
   */
  readonly kind: SetKind;
  /**
   * The center of a ball. Default: zeros.
   */
  readonly center?: VectorInput;
  /**
   * The lower bounds of a box: one per variable, or one number for all. Default: none, `-Infinity`.
   */
  readonly lower?: number | VectorInput;
  /**
   * The radius of a ball, positive.
   */
  readonly radius?: number;
  /**
   * The number of variables, at most a million. Default: the length of `lower`, `upper` or `center`.
   */
  readonly size?: number;
  /**
   * The sum of the variables in a simplex, positive. Default: 1.
   */
  readonly sum?: number;
  /**
   * The upper bounds of a box. Default: none, `Infinity`.
   */
  readonly upper?: number | VectorInput;
}

/**
 * A game and an objective.
 */
export interface CorrelatedProblem {
  /**
   * The payoffs of each player for each action profile: 2 to 8 matrices or tensors of equal shape with one axis per
   * player, as nested lists or `{ shape, values }`. At most 50 000 profiles, and 50 million entries in the linear
   * program; it has one row for each ordered pair of actions of a player.
   */
  readonly payoffs: readonly PointInput[];
  /**
   * Whether players commit to obey before they learn their action. The only deviations are then constant actions,
   * and there are more equilibria.
   * @defaultValue false
   */
  readonly coarse?: boolean;
  /**
   * Limit on pivots.
   * @defaultValue 1000000
   */
  readonly maxIterations?: number;
  /**
   * An objective to maximize instead of payoffs: a number per profile, in the shape of payoffs or as a vector.
   */
  readonly objective?: PointInput;
  /**
   * The player with the payoff to maximize, from 0. Default: the sum of all payoffs.
   */
  readonly player?: number;
  /**
   * Tolerance on the gain from deviating relative to the range of the player's payoffs, and on the duality gap
   * relative to the range of the objective.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
}

/**
 * Workers with affine maps given as data.
 */
export interface DistributedDataProblem {
  /**
   * A matrix and a vector per worker.
   */
  readonly workers: AffineSum;
  /**
   * Whether messages to workers are compressed too; only for `random`.
   * @defaultValue false
   */
  readonly bidirectional?: boolean;
  /**
   * The compression of messages from workers.
   */
  readonly compressor?: Compressor;
  /**
   * The initial point. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * Limit on rounds.
   * @defaultValue 20000
   */
  readonly maxIterations?: number;
  /**
   * The fraction of workers in a round, above 0 and at most 1; at least one participates.
   * @defaultValue 1.0
   */
  readonly participation?: number;
  /**
   * The initial step size; it is adapted later. Default: from estimated Lipschitz constants.
   */
  readonly step?: number;
  /**
   * Tolerance on the norm of the mean map, relative to its initial norm.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
}

/**
 * A game, and strategies or a distribution.
 */
export interface ExploitabilityProblem {
  /**
   * The payoffs of each player for each action profile: 2 to 8 matrices or tensors of equal shape with one axis per
   * player, as nested lists or `{ shape, values }`. Or the matrix of a two-player zero-sum game, with the row
   * player's payoffs. At most 10⁷ profiles.
   */
  readonly payoffs: readonly PointInput[] | MatrixInput;
  /**
   * The probability of each profile, with the last player's action varying fastest. Players know the distribution,
   * and learn only their own action. At most 50 000 profiles.
   */
  readonly distribution?: PointInput;
  /**
   * The mixed strategies of all players: as rows of a matrix if all have the same number of actions, otherwise
   * concatenated in a vector.
   */
  readonly strategies?: VectorInput | MatrixInput;
}

/**
 * Linear inequalities.
 */
export interface LinearConstraints {
  /**
   * A row per inequality, with one column per variable.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * Upper bounds on the products of the rows with the point.
   */
  readonly upper: VectorInput;
}

/**
 * The number of equilibria to find.
 * - `one`: One.
 * - `all`: All equilibria of a two-player game with up to 62 actions in total. If there are infinitely many, the extreme
 * ones; the others are mixtures of these. The time grows exponentially with the number of actions.
 */
export type NashFind = 'one' | 'all';

/**
 * The method for finding one equilibrium.
 * - `auto`: The Lemke–Howson method for two players. For more, the first pure equilibrium in the order of the profiles, or
 * the logit path if there is none.
 * - `lemkeHowson`: Complementary pivoting, which finds an equilibrium of any two-player game (Lemke, Howson, J. SIAM 12, 1964). The
 * lexicographic ratio test ensures termination in degenerate games.
 * - `logit`: The path of logit equilibria from uniform strategies, at zero precision, to an equilibrium of players without
 * errors (McKelvey, Palfrey, Games Econ. Behav. 10, 1995; tracked as in Turocy, Games Econ. Behav. 51, 2005).
 */
export type NashMethod = 'auto' | 'lemkeHowson' | 'logit';

/**
 * A normal-form game.
 */
export interface NashProblem {
  /**
   * The payoffs of each player for each action profile, to be maximized: 2 to 8 matrices or tensors of equal shape
   * with one axis per player, as nested lists or `{ shape, values }`. At most 10⁷ profiles, entries up to 10¹⁵⁰.
   */
  readonly payoffs: readonly PointInput[];
  /**
   * Whether to find one equilibrium or all.
   */
  readonly find?: NashFind;
  /**
   * For the Lemke–Howson method, the first label to drop: an action of the first player, or of the second, counted
   * after the first's. Each label leads to an equilibrium, some to different ones. Default: a race of all labels
   * with a growing number of pivots.
   */
  readonly label?: number;
  /**
   * Limit on pivots, or on steps along the path.
   * @defaultValue 1000000
   */
  readonly maxIterations?: number;
  /**
   * With `find: 'all'`, the limit on bases visited of each player's polytope.
   * @defaultValue 100000
   */
  readonly maxVertices?: number;
  /**
   * The method for finding one equilibrium.
   */
  readonly method?: NashMethod;
  /**
   * Tolerance on the gain from deviating, relative to the range of the player's payoffs.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * A map as data, in exactly one of these forms.
 */
export interface OperatorData {
  /**
   * An affine map.
   */
  readonly affine?: AffineMap;
  /**
   * A function of the variables, as one vector, and of parameters. Its value is a vector of the same length, and its
   * derivatives are exact.
   */
  readonly expression?: FunctionInput;
  /**
   * The map of a saddle function: its gradient in x, and its negative gradient in y.
   */
  readonly saddle?: SaddleFunction;
  /**
   * The mean of affine maps.
   */
  readonly sum?: AffineSum;
}

/**
 * The loss of a pair as a function of its margin h, the increase of the log-probability ratio of chosen to rejected
 * sequence over the reference's.
 * - `sigmoid`: −ln(1 / (1 + exp(−β h))).
 * - `ipo`: (h − 1/(2β))².
 * - `hinge`: max(1 − β h, 0).
 */
export type PairLoss = 'sigmoid' | 'ipo' | 'hinge';

/**
 * The reference and temperature of a policy with the strengths as rewards.
 */
export interface PolicyReference {
  /**
   * The reference probabilities, positive; only their ratios matter.
   */
  readonly reference: VectorInput;
  /**
   * The temperature β, positive: the weight of the divergence from the reference.
   */
  readonly beta: number;
}

/**
 * Pairs of a chosen and a rejected sequence.
 */
export interface PreferenceLossProblem {
  /**
   * The chosen sequences.
   */
  readonly chosen: Sequences;
  /**
   * The rejected sequences, equal in number.
   */
  readonly rejected: Sequences;
  /**
   * The temperature β, positive.
   * @defaultValue 0.1
   */
  readonly beta?: number;
  /**
   * The assumed fraction of pairs with swapped labels, at least 0 and below 1/2; for `sigmoid`.
   * @defaultValue 0.0
   */
  readonly labelSmoothing?: number;
  /**
   * The loss of a pair.
   */
  readonly loss?: PairLoss;
  /**
   * The choice of tokens to include.
   */
  readonly mask?: TokenMask;
  /**
   * The weight of each pair, nonnegative and not all zero. Default: 1.
   */
  readonly weights?: VectorInput;
}

/**
 * The method for regularized lotteries.
 * - `auto`: Mirror prox with occasional Newton steps.
 * - `mirrorProx`: Mirror prox.
 * - `mirrorDescent`: Mirror descent, for comparison. It cycles if preferences are cyclic and regularization is weak.
 */
export type PreferenceWinnerMethod = 'auto' | 'mirrorProx' | 'mirrorDescent';

/**
 * Preferences between items, and the regularization. Give either `preferences` or `votes`.
 */
export interface PreferenceWinnerProblem {
  /**
   * Limit on rounds or, without regularization, on simplex pivots.
   * @defaultValue 100000
   */
  readonly maxIterations?: number;
  /**
   * The method.
   */
  readonly method?: PreferenceWinnerMethod;
  /**
   * Whether steps are as short as in the paper, which assumes a preference of 1 between some items. By default they
   * are adapted to the largest preference.
   * @defaultValue false
   */
  readonly paperStep?: boolean;
  /**
   * The frequency, from 0 to 1, with which item i is preferred to item j, in row i and column j. Matrix and
   * transpose must sum to 1 within 1e-9. At most 5000 items.
   */
  readonly preferences?: MatrixInput;
  /**
   * The reference: positive numbers; only their ratios matter. Default: uniform.
   */
  readonly reference?: VectorInput;
  /**
   * The factor β on the Kullback–Leibler divergence from the reference, from 1e-9 to 1e9; 0 for no regularization.
   * @defaultValue 0.01
   */
  readonly regularization?: number;
  /**
   * A nonnegative number added to each count of votes.
   * @defaultValue 0.0
   */
  readonly smoothing?: number;
  /**
   * Tolerance on the exploitability.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
  /**
   * The number of times that item i beat item j, instead of `preferences`: nonnegative, with a zero diagonal. Items
   * never compared have preference 1/2.
   */
  readonly votes?: AnyMatrixInput;
}

/**
 * The saddle function c'x + x'Qx/2 + y'Ax − b'y − y'Ry/2, minimized over x and maximized over y. The point is x
 * followed by y.
 */
export interface SaddleFunction {
  /**
   * The matrix A: a row per entry of y, a column per entry of x.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The vector c.
   */
  readonly primalLinear: VectorInput;
  /**
   * The vector b.
   */
  readonly dualLinear: VectorInput;
  /**
   * The symmetric matrix R. Default: none.
   */
  readonly dualQuadratic?: AnyMatrixInput;
  /**
   * The symmetric matrix Q. Default: none.
   */
  readonly primalQuadratic?: AnyMatrixInput;
}

/**
 * Concatenated token sequences.
 */
export interface Sequences {
  /**
   * The log-probability of each token under the model, at most 0.
   */
  readonly logProbabilities: VectorInput;
  /**
   * The log-probability of each token under the reference.
   */
  readonly reference: VectorInput;
  /**
   * The start index of each sequence, followed by the total number of tokens.
   */
  readonly offsets: IndexInput;
  /**
   * 1 for tokens to include, 0 for others; for `given`.
   */
  readonly mask?: BytesInput;
  /**
   * The token ids; for `afterFirstDifference`.
   */
  readonly tokens?: IndexInput;
}

/**
 * The kinds of sets.
 * - `free`: All vectors.
 * - `box`: Vectors between `lower` and `upper`.
 * - `simplex`: Nonnegative vectors that sum to `sum`.
 * - `ball`: Vectors within `radius` of `center`.
 */
export type SetKind = 'free' | 'box' | 'simplex' | 'ball';

/**
 * The choice of tokens to include.
 * - `all`: All tokens.
 * - `afterFirstDifference`: Tokens from the first difference between the sequences of a pair.
 * - `given`: Tokens with `mask` 1.
 */
export type TokenMask = 'all' | 'afterFirstDifference' | 'given';

/**
 * A variational inequality with the map given as data.
 */
export interface VariationalInequalityDataProblem {
  /**
   * The map.
   */
  readonly operator: OperatorData;
  /**
   * Additional linear inequalities. They have multipliers in the solution.
   */
  readonly constraints?: LinearConstraints;
  /**
   * Whether to record the residual after each evaluation in the solution.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The initial point, projected onto the set. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * A Lipschitz constant of the map, for step sizes. Default: estimated.
   */
  readonly lipschitz?: number;
  /**
   * Limit on evaluations of the map. Evaluations of components count as fractions.
   * @defaultValue 100000
   */
  readonly maxIterations?: number;
  /**
   * The method.
   * @defaultValue 'auto'
   */
  readonly method?: VariationalInequalityMethod;
  /**
   * Whether `auto` takes Newton steps, with at most 2000 variables and inequalities.
   * @defaultValue true
   */
  readonly newton?: boolean;
  /**
   * All other inputs of an expression, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * The convex set, as a product over consecutive variables. Default: all vectors.
   */
  readonly set?: readonly ConvexSet[];
  /**
   * Tolerance on the natural residual of a point z, relative to `scale` times the larger of 1 and the norm
   * of z. The unit of the map does not matter, but variables should have size about 1.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * The name of the expression's input that holds the variables. Default: the first.
   */
  readonly variables?: string;
}

/**
 * The method for a variational inequality.
 * - `auto`: Anchored steps, plus Newton steps unless `newton` is false.
 * - `anchored`: Extragradient steps pulled back to an anchor. The anchor moves to the current point whenever the residual has
 * decreased enough.
 * - `halpern`: Anchored steps of fixed length 1/(2L), with the anchor fixed at the start.
 * - `extragradient`: Extragradient steps with adaptive step size.
 * - `goldenRatio`: Steps from a weighted mean of all previous points, with adaptive step size: one evaluation each.
 * - `optimistic`: Extragradient steps with the map's previous value: one evaluation each.
 * - `varianceReducedHalpern`: For means of many cocoercive maps, unconstrained: steps that evaluate few components, pulled back to the start.
 */
export type VariationalInequalityMethod = 'auto' | 'anchored' | 'halpern' | 'extragradient' | 'goldenRatio' | 'optimistic' | 'varianceReducedHalpern';

/**
 * The loss of a vote as a function of the strength difference.
 * - `logistic`: The negative log-likelihood.
 * - `squared`: The squared distance of the winner's strength minus the loser's from 1/2. With a policy of temperature β this is
 * the distance of the log-probability ratio from 1/(2β), as in identity preference optimization.
 */
export type VoteLoss = 'logistic' | 'squared';

/**
 * The method for a zero-sum game.
 * - `auto`: The simplex method for games with up to 4 million entries, including zeros, otherwise the primal-dual method.
 * - `simplex`: Linear programming (Dantzig, A proof of the equivalence of the programming problem and the game problem, 1951):
 * exact up to rounding, in roughly cubic time in the number of actions. It stores the full matrix.
 * - `regretMatching`: Regret matching plus with alternating updates and averages of increasing weight (Tammelin, Burch, Johanson,
 * Bowling, IJCAI 2015): rough strategies after few rounds, each with two matrix products.
 * - `primalDual`: The primal-dual hybrid gradient method with restarts (Applegate, Hinder, Lu, Lubin, Math. Programming 201,
 * 2023), completed by linear equations once few actions are used. For games too large for the simplex method,
 * especially sparse ones.
 * - `mirrorProx`: Mirror prox with Newton steps, the only method for games with `regularization`.
 */
export type ZeroSumMethod = 'auto' | 'simplex' | 'regretMatching' | 'primalDual' | 'mirrorProx';

/**
 * A zero-sum game: the row player chooses a row to maximize the payoff, and the column player chooses a column and
 * pays it.
 */
export interface ZeroSumProblem {
  /**
   * The row player's payoffs, with a row per row action and a column per column action: dense or sparse, at most 10⁶
   * of either, entries up to 10¹⁵⁰.
   */
  readonly payoffs: AnyMatrixInput;
  /**
   * The column player's reference. Default: uniform.
   */
  readonly columnReference?: VectorInput;
  /**
   * Whether to record the relative gap at each evaluation in the solution.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Initial strategies of first-order methods. The simplex method returns them if time runs out before it finds
   * better ones. Default: uniform.
   */
  readonly initial?: ZeroSumStart;
  /**
   * Limit on iterations: simplex pivots, rounds of regret matching and of mirror prox, primal-dual steps. Default:
   * 50 per row and column for the simplex method, 100 000 for the others.
   */
  readonly maxIterations?: number;
  /**
   * The method.
   * @defaultValue 'auto'
   */
  readonly method?: ZeroSumMethod;
  /**
   * The factor β on the Kullback–Leibler divergences of both strategies from references, minimized by each player; 0
   * for no regularization. With regularization the equilibrium is unique, and mirror prox computes it, for at most
   * 4000 rows and columns in total.
   * @defaultValue 0.0
   */
  readonly regularization?: number;
  /**
   * The row player's reference: positive numbers; only their ratios matter. Default: uniform.
   */
  readonly rowReference?: VectorInput;
  /**
   * Tolerance on the duality gap or, with `regularization`, on the exploitability, relative to the range of the
   * payoffs.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * Initial strategies.
 */
export interface ZeroSumStart {
  /**
   * The column player's strategy.
   */
  readonly column?: VectorInput;
  /**
   * The row player's strategy: nonnegative, summing to 1.
   */
  readonly row?: VectorInput;
}

/**
 * The progress of a fit.
 */
export interface BradleyTerryProgress {
  /**
   * The number of Newton steps.
   */
  readonly iterations: number;
  /**
   * The largest absolute entry of the gradient.
   */
  readonly gradientNorm: number;
}

/**
 * Estimated strengths of items.
 */
export interface BradleyTerrySolution {
  /**
   * The termination status.
   */
  readonly status: BradleyTerryStatus;
  /**
   * The strengths, with mean 0; for unconnected items, with mean 0 in each connected group.
   */
  readonly strengths: Float64Array;
  /**
   * The log-likelihood of the votes; with `components`, of the votes within them.
   */
  readonly logLikelihood: number;
  /**
   * The largest absolute entry of the gradient of the regularized loss.
   */
  readonly gradientNorm: number;
  /**
   * The item indices, the best first. With `connectedGroups` one group follows another, and the order of items of
   * different groups has no meaning.
   */
  readonly ranking: Int32Array;
  /**
   * The number of Newton steps.
   */
  readonly iterations: number;
  /**
   * The coefficients of the features, if given.
   */
  readonly coefficients?: Float64Array;
  /**
   * If there is no maximum: the groups in which each item has beaten every other, directly or through others. No
   * item ever lost to one of a later group.
   */
  readonly components?: readonly Int32Array[];
  /**
   * The groups of items connected by votes, if there are several and neither features nor regularization relate
   * their items. They are in descending order of size, with items never compared last. Strengths have mean 0 in
   * each.
   */
  readonly connectedGroups?: readonly Int32Array[];
  /**
   * The policy with the strengths as rewards, if `policy` was given.
   */
  readonly policy?: Float64Array;
  /**
   * The standard error of each strength, or of each coefficient with features, from the observed information. For
   * the logistic loss.
   */
  readonly standardErrors?: Float64Array;
}

/**
 * The termination status of a fit.
 * - `converged`: The gradient is within the tolerance.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: No step decreased the loss, because of rounding.
 * - `unbounded`: The likelihood has no maximum: without regularization some strengths diverge. Without features the strengths are
 * then valid within each of `components`, with mean 0. Unconnected groups alone do not cause this status; see
 * `connectedGroups`.
 */
export type BradleyTerryStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'unbounded';

/**
 * The progress of the simplex method.
 */
export interface CorrelatedProgress {
  /**
   * The number of pivots so far.
   */
  readonly iteration: number;
}

/**
 * A correlated equilibrium.
 */
export interface CorrelatedSolution {
  /**
   * The termination status: `converged` if regrets and duality gap, computed from the payoffs for the returned
   * distribution, are within the tolerance; `stalled` if rounding allows no more.
   */
  readonly status: Ending;
  /**
   * The probability of each profile, with the last player's action varying fastest.
   */
  readonly distribution: Float64Array;
  /**
   * The expected value of the objective.
   */
  readonly objective: number;
  /**
   * The expected payoff of each player.
   */
  readonly expectedPayoffs: Float64Array;
  /**
   * The largest gain of a player from deviating: from one substitute for each action, or from one constant action if
   * `coarse`.
   */
  readonly regret: number;
  /**
   * The distance of the objective from an upper bound for all equilibria.
   */
  readonly dualityGap: number;
  /**
   * The number of pivots.
   */
  readonly iterations: number;
}

/**
 * The progress of a search.
 */
export interface DistributedProgress {
  /**
   * The number of rounds.
   */
  readonly iterations: number;
  /**
   * The norm of the mean map at the best snapshot.
   */
  readonly residual: number;
}

/**
 * The best snapshot, a point at which all workers sent their full maps.
 */
export interface DistributedSolution {
  /**
   * The termination status. `converged` means that the residual is within the tolerance, `stalled` that it decreased
   * by less than 1 % in the last fifth of the rounds, at least 1000.
   */
  readonly status: Ending;
  /**
   * The point.
   */
  readonly solution: Float64Array;
  /**
   * The norm of the mean map at the solution.
   */
  readonly residual: number;
  /**
   * The number of rounds.
   */
  readonly iterations: number;
  /**
   * The number of times that all workers sent their full maps, including two at the start.
   */
  readonly snapshots: number;
  /**
   * The number of values sent per worker on average. Indices are not counted.
   */
  readonly sentPerWorker: number;
  /**
   * The number of values received by a worker, apart from the start. Indices are not counted.
   */
  readonly receivedPerWorker: number;
  /**
   * The final step size.
   */
  readonly step: number;
  /**
   * The number of times that steps proved too long and the search returned to the best snapshot.
   */
  readonly backtracks: number;
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
 * The distance from equilibrium.
 */
export interface ExploitabilitySolution {
  /**
   * The gain of each player from the best deviation: another strategy or, with a distribution, a substitute for each
   * recommended action.
   */
  readonly regrets: Float64Array;
  /**
   * The largest regret: 0 at an equilibrium.
   */
  readonly regret: number;
  /**
   * The sum of the regrets, known as NashConv; in a two-player zero-sum game, the duality gap.
   */
  readonly nashConv: number;
  /**
   * The best action of each player against the others' strategies, the first of several. With a distribution, the
   * best for a player who learns nothing.
   */
  readonly bestResponses: Int32Array;
  /**
   * The expected payoff of each player.
   */
  readonly expectedPayoffs: Float64Array;
}

/**
 * One of several equilibria.
 */
export interface NashEquilibrium {
  /**
   * The probability of each action of each player.
   */
  readonly strategies: readonly Float64Array[];
  /**
   * The expected payoff of each player.
   */
  readonly expectedPayoffs: Float64Array;
  /**
   * The largest gain of a player from another strategy.
   */
  readonly regret: number;
}

/**
 * The progress of a search.
 */
export interface NashProgress {
  /**
   * The number of iterations so far.
   */
  readonly iteration: number;
}

/**
 * An equilibrium or the best approximation found; with `find: 'all'` also the other equilibria.
 */
export interface NashSolution {
  /**
   * The termination status: `converged` if the relative regret of the returned strategies, computed from the
   * payoffs, is within the tolerance and, with `find: 'all'`, the enumeration is complete and each equilibrium
   * satisfies the tolerance. `stalled` if rounding allows no more, or the path ends near several equilibria.
   */
  readonly status: Ending;
  /**
   * The probability of each action of each player.
   */
  readonly strategies: readonly Float64Array[];
  /**
   * The expected payoff of each player.
   */
  readonly expectedPayoffs: Float64Array;
  /**
   * The gain of each player from the best other strategy while the others keep theirs.
   */
  readonly regrets: Float64Array;
  /**
   * The largest regret.
   */
  readonly regret: number;
  /**
   * The largest regret relative to the range of that player's payoffs.
   */
  readonly relativeRegret: number;
  /**
   * The number of pivots, steps along the path, or bases visited; 0 for a pure equilibrium of more than two players.
   */
  readonly iterations: number;
  /**
   * With `find: 'all'`: whether there are no others.
   */
  readonly complete?: boolean;
  /**
   * With `find: 'all'`: whether some strategy has more best responses than used actions. There may then be
   * infinitely many equilibria, all of them mixtures of the listed ones.
   */
  readonly degenerate?: boolean;
  /**
   * With `find: 'all'`: the distinct equilibria, in descending order of strategies.
   */
  readonly equilibria?: readonly NashEquilibrium[];
  /**
   * With the logit path: the precision λ at its end, in units of the inverse of each player's payoff range. The
   * returned equilibrium is the limit λ → ∞, computed by Newton's method.
   */
  readonly logitPrecision?: number;
}

/**
 * The loss and its gradient.
 */
export interface PreferenceLossSolution {
  /**
   * The weighted mean loss.
   */
  readonly loss: number;
  /**
   * The loss of each pair.
   */
  readonly losses: Float64Array;
  /**
   * The reward of each chosen sequence minus that of the rejected one: β h.
   */
  readonly margins: Float64Array;
  /**
   * β times the log-probability of each chosen sequence minus the reference's.
   */
  readonly chosenRewards: Float64Array;
  /**
   * β times the log-probability of each rejected sequence minus the reference's.
   */
  readonly rejectedRewards: Float64Array;
  /**
   * The weighted fraction of pairs with a positive margin.
   */
  readonly accuracy: number;
  /**
   * The gradient of the loss with respect to the log-probabilities of the chosen tokens.
   */
  readonly chosenGradient: Float64Array;
  /**
   * The gradient of the loss with respect to the log-probabilities of the rejected tokens.
   */
  readonly rejectedGradient: Float64Array;
  /**
   * The index of the first differing token of each pair, if `tokens` are given; the shorter length if one sequence
   * is a prefix of the other.
   */
  readonly firstDifferences?: Int32Array;
}

/**
 * The progress of a search.
 */
export interface PreferenceWinnerProgress {
  /**
   * The number of rounds.
   */
  readonly iterations: number;
  /**
   * The exploitability of the lottery.
   */
  readonly exploitability: number;
}

/**
 * A lottery over the items.
 */
export interface PreferenceWinnerSolution {
  /**
   * The termination status. `converged` means that the exploitability is within the tolerance.
   */
  readonly status: Ending;
  /**
   * The probability of each item.
   */
  readonly winner: Float64Array;
  /**
   * The gain of the best response to this lottery over the lottery itself, including the regularization. Divided by
   * `regularization`, it bounds the divergence of the exact solution from this lottery.
   */
  readonly exploitability: number;
  /**
   * The frequency with which each item is preferred to one drawn from the lottery.
   */
  readonly winProbabilities: Float64Array;
  /**
   * The number of rounds, or of simplex pivots.
   */
  readonly iterations: number;
  /**
   * The number of Newton steps.
   */
  readonly newtonSteps: number;
  /**
   * The number of times that all items were compared with a lottery: twice per round, once for mirror descent.
   */
  readonly queries: number;
  /**
   * The index of the item preferred to every other one more often than not, if there is one.
   */
  readonly condorcetWinner?: number;
  /**
   * The log-probabilities, accurate even if probabilities underflow; with regularization.
   */
  readonly logProbabilities?: Float64Array;
  /**
   * The span (largest minus smallest entry) of the difference between the log-probabilities and those of the best
   * response; with regularization.
   */
  readonly spanError?: number;
  /**
   * Whether the lottery was proved to be unique; without regularization. `false` means that there is no proof.
   */
  readonly unique?: boolean;
}

/**
 * The progress of a search.
 */
export interface VariationalInequalityRecord {
  /**
   * The number of evaluations of the map.
   */
  readonly evaluations: number;
  /**
   * The number of evaluations of components.
   */
  readonly componentEvaluations: number;
  /**
   * The natural residual of the last evaluated point.
   */
  readonly naturalResidual: number;
}

/**
 * The best point found.
 */
export interface VariationalInequalitySolution {
  /**
   * The termination status.
   */
  readonly status: VariationalInequalityStatus;
  /**
   * The point, a member of the set.
   */
  readonly solution: Float64Array;
  /**
   * The norm of z − P(z − F(z) / s), times s, where P projects onto the set and s is `scale`. With constraints z is
   * followed by the multipliers λ ≥ 0, and the map is (F(z) + C'λ, upper − C z).
   */
  readonly naturalResidual: number;
  /**
   * The unit s of the map per unit of its variables: `lipschitz` if given. Otherwise the smaller of two difference
   * quotients of the map over a short step, at the start and at the solution.
   */
  readonly scale: number;
  /**
   * The number of evaluations of the map, including finite differences.
   */
  readonly evaluations: number;
  /**
   * The number of components evaluated.
   */
  readonly componentEvaluations: number;
  /**
   * The number of Newton steps.
   */
  readonly newtonSteps: number;
  /**
   * The number of times that the anchor moved.
   */
  readonly restarts: number;
  /**
   * The method used.
   */
  readonly method: VariationalInequalityMethod;
  /**
   * The maximum of ⟨F(z), z − u⟩ over u in the set, if it is bounded and there are no constraints. For a monotone
   * map it bounds ⟨F(u), z − u⟩, and for a saddle function the duality gap.
   */
  readonly gap?: number;
  /**
   * The residual after each evaluation, if `history` was set.
   */
  readonly history?: readonly VariationalInequalityRecord[];
  /**
   * The multipliers of the constraints, if any.
   */
  readonly multipliers?: Float64Array;
}

/**
 * The termination status.
 * - `converged`: The natural residual is within the tolerance.
 * - `iterationLimit`: The limit on evaluations was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: The residual of the best point decreased by less than 1 % in the last fifth of the evaluations, at least 10 000.
 * - `infeasible`: No point of the set satisfies the constraints. The multipliers λ prove it: λ'(Cz − upper) is positive for all z
 * in the set. The returned point has nearly minimal violation.
 * - `notMonotone`: The search did not converge, and the map is not monotone. Only tested for affine maps given as data, with at
 * most 1000 variables.
 */
export type VariationalInequalityStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'infeasible' | 'notMonotone';

/**
 * The method used.
 * - `simplex`: Linear programming.
 * - `regretMatching`: Regret matching plus.
 * - `primalDual`: The primal-dual hybrid gradient method.
 * - `mirrorProx`: Mirror prox.
 */
export type ZeroSumChosenMethod = 'simplex' | 'regretMatching' | 'primalDual' | 'mirrorProx';

/**
 * The progress of a method.
 */
export interface ZeroSumProgress {
  /**
   * The number of iterations so far.
   */
  readonly iteration: number;
  /**
   * The relative gap of the best strategies so far.
   */
  readonly relativeGap: number;
}

/**
 * Strategies of a zero-sum game. Its value lies between the bounds for strategies from any source.
 */
export interface ZeroSumSolution {
  /**
   * The termination status: `converged` if the relative gap, computed from the payoffs for the returned strategies,
   * is within the tolerance; `stalled` if it decreased by less than 1 % in the last fifth of the iterations, or
   * rounding allows no more.
   */
  readonly status: Ending;
  /**
   * The probability of each row.
   */
  readonly row: Float64Array;
  /**
   * The probability of each column.
   */
  readonly column: Float64Array;
  /**
   * The row player's expected payoff for the returned strategies.
   */
  readonly value: number;
  /**
   * The row player's guaranteed expected payoff: the minimum over all columns against `row`.
   */
  readonly lowerBound: number;
  /**
   * The column player's guaranteed limit: the maximum expected payoff over all rows against `column`.
   */
  readonly upperBound: number;
  /**
   * The upper bound minus the lower bound.
   */
  readonly dualityGap: number;
  /**
   * The duality gap relative to the range of the payoffs; 0 if all payoffs are equal.
   */
  readonly relativeGap: number;
  /**
   * The rows with a positive probability.
   */
  readonly rowSupport: Int32Array;
  /**
   * The columns with a positive probability.
   */
  readonly columnSupport: Int32Array;
  /**
   * The number of pivots, rounds or steps.
   */
  readonly iterations: number;
  /**
   * The method used.
   */
  readonly method: ZeroSumChosenMethod;
  /**
   * With `regularization`: the sum of both players' gains from best responses, including the divergences. On
   * convergence it is at most the tolerance times the range of the payoffs. Divided by `regularization`, it bounds
   * the divergence of the equilibrium from the strategies.
   */
  readonly exploitability?: number;
  /**
   * With `history`: the relative gap of the best strategies at each evaluation, every 10 rounds of regret matching,
   * 8 primal-dual steps or 256 pivots. With `regularization`, the exploitability relative to the range of the
   * payoffs.
   */
  readonly history?: readonly ZeroSumProgress[];
}

/**
 * Estimates strengths of items from pairwise votes. Item i beats item j with probability 1 / (1 + exp(θ_j − θ_i)), and
 * the strengths θ maximize the likelihood of the votes. Newton's method computes them to rounding, with standard
 * errors. If there is no maximum, because some items never lost to any of the others, the solution says so and lists
 * the groups of items. Items not connected by votes cannot be compared: the solution lists the connected groups, and
 * ranks one after the other.
 *
 * With `features` the strengths are linear in the features. With a `policy` they are rewards, and the solution
 * contains the policy to which direct preference optimization (DPO) would converge, or identity preference
 * optimization (IPO) for the squared loss.
 *
 * @example
 * ```ts
 * const { strengths, standardErrors, ranking } = await bradleyTerry({
 *   votes: [
 *     [0, 7, 5],
 *     [3, 0, 6],
 *     [5, 4, 0],
 *   ],
 * });
 * // ranking is (0, 1, 2)
 * ```
 */
export function bradleyTerry(
  problem: BradleyTerryProblem,
  options?: RunOptions<BradleyTerryProgress>,
): Promise<BradleyTerrySolution> {
  return run('games.bradleyTerry', problem, options);
}

/** {@link bradleyTerry}, blocking the calling thread. */
export function bradleyTerrySync(problem: BradleyTerryProblem, options?: SyncRunOptions): BradleyTerrySolution {
  return runSync('games.bradleyTerry', problem, options);
}

/**
 * Computes the correlated equilibrium of a game that maximizes an objective: the sum of all payoffs, one player's
 * payoff, or any number per profile.
 *
 * @example
 * ```ts
 * // Chicken: told in private what to do, two drivers avoid the crash and fare better than by any equilibrium without a signal.
 * const { distribution, objective } = await correlated({ payoffs: [[[6, 2], [7, 0]], [[6, 7], [2, 0]]] });
 * // distribution is (0.5, 0.25, 0.25, 0), objective 10.5
 * ```
 */
export function correlated(
  problem: CorrelatedProblem,
  options?: RunOptions<CorrelatedProgress>,
): Promise<CorrelatedSolution> {
  return run('games.correlated', problem, options);
}

/** {@link correlated}, blocking the calling thread. */
export function correlatedSync(problem: CorrelatedProblem, options?: SyncRunOptions): CorrelatedSolution {
  return runSync('games.correlated', problem, options);
}

/**
 * Computes the gain of each player from deviating, if all play the given strategies, or their recommended actions of a
 * profile drawn from a given distribution.
 *
 * @example
 * ```ts
 * // Matching pennies, where the row player shows heads too often.
 * const { regrets } = await exploitability({
 *   payoffs: [[1, -1], [-1, 1]],
 *   strategies: [[0.75, 0.25], [0.5, 0.5]],
 * });
 * // regrets are (0, 0.5): the column player gains by showing tails
 * ```
 */
export function exploitability(
  problem: ExploitabilityProblem,
  options?: RunOptions,
): Promise<ExploitabilitySolution> {
  return run('games.exploitability', problem, options);
}

/** {@link exploitability}, blocking the calling thread. */
export function exploitabilitySync(problem: ExploitabilityProblem, options?: SyncRunOptions): ExploitabilitySolution {
  return runSync('games.exploitability', problem, options);
}

/**
 * Computes one Nash equilibrium of a game of two to eight players, or all extreme ones of a two-player game: mixed
 * strategies, with the gain of each player from deviating. For more than two players, a pure equilibrium is preferred
 * if there is one.
 *
 * @example
 * ```ts
 * // The battle of the sexes has two equilibria without chance, and one with it.
 * const { equilibria } = await nash({
 *   payoffs: [[[3, 0], [0, 2]], [[2, 0], [0, 3]]],
 *   find: 'all',
 * });
 * // strategies are (1, 0) and (1, 0); (0.6, 0.4) and (0.4, 0.6); (0, 1) and (0, 1)
 * ```
 */
export function nash(
  problem: NashProblem,
  options?: RunOptions<NashProgress>,
): Promise<NashSolution> {
  return run('games.nash', problem, options);
}

/** {@link nash}, blocking the calling thread. */
export function nashSync(problem: NashProblem, options?: SyncRunOptions): NashSolution {
  return runSync('games.nash', problem, options);
}

/**
 * Evaluates the loss of pairwise preferences between token sequences and its gradient, from the log-probabilities of
 * their tokens under a model and a reference, in plain arrays. Direct preference optimization (DPO) minimizes this
 * loss.
 *
 * Tokens of a common prefix have the same log-probabilities in both sequences and cancel. Excluding them with
 * `mask: 'afterFirstDifference'` changes neither the loss nor the training of a model, unless the log-probabilities
 * were computed separately.
 *
 * @example
 * ```ts
 * const { loss, chosenGradient } = await preferenceLoss({
 *   chosen: { logProbabilities: [-1.2, -0.7, -2], reference: [-1.1, -0.8, -1.9], offsets: [0, 3] },
 *   rejected: { logProbabilities: [-1, -0.9, -0.3, -1.5], reference: [-1.2, -0.7, -0.5, -1.1], offsets: [0, 4] },
 * });
 * ```
 */
export function preferenceLoss(
  problem: PreferenceLossProblem,
  options?: RunOptions,
): Promise<PreferenceLossSolution> {
  return run('games.preferenceLoss', problem, options);
}

/** {@link preferenceLoss}, blocking the calling thread. */
export function preferenceLossSync(problem: PreferenceLossProblem, options?: SyncRunOptions): PreferenceLossSolution {
  return runSync('games.preferenceLoss', problem, options);
}

/**
 * Computes the lottery that no item beats: probabilities such that an item drawn from them is preferred to any other
 * item at least half of the time, given the preference between each pair of items. Preferences may be cyclic. With
 * `regularization` the lottery is also close to a reference, and unique; without, it is a vertex of the set of such
 * lotteries.
 *
 * @example
 * ```ts
 * const { winner } = await preferenceWinner({
 *   preferences: [
 *     [0.5, 0.9, 0.2],
 *     [0.1, 0.5, 0.7],
 *     [0.8, 0.3, 0.5],
 *   ],
 *   regularization: 0.05,
 * });
 * ```
 */
export function preferenceWinner(
  problem: PreferenceWinnerProblem,
  options?: RunOptions<PreferenceWinnerProgress>,
): Promise<PreferenceWinnerSolution> {
  return run('games.preferenceWinner', problem, options);
}

/** {@link preferenceWinner}, blocking the calling thread. */
export function preferenceWinnerSync(problem: PreferenceWinnerProblem, options?: SyncRunOptions): PreferenceWinnerSolution {
  return runSync('games.preferenceWinner', problem, options);
}

/**
 * Computes optimal mixed strategies of a two-player zero-sum game, and bounds on its value that hold against any
 * opponent: the row player's guaranteed payoff, and the column player's guaranteed limit.
 *
 * @example
 * ```ts
 * // The row player wins 3 or 4 where both choose alike.
 * const { value, row, column } = await zeroSum({ payoffs: [[3, -1], [-2, 4]] });
 * // value is 1, row (0.6, 0.4), column (0.5, 0.5)
 * ```
 */
export function zeroSum(
  problem: ZeroSumProblem,
  options?: RunOptions<ZeroSumProgress>,
): Promise<ZeroSumSolution> {
  return run('games.zeroSum', problem, options);
}

/** {@link zeroSum}, blocking the calling thread. */
export function zeroSumSync(problem: ZeroSumProblem, options?: SyncRunOptions): ZeroSumSolution {
  return runSync('games.zeroSum', problem, options);
}
