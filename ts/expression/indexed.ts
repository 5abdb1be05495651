/**
 * Values that depend on index variables, with an axis for each variable. In `sum(i in 0..9: x[i] y)`, `x[i]` is ten
 * numbers along the axis of i, and `y` is a scalar.
 */

import { multiply } from './elementwise.js';
import { Expression, type Operand } from './graph.js';
import { sum } from './reductions.js';
import { refusal, written } from './shapes.js';
import { broadcast, reshape } from './structure.js';

/** An index variable with `count` integer values from `from` on. */
export interface IndexVariable {
  readonly name: string;
  readonly from: number;
  readonly count: number;
}

/** A value of a formula. */
export interface Value {
  /** The operand. Literals become nodes only if needed. */
  readonly content: Operand;
  /** The indices of the variables it depends on, ascending. If there are any, they are all of its axes. */
  readonly axes: readonly number[];
  /** Whether it is a numeric literal. */
  readonly isLiteral?: boolean;
  /** Whether it consists of literals alone. Such a value, bare or in brackets, may multiply a name by juxtaposition. */
  readonly isFactor?: boolean;
}

/** Creates a value that depends on no index variable. */
export const plainValue = (content: Value['content']): Value => ({ content, axes: [] });

/** Creates a numeric literal. */
export const literal = (content: number): Value => ({ content, axes: [], isLiteral: true, isFactor: true });

/** Applies an elementwise operation to values, aligned to the same axes. */
export function applyAligned(
  values: readonly Value[],
  variables: readonly IndexVariable[],
  operation: string,
  apply: (...operands: Operand[]) => Expression,
): Value {
  const axes = [...new Set(values.flatMap((value) => value.axes))].sort((a, b) => a - b);
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

/** Reshapes a value, with axes of length 1 for variables it does not depend on. */
function aligned(value: Value, axes: readonly number[], variables: readonly IndexVariable[]): Operand {
  const { content } = value;
  if (value.axes.length === 0 || value.axes.length === axes.length) return content;
  const first = axes.indexOf(value.axes[0] as number);
  const shape = axes
    .slice(first)
    .map((axis) => (value.axes.includes(axis) ? (variables[axis] as IndexVariable).count : 1));
  return reshape(content, shape);
}

/** Sums a value over the index variables from number `start` on. */
export function summed(value: Value, variables: readonly IndexVariable[], start: number): Value {
  requireNumber(value, 'sum');
  const bound = variables.slice(start);
  if (bound.some(({ count }) => count === 0)) return plainValue(0);
  const kept = value.axes.filter((axis) => axis < start);
  const along = value.axes.map((_, k) => k).slice(kept.length);
  const times = bound.reduce(
    (product, { count }, k) => (value.axes.includes(start + k) ? product : product * count),
    1,
  );
  const total = along.length > 0 ? sum(value.content, along) : value.content;
  if (times === 1) return { content: total, axes: kept };
  const content = typeof total === 'number' ? times * total : multiply(times, total);
  return { content, axes: kept };
}

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
  const shape = axes.map((axis) => (variables[axis] as IndexVariable).count);
  return plainValue(broadcast(aligned(value, axes, variables), shape));
}
