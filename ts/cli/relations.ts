/** Equations and inequalities as text, `left = right`, `left <= right` or `left >= right`, as one function with bounds. */

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

/** The left sides minus the right sides, one vector; between what its numbers may be; and how many of them belong to each relation. */
export interface Residuals {
  readonly function: ExpressionFunction;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly counts: readonly number[];
}

/** What the left side minus the right side may be. */
const RANGES = {
  '=': [0, 0],
  '<=': [-Infinity, 0],
  '>=': [0, Infinity],
} as const satisfies Record<string, readonly [number, number]>;

type Sign = keyof typeof RANGES;

/** Reads relations of these inputs and data. `nameOf` names the one with this number in errors. */
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
  const ends = (side: 0 | 1) =>
    Float64Array.from(
      signs.flatMap(({ sign }, k) => new Array<number>(counts[k] as number).fill(RANGES[sign][side])),
    );
  return { function: finished(graph, listed, output), lower: ends(0), upper: ends(1), counts };
}

/** A sign, and where it is. */
interface Place {
  readonly sign: Sign;
  readonly at: number;
}

/** Left minus right. Each side is read in a text as long as the relation, so that errors name the characters of this. */
function residualOf(relation: string, { sign, at }: Place, names: Names, path: string) {
  // What `let` defines is for both sides.
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

/** Where the one sign is that stands in no brackets. */
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

/** A character of a relation, counted from 0 on, that cannot be there. */
function refused(path: string, index: number, what: string): SuperlinearError {
  const place = `${path}:${index + 1}`;
  return new SuperlinearError('INVALID_INPUT', `${place} ${what}`, place);
}
