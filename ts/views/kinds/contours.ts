/** Level curves of a function of two variables. */

import { spaced } from '../data.js';
import type { Sheet } from '../sheet.js';
import { colored, px, stroke } from '../svg.js';
import { type Axis, type Band, chart, type Frame, type Series } from './chart.js';

/** A function of two variables on a box, and what lies on it. */
export interface Contours {
  /** Values at points. */
  readonly valuesAt: (points: number[][]) => readonly number[];
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  /** Points, ways and lines over the level curves. */
  readonly series: readonly Series[];
  /** Areas over the level curves. */
  readonly bands?: readonly Band[];
  readonly x?: Axis;
  readonly y?: Axis;
}

/** Cells of the grid on each side. */
const CELLS = 64;
const LEVELS = 9;
/** More characters than these are drawn with fewer levels. */
const MAX_LENGTH = 60_000;

/** Levels at which equal shares of the area lie, closer together near the lowest values. */
function levelsOf(values: readonly number[]): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const shares = spaced(0, 1, LEVELS + 2).slice(1, -1);
  const levels = shares.map((share) => sorted[Math.floor(share ** 1.6 * (sorted.length - 1))] as number);
  return [...new Set(levels)].filter(Number.isFinite);
}

/** Draws level curves with marks over them; nothing without any value. */
export function contours(
  sheet: Sheet,
  { valuesAt, low, high, series, bands = [], ...axes }: Contours,
): string | undefined {
  const xs = spaced(low[0], high[0], CELLS + 1);
  const ys = spaced(low[1], high[1], CELLS + 1);
  const values = valuesAt(ys.flatMap((y) => xs.map((x) => [x, y])));
  const levels = levelsOf(values);
  if (levels.length === 0) return undefined;
  const under = (frame: Frame) => {
    const places = { xs: xs.map(frame.x), ys: ys.map(frame.y) };
    const curves = levels.map((level) => curveAt(level, values, places));
    const length = curves.reduce((sum, data) => sum + data.length, 0);
    const stride = Math.max(1, Math.ceil(length / MAX_LENGTH));
    return colored(
      7,
      curves
        .map((data, k) =>
          k % stride === 0 ? stroke(data, 1, { 'stroke-opacity': `${80 - (55 * k) / levels.length}%` }) : '',
        )
        .join(''),
    );
  };
  return chart(sheet, {
    series,
    bands,
    under,
    x: { ...axes.x, include: [low[0], high[0]] },
    y: { ...axes.y, include: [low[1], high[1]] },
  });
}

/** A level curve as separate segments, by marching squares. `values` are those at the places, row by row. */
export function curveAt(
  level: number,
  values: ArrayLike<number>,
  { xs, ys }: { readonly xs: readonly number[]; readonly ys: readonly number[] },
): string {
  let data = '';
  const width = xs.length;
  for (let i = 0; i + 1 < ys.length; i++) {
    for (let j = 0; j + 1 < width; j++) {
      const k = i * width + j;
      const a = (values[k] as number) - level;
      const b = (values[k + 1] as number) - level;
      const c = (values[k + width + 1] as number) - level;
      const d = (values[k + width] as number) - level;
      const isCrossed = a < 0 ? !(b < 0 && c < 0 && d < 0) : b < 0 || c < 0 || d < 0;
      if (isCrossed && Number.isFinite(a + b + c + d)) data += crossingsOf([a, b, c, d], [j, i], { xs, ys });
    }
  }
  return data;
}

/** The segments of a level curve in a cell, from the heights of its corners over the level. */
function crossingsOf(
  heights: readonly number[],
  [j, i]: readonly [number, number],
  { xs, ys }: { readonly xs: readonly number[]; readonly ys: readonly number[] },
): string {
  const corners = [
    [j, i],
    [j + 1, i],
    [j + 1, i + 1],
    [j, i + 1],
  ] as const;
  const crossings: string[] = [];
  corners.forEach(([c, r], k) => {
    const next = (k + 1) % 4;
    const [from, to] = [heights[k] as number, heights[next] as number];
    if (from < 0 === to < 0) return;
    const share = from / (from - to);
    const [c2, r2] = corners[next] as readonly [number, number];
    const between = (all: readonly number[], a: number, b: number) =>
      (all[a] as number) * (1 - share) + (all[b] as number) * share;
    crossings.push(`${px(between(xs, c, c2))} ${px(between(ys, r, r2))}`);
  });
  let data = '';
  for (let k = 0; k + 1 < crossings.length; k += 2) data += `M${crossings[k]}L${crossings[k + 1]}`;
  return data;
}
