/** How all plots look: as wide as there is room for, their labels in full, logarithmic axes in powers of ten. */

import * as Plot from '@observablehq/plot';
import type { Values } from './panel.js';

/** Room for the labels of both axes, in pixels. */
const MARGINS = { marginTop: 32, marginRight: 28, marginBottom: 44, marginLeft: 56 } as const;

/** Colours of lines: those of the rainbow that are seen on light and on dark ground. */
export const LINE_COLOURS = { scheme: 'turbo', range: [0.12, 0.9] } as const;

/** Wide plots are lower than wide, and never higher than the window. */
const heightOf = (width: number) =>
  Math.round(Math.min(width, Math.max(300, Math.min(0.55 * width, 0.65 * innerHeight))));

/** A plot that is so many pixels wide. */
export const plotOf = (width: number, options: Plot.PlotOptions) =>
  Plot.plot({ width, height: heightOf(width), grid: true, ...MARGINS, ...options });

/** Both axes at the same scale: what is up to `extent` away from the origin is seen, and beside it what there is room for. */
export function centred(width: number, extent: number) {
  const { marginTop, marginRight, marginBottom, marginLeft } = MARGINS;
  const sides = [width - marginLeft - marginRight, heightOf(width) - marginTop - marginBottom] as const;
  const unit = Math.min(...sides) / (2 * extent);
  const [x, y] = [sides[0] / (2 * unit), sides[1] / (2 * unit)];
  return { x: [-x, x], y: [-y, y] } as const;
}

/** More powers of ten than this are not all named. */
const NAMED = 8;

const tenTo = (exponent: number) => Number(`1e${exponent}`);

/** The exponents of the powers of ten around these values. */
function exponentsOf(values: readonly number[]): [number, number] {
  const logarithms = values.map(Math.log10);
  return [Math.floor(Math.min(...logarithms)), Math.ceil(Math.max(...logarithms))];
}

/** The powers of ten between which these values are. */
export function decadesAround(values: readonly number[]): [number, number] {
  const [first, last] = exponentsOf(values);
  return [tenTo(first), tenTo(Math.max(last, first + 1))];
}

/** A logarithmic axis, on which powers of ten are named. */
export function logAxis(label: string, [low, high]: readonly [number, number]) {
  const [first, last] = exponentsOf([low, high]);
  const step = Math.ceil((last - first) / NAMED);
  // Few powers of ten have lines between them, which show the scale.
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

/** Powers of ten have names: `0.01`, `1000`, or, instead of more zeros than are easily counted, `10⁻¹⁶`. */
function nameOf(value: number): string {
  const exponent = Math.round(Math.log10(value));
  if (value !== tenTo(exponent)) return '';
  if (Math.abs(exponent) < 4) return String(value);
  return `10${String(exponent).replace(/./g, (sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(sign))))}`;
}

/** Where in a plot somebody clicked, as what is chosen in the fields `x` and `y`. */
export function pointIn(plot: Element & Plot.Plot, { clientX, clientY }: MouseEvent): Values {
  const { left, top } = plot.getBoundingClientRect();
  const [x, y] = [plot.scale('x')?.invert?.(clientX - left), plot.scale('y')?.invert?.(clientY - top)];
  return { x: Number(x).toFixed(2), y: Number(y).toFixed(2) };
}
