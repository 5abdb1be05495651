/** Quantiles of Student's t distribution, for confidence intervals. */

import { lgamma } from './special.js';

/** Limit on the terms of the continued fraction, not reached in practice. */
const MAX_PARTS = 1000;

/** Relative accuracy of the continued fraction: less than a rounding error. */
const ACCURACY = 1e-16;

/**
 * Limit on the Newton steps to a quantile. With few degrees of freedom and a probability near 1, half of the steps only
 * double t.
 */
const MAX_STEPS = 200;

/**
 * The t at which a Student-distributed variable lies in [-t, t] with the given probability: 12.706 for 0.95 and one
 * degree of freedom.
 *
 * Newton's method from 0: the density decreases, so no step overshoots.
 */
export function studentQuantile(probability: number, degrees: number): number {
  const density = (t: number) =>
    Math.exp(-logBeta(degrees / 2, 0.5) - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees)) /
    Math.sqrt(degrees);
  // The probability still to reach. For large t it is computed from the tail, since near 1 the probability itself has
  // few digits.
  const left = (t: number) => {
    const square = t * t;
    if (square < degrees) return probability - incompleteBeta(square / (degrees + square), 0.5, degrees / 2);
    return incompleteBeta(degrees / (degrees + square), degrees / 2, 0.5) - (1 - probability);
  };
  let t = 0;
  for (let k = 0; k < MAX_STEPS; k++) {
    const step = left(t) / (2 * density(t));
    t += step;
    if (!(step > Number.EPSILON * t)) break;
  }
  return t;
}

/**
 * The regularized incomplete beta function, by its continued fraction.
 *
 * Source: DiDonato, Morris, ACM Trans. Math. Softw. 18, 1992; evaluated by Lentz's method, Applied Optics 15, 1976.
 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // If the fraction converges slowly, that of the complement converges fast.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a;
  let [c, d] = [1, 1 / kept(1 - ((a + b) * x) / (a + 1))];
  let fraction = d;
  for (let k = 1; k < MAX_PARTS; k++) {
    let factor = 1;
    for (const part of [
      (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k)),
      (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1)),
    ]) {
      d = 1 / kept(1 + part * d);
      c = kept(1 + part / c);
      factor = c * d;
      fraction *= factor;
    }
    if (Math.abs(factor - 1) <= ACCURACY) break;
  }
  return front * fraction;
}

/** Moves a denominator away from zero. */
const kept = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);

const logBeta = (a: number, b: number) => lgamma(a) + lgamma(b) - lgamma(a + b);
