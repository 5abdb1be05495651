// What a quantity costs. Each call plans anew, so the time of a point is a part of the difference of two calls.

import { expression, type SyncRunOptions } from 'superlinear';
import { type Time, type Turn, timeOf } from '../support/timing.js';
import type { Quantity } from './workloads.js';

/** Seconds of processor time. */
export interface Cost {
  /** From the formula to the first result, at one point. */
  readonly first: number;
  /** Of a call at one point, for a function that is there: planning, and the way there and back. */
  readonly call: number;
  /** Of a further point in a call. */
  readonly point: number;
  /** Of a call of a function that was compiled before, where that is measured. */
  readonly prepared: number | undefined;
}

/** The turns that `costOf` needs, for a side with such a name. */
export function turnsOf(
  side: string,
  { many, read, compute, call }: Quantity,
  options: SyncRunOptions,
): Record<string, Turn> {
  const f = read();
  const prepared = call && expression.prepareSync({ function: f }, options);
  // The first calls compile the module, the next ones have its hot loops compiled anew.
  timeOf(() => compute(read(), 1, options));
  compute(f, many, options);
  return {
    [`${side}, first`]: () => timeOf(() => compute(read(), 1, options)),
    [`${side}, call`]: () => timeOf(() => compute(f, 1, options)),
    [`${side}, many`]: () => timeOf(() => compute(f, many, options)),
    ...(prepared && { [`${side}, prepared`]: () => timeOf(() => call?.(prepared)) }),
  };
}

/** What the turns of `turnsOf` say. */
export function costOf(side: string, { many, call }: Quantity, times: Readonly<Record<string, Time>>): Cost {
  const of = (turn: string) => times[`${side}, ${turn}`]?.cpu ?? Number.NaN;
  const prepared = call && of('prepared') / many;
  return { first: of('first'), call: of('call'), point: (of('many') - of('call')) / (many - 1), prepared };
}
