/** A denoiser trained on noisy copies of a signal, applied to an unseen copy. */

import { bilevel } from 'superlinear';
import { functionsOf, literal, program } from '../code.js';
import type { Draw, Panel, Values } from '../panel.js';
import { pictureOf } from '../picture.js';
import { uniformNumbers } from '../random.js';
import random from '../random.ts?raw';
import { tableOf, together } from '../table.js';
import { numbersIn, requireNumbers, textField } from '../table-panel.js';
import source from './bilevel.ts?raw';

/** Number of samples between jumps. */
const LEVEL_LENGTH = 40;

/** Number of noisy copies used for training. */
const LESSONS = 5;

/** A piecewise constant signal with the given levels. */
function stepsOf(levels: readonly number[]): number[] {
  return levels.flatMap((level) => new Array<number>(40).fill(level));
}

const familyOf = ({ filters }: Values) => filters as bilevel.FilterFamily;

/** Copies of a signal with noise of the given standard deviation. */
function copiesOf(signal: readonly number[], count: number, deviation: number): number[][] {
  return Array.from({ length: count }, (_, k) => {
    const next = uniformNumbers(k + 1);
    // The sum of four uniform numbers from -1 to 1 has variance 4/3 and is nearly normal.
    const noise = () => (next() + next() + next() + next()) * Math.sqrt(0.75);
    return signal.map((value) => value + deviation * noise());
  });
}

/** The visitor's signal and its noisy copies; the last one is held out. */
function signalsOf({ levels, noise }: Values) {
  const clean = stepsOf(numbersIn(levels));
  const copies = copiesOf(clean, LESSONS + 1, Number(noise));
  return { clean, lessons: copies.slice(0, LESSONS), unseen: copies[LESSONS] as number[] };
}

const meanSquare = (numbers: ArrayLike<number>, clean: readonly number[]) =>
  clean.reduce((total, value, i) => total + ((numbers[i] as number) - value) ** 2, 0) / clean.length;

/** The unseen copy before and after, and a table of the weights. */
function draw(
  { clean, unseen }: ReturnType<typeof signalsOf>,
  solution: bilevel.DenoiseSolution,
  { weights, smoothing }: bilevel.LearnDenoiserSolution,
): Draw {
  const picture = pictureOf('bilevel.denoise', { noisy: [unseen], clean: [clean] }, solution);
  const rows = Array.from(weights, (weight, k) => [
    `filter ${k + 1}`,
    weight.toPrecision(3),
    (smoothing[k] as number).toPrecision(3),
  ]);
  return (width) => together(picture(width), tableOf(['Learned', 'Weight', 'Smoothing'], rows));
}

export const panel: Panel = {
  problem: 'Bilevel optimization',
  title: 'A denoiser that learns',
  question: 'How much should noise be smoothed away?',
  introduction: `A signal that jumps between levels, ${LEVEL_LENGTH} numbers each. The weights of a total-variation-like denoiser are learned from ${LESSONS} noisy copies; what is drawn is a copy that it has not seen.`,
  fields: [
    textField('levels', 'Levels', '0, 3, 1, 4, 4.5, 2'),
    { kind: 'range', name: 'noise', label: 'Noise', min: 0.05, max: 2, step: 0.05, initial: 0.5 },
    {
      kind: 'choice',
      name: 'filters',
      label: 'Filters',
      choices: ['totalVariation', 'secondOrder', 'dct3'],
      initial: 'totalVariation',
    },
  ],
  async solve(values, { signal, onProgress, show }) {
    requireNumbers('Levels', values.levels);
    const signals = signalsOf(values);
    const { clean, lessons, unseen } = signals;
    const problem = { noisy: lessons, clean: lessons.map(() => clean), filters: familyOf(values) };
    const learned = await bilevel.learnDenoiser(problem, { signal, onProgress });
    const solution = await bilevel.denoise({ model: learned.model, noisy: [unseen] }, { signal });
    show(draw(signals, solution, learned));
    const { denoised } = solution;
    const share = Math.sqrt(meanSquare(denoised.data, clean) / meanSquare(unseen, clean));
    return `${(100 * share).toFixed(0)} % of the noise is left, after ${learned.evaluations} evaluations.`;
  },
  code: (values) =>
    program(
      'bilevel',
      `const clean = stepsOf(${literal(numbersIn(values.levels))});
const copies = copiesOf(clean, ${LESSONS + 1}, ${values.noise});
const noisy = copies.slice(0, ${LESSONS});
const { model } = await bilevel.learnDenoiser({ noisy, clean: noisy.map(() => clean), filters: '${familyOf(values)}' });
const { denoised } = await bilevel.denoise({ model, noisy: copies.slice(${LESSONS}) });
console.log(model.weights, denoised.data);`,
      functionsOf(source + random, 'stepsOf', 'copiesOf'),
    ),
};
