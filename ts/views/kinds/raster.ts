/** Values on a grid of places as a picture in colors with a scale beside it: fields, photographs. */

import { extentOf } from '../data.js';
import { linearScale } from '../scale.js';
import { documentOf, EDGE, headerOf, type Sheet } from '../sheet.js';
import { cut, px, TEXT, words } from '../svg.js';

/** A field: rows of values, the first row at the top. */
export interface Field {
  readonly name?: string;
  readonly rows: readonly (readonly number[])[];
}

/** Colors of equal steps of lightness: those of viridis, and blue to red about zero. */
const SEQUENTIAL = ['#440154', '#46327e', '#365c8d', '#277f8e', '#1fa187', '#4ac16d', '#a0da39', '#fde725'];
const DIVERGING = ['#2166ac', '#5f9bc9', '#a6cbe3', '#e6eef3', '#f7e6dc', '#f3b799', '#d8705a', '#b2182b'];

/** Steps of color. */
const LEVELS = 24;

const channelsOf = (color: string) => [1, 3, 5].map((k) => Number.parseInt(color.slice(k, k + 2), 16));

/** The color of a fraction of the scale. */
function colorAt(colors: readonly string[], fraction: number): string {
  const place = fraction * (colors.length - 1);
  const k = Math.min(colors.length - 2, Math.floor(place));
  const [from, to] = [channelsOf(colors[k] as string), channelsOf(colors[k + 1] as string)];
  const channels = from.map((value, c) => Math.round(value + (place - k) * ((to[c] as number) - value)));
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Cells along the longer side: coarser fields are interpolated, finer ones sampled. */
const FINE = 72;

/** The field at the centers of `count[0]` by `count[1]` cells, by bilinear interpolation between the centers of the given ones. */
function resampled(
  rows: readonly (readonly number[])[],
  [down, across]: readonly [number, number],
): number[][] {
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  const at = (k: number, count: number, length: number) =>
    Math.min(length - 1, Math.max(0, ((k + 0.5) * length) / count - 0.5));
  return Array.from({ length: down }, (_, i) => {
    const y = at(i, down, height);
    const [y0, fy] = [Math.floor(y), y % 1];
    return Array.from({ length: across }, (_, j) => {
      const x = at(j, across, width);
      const [x0, fx] = [Math.floor(x), x % 1];
      const value = (r: number, c: number) => rows[Math.min(height - 1, r)]?.[Math.min(width - 1, c)] ?? NaN;
      const upper = value(y0, x0) * (1 - fx) + (fx && value(y0, x0 + 1) * fx);
      return fy
        ? upper * (1 - fy) + (value(y0 + 1, x0) * (1 - fx) + (fx && value(y0 + 1, x0 + 1) * fx)) * fy
        : upper;
    });
  });
}

interface Colors {
  readonly low: number;
  readonly high: number;
  readonly colors: readonly string[];
  readonly at: (value: number) => number;
}

/** The colors for all fields of a drawing. Fields of both signs have a color without hue at zero. */
function colorsOf(fields: readonly Field[]): Colors {
  const [low, high] = extentOf(...fields.flatMap(({ rows }) => rows));
  if (!(low < 0 && high > 0 && Math.min(-low, high) > 0.05 * Math.max(-low, high))) {
    const scale = linearScale(low, high);
    return { low: scale.low, high: scale.high, colors: SEQUENTIAL, at: scale.at };
  }
  const largest = Math.max(-low, high);
  return { low: -largest, high: largest, colors: DIVERGING, at: linearScale(-largest, largest).at };
}

/** A field in a rectangle, a path for each level of color. */
function picture(
  rows: readonly (readonly number[])[],
  { colors, at }: Colors,
  [left, top, width, height]: readonly [number, number, number, number],
): string {
  const across = rows[0]?.length ?? 0;
  const [w, h] = [width / across, height / rows.length];
  const paths = new Map<number, string>();
  rows.forEach((row, i) => {
    const levels = row.map((value) => Math.round(at(value) * (LEVELS - 1)));
    for (let j = 0, end = 0; j < across; j = end) {
      end = j + 1;
      while (end < across && levels[end] === levels[j]) end++;
      const level = levels[j] as number;
      if (!Number.isFinite(level)) continue;
      const cell = `M${px(left + j * w)} ${px(top + i * h)}H${px(left + end * w)}V${px(top + (i + 1) * h)}H${px(left + j * w)}z`;
      paths.set(level, (paths.get(level) ?? '') + cell);
    }
  });
  return [...paths]
    .map(([level, data]) => `<path fill="${colorAt(colors, level / (LEVELS - 1))}" d="${data}"/>`)
    .join('');
}

/** Room for a scale to the right of its picture. */
const SCALE = 66;
const MAX_FIELDS = 6;
const NARROWEST = 190;

/** Draws fields beside one another, in common colors if they are of one quantity. */
export function rasters(sheet: Sheet, fields: readonly Field[], isOneQuantity = false): string {
  const header = headerOf(sheet);
  const shown = fields.filter(({ rows }) => (rows[0]?.length ?? 0) > 0).slice(0, MAX_FIELDS);
  const common = colorsOf(shown);
  const columns = Math.max(1, Math.min(shown.length, 3, Math.floor(sheet.width / NARROWEST)));
  const lines = Math.max(1, Math.ceil(shown.length / columns));
  const slot = (sheet.width - 2 * EDGE) / columns;
  const above = shown.length > 1 ? 20 : 4;
  const room =
    sheet.height === undefined
      ? Math.max(150, 380 / lines)
      : (sheet.height - header.bottom - EDGE) / lines - above - 10;
  const heights = shown.map(
    ({ rows }) => (Math.max(20, slot - SCALE) * rows.length) / (rows[0]?.length ?? 1),
  );
  const tall = Math.max(20, Math.min(room, Math.max(0, ...heights)));
  const pictures = shown.map((field, k) => {
    const place = {
      x: EDGE + (k % columns) * slot,
      y: header.bottom + Math.floor(k / columns) * (tall + above + 10) + above,
    };
    return fieldAt(field, isOneQuantity ? common : colorsOf([field]), {
      ...place,
      width: Math.max(20, slot - SCALE),
      height: tall,
    });
  });
  const height = Math.max(sheet.height ?? 120, header.bottom + lines * (tall + above + 10) + EDGE);
  return documentOf(sheet, height, header.svg + pictures.join(''));
}

/** A rectangle of a drawing. */
interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A field with its name above and its scale to the right, in square cells. */
function fieldAt({ name = '', rows }: Field, colors: Colors, { x, y, width, height }: Rectangle): string {
  const [down, across] = [rows.length, rows[0]?.length ?? 1];
  const side = Math.min(width / across, height / down);
  const fine = FINE / Math.max(down, across);
  const count = [Math.max(1, Math.round(down * fine)), Math.max(1, Math.round(across * fine))] as const;
  const drawn = picture(resampled(rows, count), colors, [x, y, side * across, side * down]);
  const bar = scaleBar(colors, [x + side * across + 8, y, Math.max(40, side * down)]);
  return `${words(x, y - 6, cut(name, width))}<g shape-rendering="crispEdges">${drawn}</g>${bar}`;
}

/** The colors with their numbers. */
function scaleBar(
  { low, high, colors }: Colors,
  [x, top, height]: readonly [number, number, number],
): string {
  const step = height / LEVELS;
  const cells = Array.from({ length: LEVELS }, (_, k) => {
    const y = top + height - (k + 1) * step;
    return `<path fill="${colorAt(colors, k / (LEVELS - 1))}" d="M${px(x)} ${px(y)}h10V${px(y + step)}h-10z"/>`;
  });
  const scale = linearScale(low, high);
  const labels = scale.ticks(Math.max(2, height / 32)).map(({ value, label }) => {
    const y = top + height * (1 - scale.at(value));
    return words(x + 15, Math.min(top + height, Math.max(top + TEXT - 3, y + 4)), cut(label, 46));
  });
  return `<g shape-rendering="crispEdges">${cells.join('')}</g>${labels.join('')}`;
}
