// Problems of transport by kind: masses on two sides, and costs between them.

import { at, largest, sum } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';

export interface Model {
  readonly source: number[];
  readonly target: number[];
  readonly cost?: number[][];
  readonly sourcePoints?: number[][];
  readonly targetPoints?: number[][];
  readonly metric?: 'squaredEuclidean' | 'euclidean' | 'manhattan';
}

/** Masses that sum to `total`, at least one of them positive. */
export function masses(values: number[], total = 1): number[] {
  const positive = values.some((value) => value > 0) ? values : values.map(() => 1);
  const unit = total / sum(positive);
  return positive.map((value) => value * unit);
}

const size = (random: Random) => random.integer(1, random.chance(0.6) ? 6 : 16);

const tiny = (random: Random): Model => {
  const [n, m] = [random.integer(1, 6), random.integer(1, 6)];
  return {
    source: masses(random.list(n, () => random.uniform(0.1))),
    target: masses(random.list(m, () => random.uniform(0.1))),
    cost: random.matrix(n, m, () => random.normal()),
  };
};

/** Ties, zero masses, equal rows. */
const degenerate = (random: Random): Model => {
  const [n, m] = [size(random), size(random)];
  const rows = random.matrix(n, m, () => random.integer(0, 3));
  return {
    source: masses(random.list(n, () => random.integer(0, 2))),
    target: masses(random.list(m, () => random.integer(0, 2))),
    cost: rows.map((row) => (random.chance(0.3) ? (rows[0] as number[]) : row)),
  };
};

const scaled = (random: Random): Model => {
  const { source, target, cost = [] } = tiny(random);
  const [mass, unit] = [random.scale(), random.scale()];
  const rows = random.chance(0.5)
    ? cost
    : cost.map((row) => row.map((value) => value * random.decade(-6, 6)));
  return {
    source: source.map((value) => value * mass),
    target: target.map((value) => value * mass),
    cost: rows.map((row) => row.map((value) => value * unit)),
  };
};

/** Points in the plane, their masses like those of an image: integers up to 255. */
const images = (random: Random): Model => {
  const [n, m, unit] = [size(random), size(random), random.pick([1, 1, 28, 1e-3, 1e4])];
  const points = (count: number) => random.matrix(count, 2, () => random.integer(0, 5) * unit);
  const image = (count: number) => masses(random.list(count, () => random.integer(0, 255)));
  return {
    source: image(n),
    target: image(m),
    sourcePoints: points(n),
    targetPoints: points(m),
    metric: random.pick(['squaredEuclidean', 'euclidean', 'manhattan']),
  };
};

/** Some pairs are forbidden, so that there may be no plan. */
const forbidden = (random: Random): Model => {
  const model = random.chance(0.5) ? tiny(random) : degenerate(random);
  const share = random.pick([0.1, 0.4, 0.7]);
  const row = (costs: number[]) =>
    costs.map((cost) => (random.chance(share) ? Number.POSITIVE_INFINITY : cost));
  return { ...model, cost: (model.cost ?? []).map(row) };
};

/** Masses of many decades, costs with a large constant. */
const extreme = (random: Random): Model => {
  const { source, target, cost = [] } = tiny(random);
  const far = random.pick([0, 1e3, 1e8]);
  const decades = (list: number[]) => masses(list.map(() => random.decade(-9, 0)));
  return {
    source: decades(source),
    target: decades(target),
    cost: cost.map((row) => row.map((value) => value + far)),
  };
};

export const KINDS = { tiny, degenerate, scaled, images, forbidden, extreme };

/** The kinds, each with what else its models have. */
export const withMore = <Whole extends Model>(more: (random: Random, model: Model) => Whole) =>
  Object.fromEntries(
    Object.entries(KINDS).map(([name, draw]) => [name, (random: Random) => more(random, draw(random))]),
  );

export const AXES = [
  ['source', 'cost', 'sourcePoints'],
  ['target', 'cost.*', 'targetPoints'],
];

export function costsOf({ cost, sourcePoints = [], targetPoints = [], metric }: Model): number[][] {
  const distance = (x: number[], y: number[]) => {
    const apart = x.map((value, k) => Math.abs(value - at(y, k)));
    if (metric === 'manhattan') return sum(apart);
    const square = sum(apart.map((value) => value * value));
    return metric === 'euclidean' ? Math.sqrt(square) : square;
  };
  return cost ?? sourcePoints.map((x) => targetPoints.map((y) => distance(x, y)));
}

export const unitOf = (costs: number[][]) => largest(costs.flat().filter(Number.isFinite)) || 1;
