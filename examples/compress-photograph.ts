// A photograph in a few singular values and vectors: the best approximation of each rank, by randomized singular value
// decomposition.
//
//   npm start -- photograph              an airplane from above, 1914-1929
//   npm start -- photograph --small      the same, smaller
//   npm start -- photograph file.jpg     a picture of your own

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, sketch } from 'superlinear';
import { distance, matrixOf, pictureOf, product } from './support/low-rank.js';
import { AIRPLANE, type Captioned, readPicture, writeGrid } from './support/pictures.js';
import { formatTable } from './support/table.js';

const { values, positionals } = parseArgs({
  options: { small: { type: 'boolean' } },
  allowPositionals: true,
});
const ranks = [4, 16, 64];

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const original = await readPicture(positionals[0] ?? AIRPLANE, values.small ? 320 : 1024);
const matrix = matrixOf(original);
const numbers = matrix.rows * matrix.columns;
console.log(
  `A picture of ${original.width} x ${original.height} pixels: ${numbers} numbers from 0 to 255.\n`,
);

const pictures: Captioned[] = [];
const lines: Record<string, string>[] = [];
for (const rank of ranks) {
  const started = performance.now();
  const svd = await sketch.randomizedSvd({ matrix, rank });
  const elapsed = performance.now() - started;
  const approximation = product(svd);
  const error = distance(matrix, approximation);
  const share = (rank * (matrix.rows + matrix.columns)) / numbers;
  lines.push({
    rank: String(rank),
    'numbers kept': `${(100 * share).toFixed(1)} %`,
    'rms error of 255': error.toFixed(1),
    'singular values': `${svd.singularValues[0].toFixed(0)} to ${svd.singularValues[rank - 1].toFixed(0)}`,
    time: `${elapsed.toFixed(0)} ms`,
  });
  pictures.push({
    picture: pictureOf(approximation),
    caption: `rank ${rank}: ${(100 * share).toFixed(1)} % of the numbers, error ${error.toFixed(1)} of 255`,
  });
}
pictures.push({
  picture: original,
  caption: `the original, of rank ${Math.min(matrix.rows, matrix.columns)}`,
});

console.log(formatTable(lines));
const file = await writeGrid('compress-photograph.png', pictures, 2);
console.log(`\nSide by side with the original: ${relative('', file)}`);
