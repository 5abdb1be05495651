/** A formula, and its gradient at a point. */

import { expression } from 'superlinear';
import { numbersIn, tablePanel, textField } from '../table-panel.js';

export const panel = tablePanel({
  problem: 'Formulas',
  title: 'Gradient',
  question: 'How steep is it?',
  introduction: 'A formula of the vector x, its value at a point and its exact gradient there.',
  fields: [
    textField('formula', 'Formula', '100 (x[1] - x[0]^2)^2 + (1 - x[0])^2'),
    textField('x', 'x', '-1.2, 1'),
  ],
  call: 'expression.gradient',
  solver: (problem: expression.GradientProblem<'x', 'x'>, options) => expression.gradient(problem, options),
  problemOf: ({ formula = '', x }) => {
    const point = numbersIn(x);
    return { function: { formula, inputs: { x: point.length } }, points: { x: point } };
  },
});
