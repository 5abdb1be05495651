// The distributions of two groups' scores under several models.

import { type Panel, type Point, place, polyline, sheet, text } from './svg.js';

const REACH = 8;
const BINS = 64;
const COLORS = ['#1f78b4', '#d95f02'];

/**
 * An SVG document with a panel for each model: densities of the scores of both groups, their means, and the threshold
 * for credit.
 */
export function drawScores(
  models: readonly { readonly model: string; readonly scores: Float64Array }[],
  group: Uint8Array,
): string {
  const panels = models.map((_, k): Panel => {
    return { left: 40 + 400 * k, top: 90, width: 370, height: 260, x: [-REACH, REACH], y: [0, 0.3] };
  });
  return sheet(60 + 400 * models.length, 420, [
    text(40, 40, 'Scores of two groups; credit is given to the right of the line', 'font-size="20"'),
    ...models.flatMap(({ model, scores }, k) => [
      text(panels[k].left, 76, model, 'font-weight="bold"'),
      vertical(panels[k], 0, 0.3, '#555'),
      polyline(
        panels[k],
        [
          [-REACH, 0],
          [REACH, 0],
        ],
        'stroke="#999"',
      ),
      ...[0, 1].flatMap((which) => {
        const own = scores.filter((_, applicant) => group[applicant] === which);
        const mean = own.reduce((sum, score) => sum + score, 0) / own.length;
        const look = `stroke="${COLORS[which]}" stroke-width="2.5"`;
        return [polyline(panels[k], density(own), look), vertical(panels[k], mean, 0.02, COLORS[which])];
      }),
      text(panels[k].left + 12, 120, 'group A', `fill="${COLORS[0]}"`),
      text(panels[k].left + 12, 140, 'group B', `fill="${COLORS[1]}"`),
    ]),
  ]);
}

/** A histogram as a line. */
function density(scores: Float64Array): Point[] {
  const width = (2 * REACH) / BINS;
  const counts = new Float64Array(BINS);
  for (const score of scores) {
    const bin = Math.floor((score + REACH) / width);
    if (bin >= 0 && bin < BINS) counts[bin]++;
  }
  return Array.from(counts, (count, bin) => [-REACH + (bin + 0.5) * width, count / scores.length / width]);
}

function vertical(panel: Panel, at: number, height: number, color: string): string {
  const [[x1, y1], [x2, y2]] = [place(panel, [at, 0]), place(panel, [at, height])];
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${color}" stroke-width="2"/>`;
}
