// Drawing of an attractor in the colors of its regions, of the order of the regions, and of accuracies by length.

import type { dynamics } from 'superlinear';
import { dot, type Panel, type Point, place, polyline, sheet, text } from './svg.js';

/** The contents of the drawing. */
export interface Butterfly {
  /** States of three numbers, one after another. */
  readonly path: Float64Array;
  /** The region of each state. */
  readonly symbols: Int32Array;
  readonly regions: readonly dynamics.Region[];
  readonly transitions: dynamics.AnalyzeSolution['transitions'];
  /** The accuracies of a network by the length of words, and that of an automaton. */
  readonly lengths: Int32Array;
  readonly accuracies: Float64Array;
  readonly automatonAccuracy: number;
}

const [WIDTH, HEIGHT] = [1200, 560];
const COLORS = ['#1f5fa8', '#c0392b', '#2e8b57', '#8e44ad', '#d68910', '#16747a'];
const ATTRACTOR = { left: 40, top: 60, width: 620, height: 470 };
const GRAPH = { x: 930, y: 165, radius: 95 };
const ACCURACY: Panel = { left: 740, top: 355, width: 400, height: 150, x: [0, 1], y: [0, 1.02] };

/** An SVG document. */
export function drawButterfly(butterfly: Butterfly): string {
  const parts = [
    text(40, 34, 'The attractor of the map, in the colors of its regions', 'font-size="18" fill="#111"'),
    ...attractor(butterfly),
    text(740, 34, 'The order of the regions', 'font-size="18" fill="#111"'),
    ...graph(butterfly),
    text(740, 330, 'Right orders of three things, by the number of swaps', 'font-size="18" fill="#111"'),
    ...accuracy(butterfly),
  ];
  return sheet(WIDTH, HEIGHT, parts);
}

const colorOf = ({ regions }: Butterfly, symbol: number) =>
  COLORS[regions.findIndex(({ code }) => code === symbol) % COLORS.length] ?? '#999';

/** The first and the third number of each state: a line for each visit of a region. */
function attractor(butterfly: Butterfly): string[] {
  const { path, symbols, regions } = butterfly;
  const points = Array.from(symbols, (_, t): Point => [path[3 * t] ?? 0, path[3 * t + 2] ?? 0]);
  const panel: Panel = {
    ...ATTRACTOR,
    x: extent(points.map(([x]) => x)),
    y: extent(points.map(([, y]) => y)),
  };
  const lines: string[] = [];
  for (let start = 0; start < points.length; ) {
    let end = start + 1;
    while (end < points.length && symbols[end] === symbols[start]) end++;
    const look = `stroke="${colorOf(butterfly, symbols[start] as number)}" stroke-width="0.7" opacity="0.7"`;
    lines.push(polyline(panel, points.slice(start, end + 1), look));
    start = end;
  }
  const fixed = regions.filter(({ isReal, fixedPoint }) => isReal && fixedPoint !== undefined);
  const crosses = fixed.map(({ fixedPoint }) =>
    dot(panel, [fixedPoint?.[0] ?? 0, fixedPoint?.[2] ?? 0], 5, 'fill="#111"'),
  );
  return [...lines, ...crosses];
}

/** A disk for each region, as large as its share of time, and an arrow for each change of region. */
function graph(butterfly: Butterfly): string[] {
  const { regions, transitions } = butterfly;
  const center = (k: number): Point => {
    const angle = (2 * Math.PI * k) / regions.length - Math.PI / 2;
    return [GRAPH.x + GRAPH.radius * Math.cos(angle), GRAPH.y + GRAPH.radius * Math.sin(angle)];
  };
  const parts: string[] = [];
  for (const [i, { code: from }] of regions.entries())
    for (const [j, { code: to }] of regions.entries()) {
      const count = countOf(transitions, from, to);
      if (i !== j && count > 0) parts.push(arrow(center(i), center(j), 1 + Math.log10(count)));
    }
  for (const [k, { code, occupancy }] of regions.entries()) {
    const [x, y] = center(k);
    const radius = 14 + 30 * Math.sqrt(occupancy);
    parts.push(
      `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}" fill="${colorOf(butterfly, code)}"/>`,
    );
    parts.push(text(x, y + 5, `${(100 * occupancy).toFixed(0)} %`, 'text-anchor="middle" fill="#fff"'));
  }
  return parts;
}

/** An arc from one point towards another, to the left of the line between them. */
function arrow([x, y]: Point, [toX, toY]: Point, width: number): string {
  const [middleX, middleY] = [(x + toX) / 2 - 0.2 * (toY - y), (y + toY) / 2 + 0.2 * (toX - x)];
  const path = `M${x.toFixed(1)} ${y.toFixed(1)}Q${middleX.toFixed(1)} ${middleY.toFixed(1)} ${toX.toFixed(1)} ${toY.toFixed(1)}`;
  return `<path d="${path}" fill="none" stroke="#888" stroke-width="${width.toFixed(1)}"/>`;
}

/** The number of transitions between two regions. */
function countOf({ indptr, indices, data }: Butterfly['transitions'], from: number, to: number): number {
  for (let k = indptr[from] as number; k < (indptr[from + 1] as number); k++)
    if (indices[k] === to) return data[k] as number;
  return 0;
}

function accuracy({ lengths, accuracies, automatonAccuracy }: Butterfly): string[] {
  const last = Math.log2(Math.max(...lengths));
  const panel: Panel = { ...ACCURACY, x: [0, last] };
  const network = Array.from(accuracies, (value, k): Point => [Math.log2(lengths[k] as number), value]);
  const [, bottom] = place(panel, [0, 0]);
  const ticks = Array.from(lengths).filter((_, k) => k % 2 === 0);
  return [
    polyline(
      panel,
      [
        [0, 0],
        [last, 0],
      ],
      'stroke="#999"',
    ),
    polyline(panel, network, 'stroke="#c0392b" stroke-width="2"'),
    polyline(
      panel,
      [
        [0, automatonAccuracy],
        [last, automatonAccuracy],
      ],
      'stroke="#1f5fa8" stroke-width="2"',
    ),
    ...ticks.map((length) => {
      const [x] = place(panel, [Math.log2(length), 0]);
      return text(x, bottom + 20, String(length), 'text-anchor="middle"');
    }),
    text(ACCURACY.left, bottom + 44, 'the network', 'fill="#c0392b"'),
    text(ACCURACY.left + 120, bottom + 44, 'its automaton', 'fill="#1f5fa8"'),
  ];
}

function extent(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = 0.03 * (high - low || 1);
  return [low - margin, high + margin];
}
