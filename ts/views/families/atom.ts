/** Atoms: levels of energy, shells, functions of the radius. */

import { columnOf, dataOf, isList, listOf, matrixOf, vectorOf } from '../data.js';
import { figure } from '../format.js';
import type { Draw, Given } from '../given.js';
import { bars } from '../kinds/bars.js';
import { chart, type Series } from '../kinds/chart.js';
import { KINDS, type Level, levels } from '../kinds/levels.js';

/** The levels of an atom's electrons. */
const atom: Draw = (given) => {
  const { orbitals, energy } = given.solution;
  if (!isList(orbitals)) return undefined;
  const all = Array.from(orbitals, dataOf).map(
    ({ label, n, l, energy: value, occupation }): Level => ({
      name: String(label ?? `${n}${KINDS[Number(l)] ?? ''}`),
      column: Number(l ?? 0),
      energy: Number(value),
      occupation: Number(occupation),
    }),
  );
  return levels(
    given.sheet(
      `The levels of the electrons; the total energy is ${figure(Number(dataOf(energy).total), 7)} hartree.`,
    ),
    all,
  );
};

/** Orbitals over the radius, with their energies. */
const states: Draw = (given) => {
  const all = listOf(given.solution.states).map(dataOf);
  const r = vectorOf(dataOf(given.solution.mesh).r);
  const reach = Math.max(
    0,
    ...all.map(({ large }) => r[vectorOf(large).findLastIndex((value) => Math.abs(value) > 5e-3)] ?? 0),
  );
  const count = r.findLastIndex((radius) => radius <= reach) + 1;
  const kind = KINDS[Number(given.problem.l ?? 0)] ?? '';
  const series = all.map(
    ({ n, energy, large }): Series => ({
      name: `${n}${kind}: ${figure(Number(energy), 5)}`,
      x: r.slice(0, count),
      y: vectorOf(large).slice(0, count),
    }),
  );
  if (series.length === 0) return undefined;
  return chart(given.sheet('Radial functions of the states, with their energies in hartree.'), {
    series,
    x: { label: 'radius (bohr)' },
    y: { include: [0] },
  });
};

/** Values over the radius. */
const values: Draw = (given) => {
  const r = vectorOf(given.problem.r);
  const rows = matrixOf(given.solution.values);
  const y =
    rows.length > 0 && (rows[0]?.length ?? 0) > 0 ? columnOf(rows, 0) : vectorOf(given.solution.values);
  if (y.length === 0) return undefined;
  const what = String(given.problem.what ?? 'value');
  return chart(given.sheet(`The ${what} at ${r.length} radii.`), {
    series: [
      { x: r, y },
      { x: r, y, mark: 'dots', color: 0 },
    ],
    x: { label: 'radius (bohr)' },
    y: { label: what },
  });
};

/** Orbitals on a logarithmic grid. */
const onGrid: Draw = (given) => {
  const x = vectorOf(given.solution.r);
  const orbitals = matrixOf(given.solution.orbitals);
  if (x.length === 0) return undefined;
  const density = vectorOf(given.solution.density);
  const radial = {
    name: 'radial density',
    x,
    y: density.map((value, k) => 4 * Math.PI * (x[k] as number) ** 2 * value),
  };
  return chart(given.sheet(`${orbitals.length} orbitals and the radial density at ${x.length} radii.`), {
    series: [radial, ...orbitals.map((y, k) => ({ name: `orbital ${k}`, x, y }))],
    x: { label: 'radius (bohr)', isLog: true },
  });
};

/** A functional over the density. */
const functional: Draw = (given) => {
  const x = vectorOf(given.problem.density);
  const series = ['energy', 'potential'].map(
    (name): Series => ({ name, x, y: vectorOf(given.solution[name]), mark: x.length < 12 ? 'dots' : 'line' }),
  );
  return x.length === 0
    ? undefined
    : chart(given.sheet(`Energy and potential at ${x.length} densities.`), {
        series,
        x: { label: 'density' },
      });
};

/** The electrons in each shell. */
const shells = (given: Given) => {
  const all = listOf(given.solution.shells).map(dataOf);
  if (all.length === 0) return undefined;
  return bars(
    given.sheet(`${String(given.solution.text ?? '')}: ${String(given.solution.electrons ?? '')} electrons.`),
    {
      names: all.map(({ n, l }) => `${n}${KINDS[Number(l)] ?? ''}`),
      groups: [{ name: 'electrons', values: all.map(({ occupation }) => Number(occupation)) }],
    },
  );
};

export const views: Readonly<Record<string, Draw>> = {
  solve: atom,
  states,
  evaluate: values,
  onLogGrid: onGrid,
  functional,
  configuration: shells,
  parseConfiguration: shells,
};
