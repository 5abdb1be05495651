// Finds the wrong labels among written digits: 40 % of 800 training digits have a wrong one, 200 are known to be right.
//
//   npm start -- labels           800 digits to learn from
//   npm start -- labels --small   half as many, at lower resolution

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, bilevel, coordinate } from 'superlinear';
import { chosen, type Digits, inkOf, pictureOfInk, readDigits, SIDE } from './support/digits.js';
import { writeGrid } from './support/pictures.js';
import { randomNumbers } from './support/random-numbers.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}\n`,
);

/** The ridge penalty on the coefficients of all models. */
const RIDGE = 0.01;
/** The fraction of wrong labels. */
const WRONG = 0.4;

const digits = await readDigits(values.small ? 100 : 200);
const [count, trustedCount] = values.small ? [400, 100] : [800, 200];
const training = chosen(digits, (k) => k < count);
const trusted = chosen(digits, (k) => k >= count && k < count + trustedCount);
const test = chosen(digits, (k) => k >= count + trustedCount);

const random = randomNumbers(21);
const given = training.labels.map((label) => {
  const [isWrong, by] = [random() < WRONG, 1 + Math.floor(9 * random())];
  return isWrong ? (label + by) % 10 : label;
});

const started = performance.now();
const cleaned = await bilevel.cleanSamples({
  matrix: features(training),
  response: given,
  trustedMatrix: features(trusted),
  trustedResponse: trusted.labels,
  ridge: RIDGE,
});
const elapsed = performance.now() - started;

const isWrong = (k: number) => given[k] !== training.labels[k];
const wrong = Array.from(given.keys()).filter(isWrong).length;
const found = Array.from(cleaned.suspects).filter(isWrong).length;
console.log(
  formatTable(
    [
      { model: 'of all labels as they are given', fit: await fitted(training, given) },
      { model: 'of the trusted digits alone', fit: await fitted(trusted, trusted.labels) },
      { model: 'of all digits, weighted', fit: cleaned.model },
      { model: 'of the right labels, if they were known', fit: await fitted(training, training.labels) },
    ].map(({ model, fit }) => ({ model, 'read rightly': `${accuracyOf(fit).toFixed(1)} %` })),
  ),
);
console.log(
  `\n${cleaned.iterations} steps in ${elapsed.toFixed(0)} ms. Of ${count} labels ${wrong} are wrong; ${cleaned.suspects.length} are suspected, ` +
    `${((100 * found) / cleaned.suspects.length).toFixed(0)} % of them rightly, and ${((100 * found) / wrong).toFixed(0)} % of the wrong ones are among them.\n`,
);

const SHOWN = 24;
const suspects = Array.from(cleaned.suspects.slice(0, SHOWN), (k) => ({
  picture: pictureOfInk(inkOf(training, k), 3),
  caption: `given: ${given[k]}`,
}));
const file = await writeGrid('clean-labels.png', suspects, 8);
console.log(`The digits with the least weights, and the labels they were given: ${relative('', file)}`);

/** Features of digits: the mean ink of squares of 4 pixels, or of 16. */
function features(digits: Digits) {
  const width = values.small ? 4 : 2;
  const side = SIDE / width;
  const columns = side * side;
  const data = new Float64Array(digits.count * columns);
  for (let k = 0; k < digits.count; k++) {
    const ink = inkOf(digits, k);
    for (let pixel = 0; pixel < ink.length; pixel++) {
      const [y, x] = [Math.floor(pixel / SIDE), pixel % SIDE];
      data[k * columns + side * Math.floor(y / width) + Math.floor(x / width)] += ink[pixel] / width ** 2;
    }
  }
  return { rows: digits.count, columns, data };
}

/** A model of digits and labels, all with weight 1. */
async function fitted(digits: Digits, response: Float64Array) {
  const problem = { loss: 'multinomial', penalty: 'elasticNet', l1Ratio: 0, lambda: RIDGE } as const;
  return coordinate.fit({ matrix: features(digits), response, ...problem, tolerance: 1e-4 });
}

/** The percentage of test digits classified correctly. */
function accuracyOf(model: coordinate.PredictModel): number {
  const { response } = coordinate.predictSync({ model, matrix: features(test) });
  const read = Array.from(response as ArrayLike<number>);
  return (100 * read.filter((label, k) => label === test.labels[k]).length) / test.count;
}
