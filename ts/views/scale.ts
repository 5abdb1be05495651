/** Axes: from numbers to fractions of the length of an axis, and back; ticks as those of D3. */

import { figureInSteps, powerOfTen } from './format.js';

/** A tick of an axis. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** An axis from its lowest to its highest number. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  /** The fraction at which a number lies: 0 at `low`, 1 at `high`, and between them for all finite numbers beyond. */
  at(value: number): number;
  /** About `count` ticks. */
  ticks(count: number): readonly Tick[];
}

/** The multiples of a power of ten between ticks: 1, 2, 5 or 10, with the geometric means as limits. */
const factorOf = (ratio: number) =>
  ratio >= Math.sqrt(50) ? 10 : ratio >= Math.sqrt(10) ? 5 : ratio >= Math.sqrt(2) ? 2 : 1;

/** More ticks than these come of rounding alone. */
const MAX_TICKS = 40;

function linearTicks(low: number, high: number, count: number): Tick[] {
  const raw = high / count - low / count;
  const power = Math.floor(Math.log10(raw));
  const factor = factorOf(raw / 10 ** power);
  // Below 1, quotients of whole numbers are the decimal fractions nearest to the ticks.
  const inverse = 10 ** -power / factor;
  const [first, last, tickAt] =
    power < 0
      ? [Math.ceil(low * inverse), Math.floor(high * inverse), (k: number) => k / inverse]
      : [
          Math.ceil(low / (10 ** power * factor)),
          Math.floor(high / (10 ** power * factor)),
          (k: number) => k * 10 ** power * factor,
        ];
  const ticks: Tick[] = [];
  const largest = Math.max(Math.abs(low), Math.abs(high));
  for (let k = first; k <= last && ticks.length < MAX_TICKS; k++) {
    const value = tickAt(k) + 0;
    const label = figureInSteps(value, 10 ** power * factor, largest);
    if (Number.isFinite(value) && ticks.at(-1)?.label !== label) ticks.push({ value, label });
    if (k + 1 === k) break;
  }
  return ticks;
}

/** A linear axis. Equal limits are moved apart. */
export function linearScale(from: number, to: number): Scale {
  const [low, high] = apart(from, to);
  // Divided by the largest magnitude, differences of huge numbers stay finite.
  const unit = Math.max(Math.abs(low), Math.abs(high));
  const length = high / unit - low / unit;
  return {
    low,
    high,
    at: (value) => limited((value / unit - low / unit) / length),
    ticks: (count) => linearTicks(low, high, count),
  };
}

/** A fraction within the axis; not a number for what has no place. */
const limited = (fraction: number) => (Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : NaN);

/** Below this, the quotients of numbers lose digits. */
const SMALLEST = 1e-290;

function apart(low: number, high: number): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < SMALLEST) return [-1, 1];
  if (high / size - low / size > 1e-12) return [low, high];
  return [Math.max(-Number.MAX_VALUE, low - size / 2), Math.min(Number.MAX_VALUE, high + size / 2)];
}

/** A logarithmic axis. Numbers that are not positive have no place on it. */
export function logScale(from: number, to: number): Scale {
  const first = from > 0 ? Math.log10(from) : 0;
  const last = to > 0 ? Math.log10(to) : first;
  const [low, high] = last - first > 1e-9 ? [first, last] : [first - 0.5, last + 0.5];
  return {
    low: 10 ** low,
    high: 10 ** high,
    at: (value) => (value > 0 ? limited((Math.log10(value) - low) / (high - low)) : NaN),
    ticks: (count) => logTicks(low, high, count),
  };
}

function logTicks(low: number, high: number, count: number): Tick[] {
  const [first, last] = [Math.ceil(low - 1e-9), Math.floor(high + 1e-9)];
  if (last - first < 1) return linearTicks(10 ** low, 10 ** high, Math.min(count, 5));
  const stride = Math.max(1, Math.ceil((last - first + 1) / Math.max(2, count)));
  const ticks: Tick[] = [];
  for (let exponent = first; exponent <= last; exponent += stride)
    ticks.push({ value: Number(`1e${exponent}`), label: powerOfTen(exponent) });
  return ticks;
}
