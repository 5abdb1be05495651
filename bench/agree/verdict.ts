// Judgments that many families share. Every figure is computed here from a returned point, whoever returned it.

import type { Finding, Outcome } from './subject.js';

/** The value of a point. */
export interface Merit {
  readonly value: number;
  /** By how much it violates constraints, relative to their data; 0 without any. */
  readonly violation?: number;
}

/** The answer of one side to a minimization problem. */
export interface Side {
  readonly status: string;
  readonly merit?: Merit | undefined;
}

/** When values are the same. */
export interface Measure {
  /** The size of terms that a value is the sum of. */
  readonly unit: number;
  readonly tolerance: number;
  readonly feasibility?: number;
}

type Ending = 'solved' | 'infeasible' | 'unbounded' | 'unfinished' | 'refused';

const ENDINGS: Readonly<Record<string, Ending>> = {
  converged: 'solved',
  acceptable: 'solved',
  finished: 'solved',
  infeasible: 'infeasible',
  locallyInfeasible: 'infeasible',
  INFEASIBLE: 'infeasible',
  unbounded: 'unbounded',
  UNBOUNDED: 'unbounded',
  INVALID_INPUT: 'refused',
};

export const endingOf = (status: string): Ending => ENDINGS[status] ?? 'unfinished';

/** Our side, by the merit of its point where it is solved. */
export function ourSide<Solution>(
  { status, solution }: Outcome<Solution>,
  meritOf: (solution: Solution) => Merit,
): Side {
  return {
    status,
    merit: solution === undefined || endingOf(status) !== 'solved' ? undefined : meritOf(solution),
  };
}

/** Two sides that look for the least value: which of them is wrong, and in what. */
export function* compareMinima(ours: Side, theirs: Side, measure: Measure): Iterable<Finding> {
  const { feasibility = measure.tolerance } = measure;
  const [own, other] = [endingOf(ours.status), endingOf(theirs.status)];
  const told = `ours ${tell(ours)}, the peer's ${tell(theirs)}`;
  if (own === 'solved' && !((ours.merit?.violation ?? 0) <= feasibility))
    return yield { cause: 'the solution violates constraints', detail: told };
  if (other === 'solved' && !((theirs.merit?.violation ?? 0) <= feasibility))
    return yield { cause: 'the solution violates constraints', detail: told, isPeers: true };
  if (other === 'unfinished' || own === 'refused') return;
  if (own !== other) {
    // A certificate has seen what we call solved or unbounded, so a peer that says otherwise is mistaken.
    const isPeers = own === 'solved' || own === 'unbounded';
    return yield {
      cause: `${own === 'unfinished' ? ours.status : own} where the peer says ${other}`,
      detail: told,
      isPeers,
    };
  }
  if (own !== 'solved') return;
  const apart = ((ours.merit?.value ?? Number.NaN) - (theirs.merit?.value ?? Number.NaN)) / measure.unit;
  if (!(apart <= measure.tolerance)) yield { cause: "the objective is above the peer's", detail: told };
  else if (apart < -measure.tolerance)
    yield { cause: 'the objective is above ours', detail: told, isPeers: true };
}

const tell = ({ status, merit }: Side) =>
  merit === undefined ? status : `${status} at ${merit.value}, violation ${merit.violation ?? 0}`;

/** A figure that is to be another one. */
export function* compareFigures(
  what: string,
  ours: number,
  theirs: number,
  slack: number,
): Iterable<Finding> {
  if (!(Math.abs(ours - theirs) <= slack))
    yield { cause: `${what} differs`, detail: `${ours} here and ${theirs} there, more than ${slack} apart` };
}

/** A converged call or none: findings where a method that must always solve ends otherwise. */
export function* mustConverge({ status }: Outcome<unknown>): Iterable<Finding> {
  if (endingOf(status) !== 'solved' && endingOf(status) !== 'refused')
    yield { cause: `${status} where there is a solution`, detail: status };
}
