// Calibrates a pressure sensor: a polynomial in its signal, temperature, age and lag, fitted by least squares to a year
// of readings next to a reference gauge. Each model adds terms for errors left by the previous one.
//
//   npm start -- sensor           a million readings, up to 50 coefficients
//   npm start -- sensor --small   50,000 readings

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, sketch } from 'superlinear';
import { drawCalibration } from './support/calibration-drawing.js';
import { type Degrees, evaluate, termsUpTo } from './support/legendre-products.js';
import { writeDrawing } from './support/pictures.js';
import { DAYS, FRICTION, play, recordYear } from './support/sensor-log.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const log = recordYear(values.small ? 50_000 : 1_000_000);
console.log(`A year of ${log.count} readings of a pressure sensor for 1000 kPa.\n`);

/**
 * Scaled to about [-1, 1], where Legendre polynomials are orthogonal. Aging is fast at first, so the square root of the
 * age is used.
 */
const signal = log.signal.map((signal) => signal / 6 - 1);
const temperature = log.temperature.map((degrees) => (degrees - 40) / 90);
const age = log.time.map((days) => 2 * Math.sqrt(days / DAYS) - 1);
/** The lag of the sensor by friction. It depends on past pressures, known accurately enough from the previous model. */
const lagOf = (pressure: Float64Array) => {
  const slide = play(FRICTION);
  return pressure.map((value) => slide(value) / FRICTION);
};

/** All terms up to degree five; degrees in age and lag count twice. */
const all = termsUpTo(5, [1, 1, 2, 2]);
const models: Record<string, (degrees: Degrees) => boolean> = {
  'straight line': ([signal, ...others]) => signal <= 1 && others.every((degree) => degree === 0),
  'with temperature': ([, , age, lag]) => age === 0 && lag === 0,
  'and age': ([, , , lag]) => lag === 0,
  'and lag': () => true,
};

const errors: Float64Array[] = [];
const lines: Record<string, string>[] = [];
let fitted: Float64Array = new Float64Array(log.count);
for (const [model, takes] of Object.entries(models)) {
  const terms = all.filter(takes);
  const matrix = evaluate(terms, [signal, temperature, age, lagOf(fitted)]);
  const started = performance.now();
  const fit = await sketch.lstsq({ matrix, rightSide: log.pressure, residual: true });
  const elapsed = performance.now() - started;
  if (!fit.residual) throw new Error('no residual');
  const error = fit.residual.map((residual) => -residual);
  errors.push(error);
  fitted = error.map((value, k) => log.pressure[k] + value);
  lines.push({
    model,
    coefficients: String(terms.length),
    'rms error': `${(fit.residualNorms[0] / Math.sqrt(log.count)).toFixed(3)} kPa`,
    method: fit.method,
    readings: String(fit.passes),
    condition: fit.conditionNumber.toPrecision(2),
    'backward error': fit.backwardError.toExponential(1),
    time: `${elapsed.toFixed(0)} ms`,
  });
}
console.log(formatTable(lines));
console.log("\nThe sensor's noise alone makes 0.1 kPa.");

const file = await writeDrawing('calibrate-sensor.svg', drawCalibration(log, Object.keys(models), errors));
console.log(`What each model leaves: ${relative('', file)}`);
