/** Problems of atom. */

import type { Problem } from './problem.js';

/** A program that solves helium first. */
const ofHelium = (call: string) =>
  `node --input-type=module -e "import { atom } from 'superlinear'; const solution = await atom.solve({ element: 'He' }); console.log(await atom.${call})"`;

export const problems: readonly Problem[] = [
  {
    id: 'atom',
    want: 'Find the energy and the levels of an atom or ion',
    words:
      'electronic structure, density functional theory, dft, kohn-sham, energy levels, total energy, ionization energy, orbital, electron, element, iron, uranium, dirac equation, relativistic, lda, pbe, hartree, pseudopotential, radial density, dftatom, nist',
    have: 'element',
    method: 'atom.solve',
    guide: 'atom#self-consistent-atoms',
    example: 'superlinear atom He',
    alternatives: { 'atom.states': 'one electron in a potential of your own' },
  },
  {
    id: 'levels-in-a-potential',
    want: 'Find the energy levels of one electron in a central potential',
    words:
      'radial schrodinger equation, schrödinger equation, dirac equation, hydrogen atom, bound states, eigenstates, wave function, quantum well, potential well, harmonic oscillator, coulomb, yukawa, woods-saxon, quantum mechanics',
    have: 'formula',
    method: 'atom.states',
    guide: 'atom#levels-in-a-potential',
    example: { potential: { kind: 'coulomb', charge: 1 }, l: 0, count: 2 },
  },
  {
    id: 'values-of-an-atom',
    want: 'Evaluate orbitals, the density or a potential of a solved atom',
    words:
      'orbital values, electron density at a distance, plot an orbital, radial function, hartree potential, wave function values',
    have: 'solution',
    method: 'atom.evaluate',
    guide: 'atom#values',
    example: ofHelium(`evaluate({ solution, what: 'density', r: [0, 1] })`),
  },
  {
    id: 'atom-on-a-grid',
    want: 'Put a solved atom on a logarithmic grid',
    words:
      'logarithmic grid, log grid, radial grid, export an atom, integration weights, pseudopotential generator',
    have: 'solution',
    method: 'atom.onLogGrid',
    guide: 'atom#values',
    example: ofHelium('onLogGrid({ solution, points: 5, rMin: 1e-3, rMax: 10 })'),
  },
  {
    id: 'functional',
    want: 'Evaluate an exchange-correlation functional at densities',
    words: 'exchange-correlation, libxc, lda, vwn, pbe, gga, energy density, xc potential',
    have: 'points',
    method: 'atom.functional',
    guide: 'atom#functionals-and-configurations',
    example: { xc: 'lda', density: [0.1, 1] },
  },
  {
    id: 'configuration',
    want: 'Look up the ground configuration of an element',
    words:
      'electron configuration, shells, aufbau, madelung, valence electrons, periodic table, noble gas notation, chromium',
    have: 'element',
    method: 'atom.configuration',
    guide: 'atom#functionals-and-configurations',
    example: { element: 'Cr' },
  },
  {
    id: 'parse-configuration',
    want: 'Read an electron configuration from text',
    words: 'parse a configuration, [Ar] 3d5 4s1, shells from text, occupations',
    have: 'element',
    method: 'atom.parseConfiguration',
    guide: 'atom#functionals-and-configurations',
    example: { text: '[Ar] 3d5 4s1' },
  },
];
