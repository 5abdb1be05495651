// Fits absorption, elimination and volume to the concentrations of a drug in twelve subjects after one dose, and predicts
// a dose every eight hours, with confidence bands.
//
//   npm start -- theophylline

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, ode } from 'superlinear';
import { type Course, drawCourses } from './support/dose-drawing.js';
import { writeDrawing } from './support/pictures.js';
import { formatTable } from './support/table.js';

parseArgs({ options: { small: { type: 'boolean' } } }); // the data are small enough

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const file = new URL('../../examples/data/theophylline.csv', import.meta.url);
const [, ...lines] = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const readings = lines.map((line) => line.split(',').map(Number));
const subjects = [...new Set(readings.map(([subject]) => subject))];
console.log(`${readings.length} concentrations in ${subjects.length} subjects.\n`);

/**
 * One compartment with first-order absorption: the amounts in the gut and in the body, in mg per kg of weight. The single
 * dose of the fit is the initial amount in the gut, because `ode.fit` takes no events.
 */
const model = {
  field: { formula: '[-ka * y[0], ka * y[0] - ke * y[1]]', inputs: { y: 2, ka: [], ke: [] } },
  observe: { formula: 'y[1] / V', inputs: { y: 2, V: [] } },
  tolerance: 1e-10,
};
const rates = ['ka', 'ke', 'V'] as const;

/** A dose every 8 hours for five days, each an event that adds it to the gut. */
const interval = 8;
const doses = Array.from({ length: 15 }, (_, k) => interval * k);
const dosing = {
  times: doses,
  change: { formula: '[y[0] + dose, y[1]]', inputs: { y: 2, dose: [] } },
};
const singleTimes = Array.from({ length: 101 }, (_, k) => k / 4);
const repeatedTimes = Array.from({ length: 961 }, (_, k) => k / 8);

/** Fitted parameters with all that a band needs. */
type Fit = Required<
  Pick<ode.FitSolution, 'parameters' | 'solution' | 'standardErrors' | 'covariance' | 'confidence'>
>;

/** The prediction for repeated doses, and its confidence band by linearization in the fitted parameters. */
async function predictRegimen(
  { parameters, solution, standardErrors, covariance, confidence }: Fit,
  dose: number,
) {
  const { status, observed, observedSensitivities } = await ode.solve({
    ...model,
    initial: [0, 0],
    parameters: { ...parameters, dose },
    events: [dosing],
    times: repeatedTimes,
    sensitivities: rates,
  });
  const values = observed?.data ?? new Float64Array();
  // The quantile of Student's t distribution.
  const quantile = (confidence.upper[0] - solution[0]) / standardErrors[0];
  const reach = values.map((_, k) => {
    const slopes = rates.map((rate) => observedSensitivities?.[rate].data[k] ?? 0);
    const terms = slopes.flatMap((one, i) =>
      slopes.map((other, j) => one * covariance.data[i * rates.length + j] * other),
    );
    return (
      quantile *
      Math.sqrt(
        Math.max(
          0,
          terms.reduce((sum, term) => sum + term, 0),
        ),
      )
    );
  });
  return {
    status,
    times: repeatedTimes,
    values,
    lower: values.map((value, k) => value - reach[k]),
    upper: values.map((value, k) => value + reach[k]),
  };
}

/** Rounds a number to the first digits of its error. */
function withError(value: number, error: number): string {
  const digits = Math.max(0, 1 - Math.floor(Math.log10(error)));
  return `${value.toFixed(digits)} ± ${error.toFixed(digits)}`;
}

const courses: Course[] = [];
const fitted: Record<string, string>[] = [];
const predicted: Record<string, string>[] = [];
for (const subject of subjects) {
  const own = readings.filter(([of]) => of === subject);
  const dose = own[0][2];
  const fit = await ode.fit({
    ...model,
    initial: [dose, 0],
    parameters: { ka: 1.5, ke: 0.08, V: 0.5 },
    times: own.map(([, , , hours]) => hours),
    observations: own.map(([, , , , concentration]) => [concentration]),
  });
  const band = await fit.band(singleTimes);
  const { errors, standardErrors, covariance, confidence } = fit;
  if (!errors || !standardErrors || !covariance || !confidence || !band)
    throw new Error(`The readings of subject ${subject} do not determine the parameters.`);
  const { ka, ke, V } = fit.parameters;
  const halfLife = Math.LN2 / ke;
  fitted.push({
    subject: String(subject),
    'dose, mg/kg': dose.toFixed(2),
    'ka, 1/h': withError(ka, errors.ka),
    'ke, 1/h': withError(ke, errors.ke),
    'V, L/kg': withError(V, errors.V),
    'half-life, h': withError(halfLife, (halfLife * errors.ke) / ke),
    status: fit.status,
  });

  const regimen = await predictRegimen({ ...fit, standardErrors, covariance, confidence }, dose);
  const range = (data: ArrayLike<number>) => {
    const last = Array.from(data).filter((_, k) => repeatedTimes[k] >= doses[doses.length - 1]);
    return [Math.min(...last), Math.max(...last)].map((value) => value.toFixed(2));
  };
  const [lowest, highest] = range(regimen.values);
  predicted.push({
    subject: String(subject),
    'lowest, mg/L': lowest,
    'highest, mg/L': highest,
    'the band': `${range(regimen.lower)[0]} to ${range(regimen.upper)[1]}`,
    status: regimen.status,
  });
  courses.push({
    subject: String(subject),
    readings: own.map(([, , , hours, concentration]) => [hours, concentration]),
    fitted: {
      times: singleTimes,
      values: (await fit.predict(singleTimes)).data,
      lower: band.lower.data,
      upper: band.upper.data,
    },
    repeated: regimen,
  });
}

console.log('Absorption, elimination and volume, with standard errors:\n');
console.log(formatTable(fitted));
console.log(`\nA dose every ${interval} hours: the range of the ${doses.length}th interval.\n`);
console.log(formatTable(predicted));

const picture = await writeDrawing('theophylline.svg', drawCourses(courses, ['1', '4', '11'], [10, 20]));
console.log(`\nThe fits and the predictions: ${relative('', picture)}`);
