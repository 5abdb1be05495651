// Fits decays to ultrasonic echoes in metal, and draws the best with a confidence band of the true curve: three models,
// by name and as formulas, one with a robust loss on readings with outliers.
//
//   npm start -- fit

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, constrained } from 'superlinear';
import { drawFit } from './support/fit-drawing.js';
import { writeDrawing } from './support/pictures.js';
import { formatTable } from './support/table.js';

parseArgs({ options: { small: { type: 'boolean' } } }); // the data are small enough

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const file = new URL('../../examples/data/ultrasonic.csv', import.meta.url);
const [, ...lines] = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const readings = lines.map((line) => line.split(',').map(Number));
const [x, y] = [readings.map(([distance]) => distance), readings.map(([, response]) => response)];
console.log(`${x.length} readings of the response of ultrasound to a distance in metal.\n`);

/** NIST's model for these readings. */
const damped = {
  model: {
    formula: 'exp(-damping * x) / (level + spread * x)',
    inputs: { x: [], damping: [], level: [], spread: [] },
  },
  initial: { damping: 0.1, level: 0.01, spread: 0.02 },
} as const;

/** Every twentieth reading is an outlier. */
const spoilt = y.map((value, i) => (i % 20 === 7 ? value + 60 : value));

const fits: Record<string, constrained.CurveFitSolution> = {
  'exponential decay': await constrained.curveFit({ model: 'exponentialDecay', x, y }),
  'damped and spread': await constrained.curveFit({ ...damped, x, y }),
  'the same, spoilt': await constrained.curveFit({ ...damped, x, y: spoilt }),
  'spoilt, robust': await constrained.curveFit({ ...damped, x, y: spoilt, loss: 'cauchy', lossScale: 4 }),
};

console.log(
  formatTable(
    Object.entries(fits).map(([model, fit]) => ({
      model,
      status: fit.status,
      iterations: String(fit.iterations),
      parameters: fit.names
        .map((parameter, j) => `${parameter} ${withError(fit.solution[j], fit.standardErrors?.[j] ?? 0)}`)
        .join(', '),
      'what is left': fit.residualStandardError?.toFixed(2) ?? '',
      'R²': fit.rSquared.toFixed(4),
    })),
  ),
);

/** Rounds a number to the first digits of its error. */
function withError(value: number, error: number): string {
  const digits = Math.max(0, 1 - Math.floor(Math.log10(error)));
  return `${value.toFixed(digits)} ± ${error.toFixed(digits)}`;
}

const picture = await writeDrawing('fit-ultrasound.svg', drawFit(x, y, fits['damped and spread']));
console.log(`\nThe readings, the curve and its band: ${relative('', picture)}`);
