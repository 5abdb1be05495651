/** Pictures of functions of x and y: shades and level curves, with marks over them. */

import type { Frame } from '../dist/views/kinds/chart.js';
import { curveAt } from '../dist/views/kinds/contours.js';
import { colored, dots, px, stroke, through } from '../dist/views/svg.js';
import { framedChart, sheetOf } from './chart.js';
import type { Values } from './panel.js';

/** Half the side of the square that is always drawn, and the horizontal extent in multiples of it. */
export const EXTENT = 2;
export const WIDEST = 3;

/** The columns and rows of the evaluation grid. */
export const COLUMNS = 240;
export const ROWS = COLUMNS / WIDEST;

/** The centers of `count` cells from `-extent` to `extent`. */
const centersOf = (count: number, extent: number) =>
  Array.from({ length: count }, (_, k) => ((2 * (k + 0.5)) / count) * extent - extent);

/** The points of a grid over the drawn area, row by row, at the centers of its cells. */
export function gridOf(columns: number, rows: number): { x: number[]; y: number[] } {
  const [across, up] = [centersOf(columns, WIDEST * EXTENT), centersOf(rows, EXTENT)];
  return { x: up.flatMap(() => across), y: up.flatMap((y) => across.map(() => y)) };
}

/** A point of the plane. */
export type Point = readonly [x: number, y: number];

/** Points over a picture. */
export interface Mark {
  readonly points: readonly Point[];
  /** The number of the color. */
  readonly color: number;
  /** Whether a line leads from point to point. */
  readonly isWay?: boolean;
  /** Whether a ring is about the last point. */
  readonly isRinged?: boolean;
  /** In pixels. */
  readonly diameter?: number;
  readonly opacity?: number;
}

/** A picture of a function. Values are those at the points of the grid. */
export interface Relief {
  readonly values: Float64Array;
  /** Points with positive values are shaded as forbidden. */
  readonly violations?: Float64Array | undefined;
  /** Functions whose zeros are drawn. */
  readonly zeros?: readonly Float64Array[];
  /** Arrows at points, with their directions. Longer ones are compressed. */
  readonly arrows?: readonly (readonly [point: Point, direction: Point])[];
  readonly marks: readonly Mark[];
}

/** A drawn relief. */
export interface DrawnRelief {
  readonly svg: SVGSVGElement;
  /** The place of a click, as values of the fields `x` and `y`. */
  placeOf(event: MouseEvent): Values;
}

const SQUARE = { include: [-EXTENT, EXTENT] } as const;

/** Draws a relief with a sentence above it. */
export function drawRelief(width: number, sentence: string, relief: Relief): DrawnRelief {
  const { svg, frame } = framedChart(sheetOf(width, sentence), {
    series: [],
    isIsometric: true,
    under: (own) => clipped(own, pictureOf(relief, planeOf(own))),
    x: { ...SQUARE, label: 'x' },
    y: { ...SQUARE, label: 'y' },
  });
  const { x, y } = planeOf(frame);
  const inverse = (at: (value: number) => number, pixel: number) =>
    ((pixel - at(0)) / (at(1) - at(0))).toFixed(2);
  return {
    svg,
    placeOf({ clientX, clientY }) {
      const { left, top } = svg.getBoundingClientRect();
      return { x: inverse(x, clientX - left), y: inverse(y, clientY - top) };
    },
  };
}

/** Pixels of coordinates, also beyond the frame. */
type Plane = Pick<Frame, 'x' | 'y'>;

function planeOf(frame: Frame): Plane {
  const linear = (at: (value: number) => number) => {
    const [zero, one] = [at(0), at(1)];
    return (value: number) => zero + value * (one - zero);
  };
  return { x: linear(frame.x), y: linear(frame.y) };
}

function clipped({ left, right, top, bottom }: Frame, content: string): string {
  const outline = `M${px(left)} ${px(top)}H${px(right)}V${px(bottom)}H${px(left)}z`;
  return `<clipPath id="relief"><path d="${outline}"/></clipPath><g clip-path="url(#relief)">${content}</g>`;
}

/** Level curves of a function. */
const LEVELS = 12;

function pictureOf({ values, violations, zeros = [], arrows = [], marks }: Relief, plane: Plane): string {
  const heights = heightsOf(values);
  const curves = Array.from({ length: LEVELS }, (_, k) => curveOf(heights, (k + 0.5) / LEVELS, plane));
  return [
    shades(heights, violations, plane),
    stroke(curves.join(''), 1, { 'stroke-opacity': '22%' }),
    violations === undefined ? '' : stroke(curveOf(violations, 0, plane), 1.25, { 'stroke-opacity': '60%' }),
    ...zeros.map((each) => stroke(curveOf(each, 0, plane), 2)),
    stroke(arrows.map(([point, direction]) => arrow(point, direction, plane)).join(''), 1, {
      'stroke-opacity': '55%',
    }),
    ...marks.map((mark) => marked(mark, plane)),
  ].join('');
}

/** Values between 0 and 1, compressed so that the lowest tenth of the area keeps its differences. */
function heightsOf(values: Float64Array): Float64Array {
  const sorted = values.filter(Number.isFinite).sort();
  const [least = 0, greatest = 0] = [sorted[0], sorted.at(-1)];
  const unit = (sorted[Math.floor(sorted.length / 10)] ?? 0) - least || greatest - least || 1;
  const full = Math.log1p((greatest - least) / unit) || 1;
  return values.map((value) => (Number.isFinite(value) ? Math.log1p((value - least) / unit) / full : NaN));
}

/** The data of a level curve. */
function curveOf(values: Float64Array, level: number, { x, y }: Plane): string {
  const places = { xs: centersOf(COLUMNS, WIDEST * EXTENT).map(x), ys: centersOf(ROWS, EXTENT).map(y) };
  return curveAt(level, values, places);
}

/** Red, green, blue of low places and of forbidden ones; both show on light and on dark pages. */
const LOW = [58, 126, 191] as const;
const FORBIDDEN = [128, 128, 128] as const;

/** The function as an image: low places are strong in color. */
function shades(heights: Float64Array, violations: Float64Array | undefined, { x, y }: Plane): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [COLUMNS, ROWS];
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const image = context.createImageData(COLUMNS, ROWS);
  // The four bytes of a pixel as one number, on the machines of today with the first byte last.
  const pixels = new Uint32Array(image.data.buffer);
  const pixelOf = ([red, green, blue]: typeof LOW | typeof FORBIDDEN, alpha: number) =>
    (Math.round(255 * alpha) << 24) | (blue << 16) | (green << 8) | red;
  heights.forEach((height, k) => {
    const isForbidden = violations !== undefined && (violations[k] as number) > 0;
    const alpha = Number.isNaN(height) ? 0 : 0.7 * (1 - height) ** 2;
    // The first row of the grid is the lowest one, that of an image the highest.
    const place = (ROWS - 1 - Math.floor(k / COLUMNS)) * COLUMNS + (k % COLUMNS);
    pixels[place] = isForbidden ? pixelOf(FORBIDDEN, 0.45) : pixelOf(LOW, alpha);
  });
  context.putImageData(image, 0, 0);
  const [left, top] = [x(-WIDEST * EXTENT), y(EXTENT)];
  const size = [x(WIDEST * EXTENT) - left, y(-EXTENT) - top].map(px);
  return `<image x="${px(left)}" y="${px(top)}" width="${size[0]}" height="${size[1]}" preserveAspectRatio="none" href="${canvas.toDataURL()}"/>`;
}

/** The longest arrow, in pixels. */
const ARROW = 16;

/** An arrow about a point; its length is the logarithm of that of the direction. */
function arrow([x, y]: Point, [dx, dy]: Point, plane: Plane): string {
  const size = Math.hypot(dx, dy);
  if (!(size > 0) || !Number.isFinite(size)) return '';
  const length = Math.min(ARROW, 3 * Math.log1p(size));
  const [ux, uy] = [(length * dx) / size, (-length * dy) / size];
  const [endX, endY] = [plane.x(x) + ux / 2, plane.y(y) + uy / 2];
  const side = (turn: number) => `${px(endX - 0.3 * (ux - turn * uy))} ${px(endY - 0.3 * (uy + turn * ux))}`;
  return `M${px(endX - ux)} ${px(endY - uy)}L${px(endX)} ${px(endY)}M${side(1)}L${px(endX)} ${px(endY)}L${side(-1)}`;
}

function marked(
  { points, color, isWay, isRinged, diameter = 6, opacity = 1 }: Mark,
  { x, y }: Plane,
): string {
  const places = points.map(([a, b]): Point => [x(a), y(b)]);
  const [last] = places.slice(-1);
  const ring =
    isRinged && last !== undefined
      ? `<circle cx="${px(last[0])}" cy="${px(last[1])}" r="8" fill="none" stroke="currentColor" stroke-width="2"/>`
      : '';
  return colored(color, (isWay ? stroke(through(places)) : '') + dots(places, diameter, opacity) + ring);
}
