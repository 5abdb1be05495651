/** The hypervolume of a set of points, as a table. */

import { blackbox } from 'superlinear';
import { numbersIn, tablePanel, textField } from '../table-panel.js';

export const panel = tablePanel({
  problem: 'Black-box optimization',
  title: 'Hypervolume',
  question: 'How good is a set of compromises?',
  introduction:
    'Pairs of numbers, of which less is better: the area of all that is worse than some pair and better than the reference.',
  fields: [
    textField('values', 'Pairs, one after another', '1, 3, 2, 1, 3, 3'),
    textField('reference', 'Reference', '4, 4'),
  ],
  call: 'blackbox.hypervolume',
  solver: blackbox.hypervolume,
  problemOf: ({ values, reference }) => {
    const data = numbersIn(values);
    return {
      values: { rows: Math.floor(data.length / 2), columns: 2, data },
      reference: numbersIn(reference),
      contributions: true,
    };
  },
});
