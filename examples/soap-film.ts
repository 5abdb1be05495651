// Stretches a soap film over a wire frame: the minimal surface with the height of the wire, by minimization of its area.
// The mesh is doubled several times; from 31 points a side, each film is first found on every second point. The heights
// along the middle are drawn.
//
//   npm start -- soap           up to 255 points a side
//   npm start -- soap --small   up to 63 points a side

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, pde } from 'superlinear';
import { writeDrawing } from './support/pictures.js';
import { drawPlots } from './support/plots.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}\n`,
);

/** The height of the wire: two waves around the frame, one way up and one way down. */
function wire(x: number, y: number): number {
  const angle = Math.atan2(y - 0.5, x - 0.5);
  return 0.3 * Math.cos(2 * angle) + 0.1 * Math.cos(5 * angle);
}

/** The frame of a mesh: the height at all nodes, those inside are not read. */
const frame = (n: number) =>
  Float64Array.from({ length: (n + 2) ** 2 }, (_, k) =>
    wire((k % (n + 2)) / (n + 1), Math.floor(k / (n + 2)) / (n + 1)),
  );

const sides = values.small ? [15, 31, 63] : [31, 63, 127, 255];
const films = [];
const rows: Record<string, string>[] = [];
for (const n of sides) {
  const began = performance.now();
  const film = await pde.minimizeEnergy({
    points: [n, n],
    density: { kind: 'area' },
    boundaryValues: frame(n),
  });
  const elapsed = performance.now() - began;
  films.push({ n, film });
  rows.push({
    'points a side': String(n),
    status: film.status,
    area: film.energy.toFixed(8),
    'error of the mesh': film.discretizationEnergyError?.toExponential(1) ?? '',
    iterations: String(film.iterations),
    'of conjugate gradients': String(film.innerIterations),
    time: `${elapsed.toFixed(0)} ms`,
  });
}
console.log(formatTable(rows));

const curves = films.map(({ n, film }) => ({
  name: `${n} points a side`,
  points: Array.from(
    { length: n },
    (_, i) => [(i + 1) / (n + 1), film.solution[((n - 1) / 2) * n + i] as number] as const,
  ),
}));
const plots = [{ title: 'The film along the middle', x: 'x', y: 'height', curves }];
const file = await writeDrawing('soap-film.svg', drawPlots(plots));
console.log(`\nThe film: ${relative('', file)}`);
