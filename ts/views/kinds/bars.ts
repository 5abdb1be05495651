/** Named numbers as rows: a name, a bar or an interval, the number. */

import { extentOf, indicesUpTo } from '../data.js';
import { linearScale, logScale, type Scale } from '../scale.js';
import { documentOf, EDGE, headerOf, type Sheet } from '../sheet.js';
import { box, colored, cut, dots, px, stroke, widthOf, words } from '../svg.js';
import { chart, withError } from './chart.js';

/** Numbers of one kind. */
export interface BarGroup {
  readonly name: string;
  readonly values: readonly number[];
  /** Half the lengths of intervals. With them, numbers are dots. */
  readonly errors?: readonly number[] | undefined;
}

/** Named numbers. */
export interface Bars {
  /** One for each number; without names, numbers are told by their place. */
  readonly names?: readonly string[] | undefined;
  readonly groups: readonly BarGroup[];
  readonly isLog?: boolean;
  /** Rows in another color. */
  readonly marked?: readonly number[];
  /** The noun for a place: `feature 3`. */
  readonly noun?: string;
}

const ROW = 22;
const BAR = 12;
/** The distance between bars of one row. */
const PITCH = 15;
/** The height of a sheet of many rows. */
const MAX_HEIGHT = 520;

/** Draws named numbers: as rows, or as stems over their places if there are too many without a name. */
export function bars(sheet: Sheet, given: Bars): string {
  const { groups, names } = given;
  const count = Math.max(0, ...groups.map(({ values }) => values.length));
  const header = headerOf(sheet, groups.length > 1 ? groups.map(({ name }, k) => [name, k]) : []);
  const row = ROW + PITCH * Math.max(0, groups.length - 1);
  const fitting = Math.max(1, Math.floor(((sheet.height ?? MAX_HEIGHT) - header.bottom - EDGE) / row));
  if (count > fitting && names === undefined) return asStems(sheet, given);
  const chosen = count > fitting ? largestOf(given, count, fitting - 1) : indicesUpTo(count);
  const layout = layoutOf(sheet, given, chosen);
  const lines = chosen.map((k, line) => rowOf(given, k, { ...layout, top: header.bottom + line * row }));
  const bottom = header.bottom + chosen.length * row;
  const rest = count - chosen.length;
  const more = rest > 0 ? words(EDGE, bottom + 15, `and ${rest} smaller`, { isMuted: true }) : '';
  const axis = Number.isFinite(layout.zero)
    ? stroke(`M${px(layout.zero)} ${px(header.bottom)}V${px(bottom)}`, 1, { 'stroke-opacity': '50%' })
    : '';
  const height = Math.max(sheet.height ?? 100, bottom + (rest > 0 ? ROW : 0) + EDGE);
  return documentOf(sheet, height, header.svg + axis + lines.join('') + more);
}

/** The places of the numbers of largest magnitude, in their order. */
function largestOf({ groups }: Bars, count: number, kept: number): number[] {
  const size = (k: number) => Math.max(0, ...groups.map(({ values }) => Math.abs(values[k] ?? 0) || 0));
  const order = indicesUpTo(count).sort((a, b) => size(b) - size(a));
  return order.slice(0, Math.max(1, kept)).sort((a, b) => a - b);
}

interface Layout {
  /** The name of each chosen row. */
  readonly nameOf: (k: number) => string;
  readonly nameWidth: number;
  readonly at: (value: number) => number;
  /** The horizontal place of zero, if the axis has it. */
  readonly zero: number;
  readonly right: number;
  readonly figureWidth: number;
}

function layoutOf({ width }: Sheet, given: Bars, chosen: readonly number[]): Layout {
  const { groups, names, noun = '' } = given;
  const nameOf = (k: number) => names?.[k] ?? `${noun} ${k}`.trim();
  const nameWidth = Math.min(0.35 * width, Math.max(0, ...chosen.map((k) => widthOf(nameOf(k)))));
  const figures = groups.flatMap(({ values, errors }) =>
    chosen.map((k) => widthOf(withError(values[k] ?? NaN, errors?.[k]))),
  );
  const figureWidth = Math.min(0.4 * width, Math.max(0, ...figures));
  const right = width - EDGE - figureWidth - 10;
  const left = EDGE + nameWidth + 12;
  const scale = scaleOf(given, chosen);
  const at = (value: number) => left + scale.at(value) * (right - left);
  const hasZero = !given.isLog && scale.low <= 0 && scale.high >= 0;
  return { nameOf, nameWidth, at, zero: hasZero ? at(0) : NaN, right, figureWidth };
}

function scaleOf({ groups, isLog }: Bars, chosen: readonly number[]): Scale {
  const ends = groups.flatMap(({ values, errors }) =>
    chosen.flatMap((k) => {
      const [value = NaN, error = 0] = [values[k], errors?.[k]];
      return Number.isFinite(error) ? [value, value - error, value + error] : [value];
    }),
  );
  if (isLog) {
    const [low, high] = extentOf(ends.filter((value) => value > 0));
    return logScale(low / 10, high);
  }
  const hasErrors = groups.some(({ errors }) => errors !== undefined);
  const [low, high] = hasErrors ? extentOf(ends) : extentOf(ends, [0]);
  return linearScale(low, high);
}

function rowOf(
  { groups, marked }: Bars,
  k: number,
  { nameOf, nameWidth, at, zero, right, figureWidth, top }: Layout & { readonly top: number },
): string {
  const name = words(
    EDGE + nameWidth,
    top + 15 + (PITCH * (groups.length - 1)) / 2,
    cut(nameOf(k), nameWidth),
    { anchor: 'end' },
  );
  const marks = groups.map(({ values, errors }, group) => {
    if (k >= values.length) return '';
    const value = values[k] as number;
    const color = marked?.includes(k) ? 1 : group;
    const y = top + 5 + group * PITCH;
    const figures = words(right + 10, y + 10, cut(withError(value, errors?.[k]), figureWidth));
    const mark =
      errors === undefined
        ? barOf(value, y, { at, zero })
        : intervalOf(value, errors[k] ?? NaN, { at, y: y + 6 });
    return colored(color, mark) + figures;
  });
  return name + marks.join('');
}

function barOf(value: number, y: number, { at, zero }: Pick<Layout, 'at' | 'zero'>): string {
  const start = Number.isFinite(zero) ? zero : at(-Infinity) || at(Number.MIN_VALUE);
  const end = at(value);
  return box(Math.min(start, end), y, Math.max(Math.abs(end - start), value === 0 ? 0 : 1), BAR, 0.85);
}

function intervalOf(
  value: number,
  error: number,
  { at, y }: { readonly at: Layout['at']; readonly y: number },
): string {
  const [from, to] = [at(value - error), at(value + error)];
  const whisker = Number.isFinite(from + to)
    ? stroke(`M${px(from)} ${px(y)}H${px(to)}`, 2.5, { 'stroke-opacity': '45%' })
    : '';
  return whisker + dots([[at(value), y]], 8);
}

/** Numbers over their places in the list. */
function asStems(sheet: Sheet, { groups, noun, isLog = false, marked = [] }: Bars): string {
  const series = groups.map(({ name, values }, k) => ({
    ...(groups.length > 1 && { name }),
    x: indicesUpTo(values.length),
    y: values,
    mark: values.length > 400 || isLog ? ('dots' as const) : ('stems' as const),
    color: k,
  }));
  const others =
    marked.length > 0
      ? [
          {
            x: [...marked],
            y: marked.map((k) => groups[0]?.values[k] ?? NaN),
            mark: 'dots' as const,
            color: 1,
          },
        ]
      : [];
  return chart(sheet, { series: [...series, ...others], x: { label: noun ?? 'number' }, y: { isLog } });
}
