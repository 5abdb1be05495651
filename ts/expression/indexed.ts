/**
 * Values that depend on index variables, with an axis for each variable. In `sum(i in 0..9: x[i] y)`, `x[i]` is ten
 * numbers along the axis of i, and `y` is a scalar.
 */

import {
  axesOfVariables,
  axisOfVariable,
  type IndexVariable,
  positionsAlong,
  valuesOf,
  withAncestors,
} from './dependent-indices.js';
import { multiply } from './elementwise.js';
import { Expression, type Operand, single } from './graph.js';
import { sparseMatmul } from './linear.js';
import { sum } from './reductions.js';
import { refusal, sizeOf, written } from './shapes.js';
import { broadcast, gather, permute, reshape } from './structure.js';

/** A value of a formula. */
export interface Value {
  /** The operand. Literals become nodes only if needed. */
  readonly content: Operand;
  /**
   * The numbers of the variables it depends on, ascending, without ancestors of others. If there are any, they are all
   * of its axes.
   */
  readonly axes: readonly number[];
  /** Whether it is a numeric literal. */
  readonly isLiteral?: boolean;
  /** Whether it consists of literals alone. Such a value, bare or in brackets, may multiply a name by juxtaposition. */
  readonly isFactor?: boolean;
}

/** Creates a value that depends on no index variable. */
export const plainValue = (content: Value['content']): Value => ({ content, axes: [] });

/** The values of an index variable. */
export const indexValue = (variable: number, variables: readonly IndexVariable[]): Value => ({
  content: valuesOf(variable, variables),
  axes: [variable],
});

/** Creates a numeric literal. */
export const literal = (content: number): Value => ({ content, axes: [], isLiteral: true, isFactor: true });

/** Applies an elementwise operation to values, aligned to the same axes. */
export function applyAligned(
  values: readonly Value[],
  variables: readonly IndexVariable[],
  operation: string,
  apply: (...operands: Operand[]) => Expression,
): Value {
  const used = values.flatMap((value) => value.axes);
  const axes = axesOfVariables(used, variables);
  if (axes.length > 0) for (const value of values) requireNumber(value, operation);
  return {
    content: apply(...values.map((value) => aligned(value, axes, variables))),
    axes,
    isFactor: values.every(({ isFactor }) => isFactor === true),
  };
}

/** Requires a scalar for each combination of index variables. */
function requireNumber({ content, axes }: Value, operation: string): void {
  if (axes.length > 0 || typeof content === 'number') return;
  const shape = content instanceof Expression ? content.shape : undefined;
  if (shape?.length === 0) return;
  const what = shape === undefined ? 'an array' : `an array of shape ${written(shape)}`;
  throw refusal(
    operation,
    `${what} stands beside numbers that depend on an index; write its entries, such as a[i]`,
  );
}

/** A value along these axes, which stand for its own; with length 1 along axes that it does not depend on. */
function aligned(value: Value, axes: readonly number[], variables: readonly IndexVariable[]): Operand {
  if (value.axes.length === 0) return value.content;
  const moved = alongDescendants(value, axes, variables);
  if (moved.axes.length === axes.length) return moved.content;
  const first = axes.indexOf(moved.axes[0] as number);
  const shape = axes
    .slice(first)
    .map((axis) => (moved.axes.includes(axis) ? (variables[axis] as IndexVariable).count : 1));
  return reshape(moved.content, shape);
}

/** A value with each axis of an ancestor replaced by the one of these axes that stands for it. */
function alongDescendants(
  { content, axes: own }: Value,
  axes: readonly number[],
  variables: readonly IndexVariable[],
): Value {
  let moved = content;
  const found = own.map((axis, k) => {
    const descendant = axisOfVariable(axis, axes, variables) as number;
    if (descendant === axis) return axis;
    const positions = positionsAlong(axis, descendant, variables);
    moved = alongAxis(moved, own.length, k, (rows) => gather(rows, positions));
    return descendant;
  });
  return ordered(moved, found);
}

/** Applies an operation on the first axis to another axis. */
function alongAxis(a: Operand, rank: number, axis: number, apply: (rows: Operand) => Expression): Expression {
  const rest = Array.from({ length: rank }, (_, k) => k).toSpliced(axis, 1);
  const rows = apply(axis === 0 ? a : permute(a, [axis, ...rest]));
  return axis === 0
    ? rows
    : permute(rows, [...rest.slice(0, axis).map((k) => k + 1), 0, ...rest.slice(axis)]);
}

/** A value with its axes in ascending order. */
function ordered(content: Operand, axes: readonly number[]): Value {
  const order = axes.map((_, k) => k).sort((a, b) => (axes[a] as number) - (axes[b] as number));
  if (order.every((axis, k) => axis === k)) return { content, axes };
  return { content: permute(content, order), axes: order.map((k) => axes[k] as number) };
}

/** Sums a value over the index variables from number `start` on. */
export function summed(value: Value, variables: readonly IndexVariable[], start: number): Value {
  requireNumber(value, 'sum');
  if (variables.slice(start).some(({ count }) => count === 0)) return plainValue(0);
  const bound = variables.map((_, variable) => variable).slice(start);
  return axesOfVariables(bound, variables).reduce(
    (sum, variable) => summedOver(sum, variable, variables, start),
    value,
  );
}

/** Sums a value over a variable and its ancestors from number `start` on. */
function summedOver(
  value: Value,
  variable: number,
  variables: readonly IndexVariable[],
  start: number,
): Value {
  const group = withAncestors(variable, variables);
  const outer = group.find((ancestor) => ancestor < start);
  const dependsOnBound = value.axes.some((axis) => axis >= start && group.includes(axis));
  if (!dependsOnBound) return timesTerms(value, variable, outer, variables);
  const axes = axesOfVariables([...value.axes, variable], variables);
  const content = aligned(value, axes, variables);
  const along = axes.indexOf(variable);
  if (outer === undefined) return { content: sum(content, along), axes: axes.toSpliced(along, 1) };
  const groups = groupSums(positionsAlong(outer, variable, variables), variables[outer] as IndexVariable);
  const sums = alongAxis(content, axes.length, along, groups);
  return ordered(sums, axes.with(along, outer));
}

/** A value times the number of terms of a sum over a variable, for each value of its last ancestor outside. */
function timesTerms(
  value: Value,
  variable: number,
  outer: number | undefined,
  variables: readonly IndexVariable[],
): Value {
  const { count } = variables[variable] as IndexVariable;
  let terms = plainValue(count);
  if (outer !== undefined) {
    const counts = new Float64Array((variables[outer] as IndexVariable).count);
    for (const position of positionsAlong(outer, variable, variables)) (counts[position] as number)++;
    terms = { content: counts, axes: [outer] };
  } else if (count === 1) return value;
  if (typeof value.content === 'number' && outer === undefined) return plainValue(count * value.content);
  return applyAligned([terms, value], variables, 'sum', multiply as never);
}

/** The sums of rows with equal positions along the axis of a variable, in ascending order. */
const groupSums =
  (positions: Int32Array, { count }: IndexVariable) =>
  (a: Operand): Expression => {
    const indptr = new Int32Array(count + 1);
    for (const position of positions) (indptr[position + 1] as number)++;
    for (let k = 0; k < count; k++) indptr[k + 1] = (indptr[k + 1] as number) + (indptr[k] as number);
    const indices = Int32Array.from(positions, (_, k) => k);
    const data = new Float64Array(positions.length).fill(1);
    const matrix = { rows: count, columns: positions.length, indptr, indices, data };
    const { operand } = single(a, 'sum');
    const rest = operand.shape.slice(1);
    const rows = rest.length > 1 ? reshape(operand, [positions.length, sizeOf(rest)]) : operand;
    return reshape(sparseMatmul(matrix, rows), [count, ...rest]);
  };

/** Collects a value over the index variables from number `start` on into an array. */
export function collected(value: Value, variables: readonly IndexVariable[], start: number): Value {
  requireNumber(value, 'list');
  if (value.axes.some((axis) => axis < start)) {
    throw refusal(
      'list',
      'depends on an index of outside; write one list over both, such as [i in 0..9, j in 0..9: …]',
    );
  }
  const axes = variables.slice(start).map((_, k) => start + k);
  const dependent = variables.slice(start).find((variable) => variable.dependent !== undefined);
  if (dependent !== undefined) {
    throw refusal('list', `has limits of ${dependent.name} that depend on an index; only sums may`);
  }
  const shape = axes.map((axis) => (variables[axis] as IndexVariable).count);
  return plainValue(broadcast(aligned(value, axes, variables), shape));
}
