// The electrons of an atom: its density and orbitals as a drawing. Then the periodic table: the radius of each
// element's outermost orbital and its ionization energy, as a table in a file and as a drawing.
//
//   npm start -- atom             uranium, and all elements up to it
//   npm start -- atom Fe          another atom
//   npm start -- atom --small     neon, and elements up to argon

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { atom, backend } from 'superlinear';
import { writeDrawing } from './support/pictures.js';
import { drawPlots, type Plot } from './support/plots.js';
import { formatTable } from './support/table.js';

const { values, positionals } = parseArgs({
  options: { small: { type: 'boolean' } },
  allowPositionals: true,
});

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

/** Electronvolts per hartree; the former is the usual unit in tables of ionization energies. */
const ELECTRONVOLT = 27.211386;

const element = positionals[0] ?? (values.small ? 'Ne' : 'U');
const started = performance.now();
const solution = await atom.solve({ element, model: 'dirac' });
const elapsed = performance.now() - started;
const { status, energy, estimatedError, iterations } = solution;
console.log(
  `\n${element} by Dirac's equation: ${energy.total.toFixed(8)} hartree, ${status} after ${iterations} iterations and ${elapsed.toFixed(0)} ms; estimated error ${estimatedError.toExponential(0)}\n`,
);
console.log(
  formatTable(
    solution.orbitals.map(({ label, occupation, energy, meanRadius }) => ({
      level: label,
      electrons: occupation.toFixed(2),
      energy: energy.toFixed(8),
      '<r>': meanRadius.toFixed(5),
    })),
  ),
);

console.log(`\n${await writeDrawing(`atom-${element}.svg`, drawPlots(await plotsOf(solution)))}`);

/** The radial density, and the orbitals of the outermost shells. */
async function plotsOf(solution: atom.SolveSolution): Promise<Plot[]> {
  const { r, density, orbitals } = await atom.onLogGrid({ solution, points: 600, rMin: 1e-4, rMax: 20 });
  const outermost = solution.orbitals
    .map((orbital, index) => ({ orbital, index }))
    .sort((a, b) => b.orbital.energy - a.orbital.energy)
    .slice(0, 7);
  const curve = (name: string, values: ArrayLike<number>) => ({
    name,
    points: Array.from(r, (r, k) => [r, values[k] as number] as const),
  });
  return [
    {
      title: `${element}: electrons by distance from the nucleus`,
      x: 'r in bohr',
      y: '4π r² n',
      logX: true,
      curves: [curve('density', density)],
    },
    {
      title: `${element}: the outermost orbitals`,
      x: 'r in bohr',
      y: 'P(r)',
      logX: true,
      curves: outermost.map(({ orbital, index }) =>
        curve(
          orbital.label,
          orbitals.data.subarray(index * orbitals.columns, (index + 1) * orbitals.columns),
        ),
      ),
    },
  ];
}

/** An element's row of the periodic table; the ion is solved for its energy only. */
async function rowOf(z: number) {
  const neutral = await atom.solve({ element: z, spin: true });
  const ion = z > 1 ? await atom.solve({ element: z, charge: 1, spin: true, start: neutral }) : undefined;
  const outermost = neutral.orbitals.reduce((a, b) => (b.energy > a.energy ? b : a));
  return {
    z,
    status: neutral.status,
    level: outermost.label,
    radius: outermost.meanRadius,
    ionization: ((ion?.energy.total ?? 0) - neutral.energy.total) * ELECTRONVOLT,
  };
}

const last = values.small ? 18 : 92;
const tableStarted = performance.now();
const rows: Awaited<ReturnType<typeof rowOf>>[] = [];
for (let z = 1; z <= last; z++) rows.push(await rowOf(z));
const seconds = ((performance.now() - tableStarted) / 1000).toFixed(1);
const csv = fileURLToPath(new URL('../pictures/periodic-table.csv', import.meta.url));
await mkdir(new URL('../pictures/', import.meta.url), { recursive: true });
await writeFile(
  csv,
  [
    'Z,status,outermost level,<r> in bohr,ionization energy in eV',
    ...rows.map((row) => Object.values(row).join(',')),
  ].join('\n'),
);
console.log(`\n${rows.length} elements and their ions in ${seconds} s: ${csv}`);
const labeled = [2, 3, 10, 11, 18, 19, 36, 37, 54, 55, 79, 86, 87].filter((z) => z <= last);
const plot = (title: string, y: string, of: (row: (typeof rows)[number]) => number): Plot => ({
  title,
  x: 'Z',
  y,
  curves: [{ name: 'local spin density', points: rows.map((row) => [row.z, of(row)]) }],
  labels: labeled.map((z) => ({ at: [z, of(rows[z - 1])], text: String(z) })),
});
console.log(
  await writeDrawing(
    'periodic-table.svg',
    drawPlots([
      plot('What the first electron costs', 'eV', ({ ionization }) => ionization),
      plot(
        'How far the outermost orbital reaches',
        '<r> in bohr'.replace('<', '&lt;'),
        ({ radius }) => radius,
      ),
    ]),
  ),
);
