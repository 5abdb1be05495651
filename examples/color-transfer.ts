// Color transfer between two photographs by optimal transport, and plain Sinkhorn on the same problem.
//
//   npm start                              two photographs of the 1860s: a harbor in the light of the Alps
//   npm start -- colors --small           the same, smaller: a matter of seconds
//   npm start -- content.jpg palette.jpg   pictures of your own
//   npm start -- colors --backend cuda    many more colors too, on a GPU if there is one and on the processor

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend } from 'superlinear';
import { histogram, repaint, transferProblem } from './support/color-transfer.js';
import { compare, tableLines, verdict } from './support/comparison.js';
import { onBothBackends } from './support/on-both-backends.js';
import { ALPINE_LANDSCAPE, NAGASAKI_BOATS, readPicture, writePanel } from './support/pictures.js';
import { formatTable } from './support/table.js';
import { weakLink } from './support/weak-link.js';

const { values, positionals } = parseArgs({
  options: { small: { type: 'boolean' }, backend: { type: 'string' } },
  allowPositionals: true,
});
const [contentFile = NAGASAKI_BOATS, paletteFile = ALPINE_LANDSCAPE] = positionals;
const size = values.small
  ? {
      width: 256,
      maxColors: 300,
      manyColors: 1500,
      regularization: 1e-3,
      limits: { maxIterations: 5000, timeLimit: 2 },
    }
  : {
      width: 1024,
      maxColors: 3000,
      manyColors: 100_000,
      regularization: 1e-4,
      limits: { maxIterations: 1500, timeLimit: 20 },
    };

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const pictures = [
  await readPicture(contentFile, size.width),
  await readPicture(paletteFile, size.width),
] as const;
if (values.backend === 'cuda') {
  const [fine, finePalette] = pictures.map((picture) => histogram(picture, size.manyColors));
  console.log(await onBothBackends(transferProblem(fine, finePalette, size.regularization)));
}
const content = histogram(pictures[0], size.maxColors);
const palette = histogram(pictures[1], size.maxColors);
const problem = transferProblem(content, palette, size.regularization);
const [from, to] = [content, palette].map(({ cloud }) => cloud.shares.length);
console.log(
  `Moving the ${from} colors of one picture onto the ${to} of the other, first by Sinkhorn-Newton, then plainly.\n`,
);
const transfer = await compare('color transfer', problem, size.limits);

const result = await repaint(content, problem, transfer.newton.solution);
const panel = await writePanel('color-transfer.jpg', [content.picture, palette.picture, result]);

const link = await compare('weak link', weakLink, { maxIterations: 2_000_000, timeLimit: 20 });

console.log(formatTable([...tableLines(transfer), ...tableLines(link)]));
console.log(`\n${verdict(transfer)}\n${verdict(link)}`);
console.log(`Content, palette and result: ${relative('', panel)}`);
