/** Cells that follow a signal: their density over time, for masses below and above the critical one. */

import { pde } from 'superlinear';
import { rasters } from '../../dist/views/kinds/raster.js';
import { elementOf, sheetOf } from '../chart.js';
import { program } from '../code.js';
import type { Panel, Values } from '../panel.js';

/** The cells of the grid along each side of the square. */
const SIDE = 64;

/** The duration, and the number of snapshots. */
const DURATION = 0.1;
const SNAPSHOTS = 25;

/** The program that makes the density at the start: a bell of the given mass in the middle. */
const BELL = `const side = ${SIDE};
const bell = Float64Array.from({ length: side * side }, (_, k) => {
  const [x, y] = [((k % side) + 0.5) / side - 0.5, (Math.floor(k / side) + 0.5) / side - 0.5];
  return Math.exp(-(x * x + y * y) / 0.02);
});
const total = bell.reduce((sum, value) => sum + value) / side ** 2;`;

function bellOf(mass: number): Float64Array {
  const bell = Float64Array.from({ length: SIDE * SIDE }, (_, k) => {
    const [x, y] = [((k % SIDE) + 0.5) / SIDE - 0.5, (Math.floor(k / SIDE) + 0.5) / SIDE - 0.5];
    return Math.exp(-(x * x + y * y) / 0.02);
  });
  const total = bell.reduce((sum, value) => sum + value) / SIDE ** 2;
  return bell.map((value) => (mass * value) / total);
}

/** The call's argument without the density. */
function settingsOf({ model, epsilon }: Values) {
  return {
    points: [SIDE, SIDE],
    model: model as pde.ChemotaxisModel,
    ...(model === 'indirect' ? { epsilon: Number(epsilon) } : {}),
    finalTime: DURATION,
    snapshots: Array.from({ length: SNAPSHOTS }, (_, k) => ((k + 1) * DURATION) / SNAPSHOTS),
  };
}

/** Draws a density on the square around the origin; colors are relative to its largest value. */
function draw(density: Float64Array, width: number) {
  const rows = Array.from({ length: SIDE }, (_, i) => Array.from(density.subarray(i * SIDE, (i + 1) * SIDE)));
  return elementOf(rasters(sheetOf(width, 'The density of the cells on the square.'), [{ rows }]));
}

export const panel: Panel = {
  problem: 'Differential equations',
  title: 'Cells that follow a signal',
  question: 'Do the cells spread, or do they gather in a point?',
  introduction:
    'Cells move toward a signal that they emit. If they emit it themselves (direct), a mass above 8π, about 25.1, gathers in a point; with an intermediate (indirect, or its limit parabolicElliptic), every mass spreads in the plane. The slider goes through time.',
  hasSlider: true,
  fields: [
    { kind: 'range', name: 'mass', label: 'Mass', min: 5, max: 60, step: 1, initial: 20 },
    {
      kind: 'choice',
      name: 'model',
      label: 'Model',
      choices: ['direct', 'indirect', 'parabolicElliptic'],
      initial: 'direct',
    },
    {
      kind: 'range',
      name: 'epsilon',
      label: 'Time scale of the signal (indirect)',
      min: 0.01,
      max: 0.5,
      step: 0.01,
      initial: 0.1,
    },
  ],
  async solve(values, { signal, onProgress, show, slider }) {
    const problem = { ...settingsOf(values), density: bellOf(Number(values.mass)) };
    const { status, density, maximum, concentration, freeEnergy, times } = await pde.chemotaxis(problem, {
      signal,
      onProgress,
    });
    const at = (part: number) => {
      const k = Math.round(part * (times.length - 1));
      const snapshot = density.data.subarray(k * SIDE ** 2, (k + 1) * SIDE ** 2) as Float64Array;
      show((width) => draw(snapshot, width));
    };
    at(1);
    slider('Time', 1, at);
    const last = times.length - 1;
    const [peak, share] = [maximum[last] as number, concentration[last] as number];
    const [first, end] = [freeEnergy[0] as number, freeEnergy[last] as number];
    return `${status} at time ${(times[last] as number).toPrecision(3)}: largest density ${peak.toPrecision(4)}, share of the densest cell ${share.toPrecision(2)}, free energy from ${first.toFixed(2)} to ${end.toFixed(2)}`;
  },
  code(values) {
    const { points: _, snapshots: __, ...settings } = settingsOf(values);
    return program(
      'pde',
      `
${BELL}
const { status, times, maximum, concentration, freeEnergy } = await pde.chemotaxis({
  points: [side, side],
  density: bell.map((value) => (${Number(values.mass)} * value) / total),
  ${Object.entries(settings)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? `'${value}'` : value},`)
    .join('\n  ')}
  snapshots: Array.from({ length: ${SNAPSHOTS} }, (_, k) => ((k + 1) * ${DURATION}) / ${SNAPSHOTS}),
});
console.log(status, times, maximum, concentration, freeEnergy);`,
    );
  },
};
