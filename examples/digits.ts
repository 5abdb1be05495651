// Trains a network to read digits, and follows its gradient with respect to the image to turn a 4 into a 9.
//
//   npm start -- digits           1600 digits to learn from
//   npm start -- digits --small   half as many, in fewer rounds

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, expression } from 'superlinear';
import {
  crossEntropy,
  define,
  dense,
  type Expression,
  formula,
  relu,
  reshape,
  softmax,
} from 'superlinear/expression';
import {
  chosen,
  type Digits,
  inkOf,
  PIXELS,
  pictureOfChange,
  pictureOfInk,
  readDigits,
  SIDE,
} from './support/digits.js';
import { type Captioned, writeGrid } from './support/pictures.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}\n`,
);

/** The weight of roughness relative to the loss. Without it the accuracy is the same, but changes look like noise. */
const SMOOTHNESS = 0.01;

/** A network with one hidden layer of width 64: from the ink of an image to a score for each digit. */
const shapes = { x: PIXELS, w1: [PIXELS, 64], b1: 64, w2: [64, 10], b2: 10 } as const;
type Layers = Readonly<Record<keyof typeof shapes, Expression>>;
const scores = ({ x, w1, b1, w2, b2 }: Layers) => dense(relu(dense(x, w1, b1)), w2, b2);

const probabilities = define(shapes, (layers) => softmax(scores(layers)));
const loss = define({ ...shapes, label: [] }, ({ label, ...layers }) => crossEntropy(scores(layers), label));

/** Favors similar weights for neighboring pixels: the squared differences of the hidden layer's weights. */
const roughness = define({ w1: shapes.w1 }, ({ w1 }) => {
  const of = reshape(w1, [SIDE, SIDE, 64]);
  const [last, units] = [SIDE - 1, 63];
  const down = formula`${of}[1..${last}, 0..${last}, 0..${units}] - ${of}[0..${last - 1}, 0..${last}, 0..${units}]`;
  const across = formula`${of}[0..${last}, 1..${last}, 0..${units}] - ${of}[0..${last}, 0..${last - 1}, 0..${units}]`;
  return formula`${SMOOTHNESS} * (sum(${down}^2) + sum(${across}^2))`;
});

const digits = await readDigits(values.small ? 100 : 200);
/** Every fifth of each digit is kept for the test. */
const isTest = (k: number) => Math.floor(k / 10) % 5 === 0;
const [training, test] = [chosen(digits, (k) => !isTest(k)), chosen(digits, isTest)];

const started = performance.now();
const { parameters: start } = await expression.initialize({
  function: probabilities,
  parameters: { w1: 'he', b1: 'zeros', w2: 'glorot', b2: 'zeros' },
});
const trained = await expression.train({
  loss,
  rows: { x: images(training), label: training.labels },
  parameters: start,
  validation: { x: images(test), label: test.labels },
  epochs: values.small ? 10 : 20,
  batchSize: 32,
  schedule: 'cosine',
  penalty: roughness,
});
const network = trained.parameters;
const elapsed = performance.now() - started;

console.log(
  formatTable(
    trained.history
      .filter(({ epoch }) => epoch % 5 === 0 || epoch === 1)
      .map(({ epoch, objective, validationObjective = Number.NaN }) => ({
        round: String(epoch),
        'loss in training': objective.toFixed(4),
        'loss of the others': validationObjective.toFixed(4),
      })),
  ),
);
const readAs = await guess(test);
const right = readAs.filter(({ digit }, k) => digit === test.labels[k]).length;
console.log(
  `\n${training.count} digits to learn from, ${trained.steps} steps in ${elapsed.toFixed(0)} ms; of ${test.count} others ` +
    `${((100 * right) / test.count).toFixed(1)} % are read rightly.\n`,
);

/** Ink added or removed in a step along the gradient. */
const STEP = 0.3;
const MOST_STEPS = 100;
/** The required probability of a 9. */
const SURE = 0.99;
const SHOWN = 4;

const fours = chosen(test, (k, label) => label === 4 && readAs[k].digit === 4);
const [pictures, table]: [Captioned[], Record<string, string>[]] = [[], []];
for (let k = 0; k < Math.min(SHOWN, fours.count); k++) {
  const four = inkOf(fours, k);
  const { gradients } = await towardsNine(four);
  const { ink, steps } = await turned(four);
  const change = ink.map((value, pixel) => value - four[pixel]);
  const [before, after] = await guess({
    count: 2,
    ink: Float64Array.of(...four, ...ink),
    labels: new Float64Array(2),
  });
  pictures.push(
    { picture: pictureOfInk(four, 6), caption: `read as ${before.digit}` },
    {
      picture: pictureOfChange(
        gradients.x.map((slope) => -slope),
        6,
      ),
      caption: 'more ink: blue, less: red',
    },
    { picture: pictureOfInk(ink, 6), caption: `read as ${after.digit}` },
    { picture: pictureOfChange(change, 6), caption: 'what was changed' },
  );
  table.push({
    four: String(k + 1),
    'a 9 before': before.nine.toFixed(4),
    'a 9 after': after.nine.toFixed(4),
    steps: String(steps),
    'ink in it': total(four).toFixed(1),
    'ink moved': total(change.map(Math.abs)).toFixed(1),
  });
}
console.log(formatTable(table));

const file = await writeGrid('digits.png', pictures, 4);
console.log(`\nFours, what the gradient says, and what became of them: ${relative('', file)}`);

/** Digits as a matrix, one per row. */
function images({ count, ink }: Digits) {
  return { rows: count, columns: PIXELS, data: ink };
}

/** The digits read by the network, and its probability of a 9, for all images in one call. */
async function guess(seen: Digits): Promise<{ digit: number; nine: number }[]> {
  const { values } = await expression.evaluate({
    function: probabilities,
    points: { x: images(seen), ...network },
  });
  return Array.from({ length: seen.count }, (_, k) => {
    const each = values.subarray(10 * k, 10 * k + 10);
    return { digit: each.indexOf(Math.max(...each)), nine: each[9] };
  });
}

/** The loss of an image with label 9, and its gradient with respect to the image. */
function towardsNine(ink: Float64Array) {
  return expression.gradient({
    function: loss,
    points: { x: ink, label: 9, ...network },
    withRespectTo: 'x',
  });
}

/** Follows the gradient until the network reads a 9. Ink stays between 0 and 1. */
async function turned(four: Float64Array): Promise<{ ink: Float64Array; steps: number }> {
  let ink = four;
  for (let steps = 0; ; steps++) {
    const { values, gradients } = await towardsNine(ink);
    if (Math.exp(-values[0]) > SURE || steps === MOST_STEPS) return { ink, steps };
    const length = Math.hypot(...gradients.x);
    ink = ink.map((value, k) => Math.min(1, Math.max(0, value - (STEP * gradients.x[k]) / length)));
  }
}

function total(ink: Float64Array): number {
  return ink.reduce((sum, value) => sum + value, 0);
}
