// Finds words that make a review positive: a sparse logistic model of synthetic film reviews, with the words'
// coefficients for a decreasing penalty.
//
//   npm start -- reviews           8000 reviews
//   npm start -- reviews --small   1500 reviews

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, coordinate } from 'superlinear';
import { makeUpReviews, type Reviews, VOCABULARY } from './support/made-up-reviews.js';
import { drawPath } from './support/path-drawing.js';
import { writeDrawing } from './support/pictures.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

/** The number of occurrences of each word, one review per row. */
function countWords({ texts }: Reviews) {
  const [indptr, indices, data] = [[0], [] as number[], [] as number[]];
  for (const text of texts) {
    const counts = new Map<number, number>();
    for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const [word, count] of [...counts].sort(([a], [b]) => a - b)) {
      indices.push(word);
      data.push(count);
    }
    indptr.push(indices.length);
  }
  return { rows: texts.length, columns: VOCABULARY.length, indptr, indices, data };
}

const reviews = makeUpReviews(values.small ? 1500 : 8000);
const problem = {
  matrix: countWords(reviews),
  response: reviews.isPositive.map(Number),
  loss: 'logistic',
} as const;
const started = performance.now();
const { lambda1se, model } = await coordinate.crossValidate({
  ...problem,
  count: 40,
  smallestRatio: 0.01,
  rule: 'oneStandardError',
});
const path = await coordinate.path({ ...problem, count: 60, smallestRatio: 0.01 });
const elapsed = performance.now() - started;

const { matrix, response } = problem;
const { accuracy = 0 } = await coordinate.score({ model, matrix, response });
const { coefficients } = model;
console.log(
  `${reviews.texts.length} made-up reviews of ${VOCABULARY.length} words: ${model.status}, ${model.support.length} words, ` +
    `${(100 * accuracy).toFixed(1)} % right (5 % of the labels are wrong), ${elapsed.toFixed(0)} ms.\n`,
);
const words = [...model.support].sort((a, b) => coefficients[b] - coefficients[a]);
const line = (word: number) => ({
  word: VOCABULARY[word],
  'odds of praise': `x ${Math.exp(coefficients[word]).toFixed(2)}`,
});
console.log(formatTable([...words.slice(0, 8), ...words.slice(-8)].map(line)));

const file = await writeDrawing('words-of-reviews.svg', drawPath(path, VOCABULARY, lambda1se, 20));
console.log(`\nThe words as the penalty falls: ${relative('', file)}`);
