// Regularized transport against plain iteration in the log domain, with and without penalties, by the dual values of potentials.

import { transport } from 'superlinear';
import { at, sum } from '../../../test/certificates/support.js';
import { certifySinkhornNewton } from '../../../test/certificates/transport.js';
import type { Random } from '../random.js';
import { type Finding, type Outcome, type Reply, subject } from '../subject.js';
import { compareMinima, type Merit } from '../verdict.js';
import { AXES, costsOf, type Model, unitOf, withMore } from './problems.js';

type Regularized = Model & {
  readonly regularization: number;
  readonly sourcePenalty?: number;
  readonly targetPenalty?: number;
};

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

/** An error within 100 roundings of one exponent: errors sum many. */
const isAtPrecision = ({ status, marginalError, precisionFloor }: transport.SinkhornNewtonSolution) =>
  status === 'stalled' && marginalError <= 100 * precisionFloor;

function judgePotentials(
  model: Regularized,
  { status, solution }: Outcome<transport.SinkhornNewtonSolution>,
  answer: Potentials,
): Iterable<Finding> {
  const { sourcePotential: f, targetPotential: g } = answer;
  const largest = unitOf(costsOf(model));
  const { sourcePenalty = 0, targetPenalty = 0, regularization } = model;
  const mass = Math.max(sum(model.source), sum(model.target));
  const product = sum(model.source) * sum(model.target);
  const known = f && g && dualMerit(model, f, g);
  // With penalties, terms are exponentials of potentials, far larger than their units may be.
  const size = Math.abs(known?.value ?? 0);
  const unit =
    (largest + regularization + sourcePenalty + targetPenalty) * mass + regularization * product + size;
  // Such values have no doubles.
  if (!Number.isFinite(unit)) return [];
  // The rounding of exponents, with the factor of `isAtPrecision`.
  const feasibility = 2e-9 + (2.2e-14 * largest) / regularization;
  const merit = solution && dualMerit(model, solution.sourcePotential, solution.targetPotential);
  const isSolved = solution !== undefined && isAtPrecision(solution);
  const ours = { status: isSolved ? 'converged' : status, merit };
  const theirs = { status: answer.status, merit: known };
  return compareMinima(ours, theirs, { unit, tolerance: 1e-8, feasibility });
}

/** The spread of costs, or their size. */
function spread(model: Model): number {
  const costs = costsOf(model).flat().filter(Number.isFinite);
  if (costs.length === 0) return 1;
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

export const balanced = subject<Regularized, transport.SinkhornNewtonSolution, Potentials>({
  method: 'sinkhornNewton',
  kinds: withMore(regularized),
  axes: AXES,
  peer: 'sinkhorn',
  solve: transport.sinkhornNewtonSync,
  isAtPrecision,
  certify: certifySinkhornNewton,
  judge: judgePotentials,
});

export const penalized = subject<Regularized, transport.SinkhornNewtonSolution, Potentials>({
  method: 'sinkhornNewton',
  part: 'with penalties',
  kinds: withMore(unbalanced),
  axes: AXES,
  peer: 'sinkhorn',
  solve: transport.sinkhornNewtonSync,
  isAtPrecision,
  certify: certifySinkhornNewton,
  judge: judgePotentials,
});
