/** Equations as text, `left = right`, as one function: of what its values are, all are to be zero. */

import { SuperlinearError } from '../engine/errors.js';
import type { DataInput } from '../expression/data.js';
import { heldData } from '../expression/data.js';
import { finished, graphWith, type InputShapes } from '../expression/define.js';
import { subtract } from '../expression/elementwise.js';
import type { ExpressionFunction } from '../expression/function.js';
import { within } from '../expression/graph.js';
import { type Names, parse } from '../expression/parser.js';
import { sizeOf } from '../expression/shapes.js';
import { concatenate, reshape } from '../expression/structure.js';

/** The left sides minus the right sides of equations, one vector; and how many of its numbers belong to each. */
export interface Residuals {
  readonly function: ExpressionFunction;
  readonly counts: readonly number[];
}

/** Reads equations of these inputs and data. `nameOf` names the one with this number in errors. */
export function readEquations(
  equations: readonly string[],
  inputs: InputShapes,
  data: Readonly<Record<string, DataInput>>,
  nameOf: (number: number) => string,
): Residuals {
  const { graph, listed } = graphWith(inputs, 'inputs');
  const held = new Map(Object.entries(data).map(([name, value]) => [name, heldData(value, name)]));
  const names = { graph, data: held, holes: [] };
  const residuals = equations.map((equation, k) => residualOf(equation, names, nameOf(k)));
  const counts = residuals.map(({ shape }) => sizeOf(shape));
  const output = within(graph, () =>
    concatenate(residuals.map((residual, k) => reshape(residual, [counts[k] as number]))),
  );
  return { function: finished(graph, listed, output), counts };
}

/** Left minus right. Each side is read in a text as long as the equation, so that errors name the characters of this. */
function residualOf(equation: string, names: Names, path: string) {
  const at = signIn(equation, path);
  // What `let` defines is for both sides.
  const start = equation.lastIndexOf(';', at) + 1;
  const right = equation.slice(0, start) + ' '.repeat(at + 1 - start) + equation.slice(at + 1);
  const [a, b] = [parse(equation.slice(0, at), names, path), parse(right, names, path)];
  try {
    return within(names.graph, () => subtract(a, b));
  } catch (error) {
    throw refused(path, at, `has sides that cannot be equal: ${(error as Error).message}`);
  }
}

/** Where the one sign of equality is. */
function signIn(equation: string, path: string): number {
  const start = equation.lastIndexOf(';') + 1;
  const signs = [...equation.slice(start).matchAll(/(?<![<>])=/g)].map(({ index }) => start + index);
  const [sign, second] = signs;
  if (sign === undefined) {
    throw refused(path, start, 'has no =: write an equation, "left = right"; inequalities are not possible');
  }
  if (second !== undefined) throw refused(path, second, 'has a second =: write one equation, "left = right"');
  return sign;
}

/** A character of an equation, counted from 0 on, that cannot be there. */
function refused(path: string, index: number, what: string): SuperlinearError {
  const place = `${path}:${index + 1}`;
  return new SuperlinearError('INVALID_INPUT', `${place} ${what}`, place);
}
