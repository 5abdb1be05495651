// Cost of a quantity. Every call plans again, so the cost per point is a difference quotient between two calls.

import { expression, type SyncRunOptions } from 'superlinear';
import { type Time, type Timed, type Turn, timeOf } from '../support/timing.js';
import type { Quantity } from './workloads.js';

/** Processor seconds. */
export interface Cost {
  /** From the formula to the first result, at one point. */
  readonly first: number;
  /** A call at one point for an existing function: planning and the round trip to the engine. */
  readonly call: number;
  /** Each further point in a call. */
  readonly point: number;
  /** A call of a prepared function, if measured. */
  readonly prepared: number | undefined;
}

/** The turns evaluated by `costOf`, labeled by `side`. */
export function turnsOf(
  side: string,
  { many, read, compute, call }: Quantity,
  options: SyncRunOptions,
): Record<string, Turn> {
  const f = read();
  const prepared = call && expression.prepareSync({ function: f }, options);
  // The first calls compile the module; the next ones trigger optimization of its hot loops.
  timeOf(() => compute(read(), 1, options));
  compute(f, many, options);
  return {
    [`${side}, first`]: () => timeOf(() => compute(read(), 1, options)),
    [`${side}, call`]: () => timeOf(() => compute(f, 1, options)),
    [`${side}, many`]: () => timeOf(() => compute(f, many, options)),
    ...(prepared && { [`${side}, prepared`]: () => timeOf(() => call?.(prepared)) }),
  };
}

/** The processor time of a point in each turn, of a prepared function if it is measured, as the peers' are. */
export function pointsOf(
  side: string,
  { many, call }: Quantity,
  times: Readonly<Record<string, Timed>>,
): number[] {
  const turns = (name: string) => (times[`${side}, ${name}`]?.turns ?? []).map(({ cpu }) => cpu);
  if (call) return turns('prepared').map((cpu) => cpu / many);
  const single = turns('call');
  return turns('many').map((cpu, turn) => (cpu - (single[turn] ?? Number.NaN)) / (many - 1));
}

/** Computes the costs from the times of the turns of `turnsOf`. */
export function costOf(side: string, { many, call }: Quantity, times: Readonly<Record<string, Time>>): Cost {
  const of = (turn: string) => times[`${side}, ${turn}`]?.cpu ?? Number.NaN;
  const prepared = call && of('prepared') / many;
  return { first: of('first'), call: of('call'), point: (of('many') - of('call')) / (many - 1), prepared };
}
