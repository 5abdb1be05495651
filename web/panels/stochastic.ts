/** Stochastic as a table. */

import { stochastic } from 'superlinear';
import { numbersIn, tablePanel, textField } from '../table-panel.js';

export const panel = tablePanel({
  problem: 'Stochastic',
  title: 'Fit',
  question: 'What does it answer?',
  introduction: 'What the visitor gives, and what it becomes.',
  fields: [textField('values', 'Values', '1, 2, 3')],
  call: 'stochastic.fit',
  solver: stochastic.fit,
  problemOf: ({ values }) => ({ values: numbersIn(values) }),
});
