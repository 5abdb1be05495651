// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { IndexInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/problems.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/blackbox.js';

export { load } from '../engine/load.js';

/**
 * A test function.
 */
export interface BuiltIn {
  /**
   * Which one.
   */
  readonly name: BuiltInName;
  /**
   * Of which random rotation and shift, a whole number; the minimum is then between -4 and 4. Default: neither.
   */
  readonly seed?: number;
}

/**
 * The test functions, with e_i = i/(n - 1) for i from 0 to n - 1.
 * - `sphere`: The sum of the squares.
 * - `ellipsoid`: The sum of 10^(6 e_i) z_i²: a condition number of a million.
 * - `rosenbrock`: Rosenbrock's curved valley, with its minimum at z = 0.
 * - `rastrigin`: Rastrigin's: 10^n minima or so, in a grid about one.
 * - `ackley`: Ackley's: small minima all around a funnel.
 * - `griewank`: Griewank's: small minima on a paraboloid.
 * - `schwefel12`: Schwefel's problem 1.2: the squares of the partial sums.
 * - `cigar`: One short axis, and all others a thousand times as steep.
 * - `sharpRidge`: A ridge that is no smoother however near.
 * - `differentPowers`: Powers from 2 to 6, so that the scales part ever more towards the minimum.
 * - `levy`: Levy's: waves across all variables.
 */
export type BuiltInName = 'sphere' | 'ellipsoid' | 'rosenbrock' | 'rastrigin' | 'ackley' | 'griewank' | 'schwefel12' | 'cigar' | 'sharpRidge' | 'differentPowers' | 'levy';

/**
 * Options of `consensus` and `hopping`.
 */
export interface ConsensusOptions {
  /**
   * The first inverse temperature α of the weights exp(-α f), in units of 1/f. Default: 30.
   */
  readonly inverseTemperature?: number;
  /**
   * The factor of α in each step. Default: 1.05 in `consensus`, up to 1e5; 1 in `hopping`.
   */
  readonly inverseTemperatureGrowth?: number;
  /**
   * How the particles of `consensus` diffuse.
   */
  readonly noise?: Noise;
  /**
   * How many particles, or samples of a step, at least 2. Default: 10 for each variable, and at least 20.
   */
  readonly particles?: number;
  /**
   * The factor of the samples' standard deviation in each step of `hopping`, down to a hundredth of the first. Default: 0.99.
   */
  readonly stepSizeDecay?: number;
}

/**
 * What a distribution learns.
 * - `auto`: `full` for at most 500 variables.
 * - `full`: All covariances; it takes memory with the square of the variables, and time with their cube.
 * - `diagonal`: Variances alone, which takes no more time than sampling.
 */
export type Covariance = 'auto' | 'full' | 'diagonal';

/**
 * What designs are.
 * - `sequence`: Sequences of letters that have no order.
 * - `vector`: Vectors of numbers. They stay in the table's range, and a tenth of that beyond it.
 */
export type DesignKind = 'sequence' | 'vector';

/**
 * The table, and what is wished for.
 */
export interface DesignProblem {
  /**
   * A design in each of 2 to 4000 rows: the letters of a sequence, as whole numbers from 0, or numbers.
   */
  readonly designs: MatrixInput;
  /**
   * The score of each; higher is better. Not all equal.
   */
  readonly scores: VectorInput;
  /**
   * How many letters there are, of sequences: 2 to 1000. Default: as many as the table has.
   */
  readonly alphabet?: number;
  /**
   * The weight of the backward loss, by which a design explains the table, from 0 to 1; the rest is that of the forward loss, by
   * which the table predicts the wish for the design. Default: that of 0, 0.25, 0.5, 0.75 and 1 whose proposals ridge regression rates best.
   */
  readonly backwardWeight?: number;
  /**
   * How many designs are proposed at most, from 1 to 10000, each from another row of the table. Default: 24.
   * @defaultValue 24
   */
  readonly count?: number;
  /**
   * What says how alike designs are. Default: `ntk`.
   */
  readonly kernel?: KernelName;
  /**
   * What designs are. Default: sequences.
   */
  readonly kind?: DesignKind;
  /**
   * The positions at which designs may change, from 0. Default: all.
   */
  readonly mutable?: IndexInput;
  /**
   * What is added to the diagonal of the kernel's matrix. Default: that of 1e-6, 1e-5 … 10 times its mean eigenvalue with the least
   * leave-one-out error.
   */
  readonly ridge?: number;
  /**
   * The score that is wished for, in standard deviations of the scores above their mean. Default: 10.
   * @defaultValue 10.0
   */
  readonly wish?: number;
}

/**
 * Functions that are data, the box to search, and how. It has either `objective` or `builtIn`.
 */
export interface DirectSearchDataProblem {
  /**
   * Whether the solution has all points that were evaluated.
   * @defaultValue false
   */
  readonly archive?: boolean;
  /**
   * A test function instead.
   */
  readonly builtIn?: BuiltIn;
  /**
   * Whether a search that converges looks at all neighbours along the axes, and returns to work where one is better.
   * @defaultValue true
   */
  readonly certify?: boolean;
  /**
   * How many constraints there are, at most 1000. Default: none.
   * @defaultValue 0
   */
  readonly constraintCount?: number;
  /**
   * Constraints that are at most this are kept.
   * @defaultValue 0.0
   */
  readonly constraintTolerance?: number;
  /**
   * What is to be at most 0: a function of the same inputs whose value is a vector.
   */
  readonly constraints?: FunctionInput;
  /**
   * Whether each iteration looks at a random point within half a side too, so that no better region stays unseen for ever.
   * @defaultValue true
   */
  readonly covering?: boolean;
  /**
   * How many variables there are, from 1 to 1000, where neither a bound nor `initial` says it.
   */
  readonly dimension?: number;
  /**
   * Where to start. Default: the best of `known`, or else the middle of the box; of a variable without an end, the number
   * next to zero.
   */
  readonly initial?: VectorInput;
  /**
   * The name of the input that the variables are. Default: the first.
   */
  readonly input?: string;
  /**
   * Evaluations that were made before. They count as found, models learn from them, and their points are not evaluated again.
   */
  readonly known?: KnownOutputs;
  /**
   * The least values of the variables: of each, or one number for all of them. `-Infinity` is none, and so is -1e20 or less;
   * variables whose bounds are equal are fixed. Default: none.
   */
  readonly lower?: number | VectorInput;
  /**
   * The most evaluations. Default: 500 for each variable.
   */
  readonly maxEvaluations?: number;
  /**
   * The size of the first mesh, as a part of the sides of the box, above 0 and at most 1. Where a side has no end, it is as long
   * as the start's number, and at least 1.
   * @defaultValue 0.1
   */
  readonly meshSize?: number;
  /**
   * Whether quadratic models of the objective and the constraints propose points, for at most 50 variables and constraints.
   * @defaultValue true
   */
  readonly modelSearch?: boolean;
  /**
   * What is to be minimised: a function of the variables, as one vector, and of parameters, whose value is one number.
   */
  readonly objective?: FunctionInput;
  /**
   * How many evaluations may be under way at once, from 1 to 4096. Default: 1.
   * @defaultValue 1
   */
  readonly parallel?: number;
  /**
   * All other inputs of the functions, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * Of each constraint whether it may be violated during the search. Where it may not, values at points that violate it are not
   * used: for functions that have none there. Default: all may.
   */
  readonly relaxable?: readonly boolean[];
  /**
   * How many runs follow the first, each from a random point once the one before it has converged; of a variable without an end,
   * within a side of the number next to zero. More follow where no point is known that keeps the constraints.
   * @defaultValue 0
   */
  readonly restarts?: number;
  /**
   * A value that is good enough: the search ends at a point that keeps the constraints where it is not larger.
   */
  readonly target?: number;
  /**
   * The search converges with a mesh of this size or less, on which no neighbour is better. Sides of the box count as no longer
   * than 1000 times the solution's number, or 1000 where that is below 1.
   * @defaultValue 1e-7
   */
  readonly tolerance?: number;
  /**
   * The largest values of the variables; `Infinity` is none, and so is 1e20 or more. Default: none.
   */
  readonly upper?: number | VectorInput;
  /**
   * The variables, numbers all of them, instead of `lower` and `upper`.
   */
  readonly variables?: readonly Variable[];
}

/**
 * A function, and where to evaluate it.
 */
export interface EvaluateProblem {
  /**
   * The function.
   */
  readonly builtIn: BuiltIn;
  /**
   * A point in each row.
   */
  readonly points: MatrixInput;
}

/**
 * The set and the reference.
 */
export interface HypervolumeProblem {
  /**
   * The vectors, one a row, with an objective in each of 1 to 8 columns; less is better. Any number of rows.
   */
  readonly values: MatrixInput;
  /**
   * As many numbers as objectives. Vectors that are not better than this in every objective count for nothing.
   */
  readonly reference: VectorInput;
  /**
   * Whether to tell what each vector alone adds. For two objectives this takes no longer, else up to as long again for each
   * vector. Default: false.
   * @defaultValue false
   */
  readonly contributions?: boolean;
}

/**
 * What says how alike two designs are.
 * - `ntk`: The neural tangent kernel of an infinitely wide network with two hidden layers of rectified linear units (Jacot, Gabriel,
 * Hongler, NeurIPS 2018).
 * - `rbf`: The Gaussian kernel, whose squared width is the mean squared distance of designs in the table.
 */
export type KernelName = 'ntk' | 'rbf';

/**
 * Evaluations that were made before.
 */
export interface Known {
  /**
   * A point in each row.
   */
  readonly points: MatrixInput;
  /**
   * Their values.
   */
  readonly values: VectorInput;
}

/**
 * Evaluations that were made before.
 */
export interface KnownOutputs {
  /**
   * A point in each row.
   */
  readonly points: MatrixInput;
  /**
   * The objectives at each, and after them the constraints.
   */
  readonly values: MatrixInput;
}

/**
 * The method of a search.
 * - `auto`: With categories `gaussianProcess` for at most 20 variables and `evolution` for more; `nelderMead` for one or two variables; else
 * `cmaes`.
 * - `cmaes`: CMA-ES: populations of points from a normal distribution that adapts to the function, with restarts from large and small
 * populations by turns.
 * - `nelderMead`: Nelder and Mead's simplex, with restarts from random points.
 * - `consensus`: Consensus-based optimisation: particles that drift towards their weighted mean, and diffuse by their distance to it.
 * - `hopping`: Consensus hopping: the weighted mean of normal samples about the point is the next point. A proximal step, where the samples are
 * many.
 * - `evolution`: Cheap models of the function learn from all values, and an evolution on the models proposes most of the points to evaluate next,
 * `populationSize` at a time: for many categories, and for mixtures of them with numbers.
 * - `gaussianProcess`: A Gaussian process proposes the first evaluations, ten for each variable, and `cmaes` continues from there: for functions that cost
 * so much that there are at most 30 evaluations for each variable, of which there may be 40. With categories, a local search over the
 * real variables follows, and then other such runs from random points. A proposal takes some milliseconds.
 */
export type Method = 'auto' | 'cmaes' | 'nelderMead' | 'consensus' | 'hopping' | 'evolution' | 'gaussianProcess';

/**
 * A function that is data, the box to search, and how. It has either `objective` or `builtIn`.
 */
export interface MinimizeDataProblem {
  /**
   * Whether the solution has all points that were evaluated.
   * @defaultValue false
   */
  readonly archive?: boolean;
  /**
   * A test function instead.
   */
  readonly builtIn?: BuiltIn;
  /**
   * Options of `consensus` and `hopping`.
   */
  readonly consensus?: ConsensusOptions;
  /**
   * What the distribution of `cmaes` learns.
   */
  readonly covariance?: Covariance;
  /**
   * How many variables there are, from 1 to 10000, where `lower` and `upper` are numbers.
   */
  readonly dimension?: number;
  /**
   * Where to start: a point, or several in rows. All are evaluated first, so that the solution is no worse than any of them,
   * and the search starts at the best; `consensus`, `evolution` and `gaussianProcess` have all of them among their first
   * points. Default: the best of `known`, or else the middle of the box, which some methods do not evaluate.
   */
  readonly initial?: VectorInput | MatrixInput;
  /**
   * The covariance of the first steps of `cmaes`, in squares of `stepSize` and of the sides of the box, or the variances
   * alone, as a solution's `warmStart` has it. Of a matrix the lower triangle is read. Default: the identity.
   */
  readonly initialCovariance?: VectorInput | MatrixInput;
  /**
   * The name of the input that the variables are. Default: the first.
   */
  readonly input?: string;
  /**
   * Evaluations that were made before. They count as found, models learn from them, and their points are not evaluated again.
   */
  readonly known?: Known;
  /**
   * The least values of the variables: of each, or one number for all of them.
   */
  readonly lower?: number | VectorInput;
  /**
   * The most evaluations. Default: 1000 for each variable.
   */
  readonly maxEvaluations?: number;
  /**
   * How to search.
   * @defaultValue 'auto'
   */
  readonly method?: Method;
  /**
   * Whether values are predicted.
   */
  readonly model?: Model;
  /**
   * Whether values have noise, so that one point has other values at other times. Then `cmaes` has no model, populations double from
   * run to run, and the solution is not the point of the least value, which is the luckiest one, but the mean of a run's last
   * population, evaluated 16 times.
   * @defaultValue false
   */
  readonly noise?: boolean;
  /**
   * What is to be minimised: a function of the variables, as one vector, and of parameters, whose value is one number.
   */
  readonly objective?: FunctionInput;
  /**
   * How many evaluations may be under way at once, from 1 to 4096. Populations are filled up to a multiple of it.
   * @defaultValue 1
   */
  readonly parallel?: number;
  /**
   * All other inputs of the function, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * A run of `cmaes` ends where its steps are shorter than this part of the first ones.
   * @defaultValue 1e-11
   */
  readonly pointTolerance?: number;
  /**
   * The size of the populations of the first run of `cmaes`, at least 4. Default: 4 + 3 ln(variables), rounded down.
   */
  readonly populationSize?: number;
  /**
   * How many runs may follow the first. Default: as many as there are evaluations for.
   */
  readonly restarts?: number;
  /**
   * The first steps, in parts of the box, above 0 and at most 1: a standard deviation, or an edge of the simplex.
   * @defaultValue 0.2
   */
  readonly stepSize?: number;
  /**
   * A value that is good enough: the search ends where one is found that is not larger.
   */
  readonly target?: number;
  /**
   * A run ends where its values differ by no more than this.
   * @defaultValue 1e-11
   */
  readonly tolerance?: number;
  /**
   * The largest values of the variables.
   */
  readonly upper?: number | VectorInput;
  /**
   * The variables, instead of `lower` and `upper`.
   */
  readonly variables?: readonly Variable[];
}

/**
 * Whether values are predicted before functions are asked.
 * - `auto`: `quadratic` for the caller's functions of at most 20 variables, else `none`: built-in functions and functions as data take less
 * time than a model.
 * - `quadratic`: A quadratic model of the last values ranks the points of a population, and only as many of them are evaluated as it takes for the
 * model to rank them right. Of `cmaes`.
 * - `none`: All points are evaluated.
 */
export type Model = 'auto' | 'quadratic' | 'none';

/**
 * How particles diffuse.
 * - `anisotropic`: Along each variable by the distance in it.
 * - `isotropic`: In all directions by the whole distance.
 */
export type Noise = 'anisotropic' | 'isotropic';

/**
 * The set.
 */
export interface NondominatedProblem {
  /**
   * The vectors, one a row, with an objective in each column; less is better. At least one column.
   */
  readonly values: MatrixInput;
}

/**
 * Functions that are data, the box to search, and how. It has either `objective` or `builtIn`.
 */
export interface ParetoDataProblem {
  /**
   * Whether the solution has all points that were evaluated.
   * @defaultValue false
   */
  readonly archive?: boolean;
  /**
   * A test problem instead.
   */
  readonly builtIn?: TestSet;
  /**
   * How many constraints there are, at most 1000. Default: none.
   * @defaultValue 0
   */
  readonly constraintCount?: number;
  /**
   * What is to be at most 0: a function of the same inputs whose value is a vector.
   */
  readonly constraints?: FunctionInput;
  /**
   * How many variables there are, from 1 to 10000, where `lower` and `upper` are numbers.
   */
  readonly dimension?: number;
  /**
   * Points that are in the first generation, beside random ones: one, or several in rows.
   */
  readonly initial?: VectorInput | MatrixInput;
  /**
   * How many points `predictor` looks at by its models before it evaluates the best of them. Default: 10000.
   * @defaultValue 10000
   */
  readonly innerEvaluations?: number;
  /**
   * The name of the input that the variables are. Default: the first.
   */
  readonly input?: string;
  /**
   * Evaluations that were made before. They count as found, models learn from them, and their points are not evaluated again.
   */
  readonly known?: KnownOutputs;
  /**
   * The least values of the variables: of each, or one number for all of them.
   */
  readonly lower?: number | VectorInput;
  /**
   * The most evaluations. Default: 10000.
   * @defaultValue 10000
   */
  readonly maxEvaluations?: number;
  /**
   * How to search.
   * @defaultValue 'auto'
   */
  readonly method?: ParetoMethod;
  /**
   * What is to be minimised: a function of the variables, as one vector, and of parameters, whose value is a vector with an
   * entry for each objective.
   */
  readonly objective?: FunctionInput;
  /**
   * How many objectives there are, from 1 to 6. Default: 2.
   * @defaultValue 2
   */
  readonly objectiveCount?: number;
  /**
   * How many evaluations may be under way at once, from 1 to 4096. Default: 1.
   * @defaultValue 1
   */
  readonly parallel?: number;
  /**
   * All other inputs of the functions, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * How many points are kept from one generation to the next, and returned at most: from 4 to 10000. `predictor` evaluates as
   * many at a time, and keeps twice as many. Default: 50 with `predictor`, else 100.
   */
  readonly populationSize?: number;
  /**
   * The reference of the hypervolume, which is to be worse than all that is of interest. Default: behind the worst values of the
   * first generation, by a tenth of their range.
   */
  readonly reference?: VectorInput;
  /**
   * The largest values of the variables.
   */
  readonly upper?: number | VectorInput;
  /**
   * The variables, instead of `lower` and `upper`.
   */
  readonly variables?: readonly Variable[];
}

/**
 * The method of a search for compromises.
 * - `auto`: `predictor` for the caller's functions with at most 2000 evaluations, else `evolution`.
 * - `predictor`: Models of the functions learn from all evaluations; an evolution on the models proposes which points are evaluated next.
 * - `evolution`: An evolution on the functions themselves.
 */
export type ParetoMethod = 'auto' | 'predictor' | 'evolution';

/**
 * How steps of a number are measured.
 * - `linear`: By differences.
 * - `log`: By ratios, for numbers of unknown size; `lower` must be positive.
 */
export type Scale = 'linear' | 'log';

/**
 * A test problem of several objectives.
 */
export interface TestSet {
  /**
   * Which one.
   */
  readonly name: TestSetName;
}

/**
 * The test problems. Those of Zitzler, Deb and Thiele have two objectives; in those of Deb, Thiele, Laumanns and Zitzler
 * `objectiveCount` says how many.
 * - `zdt1`: A convex front, of variables from 0 to 1.
 * - `zdt2`: A concave front, of variables from 0 to 1.
 * - `zdt3`: A front in five pieces, of variables from 0 to 1.
 * - `zdt4`: 21 to the power of n - 1 fronts one behind the other; all variables but the first are from -5 to 5.
 * - `zdt6`: A front on which points are rare, the rarer the nearer, of variables from 0 to 1.
 * - `dtlz1`: A plane behind very many others, of variables from 0 to 1.
 * - `dtlz2`: A part of a sphere, of variables from 0 to 1.
 * - `dtlz7`: A front in many pieces, of variables from 0 to 1.
 */
export type TestSetName = 'zdt1' | 'zdt2' | 'zdt3' | 'zdt4' | 'zdt6' | 'dtlz1' | 'dtlz2' | 'dtlz7';

/**
 * One variable. Numbers have `lower` and `upper`; a category has a `count`.
 */
export interface Variable {
  /**
   * What it can be.
   */
  readonly type: VariableType;
  /**
   * How many categories there are, from 2 to 1000.
   */
  readonly count?: number;
  /**
   * The least value of a number.
   */
  readonly lower?: number;
  /**
   * How steps of a number are measured. Default: `linear`.
   */
  readonly scale?: Scale;
  /**
   * The largest value of a number.
   */
  readonly upper?: number;
}

/**
 * What a variable can be.
 * - `real`: Any number from `lower` to `upper`.
 * - `integer`: A whole number from `lower` to `upper`.
 * - `category`: One of `count` categories that have no order: its place among them, from 0 on.
 * - `boolean`: 0 or 1.
 */
export type VariableType = 'real' | 'integer' | 'category' | 'boolean';

/**
 * How far the search has come.
 */
export interface DesignProgress {
  /**
   * Descents that have come to their ends.
   */
  readonly descents: number;
}

/**
 * The proposals, and how far they are to be trusted.
 */
export interface DesignSolution {
  /**
   * `converged`: all descents came to their ends. `timeLimit`: the time was used up, and these are the proposals of those that
   * did. A first ridge is fitted in any case, which takes seconds of 4000 designs.
   */
  readonly status: Ending;
  /**
   * A design in each row, none of which is in the table, those of least loss first. There are fewer than `count` where descents meet and
   * nothing is left around their ends.
   */
  readonly proposals: Matrix;
  /**
   * The score that the table predicts for each.
   */
  readonly predictions: Float64Array;
  /**
   * The standard deviation of that, by the kernel model: it grows away from the table.
   */
  readonly standardDeviations: Float64Array;
  /**
   * Half the square by which each prediction misses the wish, in standard deviations of the scores.
   */
  readonly forwardLoss: Float64Array;
  /**
   * Half the mean square by which predictions from each proposal alone miss the table's scores, in standard deviations.
   */
  readonly backwardLoss: Float64Array;
  /**
   * The root of the mean square by which the model misses a score when it is left out, in units of the scores.
   */
  readonly leaveOneOutError: number;
  /**
   * Kendall's rank correlation of those predictions with the scores: 1 where the order is right, about 0 where the model knows
   * nothing.
   */
  readonly leaveOneOutRank: number;
  /**
   * What was added to the diagonal of the kernel's matrix.
   */
  readonly ridge: number;
  /**
   * The weight of the backward loss.
   */
  readonly backwardWeight: number;
}

/**
 * How far a search has come.
 */
export interface DirectSearchProgress {
  /**
   * The number of evaluations.
   */
  readonly evaluations: number;
  /**
   * The objective of the best point.
   */
  readonly objective: number;
  /**
   * By how much it violates the constraints at most.
   */
  readonly constraintViolation: number;
  /**
   * The size of the mesh.
   */
  readonly meshSize: number;
}

/**
 * The best point that keeps the constraints, or, where none is known, the one that violates them least.
 */
export interface DirectSearchSolution {
  /**
   * Why the search ended.
   */
  readonly status: DirectSearchStatus;
  /**
   * The point.
   */
  readonly solution: Float64Array;
  /**
   * The objective there.
   */
  readonly objective: number;
  /**
   * The constraints there.
   */
  readonly constraintValues: Float64Array;
  /**
   * The largest of them, or 0 where none is positive.
   */
  readonly constraintViolation: number;
  /**
   * The size of the last mesh of the run that found the point, as a part of the sides.
   */
  readonly meshSize: number;
  /**
   * How often the functions were evaluated.
   */
  readonly evaluations: number;
  /**
   * How many evaluations gave a value that is not finite.
   */
  readonly failures: number;
  /**
   * Polls, with what comes before them.
   */
  readonly iterations: number;
  /**
   * How many runs there were after the first.
   */
  readonly restarts: number;
  /**
   * Whenever the objective of the best point that keeps the constraints fell.
   */
  readonly history: readonly Improvement[];
  /**
   * All points with finite values, in the order of their evaluation, where `archive` was set. A later problem takes it as `known`.
   */
  readonly archive?: EvaluatedOutputs;
  /**
   * How good the point is among its neighbours, where the search has converged, `certify` was not unset and the constraints are kept.
   */
  readonly stationarity?: Stationarity;
}

/**
 * Why a direct search ended.
 * - `converged`: The mesh is as fine as `tolerance`, and no neighbour on it is better; after `restarts` other runs that ended so.
 * - `targetReached`: A value is as good as `target`.
 * - `evaluationLimit`: The evaluations were used up.
 * - `timeLimit`: The time was used up.
 * - `infeasible`: However the search ended, no point that keeps the constraints was found.
 */
export type DirectSearchStatus = 'converged' | 'targetReached' | 'evaluationLimit' | 'timeLimit' | 'infeasible';

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
 * The values.
 */
export interface EvaluateSolution {
  /**
   * One for each row of `points`.
   */
  readonly values: Float64Array;
}

/**
 * Points and their values.
 */
export interface Evaluated {
  /**
   * A point in each row.
   */
  readonly points: Matrix;
  /**
   * Their values.
   */
  readonly values: Float64Array;
}

/**
 * Points, and all that was asked for at them.
 */
export interface EvaluatedOutputs {
  /**
   * A point in each row.
   */
  readonly points: Matrix;
  /**
   * The objectives at each, and after them the constraints.
   */
  readonly values: Matrix;
}

/**
 * How far the computation has come.
 */
export interface HypervolumeProgress {
  /**
   * Points whose share is known, of the hypervolume or of the contributions.
   */
  readonly points: number;
}

/**
 * The volume.
 */
export interface HypervolumeSolution {
  /**
   * `converged`: the hypervolume is exact up to rounding, and the contributions are told where they were asked for. `timeLimit`:
   * the time was used up, the hypervolume is at least what is told, and no contribution is.
   */
  readonly status: Ending;
  /**
   * The volume, in the product of the objectives' units.
   */
  readonly hypervolume: number;
  /**
   * By how much the hypervolume would be less without each vector: 0 for one that another equals or dominates.
   */
  readonly contributions?: Float64Array;
}

/**
 * An improvement of the least value.
 */
export interface Improvement {
  /**
   * The number of evaluations, this one included.
   */
  readonly evaluations: number;
  /**
   * The least value since.
   */
  readonly objective: number;
}

/**
 * How far a search has come.
 */
export interface MinimizeProgress {
  /**
   * The number of evaluations.
   */
  readonly evaluations: number;
  /**
   * The least value.
   */
  readonly objective: number;
  /**
   * The number of restarts.
   */
  readonly restarts: number;
}

/**
 * The best point that was found. Nothing proves that it is a global minimum: of a function that is known by values alone, nothing can.
 */
export interface MinimizeSolution {
  /**
   * Why the search ended.
   */
  readonly status: MinimizeStatus;
  /**
   * The best point: for each variable its value, or the place of its category.
   */
  readonly solution: Float64Array;
  /**
   * The least value; where values have `noise`, the mean of several at the solution.
   */
  readonly objective: number;
  /**
   * How often the function was evaluated.
   */
  readonly evaluations: number;
  /**
   * How many of these values were not finite. They count as worse than any number.
   */
  readonly failures: number;
  /**
   * The generations or steps of all runs.
   */
  readonly iterations: number;
  /**
   * How many runs there were after the first.
   */
  readonly restarts: number;
  /**
   * The method that was used.
   */
  readonly method: Method;
  /**
   * Whenever the least value fell: after how many evaluations, and to what.
   */
  readonly history: readonly Improvement[];
  /**
   * Where each run ended.
   */
  readonly runs: readonly RunRecord[];
  /**
   * How many different ends w the runs from random points had: those farther apart than a thousandth of the box, or with values
   * that differ by more than 1e-6 of themselves.
   */
  readonly basins: number;
  /**
   * All points with finite values, in the order of their evaluation, where `archive` was set. A later problem takes it as `known`.
   */
  readonly archive?: Evaluated;
  /**
   * The standard error of that mean, where values have `noise` and a run has ended.
   */
  readonly objectiveError?: number;
  /**
   * The estimate of the share of the box that belongs to minima which no run has found: w(w + 1)/(N(N - 1)), after N runs from
   * random points, where N is at least w + 2 (Boender, Rinnooy Kan, Math. Program. 37, 1987). It takes runs for local ones, which
   * those with large populations are not.
   */
  readonly unseenBasins?: number;
  /**
   * What a similar problem may start from, of `cmaes`: the distribution of the run that found the solution.
   */
  readonly warmStart?: WarmStart;
}

/**
 * Why a search ended.
 * - `targetReached`: A value is at most `target`.
 * - `evaluationLimit`: The evaluations were used up.
 * - `timeLimit`: The time was used up.
 * - `converged`: All runs that were allowed came to their ends, or all points that there are were evaluated.
 */
export type MinimizeStatus = 'targetReached' | 'evaluationLimit' | 'timeLimit' | 'converged';

/**
 * The set in fronts.
 */
export interface NondominatedSolution {
  /**
   * The rank of each vector: 0 where none dominates it, else one more than the largest rank of those that do. Equal vectors
   * have equal ranks.
   */
  readonly ranks: Int32Array;
  /**
   * The crowding distance of each vector in its front: the sum over the objectives of the distance between its neighbours on
   * both sides, as a share of the front's range. The largest
   * number, `Number.MAX_VALUE`, at the ends of a range; 0 for a vector that equals one before it.
   */
  readonly crowding: Float64Array;
  /**
   * The vectors of rank 0, by their rows, in ascending order.
   */
  readonly front: Int32Array;
  /**
   * How many fronts there are.
   */
  readonly fronts: number;
}

/**
 * How far a search has come.
 */
export interface ParetoProgress {
  /**
   * Evaluations so far.
   */
  readonly evaluations: number;
  /**
   * Points in the set.
   */
  readonly points: number;
}

/**
 * The best compromises that were found. Nothing proves that there are no better ones: of functions that are known by values alone,
 * nothing can.
 */
export interface ParetoSolution {
  /**
   * Why the search ended.
   */
  readonly status: ParetoStatus;
  /**
   * The points, one a row: for each variable its value, or the place of its category. None of them dominates another, and all keep the
   * constraints.
   */
  readonly points: Matrix;
  /**
   * Their objectives. The rows are in ascending order of the first.
   */
  readonly values: Matrix;
  /**
   * The volume that they dominate before `reference`, exact up to rounding; 0 without points.
   */
  readonly hypervolume: number;
  /**
   * How often the functions were evaluated.
   */
  readonly evaluations: number;
  /**
   * How many evaluations gave a value that is not finite. They count as worse than any other.
   */
  readonly failures: number;
  /**
   * The generations.
   */
  readonly iterations: number;
  /**
   * The method that was used.
   */
  readonly method: ParetoMethod;
  /**
   * The hypervolume after each generation, of at most 3 objectives.
   */
  readonly history: readonly SetImprovement[];
  /**
   * All points with finite values, in the order of their evaluation, where `archive` was set. A later problem takes it as `known`.
   */
  readonly archive?: EvaluatedOutputs;
  /**
   * By how much the models miss each objective where a point is left out, as the root of the mean square, in its units: of `predictor`,
   * once it had models.
   */
  readonly predictorErrors?: Float64Array;
  /**
   * The reference of the hypervolume; absent where none was given and no point has values.
   */
  readonly reference?: Float64Array;
}

/**
 * Why a search for compromises ended.
 * - `converged`: All points of a finite space are evaluated, or no new ones come up in it.
 * - `evaluationLimit`: The evaluations were used up.
 * - `timeLimit`: The time was used up.
 */
export type ParetoStatus = 'converged' | 'evaluationLimit' | 'timeLimit';

/**
 * How a run ended.
 * - `tolerance`: Its values differed by no more than `tolerance`.
 * - `pointTolerance`: Its steps were shorter than `pointTolerance` of the first ones.
 * - `stagnation`: It gained nothing over a long time.
 * - `degenerate`: Its distribution had become a needle, or had grown beyond all bounds.
 * - `iterationLimit`: It had made as many iterations as a run may.
 * - `share`: It had used its share of the evaluations.
 * - `unfinished`: The search ended during the run.
 */
export type RunEnd = 'tolerance' | 'pointTolerance' | 'stagnation' | 'degenerate' | 'iterationLimit' | 'share' | 'unfinished';

/**
 * How a run went.
 */
export interface RunRecord {
  /**
   * Where it started.
   */
  readonly start: Float64Array;
  /**
   * The best point of the run.
   */
  readonly solution: Float64Array;
  /**
   * Its value.
   */
  readonly objective: number;
  /**
   * How many evaluations it took.
   */
  readonly evaluations: number;
  /**
   * How it ended.
   */
  readonly end: RunEnd;
}

/**
 * The hypervolume after a generation.
 */
export interface SetImprovement {
  /**
   * Evaluations so far.
   */
  readonly evaluations: number;
  /**
   * The hypervolume of the set then.
   */
  readonly hypervolume: number;
}

/**
 * A comparison of a point with its neighbours along the axes, up and down, in coordinates in which all sides have the length 1. Neighbours
 * that violate constraints, or where the evaluation failed, are left out; what is beyond a bound is put on it.
 *
 * With a Lipschitz constant L of the gradient there, n variables and all neighbours known, the gradient is not longer than
 * √n L `meshSize` / 2 where `slope` is not negative (Kolda, Lewis, Torczon, SIAM Rev. 45, 2003, section 3).
 */
export interface Stationarity {
  /**
   * The distance of the neighbours; of whole numbers, the next.
   */
  readonly meshSize: number;
  /**
   * The least slope towards a neighbour: not negative where none is better; 0 where there is none.
   */
  readonly slope: number;
  /**
   * The length of the gradient by central differences, over the real variables both of whose neighbours are known.
   */
  readonly gradientEstimate: number;
  /**
   * How many neighbours were compared.
   */
  readonly directions: number;
}

/**
 * What a similar problem may start from, under the names that a problem has for it: the mean of the distribution and its shape. Its size
 * tells nothing of how far another minimum is.
 */
export interface WarmStart {
  /**
   * The mean.
   */
  readonly initial: Float64Array;
  /**
   * The covariance, in squares of the sides of the box and with the mean variance 1; of a diagonal one the variances.
   */
  readonly initialCovariance: Float64Array | Matrix;
}

/**
 * Values of a built-in test function at points. All of these functions have the least value 0, and are meant for the box from -5 to 5.
 *
 * @example
 * ```ts
 * const { values } = await evaluate({ builtIn: { name: 'rastrigin' }, points: [[0, 0], [1, 2]] });
 * // values are (0, 5)
 * ```
 */
export function evaluate(
  problem: EvaluateProblem,
  options?: RunOptions,
): Promise<EvaluateSolution> {
  return run('blackbox.evaluate', problem, options);
}

/** {@link evaluate}, blocking the calling thread. */
export function evaluateSync(problem: EvaluateProblem, options?: SyncRunOptions): EvaluateSolution {
  return runSync('blackbox.evaluate', problem, options);
}

/**
 * Hypervolume: the volume of what is worse than some vector of a set in every objective and better than a reference; exact up
 * to rounding, for 1 to 8 objectives that are minimised. The larger, the better the set, and larger sets have no less: the
 * measure by which sets of compromises are compared (Zitzler, Thiele: Multiobjective Evolutionary Algorithms, IEEE
 * Transactions on Evolutionary Computation 3, 1999).
 *
 * With n vectors it takes of the order of n log n for up to three objectives, n² for four, and more for each further one, by
 * the algorithm of While, Bradstreet, Barone: A Fast Way of Calculating Exact Hypervolumes, IEEE Transactions on Evolutionary
 * Computation 16, 2012.
 *
 * @example
 * ```ts
 * const { hypervolume: volume } = await hypervolume({ values: [[1, 3], [2, 1]], reference: [4, 4] });
 * ```
 */
export function hypervolume(
  problem: HypervolumeProblem,
  options?: RunOptions<HypervolumeProgress>,
): Promise<HypervolumeSolution> {
  return run('blackbox.hypervolume', problem, options);
}

/** {@link hypervolume}, blocking the calling thread. */
export function hypervolumeSync(problem: HypervolumeProblem, options?: SyncRunOptions): HypervolumeSolution {
  return runSync('blackbox.hypervolume', problem, options);
}

/**
 * Which vectors of a set no other dominates, that is, is no worse in any objective and better in one; the ranks of the others by how many
 * fronts are before theirs; and how crowded each front is. Objectives are minimised.
 *
 * Ranks take of the order of n (log n)^(p-1) steps for n vectors of p objectives (Jensen: Reducing the Run-Time Complexity of
 * Multiobjective EAs, IEEE Transactions on Evolutionary Computation 7, 2003). Crowding distances are those of NSGA-II (Deb,
 * Pratap, Agarwal, Meyarivan, the same journal 6, 2002).
 *
 * @example
 * ```ts
 * const { ranks, front } = await nondominated({ values: [[1, 3], [2, 1], [2, 4]] });
 * ```
 */
export function nondominated(
  problem: NondominatedProblem,
  options?: RunOptions,
): Promise<NondominatedSolution> {
  return run('blackbox.nondominated', problem, options);
}

/** {@link nondominated}, blocking the calling thread. */
export function nondominatedSync(problem: NondominatedProblem, options?: SyncRunOptions): NondominatedSolution {
  return runSync('blackbox.nondominated', problem, options);
}

/**
 * The best compromises between functions that are data.
 */
export function pareto(
  problem: ParetoDataProblem,
  options?: RunOptions<ParetoProgress>,
): Promise<ParetoSolution> {
  return run('blackbox.pareto', problem, options);
}

/** {@link pareto}, blocking the calling thread. */
export function paretoSync(problem: ParetoDataProblem, options?: SyncRunOptions): ParetoSolution {
  return runSync('blackbox.pareto', problem, options);
}

/**
 * Better designs from a table of designs and their scores alone, where no new design can be evaluated meanwhile: sequences of
 * letters, such as DNA, or vectors of numbers. Scores are better the higher, as is the custom for designs.
 *
 * A kernel model of the table predicts a design's score, but knows nothing far from the table, and descent on it alone goes where
 * it errs most. So a design must also explain the table: a model that knows only the design and a high score has to predict the
 * table's scores (Chen, Zhang, Fu, Liu, Coates: Bidirectional Learning for Offline Infinite-width Model-based Optimization, NeurIPS
 * 2022). Look at `leaveOneOutRank` first: near 0 the model knows nothing, and neither do its proposals.
 *
 * @example
 * ```ts
 * const designs = [[0, 0, 1], [0, 1, 1], [1, 0, 0], [1, 1, 0]];
 * const { proposals } = await design({ designs, scores: [1, 2, 3, 4], count: 1 });
 * ```
 */
export function design(
  problem: DesignProblem,
  options?: RunOptions<DesignProgress>,
): Promise<DesignSolution> {
  return run('blackbox.design', problem, options);
}

/** {@link design}, blocking the calling thread. */
export function designSync(problem: DesignProblem, options?: SyncRunOptions): DesignSolution {
  return runSync('blackbox.design', problem, options);
}

/**
 * A global minimum of a function that is data.
 */
export function minimize(
  problem: MinimizeDataProblem,
  options?: RunOptions<MinimizeProgress>,
): Promise<MinimizeSolution> {
  return run('blackbox.minimize', problem, options);
}

/** {@link minimize}, blocking the calling thread. */
export function minimizeSync(problem: MinimizeDataProblem, options?: SyncRunOptions): MinimizeSolution {
  return runSync('blackbox.minimize', problem, options);
}

/**
 * A local minimum under constraints of functions that are data.
 */
export function directSearch(
  problem: DirectSearchDataProblem,
  options?: RunOptions<DirectSearchProgress>,
): Promise<DirectSearchSolution> {
  return run('blackbox.directSearch', problem, options);
}

/** {@link directSearch}, blocking the calling thread. */
export function directSearchSync(problem: DirectSearchDataProblem, options?: SyncRunOptions): DirectSearchSolution {
  return runSync('blackbox.directSearch', problem, options);
}
