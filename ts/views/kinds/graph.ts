/** Nodes and arrows: automata, graphs with labels, trees of elimination. */

import { documentOf, EDGE, headerOf, type LegendEntry, type Sheet } from '../sheet.js';
import { colored, cut, type Place, px, stroke, through, widthOf, words } from '../svg.js';

/** An arrow from one node to another. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly label?: string;
}

/** A graph. */
export interface Graph {
  /** The words in the nodes. */
  readonly nodes: readonly string[];
  readonly arrows: readonly Arrow[];
  /** The number of the color of each node. */
  readonly colors?: readonly number[];
  readonly legend?: readonly LegendEntry[];
  /** Whether arrows have heads. */
  readonly isDirected?: boolean;
  /** The node with an arrow from outside. */
  readonly initial?: number;
}

/** More nodes than these are not drawn. */
export const MAX_NODES = 200;
const HEIGHT = 340;

/** Draws a graph with its nodes on a circle. */
export function graph(
  sheet: Sheet,
  { nodes, arrows, colors = [], legend = [], isDirected = false, initial }: Graph,
): string {
  const header = headerOf(sheet, legend);
  const natural = nodes.length <= 2 ? HEIGHT / 2 : HEIGHT;
  const height = Math.max(sheet.height ?? natural + header.bottom, header.bottom + 100);
  const count = Math.min(nodes.length, MAX_NODES);
  const middle: Place = [sheet.width / 2, (header.bottom + height) / 2];
  const radius = Math.max(
    4,
    Math.min(18, (2 * Math.min(sheet.width, height - header.bottom)) / Math.max(1, count) / 1.6),
  );
  const room = radius + 34;
  const size = [
    Math.min(sheet.width / 2 - EDGE - room, 1.4 * height),
    (height - header.bottom) / 2 - room,
  ] as const;
  const places = Array.from({ length: count }, (_, k): Place => {
    const angle = Math.PI + (2 * Math.PI * k) / count;
    return count === 1
      ? middle
      : [
          middle[0] + Math.min(size[0], 1.6 * size[1]) * Math.cos(angle),
          middle[1] + size[1] * Math.sin(angle),
        ];
  });
  const drawn = merged(arrows.filter(({ from, to }) => from in places && to in places));
  const pairs = new Set(drawn.map(({ from, to }) => `${from} ${to}`));
  const lines = drawn.map((arrow) =>
    arrowOf(arrow, {
      places,
      middle,
      radius,
      isDirected,
      isBent: isDirected && pairs.has(`${arrow.to} ${arrow.from}`),
    }),
  );
  const start =
    initial !== undefined && places[initial] !== undefined ? startOf(places[initial], radius) : '';
  const circles = places.map(([x, y], k) => {
    const disc = `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" fill="currentColor" fill-opacity="25%" stroke="currentColor" stroke-width="1.5"/>`;
    const name = nodes[k] ?? '';
    const label = widthOf(name) < 2 * radius + 4 ? words(x, y + 4, name, { anchor: 'middle' }) : '';
    return colored(colors[k] ?? 0, disc) + label;
  });
  return documentOf(sheet, height, header.svg + lines.join('') + start + circles.join(''));
}

/** Arrows between the same nodes as one, with all labels. */
function merged(arrows: readonly Arrow[]): Arrow[] {
  const found = new Map<string, Arrow>();
  for (const arrow of arrows) {
    const key = `${arrow.from} ${arrow.to}`;
    const { label } = found.get(key) ?? {};
    const labels = [label, arrow.label].filter((text) => text !== undefined).join(', ');
    found.set(key, { ...arrow, ...(labels !== '' && { label: labels }) });
  }
  return [...found.values()];
}

interface ArrowPlace {
  readonly places: readonly Place[];
  readonly middle: Place;
  readonly radius: number;
  readonly isDirected: boolean;
  /** Whether an arrow in the other direction exists, so that both are bent. */
  readonly isBent: boolean;
}

function arrowOf(
  { from, to, label = '' }: Arrow,
  { places, middle, radius, isDirected, isBent }: ArrowPlace,
): string {
  const [a, b] = [places[from], places[to]] as [Place, Place];
  if (from === to) return isDirected ? loopOf(a, middle, radius, label) : '';
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
  const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  const bend = isBent ? Math.min(28, length / 5) : 0;
  const center: Place = [(a[0] + b[0]) / 2 - 2 * bend * uy, (a[1] + b[1]) / 2 + 2 * bend * ux];
  const edgeOf = (node: Place, gap: number): Place => {
    const distance = Math.hypot(center[0] - node[0], center[1] - node[1]) || 1;
    return [
      node[0] + ((center[0] - node[0]) / distance) * gap,
      node[1] + ((center[1] - node[1]) / distance) * gap,
    ];
  };
  const [start, end] = [edgeOf(a, radius), edgeOf(b, radius + (isDirected ? 3 : 0))];
  const curve = `M${px(start[0])} ${px(start[1])}Q${px(center[0])} ${px(center[1])} ${px(end[0])} ${px(end[1])}`;
  const side = bend === 0 ? 11 : bend + 13;
  const text = words((a[0] + b[0]) / 2 - side * uy, (a[1] + b[1]) / 2 + side * ux + 4, cut(label, 100), {
    anchor: 'middle',
  });
  return (
    stroke(curve, 1.25, { 'stroke-opacity': '60%' }) +
    (isDirected ? headAt(end, [end[0] - center[0], end[1] - center[1]]) : '') +
    text
  );
}

function headAt([x, y]: Place, [dx, dy]: Place): string {
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [(7 * dx) / length, (7 * dy) / length];
  const sides: Place[] = [
    [x - ux - uy / 2, y - uy + ux / 2],
    [x, y],
    [x - ux + uy / 2, y - uy - ux / 2],
  ];
  return stroke(through(sides), 1.25, { 'stroke-opacity': '80%' });
}

/** An arrow from a node to itself, away from the middle. */
function loopOf([x, y]: Place, middle: Place, radius: number, label: string): string {
  const away =
    Math.hypot(x - middle[0], y - middle[1]) < 1 ? -Math.PI / 2 : Math.atan2(y - middle[1], x - middle[0]);
  const at = (angle: number, distance: number): Place => [
    x + distance * Math.cos(angle),
    y + distance * Math.sin(angle),
  ];
  const [start, end] = [at(away - 0.5, radius), at(away + 0.5, radius + 2)];
  const [first, second] = [at(away - 0.7, radius + 26), at(away + 0.7, radius + 26)];
  const curve = `M${px(start[0])} ${px(start[1])}C${px(first[0])} ${px(first[1])} ${px(second[0])} ${px(second[1])} ${px(end[0])} ${px(end[1])}`;
  const [tx, ty] = at(away, radius + 30);
  const anchor = Math.cos(away) > 0.5 ? 'start' : Math.cos(away) < -0.5 ? 'end' : 'middle';
  return (
    stroke(curve, 1.25, { 'stroke-opacity': '60%' }) +
    headAt(end, [end[0] - second[0], end[1] - second[1]]) +
    words(tx, ty + 4, cut(label, 40), { anchor })
  );
}

/** The arrow to the initial state. */
function startOf([x, y]: Place, radius: number): string {
  const end: Place = [x - (radius + 3) * 0.7, y + (radius + 3) * 0.7];
  const from: Place = [end[0] - 14, end[1] + 14];
  return stroke(through([from, end]), 1.25) + headAt(end, [1, -1]);
}
