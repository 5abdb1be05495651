/** Elementwise functions that JavaScript lacks. */

/** The nearest integer, of two equally near the even one. */
export function roundToEven(x: number): number {
  const below = Math.floor(x);
  const isUp = x - below > 0.5 || (x - below === 0.5 && below % 2 !== 0);
  return isUp ? below + 1 : below;
}

/** The remainder with the sign of the divisor. */
export function modulo(x: number, y: number): number {
  const remainder = x % y;
  return remainder !== 0 && remainder < 0 !== y < 0 ? remainder + y : remainder;
}

/**
 * Below this magnitude the error function is evaluated by its series, above it by the continued fraction of its
 * complement.
 */
const SERIES_END = 3;

/** The error function. */
export function erf(x: number): number {
  return Math.abs(x) < SERIES_END ? erfNearZero(x) : Math.sign(x) * (1 - erfcFar(Math.abs(x)));
}

/** The complementary error function. */
export function erfc(x: number): number {
  // The series would lose digits of small complements.
  if (x > 1) return erfcFar(x);
  return x < -SERIES_END ? 2 - erfcFar(-x) : 1 - erf(x);
}

/** The error function by the Maclaurin series of erf(x) exp(x²). */
function erfNearZero(x: number): number {
  let [term, sum] = [x, x];
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** The complementary error function by Laplace's continued fraction. */
function erfcFar(x: number): number {
  if (x === Infinity) return 0;
  let fraction = x;
  for (let k = Math.ceil(60 + 500 / (x * x)); k >= 1; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

/** From this argument on, the asymptotic series of ln gamma is accurate to rounding. */
const ASYMPTOTIC = 10;

/** B(2k) / (2k (2k - 1)) with the numbers B of Bernoulli, the coefficients of that series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** ln |gamma(x)|. */
export function lgamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * (x % 2)))) - lgamma(1 - x);
  let [near, product] = [x, 1];
  for (; near < ASYMPTOTIC; near++) product *= near;
  const series = STIRLING.reduceRight((sum, coefficient) => sum / (near * near) + coefficient, 0) / near;
  const value = (near - 0.5) * Math.log(near) - near + 0.5 * Math.log(2 * Math.PI) + series;
  return near === Infinity ? near : value - Math.log(product);
}

/** The derivative of ln gamma. */
export function digamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Number.NaN;
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x % 1));
  let [near, sum] = [x, 0];
  for (; near < ASYMPTOTIC; near++) sum += 1 / near;
  const series = STIRLING.reduceRight(
    (total, coefficient, k) => total / (near * near) + (2 * k + 1) * coefficient,
    0,
  );
  return Math.log(near) - 0.5 / near - series / (near * near) - sum;
}
