// Cuts an airplane out of a photograph with a few strokes, by label propagation over a graph of pixels.
//
//   npm start -- strokes           an airplane from above, 1914-1929
//   npm start -- strokes --small   the same, smaller

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, coordinate } from 'superlinear';
import { AIRPLANE, readPicture, writeGrid } from './support/pictures.js';
import {
  cutOut,
  pixelGraph,
  type Stroke,
  shades,
  strokeLabels,
  withStrokes,
} from './support/segmentation.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

/** Strokes through the airplane: wings with their roundels, fuselage, tail. */
const AEROPLANE: Stroke[] = [
  [
    [0.2, 0.43],
    [0.48, 0.43],
  ],
  [
    [0.33, 0.29],
    [0.48, 0.29],
  ],
  [
    [0.2, 0.34],
    [0.3, 0.34],
  ],
  [
    [0.25, 0.27],
    [0.25, 0.42],
  ],
  [
    [0.6, 0.29],
    [0.78, 0.29],
  ],
  [
    [0.6, 0.43],
    [0.91, 0.44],
  ],
  [
    [0.8, 0.36],
    [0.9, 0.36],
  ],
  [
    [0.85, 0.28],
    [0.85, 0.44],
  ],
  [
    [0.55, 0.2],
    [0.54, 0.42],
    [0.544, 0.85],
  ],
  [
    [0.525, 0.5],
    [0.536, 0.75],
  ],
  [
    [0.42, 0.93],
    [0.65, 0.93],
  ],
];

/** Strokes through the background: fields and clouds. */
const GROUND: Stroke[] = [
  [
    [0.03, 0.06],
    [0.38, 0.06],
    [0.4, 0.22],
  ],
  [
    [0.16, 0.2],
    [0.165, 0.47],
    [0.04, 0.5],
  ],
  [
    [0.92, 0.06],
    [0.95, 0.5],
    [0.65, 0.53],
  ],
  [
    [0.64, 0.06],
    [0.66, 0.22],
    [0.9, 0.23],
  ],
  [
    [0.1, 0.55],
    [0.24, 0.8],
  ],
  [
    [0.35, 0.5],
    [0.47, 0.52],
    [0.48, 0.7],
    [0.38, 0.83],
  ],
  [
    [0.6, 0.6],
    [0.6, 0.75],
    [0.72, 0.95],
    [0.95, 0.95],
  ],
  [
    [0.04, 0.95],
    [0.37, 0.96],
  ],
];

const picture = await readPicture(AIRPLANE, values.small ? 250 : 500);
const { width, height } = picture;
const strokes = strokeLabels(picture, [AEROPLANE, GROUND]);
const edges = pixelGraph(picture);
const known = strokes.filter((label) => label >= 0).length;
console.log(`${width} x ${height} pixels, ${edges.rows} edges, ${known} pixels under strokes`);

const started = performance.now();
const found = await coordinate.labelPropagation({ edges, labels: strokes });
const elapsed = performance.now() - started;

const share = (100 * found.labels.filter((label) => label === 0).length) / found.labels.length;
console.log(
  `${found.status} by ${found.method} in ${found.iterations} iterations, ${elapsed.toFixed(0)} ms: ` +
    `the aeroplane has ${share.toFixed(1)} % of the pixels`,
);

const file = await writeGrid(
  'segment-photograph.png',
  [
    { picture, caption: 'the photograph' },
    { picture: withStrokes(picture, strokes), caption: 'strokes' },
    {
      picture: shades(picture, (node) => found.scores.data[2 * node] as number),
      caption: 'chance that a random walk over like pixels meets a red stroke first',
    },
    { picture: cutOut(picture, found.labels), caption: 'the aeroplane' },
  ],
  2,
);
console.log(`\nSide by side: ${relative('', file)}`);
