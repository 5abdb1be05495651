// Grants credits by logistic regression on applicants' data, with two groups treated unequally in the past. An equation
// makes the mean scores of both groups equal, and its multiplier is the cost of that.
//
//   npm start -- credit           50,000 applicants
//   npm start -- credit --small   5,000 applicants

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, constrained } from 'superlinear';
import { applicants, FEATURES, meanDifference, scoresOf } from './support/applicants.js';
import { writeDrawing } from './support/pictures.js';
import { drawScores } from './support/score-drawing.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const { features, labels, group } = applicants(values.small ? 5000 : 50_000);
console.log(`${features.rows} applicants of whom ${FEATURES.length} features are known.\n`);

/**
 * The mean of the features over one group minus that over the other: its product with coefficients is the gap of mean
 * scores.
 */
const gap = meanDifference(features, group);
/** The fraction of the gap that each model retains, relative to the model without an equation. */
const models = { free: undefined, 'half the gap': 0.5, 'equal means': 0 };

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const share = (scores: Float64Array, is: (score: number, k: number) => boolean) =>
  scores.filter(is).length / scores.length;
const ofGroup = (scores: Float64Array, which: number) => scores.filter((_, k) => group[k] === which);

const all: { model: string; scores: Float64Array }[] = [];
const lines: Record<string, string>[] = [];
let freeGap = 0;
for (const [model, part] of Object.entries(models)) {
  const equation = part !== undefined && { constraintMatrix: [gap], constraintValues: [part * freeGap] };
  const started = performance.now();
  const { status, solution, objective, multipliers, iterations } = await constrained.logistic({
    features,
    labels,
    ridge: 1e-4,
    ...equation,
  });
  const elapsed = performance.now() - started;
  const scores = scoresOf(features, solution);
  const meanGap = gap.reduce((sum, difference, j) => sum + difference * solution[j], 0);
  if (part === undefined) freeGap = meanGap;
  all.push({ model, scores });
  lines.push({
    model,
    status,
    iterations: String(iterations),
    loss: objective.toFixed(5),
    'gap of mean scores': meanGap.toFixed(4),
    'price of the gap': multipliers.length > 0 ? multipliers[0].toFixed(4) : '',
    accuracy: percent(share(scores, (score, k) => score > 0 === labels[k] > 0)),
    'approved of A': percent(share(ofGroup(scores, 0), (score) => score > 0)),
    'approved of B': percent(share(ofGroup(scores, 1), (score) => score > 0)),
    time: `${elapsed.toFixed(0)} ms`,
  });
}
console.log(formatTable(lines));
console.log('\nThe price is by how much the loss would fall for each unit that the gap may grow.');

const file = await writeDrawing('fair-credit.svg', drawScores(all, group));
console.log(`Scores of both groups: ${relative('', file)}`);
