// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { IndexInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/inputs.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import '#wasm/blackbox.js';

export { load } from '../engine/load.js';

/**
 * A test function.
 */
export interface BuiltIn {
  /**
   * The name of the function.
   */
  readonly name: BuiltInName;
  /**
   * The seed of a random rotation and shift, an integer; the minimum is then between -4 and 4. Default: neither.
   */
  readonly seed?: number;
}

/**
 * The test functions, with e_i = i/(n - 1) for i from 0 to n - 1.
 * - `sphere`: The sum of squares.
 * - `ellipsoid`: The sum of 10^(6 e_i) z_i²: a condition number of a million.
 * - `rosenbrock`: Rosenbrock's curved valley, with its minimum at z = 0.
 * - `rastrigin`: Rastrigin's function: about 10^n local minima, in a grid around the global one.
 * - `ackley`: Ackley's function: small local minima all over a funnel.
 * - `griewank`: Griewank's function: small local minima on a paraboloid.
 * - `schwefel12`: Schwefel's problem 1.2: the sum of the squared partial sums.
 * - `cigar`: One long axis; the others are a thousand times shorter.
 * - `sharpRidge`: A ridge that is nonsmooth along its crest.
 * - `differentPowers`: Powers from 2 to 6, so that the scales of the variables drift apart towards the minimum.
 * - `levy`: Levy's function: waves in all variables.
 */
export type BuiltInName = 'sphere' | 'ellipsoid' | 'rosenbrock' | 'rastrigin' | 'ackley' | 'griewank' | 'schwefel12' | 'cigar' | 'sharpRidge' | 'differentPowers' | 'levy';

/**
 * Options of `consensus` and `hopping`.
 */
export interface ConsensusOptions {
  /**
   * The initial inverse temperature α of the weights exp(-α f), in units of 1/f. Default: 30.
   */
  readonly inverseTemperature?: number;
  /**
   * The growth factor of α per step, from 1 to 10. Default: 1.05 in `consensus`, up to α = 1e5; 1 in `hopping`.
   */
  readonly inverseTemperatureGrowth?: number;
  /**
   * The diffusion of the particles in `consensus`.
   */
  readonly noise?: Noise;
  /**
   * The number of particles, or of samples per step, at least 2. Default: 10 per variable, and at least 20.
   */
  readonly particles?: number;
  /**
   * The decay factor of the samples' standard deviation per step of `hopping`, down to a hundredth of its initial
   * value. Default: 0.99.
   */
  readonly stepSizeDecay?: number;
}

/**
 * The structure of the covariance matrix in `cmaes`.
 * - `auto`: `full` for up to 500 variables, else `diagonal`.
 * - `full`: The full covariance matrix. Memory grows with the square of the number of variables, time with its cube.
 * - `diagonal`: Variances only. Updates cost no more than sampling.
 */
export type Covariance = 'auto' | 'full' | 'diagonal';

/**
 * The kind of designs.
 * - `sequence`: Sequences of unordered letters.
 * - `vector`: Vectors of numbers. Proposals stay within the table's range, extended by a tenth of its width.
 */
export type DesignKind = 'sequence' | 'vector';

/**
 * The table of designs, and options.
 */
export interface DesignProblem {
  /**
   * The designs, one in each of 2 to 4000 rows: the letters of a sequence as integers from 0, or the entries of a
   * vector.
   */
  readonly designs: MatrixInput;
  /**
   * The score of each design; higher is better. Scores must not all be equal.
   */
  readonly scores: VectorInput;
  /**
   * The number of letters of the alphabet, from 2 to 1000; only for sequences. Default: as many as occur in the
   * table.
   */
  readonly alphabet?: number;
  /**
   * The weight of the backward loss, from 0 to 1; the forward loss has the remaining weight. The backward loss
   * measures the prediction of the table from a proposal, the forward loss the prediction of `wish` from the table.
   * Default: the weight among 0, 0.25, 0.5, 0.75 and 1 with the proposals rated best by a ridge regression.
   */
  readonly backwardWeight?: number;
  /**
   * The maximum number of proposals, from 1 to 10000, each from a different row of the table. Default: 24.
   * @defaultValue 24
   */
  readonly count?: number;
  /**
   * The kernel, which measures the similarity of designs. Default: `ntk`.
   */
  readonly kernel?: KernelName;
  /**
   * The kind of designs. Default: sequences.
   */
  readonly kind?: DesignKind;
  /**
   * The positions that may change, counted from 0. Default: all.
   */
  readonly mutable?: IndexInput;
  /**
   * The regularization added to the diagonal of the kernel matrix. Default: the value with the smallest
   * leave-one-out error among 1e-6, 1e-5 … 10 times the mean eigenvalue.
   */
  readonly ridge?: number;
  /**
   * The target score, in standard deviations of the scores above their mean. Default: 10.
   * @defaultValue 10.0
   */
  readonly wish?: number;
}

/**
 * Functions given as data, the box to search, and options. Exactly one of `objective` and `builtIn` must be given.
 */
export interface DirectSearchDataProblem {
  /**
   * Whether the solution lists all evaluated points.
   * @defaultValue false
   */
  readonly archive?: boolean;
  /**
   * A test function, instead of `objective`.
   */
  readonly builtIn?: BuiltIn;
  /**
   * Whether a converging search checks all neighbors along the axes, and continues if one is better.
   * @defaultValue true
   */
  readonly certify?: boolean;
  /**
   * The number of constraints, at most 1000. Default: none.
   * @defaultValue 0
   */
  readonly constraintCount?: number;
  /**
   * A constraint is satisfied if its value is at most this.
   * @defaultValue 0.0
   */
  readonly constraintTolerance?: number;
  /**
   * The constraints, required to be at most 0: a vector-valued function of the same inputs.
   */
  readonly constraints?: FunctionInput;
  /**
   * Whether each iteration also tries a random point within half a side, so that no better region remains
   * undiscovered in the long run.
   * @defaultValue true
   */
  readonly covering?: boolean;
  /**
   * The number of variables, from 1 to 1000, if neither a bound nor `initial` determines it.
   */
  readonly dimension?: number;
  /**
   * The starting point. Default: the best point of `known`, or else the center of the box; for a variable
   * without a bound, the value closest to zero.
   */
  readonly initial?: VectorInput;
  /**
   * The name of the input that holds the variables. Default: the first input.
   */
  readonly input?: string;
  /**
   * Earlier evaluations. They are candidates for the solution, models learn from them, and their points are
   * not evaluated again.
   */
  readonly known?: KnownOutputs;
  /**
   * The lower bounds of the variables: a vector, or one number for all. `-Infinity`, or -1e20 or less, means
   * no bound. Equal bounds fix a variable. Default: none.
   */
  readonly lower?: number | VectorInput;
  /**
   * The maximum number of evaluations. Default: 500 per variable.
   */
  readonly maxEvaluations?: number;
  /**
   * The initial mesh size relative to the sides of the box, above 0 and at most 1. If a bound is missing,
   * the length of the side is the magnitude of the starting value, at least 1.
   * @defaultValue 0.1
   */
  readonly meshSize?: number;
  /**
   * Whether quadratic models of the objective and the constraints propose points. They are used for up to 50
   * variables and 50 constraints.
   * @defaultValue true
   */
  readonly modelSearch?: boolean;
  /**
   * The objective to minimize: a scalar function of the variables, as one vector, and of parameters.
   */
  readonly objective?: FunctionInput;
  /**
   * The maximum number of concurrent evaluations, from 1 to 4096. Default: 1.
   * @defaultValue 1
   */
  readonly parallel?: number;
  /**
   * The values of all other inputs of the functions, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * For each constraint, whether the search may violate it. Values at points that violate an unrelaxable
   * constraint are not used, so functions may be undefined there. Default: all relaxable.
   */
  readonly relaxable?: readonly boolean[];
  /**
   * The number of runs after the first. Each starts from a random point after the previous run has
   * converged; a variable without a bound starts within one side of the value closest to zero. More runs
   * follow as long as no feasible point is known.
   * @defaultValue 0
   */
  readonly restarts?: number;
  /**
   * The search stops at the first feasible point with an objective of at most this.
   */
  readonly target?: number;
  /**
   * The search converges if the mesh size is at most this and no neighbor on the mesh is better. For this
   * test a side of the box counts as no longer than 1000 times the solution's magnitude, or 1000 if that is
   * below 1.
   * @defaultValue 1e-7
   */
  readonly tolerance?: number;
  /**
   * The upper bounds of the variables. `Infinity`, or 1e20 or more, means no bound. Default: none.
   */
  readonly upper?: number | VectorInput;
  /**
   * The variables, without categories, instead of `lower` and `upper`.
   */
  readonly variables?: readonly Variable[];
}

/**
 * A function, and the points to evaluate.
 */
export interface EvaluateProblem {
  /**
   * The test function.
   */
  readonly builtIn: BuiltIn;
  /**
   * The points, one per row.
   */
  readonly points: MatrixInput;
}

/**
 * The set of vectors and the reference point.
 */
export interface HypervolumeProblem {
  /**
   * The vectors, one per row, with an objective in each of 1 to 8 columns; smaller is better. Any number of rows.
   */
  readonly values: MatrixInput;
  /**
   * The reference point, one number per objective. Vectors that are not better in every objective are ignored.
   */
  readonly reference: VectorInput;
  /**
   * Whether to compute the exclusive contribution of each vector. For two objectives this takes no extra time; for
   * more, up to the time of the hypervolume for each vector. Default: false.
   * @defaultValue false
   */
  readonly contributions?: boolean;
}

/**
 * The kernel, which measures the similarity of two designs.
 * - `ntk`: The neural tangent kernel of an infinitely wide network with two hidden layers of rectified linear units (Jacot, Gabriel,
 * Hongler, NeurIPS 2018).
 * - `rbf`: The Gaussian kernel exp(-d²/w²), where w² is the mean squared distance of designs in the table.
 */
export type KernelName = 'ntk' | 'rbf';

/**
 * Earlier evaluations.
 */
export interface Known {
  /**
   * The points, one per row.
   */
  readonly points: MatrixInput;
  /**
   * The value at each point.
   */
  readonly values: VectorInput;
}

/**
 * Earlier evaluations.
 */
export interface KnownOutputs {
  /**
   * The points, one per row.
   */
  readonly points: MatrixInput;
  /**
   * The objectives at each point, followed by the constraints.
   */
  readonly values: MatrixInput;
}

/**
 * The search method.
 * - `auto`: With categories, `gaussianProcess` for up to 20 variables and `evolution` for more. Otherwise `nelderMead` for
 * one or two variables without noise, and `cmaes` in all other cases.
 * - `cmaes`: CMA-ES: samples populations from a normal distribution and adapts it to the function. Restarts alternate between
 * large and small populations.
 * - `nelderMead`: The Nelder–Mead simplex method, restarted from random points.
 * - `consensus`: Consensus-based optimization: particles drift towards their weighted mean and diffuse in proportion to their
 * distance from it.
 * - `hopping`: Consensus hopping: the weighted mean of normal samples around the current point is the next point. With many
 * samples this is a proximal step.
 * - `evolution`: Cheap models learn the function from all values, and an evolutionary search on the models proposes most of the
 * next points, `populationSize` at a time. For many categories, possibly mixed with numbers.
 * - `gaussianProcess`: A Gaussian process proposes the first evaluations, ten per variable, and `cmaes` continues from there. With
 * categories, a local search over the real variables continues instead, followed by further such runs from random
 * points. For expensive functions, with at most 30 evaluations per variable; at most 40 variables. A proposal
 * takes a few milliseconds.
 */
export type Method = 'auto' | 'cmaes' | 'nelderMead' | 'consensus' | 'hopping' | 'evolution' | 'gaussianProcess';

/**
 * A function given as data, the box to search, and options. Exactly one of `objective` and `builtIn` must be
 * given.
 */
export interface MinimizeDataProblem {
  /**
   * Whether the solution lists all evaluated points.
   * @defaultValue false
   */
  readonly archive?: boolean;
  /**
   * A test function, instead of `objective`.
   */
  readonly builtIn?: BuiltIn;
  /**
   * Options of `consensus` and `hopping`.
   */
  readonly consensus?: ConsensusOptions;
  /**
   * The structure of the covariance matrix in `cmaes`.
   */
  readonly covariance?: Covariance;
  /**
   * The number of variables, from 1 to 10000, if `lower` and `upper` are numbers.
   */
  readonly dimension?: number;
  /**
   * One starting point, or several as rows. All are evaluated first, so the solution is no worse than any of
   * them. The search starts at the best one; `consensus`, `evolution` and `gaussianProcess` include all of
   * them in their first points. Default: the best point of `known`, or else the center of the box, which
   * some methods do not evaluate.
   */
  readonly initial?: VectorInput | MatrixInput;
  /**
   * The initial covariance of `cmaes`, in units of (`stepSize` × side of the box)²: a matrix, or the
   * variances only, as in a solution's `warmStart`. Only the lower triangle of a matrix is read. Default:
   * the identity.
   */
  readonly initialCovariance?: VectorInput | MatrixInput;
  /**
   * The name of the input that holds the variables. Default: the first input.
   */
  readonly input?: string;
  /**
   * Earlier evaluations. They are candidates for the solution, models learn from them, and their points are
   * not evaluated again.
   */
  readonly known?: Known;
  /**
   * The lower bounds of the variables: a vector, or one number for all.
   */
  readonly lower?: number | VectorInput;
  /**
   * The maximum number of evaluations. Default: 1000 per variable.
   */
  readonly maxEvaluations?: number;
  /**
   * The search method.
   * @defaultValue 'auto'
   */
  readonly method?: Method;
  /**
   * Prediction of values before the function is evaluated.
   */
  readonly model?: Model;
  /**
   * Whether values are noisy: repeated evaluations of a point differ. Then `cmaes` uses no model, and
   * populations double from run to run. The solution is the mean of a run's last population, evaluated 16
   * times: the point with the smallest single value would only be the luckiest.
   * @defaultValue false
   */
  readonly noise?: boolean;
  /**
   * The objective to minimize: a scalar function of the variables, as one vector, and of parameters.
   */
  readonly objective?: FunctionInput;
  /**
   * The maximum number of concurrent evaluations, from 1 to 4096. Populations are rounded up to a multiple
   * of it.
   * @defaultValue 1
   */
  readonly parallel?: number;
  /**
   * The values of all other inputs of the function, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * A run of `cmaes` stops if its steps are shorter than this fraction of the initial ones.
   * @defaultValue 1e-11
   */
  readonly pointTolerance?: number;
  /**
   * The population size of the first run of `cmaes`, at least 4. Default: 4 + 3 ln(variables), rounded down.
   */
  readonly populationSize?: number;
  /**
   * The maximum number of runs after the first. Default: as many as the evaluations allow.
   */
  readonly restarts?: number;
  /**
   * The initial step size relative to the sides of the box, above 0 and at most 1: a standard deviation, or
   * an edge of the simplex.
   * @defaultValue 0.2
   */
  readonly stepSize?: number;
  /**
   * The search stops at the first value that is at most this.
   */
  readonly target?: number;
  /**
   * A run stops if its values differ by no more than this.
   * @defaultValue 1e-11
   */
  readonly tolerance?: number;
  /**
   * The upper bounds of the variables: a vector, or one number for all.
   */
  readonly upper?: number | VectorInput;
  /**
   * The variables, instead of `lower` and `upper`.
   */
  readonly variables?: readonly Variable[];
}

/**
 * Prediction of values before the function is evaluated.
 * - `auto`: `quadratic` for functions of the caller with at most 20 variables, else `none`: built-in functions and functions
 * as data are cheaper than a model.
 * - `quadratic`: A quadratic model of the last values ranks the points of a population. Points are evaluated only until the model
 * ranks them correctly. For `cmaes`.
 * - `none`: Evaluates all points.
 */
export type Model = 'auto' | 'quadratic' | 'none';

/**
 * The diffusion of particles.
 * - `anisotropic`: Each variable diffuses in proportion to its own distance from the mean.
 * - `isotropic`: All directions diffuse in proportion to the Euclidean distance from the mean.
 */
export type Noise = 'anisotropic' | 'isotropic';

/**
 * The set of vectors.
 */
export interface NondominatedProblem {
  /**
   * The vectors, one per row, with an objective in each column; smaller is better. At least one column.
   */
  readonly values: MatrixInput;
}

/**
 * Functions given as data, the box to search, and options. Exactly one of `objective` and `builtIn` must be given.
 */
export interface ParetoDataProblem {
  /**
   * Whether the solution lists all evaluated points.
   * @defaultValue false
   */
  readonly archive?: boolean;
  /**
   * A test problem, instead of `objective`.
   */
  readonly builtIn?: TestSet;
  /**
   * The number of constraints, at most 1000. Default: none.
   * @defaultValue 0
   */
  readonly constraintCount?: number;
  /**
   * The constraints, required to be at most 0: a vector-valued function of the same inputs.
   */
  readonly constraints?: FunctionInput;
  /**
   * The number of variables, from 1 to 10000, if `lower` and `upper` are numbers.
   */
  readonly dimension?: number;
  /**
   * Points to include in the first generation, besides random ones: one, or several as rows.
   */
  readonly initial?: VectorInput | MatrixInput;
  /**
   * The number of points that `predictor` evaluates on its models per generation, to choose the best of
   * them. Default: 10000.
   * @defaultValue 10000
   */
  readonly innerEvaluations?: number;
  /**
   * The name of the input that holds the variables. Default: the first input.
   */
  readonly input?: string;
  /**
   * Earlier evaluations. They are candidates for the solution, models learn from them, and their points are
   * not evaluated again.
   */
  readonly known?: KnownOutputs;
  /**
   * The lower bounds of the variables: a vector, or one number for all.
   */
  readonly lower?: number | VectorInput;
  /**
   * The maximum number of evaluations. Default: 10000.
   * @defaultValue 10000
   */
  readonly maxEvaluations?: number;
  /**
   * The search method.
   * @defaultValue 'auto'
   */
  readonly method?: ParetoMethod;
  /**
   * The objectives to minimize: a function of the variables, as one vector, and of parameters, with a vector of
   * objectives as its value.
   */
  readonly objective?: FunctionInput;
  /**
   * The number of objectives, from 1 to 6. Default: 2.
   * @defaultValue 2
   */
  readonly objectiveCount?: number;
  /**
   * The maximum number of concurrent evaluations, from 1 to 4096. Default: 1.
   * @defaultValue 1
   */
  readonly parallel?: number;
  /**
   * The values of all other inputs of the functions, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * The number of points kept from one generation to the next, and the maximum number returned, from 4 to
   * 10000. `predictor` evaluates that many at a time and keeps twice as many. Default: 50 for `predictor`,
   * else 100.
   */
  readonly populationSize?: number;
  /**
   * The reference point of the hypervolume; it should be worse than all points of interest. Default: the
   * worst values of the first generation plus a tenth of their range.
   */
  readonly reference?: VectorInput;
  /**
   * The upper bounds of the variables: a vector, or one number for all.
   */
  readonly upper?: number | VectorInput;
  /**
   * The variables, instead of `lower` and `upper`.
   */
  readonly variables?: readonly Variable[];
}

/**
 * The method of a multi-objective search.
 * - `auto`: `predictor` for functions of the caller with at most 2000 evaluations, else `evolution`.
 * - `predictor`: Models learn the functions from all evaluations; an evolutionary search on the models proposes the next points.
 * - `evolution`: An evolutionary search on the functions themselves.
 */
export type ParetoMethod = 'auto' | 'predictor' | 'evolution';

/**
 * The scale of steps of a number.
 * - `linear`: Steps are differences.
 * - `log`: Steps are ratios, for numbers of unknown magnitude. `lower` must be positive.
 */
export type Scale = 'linear' | 'log';

/**
 * A multi-objective test problem.
 */
export interface TestSet {
  /**
   * The name of the problem.
   */
  readonly name: TestSetName;
}

/**
 * The test problems. The ZDT problems (Zitzler, Deb, Thiele) have two objectives; the DTLZ problems (Deb, Thiele,
 * Laumanns, Zitzler) have `objectiveCount`.
 * - `zdt1`: A convex front; variables from 0 to 1.
 * - `zdt2`: A concave front; variables from 0 to 1.
 * - `zdt3`: A front in five pieces; variables from 0 to 1.
 * - `zdt4`: 21^(n - 1) local fronts, one behind the other; all variables except the first from -5 to 5.
 * - `zdt6`: A front with a density of points that decreases towards it; variables from 0 to 1.
 * - `dtlz1`: A planar front behind very many local ones; variables from 0 to 1.
 * - `dtlz2`: Part of a sphere; variables from 0 to 1.
 * - `dtlz7`: A front in many pieces; variables from 0 to 1.
 */
export type TestSetName = 'zdt1' | 'zdt2' | 'zdt3' | 'zdt4' | 'zdt6' | 'dtlz1' | 'dtlz2' | 'dtlz7';

/**
 * One variable. Numbers have `lower` and `upper`; a category has a `count`.
 */
export interface Variable {
  /**
   * The kind of values.
   */
  readonly type: VariableType;
  /**
   * The number of categories, from 2 to 1000.
   */
  readonly count?: number;
  /**
   * The lower bound of a number.
   */
  readonly lower?: number;
  /**
   * The scale of steps of a number. Default: `linear`.
   */
  readonly scale?: Scale;
  /**
   * The upper bound of a number.
   */
  readonly upper?: number;
}

/**
 * The kind of values of a variable.
 * - `real`: A real number from `lower` to `upper`.
 * - `integer`: An integer from `lower` to `upper`.
 * - `category`: One of `count` unordered categories, given by its index from 0.
 * - `boolean`: 0 or 1.
 */
export type VariableType = 'real' | 'integer' | 'category' | 'boolean';

/**
 * The progress of the search.
 */
export interface DesignProgress {
  /**
   * The number of finished descents.
   */
  readonly descents: number;
}

/**
 * The proposals, and figures about their reliability.
 */
export interface DesignSolution {
  /**
   * `converged`: all descents finished. `timeLimit`: the time limit was reached, and the proposals come from the
   * descents finished by then. One ridge is always fitted, which takes seconds for 4000 designs.
   */
  readonly status: Ending;
  /**
   * The proposals, one per row, in order of increasing loss. Sequences of the table are never proposed. There are
   * fewer than `count` if descents meet and no new design is left near their end points.
   */
  readonly proposals: Matrix;
  /**
   * The predicted score of each proposal.
   */
  readonly predictions: Float64Array;
  /**
   * The standard deviation of each prediction under the kernel model. It grows with the distance from the table.
   */
  readonly standardDeviations: Float64Array;
  /**
   * The forward loss of each proposal: half the squared difference of its prediction and `wish`, in standard
   * deviations of the scores.
   */
  readonly forwardLoss: Float64Array;
  /**
   * The backward loss of each proposal: half the mean squared error of the table's scores predicted from the
   * proposal alone, in standard deviations.
   */
  readonly backwardLoss: Float64Array;
  /**
   * The root mean squared leave-one-out error of the model, in units of the scores.
   */
  readonly leaveOneOutError: number;
  /**
   * Kendall's rank correlation of the leave-one-out predictions with the scores: 1 if the order is correct, about 0
   * if the model is uninformative.
   */
  readonly leaveOneOutRank: number;
  /**
   * The regularization added to the diagonal of the kernel matrix.
   */
  readonly ridge: number;
  /**
   * The weight of the backward loss.
   */
  readonly backwardWeight: number;
}

/**
 * The progress of a search.
 */
export interface DirectSearchProgress {
  /**
   * The number of evaluations.
   */
  readonly evaluations: number;
  /**
   * The objective at the best point.
   */
  readonly objective: number;
  /**
   * The largest constraint violation at the best point.
   */
  readonly constraintViolation: number;
  /**
   * The current mesh size.
   */
  readonly meshSize: number;
}

/**
 * The best feasible point or, if none is known, the point with the smallest constraint violation.
 */
export interface DirectSearchSolution {
  /**
   * The reason why the search stopped.
   */
  readonly status: DirectSearchStatus;
  /**
   * The best point.
   */
  readonly solution: Float64Array;
  /**
   * The objective at the solution.
   */
  readonly objective: number;
  /**
   * The constraints at the solution.
   */
  readonly constraintValues: Float64Array;
  /**
   * The largest constraint value, or 0 if none is positive.
   */
  readonly constraintViolation: number;
  /**
   * The final mesh size of the run that found the solution, relative to the sides of the box.
   */
  readonly meshSize: number;
  /**
   * The number of evaluations.
   */
  readonly evaluations: number;
  /**
   * The number of evaluations with a value that is not finite.
   */
  readonly failures: number;
  /**
   * The number of iterations: polls with the search steps before them.
   */
  readonly iterations: number;
  /**
   * The number of runs after the first.
   */
  readonly restarts: number;
  /**
   * Each improvement of the best feasible objective.
   */
  readonly history: readonly Improvement[];
  /**
   * All points with finite values, in order of evaluation, if `archive` is set. Pass them to a later problem as
   * `known`.
   */
  readonly archive?: EvaluatedOutputs;
  /**
   * A comparison of the solution with its neighbors. Present if the search converged at a feasible point and
   * `certify` is set.
   */
  readonly stationarity?: Stationarity;
}

/**
 * The reason why a direct search stopped.
 * - `converged`: The mesh size is at most `tolerance` and no neighbor on the mesh is better; all `restarts` further runs also
 * converged.
 * - `targetReached`: A feasible objective is at most `target`.
 * - `evaluationLimit`: The maximum number of evaluations was reached.
 * - `timeLimit`: The time limit was reached.
 * - `infeasible`: No feasible point was found, for whatever reason the search stopped.
 */
export type DirectSearchStatus = 'converged' | 'targetReached' | 'evaluationLimit' | 'timeLimit' | 'infeasible';

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
 * The values of the function.
 */
export interface EvaluateSolution {
  /**
   * The value at each row of `points`.
   */
  readonly values: Float64Array;
}

/**
 * Points and their values.
 */
export interface Evaluated {
  /**
   * The points, one per row.
   */
  readonly points: Matrix;
  /**
   * The value at each point.
   */
  readonly values: Float64Array;
}

/**
 * Points with all their outputs.
 */
export interface EvaluatedOutputs {
  /**
   * The points, one per row.
   */
  readonly points: Matrix;
  /**
   * The objectives at each point, followed by the constraints.
   */
  readonly values: Matrix;
}

/**
 * The progress of a hypervolume computation.
 */
export interface HypervolumeProgress {
  /**
   * The number of volumes computed: the hypervolume, then the contributions.
   */
  readonly points: number;
}

/**
 * The hypervolume of the set.
 */
export interface HypervolumeSolution {
  /**
   * `converged`: the hypervolume is exact up to rounding, and requested contributions are present. `timeLimit`: the
   * time limit was reached, the hypervolume is a lower bound, and contributions are absent.
   */
  readonly status: Ending;
  /**
   * The hypervolume, in the product of the objectives' units.
   */
  readonly hypervolume: number;
  /**
   * The decrease of the hypervolume without each vector: 0 for a vector equaled or dominated by another.
   */
  readonly contributions?: Float64Array;
}

/**
 * An improvement of the smallest value.
 */
export interface Improvement {
  /**
   * The number of evaluations, including this one.
   */
  readonly evaluations: number;
  /**
   * The smallest value from here on.
   */
  readonly objective: number;
}

/**
 * The progress of a search.
 */
export interface MinimizeProgress {
  /**
   * The number of evaluations.
   */
  readonly evaluations: number;
  /**
   * The smallest value so far.
   */
  readonly objective: number;
  /**
   * The number of restarts.
   */
  readonly restarts: number;
}

/**
 * The best point found. Nothing proves that it is a global minimum: function values alone cannot.
 */
export interface MinimizeSolution {
  /**
   * The reason why the search stopped.
   */
  readonly status: MinimizeStatus;
  /**
   * The best point: for each variable its value, or the index of its category.
   */
  readonly solution: Float64Array;
  /**
   * The smallest value. With `noise`, the mean of several values at the solution.
   */
  readonly objective: number;
  /**
   * The number of evaluations.
   */
  readonly evaluations: number;
  /**
   * The number of evaluations with a value that is not finite. Such values rank behind all others.
   */
  readonly failures: number;
  /**
   * The number of generations or steps of all runs.
   */
  readonly iterations: number;
  /**
   * The number of runs after the first.
   */
  readonly restarts: number;
  /**
   * The method used.
   */
  readonly method: Method;
  /**
   * Each improvement of the smallest value, with the number of evaluations so far.
   */
  readonly history: readonly Improvement[];
  /**
   * All runs, with their results.
   */
  readonly runs: readonly RunRecord[];
  /**
   * The number w of distinct final points of the runs from random points. Points are distinct if they are farther
   * apart than a thousandth of the box, or if their values differ by more than 1e-6, relatively.
   */
  readonly basins: number;
  /**
   * All points with finite values, in order of evaluation, if `archive` is set. Pass them to a later problem as
   * `known`.
   */
  readonly archive?: Evaluated;
  /**
   * The standard error of that mean, with `noise` and after at least one finished run.
   */
  readonly objectiveError?: number;
  /**
   * The estimated fraction of the box attracted to minima that no run found: w(w + 1)/(N(N - 1)) after N runs from
   * random points, if N is at least w + 2 (Boender, Rinnooy Kan, Math. Program. 37, 1987). The estimate assumes
   * local searches; runs with large populations are not local.
   */
  readonly unseenBasins?: number;
  /**
   * The distribution of the run that found the solution, to start a similar problem from. Only of `cmaes`.
   */
  readonly warmStart?: WarmStart;
}

/**
 * The reason why a search stopped.
 * - `targetReached`: A value is at most `target`.
 * - `evaluationLimit`: The maximum number of evaluations was reached.
 * - `timeLimit`: The time limit was reached.
 * - `converged`: All allowed runs finished, or all points of the space were evaluated.
 */
export type MinimizeStatus = 'targetReached' | 'evaluationLimit' | 'timeLimit' | 'converged';

/**
 * The set, sorted into fronts.
 */
export interface NondominatedSolution {
  /**
   * The rank of each vector: 0 if it is not dominated, otherwise one more than the largest rank among the vectors
   * that dominate it. Equal vectors have equal ranks.
   */
  readonly ranks: Int32Array;
  /**
   * The crowding distance of each vector in its front: the distance between its neighbors on both sides relative to
   * the front's range, summed over the objectives. The largest number, `Number.MAX_VALUE`, for an extreme vector; 0
   * for a duplicate of an earlier vector.
   */
  readonly crowding: Float64Array;
  /**
   * The rows of the vectors with rank 0, in ascending order.
   */
  readonly front: Int32Array;
  /**
   * The number of fronts.
   */
  readonly fronts: number;
}

/**
 * The progress of a search.
 */
export interface ParetoProgress {
  /**
   * The number of evaluations so far.
   */
  readonly evaluations: number;
  /**
   * The number of points in the population.
   */
  readonly points: number;
}

/**
 * The best nondominated points found. Nothing proves that there are no better ones: function values alone cannot.
 */
export interface ParetoSolution {
  /**
   * The reason why the search stopped.
   */
  readonly status: ParetoStatus;
  /**
   * The points, one per row: for each variable its value, or the index of its category. All are feasible, and none
   * dominates another.
   */
  readonly points: Matrix;
  /**
   * The objectives at the points. Rows are in ascending order of the first objective.
   */
  readonly values: Matrix;
  /**
   * The hypervolume of the points relative to `reference`, exact up to rounding; 0 without points.
   */
  readonly hypervolume: number;
  /**
   * The number of evaluations.
   */
  readonly evaluations: number;
  /**
   * The number of evaluations with a value that is not finite. Such points rank behind all others.
   */
  readonly failures: number;
  /**
   * The number of generations.
   */
  readonly iterations: number;
  /**
   * The method used.
   */
  readonly method: ParetoMethod;
  /**
   * The hypervolume after each generation, for up to 3 objectives.
   */
  readonly history: readonly SetImprovement[];
  /**
   * All points with finite values, in order of evaluation, if `archive` is set. Pass them to a later problem as
   * `known`.
   */
  readonly archive?: EvaluatedOutputs;
  /**
   * The root mean squared leave-one-out error of the models in each objective, in its units. Only of `predictor`,
   * once it had models.
   */
  readonly predictorErrors?: Float64Array;
  /**
   * The reference point of the hypervolume. Absent if none was given and no evaluation succeeded.
   */
  readonly reference?: Float64Array;
}

/**
 * The reason why a multi-objective search stopped.
 * - `converged`: All points of a finite space were evaluated, or no new ones came up for many generations.
 * - `evaluationLimit`: The maximum number of evaluations was reached.
 * - `timeLimit`: The time limit was reached.
 */
export type ParetoStatus = 'converged' | 'evaluationLimit' | 'timeLimit';

/**
 * The reason why a run stopped.
 * - `tolerance`: The values differed by no more than `tolerance`.
 * - `pointTolerance`: The steps were shorter than `pointTolerance` relative to the initial ones.
 * - `stagnation`: No progress for a long time.
 * - `degenerate`: The covariance became too ill-conditioned or too large.
 * - `iterationLimit`: The maximum number of iterations of a run was reached.
 * - `share`: The run used its budget of evaluations.
 * - `unfinished`: The search stopped during the run.
 */
export type RunEnd = 'tolerance' | 'pointTolerance' | 'stagnation' | 'degenerate' | 'iterationLimit' | 'share' | 'unfinished';

/**
 * The result of one run.
 */
export interface RunRecord {
  /**
   * The starting point.
   */
  readonly start: Float64Array;
  /**
   * The best point of the run.
   */
  readonly solution: Float64Array;
  /**
   * The value at that point.
   */
  readonly objective: number;
  /**
   * The number of evaluations of the run.
   */
  readonly evaluations: number;
  /**
   * The reason why the run stopped.
   */
  readonly end: RunEnd;
}

/**
 * The hypervolume after a generation.
 */
export interface SetImprovement {
  /**
   * The number of evaluations so far.
   */
  readonly evaluations: number;
  /**
   * The hypervolume of the current front.
   */
  readonly hypervolume: number;
}

/**
 * A comparison of a point with its neighbors along the axes, up and down, in coordinates with sides of length 1.
 * Neighbors are left out if they violate constraints or if the evaluation failed. Neighbors beyond a bound are moved
 * onto it.
 *
 * If the gradient has the Lipschitz constant L there, all neighbors of the n variables are known and `slope` is not
 * negative, the length of the gradient is at most √n L `meshSize` / 2 (Kolda, Lewis, Torczon, SIAM Rev. 45, 2003,
 * section 3).
 */
export interface Stationarity {
  /**
   * The distance of the neighbors. For integers the neighbor is at least the next integer.
   */
  readonly meshSize: number;
  /**
   * The smallest directional derivative towards a neighbor, by differences: not negative if no neighbor is better, 0
   * without neighbors.
   */
  readonly slope: number;
  /**
   * The length of the gradient by central differences, over the real variables with two known neighbors.
   */
  readonly gradientEstimate: number;
  /**
   * The number of neighbors compared.
   */
  readonly directions: number;
}

/**
 * Starting values for a similar problem, under the names of its fields: the mean and the shape of the distribution.
 * The step size is left out, because the final one says nothing about the distance of another minimum.
 */
export interface WarmStart {
  /**
   * The mean.
   */
  readonly initial: Float64Array;
  /**
   * The covariance, relative to the squared sides of the box and with mean variance 1; only the variances if it is
   * diagonal.
   */
  readonly initialCovariance: Float64Array | Matrix;
}

/**
 * Values of a built-in test function at points. All of these functions have the minimum 0, and are meant for the box
 * from -5 to 5.
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
 * Hypervolume: the volume of all points that are worse than some vector of a set in every objective and better than a
 * reference. It is exact up to rounding, for 1 to 8 minimized objectives. Larger is better, and adding vectors never
 * decreases it: the usual measure to compare approximations of Pareto fronts (Zitzler, Thiele: Multiobjective
 * Evolutionary Algorithms, IEEE Transactions on Evolutionary Computation 3, 1999).
 *
 * For n vectors the time is of order n log n for up to three objectives, n² for four, and more for each further one,
 * by the algorithm of While, Bradstreet, Barone: A Fast Way of Calculating Exact Hypervolumes, IEEE Transactions on
 * Evolutionary Computation 16, 2012.
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
 * The nondominated vectors of a set, the ranks of all others, and crowding distances. One vector dominates another if
 * it is no worse in any objective and better in one. Objectives are minimized.
 *
 * The time for ranks is of order n (log n)^(p-1) for n vectors of p objectives (Jensen: Reducing the Run-Time
 * Complexity of Multiobjective EAs, IEEE Transactions on Evolutionary Computation 7, 2003). Crowding distances are
 * those of NSGA-II (Deb, Pratap, Agarwal, Meyarivan, the same journal 6, 2002).
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
 * Proposes better designs from a table of designs and scores alone, if no new design can be evaluated meanwhile.
 * Designs are sequences of letters, such as DNA, or vectors of numbers. Higher scores are better, as is the custom for
 * designs.
 *
 * A kernel model of the table predicts the score of a design but is unreliable far from the table, and a search on it
 * alone ends where its errors are largest. A proposal must therefore also explain the table: a model fitted only to
 * the proposal and a high score has to predict the table's scores (Chen, Zhang, Fu, Liu, Coates: Bidirectional
 * Learning for Offline Infinite-width Model-based Optimization, NeurIPS 2022). Check `leaveOneOutRank` first: if it is
 * near 0, neither the model nor its proposals are informative.
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
