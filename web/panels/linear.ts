/** Linear systems as a table. */

import { linear } from 'superlinear';
import { numbersIn, rowsIn, tablePanel, textField } from '../table-panel.js';

export const panel = tablePanel({
  problem: 'Linear systems',
  title: 'Linear system',
  question: 'Which numbers solve several linear equations at once?',
  introduction:
    'Enter a square matrix and a right side. The table shows the solution, its residual and backward error, and an estimate of the condition number. Singular matrices are reported as such: try 1, 2; 2, 4.',
  fields: [
    textField('matrix', 'Matrix, rows separated by semicolons', '4, 1, 0; 1, 3, -1; 0, -1, 2'),
    textField('rightSide', 'Right side', '1, 2, 3'),
  ],
  call: 'linear.solve',
  solver: (problem: linear.SolveProblem, options) => linear.solve(problem, options),
  problemOf: ({ matrix, rightSide }) => ({
    matrix: rowsIn(matrix),
    rightSide: numbersIn(rightSide),
    estimateCondition: true,
  }),
});
