/** Curves, dots, bands and links in a frame with two axes. */

import { extentOf, indicesUpTo } from '../data.js';
import { figure } from '../format.js';
import { linearScale, logScale, type Scale } from '../scale.js';
import { documentOf, EDGE, type Header, headerOf, type Sheet } from '../sheet.js';
import { area, box, colored, cut, dots, type Place, px, stroke, through, widthOf, words } from '../svg.js';

/** Numbers over numbers, drawn alike. */
export interface Series {
  readonly name?: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** A `line` by default. Stems begin at zero. */
  readonly mark?: 'line' | 'dashes' | 'dots' | 'stems';
  /** The number of the color; by default, that of the series. */
  readonly color?: number;
  /** A name for each dot. */
  readonly labels?: readonly string[];
}

/** An axis. */
export interface Axis {
  readonly label?: string;
  readonly isLog?: boolean;
  /** Numbers that the axis shall include. */
  readonly include?: readonly number[];
  /** Whether the largest number is first. */
  readonly isReversed?: boolean;
  /** Names of the places 0, 1, … on a horizontal axis, in place of numbers. */
  readonly names?: readonly string[];
}

/** The area between two curves. */
export interface Band {
  readonly x: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly color?: number;
}

/** A line between two points, of a weight from 0 to 1. */
export type Link = readonly [x1: number, y1: number, x2: number, y2: number, weight: number];

/** A chart. */
export interface Chart {
  readonly series: readonly Series[];
  readonly bands?: readonly Band[];
  readonly links?: readonly Link[];
  readonly x?: Axis;
  readonly y?: Axis;
  /** Whether a unit has the same length on both axes. */
  readonly isIsometric?: boolean;
  /** Further marks below the series, drawn in the frame. */
  readonly under?: (frame: Frame) => string;
}

/** A frame with its axes. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** Series beyond these are not drawn. */
const MAX_SERIES = 60;

/** Draws a chart. */
export function chart(sheet: Sheet, given: Chart): string {
  const series = given.series
    .slice(0, MAX_SERIES)
    .map((each, k): Series => ({ ...each, color: each.color ?? k }));
  const ranges = rangesOf(series, given);
  const named = series.filter(({ name, y }) => name !== undefined && y.some(Number.isFinite));
  const ends = named.length > 1 && named.length <= 8 && named.every((each) => endsAtRight(each, ranges.x));
  const legend = ends || named.length < 2 ? [] : named;
  const header = headerOf(
    sheet,
    legend.map(({ name = '', color = 0 }) => [name, color]),
  );
  const frame = frameOf(sheet, header, {
    ranges,
    isIsometric: given.isIsometric ?? false,
    labels: ends ? named.map(({ name = '' }) => name) : [],
  });
  const { bands = [], links = [], under } = given;
  const marks = [
    axesOf(frame, given),
    under?.(frame) ?? '',
    bands.map((band) => bandOf(band, frame)).join(''),
    linksOf(links, frame),
    ...series.map((each) => marksOf(each, frame)),
    ends ? endLabels(named, frame) : '',
    ...series.map((each) => dotLabels(each, frame)),
  ];
  return documentOf(sheet, frame.height, header.svg + marks.join(''));
}

interface Ranges {
  readonly x: Scale;
  readonly y: Scale;
}

function rangesOf(series: readonly Series[], { bands = [], links = [], x = {}, y = {} }: Chart): Ranges {
  const hasDots = series.some(({ mark }) => mark === 'dots' || mark === 'stems');
  const stems = series.some(({ mark }) => mark === 'stems') ? [0] : [];
  const placed = (value: number, other: number | undefined) => (Number.isFinite(other) ? value : NaN);
  const acrosses = [
    ...series.map((each) => each.x.map((value, k) => placed(value, each.y[k]))),
    ...bands.map((band) => band.x),
    links.flatMap(([x1, , x2]) => [x1, x2]),
  ];
  const heights = [
    ...series.map((each) => each.y),
    ...bands.flatMap(({ lower, upper }) => [lower, upper]),
    links.flatMap(([, y1, , y2]) => [y1, y2]),
    stems,
  ];
  return { x: scaleOf(x, acrosses, hasDots ? 0.03 : 0), y: scaleOf(y, heights, 0.05) };
}

function scaleOf(axis: Axis, lists: readonly (readonly number[])[], margin: number): Scale {
  const scale = ascendingScale(axis, lists, margin);
  if (!axis.isReversed) return scale;
  return {
    ...scale,
    at: (value) => 1 - scale.at(value),
    ticks: (count) => [...scale.ticks(count)].reverse(),
  };
}

function ascendingScale(axis: Axis, lists: readonly (readonly number[])[], margin: number): Scale {
  const all = [...lists, axis.include ?? []];
  if (axis.isLog) {
    const [low, high] = extentOf(...all.map((list) => list.filter((value) => value > 0)));
    const ratio = low > 0 ? (high / low) ** margin : 1;
    const factor = Number.isFinite(ratio) ? ratio : 1;
    return logScale(low / factor, high * factor);
  }
  const [low, high] = extentOf(...all);
  const space = high * margin - low * margin;
  const isIncluded = (value: number) => axis.include?.includes(value) ?? false;
  return linearScale(
    isIncluded(low) ? low : Math.max(-Number.MAX_VALUE, low - space),
    isIncluded(high) ? high : Math.min(Number.MAX_VALUE, high + space),
  );
}

/** Whether a line ends at the right side, so that its name has a place there. */
function endsAtRight({ mark = 'line', x, y }: Series, scale: Scale): boolean {
  if (mark !== 'line' && mark !== 'dashes') return false;
  const last = y.findLastIndex(Number.isFinite);
  return last >= 0 && scale.at(x[last] as number) > 0.97;
}

interface Layout {
  readonly ranges: Ranges;
  readonly isIsometric: boolean;
  /** Names to the right of the frame. */
  readonly labels: readonly string[];
}

/** A frame in a sheet. */
interface SheetFrame extends Frame {
  readonly width: number;
  readonly height: number;
  readonly ranges: Ranges;
}

/** Room for the label of the horizontal axis and its ticks. */
const BELOW = 42;

function frameOf(sheet: Sheet, header: Header, { ranges, isIsometric, labels }: Layout): SheetFrame {
  const height = Math.max(
    sheet.height ?? Math.round(Math.min(420, 0.5 * sheet.width + 60)) + header.bottom - 20,
    header.bottom + BELOW + 48,
  );
  const top = header.bottom + 22;
  const bottom = height - BELOW;
  const tickLabels = ranges.y.ticks(countFor(bottom - top, 44)).map(({ label }) => widthOf(label));
  const left = EDGE + Math.min(0.3 * sheet.width, Math.max(16, ...tickLabels)) + 8;
  const names = Math.min(0.25 * sheet.width, Math.max(0, ...labels.map(widthOf)));
  const right = sheet.width - EDGE - Math.max(names + 8, 14);
  const frame = { left, right, top, bottom, height, width: sheet.width };
  const scales = isIsometric ? isometric(ranges, frame) : ranges;
  return {
    ...frame,
    ranges: scales,
    x: (value) => left + scales.x.at(value) * (right - left),
    y: (value) => bottom - scales.y.at(value) * (bottom - top),
  };
}

/** Linear axes with a common unit: the shorter one is extended. */
function isometric({ x, y }: Ranges, { left, right, top, bottom }: Omit<Frame, 'x' | 'y'>): Ranges {
  const units = [(x.high - x.low) / (right - left), (y.high - y.low) / (bottom - top)];
  const unit = Math.max(...units);
  if (!Number.isFinite(unit)) return { x, y };
  const extended = ({ low, high }: Scale, length: number) => {
    const missing = (unit * length - (high - low)) / 2;
    return linearScale(low - missing, high + missing);
  };
  return { x: extended(x, right - left), y: extended(y, bottom - top) };
}

const countFor = (length: number, distance: number) => Math.max(2, Math.floor(length / distance));

function axesOf({ left, right, top, bottom, x, y, ranges }: SheetFrame, chart: Chart): string {
  const rules: string[] = [];
  const labels: string[] = [];
  let end = -Infinity;
  const ticks =
    chart.x?.names?.map((label, value) => ({ label, value })) ?? ranges.x.ticks(countFor(right - left, 80));
  for (const { value, label } of ticks) {
    const place = x(value);
    const half = widthOf(label) / 2;
    rules.push(`M${px(place)} ${px(bottom)}v5`);
    if (place - half < end || place + half > right + 14 || place - half < 0) continue;
    end = place + half + 6;
    labels.push(words(place, bottom + 18, label, { anchor: 'middle' }));
  }
  const grid = ranges.y.ticks(countFor(bottom - top, 44)).map(({ value, label }) => {
    labels.push(words(left - 8, y(value) + 4, cut(label, left - 12), { anchor: 'end' }));
    return `M${px(left)} ${px(y(value))}H${px(right)}`;
  });
  const { x: across = {}, y: up = {} } = chart;
  labels.push(
    words((left + right) / 2, bottom + 35, cut(across.label ?? '', right - left), { anchor: 'middle' }),
    words(EDGE, top - 10, cut(up.label ?? '', right - EDGE)),
  );
  const faint = { 'stroke-opacity': '12%' };
  const frame = stroke(`${rules.join('')}M${px(left)} ${px(bottom)}H${px(right)}`, 1, {
    'stroke-opacity': '70%',
  });
  return stroke(grid.join(''), 1, faint) + frame + labels.join('');
}

/** A line has at most these points; of each run of more, the lowest and the highest are kept. */
const MAX_POINTS = 2400;

function thinned(places: readonly Place[]): readonly Place[] {
  if (places.length <= MAX_POINTS) return places;
  const length = Math.ceil((2 * places.length) / MAX_POINTS);
  const kept: Place[] = [];
  for (let start = 0; start < places.length; start += length) {
    const run = places.slice(start, start + length);
    const heights = run.map((place) => place[1]);
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    const indices = new Set([heights.indexOf(low), heights.indexOf(high)]);
    const chosen = [...indices].filter((k) => k >= 0).sort((a, b) => a - b);
    kept.push(...(chosen.length === 0 ? [0] : chosen).map((k) => run[k] as Place));
  }
  return kept;
}

/** Places of a series in the frame. */
const placesOf = ({ x, y }: Pick<Series, 'x' | 'y'>, frame: Frame): Place[] =>
  y.map((value, k) => [frame.x(x[k] ?? NaN), frame.y(value)]);

const diameterFor = (count: number) => (count <= 60 ? 7 : count <= 400 ? 5 : 3.5);

function marksOf(series: Series, frame: Frame): string {
  const { mark = 'line', color = 0 } = series;
  const places = thinned(placesOf(series, frame));
  const diameter = diameterFor(places.length);
  switch (mark) {
    case 'dots':
      return colored(color, dots(places, diameter, places.length > 400 ? 0.6 : 0.9));
    case 'stems': {
      const zero = frame.y(0);
      const stems = places
        .filter(([x, y]) => Number.isFinite(x + y))
        .map(([x, y]) => `M${px(x)} ${px(zero)}V${px(y)}`);
      return colored(
        color,
        stroke(stems.join(''), 1.25, { 'stroke-opacity': '60%' }) + dots(places, Math.min(6, diameter)),
      );
    }
    default:
      return colored(
        color,
        stroke(through(places), 1.75, mark === 'dashes' ? { 'stroke-dasharray': '5 4' } : {}),
      );
  }
}

function bandOf({ x, lower, upper, color = 0 }: Band, frame: Frame): string {
  const heightOf = (values: readonly number[], k: number) => frame.y(values[k] ?? NaN);
  const isWhole = (k: number) =>
    Number.isFinite(frame.x(x[k] ?? NaN) + heightOf(lower, k) + heightOf(upper, k));
  const kept = indicesUpTo(x.length).filter(isWhole);
  if (kept.length < 2) return '';
  const edge = (values: readonly number[]) =>
    placesOf({ x: kept.map((k) => x[k] as number), y: kept.map((k) => values[k] as number) }, frame);
  return colored(color, area(`${through([...edge(upper), ...edge(lower).reverse()])}Z`, 0.16));
}

function linksOf(links: readonly Link[], frame: Frame): string {
  // By a few steps of opacity, so that links of one step share a path.
  const steps = new Map<number, string>();
  for (const [x1, y1, x2, y2, weight] of links) {
    const places: Place[] = [
      [frame.x(x1), frame.y(y1)],
      [frame.x(x2), frame.y(y2)],
    ];
    if (!(weight > 0) || !places.flat().every(Number.isFinite)) continue;
    const step = Math.ceil(Math.min(1, weight) * 5);
    steps.set(step, (steps.get(step) ?? '') + through(places));
  }
  return [...steps].map(([step, data]) => stroke(data, 1.25, { 'stroke-opacity': `${12 * step}%` })).join('');
}

/** The distance between base lines of labels. */
const LABEL = 14;

/** Heights moved apart by the distance of labels, between `top` and `bottom`, in the order of the given ones. */
export function apart(heights: readonly number[], top: number, bottom: number): number[] {
  const order = indicesUpTo(heights.length).sort((a, b) => (heights[a] as number) - (heights[b] as number));
  const result = new Array<number>(heights.length).fill(top);
  let next = top;
  for (const k of order) {
    result[k] = Math.max(next, heights[k] as number);
    next = (result[k] as number) + LABEL;
  }
  let limit = bottom;
  for (const k of order.reverse()) {
    result[k] = Math.min(limit, result[k] as number);
    limit = (result[k] as number) - LABEL;
  }
  return result;
}

/** The names of lines beside their right ends. */
function endLabels(series: readonly Series[], frame: SheetFrame): string {
  const ends = series.map(({ y }) => frame.y(y[y.findLastIndex(Number.isFinite)] as number));
  const heights = apart(ends, frame.top + 4, frame.bottom);
  return series
    .map(({ name = '', color = 0 }, k) =>
      colored(
        color,
        words(frame.right + 6, (heights[k] as number) + 4, cut(name, frame.width - frame.right - 8)),
      ),
    )
    .join('');
}

/** More dots than these have no names. */
const MAX_LABELS = 40;

/** The names of dots, each at a side where no other name is; those without such a side are left out. */
function dotLabels({ labels, color = 0, ...series }: Series, frame: Frame): string {
  if (labels === undefined || labels.length > MAX_LABELS) return '';
  const taken: [left: number, right: number, y: number][] = [];
  const places = placesOf(series, frame);
  for (const [x, y] of places) taken.push([x - 4, x + 4, y]);
  const texts = labels.map((label, k) => {
    const [x, y] = places[k] ?? [NaN, NaN];
    const width = widthOf(label);
    for (const [left, height] of [
      [x - width / 2, y - 8],
      [x + 7, y + 4],
      [x - 7 - width, y + 4],
      [x - width / 2, y + 17],
    ] as const) {
      const isInside =
        left >= frame.left &&
        left + width <= frame.right &&
        height - 10 >= frame.top &&
        height <= frame.bottom;
      const isFree = taken.every(
        ([from, to, at]) => to < left || from > left + width || Math.abs(at + 4 - height) >= 12,
      );
      if (!isInside || !isFree) continue;
      taken.push([left, left + width, height - 4]);
      return words(left, height, label);
    }
    return '';
  });
  return colored(color, texts.join(''));
}

/** A number with its error: `1.23 ± 0.05`; rounding errors beside a larger error are 0. */
export function withError(value: number, error: number | undefined): string {
  if (error === undefined || !Number.isFinite(error) || error <= 0) return figure(value);
  return `${figure(Math.abs(value) < 1e-9 * error ? 0 : value)} ± ${figure(error, 2)}`;
}

/** A rectangle in the units of the axes. */
export const boxIn = (
  frame: Frame,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  opacity: number,
) => {
  const [a, b] = [frame.x(x1), frame.x(x2)].sort((p, q) => p - q) as [number, number];
  const [c, d] = [frame.y(y1), frame.y(y2)].sort((p, q) => p - q) as [number, number];
  return box(a, c, b - a, d - c, opacity);
};
