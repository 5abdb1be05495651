/**
 * Values that depend on index variables: each variable is an axis. In `sum(i in 0..9: x[i] y)`, `x[i]` is ten numbers along the axis of
 * i, and `y` is one.
 */

import { multiply } from './elementwise.js';
import { Expression, type Operand } from './graph.js';
import { sum } from './reductions.js';
import { refusal, written } from './shapes.js';
import { broadcast, reshape } from './structure.js';

/** A name that takes `count` whole numbers from `from` on. */
export interface IndexVariable {
  readonly name: string;
  readonly from: number;
  readonly count: number;
}

/** A value in a formula. */
export interface Value {
  /** Numbers that were written as such are data only when something needs them. */
  readonly content: Operand;
  /** The index variables that it depends on, by number, ascending: its first axes. It has no others then. */
  readonly axes: readonly number[];
  /** Whether it is a number as it was written. */
  readonly isLiteral?: boolean;
  /** Whether it is made of such numbers alone: as it is or in brackets it may stand before a name, and multiplies it then. */
  readonly isFactor?: boolean;
}

/** A value that depends on no index variable. */
export const plainValue = (content: Value['content']): Value => ({ content, axes: [] });

/** A number as it was written. */
export const literal = (content: number): Value => ({ content, axes: [], isLiteral: true, isFactor: true });

/** Applies an elementwise operation, after bringing all values to the same axes. */
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

/** A value beside others that depend on index variables is a number for each of these. */
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

/** A value's content with axes of length 1 for variables that it does not depend on. */
function aligned(value: Value, axes: readonly number[], variables: readonly IndexVariable[]): Operand {
  const { content } = value;
  if (value.axes.length === 0 || value.axes.length === axes.length) return content;
  const first = axes.indexOf(value.axes[0] as number);
  const shape = axes
    .slice(first)
    .map((axis) => (value.axes.includes(axis) ? (variables[axis] as IndexVariable).count : 1));
  return reshape(content, shape);
}

/** The sum of a value over the last index variables, from number `start` on. */
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

/** The array of a value for all that the last index variables take, from number `start` on. */
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
