/** The attractor of Lorenz with a slider for each parameter, in the colors of the regions of a piecewise-linear map. */

import * as Plot from '@observablehq/plot';
import { dynamics } from 'superlinear';
import { literal, program } from '../code.js';
import type { Field, Panel, Values } from '../panel.js';
import { plotOf } from '../plot.js';

const ROWS = 4000;

const range = (name: string, label: string, [min, max, step]: readonly number[], initial: number): Field =>
  ({ kind: 'range', name, label, min, max, step, initial }) as Field;

/** The problem of the trajectory. */
const trajectoryOf = ({ sigma, rho, beta }: Values) => ({
  system: 'lorenz' as const,
  parameters: { sigma: Number(sigma), rho: Number(rho), beta: Number(beta) },
  length: ROWS,
});

/** A state of the trajectory: two of its coordinates, its region, and the number of this visit of the region. */
interface Place {
  readonly x: number;
  readonly z: number;
  readonly region: string;
  readonly visit: number;
}

/** The states in pieces by region; each piece begins with the last state of the one before. */
function placesOf(series: Float64Array, symbols: Int32Array): Place[] {
  const places: Place[] = [];
  let visit = 0;
  for (const [k, symbol] of symbols.entries()) {
    const [x, z, region] = [series[3 * k] as number, series[3 * k + 2] as number, String(symbol)];
    if (k > 0 && symbols[k - 1] !== symbol)
      places.push({ x, z, region: String(symbols[k - 1]), visit: visit++ });
    places.push({ x, z, region, visit });
  }
  return places;
}

const draw = (places: readonly Place[], fixedPoints: readonly Float64Array[], width: number) =>
  plotOf(width, {
    x: { label: 'x' },
    y: { label: 'z' },
    color: { legend: false, scheme: 'turbo', type: 'ordinal' },
    marks: [
      Plot.line(places, { x: 'x', y: 'z', z: 'visit', stroke: 'region', strokeWidth: 1 }),
      Plot.dot(fixedPoints, { x: (point) => point[0], y: (point) => point[2], r: 5, fill: 'currentColor' }),
    ],
  });

export const panel: Panel = {
  problem: 'Series',
  title: 'The regions of an attractor',
  question: 'Is a system chaotic, and which simple pieces is its motion made of?',
  introduction:
    'The flow of Lorenz from one state, with sliders for its parameters. A map with few hinges is fitted to the series: within a region, a color, the motion is linear. Dots are fixed points of the map. A positive exponent means chaos.',
  fields: [
    range('sigma', 'sigma', [1, 20, 0.5], 10),
    range('rho', 'rho', [1, 100, 1], 28),
    range('beta', 'beta', [0.5, 5, 0.1], 2.7),
    range('pieces', 'Hinges', [1, 4, 1], 2),
  ],
  async solve(values, { signal, show }) {
    const problem = trajectoryOf(values);
    const { series, step } = await dynamics.simulate(problem, { signal });
    const flat = new Int32Array(series.rows);
    show((width) => draw(placesOf(series.data, flat), [], width));
    const { exponents } = await dynamics.lyapunovExponents({ ...problem, length: 20_000 }, { signal });
    const { model } = await dynamics.reconstruct(
      { series, step, pieces: Number(values.pieces), starts: 4 },
      { signal },
    );
    const { regions, symbols } = await dynamics.analyze({ model, series }, { signal });
    const fixedPoints = regions.flatMap(({ isReal, fixedPoint }) =>
      isReal && fixedPoint !== undefined ? [fixedPoint] : [],
    );
    const places = placesOf(series.data, symbols);
    show((width) => draw(places, fixedPoints, width));
    const shares = regions.map(({ occupancy }) => `${(100 * occupancy).toFixed(0)} %`).join(', ');
    return `${regions.length} regions with ${shares} of the time; largest Lyapunov exponent ${(exponents[0] ?? 0).toFixed(2)}`;
  },
  code(values) {
    return program(
      'dynamics',
      `
const { series, step } = await dynamics.simulate(${literal(trajectoryOf(values))});
const { exponents } = await dynamics.lyapunovExponents(${literal({ ...trajectoryOf(values), length: 20_000 })});
const { model } = await dynamics.reconstruct({ series, step, pieces: ${values.pieces}, starts: 4 });
const { regions } = await dynamics.analyze({ model, series });
for (const { code, occupancy, fixedPoint } of regions) console.log(code, occupancy, fixedPoint);
console.log(exponents);`,
    );
  },
};
