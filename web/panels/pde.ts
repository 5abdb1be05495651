/** Pde as a table. */

import { pde } from 'superlinear';
import { numbersIn, tablePanel, textField } from '../table-panel.js';

export const panel = tablePanel({
  problem: 'Pde',
  title: 'Poisson',
  question: 'What does it answer?',
  introduction: 'What the visitor gives, and what it becomes.',
  fields: [textField('values', 'Values', '1, 2, 3')],
  call: 'pde.poisson',
  solver: pde.poisson,
  problemOf: ({ values }) => ({ values: numbersIn(values) }),
});
