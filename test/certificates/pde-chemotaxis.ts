/** Certificates of chemotaxis: mass, positivity, concentration and free energy, recomputed from the returned fields. */

import type { pde } from 'superlinear';
import { at, holds, near, numbersOf, sum } from './support.js';

/** The free energy of a state, and the sum of its absolute terms. */
function freeEnergy(
  problem: pde.ChemotaxisProblem,
  row: readonly (readonly number[])[],
): { value: number; scale: number } {
  const [n = [], c = [], w = []] = row;
  const { model = 'indirect', sensitivity = 1 } = problem;
  const tau = model === 'direct' ? 0 : (problem.tau ?? 1);
  const [columns, rows] = [
    at(problem.points, problem.points.length - 1),
    problem.points.length === 2 ? at(problem.points, 0) : 1,
  ];
  const lengths = problem.lengths === undefined ? problem.points.map(() => 1) : Array.from(problem.lengths);
  const [width, height] = [
    at(lengths, lengths.length - 1) / columns,
    lengths.length === 2 ? at(lengths, 0) / rows : 1,
  ];
  const laplacian = c.map(() => 0);
  const rateScale = c.map((value, k) => Math.abs(value) + Math.abs(at(w, k)));
  const terms: number[] = [];
  const face = (a: number, b: number, h: number) => {
    const difference = (at(c, b) - at(c, a)) / h;
    laplacian[a] = at(laplacian, a) + difference / h;
    laplacian[b] = at(laplacian, b) - difference / h;
    terms.push((sensitivity / 2) * (1 + tau) * difference ** 2);
    for (const cell of [a, b]) rateScale[cell] = at(rateScale, cell) + Math.abs(difference / h);
  };
  c.forEach((_, k) => {
    if ((k + 1) % columns !== 0) face(k, k + 1, width);
    if (k + columns < c.length) face(k, k + columns, height);
  });
  c.forEach((value, k) => {
    const rate = model === 'indirect' ? at(w, k) + at(laplacian, k) - value : 0;
    const density = at(n, k);
    terms.push(density === 0 ? 0 : density * Math.log(density), -sensitivity * density * value);
    terms.push((sensitivity / 2) * (rate ** 2 + tau * at(laplacian, k) ** 2 + value ** 2));
  });
  const volume = width * height;
  const rounding = (sensitivity / 2) * sum(rateScale.map((value) => value ** 2));
  return { value: volume * sum(terms), scale: volume * (sum(terms.map(Math.abs)) + rounding) };
}

/** Certifies an evolution: mass is kept, densities are not negative, and the reported figures are those of the fields. */
export function certifyChemotaxis(problem: pde.ChemotaxisProblem, solution: pde.ChemotaxisSolution): void {
  const cells = Array.from(problem.points).reduce((product, count) => product * count, 1);
  const lengths = problem.lengths === undefined ? [1] : Array.from(problem.lengths);
  const volume = lengths.reduce((product, length) => product * length, 1) / cells;
  const density = numbersOf(problem.density);
  const start = typeof density === 'number' ? new Array<number>(cells).fill(density) : Array.from(density);
  const mass = volume * sum(start);
  Array.from(solution.times).forEach((_, time) => {
    const row = [solution.density, solution.signal, solution.intermediate].map(({ data }) =>
      Array.from(data.slice(time * cells, (time + 1) * cells)),
    );
    const density = row[0] as number[];
    holds(
      'no density is negative',
      density.every((value) => value >= 0),
    );
    near('mass', at(solution.mass, time), mass, 1e-12 * mass);
    near('the sum of densities', volume * sum(density), mass, 1e-12 * mass);
    near('minimum', at(solution.minimum, time), Math.min(...density), 0);
    near('maximum', at(solution.maximum, time), Math.max(...density), 0);
    const concentration = (Math.max(...density) * volume) / mass;
    near('concentration', at(solution.concentration, time), concentration, 1e-12);
    const { value, scale } = freeEnergy(problem, row);
    near('freeEnergy', at(solution.freeEnergy, time), value, 1e-10 * scale);
  });
}
