/**
 * Index variables with limits that depend on an earlier one, as in `i in 0..9, j in 0..i`. The axis of such a variable
 * lists the values of both: (0, 0), (1, 0), (1, 1), … It therefore stands for the axes of all variables before it that
 * its limits depend on, its ancestors. A value of an ancestor's axis is gathered along the axis that stands for it.
 */

import { MAX_SIZE } from './function.js';
import { refusal } from './shapes.js';

/** An index variable. */
export interface IndexVariable {
  readonly name: string;
  /** The number of positions along its axis. */
  readonly count: number;
  /** The first value of a variable with constant limits; its values are consecutive. */
  readonly from: number;
  /** The parts of a variable with limits that depend on another one. */
  readonly dependent?: DependentParts;
}

interface DependentParts {
  /** The number of the variable before it whose axis is extended by this one. */
  readonly parent: number;
  /** The position along the parent's axis, at each position. Ascending. */
  readonly parents: Int32Array;
  /** The value at each position. */
  readonly values: Int32Array;
}

/** `coefficient * variable + offset`. */
export interface Affine {
  readonly coefficient: number;
  readonly variable?: number;
  readonly offset: number;
}

/** Maximum number of positions along the axis of a variable with dependent limits: 40 MB. */
const MAX_POSITIONS = 10_000_000;

/** The parent of a variable, `undefined` if its limits are constant. */
const parentOf = (variable: number, variables: readonly IndexVariable[]): number | undefined =>
  variables[variable]?.dependent?.parent;

/** A variable and its ancestors, from the last to the first. */
export function withAncestors(variable: number, variables: readonly IndexVariable[]): number[] {
  const found = [];
  for (let next: number | undefined = variable; next !== undefined; next = parentOf(next, variables)) {
    found.push(next);
  }
  return found;
}

/** The variables whose axes stand for these variables, ascending. */
export function axesOfVariables(used: readonly number[], variables: readonly IndexVariable[]): number[] {
  const ancestors = new Set(used.flatMap((variable) => withAncestors(variable, variables).slice(1)));
  return [...new Set(used)].filter((variable) => !ancestors.has(variable)).sort((a, b) => a - b);
}

/** The one of these axes that stands for a variable. */
export const axisOfVariable = (
  variable: number,
  axes: readonly number[],
  variables: readonly IndexVariable[],
): number | undefined => axes.find((axis) => withAncestors(axis, variables).includes(variable));

/** Creates the variable with these limits, of which at least one depends on a variable. */
export function dependentVariable(
  name: string,
  limits: readonly [Affine, Affine],
  variables: readonly IndexVariable[],
): IndexVariable {
  const parent = parentOfLimits(limits, variables);
  const [first, last] = limits.map((limit) => affineAlong(limit, parent, variables)) as [
    Int32Array,
    Int32Array,
  ];
  const lengths = Array.from(first, (from, k) => Math.max(0, (last[k] as number) - from + 1));
  const count = lengths.reduce((sum, length) => sum + length, 0);
  requirePositions(name, count);
  const [parents, values] = [new Int32Array(count), new Int32Array(count)];
  let position = 0;
  lengths.forEach((length, k) => {
    for (let step = 0; step < length; step++, position++) {
      parents[position] = k;
      values[position] = (first[k] as number) + step;
    }
  });
  return { name, count, from: 0, dependent: { parent, parents, values } };
}

function requirePositions(name: string, count: number): void {
  if (count <= MAX_POSITIONS) return;
  throw refusal(
    'index',
    `${name} takes ${count} values, counted for all values of the indices its limits depend on; at most ${MAX_POSITIONS} are possible`,
  );
}

/** The last variable with the same first ancestor as the variables of the limits. */
function parentOfLimits(limits: readonly Affine[], variables: readonly IndexVariable[]): number {
  const firstOf = (variable: number) => withAncestors(variable, variables).at(-1);
  const [first, other] = new Set(
    limits.flatMap(({ variable }) => (variable === undefined ? [] : firstOf(variable))),
  );
  if (other !== undefined) {
    const names = [first, other].map((variable) => variables[variable as number]?.name).join(' and ');
    throw refusal('index', `has limits that depend on ${names}: they may depend on one of these`);
  }
  return variables.findLastIndex((_, variable) => firstOf(variable) === first);
}

/** Tables of positions by variable. Equal requests return the same array, which functions store once. */
const tables = new WeakMap<IndexVariable, Map<string, Int32Array>>();

function known(variable: IndexVariable, key: string, compute: () => Int32Array): Int32Array {
  const ofVariable = tables.get(variable) ?? new Map<string, Int32Array>();
  tables.set(variable, ofVariable);
  const table = ofVariable.get(key) ?? compute();
  ofVariable.set(key, table);
  return table;
}

/** The position along the axis of a variable's ancestor, or of itself, at each position along its axis. */
export function positionsAlong(
  ancestor: number,
  variable: number,
  variables: readonly IndexVariable[],
): Int32Array {
  const own = variables[variable] as IndexVariable;
  return known(own, `of ${ancestor}`, () => {
    if (ancestor === variable) return Int32Array.from({ length: own.count }, (_, k) => k);
    const { parent, parents } = own.dependent as DependentParts;
    const ofParent = positionsAlong(ancestor, parent, variables);
    return parents.map((position) => ofParent[position] as number);
  });
}

/** The values of `coefficient * variable + offset` along the axis of a descendant. */
export function affineAlong(
  { coefficient, variable, offset }: Affine,
  descendant: number,
  variables: readonly IndexVariable[],
): Int32Array {
  const along = variables[descendant] as IndexVariable;
  requirePositions(along.name, along.count);
  return known(along, `${coefficient} ${variable} ${offset}`, () => {
    if (variable === undefined) return new Int32Array(along.count).fill(checked(offset));
    const { from, dependent } = variables[variable] as IndexVariable;
    const positions = positionsAlong(variable, descendant, variables);
    const value = (position: number) =>
      dependent ? (dependent.values[position] as number) : from + position;
    return positions.map((position) => checked(coefficient * value(position) + offset));
  });
}

/** A value of an index or limit, refused beyond the lengths of arrays. */
function checked(result: number): number {
  if (Math.abs(result) > MAX_SIZE) throw refusal('index', `runs to ${result}, beyond all arrays`);
  return result;
}

/** The values of a variable along its axis. */
export const valuesOf = (variable: number, variables: readonly IndexVariable[]): Int32Array =>
  affineAlong({ coefficient: 1, variable, offset: 0 }, variable, variables);
