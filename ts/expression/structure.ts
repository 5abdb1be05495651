/** Shape operations: slices, permutations, and arrays composed of several. Operations without effect add no node. */

import type { ArrayData } from './data.js';
import type { Shape } from './function.js';
import { type Expression, lifted, nodeOf, type Operand, single } from './graph.js';
import { axisOf, broadcastShape, isSame, refusal, requireShape, sizeOf, written } from './shapes.js';

/** A strided slice: along each axis `counts` entries from `starts` on, `steps` apart (default 1; may be negative). */
export function slice(
  a: Operand,
  starts: readonly number[],
  counts: readonly number[],
  steps: readonly number[] = starts.map(() => 1),
): Expression {
  const { graph, operand } = single(a, 'slice');
  const { shape } = operand;
  for (const list of [starts, counts, steps]) requireOfRank(list, shape);
  requireShape(counts, 'slice');
  const part = shape.map((length, axis) => sliceOf(length, starts, counts, steps, axis));
  if (part.every(({ start, count, step }, axis) => start === 0 && step === 1 && count === shape[axis]))
    return operand;
  const [from, by] = [part.map(({ start }) => start), part.map(({ step }) => step)];
  return graph.add(['slice', nodeOf(operand), from, [...counts], by], [...counts]);
}

function requireOfRank(list: unknown, shape: Shape): asserts list is readonly number[] {
  if (!Array.isArray(list) || list.length !== shape.length || !list.every(Number.isSafeInteger)) {
    const each = `one for each of the ${shape.length} axes of shape ${written(shape)}`;
    throw refusal('slice', `starts, counts and steps are lists of whole numbers, ${each}`);
  }
}

/** Start, count and step along an axis. Irrelevant starts and steps are normalized to 0 and 1. */
function sliceOf(length: number, starts: Shape, counts: Shape, steps: Shape, axis: number) {
  const [start, count, step] = [starts[axis], counts[axis], steps[axis]] as [number, number, number];
  if (count === 0) return { start: 0, count, step: 1 };
  const last = start + (count - 1) * step;
  const isInside = start >= 0 && start < length && last >= 0 && last < length;
  if (!isInside)
    throw refusal('slice', `positions ${start} to ${last} of axis ${axis} are not all in 0..${length - 1}`);
  if (count > 1 && step === 0) throw refusal('slice', `steps must not be 0, got ${written(steps)}`);
  return { start, count, step: count === 1 ? 1 : step };
}

/** The same entries, row-major, in a new shape. */
export function reshape(a: Operand, shape: readonly number[]): Expression {
  const { graph, operand } = single(a, 'reshape');
  requireShape(shape, 'reshape');
  if (sizeOf(shape) !== sizeOf(operand.shape)) {
    throw refusal(
      'reshape',
      `shapes ${written(operand.shape)} and ${written(shape)} have different numbers of elements`,
    );
  }
  if (isSame(shape, operand.shape)) return operand;
  return graph.add(['reshape', nodeOf(operand), [...shape]], [...shape]);
}

/** Broadcasts `a`: repeats it along missing axes and axes of length 1. */
export function broadcast(a: Operand, shape: readonly number[]): Expression {
  const { graph, operand } = single(a, 'broadcast');
  requireShape(shape, 'broadcast');
  if (!isSame(broadcastShape([operand.shape, shape], 'broadcast'), shape)) {
    throw refusal('broadcast', `shape ${written(operand.shape)} cannot become ${written(shape)}`);
  }
  if (isSame(shape, operand.shape)) return operand;
  return graph.add(['broadcast', nodeOf(operand), [...shape]], [...shape]);
}

/** Permutes the axes: axis k of the result is axis `axes[k]` of `a`. Reverses them if `axes` is omitted. */
export function permute(a: Operand, axes?: readonly number[]): Expression {
  const { graph, operand } = single(a, 'permute');
  const { shape } = operand;
  const rank = shape.length;
  const order = (axes ?? shape.map((_, axis) => rank - 1 - axis)).map((axis) =>
    axisOf(axis, rank, 'permute'),
  );
  if (order.length !== rank || new Set(order).size !== rank) {
    throw refusal('permute', `axes ${written(order)} are not those of shape ${written(shape)} in some order`);
  }
  if (order.every((axis, k) => axis === k)) return operand;
  return graph.add(
    ['permute', nodeOf(operand), order],
    order.map((axis) => shape[axis] as number),
  );
}

/** Joins arrays along an axis, by default the first. All other axes must have equal lengths. */
export function concatenate(parts: readonly Operand[], axis = 0): Expression {
  const { graph, operands } = lifted(requireParts(parts, 'concatenate'), 'concatenate');
  const [first] = operands as [Expression];
  const along = axisOf(axis, first.shape.length, 'concatenate');
  let length = 0;
  for (const { shape } of operands) {
    if (shape.length !== first.shape.length || !shape.every((n, k) => k === along || n === first.shape[k])) {
      throw refusal(
        'concatenate',
        `shapes ${written(first.shape)} and ${written(shape)} differ beside axis ${along}`,
      );
    }
    length += shape[along] as number;
  }
  if (operands.length === 1) return first;
  return graph.add(['concatenate', operands.map(nodeOf), along], first.shape.with(along, length));
}

/** Stacks arrays of equal shape along a new axis, by default the first. */
export function stack(parts: readonly Operand[], axis = 0): Expression {
  const { operands } = lifted(requireParts(parts, 'stack'), 'stack');
  const [first] = operands as [Expression];
  const along = axisOf(axis, first.shape.length + 1, 'stack');
  const rows = operands.map((operand) => {
    if (!isSame(operand.shape, first.shape)) {
      throw refusal('stack', `shapes ${written(first.shape)} and ${written(operand.shape)} differ`);
    }
    return reshape(operand, operand.shape.toSpliced(along, 0, 1));
  });
  return concatenate(rows, along);
}

function requireParts(parts: unknown, operation: string): readonly Operand[] {
  if (Array.isArray(parts) && parts.length > 0) return parts as readonly Operand[];
  throw refusal(operation, 'takes a list of operands first, at least one, such as [a, b]');
}

/**
 * Gathers entries of `a` along its first axis at constant integer positions of any shape. The shape of the positions
 * replaces the first axis.
 */
export function gather(a: Operand, positions: ArrayData): Expression {
  const { graph, operand } = single(a, 'gather');
  const { shape, number } = graph.positions(positions, 'gather');
  const result = [...shape, ...rowShape(operand, 'gather')];
  const [length = 0] = operand.shape;
  const { values } = graph.data[number] as { values: Int32Array };
  for (const position of values) {
    if (position < 0 || position >= length)
      throw refusal('gather', `position ${position} is not in 0..${length - 1}`);
  }
  return graph.add(['gather', nodeOf(operand), number], result);
}

/**
 * Gathers entries of `a` along its first axis at positions that are computed or given as an input; `NaN` at positions
 * out of range.
 */
export function take(a: Operand, index: Operand): Expression {
  const { graph, operands } = lifted([a, index], 'take');
  const [operand, positions] = operands as [Expression, Expression];
  const result = [...positions.shape, ...rowShape(operand, 'take')];
  return graph.add(['take', nodeOf(operand), nodeOf(positions)], result);
}

/** The shape of the entries along the first axis. */
function rowShape({ shape }: Expression, operation: string): Shape {
  if (shape.length === 0) throw refusal(operation, 'takes an array, got a single number');
  return shape.slice(1);
}
