/** Certificates of atoms: electrons, sums of energies, and the order of levels. */

import type { atom } from 'superlinear';
import { at, atMost, holds, near, sum } from './support.js';

/** Sums of occupations, of whole numbers or of decimals as they are written. */
const WRITTEN = 1e-12;

/** Parts of energies and integrals of densities round to this part of themselves. */
const ROUNDING = 1e-10;

/** Energies of densities so thin that exchange and correlation vanish round to the size of the terms that cancel there. */
const THIN = 1e-15;

/** The most electrons of a shell. */
const capacity = (l: number) => 2 * (2 * l + 1);

/** What configurations promise: shells that may be there, in order, and as many electrons as it says. */
export function certifyConfiguration(_: unknown, { shells, electrons }: atom.ConfigurationSolution): void {
  near('electrons', electrons, sum(shells.map(({ occupation }) => occupation)), WRITTEN * (1 + electrons));
  shells.forEach(({ n, l, occupation }, k) => {
    holds(`shell ${k} may be there`, l >= 0 && l < n && occupation >= 0 && occupation <= capacity(l));
    const before = shells[k - 1];
    if (before !== undefined)
      holds(`shell ${k} comes after the one before`, before.n < n || (before.n === n && before.l < l));
  });
}

/** An atom: its orbitals hold its electrons, its density integrates to them, and its energy is the sum of its parts. */
export function certifySolve(
  _: atom.SolveProblem,
  { orbitals, nuclearCharge, charge, energy, density, hartree, mesh, estimatedError }: atom.SolveSolution,
): void {
  const { total, kinetic, nuclear, confinement, xc } = energy;
  const electrons = nuclearCharge - charge;
  near(
    'the sum of occupations',
    sum(orbitals.map(({ occupation }) => occupation)),
    electrons,
    WRITTEN * (1 + electrons),
  );
  const integral = sum(Array.from(density, (value, k) => value * at(mesh.weights, k)));
  near('the integral of the density', integral, electrons, 1e-8 * (1 + electrons));
  const parts = [kinetic, energy.hartree, nuclear, confinement, xc];
  near('the total energy', total, sum(parts), ROUNDING * sum(parts.map(Math.abs)));
  holds('kinetic and Hartree energies are not negative', kinetic >= 0 && energy.hartree >= 0);
  holds('the estimated error is not negative', estimatedError >= 0);
  holds(
    'all levels are bound',
    orbitals.every(({ bound }) => bound),
  );
  const half = sum(Array.from(density, (value, k) => 0.5 * value * at(mesh.weights, k) * at(hartree, k)));
  near('the Hartree energy', energy.hartree, half, 1e-7 * (1 + half));
}

/** Levels: they ascend, their numbers count up by one, and their wave functions have as many nodes as these say, of norm 1. */
export function certifyStates(_: unknown, { states, mesh }: atom.StatesSolution): void {
  states.forEach(({ n, energy, large, small }, k) => {
    const before = states[k - 1];
    if (before !== undefined) {
      near(`the number of level ${k}`, n, before.n + 1, 0);
      holds(`level ${k} is above the one before`, energy > before.energy);
    }
    const square = Array.from(
      large,
      (value, i) => (value ** 2 + (small === undefined ? 0 : at(small, i) ** 2)) * at(mesh.weights, i),
    );
    near(`the norm of level ${k}`, sum(square), 1, 1e-7);
  });
}

/** Exchange and correlation: none where there is no density, and not above zero anywhere. */
export function certifyFunctional(
  { density, densityDown }: atom.FunctionalProblem,
  { energy, potential }: atom.FunctionalSolution,
): void {
  near('the number of energies', energy.length, density.length, 0);
  near('the number of potentials', potential.length, density.length, 0);
  Array.from(density).forEach((value, i) => {
    const total = value + (densityDown === undefined ? 0 : at(densityDown, i));
    atMost(`energy ${i}`, at(energy, i), THIN);
    if (total === 0) near(`energy ${i} without density`, at(energy, i), 0, 0);
  });
}
