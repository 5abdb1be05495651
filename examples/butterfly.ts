// Finds the attractor of Lorenz in a noisy series by a map of three linear pieces: its regions, their order in time and
// their fixed points. Then learns the permutations of three things from words with labels, as a network and as an automaton.
//
//   npm start -- butterfly [--small]

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, dynamics } from 'superlinear';
import { drawButterfly } from './support/butterfly-drawing.js';
import { writeDrawing } from './support/pictures.js';
import { normal, randomNumbers } from './support/random-numbers.js';
import { formatTable } from './support/table.js';

const { small } = parseArgs({ options: { small: { type: 'boolean' } } }).values;

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const STEP = 0.01;
const NOISE = 0.05;

/** A series of the flow of Lorenz with errors of 5 % of each column's standard deviation. */
async function noisySeries(rows: number) {
  const { series } = await dynamics.simulate({ system: 'lorenz', length: rows, transient: 2000 });
  const random = randomNumbers(1);
  const deviations = [0, 1, 2].map((j) => {
    const column = series.data.filter((_, k) => k % 3 === j);
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    return Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
  });
  const data = series.data.map(
    (value, k) => value + NOISE * (deviations[k % 3] as number) * normal(random)[0],
  );
  return { rows, columns: 3, data };
}

const series = await noisySeries(small ? 4000 : 20_000);
console.log(`${series.rows} rows of the flow of Lorenz, ${100 * NOISE} % of noise.\n`);

const found = await dynamics.reconstruct({ series, step: STEP, pieces: 2, starts: small ? 5 : 10 });
const [exponent = Number.NaN] = found.lyapunovExponents ?? [];
console.log(
  `A map of two hinges: ${found.status}; largest Lyapunov exponent ${exponent.toFixed(2)}, of the flow 0.91; ` +
    `divergence ${found.attractorDivergence?.toFixed(1)}, of the halves of the series ${found.divergenceFloor?.toFixed(1)}.\n`,
);

const { regions, transitions, symbols, cycles } = await dynamics.analyze({
  model: found.model,
  length: 20_000,
  maxPeriod: 6,
});
console.log(
  formatTable(
    regions.map(({ code, occupancy, type, isReal, fixedPoint }) => ({
      region: String(code),
      'share of time': `${(100 * occupancy).toFixed(1)} %`,
      'fixed point': fixedPoint === undefined ? '' : Array.from(fixedPoint, (x) => x.toFixed(1)).join(', '),
      kind: type,
      'in its region': isReal ? 'yes' : 'no',
    })),
  ),
);
console.log(`\n${cycles.length} cycles of words up to six rows.`);

const path = await dynamics.simulate({ model: found.model, length: symbols.length, transient: 1000 });
/** The permutations of three things: two swaps generate all six. */
const SWAPS = [
  [1, 0, 2],
  [0, 2, 1],
];
const PERMUTATIONS = [
  [0, 1, 2],
  [1, 0, 2],
  [0, 2, 1],
  [2, 0, 1],
  [1, 2, 0],
  [2, 1, 0],
];
const placeOf = (order: readonly number[]) =>
  PERMUTATIONS.findIndex((other) => other.every((thing, k) => thing === order[k]));
const TABLE = PERMUTATIONS.map((order) => SWAPS.map((swap) => placeOf(swap.map((k) => order[k] as number))));

/** Random words of swaps with the order after each. */
function words(count: number, length: number, seed: number) {
  const random = randomNumbers(seed);
  const sequences = Array.from({ length: count }, () =>
    Array.from({ length }, () => Math.floor(2 * random())),
  );
  const labels = sequences.map((word) => {
    let state = 0;
    return word.map((swap) => (state = TABLE[state]?.[swap] as number));
  });
  return { sequences, labels };
}

const known = words(200, 40, 2);
const long = words(2, small ? 1000 : 5000, 3);
const learned = await dynamics.fitSequenceModel({
  ...known,
  transition: 'householder',
  reflections: 2,
  states: 4,
  validationSequences: long.sequences,
  validationLabels: long.labels,
});
console.log(
  `Words of two swaps: ${learned.status}, an automaton of ${learned.automaton.table.rows} states, right on ` +
    `${(100 * learned.automatonAccuracy).toFixed(1)} % of the orders up to ${long.sequences[0]?.length} swaps.`,
);

const picture = drawButterfly({
  path: path.series.data,
  symbols,
  regions,
  transitions,
  lengths: learned.lengths,
  accuracies: learned.accuracyByLength,
  automatonAccuracy: learned.automatonAccuracy,
});
console.log(
  `\nThe regions, their order, and the accuracies: ${relative('', await writeDrawing('butterfly.svg', picture))}`,
);
