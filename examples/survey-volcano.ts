// Fills in the terrain of a volcano from a few hundred surveyed heights, by diffusion: between the surveyed cells, heights
// settle like a membrane. The heights of the nearest surveyed cells are the comparison, and the true terrain tells the error.
//
//   npm start -- volcano

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, pde } from 'superlinear';
import { writeGrid } from './support/pictures.js';
import { randomNumbers } from './support/random-numbers.js';
import { formatTable } from './support/table.js';
import { drawTerrain, type Terrain } from './support/terrain.js';

parseArgs({ options: { small: { type: 'boolean' } } }); // the data are small enough

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const terrain = readTerrain(new URL('../../examples/data/maunga-whau.csv', import.meta.url));
const { rows, columns, heights } = terrain;
console.log(
  `Maunga Whau, ${columns} x ${rows} heights between ${Math.min(...heights)} and ${Math.max(...heights)} m.\n`,
);

/** The weight of a surveyed height against the slopes around it: large, so that the terrain meets the heights. */
const WEIGHT = 1e3;

const closed = { kind: 'neumann', value: 0 } as const;
const random = randomNumbers(1);
const table: Record<string, string>[] = [];
const pictures = [{ picture: drawTerrain(terrain, heights), caption: 'the volcano' }];
for (const count of [100, 300, 1000]) {
  const isSurveyed = survey(count);
  const began = performance.now();
  const filled = await pde.diffusion({
    points: [rows, columns],
    lengths: [rows, columns],
    coefficient: 1,
    reaction: heights.map((_, k) => (isSurveyed[k] ? WEIGHT : 0)),
    rightSide: heights.map((height, k) => (isSurveyed[k] ? WEIGHT * height : 0)),
    boundary: { left: closed, right: closed, bottom: closed, top: closed },
  });
  const elapsed = performance.now() - began;
  table.push({
    'surveyed heights': String(count),
    status: filled.status,
    iterations: String(filled.iterations),
    'error, m': error(filled.solution, isSurveyed).toFixed(2),
    'of the nearest height, m': error(nearest(isSurveyed), isSurveyed).toFixed(2),
    time: `${elapsed.toFixed(0)} ms`,
  });
  pictures.push({ picture: drawTerrain(terrain, filled.solution), caption: `from ${count} heights` });
}
console.log(formatTable(table));

const file = await writeGrid('volcano.png', pictures, 2);
console.log(`\nThe terrains: ${relative('', file)}`);

function readTerrain(file: URL): Terrain {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const grid = lines.map((line) => line.split(',').map(Number));
  return {
    rows: grid.length,
    columns: (grid[0] as number[]).length,
    heights: Float64Array.from(grid.flat()),
  };
}

/** Random cells, all different. */
function survey(count: number): boolean[] {
  const isSurveyed = Array.from(heights, () => false);
  for (let left = count; left > 0; ) {
    const k = Math.floor(random() * heights.length);
    if (isSurveyed[k]) continue;
    isSurveyed[k] = true;
    left--;
  }
  return isSurveyed;
}

/** The height of the nearest surveyed cell at each cell. */
function nearest(isSurveyed: readonly boolean[]): Float64Array {
  const surveyed = [...heights.keys()].filter((k) => isSurveyed[k]);
  const distance = (a: number, b: number) =>
    Math.hypot((a % columns) - (b % columns), Math.floor(a / columns) - Math.floor(b / columns));
  return heights.map(
    (_, k) =>
      heights[surveyed.reduce((best, l) => (distance(k, l) < distance(k, best) ? l : best))] as number,
  );
}

/** The root mean square error over the cells that were not surveyed. */
function error(guess: Float64Array, isSurveyed: readonly boolean[]): number {
  const cells = [...heights.keys()].filter((k) => !isSurveyed[k]);
  const squares = cells.map((k) => ((guess[k] as number) - (heights[k] as number)) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / cells.length);
}
