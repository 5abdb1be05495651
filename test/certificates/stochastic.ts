/** Certificates of linear models of many rows: objective, duality gap, gradient and margin, from rows and coefficients. */

import type { stochastic } from 'superlinear';
import { atMost, classesOf, codesOf, EPSILON, holds, near, rowsOf, sum, vectorOf } from './support.js';

type Problem = stochastic.FitProblem;

/** A loss at a linear predictor: value, slope, and the conjugate at `-theta`. */
interface Loss {
  value(z: number, y: number): number;
  slope(z: number, y: number): number;
  conjugate(theta: number, y: number): number;
}

const entropy = (x: number) => (x > 0 ? x * Math.log(x) : 0);

const softplus = (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

function lossOf(problem: Problem): Loss {
  const { huberThreshold: delta = 1.35, quantile = 0.5, insensitivity = 0.1 } = problem;
  const losses: Record<stochastic.LossKind, Loss> = {
    squared: {
      value: (z, y) => (y - z) ** 2 / 2,
      slope: (z, y) => z - y,
      conjugate: (t, y) => t * (t / 2 - y),
    },
    huber: {
      value: (z, y) => (Math.abs(y - z) <= delta ? (y - z) ** 2 / 2 : delta * (Math.abs(y - z) - delta / 2)),
      slope: (z, y) => Math.max(-delta, Math.min(delta, z - y)),
      conjugate: (t, y) => t * (t / 2 - y),
    },
    logistic: {
      value: (z, y) => softplus(-y * z),
      slope: (z, y) => -y / (1 + Math.exp(y * z)),
      conjugate: (t, y) => entropy(t * y) + entropy(1 - t * y),
    },
    poisson: {
      value: (z, y) => Math.exp(z) - y * z,
      slope: (z, y) => Math.exp(z) - y,
      conjugate: (t, y) => entropy(y - t) - Math.max(0, y - t),
    },
    hinge: {
      value: (z, y) => Math.max(0, 1 - y * z),
      slope: (z, y) => (y * z < 1 ? -y : 0),
      conjugate: (t, y) => -t * y,
    },
    squaredHinge: {
      value: (z, y) => Math.max(0, 1 - y * z) ** 2 / 2,
      slope: (z, y) => -y * Math.max(0, 1 - y * z),
      conjugate: (t, y) => t * (t / 2 - y),
    },
    quantile: {
      value: (z, y) => Math.max(quantile * (y - z), (quantile - 1) * (y - z)),
      slope: (z, y) => (y > z ? -quantile : y < z ? 1 - quantile : 0),
      conjugate: (t, y) => -t * y,
    },
    epsilonInsensitive: {
      value: (z, y) => Math.max(0, Math.abs(y - z) - insensitivity),
      slope: (z, y) => (Math.abs(y - z) <= insensitivity ? 0 : Math.sign(z - y)),
      conjugate: (t, y) => insensitivity * Math.abs(t) - t * y,
    },
  };
  return losses[problem.loss ?? 'squared'];
}

const CLASSES = new Set(['logistic', 'hinge', 'squaredHinge']);

/** Responses as numbers, -1 and 1 for classes. */
function responsesOf(problem: Problem): number[] {
  const { loss = 'squared', response } = problem;
  if (!CLASSES.has(loss)) return vectorOf(response as Float64Array);
  if (classesOf(response).length < 2)
    return classesOf(response).length === 1 ? rowsOf(problem.matrix).map(() => 1) : [];
  return codesOf(response, 'logistic');
}

/** Factors of absolute values and of half the squares. */
function strengthsOf({ penalty = 'l2', lambda = 0, l1Ratio = 0.5 }: Problem): { l1: number; l2: number } {
  const share = { l2: 0, l1: 1, elasticNet: l1Ratio, none: 0 }[penalty];
  return { l1: lambda * share, l2: penalty === 'none' ? 0 : lambda * (1 - share) };
}

/** The rows of a problem that count, and the figures of a model on them. */
function figures(problem: Problem, solution: stochastic.FitSolution) {
  const all = rowsOf(problem.matrix);
  const weights = problem.sampleWeights ? vectorOf(problem.sampleWeights) : all.map(() => 1);
  const offset = problem.offset ? vectorOf(problem.offset) : all.map(() => 0);
  const responses = responsesOf(problem);
  const total = sum(weights);
  const w = Array.from(solution.coefficients);
  const loss = lossOf(problem);
  const samples = all.map((row, i) => {
    const [y, shift] = [responses[i] as number, offset[i] as number];
    const z = sum(row.map((x, j) => x * (w[j] as number))) + solution.intercept + shift;
    return { row, y, z, shift, weight: (weights[i] as number) / total };
  });
  return { samples: samples.filter(({ weight }) => weight > 0), w, loss, ...strengthsOf(problem) };
}

/** An upper bound of the distance from the minimum, from a dual point made of the slopes. */
function gapOf(problem: Problem, solution: stochastic.FitSolution, objective: number): number {
  const { samples, w, loss, l1, l2 } = figures(problem, solution);
  const thetas = samples.map(({ z, y }) => -loss.slope(z, y));
  if (problem.intercept !== false) {
    const side = (sign: number) =>
      sum(thetas.map((t, i) => Math.max(0, sign * t) * (samples[i]?.weight ?? 0)));
    const [up, down] = [side(1), side(-1)];
    thetas.forEach((t, i) => {
      if (t > 0 && up > down) thetas[i] = (t * down) / up;
      if (t < 0 && down > up) thetas[i] = (t * up) / down;
    });
  }
  const slopes = w.map((_, j) =>
    sum(samples.map(({ row, weight }, i) => weight * (thetas[i] as number) * (row[j] as number))),
  );
  const bounded = (j: number, slope: number) => {
    const lower = problem.positive
      ? 0
      : ((problem.lower?.[j] as number | undefined) ?? Number.NEGATIVE_INFINITY);
    return slope > 0 ? ((problem.upper?.[j] as number | undefined) ?? Number.POSITIVE_INFINITY) : -lower;
  };
  const conjugate = (slope: number, j: number) => {
    const excess = Math.max(0, Math.abs(slope) - l1);
    const reach = bounded(j, slope);
    const size = Math.min(l2 > 0 ? excess / l2 : excess > 1e-15 * l1 ? Number.POSITIVE_INFINITY : 0, reach);
    if (size === Number.POSITIVE_INFINITY) return size;
    return size === 0 ? 0 : excess * size - (l2 * size * size) / 2;
  };
  const dual = (scale: number) =>
    -sum(
      samples.map(({ y, shift, weight }, i) => {
        const theta = scale * (thetas[i] as number);
        return weight * (loss.conjugate(theta, y) + theta * shift);
      }),
    ) - sum(slopes.map((slope, j) => conjugate(scale * slope, j)));
  const scaleOf = (counts: (j: number, slope: number) => boolean) => {
    const largest = Math.max(0, ...slopes.filter((slope, j) => counts(j, slope)).map(Math.abs));
    return largest > l1 && l1 > 0 ? l1 / largest : 1;
  };
  const scales = [
    1,
    scaleOf((j, slope) => bounded(j, slope) > 0),
    scaleOf((j, slope) => bounded(j, slope) === Number.POSITIVE_INFINITY),
  ];
  return objective - Math.max(...scales.map(dual));
}

/** Checks the figures of any solution, and the claim of `converged`. */
export function certify(problem: Problem, solution: stochastic.FitSolution): void {
  const { samples, w, loss, l1, l2 } = figures(problem, solution);
  const isOfAllRows = ['normalized', 'gradient', 'perceptron'].includes(problem.method ?? 'auto');
  const norm = Math.sqrt(sum(w.map((x) => x * x)));
  if (isOfAllRows) {
    const margins = samples.map(({ y, z }) => y * z);
    if (solution.status === 'converged')
      holds(
        'all rows are on their side',
        margins.every((margin) => margin > -EPSILON),
      );
    if (solution.margin !== undefined)
      near('the margin', solution.margin, Math.min(...margins) / norm, 1e-9 * (1 + solution.margin));
  }
  // Held-out rows are not told apart by the solution.
  if (problem.validationFraction || solution.objective === undefined) return;
  const lossNow = sum(samples.map(({ z, y, weight }) => weight * loss.value(z, y)));
  const objective = lossNow + sum(w.map((x) => l1 * Math.abs(x) + (l2 * x * x) / 2));
  const size = 1 + sum(samples.map(({ z, y, weight }) => weight * Math.abs(loss.value(z, y))));
  near('the objective', solution.objective, objective, 1e-9 * size);
  if (solution.dualityGap === undefined) return;
  atMost(
    'the gap by other arithmetic',
    gapOf(problem, solution, objective),
    solution.dualityGap + 1e-9 * size,
  );
  const zero = sum(samples.map(({ y, shift, weight }) => weight * loss.value(shift, y)));
  if (zero > 0)
    near(
      'the relative gap',
      solution.relativeGap as number,
      solution.dualityGap / zero,
      1e-9 * (1 + (solution.relativeGap as number)),
    );
  if (solution.status === 'converged' && !isOfAllRows)
    atMost('the relative gap', solution.relativeGap as number, problem.tolerance as number);
}
