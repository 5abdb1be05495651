// Forecasts the passengers of airlines two years ahead, with intervals, and compares models on years that they have not
// seen. The numbers are by month, from 1949 to 1960; the last two years are held out and drawn beside the forecast.
//
//   npm start -- passengers

import { relative } from 'node:path';
import { backend, dynamics } from 'superlinear';
import { PASSENGERS } from './support/passengers.js';
import { writeDrawing } from './support/pictures.js';
import { drawPlots } from './support/plots.js';
import { formatTable } from './support/table.js';

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}\n`,
);

const horizon = 24;
const known = PASSENGERS.slice(0, -horizon);
const unseen = PASSENGERS.slice(-horizon);

const methods = ['seasonalNaive', 'linear', 'exponentialSmoothing'] as const;
const rows: Record<string, string>[] = [];
const forecasts: { name: string; values: Float64Array; quantiles: Float64Array[] }[] = [];
for (const method of methods) {
  const { predictor, season, status } = await dynamics.fitPredictor({ series: known, method, order: 13 });
  const { forecast, quantiles } = await dynamics.forecast({
    predictor,
    history: known,
    horizon,
    samples: 1000,
    levels: [0.05, 0.95],
  });
  const values = forecast as Float64Array;
  const [low, high] = quantiles as [Float64Array, Float64Array];
  const errors = unseen.map((value, h) => Math.abs(value / (values[h] as number) - 1));
  const inside = unseen.filter((value, h) => (low[h] as number) <= value && value <= (high[h] as number));
  forecasts.push({ name: method, values, quantiles: [low, high] });
  rows.push({
    model: method,
    status,
    season: String(season),
    'mean error': `${((100 * errors.reduce((sum, error) => sum + error, 0)) / horizon).toFixed(1)} %`,
    'inside the 90 % interval': `${inside.length} of ${horizon}`,
  });
}
console.log(formatTable(rows));

const months = (values: ArrayLike<number>, first: number) =>
  Array.from(values, (value, k) => [1949 + (first + k) / 12, value] as const);
const smoothed = forecasts.at(-1) as (typeof forecasts)[number];
const curves = [
  { name: 'passengers', points: months(PASSENGERS, 0) },
  { name: smoothed.name, points: months(smoothed.values, known.length) },
  ...smoothed.quantiles.map((values, k) => ({
    name: ['5 %', '95 %'][k] as string,
    points: months(values, known.length),
  })),
];
const plots = [
  { title: 'Passengers by month, and a forecast of the last two years', x: 'year', y: 'thousands', curves },
];
const file = await writeDrawing('passengers.svg', drawPlots(plots));
console.log(`\nThe forecast: ${relative('', file)}`);
