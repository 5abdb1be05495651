/** Functions from text. */

import { requireKnown, requireObject } from '../engine/check.js';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import { type DataInput, heldData } from './data.js';
import { finished, graphWith, type InputShapes } from './define.js';
import type { ExpressionData, ExpressionFunction } from './function.js';
import { parse } from './parser.js';

/**
 * A function as text, with the shapes of its inputs and its named data. Every problem accepts it in place of a
 * function.
 */
export interface FormulaText<Shapes extends InputShapes = InputShapes> {
  /** The formula. */
  readonly formula: string;
  /** The shapes of the inputs: a number n is a vector of length n, `[]` a scalar, `[2, 3]` a matrix. */
  readonly inputs: Shapes;
  /** Arrays of numbers and sparse matrices, by name. */
  readonly data?: Readonly<Record<string, DataInput>>;
}

const KEYS = ['formula', 'inputs', 'data'];

/**
 * Parses a function from text.
 *
 * @param text The formula, or an object with `formula`, `inputs` and `data`.
 * @param inputs The shapes of the inputs, as for `define`.
 * @param data Arrays of numbers and sparse matrices, by their names in the formula.
 *
 * @example
 * ```ts
 * import { read } from 'superlinear/expression';
 *
 * const distance = read('sqrt(sum((x - center)^2))', { x: 2 }, { center: [1, 2] });
 * ```
 */
export function read<const Shapes extends InputShapes>(
  text: string | FormulaText<Shapes>,
  inputs?: Shapes,
  data?: FormulaText['data'],
): ExpressionFunction<keyof Shapes & string> {
  const given = typeof text === 'string' ? { formula: text, inputs, data } : text;
  return readAt(given as FormulaText, '') as ExpressionFunction<keyof Shapes & string>;
}

/** {@link read} for a text at `path` of a problem. */
export function readAt(text: FormulaText, path: string): ExpressionFunction {
  requireObject(text, path || 'formula');
  requireKnown(text, KEYS);
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const { formula, inputs, data = {} } = text;
  if (typeof formula !== 'string')
    throw invalidInput(at('formula'), `must be text, got ${describeValue(formula)}`);
  const { graph, listed } = graphWith(inputs, at('inputs'));
  requireObject(data, at('data'));
  const held = new Map<string, ExpressionData>();
  for (const [name, value] of Object.entries(data)) {
    if (graph.inputs.has(name)) throw invalidInput(at(`data.${name}`), 'is the name of an input too');
    held.set(
      name,
      placed(at(`data.${name}`), () => heldData(value, 'data')),
    );
  }
  const output = parse(formula, { graph, data: held, holes: [] }, at('formula'));
  return finished(graph, listed, output);
}

/** Runs an action. Its errors are attributed to the argument at `path`. */
function placed<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof SuperlinearError)) throw error;
    throw invalidInput(path, `is refused: ${error.message}`);
  }
}
