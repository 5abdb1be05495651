/** Formulas in templates: mathematics as it is written, with values of JavaScript in it. */

import type { SparseInput } from './data.js';
import { type Expression, graphOf, type Operand } from './graph.js';
import { HOLE } from './lexer.js';
import { parse } from './parser.js';

/**
 * An expression, as a formula. Values between `${` and `}` are expressions, numbers, arrays of numbers or sparse matrices; names are
 * those of the inputs of the function that is being defined. Errors name the character, where a value counts as one.
 *
 * @example
 * ```ts
 * import { define, formula } from 'superlinear/expression';
 *
 * const n = 10;
 * const chain = define({ x: n }, ({ x }) => formula`sum(i in 0..${n - 2}: (${x}[i+1] - ${x}[i])^2)`);
 * ```
 */
export function formula(
  text: TemplateStringsArray | string,
  ...values: (Operand | SparseInput)[]
): Expression {
  const graph = graphOf(values, 'formula');
  const parts = typeof text === 'string' ? [text] : text;
  return parse(parts.join(HOLE), { graph, data: new Map(), holes: values });
}
