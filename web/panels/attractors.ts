/** The attractor of Lorenz with a slider for each parameter, in the colors of the regions of a piecewise-linear map. */

import { dynamics } from 'superlinear';
import { chartOf, type Series, sheetOf } from '../chart.js';
import { literal, program } from '../code.js';
import type { Field, Panel, Values } from '../panel.js';

const ROWS = 4000;

const range = (name: string, label: string, [min, max, step]: readonly number[], initial: number): Field =>
  ({ kind: 'range', name, label, min, max, step, initial }) as Field;

/** The problem of the trajectory. */
const trajectoryOf = ({ sigma, rho, beta }: Values) => ({
  system: 'lorenz' as const,
  parameters: { sigma: Number(sigma), rho: Number(rho), beta: Number(beta) },
  length: ROWS,
});

/** The longest line of which every state is drawn. */
const LONGEST = 2000;

/**
 * The states as lines, in a color for each region. A line ends with the first state of the next region, so that the
 * trajectory has no gaps.
 */
function linesOf(series: Float64Array, symbols: Int32Array): Series[] {
  const lines = new Map<number, { x: number[]; y: number[] }[]>();
  const add = (symbol: number, x: number, y: number) => {
    const own = lines.get(symbol) ?? [];
    if (own.length === 0 || (own.at(-1)?.x.length ?? 0) >= LONGEST) own.push({ x: [], y: [] });
    own.at(-1)?.x.push(x);
    own.at(-1)?.y.push(y);
    lines.set(symbol, own);
  };
  for (const [k, symbol] of symbols.entries()) {
    const [x, z] = [series[3 * k] as number, series[3 * k + 2] as number];
    const before = symbols[k - 1];
    if (before !== undefined && before !== symbol) {
      add(before, x, z);
      add(before, NaN, NaN);
    }
    add(symbol, x, z);
  }
  return [...lines]
    .sort(([one], [other]) => one - other)
    .flatMap(([, own], color) => own.map((line) => ({ ...line, color })));
}

function draw(lines: readonly Series[], fixedPoints: readonly Float64Array[], width: number) {
  const dots = {
    x: fixedPoints.map((point) => point[0] as number),
    y: fixedPoints.map((point) => point[2] as number),
    mark: 'dots',
    color: 7,
  } as const;
  return chartOf(sheetOf(width, 'The trajectory, in a color for each region, and the fixed points.'), {
    series: [...lines, dots],
    x: { label: 'x' },
    y: { label: 'z' },
  });
}

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
    show((width) => draw(linesOf(series.data, flat), [], width));
    const { exponents } = await dynamics.lyapunovExponents({ ...problem, length: 20_000 }, { signal });
    const { model } = await dynamics.reconstruct(
      { series, step, pieces: Number(values.pieces), starts: 4 },
      { signal },
    );
    const { regions, symbols } = await dynamics.analyze({ model, series }, { signal });
    const fixedPoints = regions.flatMap(({ isReal, fixedPoint }) =>
      isReal && fixedPoint !== undefined ? [fixedPoint] : [],
    );
    const lines = linesOf(series.data, symbols);
    show((width) => draw(lines, fixedPoints, width));
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
