/** Certificates of atoms: electron counts, energy sums, and the order of eigenvalues. */

import type { atom } from 'superlinear';
import { at, atMost, holds, near, sum } from './support.js';

/** Relative rounding of sums of occupations, which are integers or decimals. */
const WRITTEN = 1e-12;

/** Relative rounding of energy contributions and of integrals of densities. */
const ROUNDING = 1e-10;

/** At densities so small that exchange and correlation vanish, energies round to the size of the canceling terms. */
const THIN = 1e-15;

/** Electrons in a full shell. */
const capacity = (l: number) => 2 * (2 * l + 1);

/** Certifies configurations: valid shells in order, and the stated number of electrons. */
export function certifyConfiguration(_: unknown, { shells, electrons }: atom.ConfigurationSolution): void {
  near('electrons', electrons, sum(shells.map(({ occupation }) => occupation)), WRITTEN * (1 + electrons));
  shells.forEach(({ n, l, occupation }, k) => {
    holds(`shell ${k} may be there`, l >= 0 && l < n && occupation >= 0 && occupation <= capacity(l));
    const before = shells[k - 1];
    if (before !== undefined)
      holds(`shell ${k} comes after the one before`, before.n < n || (before.n === n && before.l < l));
  });
}

/**
 * Certifies an atom: its occupations sum to its electrons, its density integrates to them, and its energy is the sum of
 * its parts.
 */
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

/** Certifies states: energies ascend, quantum numbers n count up by one, and wave functions have norm 1. */
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

/**
 * Certifies exchange and correlation energies: zero without density, and nowhere positive. The relativistic correction of exchange
 * changes the sign at densities that are high beside the cube of the speed of light.
 */
export function certifyFunctional(
  { density, densityDown, speedOfLight }: atom.FunctionalProblem,
  { energy, potential }: atom.FunctionalSolution,
): void {
  near('the number of energies', energy.length, density.length, 0);
  near('the number of potentials', potential.length, density.length, 0);
  Array.from(density).forEach((value, i) => {
    const total = value + (densityDown === undefined ? 0 : at(densityDown, i));
    if (speedOfLight === undefined) atMost(`energy ${i}`, at(energy, i), THIN);
    if (total === 0) near(`energy ${i} without density`, at(energy, i), 0, 0);
  });
}
