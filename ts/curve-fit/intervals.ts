/** Confidence intervals and bands of fits, by linearization in the parameters. */

import { describeValue, invalidInput } from '../engine/errors.js';
import type { Interval } from './problem.js';

/** The confidence level of a fit. */
export function confidenceLevelOf({
  confidenceLevel = 0.95,
}: {
  readonly confidenceLevel?: number | undefined;
}): number {
  if (typeof confidenceLevel === 'number' && confidenceLevel > 0 && confidenceLevel < 1)
    return confidenceLevel;
  const got = describeValue(confidenceLevel);
  throw invalidInput('confidenceLevel', `must be above 0 and below 1, got ${got}`);
}

/** The intervals around values, `quantile` standard errors wide on each side. */
export function around(
  center: ArrayLike<number>,
  error: (i: number) => number,
  quantile: number,
): { readonly lower: Float64Array; readonly upper: Float64Array } & Interval {
  const widths = Float64Array.from(center, (_, i) => quantile * error(i));
  return {
    lower: Float64Array.from(center, (value, i) => value - (widths[i] as number)),
    upper: Float64Array.from(center, (value, i) => value + (widths[i] as number)),
  };
}

/** The standard error √(g'Cg) of a value, with its gradient g in the parameters and their covariance C. */
export function errorOf(
  covariance: ArrayLike<number>,
  count: number,
  gradient: (parameter: number) => number,
): number {
  let sum = 0;
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      const entry = covariance[a * count + b] as number;
      // Parameters at a bound have zero covariance and contribute nothing, even if the derivative is not finite.
      if (entry !== 0) sum += gradient(a) * entry * gradient(b);
    }
  }
  return Math.sqrt(Math.max(sum, 0));
}

/** Adds functions to the data of a fit. Nonenumerable, since functions are not data: copies of a solution omit them. */
export function addFunctions(
  fit: object,
  { predict, band }: { readonly predict: unknown; readonly band: unknown },
): void {
  Object.defineProperties(fit, { predict: { value: predict }, band: { value: band } });
}
