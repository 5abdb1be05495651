// Convergence of total energies in the degree and the number of elements: a plot with logarithmic errors, and tables.
//
//   node build/bench/atom/convergence.js

import { atom } from 'superlinear';
import { writeDrawing } from '../../examples/support/pictures.js';
import { drawPlots, type Plot } from '../../examples/support/plots.js';
import { formatTable } from '../../examples/support/table.js';

const models = ['schrodinger', 'dirac'] as const;
const names = { schrodinger: 'Schrödinger', dirac: 'Dirac' };

async function totalOf(model: atom.AtomModel, mesh: atom.MeshProblem): Promise<number> {
  const { energy } = await atom.solve({ element: 'U', model, accuracy: 1e-10, mesh });
  return energy.total;
}

/** Errors against a much finer mesh, above the level of rounding errors. */
async function series(
  model: (typeof models)[number],
  parameter: string,
  values: readonly number[],
  mesh: (value: number) => atom.MeshProblem,
) {
  const exact = await totalOf(model, { elements: 24, degree: 22, points: 30 });
  const points: [number, number][] = [];
  const lines: Record<string, string>[] = [];
  for (const value of values) {
    const error = Math.abs((await totalOf(model, mesh(value))) - exact);
    points.push([value, Math.max(error, 1e-12)]);
    lines.push({ model, [parameter]: String(value), error: error.toExponential(1) });
  }
  console.log(`${formatTable(lines)}\n`);
  return { name: names[model], points };
}

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, k) => first + k);

const byDegree: Plot = {
  title: 'Uranium: error of the total energy by degree, 11 elements',
  x: 'degree',
  y: 'hartree',
  logY: true,
  curves: await Promise.all(
    models.map((model) =>
      series(model, 'degree', range(5, 16), (degree) => ({ elements: 11, degree, points: degree + 6 })),
    ),
  ),
};
const byElements: Plot = {
  title: 'Uranium: error of the total energy by number of elements, degree 8',
  x: 'elements',
  y: 'hartree',
  logX: true,
  logY: true,
  curves: await Promise.all(
    models.map((model) =>
      series(model, 'elements', [6, 8, 10, 12, 16, 20, 26, 34, 44], (elements) => ({
        elements,
        degree: 8,
        points: 16,
      })),
    ),
  ),
};
console.log(await writeDrawing('atom-convergence.svg', drawPlots([byDegree, byElements])));
