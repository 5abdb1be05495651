// A drawing of two clouds before and after one was moved onto the other.

import type { Cloud } from './affine-map.js';
import type { Pair } from './matching.js';

/** Half the width of a panel, in units of the clouds, and in pixels. */
const REACH = 2;
const HALF = 320;

/**
 * An SVG document of two panels: the template and the observation, and the same with the template moved and pairs
 * joined.
 */
export function drawMatching(template: Cloud, found: Cloud, observed: Cloud, pairs: readonly Pair[]): string {
  const lines = pairs.map(([i, j]) => {
    const [[x1, y1], [x2, y2]] = [place(found, i), place(observed, j)];
    return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${4 * HALF}" height="${2 * HALF}">`,
    '<rect width="100%" height="100%" fill="white"/>',
    dots(observed, 'fill="#d95f02"'),
    dots(template, ring),
    `<g transform="translate(${2 * HALF})">`,
    `<g stroke="#555" stroke-width="1.2">${lines.join('')}</g>`,
    dots(observed, 'fill="#d95f02"'),
    dots(found, ring),
    '</g></svg>\n',
  ].join('\n');
}

/** Hollow, so that observed points remain visible inside the moved ones. */
const ring = 'fill="none" stroke="#1f78b4" stroke-width="1.2"';

function dots(cloud: Cloud, look: string): string {
  const circles = Array.from({ length: cloud.rows }, (_, i) => {
    const [x, y] = place(cloud, i);
    return `<circle cx="${x}" cy="${y}" r="2.5"/>`;
  });
  return `<g ${look}>${circles.join('')}</g>`;
}

function place({ data }: Cloud, i: number): string[] {
  const scale = HALF / REACH;
  return [HALF + scale * data[2 * i], HALF - scale * data[2 * i + 1]].map((value) => value.toFixed(1));
}
