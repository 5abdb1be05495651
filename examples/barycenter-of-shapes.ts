// Interpolates between four shapes: a sheet of their barycenters by optimal transport, which moves mass instead of
// fading it.
//
//   npm start -- shapes              a sheet of 5 x 5 on a grid of 40 x 40
//   npm start -- shapes --small      4 x 4 on 20 x 20
//   npm start -- shapes --plain      without debiasing: blurred by the entropy

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, transport } from 'superlinear';
import { writePicture } from './support/pictures.js';
import { CORNERS, gridPoints, rasterize } from './support/shapes.js';
import { drawSheet } from './support/sheet.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' }, plain: { type: 'boolean' } } });
const { side, perRow } = values.small ? { side: 20, perRow: 4 } : { side: 40, perRow: 5 };
const debiased = !values.plain;

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);
console.log(`A sheet of ${perRow} x ${perRow} barycenters of four shapes on a grid of ${side} x ${side}.\n`);

const points = gridPoints(side);
const shapes = CORNERS.map((shape) => rasterize(shape, side));
const histograms = {
  rows: shapes.length,
  columns: points.rows,
  data: Float64Array.from(shapes.flatMap((shape) => [...shape])),
};

const started = performance.now();
const sheet: Float64Array[] = [];
const lines: Record<string, string>[] = [];
for (let row = 0; row < perRow; row++) {
  for (let column = 0; column < perRow; column++) {
    const [right, down] = [column / (perRow - 1), row / (perRow - 1)];
    const weights = [(1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down];
    const { barycenter, status, iterations, marginalError, transportCost } = await transport.barycenter({
      histograms,
      points,
      weights,
      regularization: 2e-4,
      regularizationUnit: 'ofMaximum',
      debiased,
      tolerance: 1e-3,
    });
    sheet.push(barycenter);
    if (row === column) {
      lines.push({
        weights: weights.map((weight) => weight.toFixed(2)).join(' '),
        status,
        iterations: String(iterations),
        'marginal error': marginalError.toExponential(1),
        'transport cost': transportCost.toFixed(5),
      });
    }
  }
}
const seconds = (performance.now() - started) / 1000;

console.log(`Along the diagonal, from heart to cross:\n\n${formatTable(lines)}\n`);
console.log(`${sheet.length} barycenters in ${seconds.toFixed(1)} s`);
const file = await writePicture('barycenter-of-shapes.png', drawSheet(sheet, perRow));
console.log(`The sheet: ${relative('', file)}`);
