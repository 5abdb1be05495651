/**
 * Certificates of generalized linear models: no descent lowers the objective by more than the promised gap, and
 * gradients balance subgradients.
 */

import type { coordinate } from 'superlinear';
import { type Figure, type Label, labelsOf, Model, type ModelProblem, type Point } from './models.js';
import {
  at,
  atMost,
  EPSILON,
  exponentOf,
  holds,
  isVector,
  largest,
  MEASURED,
  near,
  rightSidesOf,
  rowsOf,
  shifted,
  sum,
  TINY,
  vectorOf,
} from './support.js';

/** Allowed rounding of a figure in units of the certificate's estimate, which is typical rather than worst-case. */
const ROUNDINGS = 8;

/** Allowed relative difference between figures of the same definition. */
const SAME = 1e-9;

/** A model of a problem, and the requested accuracy. */
interface Question {
  readonly lambda: number;
  readonly point: Point;
  readonly tolerance: number;
  readonly usesGap: boolean;
  readonly objective: number;
  readonly gap?: number | undefined;
}

/** Whether the penalty is present and convex, so that a duality gap exists if the solver reports one. */
const isConvex = ({ penalty = 'l1' }: ModelProblem) =>
  penalty !== 'mcp' && penalty !== 'scad' && penalty !== 'none';

/**
 * Certifies the requested accuracy of a model. If a gap is promised, a plain descent from the point lowers the
 * objective by at most the tolerance times the objective without penalized features (or times its distance from the
 * minimum loss, if larger), because the true gap is at least the decrease of any descent. Otherwise the KKT violation
 * is at most the tolerance, relative to the largest slope without penalized features.
 */
function certifyModel(
  model: Model,
  nothing: Point,
  { lambda, point, tolerance, usesGap, objective, gap }: Question,
): void {
  const here = model.objective(point, lambda);
  const unit = model.inWhole(1);
  // Figures that overflow are not certified.
  if (!Number.isFinite(here.value) || !Number.isFinite(here.rounding)) return;
  const slack = ROUNDINGS * here.rounding;
  if (Number.isFinite(unit) && unit > 0) {
    const inWhole = model.inWhole(SAME * Math.abs(here.value) + slack) + TINY;
    near('objective', objective, model.inWhole(here.value), inWhole);
  }
  atMost(
    'what a coefficient is out of its bounds',
    model.outside(point),
    4 * EPSILON * largest(point.coefficients.flat()),
  );
  if (usesGap) {
    const least = model.objective(model.descend(point, lambda), lambda);
    const gain = here.value - least.value;
    const start = model.objective(nothing, 0).value;
    const scale = Math.max(Math.abs(start), start - model.leastLoss());
    const rounding = slack + ROUNDINGS * least.rounding;
    atMost('what a descent lowers the objective by', gain, MEASURED * tolerance * scale + rounding);
    if (gap !== undefined)
      atMost(
        'what a descent lowers the objective by, beyond the gap,',
        model.inWhole(gain - rounding),
        MEASURED * gap + TINY,
      );
    return;
  }
  const violation = model.violation(point, lambda, nothing, model.penalty === 'none');
  if (!Number.isFinite(violation.value)) return;
  atMost(
    'the violation of the conditions of a minimum',
    violation.value,
    MEASURED * tolerance + ROUNDINGS * violation.rounding,
  );
}

/** Certifies a fitted model. */
export function certifyFit(problem: coordinate.FitProblem, solution: coordinate.FitSolution): void {
  const model = new Model(problem);
  const nothing = model.withoutPenalized();
  certifyFitted(model, nothing, problem, solution);
  const { lambda, lambdaRatio, penalty } = problem;
  if (penalty === 'none') return;
  if (lambda !== undefined) near('lambda', solution.lambda, lambda, 2 * EPSILON * lambda);
  else if (lambdaRatio !== undefined) certifyLambda(model, nothing, lambdaRatio, solution.lambda);
}

function certifyFitted(
  model: Model,
  nothing: Point,
  problem: Omit<coordinate.FitProblem, 'lambda'>,
  {
    coefficients,
    intercept,
    support,
    lambda,
    objective,
    relativeGap,
    dualityGap,
    classes,
  }: coordinate.FitSolution,
): void {
  const { tolerance = 1e-6, criterion } = problem;
  const point = model.point(coefficients, intercept);
  const usesGap = criterion !== 'kktResidual' && lambda > 0 && relativeGap !== undefined && isConvex(problem);
  certifyModel(model, nothing, { lambda, point, tolerance, usesGap, objective, gap: dualityGap });
  const outputs = isVector(coefficients) ? [vectorOf(coefficients)] : rightSidesOf(coefficients);
  const nonzero = (outputs[0] as number[]).flatMap((_, j) =>
    outputs.some((output) => output[j] !== 0) ? [j] : [],
  );
  holds('the support lists the features with a coefficient', String([...support]) === String(nonzero));
  if (model.classes !== undefined)
    holds('the classes are the labels, ascending', String([...(classes ?? [])]) === String(model.classes));
}

/**
 * Certifies a penalty strength that is a fraction of the smallest one for which all penalized coefficients are zero.
 */
function certifyLambda(model: Model, nothing: Point, ratio: number, lambda: number): void {
  const largest = model.lambdaMax(nothing);
  if (largest === undefined || largest === 0 || !Number.isFinite(largest)) return;
  near('lambda', lambda, ratio * largest, LAMBDA * ratio * largest + TINY);
}

/**
 * Relative accuracy of the penalty strength: the model without penalized features is found by descent, and the strength
 * from its slopes.
 */
const LAMBDA = 1e-6;

/** Certifies each model of a path. */
export function certifyPath(problem: coordinate.PathProblem, solution: coordinate.PathSolution): void {
  const model = new Model(problem);
  const nothing = model.withoutPenalized();
  const { tolerance = 1e-6, criterion } = problem;
  const { lambdas, objectives, nonzeros, relativeGaps } = solution;
  const rows = rowsOf(solution.coefficients);
  const intercepts = rowsOf(solution.intercepts);
  holds(
    'lambdas fall',
    lambdas.every((lambda, k) => k === 0 || lambda <= at(lambdas, k - 1)),
  );
  lambdas.forEach((lambda, k) => {
    const row = rows[k] as number[];
    const { features, outputs } = model;
    const coefficients = { rows: features, columns: outputs, data: row };
    const point = model.point(coefficients, intercepts[k]);
    const hasGap = isConvex(problem) && relativeGaps.some((gap) => gap > 0);
    const usesGap = criterion !== 'kktResidual' && lambda > 0 && hasGap;
    certifyModel(model, nothing, { lambda, point, tolerance, usesGap, objective: at(objectives, k) });
    const count = Array.from({ length: features }, (_, j) =>
      row.slice(j * outputs, (j + 1) * outputs),
    ).filter((own) => own.some((value) => value !== 0)).length;
    near('nonzeros', at(nonzeros, k), count, 0);
  });
  certifyLambda(model, nothing, 1, solution.lambdaMax);
}

/** Certifies the model chosen by cross-validation, and the choice from the curves. */
export function certifyCrossValidate(
  problem: coordinate.CrossValidateProblem,
  solution: coordinate.CrossValidateSolution,
): void {
  const { curves, l1Ratio, lambdaMin, lambda1se, model: fitted } = solution;
  const sign = problem.metric === 'accuracy' ? -1 : 1;
  for (const { means, standardErrors, bestIndex, oneStandardErrorIndex } of curves) {
    const best = sign * at(means, bestIndex);
    holds(
      'no mean is better than the best',
      means.every((mean) => sign * mean >= best),
    );
    const limit = best + at(standardErrors, bestIndex);
    const first = Array.from(means).findIndex((mean) => sign * mean <= limit);
    near('oneStandardErrorIndex', oneStandardErrorIndex, first, 0);
  }
  const curve = curves.find((candidate) => candidate.l1Ratio === l1Ratio);
  holds('the chosen l1Ratio has a curve', curve !== undefined);
  if (curve === undefined) return;
  near('lambdaMin', lambdaMin, at(curve.lambdas, curve.bestIndex), 0);
  near('lambda1se', lambda1se, at(curve.lambdas, curve.oneStandardErrorIndex), 0);
  near(
    'the lambda of the model',
    fitted.lambda,
    problem.rule === 'oneStandardError' ? lambda1se : lambdaMin,
    0,
  );
  const own = { ...problem, l1Ratio };
  const model = new Model(own);
  certifyFitted(model, model.withoutPenalized(), own, fitted);
}

/**
 * Certifies the smallest penalty strength for which all penalized coefficients are zero: the largest slope of the model
 * without them, divided by its factor.
 */
export function certifyLambdaMax(
  problem: coordinate.LambdaMaxProblem,
  { lambdaMax, objective }: coordinate.LambdaMaxSolution,
): void {
  const model = new Model(problem);
  const nothing = model.withoutPenalized();
  certifyLambda(model, nothing, 1, lambdaMax);
  const { value, rounding } = model.objective(nothing, 0);
  if (!Number.isFinite(value)) return;
  const size = Math.abs(value) + Math.abs(model.objective(model.zero(), 0).value);
  const slack = model.inWhole(SAME * size + ROUNDINGS * rounding) + TINY;
  atMost('objective', objective, model.inWhole(value) + slack);
  if (model.isStationary(nothing)) near('objective', objective, model.inWhole(value), slack);
}

/**
 * Certifies the objective of a point, projected onto its bounds, and the bound on the decrease of any descent from it.
 */
export function certifyDualityGap(
  problem: coordinate.DualityGapProblem,
  { objective, dualObjective, dualityGap }: coordinate.DualityGapSolution,
): void {
  const model = new Model(problem);
  const point = model.clipped(model.point(problem.point.coefficients, problem.point.intercept ?? 0));
  const here = model.objective(point, problem.lambda);
  if (!Number.isFinite(here.value)) return;
  const slack = ROUNDINGS * here.rounding;
  const inWhole = (value: number) => model.inWhole(value) + TINY;
  near('objective', objective, model.inWhole(here.value), inWhole(SAME * Math.abs(here.value) + slack));
  if (dualityGap === undefined || dualObjective === undefined) return;
  const rounding = EPSILON * (Math.abs(objective) + Math.abs(dualObjective)) + TINY;
  near('dualityGap', dualityGap, Math.max(0, objective - dualObjective), rounding);
  const least = model.objective(model.descend(point, problem.lambda), problem.lambda);
  const gain = model.inWhole(here.value - least.value - slack - ROUNDINGS * least.rounding);
  atMost('what a descent lowers the objective by', gain, MEASURED * dualityGap + rounding);
}

/** Certifies the objective of a point, projected onto its bounds, and its KKT violation. */
export function certifyKktViolation(
  problem: coordinate.KktViolationProblem,
  { violation, kktResidual, objective }: coordinate.KktViolationSolution,
): void {
  const model = new Model(problem);
  const point = model.clipped(model.point(problem.point.coefficients, problem.point.intercept ?? 0));
  const here = model.objective(point, problem.lambda);
  if (!Number.isFinite(here.value)) return;
  const slack = SAME * Math.abs(here.value) + ROUNDINGS * here.rounding;
  near('objective', objective, model.inWhole(here.value), model.inWhole(slack) + TINY);
  holds('the violation is not negative', violation >= 0);
  const nothing = model.withoutPenalized();
  const own = model.violation(point, problem.lambda, nothing);
  if (!Number.isFinite(own.value) || !Number.isFinite(own.rounding)) return;
  // The scale is a slope of the model without penalized features, with the accuracy of a descent.
  const inWhole = own.value * own.scale;
  if (!Number.isFinite(inWhole)) return;
  near('violation', violation, inWhole, SAME * inWhole + ROUNDINGS * own.rounding * own.scale + TINY);
  if (model.isStationary(nothing))
    near('kktResidual', kktResidual, own.value, LAMBDA * own.value + ROUNDINGS * own.rounding + TINY);
}

/** The linear predictor of each sample by output, with its rounding error. */
function predictorsOf({
  model,
  matrix,
  layout,
  offset,
}: Pick<coordinate.PredictProblem, 'model' | 'matrix' | 'layout' | 'offset'>): Figure[][] {
  const outputs = rightSidesOf(model.coefficients);
  const intercepts = typeof model.intercept === 'number' ? [model.intercept] : vectorOf(model.intercept);
  const offsets = offset === undefined ? [] : rightSidesOf(offset);
  return rowsOf(matrix, layout).map((row, i) =>
    outputs.map((coefficients, k) => {
      const products = row.map((value, j) => value * at(coefficients, j));
      const terms = [...products, intercepts[k] ?? 0, offsets[k]?.[i] ?? 0];
      return { value: sum(terms), rounding: EPSILON * (terms.length + 2) * sum(terms.map(Math.abs)) + TINY };
    }),
  );
}

/** The losses whose responses are the predictors, and those whose classes follow from their signs. */
const NUMBERS: ReadonlySet<unknown> = new Set([
  'squared',
  'huber',
  'multiSquared',
  'quantile',
  'epsilonInsensitive',
]);
const SIGNS: ReadonlySet<unknown> = new Set(['hinge', 'squaredHinge']);

/** A score for each class; probabilities are proportional to its exponential. */
const scoresOf = (loss: coordinate.ModelLoss, z: readonly number[]) =>
  loss === 'multinomial' ? z : [0, at(z, 0)];

/**
 * Certifies predictions: the predictor is the product with the coefficients; response and probabilities follow from the
 * loss.
 */
export function certifyPredict(
  problem: coordinate.PredictProblem,
  { predictor, response, probabilities }: coordinate.PredictSolution,
): void {
  const { loss, classes } = problem.model;
  const given = rightSidesOf(predictor);
  const responses = labelsOf(response);
  predictorsOf(problem).forEach((figures, i) => {
    const z = figures.map(({ value, rounding }, k) => {
      const own = given[k]?.[i] as number;
      if (Number.isFinite(rounding)) near(`predictor ${i}, ${k}`, own, value, rounding);
      return own;
    });
    const top = Math.max(...z);
    if (NUMBERS.has(loss))
      z.forEach((value, k) => {
        near(`response ${i}, ${k}`, responses[k]?.[i] as number, value, 0);
      });
    else if (loss === 'poisson')
      near(`response ${i}`, responses[0]?.[i] as number, Math.exp(top), 1e-13 * Math.exp(top) + TINY);
    else if (SIGNS.has(loss))
      holds(
        `response ${i} is the class of the sign`,
        responses[0]?.[i] === labelsOf(classes ?? [])[0]?.[top > 0 ? 1 : 0],
      );
    else if (probabilities !== undefined) {
      const scores = scoresOf(loss, z);
      const most = Math.max(...scores);
      const total = sum(scores.map((score) => Math.exp(score - most)));
      scores.forEach((score, k) => {
        const chance = Math.exp(score - most) / total;
        near(`probability ${i}, ${k}`, at(probabilities.data, i * scores.length + k), chance, 1e-13);
      });
      const place = (labelsOf(classes ?? [])[0] as Label[]).indexOf(responses[0]?.[i] as Label);
      holds(`response ${i} is a class, and the most probable one`, place >= 0 && scores[place] === most);
    }
  });
}

/** Certifies the scores of a model, recomputed from the predictors, up to their rounding. */
export function certifyScore(problem: coordinate.ScoreProblem, solution: coordinate.ScoreSolution): void {
  const { model, response, sampleWeights } = problem;
  const predictors = predictorsOf(problem);
  const given = sampleWeights === undefined ? predictors.map(() => 1) : vectorOf(sampleWeights);
  const top = exponentOf(largest(given));
  const raw = given.map((weight) => shifted(weight, -top));
  const weights = raw.map((weight) => weight / sum(raw));
  const figure = (i: number, k: number) => (predictors[i] as Figure[])[k] as Figure;
  const counting = predictors.flatMap((_, i) => (at(weights, i) > 0 ? [i] : []));
  const mean = (of: (i: number) => number) => sum(counting.map((i) => at(weights, i) * of(i)));
  const columns = labelsOf(response);
  if (model.loss === 'logistic' || model.loss === 'multinomial' || SIGNS.has(model.loss)) {
    const [labels, classes] = [columns[0] as Label[], labelsOf(model.classes ?? [])[0] as Label[]];
    certifyClasses(solution, {
      model,
      predictors,
      mean,
      places: labels.map((label) => classes.indexOf(label)),
    });
    return;
  }
  const isCounts = model.loss === 'poisson';
  const errors = columns.map((column, k) =>
    mean((i) => {
      const { value } = figure(i, k);
      return ((column[i] as number) - (isCounts ? Math.exp(value) : value)) ** 2;
    }),
  );
  const spreads = columns.map((column) => {
    const middle = mean((i) => column[i] as number);
    return mean((i) => ((column[i] as number) - middle) ** 2);
  });
  // Squares that overflow or underflow are not certified.
  if (![...errors, ...spreads].every((value) => value === 0 || (value > 1e-290 && value < 1e290))) return;
  const slack = columns.map((column, k) =>
    mean((i) => {
      const { value, rounding } = figure(i, k);
      const prediction = isCounts ? Math.exp(value) : value;
      const moved = isCounts ? prediction * (Math.expm1(rounding) + 8 * EPSILON) : rounding;
      const size = Math.abs(column[i] as number) + Math.abs(prediction);
      return (
        2 * Math.abs((column[i] as number) - prediction) * moved + moved ** 2 + SUMS * EPSILON * size ** 2
      );
    }),
  );
  const { meanSquaredError = Number.NaN, rSquared } = solution;
  const average = (values: readonly number[]) => sum(values) / values.length;
  near(
    'meanSquaredError',
    meanSquaredError,
    average(errors),
    average(slack) + SUMS * EPSILON * average(errors),
  );
  const isConstant = columns.some((column) =>
    counting.every((i) => column[i] === column[counting[0] as number]),
  );
  holds('R² is there where the response is not constant', (rSquared === undefined) === isConstant);
  if (rSquared === undefined || spreads.includes(0)) return;
  const shares = errors.map((error, k) => 1 - error / at(spreads, k));
  // The variance of a nearly constant response is mostly rounding.
  const doubt = errors.map((error, k) => {
    const size = largest((columns[k] as number[]).map(Math.abs)) ** 2;
    return (at(slack, k) + (error / at(spreads, k)) * SUMS * EPSILON * size) / at(spreads, k);
  });
  if (average(doubt) < 0.1) near('rSquared', rSquared, average(shares), average(doubt) + SUMS * EPSILON);
}

/** Rounding errors of sums over the few samples of certified problems. */
const SUMS = 64;

/** Certifies the scores of a classifier; a sample's class is at `places`. */
function certifyClasses(
  { accuracy, logLoss, devianceRatio }: coordinate.ScoreSolution,
  {
    model,
    predictors,
    mean,
    places,
  }: {
    readonly model: coordinate.PredictModel;
    readonly predictors: readonly (readonly Figure[])[];
    readonly mean: (of: (i: number) => number) => number;
    readonly places: readonly number[];
  },
): void {
  const doubts = predictors.map((figures) => largest(figures.map(({ rounding }) => rounding)));
  if (!doubts.every(Number.isFinite)) return;
  const scores = predictors.map((figures) =>
    scoresOf(
      model.loss,
      figures.map(({ value }) => value),
    ),
  );
  /** The score of the sample's class minus the best other score. */
  const margin = (i: number) => {
    const [own, place] = [scores[i] as number[], at(places, i)];
    return at(own, place) - Math.max(...own.filter((_, k) => k !== place));
  };
  const slack = 1e-12;
  const sure = mean((i) => Number(margin(i) > 2 * at(doubts, i)));
  const possible = mean((i) => Number(margin(i) >= -2 * at(doubts, i)));
  holds('the accuracy is there', accuracy !== undefined);
  if (accuracy === undefined) return;
  holds(
    `the accuracy ${accuracy} is from ${sure} to ${possible}`,
    accuracy >= sure - slack && accuracy <= possible + slack,
  );
  if (logLoss === undefined) return;
  const loss = mean((i) => {
    const own = scores[i] as number[];
    const most = Math.max(...own);
    return most + Math.log(sum(own.map((score) => Math.exp(score - most)))) - at(own, at(places, i));
  });
  const doubt = 2 * mean((i) => at(doubts, i)) + 1e-12 * (1 + loss);
  near('logLoss', logLoss, loss, doubt);
  const shares = [...new Set(places)].map((k) => mean((i) => Number(places[i] === k)));
  const constant = -sum(shares.map((share) => (share > 0 ? share * Math.log(share) : 0)));
  if (constant > 1e-9 && devianceRatio !== undefined)
    near(
      'devianceRatio',
      devianceRatio,
      1 - loss / constant,
      (doubt + 1e-12 * (1 + loss / constant)) / constant,
    );
}
