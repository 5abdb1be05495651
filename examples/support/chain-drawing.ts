// Drawings of chains between two nails, with and without lanterns.

import { dot, heat, type Panel, type Point, place, polyline, sheet, text } from './svg.js';

/** The solution for a chain. */
export interface Hung {
  readonly links: number;
  /** The weight of the lantern, 0 for none, and its joint. */
  readonly lantern: number;
  readonly at: number;
  readonly status: string;
  readonly iterations: number;
  /** Milliseconds. */
  readonly elapsed: number;
  /** The ends of the links, nails included. */
  readonly joints: readonly Point[];
  /** The force in each link. */
  readonly pulls: readonly number[];
  readonly sag: number;
}

const COLORS = ['#1b9e77', '#d95f02', '#7570b3', '#e7298a'];

/**
 * An SVG document: chains with increasing numbers of links over the catenary, and chains with increasingly heavy
 * lanterns.
 */
export function drawChains(
  chains: readonly Hung[],
  lanterns: readonly Hung[],
  catenary: (x: number) => number,
): string {
  const frame = { top: 90, width: 520, height: 400, x: [-0.05, 1.05], y: [-0.75, 0.05] } as const;
  const [left, right]: Panel[] = [
    { ...frame, left: 40 },
    { ...frame, left: 620 },
  ];
  const curve = Array.from({ length: 101 }, (_, k) => [k / 100, catenary(k / 100)] as const);
  return sheet(1180, 560, [
    text(left.left, 40, 'Chains of more and more links', 'font-size="20"'),
    polyline(left, curve, 'stroke="#ddd" stroke-width="9"'),
    ...chains.map(({ joints }, k) => polyline(left, joints, `stroke="${COLORS[k]}" stroke-width="1.6"`)),
    ...chains
      .slice(0, 2)
      .flatMap(({ joints }, k) => joints.map((joint) => dot(left, joint, 2.5, `fill="${COLORS[k]}"`))),
    ...chains.map(({ links }, k) =>
      text(left.left + 190, 130 + 22 * k, `${links} links`, `fill="${COLORS[k]}" font-weight="bold"`),
    ),
    text(left.left + 190, 130 + 22 * chains.length, 'the catenary', 'fill="#aaa"'),
    text(right.left, 40, 'Lanterns on a chain of weight 1, and its pulls', 'font-size="20"'),
    ...lanterns.flatMap((chain) => withLantern(right, chain, largestPull(lanterns))),
    scale(right, largestPull(lanterns)),
  ]);
}

function largestPull(chains: readonly Hung[]): number {
  return Math.max(...chains.flatMap(({ pulls }) => pulls));
}

/** Colors each link by the logarithm of its force. */
function withLantern(panel: Panel, { joints, pulls, lantern, at }: Hung, largest: number): string[] {
  const links = pulls.map((pull, k) => {
    const shade = 1 + Math.log10(pull / largest) / 2;
    return polyline(panel, [joints[k], joints[k + 1]], `stroke="${heat(shade)}" stroke-width="4"`);
  });
  if (lantern === 0) return links;
  const [x, y] = place(panel, joints[at + 1]);
  const radius = 4 + 3 * Math.sqrt(lantern);
  return [
    ...links,
    `<circle cx="${x.toFixed(1)}" cy="${(y + radius).toFixed(1)}" r="${radius.toFixed(1)}" fill="#fed976" stroke="#b07d00"/>`,
    text(x - radius - 6, y + radius + 5, String(lantern), 'text-anchor="end"'),
  ];
}

function scale({ left, top, height }: Panel, largest: number): string {
  const cells = Array.from({ length: 50 }, (_, k) => {
    const look = `width="5" height="12" fill="${heat(k / 49)}"`;
    return `<rect x="${left + 130 + 5 * k}" y="${top + height + 24}" ${look}/>`;
  });
  const label = (share: number, anchor: string) =>
    text(
      left + 130 + 250 * share,
      top + height + 54,
      (largest * 100 ** (share - 1)).toPrecision(2),
      `text-anchor="${anchor}"`,
    );
  return [...cells, label(0, 'start'), label(1, 'end')].join('');
}
