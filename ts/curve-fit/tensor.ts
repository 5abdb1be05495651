/** Arrays of any values, row-major: broadcasting, slices, reductions along axes, concatenation. */

import type { Shape } from '../expression/function.js';
import { broadcastShape, sizeOf } from '../expression/shapes.js';

/** An array with its entries in row-major order. A scalar has the shape `[]`. */
export interface Tensor<Value> {
  readonly shape: Shape;
  readonly entries: readonly Value[];
}

/** Builds an array from the entry at each multi-index. */
export function tensorOf<Value>(shape: Shape, entry: (place: readonly number[]) => Value): Tensor<Value> {
  const entries = Array.from({ length: sizeOf(shape) }, (_, k) => entry(placeOf(k, shape)));
  return { shape, entries };
}

/** The multi-index of an entry. */
function placeOf(k: number, shape: Shape): readonly number[] {
  let rest = k;
  return shape
    .toReversed()
    .map((length) => {
      const index = rest % length;
      rest = (rest - index) / length;
      return index;
    })
    .toReversed();
}

/** The entry at a multi-index. Axes of length 1 are broadcast, as are leading axes that the array lacks. */
export function entryAt<Value>({ shape, entries }: Tensor<Value>, place: readonly number[]): Value {
  const skipped = place.length - shape.length;
  return entries[
    shape.reduce(
      (offset, length, axis) => offset * length + (length === 1 ? 0 : (place[axis + skipped] as number)),
      0,
    )
  ] as Value;
}

/** Applies an elementwise operation to operands of shapes that can be broadcast. */
export function mapped<Value>(
  operands: readonly Tensor<Value>[],
  operation: string,
  apply: (entries: readonly Value[]) => Value,
): Tensor<Value> {
  const shape = broadcastShape(
    operands.map((operand) => operand.shape),
    operation,
  );
  return tensorOf(shape, (place) => apply(operands.map((operand) => entryAt(operand, place))));
}

/** Combines the entries along some axes. `none` gives the combination of no entries. */
export function reduced<Value>(
  operand: Tensor<Value>,
  axes: readonly number[],
  combine: (a: Value, b: Value) => Value,
  none: () => Value,
): Tensor<Value> {
  const lengthOf = (axis: number) => operand.shape[axis] as number;
  const kept = operand.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  return tensorOf(kept.map(lengthOf), (outer) => {
    const { entries } = tensorOf(axes.map(lengthOf), (inner) => {
      const place = [...outer, ...inner];
      return entryAt(
        operand,
        operand.shape.map((_, axis) => place[order.indexOf(axis)] as number),
      );
    });
    return entries.length === 0 ? none() : entries.reduce(combine);
  });
}

/** Joins arrays along an axis. */
export function concatenated<Value>(parts: readonly Tensor<Value>[], axis: number): Tensor<Value> {
  const shape = (parts[0] as Tensor<Value>).shape;
  // Owner of each index along the axis, and the index in it.
  const owners = parts.flatMap((part) =>
    Array.from({ length: part.shape[axis] as number }, (_, index) => ({ part, index })),
  );
  return tensorOf(shape.with(axis, owners.length), (place) => {
    const { part, index } = owners[place[axis] as number] as (typeof owners)[number];
    return entryAt(part, place.with(axis, index));
  });
}
