/** Heat through layers of materials as a table. */

import { pde } from 'superlinear';
import { numbersIn, tablePanel, textField } from '../table-panel.js';

export const panel = tablePanel({
  problem: 'Differential equations',
  title: 'Heat through a wall',
  question: 'How warm is each layer of a wall?',
  introduction:
    'Enter the conductivity of each layer, from the room to the street, and the temperatures on both sides. The table shows the temperature in the middle of each layer and the flux through each face.',
  rows: 5,
  fields: [
    textField('coefficient', 'Conductivities', '0.5, 0.5, 0.04, 0.04, 0.04, 1, 1'),
    textField('temperatures', 'Temperatures inside and outside', '20, -5'),
  ],
  call: 'pde.diffusion',
  solver: (problem: pde.DiffusionProblem, options) => pde.diffusion(problem, options),
  problemOf: ({ coefficient, temperatures }) => {
    const [inside = 0, outside = 0] = numbersIn(temperatures);
    const layers = numbersIn(coefficient);
    return {
      points: [layers.length],
      coefficient: layers,
      rightSide: 0,
      boundary: {
        left: { kind: 'dirichlet' as const, value: inside },
        right: { kind: 'dirichlet' as const, value: outside },
      },
      fluxes: true,
    };
  },
});
