/** Certificates of linear models of many rows: objective, duality gap, gradient and margin, from rows and coefficients. */

import type { stochastic } from 'superlinear';
import {
  at,
  atMost,
  classesOf,
  codesOf,
  columnsOf,
  EPSILON,
  holds,
  isVector,
  near,
  norm,
  rightSidesOf,
  rowsOf,
  sum,
  vectorOf,
} from './support.js';

type Problem = stochastic.FitProblem;
type SingleKind = Exclude<stochastic.LossKind, 'multinomial'>;

/** A loss at a linear predictor: value, slope, and the conjugate at `-theta`. */
interface SingleLoss {
  value(z: number, y: number): number;
  slope(z: number, y: number): number;
  conjugate(theta: number, y: number): number;
}

/** The same along one predictor or several. */
interface Loss {
  value(z: readonly number[], y: number): number;
  slopes(z: readonly number[], y: number): number[];
  conjugate(theta: readonly number[], y: number): number;
}

const entropy = (x: number) => (x > 0 ? x * Math.log(x) : 0);

const softplus = (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

function singleLossOf(problem: Problem, kind: SingleKind): SingleLoss {
  const { huberThreshold: delta = 1.35, quantile = 0.5, insensitivity = 0.1 } = problem;
  const losses: Record<SingleKind, SingleLoss> = {
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
  return losses[kind];
}

/** The multinomial loss of a class, by its index. */
const multinomial: Loss = {
  value(z, y) {
    const most = Math.max(...z);
    return Math.log(sum(z.map((x) => Math.exp(x - most)))) + most - at(z, y);
  },
  slopes(z, y) {
    const most = Math.max(...z);
    const powers = z.map((x) => Math.exp(x - most));
    return powers.map((power, k) => power / sum(powers) - (k === y ? 1 : 0));
  },
  conjugate: (theta, y) => sum(theta.map((t, k) => entropy((k === y ? 1 : 0) - t))),
};

function lossOf(problem: Problem): Loss {
  const { loss = 'squared' } = problem;
  if (loss === 'multinomial') return multinomial;
  const single = singleLossOf(problem, loss);
  return {
    value: (z, y) => single.value(at(z, 0), y),
    slopes: (z, y) => [single.slope(at(z, 0), y)],
    conjugate: (theta, y) => single.conjugate(at(theta, 0), y),
  };
}

const TWO_CLASSES = new Set(['logistic', 'hinge', 'squaredHinge']);

/** Responses as numbers: -1 and 1 for two classes, indices for several. */
function responsesOf(problem: Problem): number[] {
  const { loss = 'squared', response } = problem;
  if (loss === 'multinomial') return codesOf(response, loss);
  if (!TWO_CLASSES.has(loss)) return vectorOf(response as Float64Array);
  if (classesOf(response).length < 2)
    return classesOf(response).length === 1 ? rowsOf(problem.matrix).map(() => 1) : [];
  return codesOf(response, 'logistic');
}

/** Factors of absolute values and of half the squares of each feature. */
function strengthsOf({ penalty = 'l2', l1Ratio = 0.5, ...problem }: Problem, lambda: number) {
  const share = { l2: 0, l1: 1, elasticNet: l1Ratio, none: 0, groupL2: 0 }[penalty];
  const isSeparate = penalty !== 'none' && penalty !== 'groupL2';
  const columns = Array.from({ length: columnsOf(problem.matrix) }, (_, j) => j);
  const factors = problem.penaltyFactors ? vectorOf(problem.penaltyFactors) : columns.map(() => 1);
  return {
    l1: factors.map((factor) => factor * lambda * share),
    l2: factors.map((factor) => (isSeparate ? factor * lambda * (1 - share) : 0)),
  };
}

/** Features whose coefficients have a penalty on their norm. */
interface Group {
  readonly features: readonly number[];
  readonly strength: number;
}

function groupsOf(problem: Problem, outputs: number, lambda: number): Group[] | undefined {
  if (problem.penalty !== 'groupL2') return undefined;
  const columns = columnsOf(problem.matrix);
  const groups = problem.groups ? vectorOf(problem.groups) : Array.from({ length: columns }, (_, j) => j);
  return Array.from({ length: Math.max(...groups) + 1 }, (_, group) => {
    const features = groups.flatMap((of, j) => (of === group ? [j] : []));
    const weight = problem.groupWeights?.[group] ?? Math.sqrt(features.length * outputs);
    return { features, strength: lambda * weight };
  });
}

/** The rows of a problem that count, and the figures of a model on them. */
function figures(problem: Problem, solution: stochastic.FitSolution) {
  const all = rowsOf(problem.matrix);
  const weights = problem.sampleWeights ? vectorOf(problem.sampleWeights) : all.map(() => 1);
  const offsets = problem.offset === undefined ? [] : rightSidesOf(problem.offset);
  const responses = responsesOf(problem);
  const total = sum(weights);
  const { coefficients } = solution;
  const w = isVector(coefficients) ? vectorOf(coefficients).map((x) => [x]) : rowsOf(coefficients);
  const intercepts =
    typeof solution.intercept === 'number' ? [solution.intercept] : vectorOf(solution.intercept);
  const loss = lossOf(problem);
  const samples = all.map((row, i) => {
    const [y, shift] = [at(responses, i), intercepts.map((_, k) => offsets[k]?.[i] ?? 0)];
    const z = intercepts.map(
      (intercept, k) => sum(row.map((x, j) => x * at(w[j] as number[], k))) + intercept + at(shift, k),
    );
    return { row, y, z, shift, weight: at(weights, i) / total };
  });
  const groups = groupsOf(problem, intercepts.length, solution.lambda);
  const strengths = strengthsOf(problem, solution.lambda);
  return { samples: samples.filter(({ weight }) => weight > 0), w, loss, groups, ...strengths };
}

type Figures = ReturnType<typeof figures>;

/** The products of the columns with numbers of each row, weighted. */
const productsOf = ({ samples, w }: Figures, numbers: readonly (readonly number[])[]): number[][] =>
  w.map((of, j) =>
    of.map((_, k) =>
      sum(samples.map(({ row, weight }, i) => weight * at(numbers[i] as number[], k) * at(row, j))),
    ),
  );

/** Dual variables with a mean of zero, as an intercept needs them. */
function balanced({ samples }: Figures, thetas: number[][], isMultinomial: boolean): number[][] {
  const meanOf = (of: (i: number) => number) => sum(samples.map(({ weight }, i) => weight * of(i)));
  if (!isMultinomial) {
    const side = (sign: number) => meanOf((i) => Math.max(0, sign * at(thetas[i] as number[], 0)));
    const [up, down] = [side(1), side(-1)];
    return thetas.map(([t = 0]) => {
      if (t > 0 && up > down) return [(t * down) / up];
      return t < 0 && down > up ? [(t * up) / down] : [t];
    });
  }
  // Probabilities mixed with one distribution, so that their means are the shares of the classes.
  const classes = (thetas[0] as number[]).map((_, k) => k);
  const indicator = (i: number, k: number) => (samples[i]?.y === k ? 1 : 0);
  const shares = classes.map((k) => meanOf((i) => indicator(i, k)));
  const means = classes.map((k) => meanOf((i) => indicator(i, k) - at(thetas[i] as number[], k)));
  const part = Math.max(0, ...classes.map((k) => (at(means, k) > 0 ? 1 - at(shares, k) / at(means, k) : 0)));
  const rest = classes.map((k) =>
    part > 0 ? Math.max(0, (at(shares, k) - (1 - part) * at(means, k)) / part) : 0,
  );
  return thetas.map((theta, i) =>
    theta.map((t, k) => (1 - part) * t + part * (indicator(i, k) - at(rest, k))),
  );
}

/** An upper bound of the distance from the minimum, from a dual point made of the slopes. */
function gapOf(problem: Problem, solution: stochastic.FitSolution, objective: number): number {
  const of = figures(problem, solution);
  const { samples, loss, groups, l1, l2 } = of;
  const opposite = samples.map(({ z, y }) => loss.slopes(z, y).map((slope) => -slope));
  const thetas =
    problem.intercept === false ? opposite : balanced(of, opposite, problem.loss === 'multinomial');
  const slopes = productsOf(of, thetas);
  const reach = (j: number, slope: number) => {
    const { low, high } = boundsOf(problem, j);
    return slope > 0 ? high : -low;
  };
  const conjugate = (slope: number, j: number) => {
    const [absolute, square] = [at(l1, j), at(l2, j)];
    const excess = Math.max(0, Math.abs(slope) - absolute);
    const free = square > 0 ? excess / square : excess > 1e-15 * absolute ? Number.POSITIVE_INFINITY : 0;
    const size = Math.min(free, reach(j, slope));
    if (size === Number.POSITIVE_INFINITY) return size;
    return size === 0 ? 0 : excess * size - (square * size * size) / 2;
  };
  const conjugates = (scale: number) =>
    groups === undefined
      ? sum(slopes.flatMap((row, j) => row.map((slope) => conjugate(scale * slope, j))))
      : 0;
  const dual = (scale: number) =>
    -sum(
      samples.map(({ y, shift, weight }, i) => {
        const theta = (thetas[i] as number[]).map((t) => scale * t);
        return weight * (loss.conjugate(theta, y) + sum(theta.map((t, k) => t * at(shift, k))));
      }),
    ) - conjugates(scale);
  if (groups !== undefined) {
    const ratios = groups.map(
      ({ features, strength }) => norm(features.flatMap((j) => slopes[j] as number[])) / strength,
    );
    return objective - dual(1 / Math.max(1, ...ratios));
  }
  const scaleOf = (counts: (j: number, slope: number) => boolean) => {
    const excesses = slopes.flatMap((row, j) =>
      row.filter((slope) => counts(j, slope) && at(l1, j) > 0).map((slope) => Math.abs(slope) / at(l1, j)),
    );
    return 1 / Math.max(1, ...excesses);
  };
  const scales = [
    1,
    scaleOf((j, slope) => reach(j, slope) > 0),
    scaleOf((j, slope) => reach(j, slope) === Number.POSITIVE_INFINITY),
  ];
  return objective - Math.max(...scales.map(dual));
}

/** The interval of the coefficients of feature `j`. */
function boundsOf({ lower, upper, positive }: Problem, j: number): { low: number; high: number } {
  const low = positive ? 0 : ((lower?.[j] as number | undefined) ?? Number.NEGATIVE_INFINITY);
  return { low, high: (upper?.[j] as number | undefined) ?? Number.POSITIVE_INFINITY };
}

/** The places of the corners of a loss, in linear predictors. */
function cornersOf({ loss = 'squared', insensitivity = 0.1 }: Problem, y: number): number[] {
  if (loss === 'hinge' || loss === 'quantile') return [y];
  return loss === 'epsilonInsensitive' ? [y - insensitivity, y + insensitivity] : [];
}

/** The proximal step of length 1 of the penalty. */
function moved(problem: Problem, { groups, l1, l2 }: Figures, target: number[][]): number[][] {
  if (groups === undefined)
    return target.map((row, j) => {
      const { low, high } = boundsOf(problem, j);
      return row.map((x) => {
        const shrunk = (Math.sign(x) * Math.max(0, Math.abs(x) - at(l1, j))) / (1 + at(l2, j));
        return Math.min(high, Math.max(low, shrunk));
      });
    });
  const result = target.map((row) => [...row]);
  for (const { features, strength } of groups) {
    const size = norm(features.flatMap((j) => target[j] as number[]));
    const factor = size > 0 ? Math.max(0, 1 - strength / size) : 1;
    for (const j of features) result[j] = (target[j] as number[]).map((x) => factor * x);
  }
  return result;
}

/** The norm of the proximal gradient mapping of length 1, and its error by rounding. */
function mappingOf(problem: Problem, of: Figures): { norm: number; slack: number } {
  const { samples, w, loss } = of;
  const slopes = samples.map(({ z, y }) => loss.slopes(z, y));
  const gradient = productsOf(of, slopes);
  const target = w.map((row, j) => row.map((x, k) => x - at(gradient[j] as number[], k)));
  const moves = moved(problem, of, target).flatMap((row, j) =>
    row.map((x, k) => x - at(w[j] as number[], k)),
  );
  if (problem.intercept !== false)
    moves.push(
      ...at0(slopes).map((_, k) =>
        sum(samples.map(({ weight }, i) => weight * at(slopes[i] as number[], k))),
      ),
    );
  const reach = norm(w.flat());
  const sizes = samples.map(({ row, z, y, weight }, i) => {
    const size = 1 + norm(row);
    // Rounding decides the side of a row on a corner.
    const rounding = 1e-12 * (1 + Math.abs(y) + size * reach);
    if (cornersOf(problem, y).some((corner) => Math.abs(at(z, 0) - corner) <= rounding))
      return 2 * weight * size;
    return 1e-12 * weight * size * (norm(slopes[i] as number[]) + Math.abs(y) + norm(z) + size * reach);
  });
  return { norm: norm(moves), slack: 1e-12 * (1 + norm(target.flat())) + sum(sizes) };
}

const at0 = (rows: readonly number[][]): number[] => rows[0] ?? [];

/** The penalty of the coefficients. */
const penaltyOf = ({ w, groups, l1, l2 }: Figures): number =>
  groups === undefined
    ? sum(w.flatMap((row, j) => row.map((x) => at(l1, j) * Math.abs(x) + (at(l2, j) * x * x) / 2)))
    : sum(groups.map(({ features, strength }) => strength * norm(features.flatMap((j) => w[j] as number[]))));

/** Checks the figures of any solution, and the claim of `converged`. */
export function certify(problem: Problem, solution: stochastic.FitSolution): void {
  const of = figures(problem, solution);
  const { samples, w, loss } = of;
  const isOfAllRows = ['normalized', 'gradient', 'perceptron'].includes(problem.method ?? 'auto');
  if (isOfAllRows) {
    const margins = samples.map(({ y, z }) => y * at(z, 0));
    if (solution.status === 'converged')
      holds(
        'all rows are on their side',
        margins.every((margin) => margin > -EPSILON),
      );
    if (solution.margin !== undefined)
      near(
        'the margin',
        solution.margin,
        Math.min(...margins) / norm(w.flat()),
        1e-9 * (1 + solution.margin),
      );
  }
  // Held-out rows are not told apart by the solution.
  if (problem.validationFraction || solution.objective === undefined) return;
  const meanOf = (of: (sample: Figures['samples'][number]) => number) =>
    sum(samples.map((sample) => sample.weight * of(sample)));
  const objective = meanOf(({ z, y }) => loss.value(z, y)) + penaltyOf(of);
  const size = 1 + meanOf(({ z, y }) => Math.abs(loss.value(z, y)));
  near('the objective', solution.objective, objective, 1e-9 * size);
  const mapping = mappingOf(problem, of);
  near('the gradient mapping', solution.gradientNorm as number, mapping.norm, mapping.slack);
  if (solution.dualityGap === undefined) return;
  atMost(
    'the gap by other arithmetic',
    gapOf(problem, solution, objective),
    solution.dualityGap * (1 + 1e-12) + 1e-9 * size,
  );
  const zero = meanOf(({ y, shift }) => loss.value(shift, y));
  const { relativeGap } = solution;
  if (zero > 0 && relativeGap !== undefined)
    near('the relative gap', relativeGap, solution.dualityGap / zero, 1e-9 * (1 + relativeGap));
  if (solution.status === 'converged' && !isOfAllRows)
    atMost('the relative gap', relativeGap as number, problem.tolerance as number);
}
