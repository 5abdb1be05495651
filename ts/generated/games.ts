// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, BytesInput, IndexInput, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/problems.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/games.js';

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
   * As many numbers as the matrix has rows.
   */
  readonly vector: VectorInput;
}

/**
 * The mean of affine maps of d variables.
 */
export interface AffineSum {
  /**
   * The square matrices below each other: d columns, and d rows for each of the maps.
   */
  readonly matrices: MatrixInput;
  /**
   * The constant vectors: a row for each of the maps, d columns.
   */
  readonly vectors: MatrixInput;
}

/**
 * Votes between two items at a time. It has either `votes` or `comparisons`.
 */
export interface BradleyTerryProblem {
  /**
   * The votes one by one instead.
   */
  readonly comparisons?: Comparisons;
  /**
   * A row of numbers for each item, of which the strength is a linear function. At most 2000 columns.
   */
  readonly features?: MatrixInput;
  /**
   * How many items there are, where votes come one by one. Default: one more than the largest number.
   */
  readonly itemCount?: number;
  /**
   * What a vote says.
   */
  readonly loss?: VoteLoss;
  /**
   * The most Newton steps.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * Gives the policy whose rewards the strengths are.
   */
  readonly policy?: PolicyReference;
  /**
   * The factor λ of half the square of the strengths, or of the coefficients, that is added to the loss.
   * @defaultValue 0.0
   */
  readonly regularization?: number;
  /**
   * Whether the solution has standard errors, which of more than 2000 items it never has: they take time with the cube of their number.
   * @defaultValue true
   */
  readonly standardErrors?: boolean;
  /**
   * The largest entry of the gradient at which strengths are a solution, in units of the largest number of times that one item beat
   * another.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
  /**
   * How often item i beat item j, in row i and column j: not negative, with zeros on the diagonal.
   */
  readonly votes?: AnyMatrixInput;
}

/**
 * Votes one by one.
 */
export interface Comparisons {
  /**
   * The number of the item that won each vote, from 0.
   */
  readonly winners: IndexInput;
  /**
   * The number of the item that lost it.
   */
  readonly losers: IndexInput;
  /**
   * How much each counts, not negative. Default: 1.
   */
  readonly weights?: VectorInput;
}

/**
 * What is sent of a vector.
 */
export interface Compressor {
  /**
   * Which part of them, above 0 and at most 1; at least one is sent.
   * @defaultValue 0.1
   */
  readonly fraction?: number;
  /**
   * Which entries.
   */
  readonly kind?: CompressorKind;
}

/**
 * Which entries of a vector are sent.
 * - `top`: Those of the largest absolute values; what is not sent is added to what is sent later.
 * - `random`: Some drawn at random, made larger so that they are right in the mean.
 */
export type CompressorKind = 'top' | 'random';

/**
 * A convex set that some of the variables, one after the other, are to be in.
 */
export interface ConvexSet {
  /**
   * Which kind of set.
   */
  readonly kind: SetKind;
  /**
   * The middle of a ball. Default: zeros.
   */
  readonly center?: VectorInput;
  /**
   * The lower ends of a box: of each variable, or one number for all of them. Default: none, `-Infinity`.
   */
  readonly lower?: number | VectorInput;
  /**
   * The radius of a ball, positive.
   */
  readonly radius?: number;
  /**
   * How many variables it is about, at most a million. Default: as many as `lower`, `upper` or `center` has entries.
   */
  readonly size?: number;
  /**
   * What the variables in a simplex add up to, positive. Default: 1.
   */
  readonly sum?: number;
  /**
   * The upper ends of a box. Default: none, `Infinity`.
   */
  readonly upper?: number | VectorInput;
}

/**
 * A game, and what is to be best.
 */
export interface CorrelatedProblem {
  /**
   * What each player gets at each profile of actions: from 2 to 8 matrices or tensors, as nested lists or
   * `{ shape, values }`, of one shape, which has an axis for each player. At most 50 000 profiles, and 50 million in all rows of the linear program, which has one for each pair of
   * actions of a player.
   */
  readonly payoffs: readonly PointInput[];
  /**
   * Whether players decide before they are told anything, to follow or to play one action whatever happens: there are more such
   * equilibria.
   * @defaultValue false
   */
  readonly coarse?: boolean;
  /**
   * The most pivots.
   * @defaultValue 1000000
   */
  readonly maxIterations?: number;
  /**
   * What is to be large in place of payoffs: a number for each profile, of the shape of payoffs or the same as a vector.
   */
  readonly objective?: PointInput;
  /**
   * Which player's payoff is to be large, counted from 0. Default: the sum of all.
   */
  readonly player?: number;
  /**
   * What a player can gain by deviating, as a part of the range of their payoffs, and the duality gap, as a part of the range of the objective, are at
   * most this much.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
}

/**
 * Workers whose maps are affine, as data.
 */
export interface DistributedDataProblem {
  /**
   * The maps: a matrix and a vector for each of the workers.
   */
  readonly workers: AffineSum;
  /**
   * Whether what workers receive is compressed too; for `random`.
   * @defaultValue false
   */
  readonly bidirectional?: boolean;
  /**
   * What workers send.
   */
  readonly compressor?: Compressor;
  /**
   * Where to start. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * The most rounds.
   * @defaultValue 20000
   */
  readonly maxIterations?: number;
  /**
   * The share of the workers that take part in a round, above 0 and at most 1; at least one does.
   * @defaultValue 1.0
   */
  readonly participation?: number;
  /**
   * The length of the first steps. Default: by an estimate of Lipschitz constants. It is adapted on the way.
   */
  readonly step?: number;
  /**
   * The length of the mean map at which a point is a solution, in units of its length at the start.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
}

/**
 * A game, and how it is played: by strategies or by a distribution.
 */
export interface ExploitabilityProblem {
  /**
   * What each player gets at each profile of actions: from 2 to 8 matrices or tensors, as nested lists or `{ shape, values }`, of one
   * shape, which has an axis for each player; or the matrix of a zero-sum game of two, which the row player gets from the column player.
   * At most 10⁷ profiles.
   */
  readonly payoffs: readonly PointInput[] | MatrixInput;
  /**
   * The probability of each profile, the last player's actions going round fastest, for players who know it and are told their own
   * action only. At most 50 000 profiles.
   */
  readonly distribution?: PointInput;
  /**
   * The mixed strategies of all players: as rows, where all have as many actions; else one after the other in one vector.
   */
  readonly strategies?: VectorInput | MatrixInput;
}

/**
 * Linear inequalities.
 */
export interface LinearConstraints {
  /**
   * A row for each inequality, as wide as there are variables.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * What the products of the rows with the point must not exceed.
   */
  readonly upper: VectorInput;
}

/**
 * How many equilibria are asked for.
 * - `one`: One.
 * - `all`: All of a game of two players who have up to 62 actions together: where there are infinitely many, the extreme ones, of which the
 * others are mixtures. The time grows exponentially with the number of actions.
 */
export type NashFind = 'one' | 'all';

/**
 * How one equilibrium is found.
 * - `auto`: Lemke and Howson's method for two players. For more, the first pure equilibrium in the order of the profiles, and the logit path where
 * there is none.
 * - `lemkeHowson`: Complementary pivots, which lead to an equilibrium of any game of two players (Lemke, Howson, J. SIAM 12, 1964), with the
 * lexicographic ratio test, by which they end in degenerate games too.
 * - `logit`: The path of logit equilibria from even strategies, where players are sure of nothing, to an equilibrium of players who make no mistakes
 * (McKelvey, Palfrey, Games Econ. Behav. 10, 1995; followed as by Turocy, Games Econ. Behav. 51, 2005).
 */
export type NashMethod = 'auto' | 'lemkeHowson' | 'logit';

/**
 * A game in normal form, of which equilibria are asked.
 */
export interface NashProblem {
  /**
   * What each player gets at each profile of actions, which they want to be much: from 2 to 8 matrices or
   * tensors, as nested lists or `{ shape, values }`, of one shape, which has an axis for each player. At most 10⁷ profiles, entries up to 10¹⁵⁰.
   */
  readonly payoffs: readonly PointInput[];
  /**
   * Whether one equilibrium is asked for or all.
   */
  readonly find?: NashFind;
  /**
   * For Lemke and Howson's method, the action whose label is dropped first, of the first player's and then the second's: each leads
   * to an equilibrium, some to another one. Default: all of them in turn, some pivots each, until one gets there.
   */
  readonly label?: number;
  /**
   * The most pivots, or steps on the path.
   * @defaultValue 1000000
   */
  readonly maxIterations?: number;
  /**
   * Where all equilibria are asked for, the most bases of each player's polytope that are looked at.
   * @defaultValue 100000
   */
  readonly maxVertices?: number;
  /**
   * How one equilibrium is found.
   */
  readonly method?: NashMethod;
  /**
   * What a player can gain by leaving a strategy is at most this part of the range of their payoffs.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * A map as data, in one of these forms.
 */
export interface OperatorData {
  /**
   * An affine map.
   */
  readonly affine?: AffineMap;
  /**
   * A function of the variables, as one vector, and of parameters, whose value is as long a vector. Its derivatives are exact.
   */
  readonly expression?: FunctionInput;
  /**
   * The map of a saddle function: its gradient in x, and the negative of that in y.
   */
  readonly saddle?: SaddleFunction;
  /**
   * The mean of affine maps.
   */
  readonly sum?: AffineSum;
}

/**
 * The loss of a pair whose margin is h: by how much the sequence that was chosen has become likelier than the other.
 * - `sigmoid`: The negative logarithm of 1 / (1 + exp(−β h)).
 * - `ipo`: The square of h − 1/(2β).
 * - `hinge`: 1 − β h, or 0 where that is negative.
 */
export type PairLoss = 'sigmoid' | 'ipo' | 'hinge';

/**
 * What strengths are rewards of.
 */
export interface PolicyReference {
  /**
   * The probabilities that the policy is kept near, positive; only their ratios count.
   */
  readonly reference: VectorInput;
  /**
   * The temperature β, positive: how much nearness to the reference counts.
   */
  readonly beta: number;
}

/**
 * Pairs of sequences, of which one was chosen and the other rejected.
 */
export interface PreferenceLossProblem {
  /**
   * The sequences that were chosen.
   */
  readonly chosen: Sequences;
  /**
   * The sequences that were rejected, as many.
   */
  readonly rejected: Sequences;
  /**
   * The temperature β, positive.
   * @defaultValue 0.1
   */
  readonly beta?: number;
  /**
   * The share of pairs that are taken to be the wrong way round, from 0 and below 1/2; for `sigmoid`.
   * @defaultValue 0.0
   */
  readonly labelSmoothing?: number;
  /**
   * The loss of a pair.
   */
  readonly loss?: PairLoss;
  /**
   * Which tokens count.
   */
  readonly mask?: TokenMask;
  /**
   * How much each pair counts, not negative, and some positive. Default: 1.
   */
  readonly weights?: VectorInput;
}

/**
 * How the lottery is found where it is to be near a reference.
 * - `auto`: Mirror prox, with Newton steps now and then.
 * - `mirrorProx`: Mirror prox.
 * - `mirrorDescent`: Mirror descent, for comparison: it goes round in circles where preferences do and little holds it at the reference.
 */
export type PreferenceWinnerMethod = 'auto' | 'mirrorProx' | 'mirrorDescent';

/**
 * Preferences between items, and what the lottery is to be near. It has either `preferences` or `votes`.
 */
export interface PreferenceWinnerProblem {
  /**
   * The most rounds, or without regularization steps of the simplex method.
   * @defaultValue 100000
   */
  readonly maxIterations?: number;
  /**
   * How it is found.
   */
  readonly method?: PreferenceWinnerMethod;
  /**
   * Whether steps are as short as if some item were always preferred to some other, as the paper has them; else they fit the largest
   * preference that there is.
   * @defaultValue false
   */
  readonly paperStep?: boolean;
  /**
   * How often item i is preferred to item j, from 0 to 1, in row i and column j. With its transpose it must add up to 1 within 1e-9. At
   * most 5000 items.
   */
  readonly preferences?: MatrixInput;
  /**
   * What the lottery is to be near: positive numbers, of which only the ratios count. Default: all the same.
   */
  readonly reference?: VectorInput;
  /**
   * The factor β of the divergence of Kullback and Leibler from the reference, from 1e-9 to 1e9; 0: the lottery is near nothing.
   * @defaultValue 0.01
   */
  readonly regularization?: number;
  /**
   * What is added to each number of votes, not negative.
   * @defaultValue 0.0
   */
  readonly smoothing?: number;
  /**
   * The exploitability at which a lottery is a solution.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
  /**
   * How often item i beat item j instead, not negative, with zeros on the diagonal. Items that were never compared are preferred to
   * each other half of the time.
   */
  readonly votes?: AnyMatrixInput;
}

/**
 * What is least in x and largest in y: c'x + x'Qx/2 + y'Ax − b'y − y'Ry/2. The point is x, and after it y.
 */
export interface SaddleFunction {
  /**
   * The matrix A: a row for each entry of y, a column for each entry of x.
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
 * Sequences of tokens, one after the other.
 */
export interface Sequences {
  /**
   * The log-probability of each token under the model, not above 0.
   */
  readonly logProbabilities: VectorInput;
  /**
   * The log-probability of each token under the reference.
   */
  readonly reference: VectorInput;
  /**
   * Where each sequence begins, and the number of tokens at the end.
   */
  readonly offsets: IndexInput;
  /**
   * 1 for tokens that count, 0 for the others; for `given`.
   */
  readonly mask?: BytesInput;
  /**
   * The tokens, as numbers; for `afterFirstDifference`.
   */
  readonly tokens?: IndexInput;
}

/**
 * The kinds of sets.
 * - `free`: All vectors.
 * - `box`: Vectors between `lower` and `upper`.
 * - `simplex`: Vectors without negative entries that add up to `sum`.
 * - `ball`: Vectors no further than `radius` from `center`.
 */
export type SetKind = 'free' | 'box' | 'simplex' | 'ball';

/**
 * Which tokens count.
 * - `all`: All of them.
 * - `afterFirstDifference`: Those from the first on in which the sequences of a pair differ.
 * - `given`: Those that `mask` of the sequences says.
 */
export type TokenMask = 'all' | 'afterFirstDifference' | 'given';

/**
 * A variational inequality whose map is data.
 */
export interface VariationalInequalityDataProblem {
  /**
   * The map.
   */
  readonly operator: OperatorData;
  /**
   * Linear inequalities that the point is to keep besides; they have multipliers.
   */
  readonly constraints?: LinearConstraints;
  /**
   * Whether the solution has the residual after each evaluation.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Where to start; moved to the nearest point of the set. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * A Lipschitz constant of the map, for the lengths of steps. Default: estimated on the way.
   */
  readonly lipschitz?: number;
  /**
   * The most evaluations of the map. Evaluations of components count as their part of it.
   * @defaultValue 100000
   */
  readonly maxIterations?: number;
  /**
   * How to solve it.
   * @defaultValue 'auto'
   */
  readonly method?: VariationalInequalityMethod;
  /**
   * Whether `auto` takes Newton steps, where there are at most 2000 variables and inequalities.
   * @defaultValue true
   */
  readonly newton?: boolean;
  /**
   * All other inputs of an expression, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * The convex set, as sets of the variables one after the other. Default: all vectors.
   */
  readonly set?: readonly ConvexSet[];
  /**
   * The natural residual at which a point z is a solution, in units of `scale` times the length of z or of 1, whichever is larger.
   * So the unit of the map does not matter; the variables should be of size 1.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * The name of the input of an expression that the variables are. Default: the first.
   */
  readonly variables?: string;
}

/**
 * How a variational inequality is solved.
 * - `auto`: Anchored steps, and Newton steps unless `newton` is unset.
 * - `anchored`: Extragradient steps that are pulled back to an anchor, which is moved to where they are whenever the residual has fallen.
 * - `halpern`: Anchored steps of the fixed length 1/(2L), whose anchor stays at the start.
 * - `extragradient`: Extragradient steps, whose length adapts.
 * - `goldenRatio`: Steps from a mean of all points before, whose length adapts: one evaluation each.
 * - `optimistic`: Extragradient steps by the map's value at the point before: one evaluation each.
 * - `varianceReducedHalpern`: For means of many cocoercive maps over all vectors: steps by few components, pulled back to the start.
 */
export type VariationalInequalityMethod = 'auto' | 'anchored' | 'halpern' | 'extragradient' | 'goldenRatio' | 'optimistic' | 'varianceReducedHalpern';

/**
 * What a vote says of the difference of two strengths.
 * - `logistic`: The negative logarithm of its probability.
 * - `squared`: The square of what the winner's strength less the loser's differs from 1/2. With a policy of the temperature β it is what the
 * ratio of log-probabilities differs from 1/(2β), as in identity preference optimization.
 */
export type VoteLoss = 'logistic' | 'squared';

/**
 * How strategies of a zero-sum game are found.
 * - `auto`: The simplex method where the game has up to 4 million entries, zeros counted, else the primal-dual method.
 * - `simplex`: Linear programming (Dantzig, A proof of the equivalence of the programming problem and the game problem, 1951): exact to rounding, in
 * time that grows with the cube of the number of actions, about. It stores the whole matrix.
 * - `regretMatching`: Regret matching plus, in turns, with averages of growing weight (Tammelin, Burch, Johanson, Bowling, IJCAI 2015): rough
 * strategies after few rounds, of which each is two products with the matrix.
 * - `primalDual`: The primal-dual hybrid gradient method with restarts (Applegate, Hinder, Lu, Lubin, Math. Programming 201, 2023), and linear equations on
 * the actions in use once few are left: for games too large for the simplex method, sparse ones in particular.
 * - `mirrorProx`: Mirror prox with Newton steps, for games with `regularization`; the only method for them.
 */
export type ZeroSumMethod = 'auto' | 'simplex' | 'regretMatching' | 'primalDual' | 'mirrorProx';

/**
 * A zero-sum game: the row player chooses a row and wants much, the column player chooses a column and pays.
 */
export interface ZeroSumProblem {
  /**
   * What the row player gets from the column player, a row for each action of the former and a column for each of the
   * latter: dense or sparse, at most 10⁶ of either, entries up to 10¹⁵⁰.
   */
  readonly payoffs: AnyMatrixInput;
  /**
   * What the column player's strategy is to be near. Default: all the same.
   */
  readonly columnReference?: VectorInput;
  /**
   * Whether the relative gap at each look at it is told in the solution.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Where first-order methods start; for the simplex method it is what is returned where it has no time for anything better.
   * Default: all actions alike.
   */
  readonly initial?: ZeroSumStart;
  /**
   * The most iterations: pivots of the simplex method, rounds of regret matching and of mirror prox, steps of the primal-dual method. Default: 50 for each row and
   * column for the simplex method, 100 000 for the others.
   */
  readonly maxIterations?: number;
  /**
   * How the strategies are found.
   * @defaultValue 'auto'
   */
  readonly method?: ZeroSumMethod;
  /**
   * The factor β of the divergences of Kullback and Leibler of both strategies from references, which each player wants small; 0 for none.
   * With it the equilibrium is the only one, and mirror prox finds it, for at most 4000 rows and columns together.
   * @defaultValue 0.0
   */
  readonly regularization?: number;
  /**
   * What the row player's strategy is to be near: positive numbers, of which only the ratios count. Default: all the same.
   */
  readonly rowReference?: VectorInput;
  /**
   * What the duality gap of the solution is at most, or with `regularization` its exploitability, as a part of the range of the payoffs.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * Strategies to start from.
 */
export interface ZeroSumStart {
  /**
   * The column player's.
   */
  readonly column?: VectorInput;
  /**
   * The row player's: not negative, with the sum 1.
   */
  readonly row?: VectorInput;
}

/**
 * How far a fit has come.
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
 * The strengths.
 */
export interface BradleyTerrySolution {
  /**
   * How the fit ended.
   */
  readonly status: BradleyTerryStatus;
  /**
   * The strengths, with the mean 0; of items that no votes connect, in each connected group.
   */
  readonly strengths: Float64Array;
  /**
   * The logarithm of the votes' probability under the strengths; where there are `components`, of those within them.
   */
  readonly logLikelihood: number;
  /**
   * The largest absolute entry of the gradient of the loss, with its regularization.
   */
  readonly gradientNorm: number;
  /**
   * The numbers of the items, the best first. Where there are `connectedGroups`, one group comes after the other, and the order of two
   * items of different groups means nothing.
   */
  readonly ranking: Int32Array;
  /**
   * The number of Newton steps.
   */
  readonly iterations: number;
  /**
   * The coefficients of the features, where there are some.
   */
  readonly coefficients?: Float64Array;
  /**
   * The groups of items within which each has beaten each, by way of others, where there is no maximum: no item ever lost to one of a
   * later group.
   */
  readonly components?: readonly Int32Array[];
  /**
   * The groups of items that votes connect, where there are several and neither features nor regularization compare their items: the
   * largest first, and items that nobody compared last. Strengths have the mean 0 in each.
   */
  readonly connectedGroups?: readonly Int32Array[];
  /**
   * The policy whose rewards the strengths are, where `policy` was given.
   */
  readonly policy?: Float64Array;
  /**
   * The standard error of each strength, or where there are features of each coefficient, by the observed information; for the logistic
   * loss.
   */
  readonly standardErrors?: Float64Array;
}

/**
 * How the fit ended.
 * - `converged`: The gradient is as small as was asked for.
 * - `iterationLimit`: The steps were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: No step makes the loss smaller, since rounding allows no more progress.
 * - `unbounded`: No strengths are the likeliest: without regularization some move apart without end. Without features the strengths are then right
 * within each of `components`, with the mean 0. Groups that no votes connect do not make it so: see `connectedGroups`.
 */
export type BradleyTerryStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'unbounded';

/**
 * What there is to tell of a program under way.
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
   * How the method ended: `converged` where regrets and duality gap, computed for the returned distribution from the payoffs, are at most
   * what the tolerance says; `stalled` where rounding allows no more.
   */
  readonly status: Ending;
  /**
   * The probability of each profile; the last player's actions go round fastest.
   */
  readonly distribution: Float64Array;
  /**
   * The expected value of the objective.
   */
  readonly objective: number;
  /**
   * What each player gets on average.
   */
  readonly expectedPayoffs: Float64Array;
  /**
   * What a player gains at most by deviating: where they are told their action by another one for each, where the equilibrium is coarse by
   * one action throughout.
   */
  readonly regret: number;
  /**
   * How far the objective is below a bound that holds for all equilibria.
   */
  readonly dualityGap: number;
  /**
   * Pivots.
   */
  readonly iterations: number;
}

/**
 * How far a search has come.
 */
export interface DistributedProgress {
  /**
   * The number of rounds.
   */
  readonly iterations: number;
  /**
   * The length of the mean of the maps at the best snapshot.
   */
  readonly residual: number;
}

/**
 * The best snapshot: a point at which all workers told the whole of their maps.
 */
export interface DistributedSolution {
  /**
   * How the search ended. It has converged where the residual is as small as was asked for, and stalled where that did not fall by a
   * hundredth in the last fifth of the rounds, at least a thousand of them.
   */
  readonly status: Ending;
  /**
   * The point.
   */
  readonly solution: Float64Array;
  /**
   * The length of the mean of the maps there.
   */
  readonly residual: number;
  /**
   * The number of rounds.
   */
  readonly iterations: number;
  /**
   * How often all workers told the whole of their maps: at the start twice.
   */
  readonly snapshots: number;
  /**
   * How many numbers a worker sent, in the mean of the workers. Places of entries are not counted.
   */
  readonly sentPerWorker: number;
  /**
   * How many numbers a worker received, beside the start. Places of entries are not counted.
   */
  readonly receivedPerWorker: number;
  /**
   * The length of steps at the end.
   */
  readonly step: number;
  /**
   * How often steps were found to be too long, and the search went back to the best snapshot.
   */
  readonly backtracks: number;
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
 * How far from an equilibrium that is.
 */
export interface ExploitabilitySolution {
  /**
   * What each player gains by the best other way to play: by another strategy, or, where a distribution is given, by another action for each that
   * may be told.
   */
  readonly regrets: Float64Array;
  /**
   * The largest of them: 0 at an equilibrium.
   */
  readonly regret: number;
  /**
   * Their sum, known as NashConv; in a zero-sum game of two the duality gap.
   */
  readonly nashConv: number;
  /**
   * The best action of each player against the strategies of the others, the first of several; against a distribution the best
   * for one who is told nothing.
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
   * What each player gets on average.
   */
  readonly expectedPayoffs: Float64Array;
  /**
   * What a player gains at most by another strategy.
   */
  readonly regret: number;
}

/**
 * What there is to tell of a search under way.
 */
export interface NashProgress {
  /**
   * The number of iterations so far.
   */
  readonly iteration: number;
}

/**
 * An equilibrium, or the nearest to one that was found, and the others where all were asked for.
 */
export interface NashSolution {
  /**
   * How the method ended: `converged` where the relative regret of the returned strategies, computed from the payoffs, is at most the
   * tolerance, and, where all equilibria were asked for, all were found and that holds for each; `stalled` where rounding allows no
   * more, or the path ends where more than one equilibrium is near.
   */
  readonly status: Ending;
  /**
   * The probability of each action of each player.
   */
  readonly strategies: readonly Float64Array[];
  /**
   * What each player gets on average.
   */
  readonly expectedPayoffs: Float64Array;
  /**
   * What each player gains by the best other strategy while the others keep theirs.
   */
  readonly regrets: Float64Array;
  /**
   * The largest of them.
   */
  readonly regret: number;
  /**
   * The largest as a part of the range of that player's payoffs.
   */
  readonly relativeRegret: number;
  /**
   * Pivots, steps on the path, or bases looked at; 0 for a pure equilibrium of more than two players.
   */
  readonly iterations: number;
  /**
   * Where all are asked for: whether there are no others.
   */
  readonly complete?: boolean;
  /**
   * Where all are asked for: whether some strategy has more best responses than actions in use. Then there may be infinitely many
   * equilibria, which are mixtures of those told.
   */
  readonly degenerate?: boolean;
  /**
   * Where all are asked for: the equilibria, each once, by strategies in descending order.
   */
  readonly equilibria?: readonly NashEquilibrium[];
  /**
   * Where the path was followed: how sure players are of their payoffs at the end of it, in units of the inverse of the largest
   * range. The last point is the equilibrium for ever surer ones, by Newton's method.
   */
  readonly logitPrecision?: number;
}

/**
 * The loss and its gradient.
 */
export interface PreferenceLossSolution {
  /**
   * The weighted mean of the losses.
   */
  readonly loss: number;
  /**
   * The loss of each pair.
   */
  readonly losses: Float64Array;
  /**
   * The reward of each chosen sequence less that of the rejected one: β h.
   */
  readonly margins: Float64Array;
  /**
   * β times what the log-probability of each chosen sequence is above the reference's.
   */
  readonly chosenRewards: Float64Array;
  /**
   * β times what the log-probability of each rejected sequence is above the reference's.
   */
  readonly rejectedRewards: Float64Array;
  /**
   * The weighted share of pairs whose margin is positive.
   */
  readonly accuracy: number;
  /**
   * The gradient of the loss by the log-probabilities of the chosen tokens.
   */
  readonly chosenGradient: Float64Array;
  /**
   * The gradient of the loss by the log-probabilities of the rejected tokens.
   */
  readonly rejectedGradient: Float64Array;
  /**
   * The place of the first token in which the sequences of each pair differ, where there are tokens: where one begins with the other, the
   * shorter one's length.
   */
  readonly firstDifferences?: Int32Array;
}

/**
 * How far a search has come.
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
   * How the search ended. It has converged where the exploitability is as small as was asked for.
   */
  readonly status: Ending;
  /**
   * The probability of each item.
   */
  readonly winner: Float64Array;
  /**
   * By how much another lottery could do better against this one than this one does, with what its distance from the reference counts.
   * The divergence of the solution from this lottery is at most this over `regularization`.
   */
  readonly exploitability: number;
  /**
   * How often each item is preferred to one drawn from the lottery.
   */
  readonly winProbabilities: Float64Array;
  /**
   * The number of rounds, or of steps of the simplex method.
   */
  readonly iterations: number;
  /**
   * The number of Newton steps.
   */
  readonly newtonSteps: number;
  /**
   * How many times all items were compared with a lottery in the rounds: twice in each, once in one of mirror descent.
   */
  readonly queries: number;
  /**
   * The number of the item that is preferred to each other one more often than not, where there is such an item.
   */
  readonly condorcetWinner?: number;
  /**
   * The logarithms of the probabilities, which are exact where these underflow; with regularization.
   */
  readonly logProbabilities?: Float64Array;
  /**
   * How far the logarithms are from those of the best answer to the lottery: the largest difference less the least; with regularization.
   */
  readonly spanError?: number;
  /**
   * Whether the lottery was shown to be the only one: without regularization. `false` says that this was not shown.
   */
  readonly unique?: boolean;
}

/**
 * How far a search has come.
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
   * The natural residual of the point evaluated last.
   */
  readonly naturalResidual: number;
}

/**
 * The best point that was found.
 */
export interface VariationalInequalitySolution {
  /**
   * How the search ended.
   */
  readonly status: VariationalInequalityStatus;
  /**
   * The point, which is in the set.
   */
  readonly solution: Float64Array;
  /**
   * How far the point z is from being a solution: the length of z − P(z − F(z) / s), times s, where P projects onto the set and s is
   * `scale`. With constraints z has the multipliers λ ≥ 0 after it, and the map is (F(z) + C'λ, upper − C z).
   */
  readonly naturalResidual: number;
  /**
   * The unit s of the map for each unit of its variables: the ratio of a small change of the map to that of the point at the start, or
   * where it was called a solution, whichever is smaller. Where `lipschitz` is given, it is that.
   */
  readonly scale: number;
  /**
   * How often the map was evaluated, for differences too.
   */
  readonly evaluations: number;
  /**
   * How many components were evaluated.
   */
  readonly componentEvaluations: number;
  /**
   * How many Newton steps were taken.
   */
  readonly newtonSteps: number;
  /**
   * How often the anchor was moved.
   */
  readonly restarts: number;
  /**
   * The method that was used.
   */
  readonly method: VariationalInequalityMethod;
  /**
   * The largest ⟨F(z), z − u⟩ of a point u of the set, where that is bounded and there are no constraints. Of a monotone map it bounds
   * what ⟨F(u), z − u⟩ can be, and for a saddle function the duality gap.
   */
  readonly gap?: number;
  /**
   * The residual after each evaluation, where `history` was set.
   */
  readonly history?: readonly VariationalInequalityRecord[];
  /**
   * The multipliers of the constraints, where there are some.
   */
  readonly multipliers?: Float64Array;
}

/**
 * How the search ended.
 * - `converged`: The natural residual of the point is as small as was asked for.
 * - `iterationLimit`: The evaluations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: The residual of the best point did not fall by a hundredth in the last fifth of the evaluations, at least 10 000 of them.
 * - `infeasible`: The constraints leave no point of the set. The multipliers λ prove it: λ'(Cz − upper) is positive for all z of the set. The point
 * violates the constraints about as little as can be.
 * - `notMonotone`: It has not converged, and the map, which is data and affine, of at most 1000 variables, is not monotone.
 */
export type VariationalInequalityStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'infeasible' | 'notMonotone';

/**
 * The method that is used.
 * - `simplex`: Linear programming.
 * - `regretMatching`: Regret matching plus.
 * - `primalDual`: The primal-dual hybrid gradient method.
 * - `mirrorProx`: Mirror prox.
 */
export type ZeroSumChosenMethod = 'simplex' | 'regretMatching' | 'primalDual' | 'mirrorProx';

/**
 * What there is to tell of a game under way.
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
 * Strategies of a zero-sum game. Its value is between the bounds, whoever computed them.
 */
export interface ZeroSumSolution {
  /**
   * How the method ended: `converged` where the relative gap, computed for the returned strategies from the payoffs, is at most the tolerance;
   * `stalled` where it has not got better by a hundredth in the last fifth of the iterations, or where rounding allows no more.
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
   * The expected payoff of the row player where both play so.
   */
  readonly value: number;
  /**
   * What the row player is sure to get on average: the least payoff of any column against `row`.
   */
  readonly lowerBound: number;
  /**
   * What the column player is sure to pay at most on average: the largest payoff of any row against `column`.
   */
  readonly upperBound: number;
  /**
   * The upper bound less the lower one.
   */
  readonly dualityGap: number;
  /**
   * The duality gap as a part of the range of the payoffs; 0 where all are the same.
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
   * Pivots, rounds or steps.
   */
  readonly iterations: number;
  /**
   * The method that was used.
   */
  readonly method: ZeroSumChosenMethod;
  /**
   * What both players could gain by their best answers in sum, with what the distances from the references count; with `regularization`.
   * It is at most the tolerance times the range of the payoffs where the method has converged. The divergence of the equilibrium from
   * the strategies is at most this over `regularization`.
   */
  readonly exploitability?: number;
  /**
   * The relative gap of the best strategies at each look at it, with `history`: every 10 rounds of regret matching, every 8 steps of the
   * primal-dual method, every 256 pivots. With `regularization` it is the exploitability as a part of the range of the payoffs.
   */
  readonly history?: readonly ZeroSumProgress[];
}

/**
 * Strengths of items from votes: item i beats item j with the probability 1 / (1 + exp(θ_j − θ_i)), and the strengths θ are those under
 * which the votes are likeliest. By Newton's method, to the last digits, with standard errors. Where no strengths are the likeliest, as
 * some items never lost to any of the others, the solution says so, and which groups of items there are. Items that no votes connect
 * cannot be compared: the solution lists the groups that votes connect, and ranks them one after the other.
 *
 * With `features` the strengths are linear in them. With a `policy` they are rewards, and the solution has the policy that direct
 * preference optimization (DPO) would come to, or for the squared loss identity preference optimization (IPO).
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
 * The correlated equilibrium of a game that is best by an objective: of all players' payoffs, of one player's, or of any number for each profile.
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
 * A root of the mean of affine maps that workers hold.
 */
export function distributed(
  problem: DistributedDataProblem,
  options?: RunOptions<DistributedProgress>,
): Promise<DistributedSolution> {
  return run('games.distributed', problem, options);
}

/** {@link distributed}, blocking the calling thread. */
export function distributedSync(problem: DistributedDataProblem, options?: SyncRunOptions): DistributedSolution {
  return runSync('games.distributed', problem, options);
}

/**
 * What each player of a game could gain by playing otherwise, where all play given strategies, or are told what to play by a draw from a given
 * distribution.
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
 * One Nash equilibrium of a game of two to eight players, or all extreme ones of a game of two: mixed strategies, with what each player could
 * still gain by leaving them. Of more than two players it is a pure one where there is one.
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
 * The loss of preferences between two sequences of tokens each, from the log-probabilities of their tokens under a model and under a
 * reference, with its gradient by the model's: what direct preference optimization (DPO) minimises, from plain arrays.
 *
 * Tokens that both sequences begin with have the same log-probabilities in both, which cancel: to leave them out by
 * `mask: 'afterFirstDifference'` changes neither loss nor what a model learns, unless their log-probabilities were computed apart.
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
 * The lottery that no item beats, and the items' chances in it: given how often each of two items is preferred, the probabilities by
 * which an item drawn from them is preferred to any other item at least as often as not. Preferences may go round in circles. With
 * `regularization` the lottery is also near a reference, and the only one; without it it is a vertex of those that there are.
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
 * Optimal mixed strategies of a two-player zero-sum game, and its value between bounds that any opponent can check: what the row player is
 * sure to get, and what the column player is sure to pay at most.
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

/**
 * A point of a convex set at which a map that is data points nowhere into the set.
 */
export function variationalInequality(
  problem: VariationalInequalityDataProblem,
  options?: RunOptions<VariationalInequalityRecord>,
): Promise<VariationalInequalitySolution> {
  return run('games.variationalInequality', problem, options);
}

/** {@link variationalInequality}, blocking the calling thread. */
export function variationalInequalitySync(problem: VariationalInequalityDataProblem, options?: SyncRunOptions): VariationalInequalitySolution {
  return runSync('games.variationalInequality', problem, options);
}
