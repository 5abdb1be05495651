/**
 * Certificates of linear models with tuned penalties or sample weights: the model's optimality and, for small problems,
 * the objective and its projected gradient, recomputed with Newton's method and elimination.
 */

import type { AnyMatrixInput, bilevel, VectorInput } from 'superlinear';
import {
  at,
  atMost,
  classesOf,
  codesOf,
  dot,
  holds,
  largest,
  near,
  norm,
  rowsOf,
  solved,
  sum,
  transposed,
  vectorOf,
} from './support.js';

type Loss = bilevel.ValidationLoss;

/**
 * Relative deviation of figures: the order of sums differs from the solver's, and the input is the logarithms of its
 * results.
 */
const ROUNDING = 1e-7;

/** The range of magnitudes of features and responses for a plain Newton method. */
const [SMALLEST, LARGEST] = [1e-3, 1e3];

/** Fits are recomputed up to this number of unknowns and of samples. */
const [MAX_UNKNOWNS, MAX_SAMPLES] = [24, 200];

/** A sample: scaled features, response, and weight. */
interface Sample {
  readonly row: readonly number[];
  readonly response: number;
  readonly weight: number;
}

/**
 * A model's objective: weighted mean loss plus half the squared coefficients times their strengths, output by output.
 */
interface Ridge {
  readonly samples: readonly Sample[];
  readonly total: number;
  readonly loss: Loss;
  readonly outputs: number;
  readonly strengths: readonly number[];
}

const sigmoid = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** Value, gradient and Hessian of a sample's loss with respect to its predictors. */
function lossOf(
  loss: Loss,
  y: number,
  p: readonly number[],
): { value: number; slope: number[]; curve: number[][] } {
  const z = at(p, 0);
  const single = (value: number, slope: number, curve: number) => ({
    value,
    slope: [slope],
    curve: [[curve]],
  });
  if (loss === 'squared') return single(0.5 * (z - y) ** 2, z - y, 1);
  if (loss === 'logistic') return single(softplus(-y * z), -y * sigmoid(-y * z), sigmoid(z) * sigmoid(-z));
  if (loss === 'squaredHinge') {
    const gap = Math.max(0, 1 - y * z);
    return single(0.5 * gap * gap, -y * gap, gap > 0 ? 1 : 0);
  }
  if (loss === 'sigmoid') {
    const error = sigmoid(-5 * y * z);
    return single(error, -5 * y * error * (1 - error), 0);
  }
  const most = Math.max(...p);
  const shares = p.map((z) => Math.exp(z - most));
  const total = sum(shares);
  const probabilities = shares.map((share) => share / total);
  return {
    value: Math.log(total) + most - at(p, y),
    slope: probabilities.map((share, k) => share - (k === y ? 1 : 0)),
    curve: probabilities.map((a, k) => probabilities.map((b, l) => (k === l ? a : 0) - a * b)),
  };
}

const predictorsOf = (row: readonly number[], coefficients: readonly number[]) => {
  const classes = coefficients.length / row.length;
  return Array.from({ length: classes }, (_, k) =>
    dot(row, coefficients.slice(k * row.length, (k + 1) * row.length)),
  );
};

/** Gradient and Hessian of a model's objective. */
function derivatives({ samples, total, loss, outputs, strengths }: Ridge, coefficients: readonly number[]) {
  const width = strengths.length / outputs;
  const gradient = coefficients.map((w, j) => at(strengths, j) * w);
  const hessian = strengths.map((strength, i) => strengths.map((_, j) => (i === j ? strength : 0)));
  for (const { row, response, weight } of samples) {
    const { slope, curve } = lossOf(loss, response, predictorsOf(row, coefficients));
    for (let k = 0; k < outputs; k++) {
      for (let j = 0; j < width; j++) {
        gradient[k * width + j] = at(gradient, k * width + j) + (weight / total) * at(slope, k) * at(row, j);
        const line = hessian[k * width + j] as number[];
        for (let l = 0; l < outputs; l++)
          for (let i = 0; i < width; i++)
            line[l * width + i] =
              at(line, l * width + i) +
              (weight / total) * at(curve[k] as number[], l) * at(row, j) * at(row, i);
      }
    }
  }
  // Regularizes the null space: equal changes of all classes' coefficients do not change probabilities.
  for (let j = 0; j < width && outputs > 1; j++)
    if (at(strengths, j) === 0)
      for (let k = 0; k < outputs; k++)
        for (let l = 0; l < outputs; l++) {
          const line = hessian[k * width + j] as number[];
          line[l * width + j] = at(line, l * width + j) + 1;
        }
  return { gradient, hessian };
}

const objectiveOf = ({ samples, total, loss, strengths }: Ridge, coefficients: readonly number[]) =>
  sum(
    samples.map(
      ({ row, response, weight }) =>
        (weight / total) * lossOf(loss, response, predictorsOf(row, coefficients)).value,
    ),
  ) +
  0.5 * sum(coefficients.map((w, j) => at(strengths, j) * w * w));

/** Fits a model by damped Newton steps. */
function fitted(model: Ridge): number[] {
  let coefficients = model.strengths.map(() => 0);
  let value = objectiveOf(model, coefficients);
  for (let k = 0; k < 100; k++) {
    const { gradient, hessian } = derivatives(model, coefficients);
    const step = solved(hessian, gradient);
    const decrement = dot(step, gradient);
    let length = 1;
    let next = coefficients;
    let reached = value;
    for (; length > 1e-10; length /= 2) {
      next = coefficients.map((w, j) => w - length * at(step, j));
      reached = objectiveOf(model, next);
      if (reached <= value - 1e-4 * length * decrement + 1e-15 * Math.abs(value)) break;
    }
    coefficients = next;
    value = reached;
    if (decrement <= 1e-28 * (1 + Math.abs(value))) break;
  }
  return coefficients;
}

/** Means of the features, and reciprocals of their scales. */
function scalingOf(
  rows: readonly number[][],
  weights: readonly number[],
  standardize: boolean,
  intercept: boolean,
) {
  const total = sum(weights);
  const columns = (rows[0] as number[]).map((_, j) => rows.map((row) => at(row, j)));
  const mean = (values: readonly number[]) => sum(values.map((value, i) => (at(weights, i) / total) * value));
  const means = columns.map((column) => (intercept ? mean(column) : 0));
  const scales = columns.map((column, j) => {
    const variance = mean(column.map((value) => (value - at(means, j)) ** 2));
    const square = mean(column.map((value) => value * value));
    return standardize && variance > 1e-14 * square ? 1 / Math.sqrt(variance) : 1;
  });
  return { means, scales };
}

const isTame = (numbers: readonly number[]) => largest(numbers) <= LARGEST && largest(numbers) >= SMALLEST;

/**
 * Certifies `tunePenalties`: recomputes results with quadratic penalties; for others checks the consistency of the
 * reported figures.
 */
export function certifyTunePenalties(
  problem: bilevel.TunePenaltiesProblem,
  solution: bilevel.TunePenaltiesSolution,
): void {
  const loss = problem.loss ?? 'squared';
  const validation = problem.validationLoss ?? loss;
  const rows = rowsOf(problem.matrix as AnyMatrixInput);
  const response = codesOf(problem.response, loss);
  const given = problem.sampleWeights === undefined ? rows.map(() => 1) : vectorOf(problem.sampleWeights);
  const weights = given.map((weight) => (weight / sum(given)) * rows.length);
  const intercept = problem.intercept ?? true;
  const outputs = loss === 'multinomial' ? Math.max(...response) + 1 : 1;
  const { means, scales } = scalingOf(rows, weights, problem.standardize ?? true, intercept);
  if (solution.status === 'converged') certifyEnd(problem, solution);
  const unknowns = outputs * (means.length + 1);
  const isSmall = unknowns <= MAX_UNKNOWNS && rows.length <= MAX_SAMPLES;
  const isPlain = isTame(rows.flat()) && (loss !== 'squared' || isTame(response));
  if (!isSmall || !isPlain || (problem.penalty ?? 'l2') !== 'l2' || validation === 'sigmoid') return;
  const samples = rows.map(
    (row, i): Sample => ({
      row: [...row.map((value, j) => (value - at(means, j)) * at(scales, j)), ...(intercept ? [1] : [])],
      response: at(response, i),
      weight: at(weights, i),
    }),
  );
  const strengths = strengthsOf(problem, solution, outputs, means.length, intercept);
  const folds = foldsOf(problem.folds ?? 5, rows.length);
  const count = Math.max(...folds) + 1;
  let [lossSum, weightSum] = [0, 0];
  const gradients = new Array<number>(flat(solution.penalties).length).fill(0);
  const groups = groupsOf(problem, outputs, means.length, intercept);
  const heldOut = sum(samples.map(({ weight }, i) => (at(folds, i) >= 0 ? weight : 0)));
  for (let fold = 0; fold < count; fold++) {
    const training = samples.filter((_, i) => folds[i] !== fold);
    const model: Ridge = {
      samples: training,
      total: sum(training.map(({ weight }) => weight)),
      loss,
      outputs,
      strengths,
    };
    const coefficients = fitted(model);
    const slope = coefficients.map(() => 0);
    for (const [i, sample] of samples.entries()) {
      if (folds[i] !== fold) continue;
      const judged = lossOf(validation, sample.response, predictorsOf(sample.row, coefficients));
      lossSum += sample.weight * judged.value;
      weightSum += sample.weight;
      const width = sample.row.length;
      for (let k = 0; k < outputs; k++)
        for (let j = 0; j < width; j++)
          slope[k * width + j] =
            at(slope, k * width + j) + (sample.weight / heldOut) * at(judged.slope, k) * at(sample.row, j);
    }
    const adjoint = solved(derivatives(model, coefficients).hessian, slope);
    coefficients.forEach((w, j) => {
      const group = at(groups, j);
      if (group >= 0) gradients[group] = at(gradients, group) - at(strengths, j) * w * at(adjoint, j);
    });
  }
  const scale = Math.max(lossSum / weightSum, solution.hypergradientError);
  near(
    'the held-out loss',
    solution.validationLoss,
    lossSum / weightSum,
    10 * solution.hypergradientError + ROUNDING * scale,
  );
  if (solution.spread !== 0) {
    const shrunk = deviationsOf(problem, solution, validation, weightSum);
    const off = largest(gradients.map((slope, g) => slope + at(shrunk, g) - at(solution.gradient, g)));
    atMost(
      'the error of the gradient',
      off,
      solution.hypergradientError + ROUNDING * Math.max(scale, largest(gradients)),
    );
  }
}

/** Certifies the figures of a converged solution. */
function certifyEnd(problem: bilevel.TunePenaltiesProblem, solution: bilevel.TunePenaltiesSolution): void {
  const { objective, validationLoss, projectedGradient, hypergradientError } = solution;
  holds(
    'the figures are not negative',
    Math.min(objective, validationLoss, projectedGradient, hypergradientError) >= 0,
  );
  atMost('the held-out loss', validationLoss, objective * (1 + 1e-12));
  for (const penalty of flat(solution.penalties)) holds('penalties are positive', penalty > 0);
  const lower = problem.lower;
  if (typeof lower === 'number')
    for (const penalty of flat(solution.penalties)) atMost('the lower bound', lower, penalty * (1 + 1e-9));
}

const flat = (numbers: unknown): number[] => {
  if (Array.isArray(numbers) || ArrayBuffer.isView(numbers)) return Array.from(numbers as ArrayLike<number>);
  return Array.from((numbers as { data: ArrayLike<number> }).data);
};

/** The gradient of the contribution of `spread` to the objective. */
function deviationsOf(
  problem: bilevel.TunePenaltiesProblem,
  solution: bilevel.TunePenaltiesSolution,
  validation: Loss,
  heldOut: number,
): number[] {
  const logarithms = flat(solution.penalties).map(Math.log);
  const mean = sum(logarithms) / logarithms.length;
  const isLikelihood = validation === 'logistic' || validation === 'multinomial';
  const variance = isLikelihood ? 1 : 2 * solution.sharedValidationLoss;
  const factor = solution.spread === 'free' ? 0 : variance / (heldOut * solution.spread ** 2);
  return problem.groups === 'shared' ? [0] : logarithms.map((logarithm) => factor * (logarithm - mean));
}

/** The penalty index of each coefficient, class by class; -1 for none. */
function groupsOf(
  problem: bilevel.TunePenaltiesProblem,
  outputs: number,
  features: number,
  intercept: boolean,
): number[] {
  const { groups = 'feature', perClass = false } = problem;
  const of = (j: number) =>
    groups === 'feature' ? j : groups === 'shared' ? 0 : at(groups as ArrayLike<number>, j);
  return Array.from({ length: outputs }, (_, k) => [
    ...Array.from({ length: features }, (_, j) => (of(j) < 0 ? -1 : perClass ? of(j) * outputs + k : of(j))),
    ...(intercept ? [-1] : []),
  ]).flat();
}

function strengthsOf(
  problem: bilevel.TunePenaltiesProblem,
  solution: bilevel.TunePenaltiesSolution,
  outputs: number,
  features: number,
  intercept: boolean,
): number[] {
  const penalties = flat(solution.penalties);
  return groupsOf(problem, outputs, features, intercept).map((group) =>
    group < 0 ? 0 : at(penalties, group),
  );
}

/** The fold of each sample. */
const foldsOf = (folds: number | VectorInput, samples: number): number[] =>
  typeof folds === 'number' ? Array.from({ length: samples }, (_, i) => i % folds) : vectorOf(folds);

/**
 * Certifies `cleanSamples`: weights and suspects and, for small problems, the model's gradient and the trusted loss.
 */
export function certifyCleanSamples(
  problem: bilevel.CleanSamplesProblem,
  solution: bilevel.CleanSamplesSolution,
): void {
  const loss = problem.loss ?? 'multinomial';
  const intercept = problem.intercept ?? true;
  const weights = vectorOf(solution.sampleWeights);
  for (const weight of weights) holds('weights are between 0 and 1', weight > 0 && weight < 1);
  holds(
    'suspects have weights below 1/2',
    Array.from(solution.suspects).every((i) => at(weights, i) < 0.5),
  );
  holds(
    'suspects are all of them',
    solution.suspects.length === weights.filter((weight) => weight < 0.5).length,
  );
  const rows = rowsOf(problem.matrix as AnyMatrixInput);
  const response = codesOf(problem.response, loss);
  const outputs = loss === 'multinomial' ? Math.max(...response) + 1 : 1;
  const features = (rows[0] as number[]).length;
  const isSmall = outputs * (features + 1) <= MAX_UNKNOWNS && rows.length <= MAX_SAMPLES;
  if (!isSmall || !isTame(rows.flat()) || (loss === 'squared' && !isTame(response))) return;
  const ridge = problem.ridge ?? 0.01;
  const seen = (row: readonly number[]) => (intercept ? [...row, 1] : row);
  const samples = rows.map(
    (row, i): Sample => ({ row: seen(row), response: at(response, i), weight: at(weights, i) }),
  );
  const width = features + (intercept ? 1 : 0);
  const strengths = Array.from({ length: outputs * width }, (_, j) => (j % width < features ? ridge : 0));
  const coefficients = coefficientsOf(solution.model, outputs, intercept);
  const { gradient } = derivatives({ samples, total: rows.length, loss, outputs, strengths }, coefficients);
  // The solver centers features, which changes the gradient by the size of the means.
  const means = transposed(rows, features).map((column) => (intercept ? sum(column) / column.length : 0));
  const residual = solution.innerResidual * (1 + norm(means));
  atMost('the residual of the model', norm(gradient), residual + ROUNDING * (1 + largest(coefficients)));
  const trusted = rowsOf(problem.trustedMatrix as AnyMatrixInput);
  const labels = codesOf(problem.trustedResponse, loss, classesOf(problem.response));
  const losses = trusted.map(
    (row, i) => lossOf(loss, at(labels, i), predictorsOf(seen(row), coefficients)).value,
  );
  near(
    'the trusted loss',
    solution.trustedLoss,
    sum(losses) / losses.length,
    ROUNDING * (1 + solution.trustedLoss),
  );
}

/** The coefficients of a model, class by class, each followed by its intercept. */
function coefficientsOf(
  { coefficients, intercept }: bilevel.LinearModel,
  outputs: number,
  hasIntercept: boolean,
): number[] {
  const numbers = flat(coefficients);
  const intercepts = typeof intercept === 'number' ? [intercept] : Array.from(intercept);
  const features = numbers.length / outputs;
  return Array.from({ length: outputs }, (_, k) => [
    ...Array.from({ length: features }, (_, j) => at(numbers, j * outputs + k)),
    ...(hasIntercept ? [at(intercepts, k)] : []),
  ]).flat();
}
