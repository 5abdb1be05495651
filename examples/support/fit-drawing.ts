// A fitted curve over its data, with a confidence band, and the residuals beneath.

import type { constrained } from 'superlinear';
import { sheet, text } from './svg.js';

const [WIDTH, LEFT, RIGHT] = [900, 70, 24];
const [TOP, HEIGHT, GAP, BELOW] = [56, 380, 44, 130];

/** Points per curve. */
const STEPS = 240;

/** An SVG document. */
export function drawFit(
  x: readonly number[],
  y: readonly number[],
  fit: constrained.CurveFitSolution,
): string {
  const [first, last] = [Math.min(...x), Math.max(...x)];
  const grid = Array.from({ length: STEPS + 1 }, (_, k) => first + ((last - first) * k) / STEPS);
  const curve = fit.predict(grid);
  const band = fit.band(grid);
  const most = 1.05 * Math.max(...y, ...(band?.upper ?? []));
  const across = (value: number) => LEFT + ((value - first) / (last - first)) * (WIDTH - LEFT - RIGHT);
  const up = (value: number) => TOP + HEIGHT * (1 - value / most);
  const [under, reach] = [TOP + HEIGHT + GAP, Math.max(...fit.residuals.map(Math.abs))];
  const beneath = (value: number) => under + (BELOW * (1 - value / reach)) / 2;
  const line = (values: ArrayLike<number>) =>
    grid.map((at, k) => `${across(at).toFixed(1)},${up(values[k]).toFixed(1)}`);
  const dots = x.map((at, i) => {
    const [left, residual] = [across(at).toFixed(1), -fit.residuals[i]];
    return [
      `<circle cx="${left}" cy="${up(y[i]).toFixed(1)}" r="2.6" fill="#1f5fa8" fill-opacity="0.45"/>`,
      `<circle cx="${left}" cy="${beneath(residual).toFixed(1)}" r="2.2" fill="#555" fill-opacity="0.5"/>`,
    ].join('');
  });
  const edges = band === undefined ? [] : [...line(band.lower), ...line(band.upper).reverse()];
  const parts = [
    text(
      LEFT,
      32,
      'Ultrasound in metal: a fitted decay and its band of 95 % confidence',
      'font-size="18" fill="#111"',
    ),
    frame(TOP, HEIGHT),
    frame(under, BELOW),
    ...dots,
    `<polygon points="${edges.join(' ')}" fill="#c0392b" fill-opacity="0.25"/>`,
    `<polyline points="${line(curve).join(' ')}" fill="none" stroke="#c0392b" stroke-width="1.8"/>`,
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${beneath(0)}" y2="${beneath(0)}" stroke="#c0392b"/>`,
    ...[0, 25, 50, 75].map((value) => text(LEFT - 9, up(value) + 4, `${value}`, 'text-anchor="end"')),
    ...[-reach, reach].map((value) =>
      text(LEFT - 9, beneath(value) + 4, value.toFixed(0), 'text-anchor="end"'),
    ),
    ...[1, 2, 3, 4, 5, 6].map((value) =>
      text(
        across(value),
        under + BELOW + 20,
        value === 5 ? 'distance 5' : `${value}`,
        'text-anchor="middle"',
      ),
    ),
    text(WIDTH - RIGHT - 12, TOP + 24, 'response', 'text-anchor="end"'),
    text(WIDTH - RIGHT - 12, under + 18, 'what the curve leaves', 'text-anchor="end"'),
  ];
  return sheet(WIDTH, under + BELOW + 46, parts, 13);
}

function frame(top: number, height: number): string {
  return `<rect x="${LEFT}" y="${top}" width="${WIDTH - LEFT - RIGHT}" height="${height}" fill="none" stroke="#999"/>`;
}
