/** Common plot style: full width, unabbreviated labels, logarithmic axes in powers of ten. */

import * as Plot from '@observablehq/plot';
import type { Values } from './panel.js';

/** Margins for the labels of both axes, in pixels. */
const MARGINS = { marginTop: 32, marginRight: 28, marginBottom: 44, marginLeft: 56 } as const;

/** Line colors: the part of the rainbow that is readable on light and dark backgrounds. */
export const LINE_COLORS = { scheme: 'turbo', range: [0.12, 0.9] } as const;

/** The height of a plot: less than its width if wide, and at most that of the window. */
const heightOf = (width: number) =>
  Math.round(Math.min(width, Math.max(300, Math.min(0.55 * width, 0.65 * innerHeight))));

/** Creates a plot of the given width in pixels. */
export const plotOf = (width: number, options: Plot.PlotOptions) =>
  Plot.plot({ width, height: heightOf(width), grid: true, ...MARGINS, ...options });

/**
 * Axes with equal scales: the square up to `extent` from the origin is visible, and the remaining width is used too.
 */
export function centered(width: number, extent: number) {
  const { marginTop, marginRight, marginBottom, marginLeft } = MARGINS;
  const sides = [width - marginLeft - marginRight, heightOf(width) - marginTop - marginBottom] as const;
  const unit = Math.min(...sides) / (2 * extent);
  const [x, y] = [sides[0] / (2 * unit), sides[1] / (2 * unit)];
  return { x: [-x, x], y: [-y, y] } as const;
}

/** With more powers of ten than this, not all are labeled. */
const NAMED = 8;

const tenTo = (exponent: number) => Number(`1e${exponent}`);

/** The exponents of the powers of ten that enclose the values. */
function exponentsOf(values: readonly number[]): [number, number] {
  const logarithms = values.map(Math.log10);
  return [Math.floor(Math.min(...logarithms)), Math.ceil(Math.max(...logarithms))];
}

/** The powers of ten that enclose the values. */
export function decadesAround(values: readonly number[]): [number, number] {
  const [first, last] = exponentsOf(values);
  return [tenTo(first), tenTo(Math.max(last, first + 1))];
}

/** A logarithmic axis with labels at powers of ten. */
export function logAxis(label: string, [low, high]: readonly [number, number]) {
  const [first, last] = exponentsOf([low, high]);
  const step = Math.ceil((last - first) / NAMED);
  // With few powers of ten, intermediate lines show the scale.
  const multiples = last - first > 2 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let exponent = first; exponent <= last; exponent += step)
    ticks.push(...multiples.map((multiple) => Number(`${multiple}e${exponent}`)));
  return {
    type: 'log',
    label,
    domain: [low, high],
    ticks: ticks.filter((tick) => tick >= low && tick <= high),
    tickFormat: nameOf,
  } as const;
}

/** The label of a power of ten: `0.01`, `1000`, or an exponent such as `10⁻¹⁶` if there are too many zeros to count. */
function nameOf(value: number): string {
  const exponent = Math.round(Math.log10(value));
  if (value !== tenTo(exponent)) return '';
  if (Math.abs(exponent) < 4) return String(value);
  return `10${String(exponent).replace(/./g, (sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(sign))))}`;
}

/** The position of a click in a plot, as values of the fields `x` and `y`. */
export function pointIn(plot: Element & Plot.Plot, { clientX, clientY }: MouseEvent): Values {
  const { left, top } = plot.getBoundingClientRect();
  const [x, y] = [plot.scale('x')?.invert?.(clientX - left), plot.scale('y')?.invert?.(clientY - top)];
  return { x: Number(x).toFixed(2), y: Number(y).toFixed(2) };
}
