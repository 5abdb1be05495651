/** Regression on a stream as a table. */

import { dynamics } from 'superlinear';
import { numbersIn, tablePanel, textField } from '../table-panel.js';

export const panel = tablePanel({
  problem: 'Series',
  title: 'Regression on a stream',
  question: 'How does each number of a series follow from those before?',
  introduction:
    'Enter a series. Each number is predicted from the two before it, by coefficients that are updated after each one: the table shows predictions, errors, and the last coefficients. A smaller factor forgets faster.',
  rows: 4,
  fields: [
    textField('series', 'Series', '1, 1, 2, 3, 5, 8, 13, 21, 34, 55'),
    textField('forgetting', 'Factor of forgetting', '0.9'),
  ],
  call: 'dynamics.recursiveLeastSquares',
  solver: dynamics.recursiveLeastSquares,
  problemOf: ({ series, forgetting }) => ({
    series: numbersIn(series),
    order: 2,
    forgetting: numbersIn(forgetting)[0] ?? 1,
  }),
});
