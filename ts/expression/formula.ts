/** Formulas as template literals with JavaScript values. */

import type { SparseInput } from './data.js';
import { type Expression, graphOf, type Operand } from './graph.js';
import { HOLE } from './lexer.js';
import { parse } from './parser.js';

/**
 * Parses a formula to an expression. Values between `${` and `}` are expressions, numbers, arrays of numbers or sparse
 * matrices; names refer to the inputs of the function being defined. Error messages give the character position, where
 * a value counts as one character.
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
