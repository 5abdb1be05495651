/** Individual penalties of many features: the loss on held-out samples against the allowed spread of the penalties. */

import { bilevel } from 'superlinear';
import { chartOf, sheetOf } from '../chart.js';
import { functionsOf, program } from '../code.js';
import type { Panel, Values } from '../panel.js';
import { uniformNumbers } from '../random.js';
import random from '../random.ts?raw';
import { tableOf, together } from '../table.js';
import source from './penalties.ts?raw';

/** Number of features. Only the first ones are relevant. */
const FEATURES = 30;

/** Samples with a response that depends on the first features; each coefficient is half the previous one. */
function samplesOf(count: number, features: number, mattering: number, next: () => number) {
  const matrix = Array.from({ length: count }, () => Array.from({ length: features }, next));
  const response = matrix.map((row) =>
    row.slice(0, mattering).reduce((sum, value, j) => sum + 2 ** (1 - j) * value, next()),
  );
  return { matrix, response };
}

const nameOf = (spread: number | 'free') => (spread === 0 ? 'shared' : String(spread));

function draw({ nested, penalties, spread }: bilevel.TunePenaltiesSolution, width: number): Element {
  const { spreads = [], means = [], standardErrors = [] } = nested ?? {};
  const names = Array.from(spreads, nameOf);
  const [x, y] = [names.map((_, k) => k), Array.from(means)];
  const chosen = names.indexOf(nameOf(spread));
  const intervals = x.map((k) => {
    const [mean, error] = [means[k] as number, standardErrors[k] as number];
    return { x: [k, k], y: [mean - error, mean + error], color: 7 };
  });
  const picture = chartOf(sheetOf(width, 'The loss of samples that had no part, with its standard error.'), {
    series: [
      ...intervals,
      { x, y, color: 0 },
      { x, y, mark: 'dots', color: 0 },
      { name: 'chosen', x: [chosen], y: [y[chosen] ?? NaN], mark: 'dots', color: 1 },
    ],
    x: { label: 'how much penalties may differ', names, include: [-0.3, names.length - 0.7] },
    y: { label: 'loss' },
  });
  const rows = Array.from((penalties as Float64Array).slice(0, 8), (penalty, j) => [
    `feature ${j + 1}`,
    penalty.toPrecision(3),
  ]);
  return together(picture, tableOf(['Feature', 'Penalty'], rows));
}

const countsOf = ({ samples, mattering }: Values) => [Number(samples), Number(mattering)] as const;

export const panel: Panel = {
  problem: 'Bilevel optimization',
  title: 'A penalty for each feature',
  question: 'How free should penalties be?',
  introduction: `Samples of ${FEATURES} features, of which the first few matter. Each feature has a penalty of its own, by the gradient of the loss of samples that were held out; penalties that are too free fit those too well, and other samples tell.`,
  rows: 9,
  fields: [
    { kind: 'range', name: 'samples', label: 'Samples', min: 40, max: 300, step: 10, initial: 80 },
    { kind: 'range', name: 'mattering', label: 'Features that matter', min: 1, max: 12, step: 1, initial: 4 },
  ],
  async solve(values, { signal, onProgress, show }) {
    const [samples, mattering] = countsOf(values);
    const problem = samplesOf(samples, FEATURES, mattering, uniformNumbers(1));
    const solution = await bilevel.tunePenalties(problem, { signal, onProgress });
    show((width) => draw(solution, width));
    const [own, shared] = [solution.assessedLoss, solution.sharedAssessedLoss].map((loss) =>
      (loss ?? Number.NaN).toPrecision(4),
    );
    return `Other samples lose ${own}; with one shared penalty ${shared}.`;
  },
  code: (values) => {
    const [samples, mattering] = countsOf(values);
    return program(
      'bilevel',
      `const { matrix, response } = samplesOf(${samples}, ${FEATURES}, ${mattering}, uniformNumbers(1));
const { penalties, spread, assessedLoss, sharedAssessedLoss } = await bilevel.tunePenalties({ matrix, response });
console.log(penalties, spread, assessedLoss, sharedAssessedLoss);`,
      functionsOf(source + random, 'samplesOf', 'uniformNumbers'),
    );
  },
};
