// Trade-offs between two objectives: the evaluated points, the usual choices, and the Pareto front.

import { sheet, text } from './svg.js';

type Pair = readonly [number, number];

/** The data to be drawn. The second axis is logarithmic. */
export interface Fronts {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly tried: readonly Pair[];
  readonly others: readonly Pair[];
  readonly front: readonly Pair[];
}

const [WIDTH, HEIGHT] = [900, 520];
const [LEFT, RIGHT, TOP, BOTTOM] = [80, 24, 56, 60];
const [ACROSS, UP] = [WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM];

/** An SVG document. */
export function drawFronts({ title, x, y, tried, others, front }: Fronts): string {
  const all = [...tried, ...others];
  const toX = scale(all.map(([x]) => x));
  const toY = scale(all.map(([, y]) => Math.log10(y)));
  const place = ([x, y]: Pair): Pair => [LEFT + ACROSS * toX(x), TOP + UP * (1 - toY(Math.log10(y)))];
  const dot = (pair: Pair, radius: number, paint: string) => {
    const [left, top] = place(pair);
    return `<circle cx="${left.toFixed(1)}" cy="${top.toFixed(1)}" r="${radius}" ${paint}/>`;
  };
  const sorted = [...front].sort(([one], [other]) => one - other);
  // A point dominates everything above and to the right of it.
  const steps = sorted.flatMap((pair, k) => {
    const [left, top] = place(pair);
    const corner = k === 0 ? [] : [[left, place(sorted[k - 1] as Pair)[1]] as const];
    return [...corner, [left, top] as const];
  });
  const ticks = [1, 10, 100, 1e3, 1e4].filter((value) => inside(toY(Math.log10(value))));
  const marks = [10, 20, 30, 40, 50, 60, 70, 80, 90].filter((value) => inside(toX(value)));
  const parts = [
    text(LEFT, 32, title, 'font-size="18" fill="#111"'),
    `<rect x="${LEFT}" y="${TOP}" width="${ACROSS}" height="${UP}" fill="none" stroke="#999"/>`,
    ...marks.map((value) =>
      text(place([value, 1])[0], HEIGHT - BOTTOM + 20, `${value}`, 'text-anchor="middle"'),
    ),
    ...ticks.map((value) => text(LEFT - 9, place([0, value])[1] + 4, `${value}`, 'text-anchor="end"')),
    text(LEFT + ACROSS / 2, HEIGHT - 16, x, 'text-anchor="middle"'),
    `<text transform="translate(22 ${TOP + UP / 2}) rotate(-90)" text-anchor="middle">${y}</text>`,
    ...tried.map((pair) => dot(pair, 2.8, 'fill="#1f5fa8" fill-opacity="0.5"')),
    `<polyline points="${steps.map((step) => step.map((at) => at.toFixed(1)).join(',')).join(' ')}" fill="none" stroke="#c0392b" stroke-width="1.8"/>`,
    ...sorted.map((pair) => dot(pair, 3.2, 'fill="#c0392b"')),
    ...others.map((pair) => dot(pair, 5, 'fill="none" stroke="#111" stroke-width="2"')),
    ...[
      ['unless told', '#111'],
      ['tried', '#1f5fa8'],
      ['best compromises', '#c0392b'],
    ].map(([name, color], k) =>
      text(WIDTH - RIGHT - 12, TOP + 22 + 18 * k, name as string, `text-anchor="end" fill="${color}"`),
    ),
  ];
  return sheet(WIDTH, HEIGHT, parts, 13);
}

const inside = (place: number) => place >= 0 && place <= 1;

/** Maps the range of the values to [0, 1]. */
function scale(values: readonly number[]): (value: number) => number {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = 0.04 * (most - least || 1);
  return (value) => (value - least + margin) / (most - least + 2 * margin);
}
