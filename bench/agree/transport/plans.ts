// Cheapest plans against POT's network simplex, and HiGHS where pairs are forbidden or mass may stay.

import { transport } from 'superlinear';
import { at, rowsOf, sum } from '../../../test/certificates/support.js';
import { certifyExact } from '../../../test/certificates/transport.js';
import { type Outcome, type Reply, subject } from '../subject.js';
import { compareMinima, type Merit, ourSide } from '../verdict.js';
import { AXES, costsOf, KINDS, type Model, unitOf, withMore } from './problems.js';

type Partial = Model & { readonly transportedMass: number };

/** The cost of a plan, and its violation of the masses relative to them. */
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

export const plans = subject<Model, transport.ExactSolution, Plan>({
  method: 'exact',
  kinds: KINDS,
  axes: AXES,
  peer: 'exact',
  solve: transport.exactSync,
  certify: certifyExact,
  judge: judgePlan,
});

export const partialPlans = subject<Partial, transport.ExactSolution, Plan>({
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
});
