/**
 * Equations and inequalities as text, `left = right`, `left <= right` or `left >= right`, combined into one function
 * with bounds.
 */

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

/** The differences left minus right as one vector, their bounds, and the number of entries for each relation. */
export interface Residuals {
  readonly function: ExpressionFunction;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly counts: readonly number[];
}

/** The bounds of left minus right. */
const RANGES = {
  '=': [0, 0],
  '<=': [-Infinity, 0],
  '>=': [0, Infinity],
} as const satisfies Record<string, readonly [number, number]>;

type Sign = keyof typeof RANGES;

/** Parses relations with the given inputs and data. `nameOf` names a relation in errors by its index. */
export function readRelations(
  relations: readonly string[],
  inputs: InputShapes,
  data: Readonly<Record<string, DataInput>>,
  nameOf: (number: number) => string,
): Residuals {
  const { graph, listed } = graphWith(inputs, 'inputs');
  const held = new Map(Object.entries(data).map(([name, value]) => [name, heldData(value, name)]));
  const names = { graph, data: held, holes: [] };
  const signs = relations.map((relation, k) => signIn(relation, nameOf(k)));
  const residuals = relations.map((relation, k) => residualOf(relation, signs[k] as Place, names, nameOf(k)));
  const counts = residuals.map(({ shape }) => sizeOf(shape));
  const output = within(graph, () =>
    concatenate(residuals.map((residual, k) => reshape(residual, [counts[k] as number]))),
  );
  const bounds = (side: 0 | 1) =>
    Float64Array.from(
      signs.flatMap(({ sign }, k) => new Array<number>(counts[k] as number).fill(RANGES[sign][side])),
    );
  return { function: finished(graph, listed, output), lower: bounds(0), upper: bounds(1), counts };
}

/** A relation sign and its position. */
interface Place {
  readonly sign: Sign;
  readonly at: number;
}

/**
 * Left minus right. Each side is parsed within a text of the relation's length, so that errors give positions in the
 * relation.
 */
function residualOf(relation: string, { sign, at }: Place, names: Names, path: string) {
  // `let` definitions apply to both sides.
  const start = relation.lastIndexOf(';', at) + 1;
  const end = at + sign.length;
  const right = relation.slice(0, start) + ' '.repeat(end - start) + relation.slice(end);
  const [a, b] = [parse(relation.slice(0, at), names, path), parse(right, names, path)];
  try {
    return within(names.graph, () => subtract(a, b));
  } catch (error) {
    throw refused(path, at, `has sides that cannot be compared: ${(error as Error).message}`);
  }
}

/** Finds the only relation sign outside brackets. */
function signIn(relation: string, path: string): Place {
  const start = relation.lastIndexOf(';') + 1;
  const found: Place[] = [];
  let depth = 0;
  for (const { 0: sign, index } of relation.slice(start).matchAll(/[()[\]]|[<>]?=/g)) {
    if (sign in RANGES) {
      if (depth === 0) found.push({ sign: sign as Sign, at: start + index });
    } else depth += sign === '(' || sign === '[' ? 1 : -1;
  }
  const [place, second] = found;
  const forms = '"left = right", "left <= right" or "left >= right"';
  if (place === undefined) throw refused(path, start, `has no =, <= or >=: write ${forms}`);
  if (second !== undefined) {
    throw refused(path, second.at, `has a second ${second.sign}: write two, each ${forms}`);
  }
  return place;
}

/** Creates an error about a character of a relation, counted from 0. */
function refused(path: string, index: number, what: string): SuperlinearError {
  const place = `${path}:${index + 1}`;
  return new SuperlinearError('INVALID_INPUT', `${place} ${what}`, place);
}
