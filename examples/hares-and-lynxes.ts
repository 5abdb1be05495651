// Fits the equations of predators and prey to twenty years of hares and lynxes, with confidence intervals, and draws the
// fitted numbers with the sensitivity of the hares to the appetite of the lynxes.
//
//   npm start -- hares

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, ode } from 'superlinear';
import { writeDrawing } from './support/pictures.js';
import { drawPlots } from './support/plots.js';
import { formatTable } from './support/table.js';

parseArgs({ options: { small: { type: 'boolean' } } }); // the data are small enough

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const file = new URL('../../examples/data/hares-and-lynxes.csv', import.meta.url);
const [, ...lines] = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const rows = lines.map((line) => line.split(',').map(Number)) as [number, number, number][];
const years = rows.map(([year]) => year);
const observations = rows.map(([, hares, lynxes]) => [hares, lynxes]);
console.log(`${years.length} years of hares and lynxes, in thousands of pelts.\n`);

/** The equations of Lotka and Volterra. */
const field = {
  formula: '[growth * y[0] - hunting * y[0] * y[1], gain * y[0] * y[1] - death * y[1]]',
  inputs: { y: 2, growth: [], hunting: [], gain: [], death: [] },
};
const guess = observations[0] as number[];

const fit = await ode.fit({
  field,
  from: 1900,
  initial: guess,
  fitInitial: true,
  parameters: { growth: 0.5, hunting: 0.02, gain: 0.02, death: 0.8 },
  times: years,
  observations,
});
/** An entry of a list with some digits. */
const digits = (values: Float64Array | undefined, j: number, count: number) =>
  values?.[j]?.toPrecision(count) ?? '';

console.log(
  formatTable(
    fit.names.map((parameter, j) => ({
      parameter,
      value: digits(fit.solution, j, 3),
      'standard error': digits(fit.standardErrors, j, 2),
      'from, with 95 %': digits(fit.confidence?.lower, j, 3),
      to: digits(fit.confidence?.upper, j, 3),
    })),
  ),
);
console.log(`\nThe fit has ${fit.status} after ${fit.iterations} iterations.`);

const times = Array.from({ length: 201 }, (_, k) => 1900 + k / 10);
const { states, sensitivities } = await ode.solve({
  field,
  from: 1900,
  initial: fit.initial ?? guess,
  parameters: fit.parameters,
  times,
  sensitivities: ['hunting'],
});
const column = (data: Float64Array, j: number, factor = 1) =>
  times.map((time, k): [number, number] => [time, factor * (data[2 * k + j] as number)]);
const observed = (j: 1 | 2) => rows.map((row): [number, number] => [row[0], row[j]]);
const picture = await writeDrawing(
  'hares-and-lynxes.svg',
  drawPlots([
    {
      title: 'Hares and lynxes',
      x: 'year',
      y: 'thousands of pelts',
      curves: [
        { name: 'hares', points: column(states.data, 0) },
        { name: 'lynxes', points: column(states.data, 1) },
        { name: 'hares, observed', points: observed(1) },
        { name: 'lynxes, observed', points: observed(2) },
      ],
    },
    {
      title: 'Change of the hares if lynxes hunt by one percent more',
      x: 'year',
      y: 'thousands of pelts',
      curves: [
        {
          name: 'hares',
          points: column(sensitivities?.hunting?.data as Float64Array, 0, 0.01 * fit.parameters.hunting),
        },
      ],
    },
  ]),
);
console.log(`\nThe fitted numbers: ${relative('', picture)}`);
