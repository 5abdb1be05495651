/** Differential equations as a table. */

import { ode } from 'superlinear';
import { numbersIn, tablePanel, textField } from '../table-panel.js';

export const panel = tablePanel({
  problem: 'Differential equations',
  title: 'Predators and prey',
  question: 'How do their numbers change?',
  introduction:
    'A system of ordinary differential equations: the derivative of each unknown, as formulas of the time t and the unknowns y[0], y[1], …',
  rows: 8,
  fields: [
    {
      kind: 'text',
      name: 'field',
      label: 'Derivatives',
      initial: '1.1 * y[0] - 0.4 * y[0] * y[1], 0.1 * y[0] * y[1] - 0.4 * y[1]',
    },
    textField('initial', 'Initial state', '10, 10'),
    textField('times', 'Times', '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20'),
  ],
  call: 'ode.solve',
  solver: ode.solve,
  problemOf: ({ field, initial, times }) => ({
    field: { formula: `[${field}]`, inputs: { y: numbersIn(initial).length } },
    initial: numbersIn(initial),
    times: numbersIn(times),
  }),
});
