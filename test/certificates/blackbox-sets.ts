/**
 * Certificates of Pareto sets and of designs: hypervolumes by slicing, ranks by definition, designs by their kernel
 * model.
 */

import type { blackbox, MatrixInput, VectorInput } from 'superlinear';
import {
  at,
  exponentOf,
  holds,
  largest,
  near,
  rowsOf,
  shifted,
  solved,
  sum,
  TINY,
  vectorOf,
} from './support.js';

type Vectors = readonly (readonly number[])[];

/** Relative rounding of volumes and distances, sums of positive terms in another order. */
const ROUNDING = 1e-11;

/**
 * The volume of a union of boxes at the origin: slabs between the last coordinates, each a volume of one dimension
 * less.
 */
function volumeBySlicing(boxes: Vectors, dimension: number): number {
  if (dimension === 0) return boxes.length > 0 ? 1 : 0;
  const heights = [0, ...new Set(boxes.map((box) => at(box, dimension - 1)))].sort((a, b) => a - b);
  const slabs = heights.slice(1).map((height, k) => {
    const reaching = boxes.filter((box) => at(box, dimension - 1) >= height);
    return (height - at(heights, k)) * volumeBySlicing(reaching, dimension - 1);
  });
  return sum(slabs);
}

/** Certifies the hypervolume, and the exclusive contribution of each vector. */
export function certifyHypervolume(
  problem: blackbox.HypervolumeProblem,
  { hypervolume, contributions }: blackbox.HypervolumeSolution,
): void {
  const [rows, reference] = [rowsOf(problem.values), vectorOf(problem.reference)];
  const dimension = reference.length;
  const exponents = reference.map((height, j) =>
    exponentOf(largest([height, ...rows.map((row) => at(row, j))])),
  );
  const inUnits = (value: number, j: number) => shifted(value, -at(exponents, j));
  const boxes = rows.map((row) => reference.map((height, j) => inUnits(height, j) - inUnits(at(row, j), j)));
  const isInside = (box: readonly number[]) => box.every((extent) => extent > 0);
  const inProduct = (volume: number) => shifted(volume, sum(exponents));
  const whole = volumeBySlicing(boxes.filter(isInside), dimension);
  near('the hypervolume', hypervolume, inProduct(whole), ROUNDING * inProduct(whole) + TINY);
  holds('contributions are told', (contributions !== undefined) === (problem.contributions === true));
  contributions?.forEach((contribution, k) => {
    const rest = boxes.filter((box, other) => other !== k && isInside(box));
    const lost = whole - volumeBySlicing(rest, dimension);
    near(`contribution ${k}`, contribution, inProduct(lost), ROUNDING * inProduct(whole) + TINY);
  });
}

/** Whether vector `a` dominates `b`: no worse in any objective, and better in one. */
export const dominates = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
  const places = Array.from({ length: a.length }, (_, j) => j);
  return places.every((j) => at(a, j) <= at(b, j)) && places.some((j) => at(a, j) < at(b, j));
};

/** Certifies ranks and crowding distances by their definitions. */
export function certifyNondominated(
  { values }: { readonly values: MatrixInput },
  { ranks, crowding, front, fronts }: blackbox.NondominatedSolution,
): void {
  const rows = rowsOf(values);
  rows.forEach((row, k) => {
    const above = rows.map((other, i) => (dominates(other, row) ? at(ranks, i) + 1 : 0));
    near(`rank ${k}`, at(ranks, k), Math.max(0, ...above), 0);
  });
  holds('the front is what has rank 0', `${[...front]}` === `${indicesOf(ranks, 0)}`);
  holds('fronts are counted', fronts === Math.max(-1, ...ranks) + 1);
  for (let rank = 0; rank < fronts; rank++) certifyCrowding(rows, indicesOf(ranks, rank), crowding);
}

const indicesOf = (ranks: ArrayLike<number>, rank: number): number[] =>
  Array.from(ranks, (_, k) => k).filter((k) => ranks[k] === rank);

function certifyCrowding(rows: Vectors, front: readonly number[], crowding: VectorInput): void {
  const row = (k: number) => rows[k] as readonly number[];
  const isFirst = (k: number) =>
    front.every((other) => other >= k || row(other).some((value, j) => value !== at(row(k), j)));
  const members = front.filter(isFirst);
  const expected = new Map(front.map((k) => [k, 0]));
  const add = (k: number, distance: number) => expected.set(k, (expected.get(k) as number) + distance);
  row(front[0] as number).forEach((_, j) => {
    // Differences of halves do not overflow. Halves of the smallest numbers are inexact.
    const half = (k: number) => 0.5 * at(row(k), j);
    const order = [...members].sort((a, b) => Math.sign(at(row(a), j) - at(row(b), j)) || a - b);
    const [first, last] = [order[0] as number, order.at(-1) as number];
    const range = half(last) - half(first);
    for (const height of [first, last]) add(height, Number.POSITIVE_INFINITY);
    if (range === 0) return;
    for (let i = 1; i + 1 < order.length; i++)
      add(order[i] as number, (half(order[i + 1] as number) - half(order[i - 1] as number)) / range);
  });
  for (const [k, distance] of expected) {
    const found = at(crowding, k);
    if (distance < Number.MAX_VALUE) near(`crowding ${k}`, found, distance, ROUNDING * rows.length);
    else holds(`crowding ${k} is the largest number`, found === Number.MAX_VALUE);
  }
}

/** The neural tangent kernel of two hidden layers as a function of the inner product of unit vectors. */
function tangent(product: number): number {
  let [kernel, covariance] = [product, product];
  for (let layer = 0; layer < 2; layer++) {
    const cosine = Math.max(-1, Math.min(1, covariance));
    const active = (Math.PI - Math.acos(cosine)) / Math.PI;
    covariance = Math.sqrt(1 - cosine * cosine) / Math.PI + active * cosine;
    kernel = kernel * active + covariance;
  }
  return kernel;
}

/** Mean and standard deviation; 1 if all values are equal. */
function moments(values: readonly number[]): { mean: number; deviation: number } {
  const unit = largest(values) || 1;
  const mean = sum(values.map((value) => value / unit)) / values.length;
  const deviation = Math.sqrt(sum(values.map((value) => (value / unit - mean) ** 2)) / values.length);
  return { mean: mean * unit, deviation: deviation <= 2 ** -52 * Math.abs(mean) ? 1 : deviation * unit };
}

/** Designs for inner products: sequences as given; numeric designs standardized, with 1 appended, as unit vectors. */
function unitsOf(table: Vectors, rows: Vectors, isVector: boolean): number[][] {
  const columns = (table[0] as readonly number[]).map((_, j) => moments(table.map((row) => at(row, j))));
  const features = rows.map((row) =>
    isVector
      ? [...row.map((value, j) => (value - (columns[j]?.mean ?? 0)) / (columns[j]?.deviation ?? 1)), 1]
      : row,
  );
  if (!isVector) return features.map((row) => [...row]);
  return features.map((row) => row.map((value) => value / Math.hypot(...row)));
}

/** Relative accuracy of the certificate's linear systems, for ridges down to this fraction of the kernel. */
const SOLVED = 1e-6;
const SMALLEST_RIDGE = 1e-7;

/**
 * Certifies proposals: new, distinct, and within the alphabet. Predictions, losses and the leave-one-out error are
 * those of the kernel model with the reported ridge.
 */
export function certifyDesign(problem: blackbox.DesignProblem, solution: blackbox.DesignSolution): void {
  const table = rowsOf(problem.designs);
  const scores = vectorOf(problem.scores);
  const { kind = 'sequence', wish = 10, count = 24, kernel: name = 'ntk' } = problem;
  const proposals = rowsOf(solution.proposals);
  holds('there are no more proposals than asked for', proposals.length <= count);
  const texts = proposals.map((row) => `${row}`);
  holds('proposals differ', new Set(texts).size === texts.length || kind === 'vector');
  if (kind === 'sequence') {
    const letters = problem.alphabet ?? Math.max(2, 1 + largest(table.flat()));
    const isLetter = (value: number) => Number.isInteger(value) && value >= 0 && value < letters;
    holds('proposals are of letters', proposals.flat().every(isLetter));
    const known = new Set(table.map((row) => `${row}`));
    holds('proposals are new', !texts.some((text) => known.has(text)));
  }
  const isVector = kind === 'vector';
  const product = (a: readonly number[], b: readonly number[]) =>
    isVector
      ? sum(a.map((value, j) => value * at(b, j)))
      : a.filter((value, j) => value === b[j]).length / a.length;
  const units = unitsOf(table, table, isVector);
  const gaps = units.flatMap((a, i) => units.slice(0, i).map((b) => 1 - product(a, b)));
  const width = sum(gaps) / gaps.length || 1;
  const kernelOf = (inner: number) => (name === 'ntk' ? tangent(inner) : Math.exp((inner - 1) / width));
  const matrix = units.map((a) => units.map((b) => kernelOf(product(a, b))));
  const own = kernelOf(1);
  if (!(solution.ridge >= SMALLEST_RIDGE * own * table.length)) return;
  const { mean, deviation } = moments(scores);
  const targets = scores.map((score) => (score - mean) / deviation);
  const ridged = matrix.map((row, i) => row.map((value, j) => (i === j ? value + solution.ridge : value)));
  const coefficients = solved(ridged, targets);
  const misses = targets.map((_, k) => {
    const unit = targets.map((__, i) => (i === k ? 1 : 0));
    return at(coefficients, k) / at(solved(ridged, unit), k);
  });
  const error = Math.sqrt(sum(misses.map((miss) => miss * miss)) / misses.length);
  near('the leave-one-out error', solution.leaveOneOutError / deviation, error, SOLVED * (1 + error));
  const scale = sum(targets.map((target, i) => target * at(coefficients, i))) / targets.length;
  unitsOf(table, proposals, isVector).forEach((unit, k) => {
    const kernels = units.map((other) => kernelOf(product(unit, other)));
    const prediction = sum(kernels.map((value, i) => value * at(coefficients, i)));
    const told = (at(solution.predictions, k) - mean) / deviation;
    const size = largest(coefficients) * own;
    near(`prediction ${k}`, told, prediction, SOLVED * (size + Math.abs(mean / deviation)));
    const forward = 0.5 * (prediction - wish) ** 2;
    near(
      `forward loss ${k}`,
      at(solution.forwardLoss, k),
      forward,
      SOLVED * (size * size + forward + Math.abs(wish)),
    );
    const factor = wish / (own + solution.ridge);
    const squares = kernels.map((value, i) => (value * factor - at(targets, i)) ** 2);
    const backward = (0.5 * sum(squares)) / targets.length;
    near(`backward loss ${k}`, at(solution.backwardLoss, k), backward, SOLVED * backward + TINY);
    const weights = solved(ridged, kernels);
    const unexplained = own - sum(kernels.map((value, i) => value * at(weights, i)));
    const variance = Math.max(0, scale * unexplained);
    const toldVariance = (at(solution.standardDeviations, k) / deviation) ** 2;
    near(`the square of deviation ${k}`, toldVariance, variance, SOLVED * Math.abs(scale) * own);
  });
}

/** The functions in a problem of `pareto`. */
interface Compromises {
  readonly objectiveCount?: number;
  readonly objective?: unknown;
  readonly constraints?: unknown;
  readonly variables?: unknown;
}

/**
 * Certifies a Pareto set: points are mutually nondominated and the hypervolume is that of the set. For problems given
 * by bounds, objectives are the functions' values and constraints hold.
 */
export function certifyPareto(problem: object, solution: blackbox.ParetoSolution): void {
  const { objectiveCount = 2, objective, constraints, variables } = problem as Compromises;
  const [points, values] = [rowsOf(solution.points), rowsOf(solution.values)];
  holds('each point has its objectives', points.length === values.length);
  values.forEach((value, k) => {
    holds('the rows ascend', k === 0 || at(value, 0) >= at(values[k - 1] as number[], 0));
    holds('no point dominates another', !values.some((other) => dominates(other, value)));
  });
  if (variables === undefined && typeof objective === 'function') {
    points.forEach((point, k) => {
      const again = objective(Float64Array.from(point)) as unknown;
      if (!Array.isArray(again)) return;
      again.forEach((value: number, j) => {
        near('an objective', at(values[k] as number[], j), value, 0);
      });
      if (typeof constraints !== 'function') return;
      for (const value of constraints(Float64Array.from(point)) as number[])
        holds('constraints are kept', value <= 0);
    });
  }
  if (solution.reference === undefined || values.length > 30 || objectiveCount > 3) return;
  certifyHypervolume(
    {
      values: { rows: values.length, columns: objectiveCount, data: values.flat() },
      reference: solution.reference,
    },
    { status: 'converged', hypervolume: solution.hypervolume },
  );
}
