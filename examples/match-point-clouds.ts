// Finds the motion of a shape from a noisy cloud of its points: the affine map with the smallest Sinkhorn divergence.
// Transport is unbalanced, so hidden points and outliers stay unmatched instead of distorting the map.
//
//   npm start -- clouds              a key of 400 points
//   npm start -- clouds --small      200 points
//   npm start -- clouds --balanced   every point has to be matched: outliers and the hidden part pull

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, transport } from 'superlinear';
import { type AffineMap, distanceOfMaps, IDENTITY, move, pullBack } from './support/affine-map.js';
import { drawMatching } from './support/cloud-drawing.js';
import { observeKey } from './support/key-clouds.js';
import { matchOrLeave, moveAll, outlierShare, summary } from './support/matching.js';
import { writeDrawing } from './support/pictures.js';
import { minimize } from './support/quasi-newton.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' }, balanced: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const observation = observeKey(values.small ? 200 : 400);
const { template, observed, truth } = observation;
console.log(`Moving the ${template.rows} points of a key onto ${observed.rows} observed ones.\n`);

/** From coarse to fine: mass stays if it would have to move farther than about the square root of the penalty. */
const stages = [0.1, 0.02, 0.004, 0.001].map((regularization) => ({
  regularization,
  penalty: 3 * regularization,
}));
const finest = stages[stages.length - 1];

// Equal masses for all points, so that a point has the same weight in both clouds.
const source = new Float64Array(template.rows).fill(1 / template.rows);
const target = new Float64Array(observed.rows).fill(1 / template.rows);

let map: AffineMap = IDENTITY;
const lines: Record<string, string>[] = [];
for (const [stage, { regularization, penalty }] of stages.entries()) {
  const started = performance.now();
  const { point, value, evaluations } = await minimize(
    async (candidate) => {
      const { divergence, gradients } = await transport.sinkhornDivergence({
        sourcePoints: move(template, candidate),
        targetPoints: observed,
        source,
        target,
        regularization,
        ...(values.balanced ? { normalize: true } : { penalty }),
        gradients: true,
        tolerance: 1e-7,
      });
      const inPoints = gradients?.sourcePoints;
      if (!inPoints) throw new Error('no gradient');
      return { value: divergence, gradient: pullBack(template, inPoints.data) };
    },
    map,
    1e-4,
  );
  map = point;
  lines.push({
    stage: String(stage + 1),
    regularization: String(regularization),
    evaluations: String(evaluations),
    divergence: value.toFixed(6),
    'distance from true map': distanceOfMaps(template, map, truth).toFixed(4),
    time: `${((performance.now() - started) / 1000).toFixed(1)} s`,
  });
}
console.log(`${formatTable(lines)}\n`);

const found = move(template, map);
// The entropy spreads mass over all pairs of nearby points at a cost, so every point leaves a part of its mass.
const share = await outlierShare(found, observation, finest);
const ofMass = (part: number) => `${(100 * part).toFixed(1)} %`;
console.log(`Mass that reaches outliers: ${ofMass(share.outliers)}; other points: ${ofMass(share.others)}\n`);

const matched = await matchOrLeave(found, observed, finest.penalty);
console.log('Exact transport between the key where it was found and the observed points:\n');
console.log(
  formatTable([
    summary('every point moved', await moveAll(found, observed), observation),
    summary('or left, at a price', matched, observation),
  ]),
);
const file = await writeDrawing('match-point-clouds.svg', drawMatching(template, found, observed, matched));
console.log(`\nBefore, and after with the matching: ${relative('', file)}`);
