/** Block coordinate descent: sparse generalized linear models, block selection rules, and quadratics on graphs. */

import type { Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import { requireObject } from '../engine/check.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { withFields } from '../engine/hints.js';
import { type LabelsOf, type PartialLabelsOf, withGapsAsNaN } from '../engine/labels.js';
import { partOf, type RunOptions, type SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type {
  CrossValidateProblem,
  CrossValidateSolution,
  FitProblem,
  FitProgress,
  FitSolution,
  GraphProgress,
  GraphQuadraticProblem,
  GraphQuadraticSolution,
  LabelPropagationProblem,
  LabelPropagationSolution,
  LossKind,
  PredictModel,
  PredictProblem,
  PredictSolution,
} from '../generated/coordinate.js';
import '#wasm/coordinate.js';
import { type ShortcutName, unfold } from '../shortcuts.js';

export type { LabelsOf, PartialLabelsOf } from '../engine/labels.js';
export * from '../generated/coordinate.js';

/**
 * Fits a generalized linear model with a sparsity-inducing penalty, and bounds the distance to the optimal objective by
 * a duality gap. Working sets and coordinate descent identify the nonzero coefficients, and Newton's method on those
 * completes the solve: convergence is superlinear in the last steps, and exact for the squared loss.
 *
 * After Nutini, Laradji, Schmidt: Let's Make Block Coordinate Descent Converge Faster, Journal of Machine Learning
 * Research 23, 2022. Features with a coefficient known to be zero are dropped by the Gap Safe rules of Ndiaye, Fercoq,
 * Gramfort, Salmon, Journal of Machine Learning Research 18, 2017.
 *
 * @param problem The data, a loss and a penalty.
 * @param options The run options.
 *
 * @example
 * ```ts
 * const { coefficients, intercept, support, relativeGap } = await fit({
 *   matrix: [[1, 2, 0], [2, -1, 1], [0, 1, 3], [1, 0, -1], [-1, 1, 2], [3, 1, 1]],
 *   response: [1, 2, -1, 0.5, -2, 3],
 *   lambda: 0.25,
 * });
 * ```
 */
export function fit<Problem extends FitProblem>(
  problem: Problem,
  options?: RunOptions<FitProgress>,
): Promise<FitSolutionOf<Problem>> {
  return run('coordinate.fit', problem, options);
}

/** Blocking version of {@link fit}. */
export function fitSync<Problem extends FitProblem>(
  problem: Problem,
  options?: SyncRunOptions,
): FitSolutionOf<Problem> {
  return runSync('coordinate.fit', problem, options);
}

/** The losses with a single output. */
export type SingleLoss = 'squared' | 'huber' | 'logistic' | 'poisson';

/** The classification losses. */
export type ClassLoss = 'logistic' | 'multinomial';

/** The fields of a solution that do not depend on the loss. */
export type AnyFitSolution = Omit<FitSolution, 'coefficients' | 'intercept' | 'loss' | 'classes'>;

/** The solution of a model with one output. */
export type SingleFitSolution<Loss extends LossKind = SingleLoss> = AnyFitSolution & {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly loss: Loss;
};

/** The solution of a model with several outputs or classes. */
export type MultipleFitSolution<Loss extends LossKind = 'multinomial' | 'multiSquared'> = AnyFitSolution & {
  readonly coefficients: Matrix;
  readonly intercept: Float64Array;
  readonly loss: Loss;
};

/** The classes, for classification losses. */
export type ClassesOf<Loss, Response> = Loss extends ClassLoss
  ? { readonly classes: LabelsOf<Response> }
  : unknown;

/** The loss named by a problem; the default if it is omitted. */
export type LossOf<Problem> = Problem extends { readonly loss: infer Loss extends LossKind }
  ? Loss
  : 'loss' extends keyof Problem
    ? LossKind
    : 'squared';

/** The response of a problem. */
export type ResponseOf<Problem> = Problem extends { readonly response: infer Response } ? Response : unknown;

/** The solution for a given loss and response type. */
export type FittedBy<Loss extends LossKind, Response> = (Loss extends SingleLoss
  ? SingleFitSolution<Loss>
  : Loss extends 'multinomial' | 'multiSquared'
    ? MultipleFitSolution<Loss>
    : never) &
  ClassesOf<Loss, Response>;

/**
 * The solution in the form of the problem: one coefficient per feature, or a matrix for several outputs or classes;
 * classes as given in the response.
 */
export type FitSolutionOf<Problem> = FittedBy<LossOf<Problem>, ResponseOf<Problem>>;

/**
 * Selects the penalty strength, and `l1Ratio` if several are given, by cross-validation; then fits a model to all
 * samples.
 *
 * @param problem The data, a loss, a penalty, and the candidate values.
 * @param options The run options.
 *
 * @example
 * ```ts
 * const matrix = [[1, 2, 0], [2, -1, 1], [0, 1, 3], [1, 0, -1], [-1, 1, 2], [3, 1, 1]];
 * const { lambdaMin, lambda1se, model } = await crossValidate({
 *   matrix,
 *   response: [1, 2, -1, 0.5, -2, 3],
 *   folds: 3,
 * });
 * ```
 */
export function crossValidate<Problem extends CrossValidateProblem>(
  problem: Problem,
  options?: RunOptions<FitProgress>,
): Promise<CrossValidateSolutionOf<Problem>> {
  return run('coordinate.crossValidate', problem, options);
}

/** Blocking version of {@link crossValidate}. */
export function crossValidateSync<Problem extends CrossValidateProblem>(
  problem: Problem,
  options?: SyncRunOptions,
): CrossValidateSolutionOf<Problem> {
  return runSync('coordinate.crossValidate', problem, options);
}

/** The result of cross-validation, with a model in the form of the problem. */
export type CrossValidateSolutionOf<Problem> = Omit<CrossValidateSolution, 'model'> & {
  readonly model: FitSolutionOf<Problem>;
};

/**
 * Predicts the response, the linear predictor and the class probabilities of samples by a fitted model.
 *
 * @param problem The model and the samples.
 * @param options The run options.
 *
 * @example
 * ```ts
 * const model = await fit({ matrix: [[0], [1], [2], [3]], response: ['no', 'no', 'yes', 'yes'], loss: 'logistic', lambda: 0.01 });
 * const { response, probabilities } = await predict({ model, matrix: [[-1], [4]] }); // response: ['no', 'yes']
 * ```
 */
export function predict<Model extends PredictModel>(
  problem: PredictProblem & { readonly model: Model },
  options?: RunOptions,
): Promise<PredictSolutionOf<Model>> {
  return run('coordinate.predict', problem, options);
}

/** Blocking version of {@link predict}. */
export function predictSync<Model extends PredictModel>(
  problem: PredictProblem & { readonly model: Model },
  options?: SyncRunOptions,
): PredictSolutionOf<Model> {
  return runSync('coordinate.predict', problem, options);
}

/**
 * Predictions in the form of the model: labels as given in the response, and one column per output if there are
 * several.
 */
export type PredictSolutionOf<Model> = 0 extends 1 & Model
  ? PredictSolution
  : Omit<PredictSolution, 'response' | 'predictor' | 'probabilities'> & PredictionsOf<Model>;

/** The type of a model's predictions, determined by its loss. */
export type PredictionsOf<Model> = Model extends {
  readonly loss: 'logistic';
  readonly classes?: infer Classes;
}
  ? {
      readonly response: LabelsOf<Classes>;
      readonly predictor: Float64Array;
      readonly probabilities: Matrix;
    }
  : Model extends { readonly loss: 'multinomial'; readonly classes?: infer Classes }
    ? { readonly response: LabelsOf<Classes>; readonly predictor: Matrix; readonly probabilities: Matrix }
    : Model extends { readonly loss: 'hinge' | 'squaredHinge'; readonly classes?: infer Classes }
      ? { readonly response: LabelsOf<Classes>; readonly predictor: Float64Array }
      : Model extends { readonly loss: 'multiSquared' }
        ? { readonly response: Matrix; readonly predictor: Matrix }
        : Model extends { readonly loss: NumberLoss }
          ? { readonly response: Float64Array; readonly predictor: Float64Array }
          : PredictSolution;

/** The losses of models that predict a number. */
export type NumberLoss = 'squared' | 'huber' | 'poisson' | 'quantile' | 'epsilonInsensitive';

/** A problem whose loss and penalty are fixed by the function. */
export type SingleProblem = Omit<FitProblem, 'loss' | 'penalty' | 'response'> & {
  /** The response, one number per sample. */
  readonly response: VectorInput;
};

/** A problem whose loss is fixed by the function. */
export type SingleLossProblem = SingleProblem & Pick<FitProblem, 'penalty'>;

/** A classification problem whose loss is fixed by the function. */
export type ClassProblem = Omit<SingleLossProblem, 'response'> & {
  /** The class of each sample. */
  readonly response: VectorInput | readonly string[] | readonly boolean[];
};

/** {@link fit} for one kind of problem. */
export type Shortcut<Problem, Solution> = (
  problem: Problem,
  options?: RunOptions<FitProgress>,
) => Promise<Solution>;

/** {@link fitSync} for one kind of problem. */
export type SyncShortcut<Problem, Solution> = (problem: Problem, options?: SyncRunOptions) => Solution;

/** Creates the function of a shortcut. */
function shortcut<Problem extends object, Solution>(name: ShortcutName): Shortcut<Problem, Solution> {
  return async (problem, options) => {
    const task = unfold(name, problem);
    return run(task.method, task.problem, options);
  };
}

function syncShortcut<Problem extends object, Solution>(name: ShortcutName): SyncShortcut<Problem, Solution> {
  return (problem, options) => {
    const task = unfold(name, problem);
    return runSync(task.method, task.problem, options);
  };
}

/** Least squares with an l1 penalty: {@link fit} with `loss: 'squared', penalty: 'l1'`. */
export const lasso = shortcut<SingleProblem, SingleFitSolution<'squared'>>('coordinate.lasso');

/** Blocking version of {@link lasso}. */
export const lassoSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>('coordinate.lasso');

/** Least squares with l1 and squared l2 penalties: {@link fit} with `loss: 'squared', penalty: 'elasticNet'`. */
export const elasticNet = shortcut<SingleProblem, SingleFitSolution<'squared'>>('coordinate.elasticNet');

/** Blocking version of {@link elasticNet}. */
export const elasticNetSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.elasticNet',
);

/** Binary classification: {@link fit} with `loss: 'logistic'`; the default penalty is `l1`. */
export const logisticRegression = shortcut<ClassProblem, FitSolutionOf<{ loss: 'logistic' }>>(
  'coordinate.logisticRegression',
);

/** Blocking version of {@link logisticRegression}. */
export const logisticRegressionSync = syncShortcut<ClassProblem, FitSolutionOf<{ loss: 'logistic' }>>(
  'coordinate.logisticRegression',
);

/** Multiclass classification: {@link fit} with `loss: 'multinomial'`; the default penalty is `l1`. */
export const multinomialRegression = shortcut<ClassProblem, FitSolutionOf<{ loss: 'multinomial' }>>(
  'coordinate.multinomialRegression',
);

/** Blocking version of {@link multinomialRegression}. */
export const multinomialRegressionSync = syncShortcut<ClassProblem, FitSolutionOf<{ loss: 'multinomial' }>>(
  'coordinate.multinomialRegression',
);

/** Regression of counts: {@link fit} with `loss: 'poisson'`; the default penalty is `l1`. */
export const poissonRegression = shortcut<SingleLossProblem, SingleFitSolution<'poisson'>>(
  'coordinate.poissonRegression',
);

/** Blocking version of {@link poissonRegression}. */
export const poissonRegressionSync = syncShortcut<SingleLossProblem, SingleFitSolution<'poisson'>>(
  'coordinate.poissonRegression',
);

/** Least squares with selection of whole groups of features: {@link fit} with `loss: 'squared', penalty: 'groupL2'`. */
export const groupLasso = shortcut<SingleProblem, SingleFitSolution<'squared'>>('coordinate.groupLasso');

/** Blocking version of {@link groupLasso}. */
export const groupLassoSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.groupLasso',
);

/**
 * Least squares with selection of groups and of features within groups: {@link fit} with `loss: 'squared', penalty:
 * 'sparseGroup'`.
 */
export const sparseGroupLasso = shortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.sparseGroupLasso',
);

/** Blocking version of {@link sparseGroupLasso}. */
export const sparseGroupLassoSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.sparseGroupLasso',
);

/** A problem with several outputs. */
export type MultiTaskProblem = Omit<FitProblem, 'loss' | 'penalty' | 'response'> & {
  /** The response, one column per output. */
  readonly response: MatrixInput;
};

/**
 * Least squares for several outputs with a shared set of features: {@link fit} with `loss: 'multiSquared', penalty:
 * 'groupL2'`.
 */
export const multiTaskLasso = shortcut<MultiTaskProblem, MultipleFitSolution<'multiSquared'>>(
  'coordinate.multiTaskLasso',
);

/** Blocking version of {@link multiTaskLasso}. */
export const multiTaskLassoSync = syncShortcut<MultiTaskProblem, MultipleFitSolution<'multiSquared'>>(
  'coordinate.multiTaskLasso',
);

/** A nonnegative least-squares problem. */
export type NonNegativeProblem = Omit<SingleProblem, 'lambda' | 'lambdaRatio' | 'positive'>;

/** Nonnegative least squares: {@link fit} with `penalty: 'none', positive: true`. */
export const nonNegativeLeastSquares = shortcut<NonNegativeProblem, SingleFitSolution<'squared'>>(
  'coordinate.nonNegativeLeastSquares',
);

/** Blocking version of {@link nonNegativeLeastSquares}. */
export const nonNegativeLeastSquaresSync = syncShortcut<NonNegativeProblem, SingleFitSolution<'squared'>>(
  'coordinate.nonNegativeLeastSquares',
);

/** Least squares with the minimax concave penalty: {@link fit} with `loss: 'squared', penalty: 'mcp'`. */
export const mcpRegression = shortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.mcpRegression',
);

/** Blocking version of {@link mcpRegression}. */
export const mcpRegressionSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.mcpRegression',
);

/**
 * Least squares with the smoothly clipped absolute deviation penalty: {@link fit} with `loss: 'squared', penalty:
 * 'scad'`.
 */
export const scadRegression = shortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.scadRegression',
);

/** Blocking version of {@link scadRegression}. */
export const scadRegressionSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.scadRegression',
);

/** A problem solved repeatedly, with penalty factors from the previous solution. */
export type AdaptiveLassoProblem = SingleLossProblem & {
  /**
   * The number of reweighted solves after the first, at least 1.
   * @defaultValue 1
   */
  readonly rounds?: number;
  /**
   * The exponent γ of the penalty factors 1/|coefficient|^γ, positive.
   * @defaultValue 1
   */
  readonly exponent?: number;
  /** The loss, with a single output. */
  readonly loss?: SingleLoss;
};

/**
 * Lower limit on |coefficient| / largest |coefficient| in the penalty factors, so that a zero coefficient may become
 * nonzero again.
 */
const SMALLEST_SHARE = 0.01;

/**
 * The penalty factors of the next round: inverse powers of the coefficients' magnitudes, scaled to 1 for the largest.
 */
function factorsOf(coefficients: Float64Array, exponent: number): Float64Array {
  const largest = coefficients.reduce((size, entry) => Math.max(size, Math.abs(entry)), 0);
  if (largest === 0) return coefficients.map(() => 1);
  return coefficients.map((entry) => Math.max(Math.abs(entry) / largest, SMALLEST_SHARE) ** -exponent);
}

/**
 * The adaptive lasso: penalty factors inverse to the magnitudes of the coefficients of a first solution, so that large
 * coefficients are shrunk less. Several rounds give reweighted `l1` minimization.
 *
 * Sources: Zou, The Adaptive Lasso and Its Oracle Properties, J. Am. Stat. Assoc. 101, 2006; Candès, Wakin, Boyd,
 * Enhancing Sparsity by Reweighted l1 Minimization, J. Fourier Anal. Appl. 14, 2008.
 */
export async function adaptiveLasso(
  problem: AdaptiveLassoProblem,
  options?: RunOptions<FitProgress>,
): Promise<SingleFitSolution> {
  const { rounds, exponent, rest } = adaptive(problem);
  const left = withTimeLeft(options);
  let last: Parameters<NonNullable<RunOptions<FitProgress>['onProgress']>>[0] | undefined;
  const part = (given: RunOptions<FitProgress> | undefined, round: number) => {
    const { onProgress } = given ?? {};
    if (typeof onProgress !== 'function') return given;
    const kept: typeof onProgress = (progress) => {
      last = progress;
      onProgress(progress);
    };
    return partOf({ ...given, onProgress: kept }, round, rounds + 1);
  };
  let solution = await run<SingleFitSolution>('coordinate.fit', rest, part(options, 0)).catch(refuse);
  for (let round = 1; round <= rounds; round++) {
    const own = solution.status === 'timeLimit' ? undefined : left();
    if (own === undefined) {
      if (last !== undefined) options?.onProgress?.({ ...last, fraction: 1 });
      return { ...solution, status: 'timeLimit' };
    }
    const penaltyFactors = factorsOf(solution.coefficients, exponent);
    solution = await run('coordinate.fit', { ...rest, penaltyFactors }, part(own.options, round));
  }
  return solution;
}

/** Blocking version of {@link adaptiveLasso}. */
export function adaptiveLassoSync(
  problem: AdaptiveLassoProblem,
  options?: SyncRunOptions,
): SingleFitSolution {
  const { rounds, exponent, rest } = adaptive(problem);
  const left = withTimeLeft(options);
  let solution: SingleFitSolution;
  try {
    solution = runSync('coordinate.fit', rest, options);
  } catch (error) {
    return refuse(error);
  }
  for (let round = 1; round <= rounds; round++) {
    const own = solution.status === 'timeLimit' ? undefined : left();
    if (own === undefined) return { ...solution, status: 'timeLimit' };
    const penaltyFactors = factorsOf(solution.coefficients, exponent);
    solution = runSync('coordinate.fit', { ...rest, penaltyFactors }, own.options);
  }
  return solution;
}

/** Gives the options of a round, with the rest of the time limit of all; `undefined` once the limit has passed. */
function withTimeLeft<Options extends SyncRunOptions>(
  options: Options | undefined,
): () => { readonly options: Options | undefined } | undefined {
  const { timeLimit } = options ?? {};
  // The first round refuses other values.
  if (typeof timeLimit !== 'number') return () => ({ options });
  const end = performance.now() + 1000 * timeLimit;
  return () => {
    const rest = (end - performance.now()) / 1000;
    return rest > 0 ? { options: { ...(options as Options), timeLimit: rest } } : undefined;
  };
}

/** Rethrows an error of a fit with all fields of its problem. */
function refuse(error: unknown): never {
  throw withFields(error, ['rounds', 'exponent']);
}

function adaptive(problem: AdaptiveLassoProblem) {
  requireObject(problem, 'problem');
  const { rounds = 1, exponent = 1, ...rest } = problem;
  if (!Number.isInteger(rounds) || rounds < 1)
    throw invalidInput('rounds', `must be a positive integer, got ${describeValue(rounds)}`);
  if ((rest.loss as string) === 'multinomial' || (rest.loss as string) === 'multiSquared')
    throw invalidInput('loss', 'must be one with a single output');
  if (typeof exponent !== 'number' || !(exponent > 0 && exponent < Number.POSITIVE_INFINITY))
    throw invalidInput('exponent', `must be positive and finite, got ${describeValue(exponent)}`);
  return { rounds, exponent, rest };
}

/**
 * Minimizes a quadratic on a graph, `x'Ax/2 - b'x` with a sparse positive definite matrix A. Leaves and chains are
 * eliminated exactly. The rest is solved by a sparse factorization, or by conjugate gradients with a forest or
 * multigrid preconditioner, depending on its size and structure. Several right-hand sides share the preparation.
 *
 * After Nutini, Laradji, Schmidt: Let's Make Block Coordinate Descent Converge Faster, Journal of Machine Learning
 * Research 23, 2022; its forest blocks serve as a preconditioner here.
 *
 * @example
 * ```ts
 * // A chain of three nodes with boundary values 0 and 1.
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

/** Blocking version of {@link solveGraphQuadratic}. */
export function solveGraphQuadraticSync<RightSide extends VectorInput | MatrixInput>(
  problem: GraphQuadraticProblem & { readonly rightSide: RightSide },
  options?: SyncRunOptions,
): GraphQuadraticSolutionOf<RightSide> {
  return runSync('coordinate.solveGraphQuadratic', problem, options);
}

/** The solution in the form of the right-hand side: a vector for a vector, a matrix for a matrix. */
export type GraphQuadraticSolutionOf<RightSide> = RightSide extends VectorInput
  ? GraphQuadraticSolution & { readonly solution: Float64Array }
  : RightSide extends MatrixInput
    ? GraphQuadraticSolution & { readonly solution: Matrix }
    : GraphQuadraticSolution;

/**
 * Propagates labels or values from a few nodes of a graph to all nodes connected with them. Heavier edges enforce
 * stronger agreement between neighbors. Nodes that no label reaches are listed in the solution and get the default
 * label.
 *
 * After Zhu, Ghahramani, Lafferty: Semi-Supervised Learning Using Gaussian Fields and Harmonic Functions, ICML 2003;
 * with `alpha`, Zhou, Bousquet, Lal, Weston, Schölkopf: Learning with Local and Global Consistency, NIPS 2003.
 *
 * @example
 * ```ts
 * const { labels, scores } = await labelPropagation({
 *   edges: [[0, 1], [1, 2], [2, 3], [3, 4]],
 *   labels: [0, -1, -1, -1, 1],
 * });
 * // labels: [0, 0, 0, 1, 1]
 * ```
 *
 * @example Labels may also be strings or booleans, with null for unlabeled nodes.
 * ```ts
 * const { labels } = await labelPropagation({ edges: [[0, 1], [1, 2]], labels: ['reads', null, 'writes'] });
 * // labels: ['reads', 'reads', 'writes']
 * ```
 */
export function labelPropagation<Problem extends LabelPropagationProblem>(
  problem: Problem,
  options?: RunOptions<GraphProgress>,
): Promise<LabelPropagationSolutionOf<Problem>> {
  return run('coordinate.labelPropagation', withGapsAsNaN(problem), options);
}

/** Blocking version of {@link labelPropagation}. */
export function labelPropagationSync<Problem extends LabelPropagationProblem>(
  problem: Problem,
  options?: SyncRunOptions,
): LabelPropagationSolutionOf<Problem> {
  return runSync('coordinate.labelPropagation', withGapsAsNaN(problem), options);
}

/** The solution: labels in the form of the problem's labels, or values for a problem with values. */
export type LabelPropagationSolutionOf<Problem> = Problem extends {
  readonly labels: infer Labels extends object;
}
  ? LabelPropagationSolution & { readonly scores: Matrix } & PartialLabelsOf<Labels>
  : Problem extends { readonly values: VectorInput }
    ? LabelPropagationSolution & { readonly values: Float64Array }
    : LabelPropagationSolution;
