/** Block coordinate descent: sparse generalised linear models, blocks of every rule, and quadratics on graphs. */

import type { Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import { requireObject } from '../engine/check.js';
import { describeValue, invalidInput } from '../engine/errors.js';
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
import '../generated/wasm/coordinate.js';
import { type ShortcutName, unfold } from '../shortcuts.js';

export type { LabelsOf, PartialLabelsOf } from '../engine/labels.js';
export * from '../generated/coordinate.js';

/**
 * Fits a generalised linear model with a penalty that makes most coefficients exactly zero, and proves how close to the optimum
 * it is. Working sets and coordinate descent find the coefficients that are not zero, Newton's method on those ends the
 * search: the last steps are superlinear, and for squared losses exact.
 *
 * After Nutini, Laradji, Schmidt: Let's Make Block Coordinate Descent Converge Faster, Journal of Machine Learning Research 23,
 * 2022. Features that are surely zero are dropped by the Gap Safe rules of Ndiaye, Fercoq, Gramfort, Salmon, Journal of
 * Machine Learning Research 18, 2017.
 *
 * @param problem The data, a loss and a penalty.
 * @param options How it is run.
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

/** {@link fit}, blocking the calling thread. */
export function fitSync<Problem extends FitProblem>(
  problem: Problem,
  options?: SyncRunOptions,
): FitSolutionOf<Problem> {
  return runSync('coordinate.fit', problem, options);
}

/** The losses with one output. */
export type SingleLoss = 'squared' | 'huber' | 'logistic' | 'poisson';

/** The losses of classes. */
export type ClassLoss = 'logistic' | 'multinomial';

/** What a solution has whatever the loss. */
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

/** The classes, of losses that have them. */
export type ClassesOf<Loss, Response> = Loss extends ClassLoss
  ? { readonly classes: LabelsOf<Response> }
  : unknown;

/** A loss by its name in a problem, which may leave it out. */
export type LossOf<Problem> = Problem extends { readonly loss: infer Loss extends LossKind }
  ? Loss
  : 'loss' extends keyof Problem
    ? LossKind
    : 'squared';

/** The response of a problem. */
export type ResponseOf<Problem> = Problem extends { readonly response: infer Response } ? Response : unknown;

/** The solution that a loss and a response make. */
export type FittedBy<Loss extends LossKind, Response> = (Loss extends SingleLoss
  ? SingleFitSolution<Loss>
  : Loss extends 'multinomial' | 'multiSquared'
    ? MultipleFitSolution<Loss>
    : never) &
  ClassesOf<Loss, Response>;

/**
 * The solution in the form that the problem has: a number for each feature, or a matrix for several outputs or classes; classes as
 * they stand in the response.
 */
export type FitSolutionOf<Problem> = FittedBy<LossOf<Problem>, ResponseOf<Problem>>;

/**
 * Chooses the strength of the penalty, and `l1Ratio` where several are given, by how well models of parts of the samples
 * predict the others; then fits a model to all samples.
 *
 * @param problem The data, a loss, a penalty, and what to choose from.
 * @param options How it is run.
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

/** {@link crossValidate}, blocking the calling thread. */
export function crossValidateSync<Problem extends CrossValidateProblem>(
  problem: Problem,
  options?: SyncRunOptions,
): CrossValidateSolutionOf<Problem> {
  return runSync('coordinate.crossValidate', problem, options);
}

/** What cross-validation found, with a model in the form that the problem has. */
export type CrossValidateSolutionOf<Problem> = Omit<CrossValidateSolution, 'model'> & {
  readonly model: FitSolutionOf<Problem>;
};

/**
 * What a fitted model says of samples: the response, the linear predictor, and the probabilities of classes.
 *
 * @param problem The model and the samples.
 * @param options How it is run.
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

/** {@link predict}, blocking the calling thread. */
export function predictSync<Model extends PredictModel>(
  problem: PredictProblem & { readonly model: Model },
  options?: SyncRunOptions,
): PredictSolutionOf<Model> {
  return runSync('coordinate.predict', problem, options);
}

/** Predictions in the form that the model has: labels as they were in the response, a column for each of several outputs. */
export type PredictSolutionOf<Model> = 0 extends 1 & Model
  ? PredictSolution
  : Omit<PredictSolution, 'response' | 'predictor' | 'probabilities'> & PredictionsOf<Model>;

/** The predictions of a model by its loss. */
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
    : Model extends { readonly loss: 'multiSquared' }
      ? { readonly response: Matrix; readonly predictor: Matrix }
      : Model extends { readonly loss: 'squared' | 'huber' | 'poisson' }
        ? { readonly response: Float64Array; readonly predictor: Float64Array }
        : PredictSolution;

/** A problem whose loss and penalty are set by the function. */
export type SingleProblem = Omit<FitProblem, 'loss' | 'penalty' | 'response'> & {
  /** The response, a number for each sample. */
  readonly response: VectorInput;
};

/** A problem whose loss is set by the function. */
export type SingleLossProblem = SingleProblem & Pick<FitProblem, 'penalty'>;

/** A problem of classes, whose loss is set by the function. */
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

/** The function of a shortcut. */
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

/** Squared loss and the sum of absolute values: {@link fit} with `loss: 'squared', penalty: 'l1'`. */
export const lasso = shortcut<SingleProblem, SingleFitSolution<'squared'>>('coordinate.lasso');

/** {@link lasso}, blocking the calling thread. */
export const lassoSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>('coordinate.lasso');

/** Squared loss, absolute values and squares: {@link fit} with `loss: 'squared', penalty: 'elasticNet'`. */
export const elasticNet = shortcut<SingleProblem, SingleFitSolution<'squared'>>('coordinate.elasticNet');

/** {@link elasticNet}, blocking the calling thread. */
export const elasticNetSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.elasticNet',
);

/** Two classes: {@link fit} with `loss: 'logistic'`; the penalty is `l1` unless told. */
export const logisticRegression = shortcut<ClassProblem, FitSolutionOf<{ loss: 'logistic' }>>(
  'coordinate.logisticRegression',
);

/** {@link logisticRegression}, blocking the calling thread. */
export const logisticRegressionSync = syncShortcut<ClassProblem, FitSolutionOf<{ loss: 'logistic' }>>(
  'coordinate.logisticRegression',
);

/** Any number of classes: {@link fit} with `loss: 'multinomial'`; the penalty is `l1` unless told. */
export const multinomialRegression = shortcut<ClassProblem, FitSolutionOf<{ loss: 'multinomial' }>>(
  'coordinate.multinomialRegression',
);

/** {@link multinomialRegression}, blocking the calling thread. */
export const multinomialRegressionSync = syncShortcut<ClassProblem, FitSolutionOf<{ loss: 'multinomial' }>>(
  'coordinate.multinomialRegression',
);

/** Counts: {@link fit} with `loss: 'poisson'`; the penalty is `l1` unless told. */
export const poissonRegression = shortcut<SingleLossProblem, SingleFitSolution<'poisson'>>(
  'coordinate.poissonRegression',
);

/** {@link poissonRegression}, blocking the calling thread. */
export const poissonRegressionSync = syncShortcut<SingleLossProblem, SingleFitSolution<'poisson'>>(
  'coordinate.poissonRegression',
);

/** Squared loss, and whole groups of features in or out: {@link fit} with `loss: 'squared', penalty: 'groupL2'`. */
export const groupLasso = shortcut<SingleProblem, SingleFitSolution<'squared'>>('coordinate.groupLasso');

/** {@link groupLasso}, blocking the calling thread. */
export const groupLassoSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.groupLasso',
);

/**
 * Squared loss, whole groups of features in or out, and features within groups in or out: {@link fit} with `loss: 'squared',
 * penalty: 'sparseGroup'`.
 */
export const sparseGroupLasso = shortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.sparseGroupLasso',
);

/** {@link sparseGroupLasso}, blocking the calling thread. */
export const sparseGroupLassoSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.sparseGroupLasso',
);

/** A problem with several outputs. */
export type MultiTaskProblem = Omit<FitProblem, 'loss' | 'penalty' | 'response'> & {
  /** The response, a column for each output. */
  readonly response: MatrixInput;
};

/** Several outputs that use the same features: {@link fit} with `loss: 'multiSquared', penalty: 'groupL2'`. */
export const multiTaskLasso = shortcut<MultiTaskProblem, MultipleFitSolution<'multiSquared'>>(
  'coordinate.multiTaskLasso',
);

/** {@link multiTaskLasso}, blocking the calling thread. */
export const multiTaskLassoSync = syncShortcut<MultiTaskProblem, MultipleFitSolution<'multiSquared'>>(
  'coordinate.multiTaskLasso',
);

/** A problem of least squares with coefficients that are not negative. */
export type NonNegativeProblem = Omit<SingleProblem, 'lambda' | 'lambdaRatio' | 'positive'>;

/** Least squares with coefficients that are not negative: {@link fit} with `penalty: 'none', positive: true`. */
export const nonNegativeLeastSquares = shortcut<NonNegativeProblem, SingleFitSolution<'squared'>>(
  'coordinate.nonNegativeLeastSquares',
);

/** {@link nonNegativeLeastSquares}, blocking the calling thread. */
export const nonNegativeLeastSquaresSync = syncShortcut<NonNegativeProblem, SingleFitSolution<'squared'>>(
  'coordinate.nonNegativeLeastSquares',
);

/** Squared loss and the minimax concave penalty: {@link fit} with `loss: 'squared', penalty: 'mcp'`. */
export const mcpRegression = shortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.mcpRegression',
);

/** {@link mcpRegression}, blocking the calling thread. */
export const mcpRegressionSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.mcpRegression',
);

/** Squared loss and the smoothly clipped absolute deviation: {@link fit} with `loss: 'squared', penalty: 'scad'`. */
export const scadRegression = shortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.scadRegression',
);

/** {@link scadRegression}, blocking the calling thread. */
export const scadRegressionSync = syncShortcut<SingleProblem, SingleFitSolution<'squared'>>(
  'coordinate.scadRegression',
);

/** A problem that is solved several times, with factors from the solution before. */
export type AdaptiveLassoProblem = SingleLossProblem & {
  /**
   * How often it is solved again, at least 1.
   * @defaultValue 1
   */
  readonly rounds?: number;
  /**
   * The power of the coefficients' sizes that the factors are the inverse of, positive.
   * @defaultValue 1
   */
  readonly exponent?: number;
  /** The loss, one with a single output. */
  readonly loss?: SingleLoss;
};

/** Coefficients smaller than this share of the largest count as that large, so that zeros may come back. */
const SMALLEST_SHARE = 0.01;

/** The factors of the next round: inverse to the sizes of the coefficients, 1 for the largest. */
function factorsOf(coefficients: Float64Array, exponent: number): Float64Array {
  const largest = coefficients.reduce((size, entry) => Math.max(size, Math.abs(entry)), 0);
  if (largest === 0) return coefficients.map(() => 1);
  return coefficients.map((entry) => Math.max(Math.abs(entry) / largest, SMALLEST_SHARE) ** -exponent);
}

/**
 * The adaptive lasso: a penalty whose factors are inverse to the sizes of the coefficients of a first solution, so that large
 * ones are shrunk less. With several rounds, reweighted `l1` minimisation.
 *
 * Sources: Zou, The Adaptive Lasso and Its Oracle Properties, J. Am. Stat. Assoc. 101, 2006; Candès, Wakin, Boyd, Enhancing
 * Sparsity by Reweighted l1 Minimization, J. Fourier Anal. Appl. 14, 2008.
 */
export async function adaptiveLasso(
  problem: AdaptiveLassoProblem,
  options?: RunOptions<FitProgress>,
): Promise<SingleFitSolution> {
  const { rounds, exponent, rest } = adaptive(problem);
  const part = (round: number) => partOf(options, round, rounds + 1);
  let solution = await run<SingleFitSolution>('coordinate.fit', rest, part(0));
  for (let round = 1; round <= rounds; round++) {
    const penaltyFactors = factorsOf(solution.coefficients, exponent);
    solution = await run('coordinate.fit', { ...rest, penaltyFactors }, part(round));
  }
  return solution;
}

/** {@link adaptiveLasso}, blocking the calling thread. */
export function adaptiveLassoSync(
  problem: AdaptiveLassoProblem,
  options?: SyncRunOptions,
): SingleFitSolution {
  const { rounds, exponent, rest } = adaptive(problem);
  let solution = runSync<SingleFitSolution>('coordinate.fit', rest, options);
  for (let round = 0; round < rounds; round++) {
    const penaltyFactors = factorsOf(solution.coefficients, exponent);
    solution = runSync('coordinate.fit', { ...rest, penaltyFactors }, options);
  }
  return solution;
}

function adaptive(problem: AdaptiveLassoProblem) {
  requireObject(problem, 'problem');
  const { rounds = 1, exponent = 1, ...rest } = problem;
  if (!Number.isInteger(rounds) || rounds < 1)
    throw invalidInput('rounds', `must be a whole number, at least 1, got ${describeValue(rounds)}`);
  if ((rest.loss as string) === 'multinomial' || (rest.loss as string) === 'multiSquared')
    throw invalidInput('loss', 'must be one with a single output');
  if (typeof exponent !== 'number' || !(exponent > 0 && exponent < Number.POSITIVE_INFINITY))
    throw invalidInput('exponent', `must be positive and finite, got ${describeValue(exponent)}`);
  return { rounds, exponent, rest };
}

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
 *
 * @example Labels may be strings or booleans as well, with null where they are sought.
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

/** {@link labelPropagation}, blocking the calling thread. */
export function labelPropagationSync<Problem extends LabelPropagationProblem>(
  problem: Problem,
  options?: SyncRunOptions,
): LabelPropagationSolutionOf<Problem> {
  return runSync('coordinate.labelPropagation', withGapsAsNaN(problem), options);
}

/** The solution for labels has labels of their kind, that for values has values. */
export type LabelPropagationSolutionOf<Problem> = Problem extends {
  readonly labels: infer Labels extends object;
}
  ? LabelPropagationSolution & { readonly scores: Matrix } & PartialLabelsOf<Labels>
  : Problem extends { readonly values: VectorInput }
    ? LabelPropagationSolution & { readonly values: Float64Array }
    : LabelPropagationSolution;
