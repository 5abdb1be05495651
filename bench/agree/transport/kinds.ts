// Optimal transport: plans against POT's network simplex and HiGHS, potentials and barycenters against plain iterations.

import { transport } from 'superlinear';
import { at, largest, rowsOf, sum } from '../../../test/certificates/support.js';
import {
  certifyBarycenter,
  certifyExact,
  certifySinkhornNewton,
} from '../../../test/certificates/transport.js';
import type { Random } from '../random.js';
import { type Finding, type Outcome, type Reply, subject } from '../subject.js';
import { compareFigures, compareMinima, type Merit, ourSide } from '../verdict.js';

interface Model {
  readonly source: number[];
  readonly target: number[];
  readonly cost?: number[][];
  readonly sourcePoints?: number[][];
  readonly targetPoints?: number[][];
  readonly metric?: 'squaredEuclidean' | 'euclidean' | 'manhattan';
}

type Partial = Model & { readonly transportedMass: number };
type Regularized = Model & {
  readonly regularization: number;
  readonly sourcePenalty?: number;
  readonly targetPenalty?: number;
};

/** Masses that sum to `total`, at least one of them positive. */
function masses(values: number[], total = 1): number[] {
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

/** Points in the plane, their masses like those of an image: whole numbers up to 255. */
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

const KINDS = { tiny, degenerate, scaled, images, forbidden, extreme };

/** The kinds, each with what else its models have. */
const withMore = <Whole extends Model>(more: (random: Random, model: Model) => Whole) =>
  Object.fromEntries(
    Object.entries(KINDS).map(([name, draw]) => [name, (random: Random) => more(random, draw(random))]),
  );

const AXES = [
  ['source', 'cost', 'sourcePoints'],
  ['target', 'cost.*', 'targetPoints'],
];

function costsOf({ cost, sourcePoints = [], targetPoints = [], metric }: Model): number[][] {
  const distance = (x: number[], y: number[]) => {
    const apart = x.map((value, k) => Math.abs(value - at(y, k)));
    if (metric === 'manhattan') return sum(apart);
    const square = sum(apart.map((value) => value * value));
    return metric === 'euclidean' ? Math.sqrt(square) : square;
  };
  return cost ?? sourcePoints.map((x) => targetPoints.map((y) => distance(x, y)));
}

const unitOf = (costs: number[][]) => largest(costs.flat().filter(Number.isFinite)) || 1;

/** What a plan costs, and what it misses of the masses, relative to them. */
function meritOf(model: Model & { transportedMass?: number }, plan: number[][]): Merit {
  const costs = costsOf(model);
  const total = Math.max(sum(model.source), sum(model.target));
  const rows = plan.map((row) => sum(row));
  const columns = model.target.map((_, j) => sum(plan.map((row) => at(row, j))));
  const miss = (sums: number[], wanted: number[]) =>
    sum(
      sums.map((value, k) =>
        model.transportedMass === undefined
          ? Math.abs(value - at(wanted, k))
          : Math.max(0, value - at(wanted, k)),
      ),
    );
  const lost = model.transportedMass === undefined ? 0 : Math.abs(sum(rows) - model.transportedMass);
  const shares = plan.flatMap((row, i) =>
    row.map((mass, j) => (mass === 0 ? 0 : mass * at(costs[i] as number[], j))),
  );
  return {
    value: sum(shares),
    violation: (miss(rows, model.source) + miss(columns, model.target) + lost) / total,
  };
}

type Plan = Reply & { readonly status: string; readonly plan?: number[][] };

function judgePlan(model: Model, outcome: Outcome<transport.ExactSolution>, { status, plan }: Plan) {
  const theirs = { status, merit: plan && meritOf(model, plan) };
  const unit = unitOf(costsOf(model)) * Math.max(sum(model.source), sum(model.target));
  const ours = ourSide(outcome, (solution) => meritOf(model, rowsOf(solution.plan)));
  return compareMinima(ours, theirs, { unit, tolerance: 1e-9 });
}

type Potentials = Reply & {
  readonly status: string;
  readonly sourcePotential?: number[];
  readonly targetPotential?: number[];
};

/** The dual value of potentials, negated, and how far the sums of their plan are from what they ask for. */
function dualMerit(model: Regularized, f: ArrayLike<number>, g: ArrayLike<number>): Merit {
  const { source, target, regularization, sourcePenalty, targetPenalty } = model;
  const plan = costsOf(model).map((row, i) =>
    row.map((cost, j) => {
      const mass = at(source, i) * at(target, j);
      return mass === 0 ? 0 : mass * Math.exp((at(f, i) + at(g, j) - cost) / regularization);
    }),
  );
  const worth = (side: number[], potential: ArrayLike<number>, penalty?: number) =>
    sum(
      side.map((mass, k) => {
        if (mass === 0) return 0;
        return (
          mass *
          (penalty === undefined ? at(potential, k) : -penalty * Math.expm1(-at(potential, k) / penalty))
        );
      }),
    );
  const miss = (sums: number[], side: number[], potential: ArrayLike<number>, penalty?: number) =>
    sum(
      side.map((mass, k) => {
        const asked =
          penalty === undefined || mass === 0 ? mass : mass * Math.exp(-at(potential, k) / penalty);
        return Math.abs(at(sums, k) - asked);
      }),
    );
  const rows = plan.map((row) => sum(row));
  const columns = target.map((_, j) => sum(plan.map((row) => at(row, j))));
  const dual =
    worth(source, f, sourcePenalty) +
    worth(target, g, targetPenalty) +
    regularization * (sum(source) * sum(target) - sum(rows));
  const missed = miss(rows, source, f, sourcePenalty) + miss(columns, target, g, targetPenalty);
  return { value: -dual, violation: missed / Math.max(sum(source), sum(target), sum(rows)) };
}

function judgePotentials(
  model: Regularized,
  outcome: Outcome<transport.SinkhornNewtonSolution>,
  { status, sourcePotential, targetPotential }: Potentials,
): Iterable<Finding> {
  const merit = sourcePotential && targetPotential && dualMerit(model, sourcePotential, targetPotential);
  const ours = ourSide(outcome, (solution) =>
    dualMerit(model, solution.sourcePotential, solution.targetPotential),
  );
  const mass = Math.max(sum(model.source), sum(model.target));
  const { sourcePenalty = 0, targetPenalty = 0, regularization } = model;
  const unit = (unitOf(costsOf(model)) + regularization + sourcePenalty + targetPenalty) * mass;
  const rounding = (1e-14 * unitOf(costsOf(model))) / regularization;
  return compareMinima(ours, { status, merit }, { unit, tolerance: 1e-8, feasibility: 2e-9 + rounding });
}

/** How far costs spread, or how large they are. */
function spread(model: Model): number {
  const costs = costsOf(model).flat().filter(Number.isFinite);
  return Math.max(...costs) - Math.min(...costs) || unitOf([costs]);
}

const regularized = (random: Random, model: Model): Regularized => ({
  ...model,
  regularization: spread(model) * random.pick([1e-4, 1e-3, 0.01, 0.1, 1, 1e3]),
});

const unbalanced = (random: Random, model: Model): Regularized => ({
  ...regularized(random, model),
  target: model.target.map((mass) => mass * random.pick([1, 0.1, 2])),
  sourcePenalty: spread(model) * random.pick([1e-2, 1, 100]),
  targetPenalty: spread(model) * random.pick([1e-2, 1, 100]),
});

interface Histograms {
  readonly histograms: number[][];
  readonly points: number[][];
  readonly weights: number[];
  readonly regularization: number;
}

/** Histograms on points of a line, whose values are drawn by `mass`. */
const histograms =
  (mass: (random: Random) => number) =>
  (random: Random): Histograms => {
    const [n, k, unit] = [random.integer(2, 10), random.integer(1, 3), random.pick([1, 1e-3, 1e3])];
    const ratio = random.pick([1e-3, 0.01, 0.1, 1]);
    return {
      histograms: random.list(k, () => masses(random.list(n, () => mass(random)))),
      points: random.list(n, (i) => [i * unit]),
      weights: random.list(k, () => random.uniform(0.1)),
      regularization: ratio * ((n - 1) * unit) ** 2,
    };
  };

type Barycenter = Reply & { readonly status: string; readonly barycenter: number[] };

function* judgeBarycenter(
  _: Histograms,
  { status, solution }: Outcome<transport.BarycenterSolution>,
  { status: theirs, barycenter }: Barycenter,
): Iterable<Finding> {
  if (theirs !== 'converged') return;
  if (status !== 'converged' || solution === undefined)
    return yield {
      cause: `${status} where the peer converges`,
      detail: `marginal error ${solution?.marginalError}`,
    };
  const apart = sum(barycenter.map((mass, k) => Math.abs(mass - at(solution.barycenter, k))));
  yield* compareFigures('the barycenter', apart, 0, 1e-5);
}

export const subjects = [
  subject<Model, transport.ExactSolution, Plan>({
    method: 'exact',
    kinds: KINDS,
    axes: AXES,
    peer: 'exact',
    solve: transport.exactSync,
    certify: certifyExact,
    judge: judgePlan,
  }),
  subject<Partial, transport.ExactSolution, Plan>({
    method: 'exact',
    part: 'of a part of the mass',
    kinds: withMore((random, model) => {
      const target = model.target.map((mass) => mass * random.pick([0.5, 1, 3]));
      const most = Math.min(sum(model.source), sum(target));
      return { ...model, target, transportedMass: most * random.pick([0, 1e-6, 0.3, 0.9, 1]) };
    }),
    axes: AXES,
    peer: 'exact',
    solve: transport.exactSync,
    certify: certifyExact,
    judge: judgePlan,
  }),
  subject<Regularized, transport.SinkhornNewtonSolution, Potentials>({
    method: 'sinkhornNewton',
    kinds: withMore(regularized),
    axes: AXES,
    peer: 'sinkhorn',
    solve: transport.sinkhornNewtonSync,
    certify: certifySinkhornNewton,
    judge: judgePotentials,
  }),
  subject<Regularized, transport.SinkhornNewtonSolution, Potentials>({
    method: 'sinkhornNewton',
    part: 'with penalties',
    kinds: withMore(unbalanced),
    axes: AXES,
    peer: 'sinkhorn',
    solve: transport.sinkhornNewtonSync,
    certify: certifySinkhornNewton,
    judge: judgePotentials,
  }),
  subject<Histograms, transport.BarycenterSolution, Barycenter>({
    method: 'barycenter',
    kinds: {
      positive: histograms((random) => random.uniform(0.1)),
      images: histograms((random) => random.integer(0, 255)),
      degenerate: histograms((random) => random.integer(0, 1)),
    },
    axes: [
      ['histograms', 'weights'],
      ['points', 'histograms.*'],
    ],
    peer: 'barycenter',
    solve: transport.barycenterSync,
    certify: certifyBarycenter,
    judge: judgeBarycenter,
  }),
];
