/** An assignment problem as a table of agents and tasks. */

import { transport } from 'superlinear';
import { rowsIn, tablePanel, textField } from '../table-panel.js';

export const panel = tablePanel({
  problem: 'Match distributions',
  order: 11,
  title: 'Assignment',
  question: 'Who takes which task, at the least cost?',
  introduction: 'What each costs for each task: a row for each who does one, with a semicolon between rows.',
  figureHeight: 510,
  fields: [textField('cost', 'Costs', '4, 1, 3; 2, 0, 5; 3, 2, 2')],
  call: 'transport.exact',
  solver: transport.exact,
  problemOf: ({ cost }) => ({ cost: rowsIn(cost) }),
});
