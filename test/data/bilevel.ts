/** Bilevel problems as expressions. */

import { expression } from 'superlinear';

const { define } = expression;

/** The shapes of the variables of {@link exponentialFormulas}. */
export const inputs = { x: 1, y: 1 };

/** The problem `exponential` of the claims as expressions. */
export const exponentialFormulas = () => ({
  outerObjective: define(inputs, () => '(y[0] - 1)^2 / 2'),
  innerObjective: define(inputs, () => 'exp(y[0]) + y[0]^2 / 2 - x[0] * y[0]'),
  initial: new Float64Array([0]),
});
