// Distinguishes malignant from benign tumors by measurements of their cells: a sparse logistic model, with its penalty
// chosen by cross-validation, evaluated on held-out samples.
//
//   npm start -- tumours

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { backend, coordinate } from 'superlinear';
import { formatTable } from './support/table.js';

parseArgs({ options: { small: { type: 'boolean' } } }); // the data are small enough

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const file = new URL('../../examples/data/breast-cancer.csv', import.meta.url);
const [heading, ...lines] = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const features = heading.split(',').slice(1);
const samples = lines.map((line) => {
  const [diagnosis, ...numbers] = line.split(',');
  return { isMalignant: diagnosis === 'malignant', numbers: numbers.map(Number) };
});

/** Every fourth sample is kept for the test. */
const [training, test] = [true, false].map((isTraining) =>
  samples.filter((_, i) => (i % 4 !== 0) === isTraining),
);

const started = performance.now();
const { curves, lambda1se, model } = await coordinate.crossValidate({
  matrix: training.map(({ numbers }) => numbers),
  response: training.map(({ isMalignant }) => isMalignant),
  loss: 'logistic',
  standardize: true,
  folds: 10,
  count: 60,
  smallestRatio: 1e-3,
  rule: 'oneStandardError',
});
const elapsed = performance.now() - started;
const { response, probabilities } = await coordinate.predict({
  model,
  matrix: test.map(({ numbers }) => numbers),
});
const right = test.filter(({ isMalignant }, i) => isMalignant === response[i]).length;
const missed = test.filter(({ isMalignant }, i) => isMalignant && !response[i]);

const [curve] = curves;
console.log(
  `${training.length} samples to learn from, 10 folds of 60 models in ${elapsed.toFixed(0)} ms: ${model.status}, ` +
    `deviance ${curve.means[curve.oneStandardErrorIndex].toFixed(3)} at lambda ${lambda1se.toPrecision(3)}.\n`,
);
const deviation = (j: number) => {
  const values = training.map(({ numbers }) => numbers[j]);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};
const table = [...model.support].map((j) => ({
  feature: features[j],
  'odds by one deviation': `x ${Math.exp(model.coefficients[j] * deviation(j)).toFixed(2)}`,
}));
console.log(formatTable(table));
const sure = test.filter((_, i) => {
  const p = probabilities.data[2 * i + 1];
  return p < 0.01 || p > 0.99;
}).length;
console.log(
  `\nOf ${test.length} others ${right} are told rightly, ${missed.length} malignant ones are missed; of ${sure} the model is sure to 99 %.`,
);
