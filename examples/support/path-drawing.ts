// A drawing of the coefficients along a path: one line for each feature, labeled at its end.

import type { coordinate } from 'superlinear';

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [900, 560, 60, 170, 40, 50];

/**
 * Draws the path of each feature, and a vertical line at the chosen penalty strength; the `named` largest final
 * coefficients are labeled.
 */
export function drawPath(
  { lambdas, coefficients }: coordinate.PathSolution,
  names: readonly string[],
  chosen: number,
  named: number,
): string {
  const values = rowsOf(coefficients);
  const extreme = Math.max(...values.flatMap((row) => [...row].map(Math.abs)), Number.MIN_VALUE);
  const [first, last] = [Math.log(lambdas[0]), Math.log(lambdas[lambdas.length - 1])];
  const x = (lambda: number) => LEFT + ((Math.log(lambda) - first) / (last - first)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => TOP + (0.5 - value / (2 * extreme)) * (HEIGHT - TOP - BOTTOM);
  const end = values[values.length - 1];
  const order = names.map((_, j) => j).sort((a, b) => Math.abs(end[b]) - Math.abs(end[a]));
  const lines = order
    .filter((j) => values.some((row) => row[j] !== 0))
    .map((j) => {
      const points = values.map((row, k) => `${x(lambdas[k]).toFixed(1)},${y(row[j]).toFixed(1)}`);
      const color = order.indexOf(j) >= named ? '#bbb' : end[j] > 0 ? '#1a7a4c' : '#b0332a';
      return `<polyline points="${points.join(' ')}" fill="none" stroke="${color}" stroke-width="1.5"/>`;
    });
  const labels = spread(
    order.slice(0, named).sort((a, b) => end[b] - end[a]),
    (j) => y(end[j]),
  ).map(([j, place]) => `<text x="${WIDTH - RIGHT + 8}" y="${(place + 4).toFixed(1)}">${names[j]}</text>`);
  const at = x(chosen).toFixed(1);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="Helvetica, Arial, DejaVu Sans, sans-serif" font-size="13">
<rect width="100%" height="100%" fill="white"/>
<line x1="${LEFT}" y1="${y(0)}" x2="${WIDTH - RIGHT}" y2="${y(0)}" stroke="#888"/>
<line x1="${at}" y1="${TOP}" x2="${at}" y2="${HEIGHT - BOTTOM}" stroke="#888" stroke-dasharray="4 4"/>
<text x="${at}" y="${TOP - 10}" text-anchor="middle">chosen</text>
<text x="${LEFT}" y="${HEIGHT - 18}">strong penalty</text>
<text x="${WIDTH - RIGHT}" y="${HEIGHT - 18}" text-anchor="end">weak penalty</text>
${lines.join('\n')}
${labels.join('\n')}
</svg>
`;
}

/** The coefficients for each penalty strength, dense. */
function rowsOf({
  rows,
  columns,
  indptr,
  indices,
  data,
}: coordinate.PathSolution['coefficients']): Float64Array[] {
  return Array.from({ length: rows }, (_, k) => {
    const row = new Float64Array(columns);
    for (let q = indptr[k]; q < indptr[k + 1]; q++) row[indices[q]] = data[q];
    return row;
  });
}

/** Separates overlapping labels, ordered from the top down. */
function spread(items: readonly number[], place: (item: number) => number): [number, number][] {
  let lowest = Number.NEGATIVE_INFINITY;
  return items.map((item) => {
    lowest = Math.max(place(item), lowest + 15);
    return [item, lowest];
  });
}
