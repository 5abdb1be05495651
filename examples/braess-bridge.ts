// Traffic in a town with a river, with and without a bridge: in heavy traffic the bridge slows down everybody, but not
// with a toll. Each traveler takes their fastest route; the equilibrium is a variational inequality.
//
//   npm start -- bridge

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, games } from 'superlinear';
import { drawTimes } from './support/bridge-drawing.js';
import { writeDrawing } from './support/pictures.js';
import { formatTable } from './support/table.js';

const { values: options } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

/**
 * The network of Braess, Unternehmensforschung 12, 1968. Minutes on a link with the flow f: 10 f, f + 50, and on the
 * bridge f + 10.
 */
const MINUTES = {
  // The routes upstream, downstream, and over the bridge share links: entry (i, j) is the delay of route i per traveler
  // on route j.
  matrix: [
    [11, 0, 10],
    [0, 11, 10],
    [10, 10, 21],
  ],
  vector: [50, 50, 10],
};

/** The travelers' choices, and the travel times on the used routes. */
async function traffic(demand: number, bridge: 'open' | 'closed' | 'with a toll') {
  const solution = await games.variationalInequality({
    operator: { affine: MINUTES },
    set: [{ kind: 'simplex', size: 3, sum: demand }],
    // A bridge with capacity zero: the multiplier is the toll, in minutes, at which nobody wants to cross it.
    ...(bridge === 'open'
      ? {}
      : { constraints: { matrix: [[0, 0, 1]], upper: [bridge === 'closed' ? 0 : capacity(demand)] } }),
  });
  const flows = Array.from(solution.solution);
  const times = MINUTES.matrix.map(
    (row, i) => row.reduce((sum, share, j) => sum + share * (flows[j] ?? 0), 0) + (MINUTES.vector[i] ?? 0),
  );
  const minutes = times.reduce((sum, time, i) => sum + (time * (flows[i] ?? 0)) / demand, 0);
  return { status: solution.status, flows, minutes, toll: solution.multipliers?.[0] ?? 0 };
}

/**
 * The flow over the bridge with the smallest mean time: the total time is a parabola in it, determined by three values.
 */
function capacity(demand: number): number {
  const total = (x: number) => {
    const bank = (demand - x) / 2;
    return 2 * bank * (11 * bank + 10 * x + 50) + x * (20 * bank + 21 * x + 10);
  };
  const [a, b, c] = [total(0), total(demand / 2), total(demand)];
  const curvature = (a - 2 * b + c) / (demand / 2) ** 2;
  const slope = (c - a) / demand - (curvature * demand) / 2;
  return Math.min(demand, Math.max(0, -slope / curvature));
}

const demands = options.small ? [2, 6, 10] : Array.from({ length: 23 }, (_, k) => 1 + k / 2);
const lines: Record<string, string>[] = [];
const curves = { open: [] as number[], closed: [] as number[], 'with a toll': [] as number[] };
for (const demand of demands) {
  const [open, closed, toll] = [
    await traffic(demand, 'open'),
    await traffic(demand, 'closed'),
    await traffic(demand, 'with a toll'),
  ];
  curves.open.push(open.minutes);
  curves.closed.push(closed.minutes);
  curves['with a toll'].push(toll.minutes);
  if (Number.isInteger(demand) && demand % 2 === 0) {
    lines.push({
      travelers: String(demand),
      status: [open, closed, toll].every(({ status }) => status === 'converged') ? 'converged' : open.status,
      'over the bridge': (open.flows[2] ?? 0).toFixed(2),
      'minutes with it': open.minutes.toFixed(1),
      'without it': closed.minutes.toFixed(1),
      'with a toll': toll.minutes.toFixed(1),
      'of minutes': toll.toll.toFixed(1),
    });
  }
}
console.log(`\n${formatTable(lines)}`);
console.log(
  '\nWith 6 travelers the bridge costs everybody 9 minutes, and nobody would gain by not crossing it.',
);

const file = await writeDrawing('braess-bridge.svg', drawTimes(demands, curves));
console.log(`Times by how many travel: ${relative('', file)}`);
