/** Certificates reject slightly wrong solutions: an atom with changed electrons, energies or eigenvalues. */

import { atom, load } from 'superlinear';
import { beforeAll, test } from 'vitest';
import {
  certifyConfiguration,
  certifyFunctional,
  certifySolve,
  certifyStates,
} from '../../certificates/atom.js';
import { expectRefusal } from '../../certificates/support.js';

beforeAll(() => load('atom'));

test('atoms, levels, functionals and configurations', () => {
  const problem = { element: 'Be' } as const;
  const solved = atom.solveSync(problem);
  certifySolve(problem, solved);
  const { energy, density, orbitals } = solved;
  for (const wrong of [
    { energy: { ...energy, total: energy.total + 1e-6 } },
    { density: density.map((value) => value * (1 + 1e-6)) },
    { orbitals: orbitals.slice(1) },
  ])
    expectRefusal(() => certifySolve(problem, { ...solved, ...wrong }));
  const levels = atom.statesSync({ potential: { kind: 'coulomb', charge: 2 }, count: 3 });
  certifyStates({}, levels);
  expectRefusal(() => certifyStates({}, { ...levels, states: levels.states.toReversed() }));
  const densities = { xc: 'lda' as const, density: [0, 0.1] };
  const functional = atom.functionalSync(densities);
  certifyFunctional(densities, functional);
  expectRefusal(() =>
    certifyFunctional(densities, { ...functional, energy: functional.energy.map((value) => -value) }),
  );
  const configuration = atom.configurationSync({ element: 'Cr' });
  certifyConfiguration({}, configuration);
  expectRefusal(() => certifyConfiguration({}, { ...configuration, electrons: 23 }));
});
