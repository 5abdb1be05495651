/** Problems of pde. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
  {
    id: 'poisson',
    want: 'Find the potential of charges or sources in a box',
    words:
      'poisson equation, laplace equation, laplacian, helmholtz, electrostatics, electric potential, gravity, pressure, fast poisson solver, fishpack, finite differences, dirichlet, neumann, periodic, elliptic',
    have: 'equation',
    method: 'pde.poisson',
    guide: 'pde#the-poisson-equation',
    example: { points: [7, 7], rightSide: 1 },
    alternatives: { 'pde.diffusion': 'a coefficient that varies in space' },
  },
  {
    id: 'steady-diffusion',
    want: 'Find the steady temperature or flow in a material that varies in space',
    words:
      'diffusion, variable coefficient, conductivity, permeability, porous medium, darcy, groundwater, heat conduction, stationary, composite material, finite volumes, flux',
    have: 'equation',
    method: 'pde.diffusion',
    guide: 'pde#diffusion',
    example: { points: [6, 6], rightSide: 1, coefficient: 2 },
    alternatives: { 'pde.heat': 'changes in time', 'pde.poisson': 'a constant coefficient' },
  },
  {
    id: 'heat',
    want: 'Follow a temperature or concentration as it spreads in time',
    words:
      'heat equation, diffusion equation, transient, unsteady, parabolic, crank-nicolson, cooling, heating, metal plate, rod, thermal, smoothing',
    have: 'equation',
    method: 'pde.heat',
    guide: 'pde#diffusion-in-time',
    example: { points: [6, 6], rightSide: 0, initial: 1, times: [0.01, 0.1] },
    alternatives: { 'pde.reactionDiffusion': 'species that react' },
  },
  {
    id: 'minimal-surface',
    want: 'Find the surface of least area or energy with given edges',
    words:
      'minimal surface, soap film, plateau, membrane, variational problem, calculus of variations, p-laplacian, obstacle, energy of a field, wire frame, image smoothing',
    have: 'equation',
    method: 'pde.minimizeEnergy',
    guide: 'pde#energies',
    example: { points: [5, 5], density: { kind: 'area' } },
  },
  {
    id: 'reaction-diffusion',
    want: 'Simulate species that react and spread: patterns, waves, flames',
    words:
      'reaction-diffusion, turing pattern, gray-scott, fitzhugh-nagumo, fisher, kpp, spots, stripes, morphogenesis, allen-cahn, brusselator, population waves, excitable media',
    have: 'equation',
    method: 'pde.reactionDiffusion',
    guide: 'pde#reactions-with-diffusion',
    example: {
      points: [8, 8],
      species: [{ diffusion: 0.01, initial: 0.1 }],
      reaction: { kind: 'logistic', rate: 1, capacity: 1 },
      finalTime: 0.1,
    },
  },
  {
    id: 'chemotaxis',
    want: 'Simulate cells that move towards a signal they produce',
    words: 'chemotaxis, keller-segel, bacteria, aggregation, slime mold, attraction, swarming, cells',
    have: 'equation',
    method: 'pde.chemotaxis',
    guide: 'pde#chemotaxis',
    example: { points: [8, 8], density: 1, epsilon: 0.05, finalTime: 0.05 },
  },
];
